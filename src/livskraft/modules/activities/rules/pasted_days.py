"""Which days does a piece of a pasted line name: dates, weekdays, weeks, and every how often?"""

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum

MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
WEEKDAYS = ("må", "ti", "on", "to", "fr", "lö", "sö")
ORDINALS = {"första": 1, "andra": 2, "tredje": 3, "fjärde": 4, "sista": -1}

# Misspelt weekdays that staff do write are in the pattern; a person called Tor or Fred is not.
_LONG = (
    r"(?:m[åa]nda?g|måndga|tisda?[gd]|tidag|onsda?g|onsdga|tors?da?g|torsdga|fredah?g|fredg|lördah?g|"
    r"sönda?g)(?:en|ar|arna|s)?(?!\w)"
)
_SHORT = (
    r"(?:(?:må|ti|on|to|fr|lö|sö)(?=\.?\s?\d)|månd?|tisd?|onsd?|torsd?|tor|fred?|lörd?|sönd?)(?!\w)\.?"
    r"(?=\s*(?:[\d.:,&/–—-]|$|\(|och\b|den\b|kl\b|till\b|o?jämn|udda|v\b))"
)
# First on a line a short weekday needs nothing after it: "Fre fredagskaffe"; but "Tor Berg sjunger" is about a man.
_FIRST = r"(?<![\s\S])(?:mån|tis|ons|tors|fre|lör|sön|tor(?=\s+(?-i:[A-ZÅÄÖ]{2}|[a-zåäö])))(?!\w)\.?"
WEEKDAY = rf"(?<!\w)(?:{_LONG}|{_SHORT}|{_FIRST})"
MONTH = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|mars?|apr(?:il)?|maj|june?|juni|july?|juli|aug(?:usti)?|"
    r"sept?(?:ember)?|okt(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)(?!\w|-(?!(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec|mån|tis|"
    r"ons|tor|fre|lör|sön))"
    r"[^\W\d])\.?"
)
ITEM = re.compile(
    rf"(?:(?P<weekday>{WEEKDAY}),?\s*)?(?:\bden\s+)?(?<![\d.:/])"
    rf"(?:(?P<iso>20\d\d-\d\d-\d\d)"
    rf"|(?P<day>\d{{1,2}})(?!\d)(?P<nth>:?[ea](?!\w))?"
    rf"(?:\s*/\s*(?P<number>\d{{1,2}})(?!\d)(?:/(?P<short>(?:20)?\d\d)(?!\d))?|\s*(?P<month>{MONTH}))?)"
    rf"(?:,?\s+(?P<year>20\d\d)(?!\d))?",
    re.I,
)
WEEKS = re.compile(
    r"(?<!\w)(?<!jämna )(?<!udda )(?:v\.?\s?|v:a\s|veck(?:a|or|orna)\s+)(?=\d)(?P<weeks>\d{1,2}(?![\d:.]\d|\d)"
    r"(?:\s*(?:,\s*och|[,–—&-]|och|samt|till|t\.?o\.?m\.?)\s*(?:v\.?\s?|vecka\s+)?\d{1,2}(?!\d|[.:/]\d|"
    r"\s*(?:kr|:-))){0,12})"
    r"(?!\s*[–—-]\s*\d)",
    re.I,
)
_WEEK_PART = re.compile(r"(\d{1,2})(?:\s*(?:[–—-]|till|t\.?o\.?m\.?)\s*(?:v\.?\s?|vecka\s+)?(\d{1,2}))?", re.I)
PHONE = re.compile(r"(?<!\w)\+?0?\d{1,3}\s?[-–/]\s?\d[\d ]{4,}\d|\b0\d{2}\s?\d{3}\s?\d\d\s?\d\d\b|\b07\d[\d ]{7,}")


class Role(StrEnum):
    """What a date or a week on a line is there for."""

    ON = "on"
    START = "start"
    UNTIL = "until"
    EXCEPT = "except"
    DEADLINE = "deadline"


