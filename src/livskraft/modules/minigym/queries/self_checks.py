"""Which self-checks does a gym make, how do they stand, and who can see to what deviates?"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from livskraft.access.models import Assignment, User
from livskraft.modules.minigym.models import CheckPoint, CheckRoutine, SelfCheck
from livskraft.modules.minigym.rules import Every, period_of
from livskraft.organisation.models import Unit


def owed_on(day: date) -> Q:
    """The filter for routines that are not yet done for the week or month of `day`."""
    return _not_done({every: period_of(every, day).starts for every in Every})


def missed_by(day: date) -> Q:
    """The filter for routines of which a whole week or month before that of `day` went by without a check."""
    before = {every: period_of(every, day).starts - timedelta(days=1) for every in Every}
    return _not_done({every: period_of(every, last).starts for every, last in before.items()})


def due_day(routine: CheckRoutine) -> date:
    """The last day of the first week or month that is not done."""
    every = Every(routine.template.every)
    undone = period_of(every, routine.done_for).ends
    assert undone  # weeks and months end
    ends = period_of(every, undone).ends
    assert ends
    return ends - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RoutineRow:
    """A routine as its gym's page shows it; `under_way` is the check that somebody has begun, `again` when the
    next may begin.
    """

    routine: CheckRoutine
    due: date
    owed: bool
    again: date | None
    under_way: SelfCheck | None


def routine_rows(routines: "QuerySet[CheckRoutine, CheckRoutine]", today: date) -> list[RoutineRow]:
    """How each routine stands, in two queries."""
    found = list(routines.select_related("template", "gym__site"))
    begun = {
        (check.gym_id, check.template_id, check.period): check
        for check in SelfCheck.objects.unfinished().filter(gym__in={routine.gym_id for routine in found})
    }
    rows = []
    for routine in found:
        period = period_of(Every(routine.template.every), today)
        rows.append(
            RoutineRow(
                routine=routine,
                due=due_day(routine),
                owed=routine.done_for < period.starts,
                again=period.ends,
                under_way=begun.get((routine.gym_id, routine.template_id, period.starts)),
            )
        )
    return rows


def points_of(check: SelfCheck) -> list[CheckPoint]:
    """The points of a check in their order: what the template asks now, and what has been answered already."""
    mine = Q(dropped=False) | Q(answers__self_check=check)
    if check.finished_at:
        mine = Q(answers__self_check=check)
    return list(CheckPoint.objects.filter(mine, template=check.template_id).distinct().order_by("position", "pk"))


def staff_at(site: Unit, day: date) -> list[User]:
    """Who works at the site itself on `day`, by name."""
    holding = Assignment.objects.holding_on(day).filter(unit=site, user__is_active=True).select_related("user")
    return sorted({held.user for held in holding}, key=lambda user: user.name)


def _not_done(starts: dict[Every, date]) -> Q:
    week, month = starts[Every.WEEK], starts[Every.MONTH]
    return Q(template__every=Every.WEEK, done_for__lt=week) | Q(template__every=Every.MONTH, done_for__lt=month)
