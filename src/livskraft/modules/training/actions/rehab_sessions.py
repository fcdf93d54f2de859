"""How is it kept that a patient trained, and how is that put right until it is journalled?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit import versions
from livskraft.kit.errors import Refused
from livskraft.modules.training.actions.latest import count_latest_anew, keep_latest
from livskraft.modules.training.actions.plans import checked_results, write_results
from livskraft.modules.training.actions.reaching import keep_in_touch, must_meet_there, patient_of, reached
from livskraft.modules.training.models import Episode, RehabDose, RehabProgramme, RehabSession
from livskraft.modules.training.queries.plans import done_in
from livskraft.modules.training.rules.programmes import Done
from livskraft.organisation.models import Unit

AT_ONCE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Trained:
    """When and where, and what was done of each dose (by its id); one that is not there was not done."""

    on: date
    site: Unit
    done: Mapping[int, Done] = field(default_factory=dict)


@transaction.atomic
def record_session(*, episode: Episode, trained: Trained, by: Actor) -> RehabSession:
    """Keeps the session, which is then to be journalled; the same again within a minute is the same press.

    Raises as `reached`, and Refused for a day outside the period, values that cannot be, and results where the journal
    is kept elsewhere.
    """
    held = reached(episode, by)
    _must_be_possible(held, trained, by)
    programme = RehabProgramme.objects.filter(episode=held, ended_at=None).first()
    pressed = RehabSession.objects.filter(
        episode=held, on=trained.on, site=trained.site, noted_by=by.user, noted_at__gt=by.at - AT_ONCE
    )
    for before in pressed.prefetch_related("results"):
        if done_in(before) == dict(trained.done):
            return before
    patient = patient_of(held)
    kept = RehabSession.objects.create(
        episode=held,
        person=held.person,
        unit=held.unit,
        site=trained.site,
        on=trained.on,
        programme=programme,
        noted_at=by.at,
        noted_by=by.user,
    )
    _keep_results(kept, trained.done)
    keep_latest(held, kept.on)
    keep_in_touch(held, patient, by)
    audit.wrote(by, "training.rehab_session_recorded", [kept, held, patient])
    return kept


@transaction.atomic
def change_session(*, session: RehabSession, trained: Trained, version: int | None = None, by: Actor) -> RehabSession:
    """Puts right what is not journalled yet. Raises as `record_session`, and Conflict when somebody else was first."""
    episode = reached(session.episode, by)
    held = versions.locked(session, version)
    _must_not_be_journalled(held)
    _must_be_possible(episode, trained, by)
    if trained.on != held.on and held.drafts.exists():
        # The note would say another day than its session.
        raise Refused(_("Det finns ett utkast till anteckning om passet. Ta bort utkastet först."), field="on")
    before = done_in(held)
    changed = [name for name, value in (("on", trained.on), ("site", trained.site)) if getattr(held, name) != value]
    held.on, held.site = trained.on, trained.site
    held.save(update_fields=["on", "site", "version"])
    count_latest_anew(episode)
    if before != dict(trained.done):
        changed.append("results")
        _keep_results(held, trained.done)
    audit.wrote(by, "training.rehab_session_changed", [held, patient_of(episode)], changed)
    return held


@transaction.atomic
def remove_session(*, session: RehabSession, by: Actor) -> None:
    """Takes away a session that never was. Raises as `reached`, and Refused when something is written about it."""
    episode = reached(session.episode, by)
    held = versions.locked(session, None)
    _must_not_be_journalled(held)
    if held.drafts.exists():
        raise Refused(_("Det finns ett utkast till anteckning om passet. Ta bort utkastet först."))
    audit.wrote(by, "training.rehab_session_removed", [held, patient_of(episode)])
    held.delete()
    count_latest_anew(episode)


def _must_be_possible(episode: Episode, trained: Trained, by: Actor) -> None:
    if not episode.opened_on <= trained.on <= by.today:
        raise Refused(_("Välj en dag i perioden, till och med i dag."), field="on")
    must_meet_there(episode, trained.site, by)
    if trained.done and episode.elsewhere:
        # What was done belongs to the journal.
        raise Refused(_("Journalen förs i %(system)s. Skriv där vad som gjordes.") % {"system": episode.elsewhere})


def _must_not_be_journalled(session: RehabSession) -> None:
    if session.note_id or session.elsewhere_id:
        raise Refused(_("Passet är journalfört. Rätta anteckningen i stället."))


def _keep_results(session: RehabSession, done: Mapping[int, Done]) -> None:
    if done:
        # A dose that was changed meanwhile is still what was done.
        doses = RehabDose.objects.filter(programme=session.programme, pk__in=done)
        checked_results(doses.select_related("exercise"), done)
    write_results(session, done)
