"""What do the other rooms of rehabilitation show on the page of a period? Each noun has a query and a part of the page.

The part is `training/_episode_<noun>.html`, and reads what stands here under its own name.
"""

from typing import Any

from livskraft.access.actor import Actor
from livskraft.modules.training.models import Draft, Episode, RehabProgramme, RehabSession
from livskraft.modules.training.queries.assessments import latest_assessed
from livskraft.modules.training.queries.blocks import blocks_of
from livskraft.people.models import Person

MOST_SHOWN = 20


def sections_of(episode: Episode, patient: Person, by: Actor) -> dict[str, Any]:
    """Name in the page → what is shown; a constant number of queries."""
    return {
        "drafts": list(Draft.objects.filter(episode=episode, author=by.user).defer("parts", "why")),
        "programme": RehabProgramme.objects.filter(episode=episode, ended_at=None).first(),
        "sessions": sessions_shown(episode),
        "measurements": latest_assessed(episode),
        "blocks": blocks_of(patient, by),
    }


def sessions_shown(episode: Episode) -> list[RehabSession]:
    """The latest sessions."""
    return list(RehabSession.objects.filter(episode=episode).select_related("site")[:MOST_SHOWN])