# What stands right before a date, and the role it gives.
ROLES = (
    (Role.EXCEPT, re.compile(
        r"\b(?:ej|inte|utom|förutom|undantag\w*|uppehåll|inställ\w+|utgår)\s*(?:för|den|under|på)?\s*$", re.I)),
    (Role.START, re.compile(

        r"\b(?:(?:med\s+)?start(?:ar|datum)?|börjar|premiär|fr\.?\s?o\.?\s?m\.?|från(?:\s+och\s+med)?|"
        r"första\s+gången)\s*:?\s*(?:den)?\s*$", re.I)),
    (Role.UNTIL, re.compile(
        r"\b(?:t\.?\s?o\.?\s?m\.?|till(?:\s+och\s+med)?|sista\s+gången|avslut\w*|slutar)\s*:?\s*(?:den)?\s*$", re.I)),
    (Role.DEADLINE, re.compile(r"\b(?:senast|före|innan)\s*(?:den)?\s*$", re.I)),
)  # fmt: skip

# The qualifiers of a recurrence, each with the field of Days it fills.
EVERY = re.compile(r"\b(?:varje|alla|samtliga)\s+(?:vecka\b|(?=\w{2,7}dag|(?:mån|tis|ons|tors?|fre|lör|sön)\b))", re.I)
EVERY_OTHER = re.compile(r"\b(?:varannan(?:\s+vecka\b)?|varann?an\s+(?=\w))", re.I)
SELDOM = re.compile(
    (
        r"\bvar\s+(?:tredje|fjärde|femte|[3-9]:e)\b|\ben\s+gång\s+(?:i|per)\s+(?:månaden|veckan)|"
        r"\bvissa\s+(?=\w+dag)"
    ),
    re.I,
)
PARITY = re.compile(
    (
        r"(?<!\w)(?:i\s+)?(?P<which>ojämna?|udda|jämna?)(?!\w)(?:\s+(?:kalender)?(?:veckor(?:na)?|vecka|"
        r"v\b\.?))?"
    ),
    re.I,
)
NTH = re.compile(
    rf"(?<!\w)(?<!var )(?:den\s+)?(?P<nth>första|andra|tredje|fjärde|sista|[1-4]:[ae])\s+(?P<weekday>{WEEKDAY})"
    r"(?:\s+(?:i|varje)\s+(?:varje\s+)?månad(?:en)?)?",
    re.I,
)
IN_MONTH = re.compile(
    rf"\b(?:i|under|hela)\s+(?P<first>{MONTH})(?:\s*(?P<to>–|—|-|och|till)\s*(?P<last>{MONTH}))?", re.I
)
WORKDAYS = re.compile(r"\b(?:alla\s+|varje\s+)?(?:vardag(?:ar|en|arna)?|helgfri(?:a)?\s+vardag\w*)(?!\w)", re.I)
COUNT = re.compile(r"\b(?P<count>\d{1,2})\s+(?:gånger|ggr|tillfällen)\b", re.I)

_WEEKDAY = re.compile(WEEKDAY, re.I)
_LIST = re.compile(r"\s*(?:,|,?\s*\boch\b|&|\bsamt\b|\+)\s*", re.I)
_RANGE = re.compile(r"\s*(?:-|–|—|−|\btill(?:\s+och\s+med)?\b|\bt\.?o\.?m\.?)\s*", re.I)


@dataclass(frozen=True)
class Day:
    """A date as written; the month and the year may be left for the text around it to say."""

    day: int
    month: int | None = None
    year: int | None = None
    weekday: int | None = None


@dataclass(frozen=True)
class Days:
    dates: tuple[Day, ...] = ()
    ranges: tuple[tuple[Day, Day], ...] = ()
    weekdays: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    start: Day | int | None = None
    """A date, or the number of a week."""
    until: Day | int | None = None
    excluded: tuple[tuple[Day, Day], ...] = ()
    excluded_weeks: tuple[int, ...] = ()
    parity: int | None = None
    every_other: bool = False
    nth: int | None = None
    count: int | None = None
    recurring: bool = False
    """Said in words that mean more than one day: "varje", "tisdagar"."""
    unclear: bool = False
    """Said in words the table does not hold, as "en gång i månaden"."""

    @property
    def named(self) -> bool:
        return bool(self.dates or self.ranges or self.weekdays)

    @property
    def qualified(self) -> bool:
        return bool(
            self.weeks or self.months or self.start or self.until or self.excluded or self.excluded_weeks
            or self.parity is not None or self.every_other or self.count or self.unclear
        )  # fmt: skip


@dataclass
class _Scan:
    fields: dict = field(default_factory=dict)
    spans: list[tuple[int, int]] = field(default_factory=list)

    def add(self, name: str, *values: object) -> None:
        self.fields[name] = (*self.fields.get(name, ()), *values)


