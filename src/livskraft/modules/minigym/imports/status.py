"""Does a note say that the item must not be used, that it is gone, or that it is on its way elsewhere?

A note is read clause by clause, in order; the last clause that decides wins, so "trasig men lagad 2023" is in use and
"lagad 2022, trasig igen" is not. A clause about what could happen, was once so or is only planned decides nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from livskraft.kit.swedish_values import clean, key

_CLAUSE = re.compile(r"[.;,!?\n()/]+|\s-+\s|-{2,}|\b(?:men|dock|fast|numera|nu)\b")
_NOT = r"(?:ej|inte|icke|aldrig|ingen|inga|inget)"
# Word stems; a stem ends where the word may go on, "\b" where it may not.
_STOPPED = re.compile(
    r"\b(?:trasig|sönder|defekt|ur bruk|ur drift|ur funktion|urdrift|avställ[dt]|avstäng[dt]|kass\b|stängd\b|stoppad|"
    r"stoppats|spärrad|"
    r"havere|kaputt|obrukbar|oanvändbar|funktionsoduglig|använd(?:s|as|nings)?förb|driftstopp|körförbud|felanmäld|"
    r"underkän|livsfarlig|ur tjänst|ur bruk|tagen ur|tas ur|ställd åt sidan|knäckt|brusten)"
)
_NOT_WORKING = re.compile(
    rf"\b{_NOT}\b(?: \w+)? (?:användas|används|använd\b|använda|bruk|drift|funktion|fungera|funka|fungerar|funkar|"
    rf"godkän|ok\b|gå att använda|"
    r"säker|användbar|brukbar|körbar|brukas|köras|hel\b|hela\b)|"
    rf"\b(?:används|fungerar|funkar|brukas|startar|går) {_NOT}\b|"
    rf"\b(?:får|bör|ska|skall|kan|går) {_NOT} (?:att )?(?:användas|använda|nyttjas|brukas|köras)|"
    r"\banvänd (?:ej|inte)\b|\bförbjud\w* att använda"
)
_WORKING = re.compile(
    r"\b(?:lagad|lagat|lagades|reparera[dt]|reparerades|åtgärda[dt]|åtgärdades|åter i (?:bruk|drift)|i bruk|i drift|"
    r"fungerar|funkar|"
    r"hel igen|ok\b|okej|bra\b|fin\b|godkän\w*|utbytt|bytt\b|renovera[dt]|fixa[dt]|används|får användas|kan användas|"
    r"går att använda|används ändå|fullt brukbar|brukbar|åter\b)"
)
_NEGATED_STOP = re.compile(
    rf"\b{_NOT}\b(?: (?:är|längre|helt|direkt|alls|ännu|varit|tagen))* (?:trasig|sönder|defekt|ur bruk|ur funktion|"
    rf"avställ|avstäng|spärrad|stoppad)|"
    rf"\b{_NOT} fel\b|\binga fel\b"
)
# What could be, what was, what will be.
_UNDECIDED = re.compile(
    r"\b(?:om|risk|risken|lätt|vid behov|vid fel|ifall|var|varit|tidigare|förut|behöver|ska|skall|bör|måste|planeras|"
    r"väntar|inväntar|avvaktar|"
    rf"beställd|beställt|{_NOT} (?:lagad|lagat|åtgärda[dt]|reparera[dt]|fixa[dt]))\b"
)
# A clause about the future or the past still stops when it says so outright: "ska inte användas", "väntar, ur bruk".
_OUTRIGHT = re.compile(
    rf"\b(?:ska|skall|bör|måste) (?:{_NOT} användas|tas ur|stå)|\b(?:väntar|inväntar|behöver|avvaktar)\b"
)
_GONE = re.compile(
    r"^(?:(?:är|blev|har|den|maskinen|numera|redan) )*"
    r"(?:kassera[dt]|skrota[dt]|utrangera[dt]|slängd|slängt|kastad|såld\b|bortskänkt|stulen|borttagen|bortforslad|"
    rf"finns {_NOT}\b|{_NOT} kvar|saknas$|försvunnen|avyttra[dt]|återlämnad|utgått|utgången)"
)
_MOVE = re.compile(
    r"\b(?:(?:ska |skall |bör )?flyttas(?: över)? till|flytta till|flyttad till|flyttat till|utlånad till|lånas ut "
    r"till|lånad till|lånas till|"
    r"ska till|skall till|överförs till|överflyttas till|på väg till)\s+(?!service|lagning|reparation|"
    r"verkstad)(?P<where>[^.,;!?()\n]+)"
)


@dataclass(frozen=True)
class Marks:
    """`stop`: the words that take it out of use, empty when it is in use. `where`: the place it is said to move to."""

    stop: str = ""
    gone: bool = False
    where: str = ""
    uncertain: bool = False


@lru_cache(maxsize=10_000)
def read_marks(written: str) -> Marks:
    """What a note or a status says about whether the item is used here."""
    text = key(written)
    if not text:
        return Marks()
    stopped, gone, uncertain = False, False, False
    for part in _CLAUSE.split(text):
        clause = " ".join(part.split())
        if not clause:
            continue
        says = _says(clause)
        if says is not None:
            uncertain = uncertain or (stopped and not says)
            stopped = says
        gone = gone or bool(_GONE.search(clause))
    # The place is looked up in the text as written, to keep its capitals.
    move = _MOVE.search(clean(written)) or _MOVE.search(text)
    where = clean(move.group("where")) if move else ""
    return Marks(clean(written) if stopped or gone else "", gone, where, uncertain)


def _says(clause: str) -> bool | None:
    """True: must not be used; False: is used; None: the clause does not decide."""
    if _NEGATED_STOP.search(clause):
        return False
    if re.search(r"\b(?:får|kan|går att|ok att) (?:ändå )?(?:användas?|köras|brukas)\b", clause):
        return False
    if _NOT_WORKING.search(clause):
        return True
    stopped = _STOPPED.search(clause)
    undecided = _UNDECIDED.search(clause)
    if stopped:
        before = undecided is not None and undecided.start() < stopped.start()
        return None if before and not _OUTRIGHT.search(clause) else True
    if _WORKING.search(clause) and not undecided:
        return False
    return None
