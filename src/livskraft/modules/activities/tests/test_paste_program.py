"""Does manage.py paste_program read a text file as staff save it, and refuse clearly what is none?"""

import json
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

PROGRAMME = """Träffpunkten – vecka 18
Måndag
• 10–12 Våffelcafé 20 kr
• 14 Sång, gratis
Tisdag: stängt
Välkomna på måndag!
"""


def paste(path, *options, year=2026):
    out = StringIO()
    call_command("paste_program", str(path), "--year", str(year), *options, stdout=out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path):
    def write(content):
        path = tmp_path / "program.txt"
        path.write_bytes(content)
        return path

    return write


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_text_is_read_in_the_encodings_that_programs_save_in(file, encoding):
    text = PROGRAMME.replace("\n", "\r\n")
    assert json.loads(paste(file(text.encode(encoding)), "--json")) == {
        "activities": [
            {"date": "2026-04-27", "start": "10:00", "end": "12:00", "title": "Våffelcafé", "cost": 20},
            {"date": "2026-04-27", "start": "14:00", "end": None, "title": "Sång", "cost": 0},
        ],
        "closed": ["2026-04-28"],
        "unread": ["Välkomna på måndag!"],
    }


def test_without_json_the_answer_is_for_people(file):
    told = paste(file(PROGRAMME.encode()))
    assert "2026-04-27  10.00–12.00  Våffelcafé  20 kr  (rad 3)" in told
    assert "2026-04-27  14.00  Sång  gratis  (rad 4)" in told
    assert "2026-04-28  stängt" in told
    assert "Rad 6 förstods inte: Välkomna på måndag!" in told
    assert "2 aktiviteter, 1 stängda dagar, 1 rader förstods inte." in told


def test_a_cell_that_was_not_understood_is_told(file):
    told = paste(file("Vecka 18\n\tMåndag\tTisdag\nFM\t10 Sång\tBoule\n".encode()))
    assert "Rad 3, en ruta förstods inte: Boule" in told


def test_an_empty_file_holds_nothing(file):
    assert json.loads(paste(file(b""), "--json")) == {"activities": [], "closed": [], "unread": []}


@pytest.mark.parametrize("content", [b"PK\x03\x04\x00\x00", b"\xff\xfeM", b"Bingo\x00kl 10", b"\x81\x8d\x8f"])
def test_what_is_no_text_is_refused(file, content):
    with pytest.raises(CommandError, match="ingen textfil"):
        paste(file(content))


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CommandError, match="finns inte"):
        paste(tmp_path / "borta.txt")


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(CommandError, match="är ingen fil"):
        paste(tmp_path)


def test_a_file_larger_than_any_programme_is_refused(file):
    with pytest.raises(CommandError, match="för stor"):
        paste(file(b"x" * 2_000_001))


@pytest.mark.parametrize("year", [1, 1999, 2100, 9999, -5])
def test_a_year_that_cannot_be_right_is_refused(file, year):
    with pytest.raises(CommandError, match=re.escape(f"Året {year} kan inte vara rätt")):
        paste(file(PROGRAMME.encode()), year=year)


def test_the_year_must_be_said(file):
    with pytest.raises(CommandError):
        call_command("paste_program", str(file(b"")))
