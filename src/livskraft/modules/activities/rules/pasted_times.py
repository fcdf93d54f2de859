"""Which clock times does a piece of a pasted line state, and where do they stand in it?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

HOURS = ("ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
_HOUR = "|".join(HOURS)

KL = r"(?:\b(?:kl(?:ockan\b|\.|(?=[\s:\d]))|tid(?=\s*:))\s*:?\s*)"
_FIGURES = r"(?:[01]?\d|2[0-3])(?:[.:][0-5]\d(?!\d))?(?![\d/]|[.,:]\d|:-|:[ea]\b)"
FIGURES = rf"(?<![\d/:.,]){_FIGURES}"
IN_WORDS = rf"\b(?:halv|kvart\s+(?:över|i))\s+(?:{_HOUR})\b"
CLOCK = rf"(?:{IN_WORDS}|{FIGURES})"
TO = r"\s*(?:-|–|—|−|\btill\b)\s*"
# "kl 0930" and "kl tre" are times only after kl.
AFTER_KL = rf"(?:{KL}(?:ca\.?\s*)?(?:{IN_WORDS}|{_FIGURES}|(?:[01]\d|2[0-3])[0-5]\d(?!\d)|(?:{_HOUR})\b))"
ONE = rf"(?:{AFTER_KL}|{CLOCK})"
SPAN = rf"{ONE}(?:{TO}(?:ca\.?\s*)?(?:{ONE}|(?:{_HOUR})\b))?"
BETWEEN = rf"\bmellan\s+{ONE}\s+och\s+{ONE}"
AND = r"\s*(?:,\s*|\boch\b|\bsamt\b|\beller\b|\bresp(?:ektive\b|\.)|&|\+)\s*"
GROUP = re.compile(rf"{BETWEEN}|{SPAN}(?:{AND}{SPAN}){{0,5}}", re.I)

UNIT = re.compile(
    r"\s*(?:kr\b|kronor\b|:-|,-|tim\b|timm\w+|h\b|min\b|minut\w*|pers(?:oner)?\b|plats(?:er)?\b|deltagare\b|år\b|st\b|"
    r"km\b|m\b|mil\b|%|procent\b|ggr\b|gång(?:er)?\b|tillfällen\b|träffar\b|veckor\b|rätters?\b|bord\b|lag\b)",
    re.I,
)
_SPAN = re.compile(SPAN, re.I)
_ONE = re.compile(
    rf"({KL})?(?:ca\.?\s*)?(?:(halv|kvart\s+över|kvart\s+i)\s+)?(\d{{4}}|\d{{1,2}}|{_HOUR})(?:[.:](\d\d))?", re.I
)
SURE = re.compile(rf"{KL}|\d[.:]\d\d|\bhalv\b|\bkvart\b", re.I)
EARLY = re.compile(r"(?:mellan\s+)?[0-6]\b", re.I)
# The day begins and ends so; what is earlier or later in a programme is another number.
EARLIEST, LATEST = time(6), time(23, 45)


@dataclass(frozen=True)
class Slot:
    start: time
    end: time | None = None


@dataclass(frozen=True)
class Found:
    """A group of times: "kl 9.30 och 10.45" is one group with two slots."""

    begins: int
    ends: int
    slots: tuple[Slot, ...]
    certain: bool
    """Said by kl, by minutes or by a range; a lone figure may be anything."""


def _clock(text: str) -> time | None:
    match = _ONE.search(text)
    if match is None:
        return None
    _, part, figures, minutes = match.groups()
    spoken = not figures.isdigit()
    if len(figures) == 4 and not spoken:
        figures, minutes = figures[:2], figures[2:]
    hour = HOURS.index(figures.lower()) + 1 if spoken else int(figures)
    minute = int(minutes or 0)
    if part:
        word = part.lower().split()
        minute = {"halv": 30, "över": 15, "i": 45}[word[-1]]
        hour -= word[-1] != "över"
    # Nobody meets at two in the night: "halv tre" and "kl 2" are in the afternoon, unless the zero says otherwise.
    if hour < 6 and not figures.startswith("0"):
        hour += 12
    if hour == 6 and part and word[-1] != "i":
        hour += 12
    return time(hour, minute) if hour < 24 else None


def _slot(text: str) -> Slot | None:
    ends = [_clock(each.group()) for each in _ONE.finditer(text)]
    if not ends or ends[0] is None or not EARLIEST <= ends[0] <= LATEST:
        return None
    if len(ends) == 1:
        return Slot(ends[0])
    if ends[1] is None or ends[1] <= ends[0]:
        return None
    return Slot(ends[0], ends[1])


def find_times(text: str, *, alone_at: int | None = 0) -> Iterator[Found]:
    """Groups of times from left to right. A lone figure ("14 Bingo") counts only where `alone_at` says it may stand."""
    for match in GROUP.finditer(text):
        said = match.group()
        if UNIT.match(text, match.end()) and not SURE.search(said):
            continue
        pieces = [said] if said.lower().startswith("mellan") else [each.group() for each in _SPAN.finditer(said)]
        slots = [_slot(piece) for piece in pieces]
        # "Grupp 1-2" is no afternoon: a range of bare figures is sure from seven in the morning.
        certain = bool(SURE.search(said)) or any(slot and slot.end and EARLY.match(said) is None for slot in slots)
        if not certain and (match.start() != alone_at or len(slots) > 1 or (slots[0] and slots[0].end)):
            continue
        if None in slots:
            # Half a time is no time: a wrong hour is worse than an unread line.
            if certain:
                yield Found(match.start(), match.end(), (), certain=True)
            continue
        yield Found(match.start(), match.end(), tuple(slot for slot in slots if slot), certain=certain)
