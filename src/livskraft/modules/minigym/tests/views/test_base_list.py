"""Can the administration change what every trygghetsboende should have?"""

import pytest
from django.test import Client

from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory
from livskraft.modules.minigym.models import BaseListEntry
from livskraft.modules.minigym.tests.factories import EquipmentKindFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administration(client: Client) -> Client:
    held = AssignmentFactory(role=Role.ADMINISTRATION)
    client.force_login(held.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_an_empty_list_says_what_to_do(administration: Client) -> None:
    assert "Listan är tom" in administration.get("/minigym/baslista/").content.decode()


def test_a_kind_is_added_changed_and_taken_off(administration: Client) -> None:
    kind = EquipmentKindFactory(name="Gåbarr")
    for number in (1, 3):
        administration.post("/minigym/baslista/", {"kind": kind.pk, "number": number})
    assert "3 på varje trygghetsboende" in administration.get("/minigym/baslista/").content.decode()
    assert "Ska Gåbarr inte längre stå i baslistan?" in administration.get("/minigym/baslista/").content.decode()
    administration.post(f"/minigym/baslista/{BaseListEntry.objects.get().pk}/ta-bort/")
    assert not BaseListEntry.objects.exists()


def test_none_of_a_kind_cannot_be_asked_for(administration: Client) -> None:
    kind = EquipmentKindFactory()
    assert administration.post("/minigym/baslista/", {"kind": kind.pk, "number": 0}).status_code == 200
    assert not BaseListEntry.objects.exists()
