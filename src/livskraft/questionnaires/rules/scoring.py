"""What do the answers come to? One function for each way of scoring; each is tested at every boundary of its table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from livskraft.questionnaires.rules.answers import COULD_NOT, Answers, Unable
from livskraft.questionnaires.rules.instruments import Band, Instrument, Scoring

ZERO = Decimal(0)
# Source: domain 8 (SPPB): more than a minute counts as not having risen five times.
LONGEST_FIVE_STANDS = Decimal(60)
HELD = Decimal(10)
TANDEM_HALF = Decimal(3)


@dataclass(frozen=True, slots=True)
class Score:
    """`value` in the instrument's unit; None when too much is missing or the person could not do it.

    `points` are those of each part where parts have points, `missing` the parts that nobody has answered, `unable`
    those that the person could not do.
    """

    value: Decimal | None
    points: Mapping[str, int] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    unable: tuple[str, ...] = ()

    @property
    def could_not(self) -> bool:
        """Whether there is no value because it could not be done, which is a result and not a gap."""
        return self.value is None and not self.missing and bool(self.unable)


def score(instrument: Instrument, answers: Answers, course: Decimal | None = None) -> Score:
    """The score of the answers; `course` in metres where it is walked. Raises ValueError when a course is not said."""
    if instrument.course and course not in instrument.course:
        raise ValueError(f"{instrument.code}: the course is {course}, not one of {instrument.course}")
    return _SCORED_BY[instrument.scoring](instrument, answers, course)


def _sppb(instrument: Instrument, answers: Answers, course: Decimal | None) -> Score:
    """Three balances, a walk and five stands, 0–12.

    Source: domain 8; the cut-offs of the walk belong to its length, so a course of three metres has its own.
    """
    points: dict[str, int] = {}
    for key, value in answers.items():
        if value is COULD_NOT:
            points[key] = 0
        elif key == "tandem":
            points[key] = 2 if value >= HELD else 1 if value >= TANDEM_HALF else 0
        elif key in ("side_by_side", "semi_tandem"):
            points[key] = 1 if value >= HELD else 0
        elif key == "walk":
            points[key] = banded(instrument.bands[f"walk_{course}"], value)
        elif key == "five_stands":
            points[key] = 0 if value > LONGEST_FIVE_STANDS else banded(instrument.bands["five_stands"], value)
    # Whoever cannot stand in one way is not asked to stand in a harder one.
    if points.get("side_by_side") == 0:
        points.setdefault("semi_tandem", 0)
    if points.get("semi_tandem") == 0:
        points.setdefault("tandem", 0)
    missing = tuple(part.key for part in instrument.parts if part.key not in points)
    return Score(None if missing else Decimal(sum(points.values())), points, missing, _unable(answers))


def _measure(instrument: Instrument, answers: Answers, _course: Decimal | None) -> Score:
    """What was measured, as it is."""
    (part,) = instrument.parts
    value = answers.get(part.key)
    return Score(
        None if value is None or isinstance(value, Unable) else value,
        missing=_missing(instrument, answers),
        unable=_unable(answers),
    )


def _chair_stands(instrument: Instrument, answers: Answers, _course: Decimal | None) -> Score:
    """Whole stands in thirty seconds; none when the hands were used. Source: domain 8."""
    hands, found = answers.get("hands"), answers.get("stands")
    if hands == 1:
        return Score(ZERO, unable=_unable(answers))
    if found is COULD_NOT:
        # Nobody rose, so nobody can say whether the hands helped.
        return Score(None, unable=_unable(answers))
    value = found if isinstance(found, Decimal) and hands is not None else None
    return Score(value, missing=_missing(instrument, answers), unable=_unable(answers))


def _gait_speed(instrument: Instrument, answers: Answers, course: Decimal | None) -> Score:
    """Metres per second, to the hundredth."""
    seconds = answers.get("seconds")
    value = None
    if isinstance(seconds, Decimal) and course:
        value = (course / seconds).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return Score(value, missing=_missing(instrument, answers), unable=_unable(answers))


def _activity_minutes(instrument: Instrument, answers: Answers, _course: Decimal | None) -> Score:
    """Twice the minutes of training and once those of everyday activity. Source: domain 7."""
    minutes = {
        part.key: option.minutes
        for part in instrument.parts
        for option in part.options
        if answers.get(part.key) == option.value
    }
    missing = _missing(instrument, answers)
    if missing:
        return Score(None, missing=missing)
    return Score(Decimal(2 * (minutes["training"] or 0) + (minutes["everyday"] or 0)))


def _who5(instrument: Instrument, answers: Answers, _course: Decimal | None) -> Score:
    """The sum of five answers times four, 0–100. Source: domain 8."""
    missing = _missing(instrument, answers)
    return Score(None if missing else 4 * _total(answers), missing=missing)


def _sum(instrument: Instrument, answers: Answers, _course: Decimal | None) -> Score:
    """The sum; a few missing count as the mean of the rest where the instrument lets them. Source: domain 8."""
    missing = _missing(instrument, answers)
    if len(missing) > instrument.most_missing or not answers:
        return Score(None, missing=missing)
    total = _total(answers) * len(instrument.parts) / len(answers)
    return Score(total.quantize(Decimal(1), ROUND_HALF_UP), missing=missing)


def banded(bands: tuple[Band, ...], value: Decimal) -> int:
    """The points of the band that the value falls in."""
    return next(band.points for band in bands if band.to is None or value <= band.to)


def _total(answers: Answers) -> Decimal:
    return sum((value for value in answers.values() if isinstance(value, Decimal)), ZERO)


def _missing(instrument: Instrument, answers: Answers) -> tuple[str, ...]:
    return tuple(part.key for part in instrument.parts if part.key not in answers)


def _unable(answers: Answers) -> tuple[str, ...]:
    return tuple(key for key, value in answers.items() if value is COULD_NOT)


_SCORED_BY: Mapping[Scoring, Callable[[Instrument, Answers, Decimal | None], Score]] = {
    Scoring.SPPB: _sppb,
    Scoring.MEASURE: _measure,
    Scoring.CHAIR_STANDS: _chair_stands,
    Scoring.GAIT_SPEED: _gait_speed,
    Scoring.CHOICE: _measure,
    Scoring.ACTIVITY_MINUTES: _activity_minutes,
    Scoring.WHO5: _who5,
    Scoring.SUM: _sum,
}
