"""Does an order say what the firm needs to know?"""

from datetime import UTC, datetime

import pytest

from livskraft.access.tests.factories import actor_at
from livskraft.documents.report import Table
from livskraft.modules.minigym.actions.orders import order_service
from livskraft.modules.minigym.papers.order import line, order_text, service_order
from livskraft.modules.minigym.rules import Status
from livskraft.modules.minigym.tests.factories import EquipmentFactory, GymFactory, municipal_agreement

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


def test_the_proposed_text_names_the_agreement_the_place_and_who_pays():
    gym, agreement = GymFactory(), municipal_agreement()
    text = order_text(gym=gym, agreement=agreement, yearly=True, address="Storgatan 1", sender="Maj")
    for part in ("årlig service", "AVT-1", str(gym.site), "Storgatan 1", str(agreement.invoiced), "Maj"):
        assert part in text
    assert "årlig" not in order_text(gym=gym, agreement=agreement, yearly=False, address="", sender="Maj")


def test_a_line_says_only_what_is_known_and_that_the_item_stands_still():
    item = EquipmentFactory(make="HUR", model="3540", serial_number="X1", status=Status.OUT_OF_USE)
    assert line(item) == f"{item} (HUR 3540, nr X1, ur bruk)"
    plain = EquipmentFactory()
    assert line(plain) == str(plain)


def test_the_paper_lists_the_items_that_were_ordered_and_who_is_invoiced():
    gym, agreement = GymFactory(), municipal_agreement()
    ordered, _other = EquipmentFactory(gym=gym), EquipmentFactory(gym=gym)
    by = actor_at(gym.site, at=AT)
    paper = service_order(order_service(gym=gym, agreement=agreement, items=[ordered], text="x", by=by))
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    assert [row[0] for row in table.rows] == [str(ordered)]
    assert ("Faktureras", str(agreement.invoiced)) in paper.meta


def test_an_order_for_a_fault_says_what_is_wrong():
    told = "Något är trasigt eller löst. Pedalen glappar."
    gym, agreement = GymFactory(), municipal_agreement()
    text = order_text(gym=gym, agreement=agreement, yearly=False, address="", sender="Maj", wrong=told)
    assert f"\n\nFelet: {told}\n\nSvara" in text
