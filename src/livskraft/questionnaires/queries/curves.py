"""How has it gone over time, with one instrument?"""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from livskraft.questionnaires.models import Measurement
from livskraft.questionnaires.rules.change import Compared, compared
from livskraft.questionnaires.rules.instruments import Instrument

# What a phone can show and a person can take in; a table of all stands below it.
MOST_POINTS = 60


@dataclass(frozen=True, slots=True)
class Point:
    """One measurement, and what has come of it since the one before; None for the first."""

    measurement: Measurement
    change: Compared | None

    @property
    def on(self) -> date:
        return self.measurement.on

    @property
    def value(self) -> Decimal | None:
        return self.measurement.score


@dataclass(frozen=True, slots=True)
class Curve:
    """One instrument's measurements, the oldest first. Two wordings of a question are two curves."""

    instrument: Instrument
    points: Sequence[Point]

    @property
    def latest(self) -> Point:
        return self.points[-1]


def curves_of(measurements: Iterable[Measurement]) -> list[Curve]:
    """The curves of what is not withdrawn, the one with the latest measurement first. Only what stands in the rows is
    read: the answers themselves stay encrypted.
    """
    by_code: dict[str, list[Measurement]] = {}
    for each in sorted(measurements, key=lambda each: (each.on, each.pk)):
        if each.withdrawn_at is None:
            by_code.setdefault(each.instrument, []).append(each)
    curves = [Curve(rows[0].of, _points(rows)) for rows in by_code.values()]
    return sorted(curves, key=lambda curve: curve.latest.on, reverse=True)


def _points(rows: Sequence[Measurement]) -> list[Point]:
    found = [Point(rows[0], None)]
    for before, after in itertools.pairwise(rows):
        change = compared(after.of, before.kept_score, after.kept_score, before.circumstances, after.circumstances)
        found.append(Point(after, change))
    return found
