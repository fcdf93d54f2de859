"""Which words do people write in a date, and what does each do to it?"""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz, process

from livskraft.kit.partial_date import MONTHS

_ENGLISH = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_EXTRA = {"maj": 5, "mai": 5, "juni": 6, "juli": 7, "sept": 9, "okt": 10}

WEEKDAYS = {
    "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag", "mån", "tis", "ons", "tors", "fre", "lör",
    "sön",
    "måndagen", "tisdagen", "onsdagen", "torsdagen", "fredagen", "lördagen", "söndagen",
}  # fmt: skip
# Part of a year: the year is all that a partial date can keep of it.
TERMS = {
    "ht", "vt", "höstterminen", "vårterminen", "hösttermin", "vårtermin", "hösten", "höst", "våren", "vår", "sommaren",
    "sommar", "vintern", "vinter", "sensommaren", "sensommar", "kvartal", "kv", "q", "tertial", "halvår", "halvåret",
    "halvårsskiftet", "första", "andra", "tredje", "fjärde", "jul", "påsk", "midsommar", "semestern",
}  # fmt: skip
# Somewhere in the period that follows.
WITHIN = {"början", "slutet", "mitten", "tidigt", "tidig", "sent", "sen", "någon", "gång", "under", "mellan"}
ABOUT = {"ca", "cirka", "circa", "c", "omkring", "runt", "ungefär", "ungefärligt", "troligen", "nog", "kanske",
    "osäkert",
         "osäker", "gissning", "uppskattat", "uppskattningsvis", "trol", "förmodligen", "möjligen", "tror"}  # fmt: skip
BOUNDS = {"före", "innan", "efter", "senast", "tidigast", "sedan", "tidigare", "senare", "från", "till", "tom", "from",
          "minst", "äldre", "yngre", "fram"}  # fmt: skip
PLANNED = {"planerad", "planerat", "planeras", "bokad", "bokat", "bokas", "beställd", "beställt", "ska", "skall",
    "kommer",
           "nästa", "senareläggs", "inplanerad", "inbokad", "avbokad", "avbokat", "inställd", "inställt", "väntar",
           "ej", "inte", "aldrig", "underkänd", "underkänt"}  # fmt: skip
FILLERS = {
    "den", "år", "året", "månad", "i", "av", "på", "vid", "ny", "nytt", "begagnad", "begagnat", "köpt", "köptes",
    "inköpt",
    "inköptes", "inköp", "anskaffad", "anskaffat", "anskaffades", "levererad", "levererat", "leverans", "installerad",
    "besiktad", "besiktigad", "besiktat", "besiktigat", "besiktades", "besiktning", "besiktn", "bes", "serv", "servad",
    "servat", "servades", "service", "servicad", "kontroll", "kontrollerad", "kontrollerat", "utförd", "utfört",
    "gjord",
    "gjort", "godkänd", "godkänt", "gk", "godk", "ok", "klar", "klart", "utan", "anm", "anmärkning", "anmärkningar",
    "enl", "enligt", "faktura", "fakturan", "kvitto", "kvittot", "protokoll", "pärm", "pärmen", "kl", "e", "a", "st",
    "th", "rd", "nd", "d", "sen", "skick", "gammal", "gåva", "beg", "ua", "u", "nyköp", "nyinköp",
}  # fmt: skip
SEVERAL = {"och", "eller", "el", "samt", "alt", "respektive", "resp"}


def _abbreviations() -> dict[str, int]:
    """Every beginning of at least three letters that can only be one month: "jan", "febr", "sept"."""
    found: dict[str, int] = {}
    for names in (MONTHS, _ENGLISH):
        for number, name in enumerate(names, start=1):
            found.update({name[:length]: number for length in range(3, len(name) + 1)})
    return found | _EXTRA


_MONTHS = _abbreviations()
# "jul" is both Christmas and a short July; beside a year or a day people mean the month.
TERMS -= _MONTHS.keys()
_FULL = [name for name in (*MONTHS, *_ENGLISH) if len(name) >= 5]


@lru_cache(maxsize=2_000)
def month_of(word: str) -> int | None:
    """1–12 for a month's name, a shortening or a slip of the pen; else None."""
    if word in _MONTHS:
        return _MONTHS[word]
    if len(word) < 5:
        return None
    hit = process.extractOne(word, _FULL, scorer=fuzz.ratio, score_cutoff=82)
    return _MONTHS[hit[0]] if hit else None