def weekday_of(text: str) -> int:
    return WEEKDAYS.index(text[:2].lower().replace("ma", "må"))


def month_of(text: str) -> int:
    return MONTHS.index(text[:3].lower()) + 1


def weeks_of(text: str) -> tuple[int, ...]:
    """ "18–21" is four weeks, "51–2" goes over the new year."""
    weeks: list[int] = []
    for first, last in _WEEK_PART.findall(text):
        begin, end = int(first), int(last or first)
        weeks += range(begin, end + 1) if begin <= end else [*range(begin, 53), *range(1, end + 1)]
    return tuple(weeks)


def find_days(text: str) -> tuple[Days, tuple[tuple[int, int], ...]]:
    """What the text says of days, and where it says it."""
    scan = _Scan()
    left = text
    for pattern, read in (
        (NTH, _nth), (COUNT, _count), (SELDOM, _seldom), (EVERY_OTHER, _every_other), (WEEKS, _weeks),
        (IN_MONTH, _months), (EVERY, _every),
    ):  # fmt: skip
        for match in pattern.finditer(left):
            if read(scan, match, left):
                left = _blank(scan, left, *match.span())
    left = _items(scan, left)
    left = _weekdays(scan, left)
    for match in PARITY.finditer(left):
        if _parity(scan, match, left):
            left = _blank(scan, left, *match.span())
    return Days(**scan.fields), tuple(sorted(scan.spans))


def _blank(scan: _Scan, text: str, begins: int, ends: int) -> str:
    scan.spans.append((begins, ends))
    return text[:begins] + "\x02" * (ends - begins) + text[ends:]


def _nth(scan: _Scan, match: re.Match[str], text: str) -> bool:
    said = match["nth"].lower()
    # "andra" is also "others": only with a weekday, which the pattern asks for.
    scan.fields |= {"nth": ORDINALS.get(said) or int(said[0]), "recurring": True}
    scan.add("weekdays", weekday_of(match["weekday"]))
    return True


def _count(scan: _Scan, match: re.Match[str], text: str) -> bool:
    scan.fields["count"] = int(match["count"])
    return True


def _seldom(scan: _Scan, match: re.Match[str], text: str) -> bool:
    scan.fields["unclear"] = True
    return True


def _every_other(scan: _Scan, match: re.Match[str], text: str) -> bool:
    scan.fields |= {"every_other": True, "recurring": True}
    return True


def _every(scan: _Scan, match: re.Match[str], text: str) -> bool:
    scan.fields["recurring"] = True
    return True


def _parity(scan: _Scan, match: re.Match[str], text: str) -> bool:
    # "en jämn kamp": only beside a week or a weekday.
    if not re.search(r"v", match.group()[5:], re.I) and not scan.fields.get("weekdays"):
        return False
    scan.fields |= {"parity": 0 if match["which"].lower().startswith("j") else 1, "recurring": True}
    return True


def _role(scan: _Scan, text: str, begins: int) -> Role:
    before = text[max(0, begins - 40) : begins]
    for role, pattern in ROLES:
        if match := pattern.search(before):
            scan.spans.append((begins - len(before) + match.start(), begins))
            return role
    return Role.ON


def _weeks(scan: _Scan, match: re.Match[str], text: str) -> bool:
    weeks = weeks_of(match["weeks"])
    match _role(scan, text, match.start()):
        case Role.START:
            scan.fields["start"] = weeks[0]
        case Role.UNTIL:
            scan.fields["until"] = weeks[-1]
        case Role.EXCEPT:
            scan.add("excluded_weeks", *weeks)
        case Role.ON:
            scan.add("weeks", *weeks)
    return True


def _months(scan: _Scan, match: re.Match[str], text: str) -> bool:
    first, last = month_of(match["first"]), month_of(match["last"] or match["first"])
    if match["to"] and match["to"].lower() != "och":
        scan.add("months", *((first + step - 1) % 12 + 1 for step in range((last - first) % 12 + 1)))
    else:
        scan.add("months", *dict.fromkeys((first, last)))
    return True


def _day(match: re.Match[str], following: Day | None) -> Day:
    weekday = weekday_of(match["weekday"]) if match["weekday"] else None
    if match["iso"]:
        return Day(int(match["iso"][8:]), int(match["iso"][5:7]), int(match["iso"][:4]), weekday)
    month = int(match["number"]) if match["number"] else month_of(match["month"]) if match["month"] else None
    written = match["year"] or match["short"]
    year = int(written) % 100 + 2000 if written else None
    if month is None and following is not None:
        month, year = following.month, year or following.year
    return Day(int(match["day"]), month, year, weekday)


