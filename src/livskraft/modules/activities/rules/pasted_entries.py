"""Which activities does one pasted line state: the day, the times, the title and the cost of each?"""

import re
from dataclasses import dataclass

from livskraft.modules.activities.rules.pasted_costs import find_costs
from livskraft.modules.activities.rules.pasted_days import PHONE, Days, find_days
from livskraft.modules.activities.rules.pasted_notices import ANYWHERE, CANCELLED, DAY_SENTENCE, SENTENCE, Word, opening
from livskraft.modules.activities.rules.pasted_times import Slot, find_times
from livskraft.modules.activities.rules.pasted_titles import has_words, title_of

# From here on a line speaks of something beside the activity; a price in it is still its price.
REMARK = re.compile(
    r"(?:[,.;(!–—-]|\s\|)\s*(?:(?:bindande |för|sista |obs!? ?)?(?:anmäl\w*|anm\b|osa\b)|obs\b|insläpp|"
    r"dörr|biljett\w* (?:säljs|köps|finns|hämtas)"
    r"|samling|ring\b|tel\b|tfn\b|info\b|kontakt|max\b|begränsa|ledare|lokal\s*:|plats\s*:|paus\b|åter\b|"
    r"hemkomst|hemresa|tillbaka|buss\w* (?:går|avgår)|avgång"
    r"|lunch serveras|fika serveras|kaffe serveras|senast\b|vi (?:går|samlas|träffas|ses|"
    r"åker)|öppet till)",
    re.I,
)
ASIDE = re.compile(r"\(([^()]*)\)?")
# After a comma a lone figure is a time only before a capital letter: "10–11 Sittgympa, 14 Bingo".
STRONG_BREAK = r"\s*;\s*|\s+/+\s+|\s*[•·|●]\s*|,\s*(?=\d{1,2}\s+(?-i:[A-ZÅÄÖ]))"
BREAK = re.compile(
    rf"(?P<strong>{STRONG_BREAK})|,\s*|\.\s+(?=(?:kl|\d))|\s+(?:och|samt)\s+|\s+[–—-]\s+(?=(?:kl|\d))", re.I
)
# Beyond this a line is no enumeration of what is on.
MOST_BREAKS = 24
FILLER = re.compile(r"^[\s:.,;–—−!-]+|[\s:,;–—−-]+$")
# "blir det grillfest" names the activity; the words before it do not.
LEADS_IN = re.compile(r"^(?:blir|är|har|ordnar|bjuder)\s+(?:det|vi)\s+(?:på\s+)?", re.I)
LABEL = re.compile(r"^(?:när|tid(?:punkt)?|datum(?: och tid)?|dag(?: och tid)?|dag/tid)\s*:\s*", re.I)
# A place that is open every weekday, or lunch every weekday, is opening hours and no activity.
STANDING = re.compile(
    (
        r"(?:dagens )?(?:lunch(?:en)?|öppet|öppen|fika|kaffe|caf[eé]et?|kaf[eé]et?|"
        r"cafeteria\w*)(?: (?:är )?(?:öppet|öppen|serveras))?"
    ),
    re.I,
)
OPEN = re.compile(r"\böpp(?:et|en|na)\b|\bkontor|telefon|\bgym(?:met)?$", re.I)
# The numbers of a house are no hours.
ADDRESS = re.compile(r"(?<=gatan|vägen|gränd|tigen|allén)\s+\d{1,3}(?:\s?[-–]\s?\d{1,3})?(?![\d.:])")
NOT_ON = re.compile(
    r"(?:öppet|stängt|full(?:t|bokat)|uthyrt|lunchservering|servering)\W*|(?:ingen|inget|inga)\b.*", re.I
)
# What the day, the time and the price are overwritten with, so that only the words are left.
DAY, TIME, COST = "\x02", "\x03", "\x01"
SLOT_MARKS = re.compile("[\x01-\x03]+")


