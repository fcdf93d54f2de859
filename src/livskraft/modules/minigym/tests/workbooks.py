"""What inventory workbooks do units keep? Makes as many different ones as asked for, each with the truth beside it."""

from __future__ import annotations

import io
import random
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
from openpyxl.styles import Font, PatternFill

KINDS = (
    "Motionscykel", "Recumbentcykel", "Crosstrainer", "Benpress", "Bencurl/bensträck", "Rodd sittande", "Chest press",
    "Ribbstol",
    "Balansplatta", "Hantelställ 1–10 kg", "Gåbarr", "Träningsbänk, bred", "Armcykel", "Step-up bräda", "Pulley-drag",
    "Löpband",
)  # fmt: skip
OWNERS = {
    "municipal": [
        "kommun", "Kommunen", "K", "VoF", "Ekköpings kommun", "Vård & omsorg", "kommunal",
        "Vård- och omsorgsförvaltningen",
        "förvaltningen", "Äldrenämnden", "Inköpt av kommunen", "kommunen (kompletterande)", "KOMMUNEN ", "Kommun (VoF)",
    ],
    "provider": [
        "Utförare", "utföraren", "utf.", "utf", "egen (utf.)", "Solhem Omsorg AB – egeninköpt", "ägs av utföraren",
        "egeninköpt",
        "verksamheten", "Verksamhetens egen", "U", "Utförarens (kompl.)",
    ],
    "property": ["Fastighetsägaren", "fastighetsägare", "FÄ", "Hyresvärd", "Fastighetsägaren (bostadsbolaget)",
    "Bostadsbolaget"],
}  # fmt: skip
HEADERS = {
    "kind": ["Benämning", "Utrustning", "Redskap", "Maskin", "BENÄMNING", "Benämning/utrustning", "Bennämning",
    "Typ av utrustning"],
    "make": ["Fabrikat", "Märke", "Tillverkare", "Fabr."],
    "model": ["Typ/modell", "Modell", "Modell/typ", "Typ"],
    "serial": ["Serienummer", "Serienr", "S/N", "Serie nr", "Tillverkningsnr"],
    "number": ["Märkning", "Löpnr", "Nr", "Inv.nr", "MG-nr"],
    "acquired": ["Anskaffad", "Inköpt", "Inköpsår", "Köpt", "Anskaffningsdatum", "Anskafad", "Inköpsdatum:",
    "Datum för inköp"],
    "owner": ["Ägare", "Ansvar", "Ansvarig", "Inköpt av", "Ägare/ansvar", "ÄGARE", "Vem äger?", "Ägs av"],
    "inspected": ["Senaste besiktning", "Besiktad", "Senast besiktigad", "Besiktning", "Sen. besiktning", "Besikting"],
    "serviced": ["Senast servad", "Service", "Senaste service", "Servad"],
    "note": ["Anm.", "Övrigt", "Anmärkning", "Kommentar", "Noteringar", "Ovrigt"],
    "placement": ["Placering", "Plats", "Rum", "Står i"],
    "price": ["Inköpspris (kr)", "Pris", "Kostnad", "Pris kr", "Anskaffningsvärde"],
    "weight": ["Maxvikt (kg)", "Max brukarvikt", "Maxbelastning"],
    "extra": ["Urspr./kompl.", "Nästa besiktning", "Besiktigad av", "Garanti", "Leverantör", "Färg"],
}  # fmt: skip
STOPPED = [
    "trasig – ur bruk!", "TRASIG", "ur bruk sedan maj", "ur funktion", "avställd", "får ej användas", "sönder",
    "Avstängd i väntan på service",
    "lagad 2021, trasig igen", "ej i bruk", "fungerar inte", "Ur bruk. Flyttas till Tallbacken",
]  # fmt: skip
FINE = [
    None, None, None, None, "gnisslar", "flyttas till Tallbacken", "ok", "trasig men lagad 2023", "ej trasig",
        "åter i bruk", "ny sits 2020",
    "risk att gå sönder om man drar", "?", "smörjs varje månad",
]  # fmt: skip
SHORT = ("jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sept", "okt", "nov", "dec")
LONG = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
    "december",
)  # fmt: skip
DAY_STYLES = (
    lambda d: datetime.combine(d, time()),
    lambda d: d.isoformat(),
    lambda d: f"{d.day}/{d.month} -{d:%y}",
    lambda d: f"{d.day}/{d.month}-{d:%y}",
    lambda d: f"{d.day}/{d.month} {d.year}",
    lambda d: f"{d.day}.{d.month}.{d.year}",
    lambda d: f"{d:%Y%m%d}",
    lambda d: int(f"{d:%Y%m%d}"),
    lambda d: f"{d.day} {LONG[d.month - 1]} {d.year}",
    lambda d: f"{d.day} {SHORT[d.month - 1]} -{d:%y}",
    lambda d: f"{d.isoformat()} 00:00:00",
    lambda d: f"den {d.day} {LONG[d.month - 1].upper()} {d.year}",
    lambda d: (d - date(1899, 12, 30)).days,
)
MONTH_STYLES = (
    lambda d: f"{SHORT[d.month - 1]} {d.year}",
    lambda d: f"{LONG[d.month - 1].capitalize()} {d.year}",
    lambda d: f"{d:%Y-%m}",
    lambda d: f"{SHORT[d.month - 1]}-{d:%y}",
    lambda d: f"{SHORT[d.month - 1]} -{d:%y}",
    lambda d: f"{d.year}/{d:%m}",
    lambda d: f"{d.month}/{d.year}",
    lambda d: f"{SHORT[d.month - 1][:3]}. {d.year}",
)
YEAR_STYLES = (
    lambda d: f"{d.year}",
    lambda d: d.year,
    lambda d: f"ca {d.year}",
    lambda d: f"HT {d.year}",
    lambda d: f"våren {d.year}",
    lambda d: f"~{d.year}",
    lambda d: f"{d.year}?",
    lambda d: f"-{d:%y}",
    lambda d: f" {d.year} ",
)
UNKNOWN = ("okänt", "?", "-", None, "saknas", "vet ej", "–")
NEVER = ("aldrig", "-", None, "ej besiktad", "?", "inte gjord")
UNREADABLE = ("före 2010", "31/2 -20", "2015 eller 2016", "17/9", "gamla", "2055")


