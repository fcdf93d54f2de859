"""Do the pages of deviations list what is open, and let it be assigned and closed by those who may?"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.minigym.actions.equipment import retire_equipment
from livskraft.modules.minigym.actions.follow_ups import close_follow_up
from livskraft.modules.minigym.actions.routines import make_template
from livskraft.modules.minigym.actions.self_checks import answer_point, start_check
from livskraft.modules.minigym.models import Closure, Deviation
from livskraft.modules.minigym.queries.self_checks import points_of
from livskraft.modules.minigym.rules import Every
from livskraft.modules.minigym.tests.factories import EquipmentFactory, GymFactory
from livskraft.modules.minigym.tests.views.test_gyms import signed_in

pytestmark = pytest.mark.django_db


def found(gym, remark="Vatten på golvet", **kwargs):
    by = actor_at(gym.site)
    make_template(name="Veckokontroll", every=Every.WEEK, points=["Golvet"], gym=gym, by=by)
    check = start_check(routine=gym.routines.select_related("gym__site", "template").latest("pk"), by=by)
    answer_point(check=check, point=points_of(check)[0], ok=False, remark=remark, by=by, **kwargs)
    return Deviation.objects.get(answer__self_check=check)


@pytest.fixture
def gym():
    return GymFactory()


def test_the_list_holds_only_our_own_and_only_the_open(gym):
    found(gym, "Vårt")
    found(GymFactory(), "Någon annans")
    done = found(gym, "Redan klart")
    client = signed_in(gym.site)
    client.post(reverse("close_deviation", args=[done.pk]), {"outcome": "Torkat", "version": 1})
    page = client.get(reverse("deviations")).content.decode()
    assert "Vårt" in page
    assert "Någon annans" not in page
    assert "Redan klart" not in page


def test_the_manager_names_who_sees_to_it_and_by_when(gym):
    deviation, nurse = found(gym), actor_at(gym.site, Role.CARE_STAFF)
    day = timezone.localdate() + timedelta(days=2)
    client, url = signed_in(gym.site), reverse("assign_deviation", args=[deviation.pk])
    client.post(url, {"responsible": nurse.user.pk, "due": day, "version": 1})
    deviation.refresh_from_db()
    assert (deviation.responsible, deviation.due) == (nurse.user, day)
    stale = client.post(url, {"responsible": "", "due": day, "version": 1})
    assert stale.status_code == 409
    stranger = actor_at(GymFactory().site).user
    refused = client.post(url, {"responsible": stranger.pk, "due": day, "version": 2})
    assert refused.context["form"].errors["responsible"]


def test_only_who_may_open_the_gym_is_asked_whether_it_opens(gym):
    deviation = found(gym, close=True)
    url = reverse("close_deviation", args=[deviation.pk])
    assert "reopen" not in signed_in(gym.site, Role.CARE_STAFF).get(url).content.decode()
    client = signed_in(gym.site)
    assert "reopen" in client.get(url).content.decode()
    client.post(url, {"outcome": "Torkat", "reopen": "on", "version": 1})
    assert not Closure.objects.open().exists()
    assert client.get(url).url == deviation.get_absolute_url()


@pytest.mark.parametrize("name", ["deviation", "assign_deviation", "close_deviation"])
def test_another_units_deviation_does_not_exist(gym, name):
    url = reverse(name, args=[found(GymFactory()).pk])
    assert signed_in(gym.site).get(url).status_code == 404


def test_a_machine_that_a_check_stopped_stands_among_what_deviates_until_it_is_seen_to(gym):
    item = EquipmentFactory(gym=gym)
    stopped = found(gym, "Vajern är av", item=item, stop=True)
    client, follow_up = signed_in(gym.site), stopped.follow_up
    assert stopped.due == follow_up.due
    for url in (reverse("deviations"), reverse("gym_checks", args=[gym.pk]), stopped.get_absolute_url()):
        page = client.get(url).content.decode()
        assert "Vajern är av" in page
        assert "Maskinen står still" in page
        assert follow_up.get_absolute_url() in page
    close_follow_up(follow_up=follow_up, done_on=timezone.localdate(), outcome="Bytt", by=actor_at(gym.site))
    assert "Inget avviker" in client.get(reverse("deviations")).content.decode()
    assert "Maskinen står still" not in client.get(stopped.get_absolute_url()).content.decode()


def test_a_retired_machine_does_not_stand_still(gym):
    item = EquipmentFactory(gym=gym)
    stopped = found(gym, "Vajern är av", item=item, stop=True)
    retire_equipment(item=item, reason="Utsliten", by=actor_at(gym.site))
    page = signed_in(gym.site).get(stopped.get_absolute_url()).content.decode()
    assert "Maskinen står still" not in page
    assert stopped.follow_up.get_absolute_url() in page
