"""Do the pages of orders choose the right items, keep out the wrong ones, and tell the second editor?"""

import pytest
from django.utils import timezone

from livskraft.access.tests.factories import actor_at
from livskraft.modules.minigym.actions.orders import book_service, order_service
from livskraft.modules.minigym.models import ServiceOrder
from livskraft.modules.minigym.rules import RegimeKey
from livskraft.modules.minigym.tests.factories import (
    EquipmentFactory,
    FaultFactory,
    GymFactory,
    municipal_agreement,
    provider_agreement,
    regime,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def gym():
    return GymFactory()


@pytest.fixture
def by(gym, client):
    by = actor_at(gym.site)
    client.force_login(by.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return by


def ordered(gym, by, *items):
    return order_service(gym=gym, agreement=municipal_agreement(), items=items, text="x", by=by)


def test_the_right_items_are_chosen_from_the_start(client, gym, by):
    ours, waiting = EquipmentFactory(gym=gym), EquipmentFactory(gym=gym)
    EquipmentFactory(gym=gym, regime=regime(RegimeKey.PROVIDER))
    EquipmentFactory(gym=gym, regime=regime(RegimeKey.PROPERTY))
    ordered(gym, by, waiting)
    form = client.get(f"/minigym/{gym.pk}/service/?ansvar=municipal").context["form"]
    assert set(form.fields["items"].queryset) == {ours, waiting}
    assert form.initial["items"] == [ours]


def test_what_another_firm_has_in_hand_is_not_said_to_be_ordered_here(client, gym, by):
    EquipmentFactory(gym=gym, regime=regime(RegimeKey.PROVIDER))
    provider_agreement(gym)
    order = ordered(gym, by, EquipmentFactory(gym=gym))
    url = f"/minigym/{gym.pk}/service/?ansvar="
    assert order.get_absolute_url() in client.get(url + "municipal").content.decode()
    assert order.get_absolute_url() not in client.get(url + "provider").content.decode()


@pytest.mark.parametrize("wrong", ["provider", "property", "other_gym"])
def test_a_foreign_id_in_the_form_orders_nothing(client, gym, by, wrong):
    ours = EquipmentFactory(gym=gym)
    foreign = {
        "provider": lambda: EquipmentFactory(gym=gym, regime=regime(RegimeKey.PROVIDER)),
        "property": lambda: EquipmentFactory(gym=gym, regime=regime(RegimeKey.PROPERTY)),
        "other_gym": lambda: EquipmentFactory(gym=GymFactory()),
    }[wrong]()
    municipal_agreement()
    url = f"/minigym/{gym.pk}/service/?ansvar=municipal"
    answer = client.post(url, {"items": [ours.pk, foreign.pk], "text": "x"})
    assert answer.status_code == 200
    assert not ServiceOrder.objects.exists()


def test_another_providers_agreement_is_not_offered_even_by_its_number(client, gym, by):
    EquipmentFactory(gym=gym, regime=regime(RegimeKey.PROVIDER))
    theirs = provider_agreement(GymFactory())
    answer = client.get(f"/minigym/{gym.pk}/service/?avtal={theirs.pk}")
    assert "form" not in answer.context
    assert str(theirs.firm) not in answer.content.decode()


def test_the_second_editor_gets_the_conflict_page(client, gym, by):
    order = ordered(gym, by, EquipmentFactory(gym=gym))
    book_service(order=order, on=by.today, by=by)
    answer = client.post(f"/minigym/service/{order.pk}/avbestall/", {"reason": "Fel", "version": 1})
    assert answer.status_code == 409
    assert ServiceOrder.objects.open().exists()


def test_an_order_that_is_over_has_no_more_steps(client, gym, by):
    order = ordered(gym, by, EquipmentFactory(gym=gym))
    client.post(f"/minigym/service/{order.pk}/avbestall/", {"reason": "Fel", "version": 1})
    for step in ("boka", "utford", "avbestall"):
        assert client.get(f"/minigym/service/{order.pk}/{step}/").status_code == 302


@pytest.mark.parametrize("step", ["", "boka/", "utford/", "avbestall/", "bestallning.pdf", "faktura/", "protokoll/"])
def test_another_units_order_does_not_exist(client, by, step):
    other = GymFactory()
    order = ordered(other, actor_at(other.site), EquipmentFactory(gym=other))
    url = f"/minigym/service/{order.pk}/{step}"
    assert client.get(url).status_code == 404
    assert client.post(url, {"on": timezone.localdate(), "reason": "x", "version": 1}).status_code == 404
    assert ServiceOrder.objects.open().exists()


def test_the_order_is_a_pdf_with_its_items(client, gym, by):
    order = ordered(gym, by, EquipmentFactory(gym=gym))
    answer = client.get(f"/minigym/service/{order.pk}/bestallning.pdf")
    assert answer.content.startswith(b"%PDF")


def test_the_firm_is_told_what_is_wrong_when_the_order_comes_from_a_fault(client, gym, by):
    municipal_agreement()
    item = EquipmentFactory(gym=gym)
    ours, another = FaultFactory(item=item, words="Pedalen glappar."), FaultFactory(words="Något annat.")
    url = f"/minigym/{gym.pk}/service/?ansvar=municipal&slag=underhall&maskin={item.pk}&fel="
    assert "Pedalen glappar." in client.get(f"{url}{ours.pk}").context["form"]["text"].value()
    for wrong in (another.pk, "9" * 30, "x"):
        assert "Felet" not in client.get(f"{url}{wrong}").context["form"]["text"].value()
