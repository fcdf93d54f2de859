"""Does the laminated sheet say the whole instruction, in its language, and lead to the machine?"""

import pytest

from livskraft.documents import pdf
from livskraft.documents.report import Bullets, Notice, Paper, Qr, Text, Tone
from livskraft.modules.minigym.papers.instruction import sheet
from livskraft.modules.minigym.queries.instructions import published
from livskraft.modules.minigym.tests.factories import EquipmentFactory, approved, in_language
from livskraft.ui.languages import BY_CODE

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    return EquipmentFactory(number="MG-7")


def blocks(report, kind):
    return [block for block in report.blocks if isinstance(block, kind)]


def test_it_says_the_steps_in_order_and_whom_to_ask_as_a_warning(item):
    approved(item.kind, ask_first="Fråga fysioterapeuten först.")
    report = sheet(published(item.kind), paper=Paper.A4)
    (steps,) = blocks(report, Bullets)
    assert (list(steps.items), steps.numbered) == (["Sätt dig.", "Tryck ifrån."], True)
    (asks,) = blocks(report, Notice)
    assert (asks.text, asks.tone) == ("Fråga fysioterapeuten först.", Tone.WARNING)
    assert (report.title, report.version, report.paper) == ("Benpress", "1", Paper.A4)
    assert blocks(report, Qr) == []


def test_by_the_machine_it_has_the_number_what_is_special_and_the_code(item):
    approved(item.kind)
    url = "https://livskraft.example/m/x/"
    report = sheet(published(item.kind), paper=Paper.A5, item=item, addition="Spaken går trögt.", url=url)
    assert report.title == "Benpress MG-7"
    assert "Spaken går trögt." in [getattr(block, "text", "") for block in report.blocks]
    assert blocks(report, Qr)[0].data == url


def test_in_arabic_its_own_words_are_arabic_too_and_an_older_text_says_so(item):
    in_language(approved(item.kind), "ar")
    approved(item.kind, purpose="Nytt.")
    report = sheet(published(item.kind, BY_CODE["ar"]), paper=Paper.A5)
    assert report.language == "ar"
    assert "طريقة الاستخدام" in [getattr(block, "text", "") for block in report.blocks]
    assert blocks(report, Notice)[0].text.startswith("هذه ترجمة لنسخة أقدم")
    assert pdf.render(report).startswith(b"%PDF")


def test_what_was_written_by_hand_is_swedish_on_an_arabic_sheet_too(item):
    in_language(approved(item.kind), "ar")
    report = sheet(published(item.kind, BY_CODE["ar"]), paper=Paper.A5, item=item, addition="Spaken går trögt.")
    assert Text("Spaken går trögt.", language="sv") in report.blocks
