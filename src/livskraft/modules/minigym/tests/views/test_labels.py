"""Can the labels and the sign be printed by those who work here, and a code be called in by the manager?"""

import pytest
from django.urls import reverse

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.minigym.actions.equipment import take_out_of_use
from livskraft.modules.minigym.models import Equipment, Gym
from livskraft.modules.minigym.tests.factories import EquipmentFactory, GymFactory
from livskraft.modules.minigym.tests.views.test_gyms import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    return EquipmentFactory()


def test_the_labels_of_a_gym_are_listed_and_printed_together_or_one_by_one(item):
    EquipmentFactory(gym=item.gym, number="MG-99")
    client = signed_in(item.gym.site, Role.CARE_STAFF)
    page = client.get(reverse("labels", args=[item.gym_id])).content.decode()
    assert "MG-99" in page
    assert "Ny QR-kod" not in page
    url = reverse("labels_pdf", args=[item.gym_id])
    every, one = client.get(url), client.get(url, {"maskin": item.pk})
    assert every.content.startswith(b"%PDF")
    assert len(one.content) < len(every.content)
    assert client.get(url, {"maskin": "9" * 30}).status_code == 200


def test_an_empty_gym_says_what_to_do_first():
    gym = GymFactory()
    assert "Lägg in maskinerna först" in signed_in(gym.site).get(reverse("labels", args=[gym.pk])).content.decode()


def test_the_sign_is_printed_only_for_a_machine_that_is_out_of_use(item):
    client = signed_in(item.gym.site)
    url = reverse("stop_sign", args=[item.pk])
    assert client.get(url).status_code == 302
    take_out_of_use(item=item, reason="Vajern av", by=actor_at(item.gym.site))
    assert client.get(url).content.startswith(b"%PDF")


def test_a_manager_calls_in_a_code(item):
    client = signed_in(item.gym.site)
    for name, thing in (("renew_item_token", item), ("renew_gym_token", item.gym)):
        old = thing.token
        url = reverse(name, args=[thing.pk])
        assert "slutar gälla direkt" in client.get(url).content.decode()
        assert client.post(url, {"reason": ""}).status_code == 200
        client.post(url, {"reason": "Borta"})
        thing.refresh_from_db()
        assert thing.token != old


def test_another_units_labels_do_not_exist(item):
    other = EquipmentFactory()
    client = signed_in(item.gym.site)
    for name, pk in (
        ("labels", other.gym_id),
        ("labels_pdf", other.gym_id),
        ("renew_gym_token", other.gym_id),
        ("renew_item_token", other.pk),
        ("stop_sign", other.pk),
    ):
        assert client.get(reverse(name, args=[pk])).status_code == 404
        assert client.post(reverse(name, args=[pk]), {"reason": "x"}).status_code == 404
    assert Equipment.objects.get(pk=other.pk).token == other.token
    assert Gym.objects.get(pk=other.gym_id).token == other.gym.token
