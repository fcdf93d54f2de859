"""Do the label and the sign lead to the machine, and say nothing else of it?"""

from datetime import UTC, date, datetime

import pytest
from django.conf import settings

from livskraft.access.tests.factories import actor_at
from livskraft.documents import pdf
from livskraft.documents.report import Labels, Qr, Sign
from livskraft.modules.minigym.actions.equipment import take_out_of_use
from livskraft.modules.minigym.papers.labels import labels, scanned, stop_sign
from livskraft.modules.minigym.tests.factories import EquipmentFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 3)


@pytest.fixture
def item():
    return EquipmentFactory()


def test_the_code_is_the_public_address(item):
    assert scanned(item) == f"{settings.BASE_URL.rstrip('/')}/m/{item.token}/"
    assert scanned(item.gym) == f"{settings.BASE_URL.rstrip('/')}/m/gym/{item.gym.token}/"


def test_the_sheet_begins_with_the_gyms_own_label(item):
    (sheet,) = [block for block in labels(item.gym, [item], dated=DAY).blocks if isinstance(block, Labels)]
    assert [label.title for label in sheet.labels] == [item.gym.name, str(item)]
    assert [label.code.data for label in sheet.labels] == [scanned(item.gym), scanned(item)]
    (alone,) = [
        block for block in labels(item.gym, [item], dated=DAY, with_gym=False).blocks if isinstance(block, Labels)
    ]
    assert [label.title for label in alone.labels] == [str(item)]


def test_the_sign_says_since_when_and_not_why_or_who(item):
    by = actor_at(item.gym.site, at=datetime(2026, 3, 2, 23, 30, tzinfo=UTC))
    stop = take_out_of_use(item=item, reason="Vajern av", by=by)
    paper = stop_sign(item, stop, dated=DAY)
    assert Sign("UR BRUK") in paper.blocks
    assert [block.data for block in paper.blocks if isinstance(block, Qr)] == [scanned(item)]
    assert [value for _label, value in paper.meta] == [DAY]
    assert "träna på i stället" in str(paper)
    assert "Vajern" not in str(paper)
    assert by.user.name not in str(paper)
    assert pdf.render(paper).startswith(b"%PDF")
