"""Which records do the tests of merging and retention need? A holding of their own, over consents."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from livskraft.kit.registry import Registry
from livskraft.people import holdings as registry
from livskraft.people.holdings import Holding, Line
from livskraft.people.models import Consent, Person
from livskraft.people.rules.vocabulary import ConsentPurpose, Regime


def note(person: Person, on: date, regime: Regime = Regime.SOCIAL) -> Consent:
    """Something written about the person; the recipient says under which regime."""
    return Consent.objects.create(
        person=person,
        unit=person.keeper,
        purpose=ConsentPurpose.PHOTO,
        recipient=regime.value,
        wording="Anteckning",
        given=Consent.Given.ORAL,
        given_on=on,
    )


def notes_of(*persons: Person) -> int:
    return Consent.objects.filter(person__in=persons).count()


def holding(regime: Regime) -> Holding:
    rows = Consent.objects.filter(recipient=regime.value)

    def last_notes(ids: Sequence[int]) -> dict[int, date]:
        found: dict[int, date] = {}
        for person, on in rows.filter(person__in=ids).values_list("person", "given_on"):
            found[person] = max(on, found.get(person, on))
        return found

    def export(ids: Sequence[int]) -> Iterator[Line]:
        for each in rows.filter(person__in=ids):
            yield Line(each.given_on, each.wording)

    def erase(ids: Sequence[int]) -> int:
        return rows.filter(person__in=ids).delete()[0]

    return Holding(Consent, regime, "Anteckningar", last_notes, export, erase)


@contextmanager
def only(*regimes: Regime) -> Iterator[None]:
    """Nothing else keeps anything about persons meanwhile."""
    entries: dict[str, Any] = {regime.value: holding(regime) for regime in regimes}
    held: Registry[Holding] = registry.holdings
    before, held._entries = held._entries, entries
    try:
        yield
    finally:
        held._entries = before
