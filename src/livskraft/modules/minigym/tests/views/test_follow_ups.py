"""Do the pages of follow-ups list what is open, and keep out what is none of ours?"""

import pytest
from django.utils import timezone

from livskraft.access.tests.factories import actor_at
from livskraft.modules.minigym.actions.equipment import retire_equipment
from livskraft.modules.minigym.actions.follow_ups import open_follow_up
from livskraft.modules.minigym.models import FollowUp
from livskraft.modules.minigym.rules import Verdict
from livskraft.modules.minigym.tests.factories import EquipmentFactory, GymFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    return EquipmentFactory(gym=GymFactory())


@pytest.fixture
def by(item, client):
    by = actor_at(item.gym.site)
    client.force_login(by.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return by


def remark(item, by, what="Lös skruv"):
    return open_follow_up(item=item, severity=Verdict.REPAIR, what=what, by=by)


def test_a_retired_items_remark_is_still_listed_and_said_to_be_retired(client, item, by):
    remark(item, by)
    retire_equipment(item=item, reason="Slut", by=by)
    page = client.get("/minigym/uppfoljning/").content.decode()
    assert "Lös skruv" in page
    assert "kasserad" in page


def test_the_list_holds_only_our_own_and_only_the_open(client, item, by):
    other = EquipmentFactory(gym=GymFactory())
    remark(other, actor_at(other.gym.site), "Någon annans")
    closed = remark(item, by, "Redan klar")
    client.post(
        f"/minigym/uppfoljning/{closed.pk}/avsluta/",
        {"done_on": timezone.localdate(), "outcome": "Dragen", "version": 1},
    )
    remark(item, by, "Fortfarande lös")
    page = client.get("/minigym/uppfoljning/").content.decode()
    assert "Fortfarande lös" in page
    assert "Någon annans" not in page
    assert "Redan klar" not in page


@pytest.mark.parametrize("step", ["", "avsluta/", "underlag/"])
def test_another_units_follow_up_does_not_exist(client, by, step):
    other = EquipmentFactory(gym=GymFactory())
    theirs = remark(other, actor_at(other.gym.site))
    url = f"/minigym/uppfoljning/{theirs.pk}/{step}"
    assert client.get(url).status_code == 404
    assert client.post(url, {"done_on": timezone.localdate(), "outcome": "x", "version": 1}).status_code == 404
    assert FollowUp.objects.open().count() == 1


def test_the_second_to_close_it_sees_what_the_first_one_wrote(client, item, by):
    theirs = remark(item, by)
    url = f"/minigym/uppfoljning/{theirs.pk}/avsluta/"
    typed = {"done_on": timezone.localdate(), "outcome": "Dragen", "version": 1}
    assert client.post(url, typed).status_code == 302
    answer = client.post(url, typed | {"outcome": "Limmad"})
    assert answer.status_code == 409
    assert "Dragen" in answer.content.decode()
    assert "Limmad" in answer.content.decode()


def test_an_item_in_use_is_not_offered_back_in_use(client, item, by):
    theirs = remark(item, by)
    assert "tas i bruk igen" not in client.get(f"/minigym/uppfoljning/{theirs.pk}/avsluta/").content.decode()


def test_something_to_see_to_can_be_written_down_without_an_inspection(client, item, by):
    client.post(f"/minigym/utrustning/{item.pk}/uppfoljning/", {"what": "Sadeln glappar"})
    assert FollowUp.objects.get().severity == Verdict.REPAIR
