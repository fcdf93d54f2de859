"""Can the letters be sent as they are?"""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from livskraft.access.tests.factories import actor_at
from livskraft.documents import pdf
from livskraft.modules.minigym.actions.orders import book_service, order_service
from livskraft.modules.minigym.papers.letter import to_firm, to_property_owner
from livskraft.modules.minigym.rules import RegimeKey
from livskraft.modules.minigym.tests.factories import EquipmentFactory, GymFactory, municipal_agreement, regime
from livskraft.organisation.models import Contact

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


def test_the_mail_to_the_owner_is_filled_in_and_survives_what_people_write():
    gym = GymFactory(name="Gym & träning?")
    bars = EquipmentFactory(gym=gym, regime=regime(RegimeKey.PROPERTY))
    owner = gym.site.premises.property_owner
    contact = Contact(unit=owner, name="Frans", email="f@example.invalid")
    letter = to_property_owner(
        gym=gym, owner=owner, contact=contact, address="Storgatan 1", items=[bars], sender="Maj Manager"
    )
    address = urlsplit(letter.mailto)
    fields = parse_qs(address.query)
    assert (address.scheme, address.path) == ("mailto", "f@example.invalid")
    assert "Gym & träning?" in fields["subject"][0]
    assert fields["body"] == [letter.text]
    assert f"– {bars}" in letter.text
    assert "Storgatan 1" in letter.text
    assert pdf.render(letter.report(AT.date())).startswith(b"%PDF")


def test_the_place_is_named_once_when_the_gym_bears_its_name():
    gym = GymFactory(site__name="Björkhagen", name="Björkhagen minigym")
    owner = gym.site.premises.property_owner
    letter = to_property_owner(gym=gym, owner=owner, contact=None, address="Storgatan 1", items=[], sender="Maj")
    assert letter.subject == "Besiktning av fast inredning i Björkhagen minigym"
    assert "I Björkhagen minigym, Storgatan 1, finns fast inredning" in letter.text


def test_without_a_contact_the_letter_is_still_there():
    gym = GymFactory()
    owner = gym.site.premises.property_owner
    letter = to_property_owner(gym=gym, owner=owner, contact=None, address="", items=[], sender="Maj")
    assert (letter.to, letter.email) == (owner.name, "")


@pytest.mark.parametrize(("days", "booked", "reminds"), [(0, False, False), (1, False, True), (1, True, False)])
def test_the_second_letter_to_a_firm_that_has_not_answered_is_a_reminder(days, booked, reminds):
    gym = GymFactory()
    by = actor_at(gym.site, at=AT)
    item = EquipmentFactory(gym=gym)
    order = order_service(gym=gym, agreement=municipal_agreement(), items=[item], text="Kom gärna.", by=by)
    if booked:
        order = book_service(order=order, on=AT.date(), by=by)
    letter = to_firm(order=order, contact=None, today=AT.date() + timedelta(days=days))
    assert letter.subject.startswith("Påminnelse") is reminds
    assert "Kom gärna." in letter.text
    assert f"– {item}" in letter.text
