"""Are columns recognised by the names that people give them?"""

from datetime import date

import pytest

from livskraft.modules.minigym.imports.columns import letter, match_header, recognise

TODAY = date(2026, 11, 22)
HEADERS = {
    "kind": [
        "Benämning", "BENÄMNING", "Benamning", "Bennämning", "Utrustning", "Redskap", "Maskin", "Typ av maskin",
        "Artikel", "Namn", "Benämning/utrustning", "Träningsredskap", "Benämning på utrustning", "Utrustn.",
    ],
    "acquired": [
        "Anskaffad", "Anskafad", "Anskaffad år", "Inköpsdatum", "Inköpt", "Inköpt (år)", "Köpt", "Inköpsår",
        "Anskaffningsår", "Inköpt/anskaffad", "Datum för inköp", "När inköpt", "Ansk.", "Inköpt datum", "ANSKAFFAD",
        "Anskaffn.datum", "Inköps datum", "Köpt år", "År", "Inskaffad",
    ],
    "owner": [
        "Ägare", "Agare", "Ansvar", "Ansvarig", "Inköpt av", "Köpt av", "Ägare/ansvar", "Vem äger?",
        "Vem har köpt in?", "Ägs av", "Ägare / ansvarig", "Inköpt av (kommun/utförare)", "Finansierat av", "Ägarskap",
        "Huvudman", "ÄGARE:", "Ansvarig för service", "Ägare (K/U/F)",
    ],
    "inspected": [
        "Senaste besiktning", "Besiktad", "Senast besiktigad", "Besiktning", "Besiktn.", "Senaste bes.",
        "Besiktningsdatum", "Sen. besiktning", "Senaste kontroll", "Besiktigad senast", "Kontrollerad",
        "Senaste besiktningen", "Besikting", "Besiktning 2023",
    ],
    "serviced": [
        "Senast servad", "Service", "Senaste service", "Servad", "Servicedatum", "Sen. service", "Serviced",
        "Senast service", "Service utförd", "Senaste servicetillfälle",
    ],
    "note": [
        "Anm.", "Anm", "Anmärkning", "Övrigt", "Kommentar", "Noteringar", "Ovrigt", "Övrig info", "Anteckningar",
        "Komment.",
    ],
    "number": [
        "Märkning", "Löpnr", "Nr", "Nr.", "Löpnummer", "Inv.nr", "Inventarienummer", "ID", "MG-nr", "Löp nr", "#",
        "Märkn.",
    ],
    "make": [
        "Fabrikat", "Märke", "Tillverkare", "Leverantör/fabrikat", "Fabr.",
    ],
    "model": [
        "Typ/modell", "Modell", "Typ", "Modell/typ", "Modellbeteckning",
    ],
    "serial_number": [
        "Serienummer", "Serienr", "Serienr.", "S/N", "Serie nr", "Serie-nr", "Tillverkningsnr",
    ],
    "placement": [
        "Placering", "Plats", "Rum", "Var?", "Står i", "Placering i lokal",
    ],
    "price": [
        "Inköpspris (kr)", "Pris", "Pris kr", "Kostnad", "Inköpspris", "Anskaffningsvärde", "Ca-pris",
        "Inköpskostnad",
    ],
    "max_user_weight": [
        "Maxvikt (kg)", "Max vikt", "Max brukarvikt", "Maxvikt", "Viktgräns", "Max. brukarvikt (kg)",
    ],
    "status": [
        "Status", "Skick", "Tillstånd",
    ],
    "next_date": [
        "Nästa besiktning", "Nästa service", "Besiktas senast", "Serviceintervall",
    ],
    "performed_by": [
        "Besiktigad av", "Servad av", "Besiktningsman", "Service utförd av",
    ],
    "supplementary": [
        "Ursprunglig/kompletterande", "Urspr./kompl.", "Kompletterande",
    ],
    "warranty_until": [
        "Garanti", "Garanti t.o.m.",
    ],
    "supplier": [
        "Leverantör",
    ],
    "quantity": [
        "Antal",
    ],
    None: [
        "Monark", "hörnet", "HUR", "VoF",
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("header", "field"), [(header, field) for field, headers in HEADERS.items() for header in headers]
)
def test_a_header_is_recognised(header, field):
    match = match_header(header)
    assert (match.field if match else None) == field


def fields(headers, *rows):
    return [column.field for column in recognise(headers, list(rows), TODAY)]


def test_no_field_is_taken_twice_and_the_cells_decide():
    rows = (["Benpress", "HUR", "3540", "kommun", "Berit"], ["Armcykel", "Monark", "881E", "utf.", "Kim"])
    assert fields(["Namn", "Fabrikat", "Typ", "Ansvar", "Ansvarig"], *rows) == ["kind", "make", "model", "owner", None]


def test_a_name_that_can_mean_two_things_is_decided_by_its_cells():
    assert fields(["Benämning", "Inköpt"], ["Benpress", "kommun"], ["Armcykel", "utf."]) == ["kind", "owner"]
    assert fields(["Benämning", "Köpt av"], ["Benpress", "2019"], ["Armcykel", "maj 2020"]) == ["kind", "acquired"]


def test_kinds_and_owners_are_found_without_a_header():
    assert fields(["Typ", "", "Anm."], ["Benpress", "kommun", "x"], ["Armcykel", "K", "y"]) == ["kind", "owner", "note"]


@pytest.mark.parametrize(("index", "expected"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_named_as_in_a_spreadsheet(index, expected):
    assert letter(index) == expected
