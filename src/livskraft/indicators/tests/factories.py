"""Which indicators and figures do tests need? Measures of which the test says what they give."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from livskraft.indicators import catalogue
from livskraft.indicators.catalogue import Counted, Counts, Form, Indicator, Observed
from livskraft.kit.periods import Period
from livskraft.kit.registry import Registry
from livskraft.organisation.models import Unit, UnitQuerySet

WORDS = ("label", "definition", "numerator", "denominator", "population", "source", "unit")


class Told:
    """A measure that gives what the test last told it, of the units asked about; and remembers the periods asked."""

    def __init__(self, parts: Mapping[Unit, Counted | Observed] | None = None) -> None:
        self.parts = dict(parts or {})
        self.asked: list[Period] = []

    def __call__(self, units: UnitQuerySet, period: Period) -> dict[int, Counted | Observed]:
        self.asked.append(period)
        there = set(units.filter(pk__in=[unit.pk for unit in self.parts]).values_list("pk", flat=True))
        return {unit.pk: part for unit, part in self.parts.items() if unit.pk in there}


def made(measure: Told, key: str = "test.one", **changes: Any) -> Indicator:
    given: dict[str, Any] = {word: f"{word} av prov" for word in WORDS}
    given |= {"counts": Counts.EQUIPMENT, "form": Form.SHARE, "on_last_day": True, **changes}
    return Indicator(key=key, measure=measure, **given)


@contextmanager
def only(*indicators: Indicator) -> Iterator[None]:
    """The catalogue holds nothing else while this lasts."""
    held: Registry[Indicator] = catalogue.indicators
    before = dict(held._entries)
    held._entries.clear()
    for each in indicators:
        held.add(each.key, each)
    try:
        yield
    finally:
        held._entries.clear()
        held._entries.update(before)


def share(having: int, among: int) -> Counted:
    return Counted(Decimal(having), Decimal(among))
