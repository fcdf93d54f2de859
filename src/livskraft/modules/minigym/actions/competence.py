"""How is a competence plan made, followed up and carried out, goal by goal?"""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.access.models import Assignment
from livskraft.kit.errors import Refused
from livskraft.kit.versions import locked
from livskraft.modules.minigym.models import CompetenceGoal, CompetencePlan, CompetenceReview
from livskraft.modules.minigym.models.competence import employments
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.rules import next_review
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit
from livskraft.organisation.queries import provider_of

LONGEST_TEXT = 2000


@transaction.atomic
def start_plan(
    *, assignment: Assignment, goals: Iterable[str], by: Actor, review_on: date | None = None
) -> CompetencePlan:
    """A plan with its first goals, for somebody employed at the unit, talked through in a year unless said otherwise.

    Raises Refused when there is one already, when nobody provides care at the unit, or when there is no goal.
    """
    unit = assignment.unit
    by.must(Permission.PLAN_COMPETENCE, at=unit)
    _refuse_own(assignment.user_id, by)
    employed = employments(Unit.objects.filter(pk=unit.pk), by.today).filter(user=assignment.user_id).first()
    provider = unit if unit.kind == UnitKind.PROVIDER else provider_of(unit, by.today)
    if employed is None or provider is None:
        raise Refused(_("Bara den som är anställd hos en utförare i dag har en kompetensplan här."))
    wanted = [words for words in (_words(goal) for goal in goals) if words]
    if not wanted:
        raise Refused(_("Skriv minst ett mål."), "goals")
    try:
        with transaction.atomic():
            plan = CompetencePlan.objects.create(
                employee_id=assignment.user_id,
                provider=provider,
                started_on=by.today,
                started_by=by.user,
                review_on=_review_day(review_on, by),
            )
    except IntegrityError as taken:
        raise Refused(_("Medarbetaren har redan en plan.")) from taken
    CompetenceGoal.objects.bulk_create(CompetenceGoal(plan=plan, what=goal, added_on=by.today) for goal in wanted)
    audit.wrote(by, "minigym.competence_plan_started", [plan, plan.employee, provider], ["goals", "review_on"])
    return plan


@transaction.atomic
def add_goal(*, plan: CompetencePlan, what: str, by: Actor, how: str = "", due: date | None = None) -> CompetenceGoal:
    """One thing more to learn."""
    _must_write(plan, by)
    words = _words(what)
    if not words:
        raise Refused(_("Skriv vad medarbetaren ska lära sig."), "what")
    goal = CompetenceGoal.objects.create(plan=plan, what=words, how=_words(how), due=due, added_on=by.today)
    audit.wrote(by, "minigym.competence_goal_added", [goal, plan, plan.employee], ["what", "how", "due"])
    return goal


@transaction.atomic
def close_goal(
    *, goal: CompetenceGoal, on: date, reached: bool, outcome: str, by: Actor, version: int | None = None
) -> CompetenceGoal:
    """The goal is reached, or is not to be reached any more. Raises Conflict when it is no longer at `version`."""
    _must_write(goal.plan, by)
    held = locked(goal, version)
    if held.closed_on:
        raise Refused(_("Målet är redan avslutat."))
    if on > by.today:
        raise Refused(_("Dagen kan inte ligga framåt i tiden."), "on")
    words = _words(outcome)
    if not reached and not words:
        raise Refused(_("Skriv varför målet inte längre är aktuellt."), "outcome")
    held.closed_on, held.reached, held.outcome, held.closed_by = on, reached, words, by.user
    held.save(update_fields=["closed_on", "reached", "outcome", "closed_by", "version"])
    audit.wrote(
        by, "minigym.competence_goal_closed", [held, held.plan, held.plan.employee], ["closed_on", "reached", "outcome"]
    )
    return held


@transaction.atomic
def reopen_goal(*, goal: CompetenceGoal, by: Actor, version: int | None = None) -> CompetenceGoal:
    """The goal is to be reached after all; what was written about it when it was closed is gone."""
    _must_write(goal.plan, by)
    held = locked(goal, version)
    held.closed_on, held.reached, held.outcome, held.closed_by = None, None, "", None
    held.save(update_fields=["closed_on", "reached", "outcome", "closed_by", "version"])
    audit.wrote(by, "minigym.competence_goal_reopened", [held, held.plan, held.plan.employee], ["closed_on"])
    return held


@transaction.atomic
def review_plan(
    *,
    plan: CompetencePlan,
    on: date,
    by: Actor,
    notes: str = "",
    next_on: date | None = None,
    version: int | None = None,
) -> CompetenceReview:
    """The plan was talked through with the employee on a day, and is to be so again on `next_on`, or in a year."""
    _must_write(plan, by)
    held = locked(plan, version)
    if on > by.today:
        raise Refused(_("Dagen kan inte ligga framåt i tiden."), "on")
    if on < held.started_on:
        raise Refused(_("Planen fanns inte än den dagen."), "on")
    again = next_on or next_review(on)
    if again <= by.today:
        raise Refused(_("Välj en dag efter i dag."), "next_on")
    review = CompetenceReview.objects.create(
        plan=held, on=on, notes=_words(notes), next_on=again, by=by.user, recorded_at=by.at
    )
    held.review_on = again
    held.save(update_fields=["review_on", "version"])
    audit.wrote(by, "minigym.competence_plan_reviewed", [held, held.employee], ["on", "notes", "review_on"])
    return review


def _must_write(plan: CompetencePlan, by: Actor) -> None:
    """The employee need not work where the actor stands, but somewhere within reach of the permission."""
    by.must(Permission.PLAN_COMPETENCE)
    if not by.system and not CompetencePlan.objects.visible_to(by).filter(pk=plan.pk).exists():
        raise PermissionDenied(f"{by.who} may not write the plan {plan.pk}")
    _refuse_own(plan.employee_id, by)


def _refuse_own(employee: int, by: Actor) -> None:
    if by.user and by.user.pk == employee:
        raise Refused(_("Din egen plan skriver din chef in, efter att ni har talats vid."))


def _review_day(day: date | None, by: Actor) -> date:
    if day is not None and day <= by.today:
        raise Refused(_("Välj en dag efter i dag."), "review_on")
    return day or next_review(by.today)


def _words(text: str) -> str:
    return text.replace("\x00", "").strip()[:LONGEST_TEXT]
