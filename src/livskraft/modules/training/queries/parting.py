"""What does a caregiver have going on with somebody who is to be handed over to another, and is it finished?"""

from collections.abc import Sequence

from django.db.models import F

from livskraft.modules.training.models import Draft, Episode, EpisodeQuerySet, RehabSession
from livskraft.modules.training.queries.episodes import UNJOURNALLED
from livskraft.people.holdings import Left


def going_on(persons: Sequence[int]) -> EpisodeQuerySet:
    """The open periods of the persons (ids) with the caregiver who keeps them now."""
    return Episode.objects.open().filter(person__in=persons, keeper=F("person__keeper"))


def left(persons: Sequence[int]) -> Left:
    """Unfinished when a session is journalled nowhere or a draft is not signed, also one that corrects what was written
    in a period that is closed; four queries at most. A summary is not waited for: who takes over needs the patient.
    """
    theirs = {"episode__person__in": persons, "episode__keeper": F("episode__person__keeper")}
    sessions = RehabSession.objects.filter(UNJOURNALLED, **theirs)
    if sessions.exists() or Draft.objects.filter(**theirs).exists():
        return Left.UNFINISHED
    return Left.GOING_ON if going_on(persons).exists() else Left.NOTHING
