"""Whose openings in an emergency does somebody judge: the unit's manager, or those above when there is nobody else?"""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from livskraft.access.actor import Actor
from livskraft.access.models import Assignment
from livskraft.access.roles import Role
from livskraft.people.models import BreakGlass, Handover
from livskraft.people.permissions import Permission


def somebody_there_judges(today: date) -> Exists:
    """Whether the unit of the outer query has a manager today who is not the one who broke the glass."""
    managers = Assignment.objects.holding_on(today).filter(role=Role.UNIT_MANAGER, unit=OuterRef("unit"))
    return Exists(managers.filter(user__is_active=True).exclude(user=OuterRef("user")))


def glasses_of(actor: Actor) -> QuerySet[BreakGlass]:
    """Those that the actor may look at.

    A manager's are the unit's own, about persons who are the caregiver's or were when they were opened: not those of
    one before it. Whoever stands above sees only those that nobody at the unit can judge; the department is
    responsible for every caregiver.
    """
    same = Q(person=OuterRef("person")) | Q(person=OuterRef("person__merged_into"))
    given = Handover.objects.filter(same, from_keeper=actor.caregiver, at__gte=OuterRef("at"))
    ours = Q(person__keeper=actor.caregiver) | Exists(given)
    if actor.may(Permission.REVIEW_LOGS):
        return BreakGlass.objects.filter(ours, unit__in=actor.units(Permission.REVIEW_LOGS))
    left = BreakGlass.objects.filter(~somebody_there_judges(actor.today), unit__in=actor.units(Permission.JUDGE_GLASS))
    return left if actor.assignment and actor.assignment.role == Role.ADMINISTRATION else left.filter(ours)
