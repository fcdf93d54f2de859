"""Who has a competence plan, who lacks one, and what has happened to a plan?"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from livskraft.modules.minigym.models import CompetencePlan
from livskraft.modules.minigym.models.competence import employments
from livskraft.organisation.models import UnitQuerySet


def employed_with_plan(units: UnitQuerySet, day: date) -> tuple[int, int]:
    """How many of those employed at `units` on `day` have a plan, and how many they are; one person counts once."""
    counted = employments(units, day).aggregate(
        planned=Count("user", Q(plan__isnull=False), distinct=True), employed=Count("user", distinct=True)
    )
    return counted["planned"], counted["employed"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a plan, as its history tells it."""

    on: date
    what: str
    text: str
    by: str


def history_of(plan: CompetencePlan) -> list[Event]:
    """The latest first: talks, goals that were reached or given up, and how it began."""
    events = [
        Event(review.on, _("Planen följdes upp"), review.notes, review.by.name if review.by else "")
        for review in plan.reviews.select_related("by")
    ]
    for goal in plan.goals.select_related("closed_by"):
        if goal.closed_on:
            what = _("Målet är nått: %(goal)s") if goal.reached else _("Inte längre aktuellt: %(goal)s")
            who = goal.closed_by.name if goal.closed_by else ""
            events.append(Event(goal.closed_on, what % {"goal": goal.what}, goal.outcome, who))
        if goal.added_on > plan.started_on:
            events.append(Event(goal.added_on, _("Nytt mål: %(goal)s") % {"goal": goal.what}, goal.how, ""))
    events.sort(key=lambda event: event.on, reverse=True)
    began = Event(plan.started_on, _("Planen gjordes"), "", plan.started_by.name if plan.started_by else "")
    return [*events, began]