@dataclass(frozen=True)
class Entry:
    """One activity as the line has it; what the line leaves out, the lines around it may say."""

    slots: tuple[Slot, ...]
    title: str
    cost: int | None = None
    title_first: bool = False


@dataclass(frozen=True)
class Line:
    """The parts of a line. `clear` is false where something on it contradicts the rest."""

    days: Days
    day_first: bool
    entries: tuple[Entry, ...]
    rest: str
    """The words beside days, times and costs."""
    slots: tuple[Slot, ...] = ()
    cost: int | None = None
    clear: bool = True
    cancelled: bool = False
    labelled: bool = False


def read_line(text: str) -> Line:
    """What is on the line, without the lines around it."""
    labelled = LABEL.match(text) is not None
    text = LABEL.sub("", text)
    main, remark = _main_clause(text)
    days, spans = find_days(main)
    marked = main
    for numbers in (PHONE, ADDRESS):
        marked = numbers.sub(lambda match: " " * len(match.group()), marked)
    marked = _overwrite(marked, spans, DAY)
    # "Måndagar 10–11 Bingo (utgår 14/5)" is on all other Mondays.
    exception = days.named and days.recurring and bool(days.excluded or days.excluded_weeks)
    cancelled = CANCELLED.search(f"{marked} {remark}" if exception else text) is not None
    day_first = bool(spans) and not _words(marked[: spans[0][0]])
    sentence = day_first and DAY_SENTENCE.match(SLOT_MARKS.sub(" ", marked[spans[0][1] :]).strip()) is not None
    if sentence and LEADS_IN.match(SLOT_MARKS.sub(" ", marked).strip()):
        sentence = False
    entries, certain = _entries(marked, remark, day_first=day_first)
    rest = FILLER.sub("", SLOT_MARKS.sub(" ", _overwrite_all(marked)))
    # "Måndag 10 Sång, onsdag 13 Bingo": which day is whose cannot be told from the days of the whole line.
    apart = len(entries) > 1 and len([part for part in re.split(f"{DAY}+", marked)[1:-1] if re.search(r"\w", part)]) > 0
    clear = certain and not sentence and not apart
    if len(set(days.weekdays)) >= 5 and any(
        STANDING.fullmatch(each.title) or OPEN.search(each.title) for each in entries
    ):
        clear = False
    if len(entries) == 1 and not entries[0].title:
        only = entries[0]
        return Line(
            days, day_first, (), rest, only.slots, only.cost, clear=clear, cancelled=cancelled, labelled=labelled
        )
    return Line(
        days,
        day_first,
        tuple(entries),
        rest,
        cost=find_costs(text).kronor,
        clear=clear,
        cancelled=cancelled,
        labelled=labelled,
    )


def _main_clause(text: str) -> tuple[str, str]:
    """The line up to its first remark, and the remarks: what stands in parentheses or from the word that opens one."""
    remarks: list[str] = []

    def aside(match: re.Match[str]) -> str:
        inner = match[1]
        days, _ = find_days(inner)
        if days.qualified or (days.named and not days.recurring and not find_costs(inner).spans and not _words(inner)):
            return f" {inner} "
        if find_costs(inner).spans:
            return f", {inner},"
        remarks.append(inner)
        return " , "

    main = ASIDE.sub(aside, text)
    if (cut := REMARK.search(main)) and cut.start():
        remarks.insert(0, main[cut.start() :])
        main = main[: cut.start()]
    return main, " , ".join(remarks)


def _words(text: str) -> str:
    return FILLER.sub("", SLOT_MARKS.sub(" ", text)).strip()


def _overwrite(text: str, spans: tuple[tuple[int, int], ...], mark: str) -> str:
    for begins, ends in spans:
        text = text[:begins] + mark * (ends - begins) + text[ends:]
    return text


def _overwrite_all(text: str) -> str:
    text = _overwrite(text, find_costs(text).spans, COST)
    return _overwrite(text, tuple((found.begins, found.ends) for found in _times(text)), TIME)


