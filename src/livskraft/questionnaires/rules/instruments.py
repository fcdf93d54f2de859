"""What is an instrument? Its parts and numbers, where they come from, and on what terms it may be used."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any


class Better(StrEnum):
    """Which way is better; a time is better when it is short."""

    HIGHER = "higher"
    LOWER = "lower"


class Scoring(StrEnum):
    """Which function scores it."""

    SPPB = "sppb"
    MEASURE = "measure"
    CHAIR_STANDS = "chair_stands"
    GAIT_SPEED = "gait_speed"
    CHOICE = "choice"
    ACTIVITY_MINUTES = "activity_minutes"
    WHO5 = "who5"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class Option:
    value: Decimal
    label: str
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One question or one task. Without options it is a number between `least` and `most`, in `unit`."""

    key: str
    label: str
    unit: str
    options: tuple[Option, ...]
    least: Decimal
    most: Decimal
    decimals: int
    may_be_unable: bool


@dataclass(frozen=True, slots=True)
class Band:
    """The points for a value up to and including `to`; the last band has none."""

    points: int
    to: Decimal | None


@dataclass(frozen=True, slots=True)
class Limit:
    """A sentence about values from `value` on, upwards or downwards, for health care only; `source` drew the line."""

    value: Decimal
    upwards: bool
    text: str
    source: str

    def holds(self, value: Decimal) -> bool:
        return value >= self.value if self.upwards else value <= self.value


@dataclass(frozen=True, slots=True)
class Instrument:
    """A version of an instrument. Once shipped it is never changed: another wording or number is another version.

    `about` tells staff what it is. Whoever answers reads `asks`, what it is about in plain words and where the title is
    no word of theirs, and `instruction` before the questions.

    `smallest_difference` is what has to differ for a change to mean something, in the score's unit; None when nobody
    has said. `course` are the lengths in metres that a walk may have.
    """

    key: str
    version: int
    title: str
    about: str
    asks: str
    instruction: str
    scoring: Scoring
    parts: tuple[Part, ...]
    unit: str
    unit_one: str
    better: Better
    least: Decimal
    most: Decimal
    licence: str
    source: str
    verified: bool
    smallest_difference: Decimal | None
    smallest_difference_source: str
    course: tuple[Decimal, ...]
    aids: bool
    most_missing: int
    bands: Mapping[str, tuple[Band, ...]]
    limits: tuple[Limit, ...]

    @property
    def code(self) -> str:
        """How a kept answer names it."""
        return f"{self.key}:{self.version}"


class Faulty(ValueError):
    """A data file that does not say what an instrument must say."""


def is_asked(instrument: Instrument) -> bool:
    """Whether a person can answer it by themselves; a test is measured by somebody else."""
    return all(part.options for part in instrument.parts)


def from_data(data: Mapping[str, Any]) -> Instrument:
    """The instrument that a data file describes. Raises Faulty, naming the key, when something is missing or wrong."""
    try:
        parts = tuple(_part(each) for each in data["parts"])
        instrument = Instrument(
            key=data["key"],
            version=data["version"],
            title=data["title"],
            about=data["about"],
            asks=data.get("asks", ""),
            instruction=data.get("instruction", ""),
            scoring=Scoring(data["scoring"]),
            parts=parts,
            unit=data["unit"],
            unit_one=data.get("unit_one", data["unit"]),
            better=Better(data["better"]),
            least=_decimal(data["least"]),
            most=_decimal(data["most"]),
            licence=data["licence"],
            source=data["source"],
            verified=data["verified"],
            smallest_difference=_decimal(data["smallest_difference"]) if "smallest_difference" in data else None,
            smallest_difference_source=data.get("smallest_difference_source", ""),
            course=tuple(_decimal(each) for each in data.get("course", ())),
            aids=data.get("aids", False),
            most_missing=data.get("most_missing", 0),
            bands={name: tuple(_band(each) for each in bands) for name, bands in data.get("bands", {}).items()},
            limits=tuple(_limit(each) for each in data.get("limits", ())),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Faulty(f"{data.get('key', 'an instrument')}: {error!r}") from error
    _check(instrument)
    return instrument


def _check(instrument: Instrument) -> None:
    keys = [part.key for part in instrument.parts]
    if not keys or len(set(keys)) != len(keys):
        raise Faulty(f"{instrument.code}: parts need keys of their own")
    if is_asked(instrument) != bool(instrument.asks):
        raise Faulty(f"{instrument.code}: what a person answers by themselves says what it asks, and nothing else does")
    if not instrument.licence or not instrument.source:
        raise Faulty(f"{instrument.code}: licence and source must be said")
    if (instrument.smallest_difference is None) != (instrument.smallest_difference_source == ""):
        raise Faulty(f"{instrument.code}: a smallest difference has a source")
    for name, bands in instrument.bands.items():
        ends = [band.to for band in bands]
        if ends[-1] is not None or None in ends[:-1] or ends[:-1] != sorted(set(ends[:-1])):  # type: ignore[type-var]  # None is told before
            raise Faulty(f"{instrument.code}: the bands of {name} must rise and the last be open")


def _part(data: Mapping[str, Any]) -> Part:
    options = tuple(
        Option(_decimal(each["value"]), each["label"], each.get("minutes")) for each in data.get("options", ())
    )
    return Part(
        key=data["key"],
        label=data["label"],
        unit=data.get("unit", ""),
        options=options,
        least=options[0].value if options else _decimal(data["least"]),
        most=options[-1].value if options else _decimal(data["most"]),
        decimals=data.get("decimals", 0),
        may_be_unable=data.get("may_be_unable", False),
    )


def _band(data: Mapping[str, Any]) -> Band:
    return Band(data["points"], _decimal(data["to"]) if "to" in data else None)


def _limit(data: Mapping[str, Any]) -> Limit:
    upwards = "at_least" in data
    return Limit(_decimal(data["at_least" if upwards else "at_most"]), upwards, data["text"], data["source"])


def _decimal(value: Any) -> Decimal:
    # A file's decimals are read as text, so that 4.82 is 4.82.
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise TypeError(f"{value!r} is no number")
    return Decimal(value)
