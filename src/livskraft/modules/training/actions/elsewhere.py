"""How is it said that something stands in the caregiver's other journal system?"""

from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.access.models import User
from livskraft.kit.errors import Refused
from livskraft.modules.training.actions.goals import within_period
from livskraft.modules.training.actions.latest import keep_latest
from livskraft.modules.training.actions.reaching import keep_in_touch, patient_of, reached
from livskraft.modules.training.models import Episode, JournalledElsewhere, RehabSession
from livskraft.modules.training.queries.episodes import journalling_at, unjournalled_of
from livskraft.modules.training.rules.vocabulary import NoteKind

AT_ONCE = timedelta(minutes=1)


@transaction.atomic
def note_elsewhere(
    *,
    episode: Episode,
    kind: NoteKind,
    on: date,
    who: User,
    sessions: Collection[int] | None = None,
    by: Actor,
) -> JournalledElsewhere:
    """That `who` journalled it on the day, and with it the sessions named by id; when none are named, the day's own.

    Never what it says. The same within a minute is the same press. Raises Refused where the journal is kept here, for
    who does not keep the journal at the unit, and for a session after the day.
    """
    held = reached(episode, by)
    if not held.elsewhere:
        raise Refused(_("Journalen förs i Livskraft. Skriv en anteckning."))
    within_period(held, on, by, field="on")
    if who.pk not in journalling(held, by):
        raise Refused(_("Välj en fysioterapeut eller arbetsterapeut på enheten."), field="who")
    waiting = list(unjournalled_of(held).select_for_update())
    if sessions is None:
        chosen = [each for each in waiting if each.on == on]
    else:
        chosen = [each for each in waiting if each.pk in set(sessions)]
    if any(each.on > on for each in chosen):
        raise Refused(_("Passet var efter dagen då det journalfördes."), field="sessions")
    patient = patient_of(held)
    before = JournalledElsewhere.objects.filter(
        episode=held, kind=kind, on=on, by=who, noted_at__gt=by.at - AT_ONCE
    ).first()
    if before and not chosen:
        return before
    made = JournalledElsewhere.objects.create(
        episode=held, person=held.person, kind=kind, system=held.elsewhere, on=on, by=who, noted_at=by.at
    )
    RehabSession.objects.filter(pk__in=[each.pk for each in chosen]).update(elsewhere=made)
    keep_latest(held, made.on)
    keep_in_touch(held, patient, by)
    audit.wrote(by, "training.journalled_elsewhere", [made, held, patient, *chosen])
    return made


def journalling(episode: Episode, by: Actor) -> set[int]:
    """The ids of those who may have journalled it: the unit's own, and whoever writes it down."""
    own = {by.user.pk} if by.user else set()
    return {post.user_id for post in journalling_at(episode.unit, by.today)} | own
