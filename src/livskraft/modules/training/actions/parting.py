"""How does what a caregiver has going on end, when the person is handed over to another?

Called in the action that hands over, which has asked for permission and is one transaction. The journal stays with the
caregiver that wrote it: who takes over opens a period of their own. Source: PDL 3:1.
"""

from collections.abc import Sequence

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.modules.training.actions.assessments import stop_asking
from livskraft.modules.training.actions.closing import end_programme_of
from livskraft.modules.training.actions.measurements import STORE
from livskraft.modules.training.actions.programmes import who_trains
from livskraft.modules.training.actions.reaching import patient_of
from livskraft.modules.training.models import Episode, Programme
from livskraft.modules.training.queries.parting import going_on, left
from livskraft.modules.training.rules.vocabulary import NoIntroduction
from livskraft.organisation.models import Unit
from livskraft.organisation.queries import keeper_of
from livskraft.people.holdings import Left
from livskraft.questionnaires.actions.links import revoke_links


def wait_for_journals(persons: Sequence[int]) -> None:
    """Until whoever writes in an open period of the persons (ids) has finished; they lock the period first."""
    list(Episode.objects.open().select_for_update().filter(person__in=persons).order_by("pk").values_list("pk"))


def end_episodes(persons: Sequence[int], _to: Unit, by: Actor) -> None:
    """Their open periods are over because of the handover, and so are the programmes of the periods.

    What is not journalled and signed stays as it is, and that it was so is in the log.
    """
    verb = (
        "training.episode_left_unfinished" if left(persons) == Left.UNFINISHED else "training.episode_ended_by_handover"
    )
    for held in going_on(persons).select_for_update(of=("self",)).select_related("person__merged_into").order_by("pk"):
        held.closed_at, held.closed_on = by.at, by.today
        held.not_introduced = NoIntroduction.HANDED_OVER
        held.version += 1
        held.save(update_fields=["closed_at", "closed_on", "not_introduced", "version"])
        end_programme_of(held, by)
        stop_asking(held, by)
        audit.wrote(by, verb, [held, patient_of(held)])


def wait_for_programmes(persons: Sequence[int]) -> None:
    """Until whoever changes an open programme of the persons (ids) has finished; they lock the programme first."""
    list(Programme.objects.open().select_for_update().filter(person__in=persons).order_by("pk").values_list("pk"))


def programmes_left(_persons: Sequence[int]) -> Left:
    """Nothing that anybody must be told of: the programme is read by whoever takes over."""
    return Left.NOTHING


def end_programmes(persons: Sequence[int], to: Unit, by: Actor) -> None:
    """Nobody holds a programme in friskvård at a place that is not the new caregiver's; what was done stays.

    What the old caregiver asked by a link is asked no more: the answers would be kept where nobody may see them.
    """
    revoke_links(persons=persons, store=STORE, by=by)
    rows = Programme.objects.open().filter(person__in=persons).select_related("site", "person__merged_into")
    for held in rows:
        if keeper_of(held.site, by.today) == to:
            continue
        held.ended_at, held.version = by.at, held.version + 1
        held.save(update_fields=["ended_at", "version"])
        audit.wrote(by, "training.programme_ended", [held, who_trains(held)], ["ended_at"])
