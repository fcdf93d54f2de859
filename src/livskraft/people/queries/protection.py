"""Which protected persons at the actor's unit is there nobody left to know of?"""

from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce

from livskraft.access.actor import Actor
from livskraft.kit.periods import holds_on
from livskraft.people.models import AuthorisedReader, CareRelation, Person
from livskraft.people.models.persons import PersonQuerySet
from livskraft.people.queries.units import colleagues
from livskraft.people.rules.vocabulary import Protection


def left_alone(by: Actor) -> PersonQuerySet:
    """Protected, known to the actor's unit today, and none of those named for them still works there."""
    if by.assignment is None or by.caregiver is None:
        return Person.objects.none()
    here = CareRelation.objects.filter(holds_on(by.today), unit=by.assignment.unit_id)
    named = AuthorisedReader.objects.filter(holds_on(by.today), person=OuterRef("pk"), user__in=colleagues(by))
    return (
        Person.objects.standing()
        .filter(keeper=by.caregiver, pk__in=here.values_list(Coalesce("person__merged_into", "person")))
        .exclude(protection=Protection.NONE)
        .filter(~Exists(named))
    )
