"""Is every list read as it is meant, with nothing dropped in silence?"""

import io
import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from livskraft.kit.errors import Refused
from livskraft.modules.minigym.imports import read_inventory
from livskraft.modules.minigym.rules import RegimeKey
from livskraft.modules.minigym.tests import workbooks

TODAY = date(2026, 11, 22)
DATA = Path(__file__).parent / "data"
HEADER = ["Benämning", "Ägare", "Anskaffad", "Besiktad", "Anm."]


def listed(*rows, header=HEADER, sheet="Blad1", **options):
    workbook = openpyxl.Workbook()
    workbook.active.title = sheet
    for row in [header, *rows]:
        workbook.active.append(row)
    return read(workbook, **options)


def read(workbook, **options):
    out = io.BytesIO()
    workbook.save(out)
    return read_inventory(out.getvalue(), filename="lista.xlsx", today=TODAY, **options)


@pytest.mark.parametrize("number", [1, 2])
def test_the_lists_that_units_keep_are_read_row_by_row_as_the_truth_says(number):
    preview = read_inventory(DATA / f"inventarielista-{number}.xlsx", filename="lista.xlsx", today=TODAY)
    truth = json.loads((DATA / f"inventarielista-{number}.truth.json").read_text())
    found = [
        {
            "row": item["row"],
            "kind": item["kind"],
            "regime": item["regime"],
            "acquired_year": int(item["acquired"][:4]),
            "inspected": item["inspected"] is not None,
            "broken": item["out_of_use"],
        }
        for item in preview.as_cli_json()["items"]
    ]
    assert found == truth["truth"]
    assert preview.gym_name == truth["gym"]
    assert preview.unread == []
    assert [sheet.name for sheet in preview.ignored_sheets] == ["Gammalt"]


def test_dates_keep_the_precision_they_are_written_with():
    preview = read_inventory(DATA / "inventarielista-1.xlsx", filename="lista.xlsx", today=TODAY)
    dates = {
        item.row: (item.acquired and item.acquired.iso, item.seen_to and item.seen_to.iso) for item in preview.items
    }
    assert dates[6] == ("2009-03", "2022-12-13")
    assert dates[9] == ("2017-10-27", "2023-06")
    assert dates[10] == ("2016-09-17", "2023-03")
    assert dates[18] == ("2011-03", None)
    assert dates[25] == ("2019-07-09", "2022")


@pytest.mark.parametrize("start", range(0, 220, 20))
def test_lists_that_nobody_has_seen_are_read_as_they_are_meant(start):
    for seed in range(start, start + 20):
        data, truth = workbooks.make(seed)
        preview = read_inventory(data, filename="lista.xlsx", today=TODAY)
        found = {item.pop("row"): item for item in preview.as_cli_json()["items"]}
        assert found == truth.rows, f"seed {seed}"
        assert preview.gym_name == truth.gym, f"seed {seed}"
        wrong = {(cell.row, cell.column) for cell in preview.unread if cell.field == "acquired"}
        assert wrong == {(row, " ".join(header.split())) for row, header in truth.unread}, f"seed {seed}"


@pytest.mark.parametrize("seed", range(6))
def test_every_written_row_is_an_item_or_is_named_among_the_skipped(seed):
    data, _truth = workbooks.make(seed)
    preview = read_inventory(data, filename="lista.xlsx", today=TODAY)
    sheet = openpyxl.load_workbook(io.BytesIO(data))[preview.sheet]
    written = {cell.row for row in sheet.iter_rows() for cell in row if cell.value is not None}
    accounted = (
        {item.row for item in preview.items} | {skipped.row for skipped in preview.skipped} | {preview.header_row}
    )
    assert written <= accounted | {preview.header_row - 1}


def test_the_same_file_gives_the_same_answer():
    data, _truth = workbooks.make(3)
    once, again = (read_inventory(data, filename="a", today=TODAY).as_json() for _ in range(2))
    assert json.dumps(once) == json.dumps(again)