def _items(scan: _Scan, text: str) -> str:
    """Dates, and the lists and ranges they stand in: a figure alone is a date only in company of a whole one."""
    found = [
        match
        for match in ITEM.finditer(text)
        if not re.search(r"\bkl\.?:?\s*$", text[max(0, match.start() - 6) : match.start()], re.I)
    ]
    chain: list[tuple[re.Match[str], Day, str]] = []
    chains: list[list[tuple[re.Match[str], Day, str]]] = []
    for index in range(len(found) - 1, -1, -1):
        match = found[index]
        gap = text[match.end() : chain[0][0].start()] if chain else ""
        bare = not (match["iso"] or match["number"] or match["month"] or match["nth"])
        after_dash = bare and not match["weekday"] and re.search(r"\d\s*[-–—]\s*$", text[: match.start()])
        backwards = bare and chain and not chain[0][1].day > int(match["day"])
        link = _link(gap) if chain and not backwards and not after_dash else ""
        if chain and not link:
            chains.append(chain)
            chain = []
        if not bare or link:
            chain.insert(0, (match, _day(match, chain[0][1] if link else None), link))
    if chain:
        chains.append(chain)
    for chain in chains:
        text = _take(scan, text, chain)
    return text


def _link(gap: str) -> str:
    return "-" if _RANGE.fullmatch(gap) else "," if _LIST.fullmatch(gap) else ""


def _take(scan: _Scan, text: str, chain: list[tuple[re.Match[str], Day, str]]) -> str:
    role = _role(scan, text, chain[0][0].start())
    days = [day for _, day, _ in chain]
    plural = re.search(r"dagar", chain[0][0]["weekday"] or "", re.I)
    if plural and len(days) > 1:
        days = [Day(day.day, day.month, day.year, days[0].weekday) for day in days]
    if len(chain) == 2 and re.search(r"\bmellan\s*(?:den)?\s*$", text[: chain[0][0].start()], re.I):
        chain[0] = (*chain[0][:2], "-")
    index = 0
    while index < len(chain):
        if chain[index][2] == "-" and index + 1 < len(chain):
            pair, step = (days[index], days[index + 1]), 2
        else:
            pair, step = (days[index], days[index]), 1
        if role is Role.EXCEPT:
            scan.add("excluded", pair)
        elif role is Role.START:
            scan.fields["start"] = pair[0]
            if step == 2:
                scan.fields["until"] = pair[1]
        elif role is Role.UNTIL:
            scan.fields["until"] = pair[1]
        elif role is Role.ON and step == 2:
            if plural and pair[0].weekday is not None:
                # "Tisdagar 1–29 september" is every Tuesday in between.
                scan.add("weekdays", pair[0].weekday)
                scan.fields["recurring"] = True
                pair = (replace(pair[0], weekday=None), pair[1])
            scan.add("ranges", pair)
        elif role is Role.ON:
            scan.add("dates", pair[0])
        index += step
    return _blank(scan, text, chain[0][0].start(), chain[-1][0].end())


def _weekdays(scan: _Scan, text: str) -> str:
    for match in WORKDAYS.finditer(text):
        scan.add("weekdays", 0, 1, 2, 3, 4)
        scan.fields["recurring"] = True
        text = _blank(scan, text, *match.span())
    found = list(_WEEKDAY.finditer(text))
    for index, match in enumerate(found):
        role = _role(scan, text, match.start())
        if role is Role.DEADLINE:
            text = _blank(scan, text, *match.span())
            continue
        this = weekday_of(match.group())
        gap = text[found[index - 1].end() : match.start()] if index else ""
        if index and _RANGE.fullmatch(gap):
            scan.add("weekdays", *range(weekday_of(found[index - 1].group()) + 1, this + 1))
        else:
            scan.add("weekdays", this)
        if re.search(r"dagar", match.group(), re.I):
            scan.fields["recurring"] = True
        joined = index and (_RANGE.fullmatch(gap) or _LIST.fullmatch(gap) or gap.strip() == "/")
        text = _blank(scan, text, found[index - 1].end() if joined else match.start(), match.end())
    return text