def _times(text: str) -> list:
    """A lone figure is a time only first on the line or first after its day, and only when nothing surer is there."""
    alone = re.match(r"[\s\x02:,.–—-]*", text)
    found = list(find_times(text, alone_at=alone.end() if alone else 0))
    sure = [each for each in found if each.certain]
    if (
        sure
        and len(sure) < len(found)
        and found[0].certain is False
        and _words(text[found[0].ends : sure[0].begins]) == ""
    ):
        return sure
    lone = [each for each in found if not each.certain]
    for each in lone:
        after = text[each.ends :]
        if not re.match(r"\s*[–—:-]?\s+[^\W\d]|\s*[–—-]\s*[^\W\d]|\s*$|\s*[\x01-\x03]", after):
            found.remove(each)
    return found


def _entries(marked: str, remark: str, *, day_first: bool) -> tuple[list[Entry], bool]:
    times = _times(_overwrite(marked, find_costs(marked).spans, COST))
    if not times:
        return [], True
    if any(not each.slots for each in times):
        return [], False
    pieces = _pieces(marked)
    if len(pieces) == 1:
        entry = _entry(marked, remark, times[0].slots) if len(times) == 1 else None
        return ([entry], True) if entry else ([], False)
    entries = []
    for index, piece in enumerate(pieces):
        own = _times(_overwrite(piece, find_costs(piece).spans, COST))
        entry = _entry(piece, remark if index == len(pieces) - 1 else "", own[0].slots) if len(own) == 1 else None
        if entry is None or not entry.title:
            return [], False
        entries.append(entry)
    return entries, True


def _pieces(text: str) -> list[str]:
    """The line broken where one whole entry (a time and a title) ends and the next begins."""
    breaks = list(BREAK.finditer(text))
    if len(breaks) > MOST_BREAKS:
        return [text]
    pieces: list[str] = []
    begins, ends = 0, 0
    for index, match in enumerate([*breaks, None]):
        chunk_begins = breaks[index - 1].end() if index else 0
        chunk = text[chunk_begins : match.start() if match else len(text)]
        strong = bool(index and breaks[index - 1]["strong"])
        if index and _whole(chunk, alone=strong) and _whole(text[begins:ends], alone=True):
            pieces.append(text[begins:ends])
            begins = chunk_begins
        ends = chunk_begins + len(chunk)
    return [*pieces, text[begins:]]


def _whole(text: str, *, alone: bool) -> bool:
    bare = _overwrite(text, find_costs(text).spans, COST)
    times = [each for each in _times(bare) if alone or each.certain]
    return len(times) == 1 and has_words(_overwrite(bare, ((times[0].begins, times[0].ends),), TIME))


def _entry(marked: str, remark: str, slots: tuple[Slot, ...]) -> Entry | None:
    """None where the words make a notice or a sentence, not the name of something that is on."""
    costs = find_costs(marked)
    cost = costs.kronor if costs.spans else find_costs(remark).kronor
    text = _overwrite(marked, costs.spans, COST)
    times = tuple((found.begins, found.ends) for found in _times(text))
    text = _overwrite(text, times, TIME)
    before, after = _words(text[: times[0][0]]), text[times[0][1] :]
    chunk = _first_words(text[: times[0][0]]) if has_words(before) else LEADS_IN.sub("", _first_words(after))
    title = title_of(LEADS_IN.sub("", chunk))
    title_first = has_words(before)
    if title_first and (
        opening(title) not in (None, Word.SECTION, Word.MENU) or SENTENCE.search(title) or STANDING.fullmatch(title)
    ):
        return None
    if ANYWHERE.search(chunk) or (not title_first and opening(chunk) in (Word.MAIL, Word.SIGNATURE)):
        return None
    if NOT_ON.fullmatch(title) or (not title_first and DAY_SENTENCE.match(chunk)):
        return None
    return Entry(slots, title, cost, title_first)


def _first_words(text: str) -> str:
    """The first stretch between days, times and prices that has words in it."""
    return next((FILLER.sub("", part) for part in SLOT_MARKS.split(text) if has_words(part)), "")
