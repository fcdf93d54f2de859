"""Can a text file be opened in a spreadsheet program without anything in it running?"""

import csv as reader
import io

import pytest

from livskraft.documents import csv
from livskraft.documents.report import Column, Report, Table
from livskraft.documents.tests.factories import HOSTILE, binder, everything


def rows(report: Report) -> list[list[str]]:
    text = csv.render(report).decode("utf-8-sig")
    return list(reader.reader(io.StringIO(text, newline=""), delimiter=";"))


def test_the_file_opens_in_swedish_excel() -> None:
    data = csv.render(binder())
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == 21
    assert rows(binder())[0] == ["Nr", "Utrustning", "Serienummer", "Anskaffad", "Pris", "Felanmäl"]
    assert rows(binder())[2] == ["2", "Löpband 2", "okänt", "2023-09", "12500,50", "https://livskraft.example/u/1"]


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "＝", "＋", "－", "＠", "\u00a0="])
def test_no_text_begins_as_a_formula(first: str) -> None:
    report = Report("Rapport", [Table([Column(first + "rubrik", unknown=first)], [(first + "1+1",), (None,)])])
    for row in rows(report):
        assert row[0].startswith("'")


def test_a_negative_number_is_a_number() -> None:
    assert rows(Report("Rapport", [Table([Column("Antal")], [(-5,), (-1.5,)])]))[1:] == [["-5"], ["-1,5"]]


def test_tables_follow_each_other() -> None:
    assert rows(Report("Rapport", everything())) == [["Föremål", "Antal"], ["Hantel", "12"], [], ["Föremål"]]


def test_quotes_semicolons_and_line_breaks_stay_in_their_cell() -> None:
    report = Report("Rapport", [Table([Column("Text")], [(text,) for text in [*HOSTILE, 'a;"b"\nc']])])
    assert len(rows(report)) == len(HOSTILE) + 2
    assert rows(report)[-1] == ['a;"b"\nc']


def test_an_apostrophe_is_set_only_where_it_is_needed() -> None:
    assert csv.guarded("a=b") == "a=b"
    assert csv.guarded("") == ""
    assert csv.guarded(" =1") == "' =1"
    assert csv.guarded("+46 70") == "'+46 70"
