"""Which lists of persons do the tests need? Workbooks as messy as people make them, with what is true of every row."""

import io
import random
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from openpyxl import Workbook

from livskraft.kit.identity import _check_digit

GIVEN = ["Elsa", "Åke", "Märta", "Östen", "Anna-Lisa", "José", "Gun", "Nils", "Rut", "Ali", "Fatima", "Sven-Erik", "Na"]
FAMILY = ["Öhman", "Ek", "von Sydow", "O'Brien", "Null", "Åström", "Lindqvist", "al Hassan", "Summa", "de la Cruz"]
HEADERS = ["Nr", "Efternamn, Förnamn", "Personnr", "Kön", "Född år", "Telefon", "Mobil", "Mejl", "Adress", "Postnr",
    "Postort", "Språk", "Skyddad", "Ärendenr.", "Anteckning"]  # fmt: skip


@dataclass
class Truth:
    """Of each row's number: whom it is, as name, number, year and phone; the fields that are wrong; what is marked."""

    right: dict[int, tuple[str, str, int | None, str]] = field(default_factory=dict)
    wrong: dict[int, str] = field(default_factory=dict)
    twice: dict[int, int] = field(default_factory=dict)
    marked: list[int] = field(default_factory=list)


def number_of(born: date, serial: int, *, coordination: bool = False) -> str:
    """Twelve digits that are right. Such numbers may be somebody's, so they are made here and stored nowhere."""
    day = born.day + (60 if coordination else 0)
    nine = f"{born:%y%m}{day:02}{serial:03}"
    return f"{born:%Y}{nine[2:]}{_check_digit(nine)}"


def workbook(seed: int, size: int = 5000) -> tuple[bytes, Truth]:
    dice, truth = random.Random(seed), Truth()
    book = Workbook()
    front = book.active
    front.title = "Läs mig"
    front.append(["Uppdaterad av Gun"])
    sheet = book.create_sheet("Besökare")
    for title in (["Besökare på träffpunkten"], [], [None, "Utskriven", date(2026, 10, 1)], []):
        sheet.append(title)
    sheet.append(HEADERS)
    book.create_sheet("Avslutade").append(["Namn", "Personnummer"])
    book["Avslutade"].append(["Någon Annan", "19440813-9089"])
    written = 5
    made: list[tuple[int, dict[str, Any], tuple[str, str, int | None, str]]] = []
    for index in range(size):
        if dice.random() < 0.01:
            sheet.append(dice.choice([[], HEADERS, [None, "Summa", None, None, str(index)], [" ", "\u200b"]]))
            written += 1
        written += 1
        cells, told = _somebody(dice, index)
        chance = dice.random()
        if made and chance < 0.01:
            first, cells, _told = made[dice.randrange(len(made))]
            truth.twice[written] = first
        elif chance < 0.06:
            truth.wrong[written] = _spoil(dice, cells)
        elif chance < 0.07:
            cells[dice.choice(["Skyddad", "Anteckning"])] = dice.choice(["Sekretessmarkering", "skyddad identitet"])
            truth.marked.append(written)
        else:
            truth.right[written] = told
            if told[1]:
                made.append((written, dict(cells), told))
        sheet.append([cells.get(header) for header in HEADERS])
    sheet.append([None, "Antal", size])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), truth