@dataclass
class Truth:
    gym: str
    rows: dict[int, dict[str, Any]] = field(default_factory=dict)
    unread: set[tuple[int, str]] = field(default_factory=set)


def make(seed: int) -> tuple[bytes, Truth]:
    """A workbook that no two seeds give alike, and what it says."""
    dice = random.Random(seed)
    truth = Truth(gym=dice.choice(["Östanbäck", "Ekbacken", "Åsgården", "Norra Källan"]))
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = dice.choice(["Blad1", "Inventarier", "Lista", "Minigym"])
    columns = _columns(dice)
    left = dice.choice([0, 0, 0, 1, 2])
    row = _titles(dice, sheet, truth.gym, left)
    row = _header(dice, sheet, row, left, columns)
    header = [dice_name for _name, dice_name in columns]
    for index in range(dice.randint(6, 24)):
        row = _interlude(dice, sheet, row, left, header, index)
        _item(dice, sheet, row, left, columns, truth)
        row += 1
    _footer(dice, sheet, row, left, len(truth.rows))
    _dress(dice, workbook, sheet)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue(), truth


def _columns(dice: random.Random) -> list[tuple[str, str]]:
    names = [
        "kind",
        "acquired",
        "owner",
        "note",
        *dice.sample(["make", "model", "serial", "number", "placement", "price", "weight"], 5),
    ]
    names += dice.choice([["inspected"], ["serviced"], ["inspected", "serviced"]])
    names += ["extra"] * dice.choice([0, 0, 1])
    dice.shuffle(names)
    headers = [dice.choice(HEADERS[name]) for name in names]
    style = dice.choice(
        [str, str, str, str.upper, str.lower, lambda text: text + " ", lambda text: text.replace(" ", "\n")]
    )
    return [(name, style(header)) for name, header in zip(names, headers, strict=True)]


def _titles(dice: random.Random, sheet: Any, gym: str, left: int) -> int:
    row = dice.choice([1, 1, 2, 3])
    title = dice.choice(
        [
            f"INVENTARIELISTA MINIGYM – {gym}",
            f"Inventarielista {gym}",
            f"Minigym: {gym}",
            f"Utrustning i minigymmet, {gym}",
        ]
    )
    sheet.cell(row, left + 1, title)
    if dice.random() < 0.7:
        sheet.merge_cells(start_row=row, end_row=row, start_column=left + 1, end_column=left + 6)
    if dice.random() < 0.7:
        row += 1
        sheet.cell(row, left + 1, "Uppdaterad:")
        sheet.cell(row, left + 2, dice.choice(["HT 2023", "2023-09-01", "mars 2024"]))
    return row + dice.randint(1, 3)


def _header(dice: random.Random, sheet: Any, row: int, left: int, columns: list[tuple[str, str]]) -> int:
    two = dice.random() < 0.15 and [name for name, _ in columns if name in {"inspected", "serviced"}]
    for at, (name, header) in enumerate(columns, start=left + 1):
        sheet.cell(row, at, header).font = Font(bold=True)
        if two and name in {"inspected", "serviced"}:
            sheet.cell(row, at, "Senaste")
            sheet.cell(row + 1, at, {"inspected": "besiktning", "serviced": "service"}[name])
    return row + (2 if two else 1)


def _interlude(dice: random.Random, sheet: Any, row: int, left: int, header: list[str], index: int) -> int:
    chance = dice.random()
    if index and chance < 0.08:
        return row + 1
    if chance < 0.13:
        heading = dice.choice(["Rum 2:", "KONDITION", "Styrka", "Källaren", "Plan 1", "Balans:"])
        sheet.cell(row, left + dice.choice([1, 1, 2]), heading)
        return row + 1
    if index > 4 and chance < 0.16:
        for at, name in enumerate(header, start=left + 1):
            sheet.cell(row, at, name)
        return row + 1
    return row