def test_what_cannot_be_read_is_shown_with_the_reason_and_can_be_fixed():
    rows = (["Benpress", "kommun", "31/2 -20", "maj 2023", None],)
    (problem,) = listed(*rows).unread
    assert (problem.row, problem.column, problem.value) == (2, "Anskaffad", "31/2 -20")
    assert problem.why == "31 februari 2020 finns inte."
    fixed = listed(*rows, fixes={(2, "acquired"): "mars 2020"})
    assert fixed.unread == []
    assert fixed.items[0].acquired.iso == "2020-03"
    left_unknown = listed(*rows, fixes={"2:acquired": None})
    assert left_unknown.unread == []
    assert left_unknown.items[0].acquired is None


def test_known_unknowns_are_not_errors():
    preview = listed(["Benpress", "kommun", "okänt", "aldrig", "?"], ["Armcykel", "K", "?", "-", None])
    assert preview.unread == []
    assert [(item.acquired, item.seen_to, item.note) for item in preview.items] == [(None, None, "")] * 2


def test_a_missing_owner_is_asked_for_except_for_wall_bars():
    preview = listed(["Benpress", None, "2019", None, None], ["Ribbstol", None, "2019", None, None])
    assert [item.regime for item in preview.items] == [None, RegimeKey.PROPERTY]
    assert [(cell.row, cell.field) for cell in preview.unread] == [(2, "owner")]
    assert (
        listed(["Benpress", None, "2019", None, None], fixes={(2, "owner"): "provider"}).items[0].regime == "provider"
    )


def test_wall_bars_are_the_property_owners_whoever_is_written():
    preview = listed(*(["Ribbstol", owner, "2019", None, None] for owner in ("kommun", "utföraren", "okänt", "nån")))
    assert {item.regime for item in preview.items} == {RegimeKey.PROPERTY}
    assert preview.unread == []
    assert "fast inredning" in preview.items[0].notices[0]


@pytest.mark.parametrize("word", ["kompletterande", "ursprunglig"])
def test_the_word_supplementary_never_decides_the_regime(word):
    header = ["Benämning", "Ursprunglig/kompletterande", "Ägare"]
    preview = listed(["Benpress", word, "kommun"], ["Armcykel", word, "utf."], header=header)
    assert [item.regime for item in preview.items] == [RegimeKey.MUNICIPAL, RegimeKey.PROVIDER]
    assert listed(["Benpress", word, None], header=header).items[0].regime is None
    assert listed(["Benpress", word], header=["Benämning", "Ägare"]).items[0].regime is None


def test_the_latest_of_inspection_and_service_counts():
    header = ["Benämning", "Ägare", "Senaste besiktning", "Senaste service"]
    preview = listed(
        ["Benpress", "K", "2022-05", "maj 2023"],
        ["Armcykel", "K", "2023-06-01", "2023"],
        ["Gåbarr", "K", "aldrig", "2021"],
        header=header,
    )
    assert [item.seen_to.iso for item in preview.items] == ["2023-05", "2023-06-01", "2021"]
    assert preview.items[0].inspected.iso == "2022-05"


def test_a_tick_under_a_year_says_that_it_was_inspected_that_year():
    header = ["Benämning", "Ägare", "Besiktning 2022", "Besiktning 2023"]
    preview = listed(["Benpress", "K", "x", None], ["Armcykel", "K", "ok", "x"], header=header)
    assert [item.inspected.iso for item in preview.items] == ["2022", "2023"]


def test_columns_can_be_mapped_by_hand():
    header = ["Grej", "Vems", "När", "Kolla"]
    rows = (["Benpress", "kommun", "2019", "2023"],)
    preview = listed(*rows, header=["Benämning", *header[1:]], mapping={"acquired": 2, "inspected": 3, "owner": 1})
    item = preview.items[0]
    assert (item.acquired.iso, item.inspected.iso, item.regime) == ("2019", "2023", RegimeKey.MUNICIPAL)
    assert listed(*rows, mapping={"acquired": None}).items[0].acquired is None