def _somebody(dice: random.Random, index: int) -> tuple[dict[str, Any], tuple[str, str, int | None, str]]:
    """The name holds a word of its own, so that nobody is like anybody else by chance."""
    given, family = dice.choice(GIVEN), f"{dice.choice(FAMILY)}-{_letters(index)}"
    born = date(dice.randrange(1915, 1966), dice.randrange(1, 13), dice.randrange(1, 29))
    # The serial and the month together are nobody else's in the list.
    born = born.replace(year=1915 + index % 51, month=1 + index // 51 % 12)
    number = number_of(born, 1 + index % 999, coordination=dice.random() < 0.05)
    cells: dict[str, Any] = {"Nr": index, "Efternamn, Förnamn": _around(dice, f"{family}, {given}")}
    year: int | None = born.year
    if dice.random() < 0.85:
        cells["Personnr"] = _number(dice, number, born)
    else:
        number = ""
        cells["Född år"] = dice.choice([born.year, str(born.year), born, None])
        year = None if cells["Född år"] is None else year
        if year and dice.random() < 0.3:
            cells["Personnr"] = f"{born:%Y%m%d}-XXXX"
            cells["Född år"] = None
    if number and dice.random() < 0.5:
        man = int(number[10]) % 2
        cells["Kön"] = dice.choice(["M", "man", "Man "] if man else ["K", "kvinna", "Kvinna"])
    phone = f"070-174 {index % 90 + 10} {index // 90 % 90 + 10}"
    digits = "".join(filter(str.isdigit, phone))
    cells["Telefon"] = dice.choice([None, phone, int(digits), digits, f"+46{digits[1:]}", float(digits)])
    told = _phone(cells["Telefon"], phone)
    cells["Mejl"] = dice.choice([None, "-", "saknas", f"p{index}@example.invalid"])
    cells["Adress"] = dice.choice([None, "Storgatan 1 B", f"Ågatan\xa0{index}"])
    cells["Postnr"] = dice.choice([None, "582\xa022", 58222, "58222", "SE-582 22"])
    cells["Postort"] = dice.choice([None, "Lindvik", "LINDVIK"])
    cells["Språk"] = dice.choice([None, "svenska", "finska", "teckenspråk"])
    cells["Skyddad"] = dice.choice([None, None, "Nej", "nej ", 0, False])
    cells["Ärendenr."] = dice.choice([None, None, f"SON {index}/2025", 20250000 + index])
    return cells, (f"{given} {family}", number, year, told)


def _phone(cell: Any, phone: str) -> str:
    if cell is None:
        return ""
    digits = "".join(filter(str.isdigit, phone))
    return phone if cell == phone else f"+46{digits[1:]}" if str(cell).startswith("+") else digits


def _number(dice: random.Random, number: str, born: date) -> Any:
    short = f"{number[2:8]}{'+' if 2026 - born.year >= 100 else '-'}{number[8:]}"
    return dice.choice(
        [
            number,
            int(number),
            float(number),
            f"{number[:8]}-{number[8:]}",
            short,
            f"\xa0{short} ",
            f"{short}\u200e",
            short.replace("-", "–"),
            f"{number[:8]} - {number[8:]}",
        ]
    )


def _spoil(dice: random.Random, cells: dict[str, Any]) -> str:
    """Makes one cell of the row wrong, and says which field that is."""
    what, field_, value = dice.choice(
        [
            ("Personnr", "number", "19440813-9080"),
            ("Personnr", "number", "440813"),
            ("Personnr", "number", 4408139089 // 10),
            ("Personnr", "number", "210101-1234"),
            ("Personnr", "number", "TF 440813"),
            ("Född år", "birth_year", "0001-01-01"),
            ("Född år", "birth_year", "41"),
            ("Född år", "birth_year", 2031),
            ("Född år", "birth_year", date(1905, 4, 24)),
            ("Kön", "gender", "Z"),
            ("Telefon", "phone", "ring dottern"),
            ("Telefon", "phone", 123456),
            ("Mejl", "email", "elsa(at)example"),
            ("Postnr", "postcode", 5822),
            ("Efternamn, Förnamn", "given_name", None),
            ("Efternamn, Förnamn", "given_name", "Ek, Anna och Bo"),
            ("Adress", "street", "x" * 200),
        ]
    )
    if field_ == "birth_year":
        cells.pop("Personnr", None)
    cells[what] = value
    return field_


def _around(dice: random.Random, text: str) -> str:
    return dice.choice([text, f" {text}", text.replace(" ", "\xa0"), f"\u202e{text}", text.replace(", ", ",  ")])


def _letters(number: int) -> str:
    out = ""
    for _ in range(3):
        number, rest = divmod(number, 26)
        out = chr(97 + rest) + out
    return out.capitalize()
