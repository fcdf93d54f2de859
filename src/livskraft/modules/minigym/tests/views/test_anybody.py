"""May anybody read an approved instruction at home, and only that?"""

import pytest
from django.urls import reverse

from livskraft.modules.minigym.models import Instruction
from livskraft.modules.minigym.tests.factories import EquipmentFactory
from livskraft.overview.tests.factories import MONDAY, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def instruction():
    item = EquipmentFactory(kind__name="Benpress")
    made = Instruction.objects.create(kind=item.kind)
    version = made.versions.create(number=1, written_at=NOW, approved_at=NOW)
    version.texts.create(language="sv", how_to="Sätt dig\nTryck ifrån", written_at=NOW)
    version.texts.create(language="en", name="Leg press", how_to="Sit down", written_at=NOW)
    made.published, made.review_on = version, MONDAY
    made.save()
    return made


def read(client, instruction, query=""):
    return client.get(reverse("open_instruction", args=[instruction.kind_id]) + query)


def test_its_steps_are_read_without_signing_in_and_in_the_chosen_language(client, instruction):
    swedish = read(client, instruction).content.decode()
    assert "Benpress" in swedish
    assert "Tryck ifrån" in swedish
    assert 'hreflang="en"' in swedish
    english = read(client, instruction, "?sprak=en").content.decode()
    assert "Leg press" in english
    assert '<html lang="en"' in english


def test_a_draft_is_nobodys_yet(client, instruction):
    instruction.published = None
    instruction.save()
    assert read(client, instruction).status_code == 404


def test_it_knows_nothing_of_the_machines_of_that_kind(client, instruction):
    item = instruction.kind.items.get()
    found = read(client, instruction).content.decode()
    assert item.token not in found
    assert item.number not in found