def _item(dice: random.Random, sheet: Any, row: int, left: int, columns: list[tuple[str, str]], truth: Truth) -> None:
    kind = dice.choice(KINDS)
    regime = dice.choices(["municipal", "provider", "property"], [6, 3, 1])[0]
    stopped = dice.random() < 0.2
    fact: dict[str, Any] = {"kind": kind, "regime": regime, "acquired": None, "inspected": None, "out_of_use": stopped}
    if kind == "Ribbstol":
        fact["regime"] = "property"
    for at, (name, header) in enumerate(columns, start=left + 1):
        value: Any = None
        if name == "kind":
            value = _kind_text(dice, kind)
        elif name == "owner":
            value = _around(dice, dice.choice(OWNERS[regime]))
        elif name == "note":
            value = dice.choice(STOPPED) if stopped else dice.choice(FINE)
        elif name == "acquired":
            value, fact["acquired"] = _date(dice, UNKNOWN)
            if value in UNREADABLE:
                truth.unread.add((row, header))
        elif name in {"inspected", "serviced"}:
            value, iso = _date(dice, NEVER, wrong=False)
            fact["inspected"] = max(
                filter(None, (fact["inspected"], iso)), key=lambda text: text.ljust(10, "-"), default=None
            )
        else:
            value = _other(dice, name, row)
        sheet.cell(row, at, value)
    truth.rows[row] = fact


def _kind_text(dice: random.Random, kind: str) -> str:
    change = dice.choice(
        [str, str, str.upper, str.lower, lambda text: text + " ", lambda text: unicodedata.normalize("NFD", text)]
    )
    return _around(dice, change(kind))


def _around(dice: random.Random, text: str) -> str:
    return dice.choice([text, text, text, f" {text}", f"{text}\u00a0", text.replace(" ", "\u00a0")])


def _date(dice: random.Random, absent: tuple[str | None, ...], wrong: bool = True) -> tuple[Any, str | None]:
    day = date(2009, 1, 1) + timedelta(days=dice.randrange(5_400))
    chance = dice.random()
    if chance < 0.12:
        return dice.choice(absent), None
    if wrong and chance < 0.15:
        return dice.choice(UNREADABLE), None
    if chance < 0.55:
        return dice.choice(DAY_STYLES)(day), day.isoformat()
    if chance < 0.8:
        return dice.choice(MONTH_STYLES)(day), f"{day:%Y-%m}"
    return dice.choice(YEAR_STYLES)(day), f"{day:%Y}"


def _other(dice: random.Random, name: str, row: int) -> Any:
    return dice.choice(
        {
            "make": ["Monark", "HUR", "okänt", None, "Airex"],
            "model": ["Ergomedic 828E", "3540", None, 5530],
            "serial": ["104857", "M40439-90", "?", None, "042860", 362889],
            "number": [f"MG-{row}", f"{row:02}", row, float(row)],
            "placement": ["hörnet", "vid fönstret", "Rum 2", None],
            "price": ["12 500 kr", "9 995,50", "ca 7000", 18900, None, "12\u00a0500", "12.500:-"],
            "weight": [150, "160 kg", None, "max 135 kg"],
            "extra": ["kompl.", "ursprunglig", None, "blå"],
        }[name]
    )


def _footer(dice: random.Random, sheet: Any, row: int, left: int, count: int) -> None:
    row += dice.choice([0, 1, 2])
    if dice.random() < 0.7:
        sheet.cell(row, left + 1, dice.choice([f"Summa: {count} st", f"Totalt {count} st", "SUMMA"]))
        if dice.random() < 0.3:
            sheet.cell(row, left + 3, 123_456)
        row += 1
    if dice.random() < 0.7:
        sheet.cell(
            row,
            left + 1,
            dice.choice(["Sign: ________________", "Underskrift:", "Datum och sign: ........", "_____________"]),
        )


def _dress(dice: random.Random, workbook: Any, sheet: Any) -> None:
    """What a reader must not trip over: colours, hidden rows and columns, other sheets."""
    sheet.column_dimensions["B"].hidden = dice.random() < 0.2
    sheet.row_dimensions[9].hidden = dice.random() < 0.2
    sheet["A7"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet["AZ900"].font = Font(bold=True)
    if dice.random() < 0.5:
        workbook.create_sheet("Gammalt")["A1"] = "flyttat till pärm"
    if dice.random() < 0.3:
        old = workbook.create_sheet("Kasserat", 0)
        old.append(["Benämning", "Anskaffad", "Ägare", "Anm."])
        old.append(["Motionscykel", "1999", "kommun", "skrotad"])
    if dice.random() < 0.3:
        workbook.create_sheet("Dold").sheet_state = "hidden"
