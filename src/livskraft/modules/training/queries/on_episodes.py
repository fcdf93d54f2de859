"""What do the other rooms of rehabilitation show on the page of a period? Each noun has a query and a part of the page.

The part is `training/_episode_<noun>.html`, and reads what stands here under its own name.
"""

from typing import Any

from django.db.models import Case, IntegerField, When

from livskraft.access.actor import Actor
from livskraft.modules.training.models import Draft, Episode, RehabProgramme, RehabSession
from livskraft.modules.training.queries.assessments import latest_assessed
from livskraft.modules.training.queries.blocks import blocks_of
from livskraft.modules.training.queries.episodes import UNJOURNALLED
from livskraft.people.models import Person

MOST_SHOWN = 20
# Those that are read at once; the earlier ones are folded.
AT_ONCE = 5


def sections_of(episode: Episode, patient: Person, by: Actor) -> dict[str, Any]:
    """Name in the page → what is shown; a constant number of queries."""
    found = sessions_shown(episode)
    sessions = found[:MOST_SHOWN]
    # What is to be journalled is never folded.
    first = max(AT_ONCE, sum(not (each.note_id or each.elsewhere_id) for each in sessions))
    return {
        "drafts": list(Draft.objects.filter(episode=episode, author=by.user).defer("parts", "why")),
        "programme": RehabProgramme.objects.filter(episode=episode, ended_at=None).first(),
        "sessions": sessions[:first],
        "earlier_sessions": sessions[first:],
        "more_sessions": len(found) > len(sessions),
        "measurements": latest_assessed(episode),
        "blocks": blocks_of(patient, by),
    }


def sessions_shown(episode: Episode) -> list[RehabSession]:
    """What is not journalled yet first, else the latest first; one more than are shown when there are more."""
    waits = Case(When(UNJOURNALLED, then=0), default=1, output_field=IntegerField())
    rows = RehabSession.objects.filter(episode=episode).annotate(waits=waits).select_related("site", "noted_by")
    return list(rows.order_by("waits", "-on", "-pk")[: MOST_SHOWN + 1])
