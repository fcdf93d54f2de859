"""Whom does the actor find by a name, a number or a case?"""

from django.db.models import Q
from django.db.models.functions import Coalesce

from livskraft.access.actor import Actor
from livskraft.people.models import CaseNumber, IdentityRecord, Person
from livskraft.people.models.persons import PersonQuerySet, named
from livskraft.people.queries import index_of
from livskraft.people.rules.searching import Sought


def find(sought: Sought, by: Actor) -> PersonQuerySet:
    """Those whom the actor may see and who have the number, now or before, the case, or a name that begins so."""
    seen = Person.objects.visible_to(by)
    who = Coalesce("person__merged_into", "person")
    if sought.number:
        return seen.filter(pk__in=IdentityRecord.objects.filter(index=index_of(sought.number)).values(whose=who))
    if not sought.words:
        return seen.none()
    cases = CaseNumber.objects.filter(number_key=sought.case).values(whose=who)
    return seen.filter(named(sought.words) | Q(pk__in=cases))
