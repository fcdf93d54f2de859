"""Who has which role where, and from when? Assignments are given and ended; one person can have several."""

from datetime import date

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actions.users import must_administer
from livskraft.access.actor import Actor
from livskraft.access.middleware import ACTIVE_ASSIGNMENT
from livskraft.access.models import Assignment, User
from livskraft.access.permissions import Permission
from livskraft.access.roles import Role
from livskraft.kit.errors import Refused
from livskraft.kit.periods import Period, overlapping
from livskraft.kit.versions import locked
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit

# Terms and agreements hold for the whole responsible body, so who changes them stands above its areas.
FOR_THE_WHOLE = frozenset({UnitKind.MUNICIPALITY, UnitKind.REGION, UnitKind.COMMITTEE, UnitKind.DEPARTMENT})


@transaction.atomic
def give_assignment(
    *, user: User, role: Role, unit: Unit, starts: date, ends: date | None = None, by: Actor
) -> Assignment:
    """The person has the role at the unit from `starts`, included, to `ends`, excluded."""
    by.must(Permission.ADMINISTER, at=unit)
    must_administer(by, user)
    if not unit.has_accounts:
        raise Refused(_("Ingen kan ha ett uppdrag hos en fastighetsägare eller servicefirma."), "unit")
    if unit.closed and (ends is None or ends > unit.closed):
        raise Refused(_("Enheten är stängd eller stänger innan uppdraget slutar."), "unit")
    if role == Role.SYSTEM_ADMINISTRATOR and unit.parent_id:
        raise Refused(_("En systemförvaltare har sitt uppdrag hos hela kommunen eller regionen."), "unit")
    if role == Role.ADMINISTRATION and unit.kind not in FOR_THE_WHOLE:
        raise Refused(
            _("Förvaltningen har sitt uppdrag hos kommunen, regionen, en nämnd eller en förvaltning."), "unit"
        )
    _refuse_overlap(user, role, unit, _period(starts, ends))
    assignment = Assignment.objects.create(user=user, role=role, unit=unit, starts=starts, ends=ends, added_on=by.today)
    audit.wrote(by, "access.assignment_given", [assignment, user, unit], ["role", "unit", "starts", "ends"])
    return assignment


@transaction.atomic
def end_assignment(*, assignment: Assignment, ends: date, version: int | None = None, by: Actor) -> Assignment:
    """The assignment holds until `ends`, that day excluded."""
    must_administer(by, assignment.user)
    return _set_end(assignment, ends, version, by, "access.assignment_ended")


@transaction.atomic
def remove_assignment_end(*, assignment: Assignment, version: int | None = None, by: Actor) -> Assignment:
    """The assignment goes on without an end; it takes an end back."""
    must_administer(by, assignment.user)
    return _set_end(assignment, None, version, by, "access.assignment_reopened")


@transaction.atomic
def withdraw_assignment(*, assignment: Assignment, version: int | None = None, by: Actor) -> None:
    """The assignment, which has not begun before today, was a mistake; only the audit remembers it."""
    must_administer(by, assignment.user)
    assignment = locked(assignment, version)
    if assignment.starts < by.today:
        raise Refused(_("Uppdraget har redan gällt. Avsluta det i stället."))
    audit.wrote(by, "access.assignment_withdrawn", [assignment, assignment.user, assignment.unit])
    assignment.delete()


def switch_assignment(*, assignment: Assignment, request: HttpRequest, by: Actor) -> None:
    """The signed-in person goes on in another of their own assignments; rights come from that one only."""
    if by.user is None or assignment.user_id != by.user.pk or by.today not in assignment.period:
        raise Refused(_("Det uppdraget har du inte längre."))
    request.session[ACTIVE_ASSIGNMENT] = assignment.pk
    audit.security(by, "access.assignment_switched", [assignment])


def _set_end(assignment: Assignment, ends: date | None, version: int | None, by: Actor, verb: str) -> Assignment:
    period = _period(assignment.starts, ends)
    _refuse_overlap(assignment.user, Role(assignment.role), assignment.unit, period, besides=assignment.pk)
    assignment = locked(assignment, version)
    assignment.ends = ends
    assignment.save(update_fields=["ends", "version"])
    audit.wrote(by, verb, [assignment, assignment.user], ["ends"])
    return assignment


def _period(starts: date, ends: date | None) -> Period:
    if ends and ends <= starts:
        raise Refused(_("Uppdraget kan inte sluta innan det börjar."), "ends")
    return Period(starts, ends)


def _refuse_overlap(user: User, role: Role, unit: Unit, period: Period, besides: int = 0) -> None:
    """Locks the person, so that two administrators cannot give the same role twice."""
    User.objects.select_for_update().get(pk=user.pk)
    same = Assignment.objects.filter(overlapping(period), user=user, role=role, unit=unit)
    if same.exclude(pk=besides).exists():
        raise Refused(_("Personen har redan den rollen på enheten under en del av tiden."), "role")
