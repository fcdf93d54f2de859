"""How is a session filled in, put right and removed, and by whom?"""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit import versions
from livskraft.kit.errors import Conflict, Gone, Refused
from livskraft.modules.minigym.public import is_guided
from livskraft.modules.training.actions import plans
from livskraft.modules.training.actions.programmes import must_see, who_trains
from livskraft.modules.training.models import Dose, Programme, TrainingSession
from livskraft.modules.training.permissions import Permission
from livskraft.modules.training.queries.plans import done_in
from livskraft.modules.training.rules.programmes import Done
from livskraft.modules.training.rules.vocabulary import Mistake, Noted
from livskraft.people.actions.persons import relate
from livskraft.people.rules.relations import relation_ends
from livskraft.people.rules.vocabulary import Purpose


@transaction.atomic
def hold_session(
    *,
    programme: Programme,
    on: date,
    noted: Noted,
    done: Mapping[int, Done],
    version: int | None = None,
    by: Actor,
) -> TrainingSession:
    """What was done that day, by dose; `version` is that of the day's session when it is put right.

    The same again is as once. Raises Conflict when the day is filled in by somebody else with something different,
    Gone when the session that is put right has been removed, and Refused.
    """
    # Whoever fills in the same programme at the same time waits here.
    held = versions.locked(programme, None)
    may_hold(held, by)
    _must_be_held(held, on, by)
    if noted not in Noted.values:
        raise Refused(_("Välj ett av alternativen."), field="noted")
    saved = TrainingSession.objects.select_for_update().filter(programme=held, on=on).first()
    plans.checked_results(_doses_on(held, on, saved), done)
    _must_be_guided(held, on, noted, done, by)
    if saved is None:
        if version is not None:
            raise Gone
        saved = TrainingSession(programme=held, person=who_trains(held), site_id=held.site_id, on=on)
    elif saved.noted == noted and done_in(saved) == dict(done):
        return saved
    elif version != saved.version:
        raise Conflict(_("Passet"))
    else:
        saved.version += 1
    corrected = saved.pk is not None
    saved.noted, saved.noted_at, saved.noted_by = noted, by.at, by.user
    saved.save()
    plans.write_results(saved, done)
    person = who_trains(held)
    relate(person=person, unit=held.site, purpose=Purpose.TRAINING, until=relation_ends(by.today), by=by)
    audit.wrote(by, "training.session_corrected" if corrected else "training.session_held", [saved, person])
    return saved


@transaction.atomic
def remove_session(*, session: TrainingSession, because: Mistake, version: int | None = None, by: Actor) -> Programme:
    """The session goes away with what was done in it; the reason stands in the audit. Raises Conflict and Gone."""
    if because not in Mistake.values:
        raise Refused(_("Välj ett av alternativen."), field="because")
    held = versions.locked(session, version)
    programme = held.programme
    may_hold(programme, by)
    audit.wrote(by, "training.session_removed", [held, who_trains(programme)], [str(because)])
    held.delete()
    return programme


def may_hold(programme: Programme, by: Actor) -> None:
    """Raises PermissionDenied unless the actor sees the person, and works where they train or plans training."""
    if not by.may(Permission.PLAN):
        by.must(Permission.HOLD_SESSION, at=programme.site)
    must_see(who_trains(programme), by)


def may_note_alone(programme: Programme, on: date, kinds: frozenset[int], by: Actor) -> bool:
    """Whether the actor may fill in a session without the person: by profession, or guided on those kinds of equipment.

    Source: 000 Fysioterapeut (care staff are guided, so that they can support).
    """
    if by.system or by.may(Permission.PLAN):
        return True
    return by.user is not None and is_guided(by.user, programme.site, kinds, on)


def _must_be_held(programme: Programme, on: date, by: Actor) -> None:
    if on > by.today:
        raise Refused(_("Välj en dag som har varit."), field="on")
    if on < timezone.localdate(programme.made_at):
        raise Refused(_("Välj en dag efter att programmet gjordes."), field="on")
    if programme.ended_at is not None and on > timezone.localdate(programme.ended_at):
        raise Refused(_("Programmet var avslutat den dagen."), field="on")


def _must_be_guided(programme: Programme, on: date, noted: str, done: Mapping[int, Done], by: Actor) -> None:
    """What was done in the place of an exercise is done without its equipment."""
    if noted != Noted.STAFF:
        return
    used = [pk for pk, each in done.items() if not each.in_its_place]
    kinds = Dose.objects.filter(pk__in=used, exercise__kind__isnull=False).values_list("exercise__kind", flat=True)
    if not may_note_alone(programme, on, frozenset(kinds), by):
        raise Refused(
            _(
                "Den som fyller i på egen hand behöver ha fått vägledning på utrustningen av en fysioterapeut. "
                "Välj att ni fyller i tillsammans."
            ),
            field="noted",
        )


def _doses_on(programme: Programme, on: date, saved: TrainingSession | None) -> list[Dose]:
    """What could be done that day: those that hold, that were changed since, or that are in the session already."""
    there = set(saved.results.values_list("dose", flat=True)) if saved else set()
    doses = programme.doses.select_related("exercise")
    return [
        dose for dose in doses if dose.ended_at is None or timezone.localdate(dose.ended_at) >= on or dose.pk in there
    ]
