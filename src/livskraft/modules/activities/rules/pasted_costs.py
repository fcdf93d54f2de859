"""What does an activity cost according to a pasted line, and which words say so?"""

import re
from dataclasses import dataclass

FREE = re.compile(
    r"\b(?:gratis|(?:fri|fritt)\s+(?:entré|entre|inträde)|kostnadsfri(?:tt|a)?|avgiftsfri(?:tt|a)?|"
    r"utan\s+kostnad|ingen\s+(?:kostnad|avgift))\b"
    r"(?!\s+(?:parkering|kaffe|fika|skjuts|buss|provning|lån))",
    re.I,
)
PRICE_WORD = (
    r"(?:kostnad(?:en)?|kostar|pris(?:et)?|avgift(?:en)?|deltagaravgift|materialkostnad|självkostnadspris|"
    r"entré|entre|inträde|biljett(?:er)?)"
)
SERVED = (
    r"(?:fika|kaffe|kaffe\s*(?:och|&|m(?:ed)?)\s*\w+|lunch|förtäring|lott(?:er)?|bricka|material|"
    r"kaffebröd|smörgås)"
)
PRICE = re.compile(
    rf"(?P<word>\b{PRICE_WORD}\b\s*:?\s*)?(?<![\d.:/])(?P<kronor>\d{{1,4}})\s*(?:kr(?:onor)?\b\.?|:-|,-|:–|;-|sek\b)"
    r"(?:\s*(?:/|per\b|st\b|styck)\s*\w*)?",
    re.I,
)
# "Våffelcafé, pris 35": the word makes the bare figure a price.
WORDED = re.compile(rf"\b{PRICE_WORD}\b\s*:?\s*(?<![\d.:/])(?P<kronor>\d{{1,4}})(?![\d.:/–-])(?!\s*(?:kr|:-|,-))", re.I)
ONLY_COST = re.compile(
    rf"(?:{PRICE_WORD}\s*:?\s*|{SERVED}\s*:?\s*)?(?:\d{{1,4}}\s*(?:kr(?:onor)?\b\.?|:-|,-)|gratis|"
    rf"fri(?:tt)?\s+(?:entré|inträde)|kostnadsfri(?:tt)?|ingen\s+kostnad)"
    r"(?:\s*/\s*\w+|\s+(?:per|för|inkl\.?|inklusive|med|i)\s.{1,40}|[,.]\s*(?:inkl|fika|kaffe|då|anmäl).{1,60}|"
    r"\s*\(.{1,40}\))?[.!]?",
    re.I,
)


@dataclass(frozen=True)
class Costs:
    kronor: int | None
    spans: tuple[tuple[int, int], ...]
    """Where in the text the prices stand, so that a title does not end in one."""


def find_costs(text: str) -> Costs:
    """Free if the line says so; a price said with kostnad or entré before that of the coffee; none if two disagree."""
    free = [match.span() for match in FREE.finditer(text)]
    prices = []
    for match in [*PRICE.finditer(text), *WORDED.finditer(text)]:
        before = text[: match.start("kronor")].rstrip(" :(")
        named = match.re is WORDED or bool(match.groupdict().get("word"))
        served = re.search(rf"{SERVED}$", before, re.I) is not None
        prices.append((0 if named else 2 if served else 1, int(match["kronor"]), match.span()))
    spans = tuple(sorted([*free, *(span for _, _, span in prices)]))
    if free:
        return Costs(0, spans)
    best = min((rank for rank, _, _ in prices), default=0)
    figures = {kronor for rank, kronor, _ in prices if rank == best}
    return Costs(figures.pop() if len(figures) == 1 else None, spans)


def only_cost(text: str) -> bool:
    """A line that says what the activity above it costs, and nothing more."""
    return ONLY_COST.fullmatch(text.strip()) is not None
