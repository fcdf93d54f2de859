"""How is a dose, or what was done of it, said in words?"""

from decimal import Decimal
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from livskraft.modules.training.rules.programmes import Done
from livskraft.modules.training.rules.vocabulary import Measure

_MINUTE = 60
# One balances for ninety seconds and cycles for two minutes.
SPOKEN_IN_MINUTES = 120


class Amount(Protocol):
    """What a dose and what was done of it have in common."""

    @property
    def sets(self) -> int: ...
    @property
    def repetitions(self) -> int | None: ...
    @property
    def seconds(self) -> int | None: ...
    @property
    def kilos(self) -> Decimal | None: ...
    @property
    def effort(self) -> int | None: ...


def amount_in_words(amount: Amount) -> str:
    """ "2 omgångar med 10 gånger, 12,5 kilo"; without times and seconds only the sets are known."""
    sets = ngettext("%(number)d omgång", "%(number)d omgångar", amount.sets) % {"number": amount.sets}
    each = ""
    if amount.repetitions is not None:
        each = ngettext("%(number)d gång", "%(number)d gånger", amount.repetitions) % {"number": amount.repetitions}
    elif amount.seconds is not None:
        each = time_in_words(amount.seconds)
    said = _("%(sets)s med %(each)s") % {"sets": sets, "each": each} if each else sets
    if amount.kilos:
        said = _("%(said)s, %(kilos)s kilo") % {"said": said, "kilos": _kilos(amount.kilos)}
    return said


def done_in_words(done: Done) -> str:
    """As `amount_in_words`, also how it felt, and that something else was done when it was."""
    said = amount_in_words(done)
    if done.in_its_place:
        said = _("Annan övning i stället, %(said)s") % {"said": said}
    if done.effort is not None:
        said = _("%(said)s, kändes %(effort)d av 10") % {"said": said, "effort": done.effort}
    return said


def time_in_words(seconds: int) -> str:
    """ "45 sekunder", "2 minuter" or "1 minut och 30 sekunder"."""
    minutes, rest = divmod(seconds, _MINUTE)
    whole = ngettext("%(number)d minut", "%(number)d minuter", minutes) % {"number": minutes}
    part = ngettext("%(number)d sekund", "%(number)d sekunder", rest) % {"number": rest}
    if not minutes:
        return part
    return _("%(whole)s och %(part)s") % {"whole": whole, "part": part} if rest else whole


def scale_of(measure: str, most: Decimal, *, loaded: bool) -> tuple[str, int]:
    """What the curve of an exercise is counted in, and how much one of that is; `most` is its largest value."""
    if loaded:
        return _("kilo"), 1
    if measure == Measure.REPETITIONS:
        return _("gånger"), 1
    return (_("minuter"), _MINUTE) if most >= SPOKEN_IN_MINUTES else (_("sekunder"), 1)


def _kilos(kilos: Decimal) -> str:
    return f"{kilos.normalize():f}".replace(".", ",")
