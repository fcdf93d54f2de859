"""Does the owner of the house read what is wrong, where, and what we ask for?"""

import pytest

from livskraft.modules.minigym.papers.fault_letter import about_fault
from livskraft.modules.minigym.rules import RegimeKey, Symptom
from livskraft.modules.minigym.tests.factories import EquipmentFactory, FaultFactory, regime
from livskraft.organisation.models import Contact

pytestmark = pytest.mark.django_db


def letter(fault, contact=None, address=""):
    owner = fault.gym.site.premises.property_owner
    return about_fault(fault=fault, owner=owner, contact=contact, address=address, sender="Berit")


def test_it_names_the_fixture_the_fault_and_the_place():
    fault = FaultFactory(item=EquipmentFactory(regime=regime(RegimeKey.PROPERTY)), words="Pinnen är av")
    owner = fault.gym.site.premises.property_owner
    contact = Contact.objects.create(unit=owner, name="Frans", email="hus@example.invalid")
    made = letter(fault, contact, "Gatan 1")
    assert (made.to, made.email) == (f"{owner}, Frans", "hus@example.invalid")
    for words in (str(fault.item), "Pinnen är av", "Gatan 1", "Berit"):
        assert words in made.text


def test_what_is_wrong_with_the_room_needs_no_machine_and_no_contact():
    fault = FaultFactory(item=None, gym=EquipmentFactory().gym, symptom=Symptom.AIR, words="Lampan blinkar")
    made = letter(fault)
    assert made.items == ["Ljus, värme eller luft. Lampan blinkar"]
    assert made.to == str(fault.gym.site.premises.property_owner)
