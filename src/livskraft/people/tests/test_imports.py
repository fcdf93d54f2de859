"""Is a list of persons found in a workbook, and does nothing of a protected row come out of it?"""

import io

import pytest
from openpyxl import Workbook

from livskraft.kit.errors import Refused
from livskraft.people.imports import MOST_ROWS, read_persons


def listed(text, encoding="utf-8"):
    return read_persons(text.encode(encoding))


def test_semicolons_and_an_old_encoding():
    found = listed("Förnamn;Efternamn;Född\nÅke;Öhman;1941\n", "cp1252")
    assert found.rows[2] | {"birth_year": "1941"} == found.rows[2]
    assert (found.rows[2]["given_name"], found.rows[2]["family_name"]) == ("Åke", "Öhman")


def test_titles_empty_rows_sums_and_headers_once_more_are_no_persons():
    text = "Besökare\n\n;\nNamn;Telefon;Lön\nElsa Ek;070-174;1\n;;\nNamn;Telefon;Lön\nAntal Szabó;;\nSumma: 2 st;;\n"
    found = listed(text)
    assert [found.rows[row]["given_name"] for row in sorted(found.rows)] == ["Elsa", "Antal"]
    assert found.ignored == ["Lön"]


def test_two_columns_of_numbers_and_of_telephones_are_both_read():
    text = "Namn;Personnummer;Samordningsnummer;Tel;Mobil\nEl;19440813-9089;;013-1;070-2\nBo;;701063-2391;;\nAl;1;2;;\n"
    found = listed(text).rows
    assert (found[2]["number"], found[2]["phone"]) == ("19440813-9089", "070-2 / 013-1")
    assert found[3]["number"] == "701063-2391"
    assert found[4]["number"] == "1 2"


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("Skyddad", "x"),
        ("Sekretess", "Ja"),
        ("Skyddade personuppgifter", "?"),
        ("Hemlig adress", "sant"),
        ("Anteckning", "Har sekretessmarkering sedan 2020"),
        ("Övrigt", "skyddad identitet"),
        ("Adress", "Skyddad adress"),
    ],
)
def test_of_a_protected_row_only_its_number_comes_out(header, cell):
    found = listed(f"Namn;{header}\nKanarie Vild;{cell}\nElsa Ek;Nej\n")
    assert found.marked == [2]
    assert list(found.rows) == [3]
    assert "Kanarie" not in str(found)


@pytest.mark.parametrize("cell", ["", "Nej", "n", "0", "-", " nej "])
def test_who_is_said_not_to_be_protected_is_read(cell):
    assert list(listed(f"Namn;Skyddad\nElsa Ek;{cell}\n").rows) == [2]


def test_the_first_sheet_with_names_is_read_and_the_others_are_named():
    book = Workbook()
    book.active.append(["Läs mig först"])
    for title in ("Besökare", "Avslutade"):
        book.create_sheet(title).append(["Namn"])
        book[title].append([f"{title} Ek"])
    out = io.BytesIO()
    book.save(out)
    found = read_persons(out.getvalue())
    assert [row["given_name"] for row in found.rows.values()] == ["Besökare"]
    assert found.sheets == ["Sheet", "Avslutade"]


@pytest.mark.parametrize("text", ["Vad;Hur\n1;2\n", "Namn\n", "Namn\nSumma\n", "Telefon\n070-1\n"])
def test_a_list_without_names_is_refused(text):
    with pytest.raises(Refused):
        listed(text)


def test_a_list_that_is_too_long_or_not_a_list_is_refused():
    with pytest.raises(Refused, match="fler än"):
        listed("Namn\n" + "Elsa Ek\n" * (MOST_ROWS + 1))
    with pytest.raises(Refused):
        read_persons(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(Refused):
        listed("Namn\n" + "x" * 1_000_000)


def test_what_is_too_long_is_found_to_be_so_and_not_cut_short():
    assert len(listed("Namn;Anpassningar\nElsa;" + "x" * 5000 + "\n").rows[2]["adaptations"]) == 1001
