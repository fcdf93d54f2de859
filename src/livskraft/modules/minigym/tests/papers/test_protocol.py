"""Does the protocol say everything that was found, and what was not inspected?"""

import shutil
import subprocess
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from PIL import Image

from livskraft.access.tests.factories import actor_at
from livskraft.documents import pdf
from livskraft.documents.report import Figure, Table
from livskraft.files import content
from livskraft.modules.minigym.actions.inspections import finish_round, record_verdict, start_round
from livskraft.modules.minigym.papers.protocol import protocol
from livskraft.modules.minigym.rules import Verdict
from livskraft.modules.minigym.tests.factories import EquipmentFactory, GymFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
def paper():
    gym = GymFactory()
    by = actor_at(gym.site, at=AT)
    good, bad, left = (EquipmentFactory(gym=gym, number=number) for number in ("G-1", "B-2", "L-3"))
    held = start_round(gym=gym, on=date(2026, 3, 3), inspector="Ines #Pektor_", by=by)
    record_verdict(round=held, item=good, verdict=Verdict.OK, by=by)
    out = BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "PNG")
    out.seek(0)
    out.name = "x.png"
    photo = content.picture(out)
    record_verdict(round=held, item=bad, verdict=Verdict.STOP, remark="Vajern $fransar", photo=photo, by=by)
    return protocol(finish_round(round=held, by=by)), left


def test_remarks_all_items_and_the_missed_have_a_table_each(paper):
    report, left = paper
    remarks, every, missed = (block for block in report.blocks if isinstance(block, Table))
    assert [row[2] for row in remarks.rows] == ["Vajern $fransar"]
    assert len(every.rows) == 2
    assert missed.rows == [[str(left)]]


def test_a_photo_is_described_for_those_who_cannot_see_it(paper):
    (figure,) = (block for block in paper[0].blocks if isinstance(block, Figure))
    assert "Vajern $fransar" in figure.alt


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")
def test_the_pdf_says_who_inspected_and_what_people_wrote_word_for_word(paper, tmp_path):
    path = tmp_path / "p.pdf"
    path.write_bytes(pdf.render(paper[0]))
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    assert "Ines #Pektor_" in text
    assert "Vajern $fransar" in text
