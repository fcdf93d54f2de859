"""How is a goal agreed with the patient, and how did it go with it?"""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.words import plain
from livskraft.modules.training.actions.reaching import keep_in_touch, must_be_kept_here, patient_of, reached
from livskraft.modules.training.models import Episode, Goal, GoalFollowUp
from livskraft.modules.training.rules.vocabulary import Outcome

LONGEST_GOAL = 1000
AT_ONCE = timedelta(minutes=1)


@transaction.atomic
def add_goal(*, episode: Episode, text: str, agreed_on: date, by: Actor) -> Goal:
    """A goal stands as it was agreed; the same words within a minute are the same press.

    Raises Refused for a day before the period or still to come, and where the journal is kept in another system.
    """
    held = reached(episode, by)
    must_be_kept_here(held)
    written = plain(text, field="text", missing=_("Skriv vad patienten vill kunna."), longest=LONGEST_GOAL)
    within_period(held, agreed_on, by, field="agreed_on")
    for before in Goal.objects.filter(episode=held, noted_by=by.user, noted_at__gt=by.at - AT_ONCE):
        if before.text == written and before.agreed_on == agreed_on:
            return before
    patient = patient_of(held)
    made = Goal.objects.create(
        episode=held, person=held.person, text=written, agreed_on=agreed_on, noted_at=by.at, noted_by=by.user
    )
    keep_in_touch(held, patient, by)
    audit.wrote(by, "training.goal_agreed", [made, held, patient])
    return made


@transaction.atomic
def follow_up_goal(*, goal: Goal, outcome: Outcome, on: date, by: Actor) -> GoalFollowUp:
    """How it went, once; whoever comes second with something else is told that somebody was first (Conflict)."""
    held = reached(goal.episode, by)
    must_be_kept_here(held)
    before = GoalFollowUp.objects.filter(goal=goal).first()
    if before and (before.outcome, before.on) == (outcome, on):
        return before
    if before:
        raise Conflict(str(goal))
    if on < goal.agreed_on:
        raise Refused(_("Målet var inte överenskommet den dagen."), field="on")
    within_period(held, on, by, field="on")
    patient = patient_of(held)
    made = GoalFollowUp.objects.create(
        goal=goal, person=held.person, outcome=outcome, on=on, noted_at=by.at, noted_by=by.user
    )
    keep_in_touch(held, patient, by)
    audit.wrote(by, "training.goal_followed_up", [made, goal, patient])
    return made


def within_period(episode: Episode, on: date, by: Actor, *, field: str) -> None:
    """Raises Refused for a day before the period began, and for one still to come."""
    if on > by.today:
        raise Refused(_("Välj en dag som har varit, eller i dag."), field=field)
    if on < episode.opened_on:
        raise Refused(_("Rehabiliteringen var inte öppnad den dagen."), field=field)
