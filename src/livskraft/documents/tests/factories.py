"""Which papers do the tests print?"""

from datetime import date
from decimal import Decimal

from livskraft.documents.report import (
    Align,
    Block,
    Bullets,
    CellKind,
    Column,
    Facts,
    Figure,
    Heading,
    Label,
    Labels,
    Notice,
    Orientation,
    PageBreak,
    Qr,
    Report,
    Sign,
    SignatureLine,
    Table,
    Text,
    Tone,
)
from livskraft.kit.partial_date import PartialDate

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="20" height="10" fill="#0B5563"/></svg>'

HOSTILE = [
    '#import "@preview/x:1.0.0"',
    '#include("/etc/passwd") #panic()',
    "$x$ *fet* _kursiv_ @label <label> `kod` // borta",
    "\u202egnp.exe\u2066",
    "nolla\x00slut",
    "rad ett\r\nrad två\rrad tre",
    "</script><script>document.title = 'ran'</script>{{ x }}{% load y %}",
    '=HYPERLINK("https://evil.invalid")',
    "👩‍🔬 中文 سلام",
    "\\ \" ' & < >",
    "x" * 400,
]


def binder(rows: int = 20) -> Report:
    columns = [
        Column("Nr", 0, align=Align.RIGHT),
        Column("Utrustning", 2),
        Column("Serienummer", 1.3),
        Column("Anskaffad", 0, CellKind.DATE),
        Column("Pris", 0, CellKind.MONEY, unknown="–"),
        Column("Felanmäl", 0, align=Align.CENTER),
    ]
    return Report(
        "Inventarielista Åsgården",
        subtitle="Minigymmet i Åsgårdens trygghetsboende",
        meta=[("Enhetschef", "Örjan Änglund"), ("Utförare", None)],
        version="7",
        dated=date(2026, 3, 17),
        orientation=Orientation.LANDSCAPE,
        blocks=[
            Table(
                columns,
                [
                    (
                        str(number + 1),
                        f"Löpband {number + 1}",
                        None if number % 2 else f"VG-{10400 + number}",
                        [PartialDate(2019), PartialDate(2023, 9), PartialDate(2016, 9, 17), None][number % 4],
                        Decimal("12500.50"),
                        Qr(f"https://livskraft.example/u/{number}", f"Felanmäl löpband {number + 1}"),
                    )
                    for number in range(rows)
                ],
                note="Okänt betyder att uppgiften saknas.",
            ),
            SignatureLine("Underskrift, enhetschef"),
        ],
    )


def everything() -> list[Block]:
    return [
        Heading("Resultat"),
        Text("Första stycket.\nAndra raden."),
        Notice("Maskinen är ur bruk.", Tone.WARNING),
        Heading("Underlag", 2),
        Facts([("Tid på plats", "två timmar"), ("Faktureras", ""), ("Datum", date(2026, 3, 17)), ("Kostnad", 1234.5)]),
        Heading("Så gör du", 3),
        Bullets(["Sätt upp skylten.", "Beställ service."]),
        Table([Column("Föremål"), Column("Antal", 0, CellKind.NUMBER)], [("Hantel", 12)], caption="Antal"),
        Table([Column("Föremål")], [], caption="Tomt", empty="Inget att visa."),
        Figure(SVG, "Stapel som visar tolv hantlar", caption="Hantlar"),
        PageBreak(),
        Qr("https://livskraft.example/p/1", "Protokollet i Livskraft"),
        SignatureLine("Underskrift, besiktningsman"),
        Sign("UR BRUK"),
        Labels([Label("Benpress MG-2", "Anmäl fel", Qr("https://livskraft.example/m/1", "Kod till benpressen"))]),
        Labels([], empty="Inget att klippa ut."),
    ]


def hostile() -> Report:
    table = Table(
        [Column("Text"), Column("Igen")], [(text, text) for text in HOSTILE], caption=HOSTILE[0], note=HOSTILE[2]
    )
    return Report(
        HOSTILE[0] + HOSTILE[4] + HOSTILE[8],
        subtitle=HOSTILE[2],
        meta=[(text, text) for text in HOSTILE],
        version=HOSTILE[3],
        blocks=[
            *[Heading(text) for text in HOSTILE],
            *[Text(text) for text in HOSTILE],
            Bullets(HOSTILE),
            Facts([(text, text) for text in HOSTILE]),
            table,
            *[Notice(text) for text in HOSTILE],
            *[SignatureLine(text) for text in HOSTILE],
            *[Figure(SVG, text, caption=text) for text in HOSTILE],
            *[Qr(text[:100], text) for text in HOSTILE],
            *[Sign(text) for text in HOSTILE],
            Sign("\x00"),
            Labels([Label(text, text, Qr(text[:100], text)) for text in HOSTILE]),
        ],
    )
