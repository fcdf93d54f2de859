"""How is a value, a fault or a change said, so that nobody needs to know the instrument?"""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from livskraft.documents.values import number
from livskraft.questionnaires.rules.answers import Fault, Unreadable
from livskraft.questionnaires.rules.change import Change, Compared
from livskraft.questionnaires.rules.instruments import Instrument, Limit, Part, Scoring
from livskraft.questionnaires.rules.scoring import Score


def fault_in_words(part: Part, wrong: Unreadable) -> str:
    """What to do about it, with the numbers that are possible."""
    between = {"least": number(part.least), "most": number(part.most), "unit": part.unit}
    told = {
        Fault.NOT_A_NUMBER: _("Skriv ett tal, till exempel 12,5."),
        Fault.TOO_SMALL: _("Det är för lite. Skriv mellan %(least)s och %(most)s %(unit)s.") % between,
        Fault.TOO_LARGE: _("Det är för mycket. Skriv mellan %(least)s och %(most)s %(unit)s.") % between,
        Fault.TOO_FINE: ngettext("Skriv högst en decimal.", "Skriv högst %(decimals)d decimaler.", part.decimals)
        % {"decimals": part.decimals}
        if part.decimals
        else _("Skriv ett helt tal."),
        Fault.NOT_AN_OPTION: _("Välj ett av svaren."),
        Fault.NOT_POSSIBLE_UNABLE: _("Välj ett av svaren."),
    }
    return told[wrong.fault]


def value_in_words(instrument: Instrument, scored: Score) -> str:
    """ "12,5 sekunder", "Kunde inte", "Saknas"; the chosen words where the score is a choice."""
    if scored.value is None:
        return _("Kunde inte") if scored.could_not else _("Saknas")
    if instrument.scoring == Scoring.CHOICE:
        return next(each.label for each in instrument.parts[0].options if each.value == scored.value)
    return _sized(instrument, scored.value)


def change_in_words(instrument: Instrument, compared: Compared) -> str:
    """Whether it has changed, how much, and whether that is enough to mean something."""
    by = Decimal(0) if compared.by is None else compared.by
    size = _sized(instrument, abs(by))
    least = _sized(instrument, instrument.smallest_difference or Decimal(0))
    told = {
        Change.BETTER: _("Bättre: skillnaden är %(size)s. Från %(least)s räknas det som en verklig förändring."),
        Change.WORSE: _("Sämre: skillnaden är %(size)s. Från %(least)s räknas det som en verklig förändring."),
        Change.TOO_SMALL: _("Ungefär som förut: skillnaden är %(size)s, och under %(least)s kan det vara en slump."),
        Change.SAME: _("Som förut."),
        Change.NO_LIMIT: _("Skillnaden är %(size)s. Det finns ingen säker gräns för när det är en verklig förändring."),
        Change.NOW_CAN: _("Kunde inte förra gången, men kan nu."),
        Change.NO_LONGER: _("Kunde förra gången, men kan inte nu."),
        Change.NOT_COMPARABLE: _(
            "Går inte att jämföra med förra gången: något saknas, eller det mättes på ett annat sätt."
        ),
    }
    return told[compared.change] % {"size": size, "least": least}


def meanings(instrument: Instrument, scored: Score) -> list[Limit]:
    """What health care reads into the score: never shown outside it. The furthest limit that holds comes first."""
    if scored.value is None:
        return []
    held = [each for each in instrument.limits if each.holds(scored.value)]
    return sorted(held, key=lambda each: -each.value if each.upwards else each.value)


def _sized(instrument: Instrument, value: Decimal) -> str:
    return f"{number(value)} {instrument.unit_one if value == 1 else instrument.unit}"
