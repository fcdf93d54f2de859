"""What has been answered? A value, that it could not be done, or nothing: never one for another."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum, StrEnum

from livskraft.questionnaires.rules.instruments import Instrument, Part


class Unable(Enum):
    """The person tried, or it was judged unsafe to try: known, unlike what nobody has asked."""

    COULD_NOT = "could_not"


COULD_NOT = Unable.COULD_NOT
SECONDS = "sekunder"
# What a stopwatch shows after a minute: 1:05,4.
_CLOCK = re.compile(r"([0-9]{1,2}):([0-5][0-9](?:[.,][0-9]{1,2})?)")
Answer = Decimal | Unable
Answers = Mapping[str, Answer]


class Fault(StrEnum):
    """Why a value cannot be right."""

    NOT_A_NUMBER = "not_a_number"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    TOO_FINE = "too_fine"
    NOT_AN_OPTION = "not_an_option"
    NOT_POSSIBLE_UNABLE = "not_possible_unable"


@dataclass(frozen=True, slots=True)
class Unreadable(Exception):
    """A value that cannot be right; `part` is its key."""

    part: str
    fault: Fault


def read(instrument: Instrument, written: Mapping[str, str]) -> dict[str, Answer]:
    """The answers of a form; an empty one is left out. Raises Unreadable on the first that cannot be right."""
    return {
        part.key: _read(part, text) for part in instrument.parts if (text := written.get(part.key, "").strip()) != ""
    }


def written(answers: Answers) -> dict[str, str]:
    """As they are kept; `read` gives them back."""
    return {key: value.value if isinstance(value, Unable) else str(value) for key, value in answers.items()}


def _read(part: Part, text: str) -> Answer:
    if text == Unable.COULD_NOT.value:
        if not part.may_be_unable:
            raise Unreadable(part.key, Fault.NOT_POSSIBLE_UNABLE)
        return COULD_NOT
    number = _number(part, text)
    if part.options:
        if number not in {option.value for option in part.options}:
            raise Unreadable(part.key, Fault.NOT_AN_OPTION)
        return number
    if number < part.least:
        raise Unreadable(part.key, Fault.TOO_SMALL)
    if number > part.most:
        raise Unreadable(part.key, Fault.TOO_LARGE)
    if number != round(number, part.decimals):
        raise Unreadable(part.key, Fault.TOO_FINE)
    return number


def _number(part: Part, text: str) -> Decimal:
    if part.unit == SECONDS and (clock := _CLOCK.fullmatch(text)):
        return Decimal(clock[1]) * 60 + Decimal(clock[2].replace(",", "."))
    # Ten signs hold every value that any part can have; Decimal reads a thousand as gladly, and 1E9 as a number.
    if len(text) > 10 or not set(text) <= set("0123456789,.-"):
        raise Unreadable(part.key, Fault.NOT_A_NUMBER)
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise Unreadable(part.key, Fault.NOT_A_NUMBER) from None
