"""How is a measurement kept in friskvård, and how is a wrong one taken back?"""

from collections.abc import Sequence
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit.words import plain
from livskraft.modules.training.models import OwnMeasurement
from livskraft.modules.training.permissions import Permission
from livskraft.organisation.models import Unit
from livskraft.people.actions.persons import relate
from livskraft.people.models import Person
from livskraft.people.rules.relations import relation_ends
from livskraft.people.rules.vocabulary import Purpose
from livskraft.questionnaires.actions.links import make_link
from livskraft.questionnaires.actions.measuring import measured
from livskraft.questionnaires.models import AnswerLink
from livskraft.questionnaires.rules.instruments import Instrument
from livskraft.questionnaires.stores import Given

STORE = "training.own"
AT_ONCE = timedelta(minutes=1)


@transaction.atomic
def measure(*, person: Person, unit: Unit, given: Given, by: Actor) -> OwnMeasurement:
    """Keeps what was measured or answered; the same again within a minute is the same press.

    Raises Refused, and PermissionDenied for whom the actor may not see.
    """
    by.must(Permission.MEASURE, at=unit)
    _must_see(person, by)
    kept = measured(OwnMeasurement, person=person, unit=unit, given=given, by=by)
    # Two presses wait for each other here.
    Person.objects.select_for_update().get(pk=person.pk)
    pressed = OwnMeasurement.objects.filter(
        person=person, unit=unit, instrument=kept.instrument, on=kept.on, noted_by=by.user, noted_at__gt=by.at - AT_ONCE
    )
    for before in pressed:
        if before.answers == kept.answers and before.circumstances == kept.circumstances:
            return before
    kept.save()
    relate(person=person, unit=unit, purpose=Purpose.TRAINING, until=relation_ends(by.today), by=by)
    audit.wrote(by, "training.measured", [kept, person])
    return kept


@transaction.atomic
def ask_by_link(*, person: Person, unit: Unit, instrument: Instrument, token: str, by: Actor) -> AnswerLink:
    """`token` is what the address carries. Raises as `measure` and `make_link` do."""
    by.must(Permission.MEASURE, at=unit)
    _must_see(person, by)
    return make_link(person=person, unit=unit, store=STORE, instrument=instrument, token=token, by=by)


def receive(person: Person, unit: Unit, given: Given, by: Actor) -> OwnMeasurement:
    """Keeps what a person has answered through a link; whoever asked had the right to."""
    kept = measured(OwnMeasurement, person=person, unit=unit, given=given, by=by)
    kept.save()
    return kept


@transaction.atomic
def withdraw(*, measurement: OwnMeasurement, because: str, by: Actor) -> OwnMeasurement:
    """The measurement no longer counts, and it stays with the reason. Twice is as once."""
    by.must(Permission.MEASURE, at=measurement.unit)
    _must_see(measurement.person, by)
    held = OwnMeasurement.objects.select_for_update().get(pk=measurement.pk)
    if held.withdrawn_at is not None:
        return held
    held.withdrawn_because = plain(because, field="because", missing=_("Skriv vad som var fel."), longest=500)
    held.withdrawn_at, held.withdrawn_by = by.at, by.user
    held.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    audit.wrote(by, "training.measurement_withdrawn", [held, held.person])
    return held


def erase(persons: Sequence[int]) -> int:
    """Removes every measurement of theirs in friskvård, and says how many."""
    return OwnMeasurement.objects.filter(person__in=persons).delete()[0]


def _must_see(person: Person, by: Actor) -> None:
    if not Person.objects.visible_to(by, among=[person.pk]).exists():
        raise PermissionDenied