@pytest.mark.parametrize(("mapping", "why"), [({"kind": 99}, "Kolumnen finns inte"), ({"färg": 1}, "Okänt fält")])
def test_a_mapping_that_cannot_be_is_refused(mapping, why):
    with pytest.raises(Refused, match=why):
        listed(["Benpress", "kommun", "2019", None, None], mapping=mapping)


def test_a_heading_that_is_a_place_becomes_the_placement_of_rows_that_lack_one():
    header = [*HEADER, "Placering"]
    preview = listed(
        ["Benpress", "K", "2019", None, None, None],
        ["Rum 2:"],
        ["Armcykel", "K", "2019", None, None, None],
        ["Gåbarr", "K", "2019", None, None, "hörnet"],
        ["STYRKA"],
        ["Latsdrag", "K", "2019", None, None, None],
        header=header,
    )
    assert [item.placement for item in preview.items] == ["", "Rum 2", "hörnet", ""]
    assert [(skipped.row, skipped.what) for skipped in preview.skipped] == [(3, "heading"), (6, "heading")]


def test_rows_that_are_no_items_are_named_with_the_reason():
    preview = listed(
        ["Benpress", "kommun", "2019", None, None],
        [],
        HEADER,
        ["Armcykel", "kommun", "2019", None, None],
        ["Summa: 2 st", None, 45_000],
        ["Sign: ______", "Datum: 2023-09-01"],
        ["Fråga vaktmästaren om nyckeln"],
    )
    assert [item.kind for item in preview.items] == ["Benpress", "Armcykel"]
    assert [(skipped.row, skipped.what) for skipped in preview.skipped] == [
        (3, "blank"),
        (4, "header"),
        (6, "sum"),
        (7, "signature"),
        (8, "remark"),
    ]


def test_an_unknown_kind_and_a_lone_name_are_kept_as_written():
    preview = listed(["Kaffebryggare X2", "utf", "2019", None, None], ["Spegel"], ["Armcykel", "K", "2019", None, None])
    assert [(item.kind, item.kind_known) for item in preview.items][:2] == [
        ("Kaffebryggare X2", False),
        ("Spegel", False),
    ]


def test_a_row_without_a_name_is_shown_not_dropped():
    preview = listed([None, "kommun", "2019", "2023", None], ["Armcykel", "K", "2019", None, None])
    assert [(cell.row, cell.field, cell.why) for cell in preview.unread] == [(2, "kind", "Benämningen saknas.")]


def test_ditto_marks_repeat_the_row_above():
    preview = listed(["Balansplatta", "utf", "2019", None, None], ['"', '- " -', "dito", None, None])
    assert [(item.kind, item.regime, item.acquired.iso) for item in preview.items] == [
        ("Balansplatta", "provider", "2019")
    ] * 2


def test_a_stop_mark_counts_wherever_it_is_written():
    header = ["Benämning", "Ägare", "Status", "Ur bruk", "I bruk", "Placering"]
    preview = listed(
        ["Benpress", "K", "Trasig", None, None, None],
        ["Armcykel", "K", None, "x", None, None],
        ["Gåbarr", "K", None, None, "nej", None],
        ["Löpband (sönder)", "K", None, None, None, None],
        ["Latsdrag", "K", None, None, None, "förrådet, ur bruk"],
        ["Axelpress", "K", "ok", "nej", "ja", "hörnet"],
        header=header,
    )
    assert [item.out_of_use for item in preview.items] == [True, True, True, True, True, False]
    assert preview.items[3].kind == "Löpband"
    assert preview.items[3].note == "Löpband (sönder)"


def test_a_person_can_say_in_the_preview_that_an_item_is_in_use_or_leave_a_row_out():
    rows = (["Benpress", "K", "2019", None, "trasig"], ["Armcykel", "K", "2019", None, None])
    preview = listed(*rows, fixes={(2, "out_of_use"): "nej", (3, "skip"): "ja"})
    assert [(item.row, item.out_of_use) for item in preview.items] == [(2, False)]
    assert [(skipped.row, skipped.what) for skipped in preview.skipped] == [(3, "removed")]


def test_a_move_in_the_notes_is_reported_and_does_not_stop_the_item():
    (item,) = listed(["Benpress", "K", "2019", None, "flyttas till Tallbacken"]).items
    assert (item.moves_to, item.out_of_use) == ("Tallbacken", False)


