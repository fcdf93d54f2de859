"""How is it written down that a person was told what is kept about them?"""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit.errors import Refused
from livskraft.people.models import AccessReport, Person
from livskraft.people.permissions import Permission
from livskraft.people.rules.access_reports import may_have_been_asked


@transaction.atomic
def make_access_report(*, person: Person, asked_on: date, how: AccessReport.How, note: str, by: Actor) -> AccessReport:
    """That the person asked, when and how; what they are told is read from the records when it is opened.

    Raises Refused for a day that has not been or is more than a year ago.
    """
    by.must(Permission.ACCESS_REPORT)
    if by.assignment is None or not Person.objects.visible_to(by).filter(pk=person.pk).exists():
        raise PermissionDenied(f"{by.who} may not see {person.pk}")
    if not may_have_been_asked(asked_on, by.today):
        raise Refused(_("Välj en dag under det senaste året, till och med i dag."), field="asked_on")
    made = AccessReport.objects.create(
        person=person,
        unit=by.assignment.unit,
        asked_on=asked_on,
        how=how,
        note=note,
        made_at=by.at,
        made_by=by.user,
    )
    audit.wrote(by, "people.access_report_made", [made, person])
    return made


def erase(persons: Sequence[int]) -> int:
    """Called by a purge order that is carried out, which says who and why; how many went."""
    return AccessReport.objects.filter(person__in=persons).delete()[0]
