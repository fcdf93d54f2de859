"""What do we measure? Modules register their indicators here; the catalogue knows nothing of modules."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from livskraft.indicators.rules import Counted, Counts, Form, Observed, Part
from livskraft.kit.periods import Period
from livskraft.kit.registry import Registry
from livskraft.organisation.models import UnitQuerySet

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

__all__ = ["Counted", "Counts", "Form", "Indicator", "Observed", "indicator", "indicators"]

Measure = Callable[[UnitQuerySet, Period], Mapping[int, Part]]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure with its definition, which is printed under it wherever it is shown.

    `measure(units, period)` gives, in a fixed number of queries, what each of `units` itself counted in the half-open
    period: by unit id, `Counted` where units add up, `Observed` for a median. A unit without anything to count is left
    out. A site's part belongs to the site where it happened then, so that a past month can be measured anew. What
    exists only for an area (residents of 65 and over) is given at the area, and joins its sites' numerators there.

    `unit` are the words after the value. `on_last_day` measures a state on the period's last day, else what happened
    during it. Persons are suppressed, unless `individuals` is a permission that the viewer has at the unit. Records
    without a history say only how it is now (`has_history` False), so a closed period is not measured anew. `one` is
    the unit of a single one, where it is another word.
    """

    key: str
    label: "str | StrPromise"
    definition: "str | StrPromise"
    numerator: "str | StrPromise"
    denominator: "str | StrPromise"
    population: "str | StrPromise"
    source: "str | StrPromise"
    counts: Counts
    form: Form
    unit: "str | StrPromise"
    measure: Measure
    per: int = 1
    on_last_day: bool = False
    individuals: str = ""
    has_history: bool = True
    one: "str | StrPromise" = ""

    @property
    def edition(self) -> str:
        """A short code that is another as soon as the definition is: which definition a frozen figure was made by."""
        said = (self.definition, self.numerator, self.denominator, self.population, self.form, self.per)
        return sha256("|".join(str(word) for word in said).encode()).hexdigest()[:12]


indicators: Registry[Indicator] = Registry("indicator")


def indicator(
    key: str,
    *,
    label: "str | StrPromise",
    definition: "str | StrPromise",
    numerator: "str | StrPromise",
    denominator: "str | StrPromise" = "",
    population: "str | StrPromise",
    source: "str | StrPromise",
    counts: Counts,
    form: Form,
    unit: "str | StrPromise",
    per: int = 1,
    on_last_day: bool = False,
    individuals: str = "",
    has_history: bool = True,
    one: "str | StrPromise" = "",
) -> Callable[[Measure], Measure]:
    """Register the decorated measure. Raises ValueError when the key is taken or the definition does not hold together.

    Persons may only be measured on a last day: sums over time could be subtracted from each other.
    """
    if not (definition and numerator and population and source and unit):
        raise ValueError(f"indicator {key} does not say what it measures")
    if (form in (Form.SHARE, Form.RATE)) != bool(denominator):
        raise ValueError(f"indicator {key}: a share or a rate has a denominator, and nothing else has")
    if counts == Counts.PERSONS and not (on_last_day and form in (Form.TOTAL, Form.SHARE)):
        raise ValueError(f"indicator {key} counts persons: only a number or a share on the last day can be suppressed")

    def decorate(measure: Measure) -> Measure:
        indicators.add(
            key,
            Indicator(
                key=key,
                label=label,
                definition=definition,
                numerator=numerator,
                denominator=denominator,
                population=population,
                source=source,
                counts=counts,
                form=form,
                unit=unit,
                measure=measure,
                per=per,
                on_last_day=on_last_day,
                individuals=individuals,
                has_history=has_history,
                one=one,
            ),
        )
        return measure

    return decorate