def test_marks_that_stand_twice_are_pointed_out():
    preview = listed(
        ["Benpress", "K", "MG-02"],
        ["Armcykel", "K", 2],
        ["Gåbarr", "K", "3"],
        header=["Benämning", "Ägare", "Märkning"],
    )
    assert [item.number_key for item in preview.items] == ["2", "2", "3"]
    assert [bool(item.notices) for item in preview.items] == [True, True, False]


def test_a_column_that_is_not_imported_is_said():
    preview = listed(["Benpress", "K", "grön"], header=["Benämning", "Ägare", "Dekal"])
    assert preview.notices == ["Kolumnen ”Dekal” läses inte in."]


def test_who_bought_it_goes_before_who_looks_after_it():
    preview = listed(["Benpress", "kommun", "utf."], header=["Benämning", "Ansvarig", "Inköpt av"])
    assert preview.items[0].regime == RegimeKey.PROVIDER


def test_the_sheet_in_use_is_chosen_and_the_others_are_named():
    workbook = openpyxl.Workbook()
    workbook.active.title = "Kasserat"
    for name, kind in (("Kasserat", "Armcykel"), ("Lista", "Benpress")):
        sheet = workbook[name] if name in workbook.sheetnames else workbook.create_sheet(name)
        sheet.append(HEADER)
        sheet.append([kind, "kommun", "2019", None, None])
    workbook.create_sheet("Tomt")
    preview = read(workbook)
    assert (preview.sheet, preview.items[0].kind) == ("Lista", "Benpress")
    assert [(sheet.name, sheet.why.split(".")[0]) for sheet in preview.ignored_sheets] == [
        ("Kasserat", "Bladet har också en lista (2 rader)"),
        ("Tomt", "Bladet är tomt"),
    ]
    assert read(workbook, sheet="Kasserat").items[0].kind == "Armcykel"


def test_a_text_file_is_a_list_too():
    text = "Inventarielista Ekbacken;;\nBenämning;Ägare;Anskaffad\nRibbstol;VoF;mars 2019\n"
    preview = read_inventory(text.encode("cp1252"), filename="lista.csv", today=TODAY)
    assert (preview.gym_name, preview.items[0].row, preview.items[0].regime) == ("Ekbacken", 3, RegimeKey.PROPERTY)


@pytest.mark.parametrize("data", [b"hej hopp\n", b"Namn;Telefon\nKim;070\n"])
def test_a_file_without_an_inventory_is_refused_with_what_it_needs(data):
    with pytest.raises(Refused, match=r"Hittar ingen inventarielista|Hittar ingen kolumn|Det finns ingen utrustning"):
        read_inventory(data, filename="a.csv", today=TODAY)


def test_without_a_column_of_names_the_columns_are_shown_for_mapping():
    header = ["Sakerna", "Ägare", "Anskaffad"]
    preview = listed(["Grunka", "kommun", "2019"], header=header)
    assert (preview.needs_kind, preview.items) == (True, [])
    assert [column.header for column in preview.columns] == header
    mapped = listed(["Grunka", "kommun", "2019"], header=header, mapping={"kind": 0})
    assert [item.kind for item in mapped.items] == ["Grunka"]


def test_a_list_without_items_is_refused():
    with pytest.raises(Refused, match="Det finns ingen utrustning"):
        listed()


def test_long_lists_tell_how_far_they_have_come():
    told = []
    listed(*(["Benpress", "kommun", "2019", None, None] for _ in range(600)), progress=lambda *step: told.append(step))
    assert told == [(0, 600), (250, 600), (500, 600), (600, 600)]


def test_a_text_longer_than_the_inventory_keeps_is_pointed_out():
    preview = listed(["Benpress", "K", "a" * 90], header=["Benämning", "Ägare", "Fabrikat"])
    assert [(cell.field, cell.why) for cell in preview.unread] == [("make", "Texten är längre än 80 tecken.")]
    assert len(preview.items[0].make) == 80
