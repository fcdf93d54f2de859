"""Does training hear the truth of the kinds: which are there and in use, which are described, and who is guided?"""

from datetime import date, timedelta

import pytest

from livskraft.access.tests.factories import UserFactory, actor_at
from livskraft.modules.minigym.actions.guidance import end_guidance
from livskraft.modules.minigym.actions.hours import close_gym, reopen_gym
from livskraft.modules.minigym.public import (
    equipment_kinds,
    instruction_links,
    is_guided,
    kinds_out_of_use,
    kinds_there,
)
from livskraft.modules.minigym.rules import Status
from livskraft.modules.minigym.tests.factories import (
    EquipmentFactory,
    EquipmentKindFactory,
    GymFactory,
    approved,
    draft_of,
)
from livskraft.modules.minigym.tests.guidance import AT, TODAY, guided, gym_with, kind, physiotherapist, worker

pytestmark = pytest.mark.django_db
RETIRED = {"status": Status.RETIRED, "retired_on": date(2026, 1, 1), "retired_reason": "Utsliten"}


def test_every_kind_can_be_chosen_by_name():
    for name in ("Ribbstol", "Benpress"):
        EquipmentKindFactory(name=name)
    assert equipment_kinds() == [(kind("Benpress").pk, "Benpress"), (kind("Ribbstol").pk, "Ribbstol")]


def test_a_kind_is_in_use_as_long_as_one_item_of_it_is():
    gym = gym_with("Benpress")
    stopped = EquipmentFactory(gym=gym, kind=kind("Benpress"), status=Status.OUT_OF_USE)
    assert kinds_there(gym.site) == {stopped.kind_id: True}
    gym.items.update(status=Status.OUT_OF_USE)
    assert kinds_there(gym.site) == {stopped.kind_id: False}
    assert kinds_out_of_use(gym.site) == {stopped.kind_id}


def test_what_the_site_lacks_is_neither_in_use_nor_out_of_use():
    gym = gym_with("Benpress")
    EquipmentFactory(gym=gym, kind=kind("Roddmaskin"), **RETIRED)
    EquipmentFactory(gym=GymFactory(site=gym.site, closed=date(2026, 1, 1)), kind=kind("Ribbstol"))
    EquipmentFactory(kind=kind("Motionscykel"), status=Status.OUT_OF_USE)
    assert kinds_there(gym.site) == {kind("Benpress").pk: True}
    assert kinds_out_of_use(gym.site) == frozenset()


def test_in_a_gym_that_is_closed_until_further_notice_nothing_is_in_use():
    gym = gym_with("Benpress", "Motionscykel")
    EquipmentFactory(gym=GymFactory(site=gym.site), kind=kind("Motionscykel"))
    by = actor_at(gym.site)
    close_gym(gym=gym, reason="Vattenläcka", by=by)
    assert kinds_out_of_use(gym.site) == {kind("Benpress").pk}
    reopen_gym(gym=gym, reason="Torrt", by=by)
    assert kinds_out_of_use(gym.site) == frozenset()


def test_the_kinds_of_a_site_cost_one_query_however_many(django_assert_num_queries):
    gym = gym_with("Benpress", "Motionscykel", "Roddmaskin")
    for _each in range(5):
        EquipmentFactory(gym=gym, kind=kind("Benpress"))
    with django_assert_num_queries(1):
        kinds_there(gym.site)
    with django_assert_num_queries(1):
        equipment_kinds()


def test_who_is_guided_is_so_on_every_kind_that_is_asked_for_and_at_that_site():
    gym = gym_with("Benpress", "Motionscykel")
    ali = worker(gym.site)
    guided(gym.site, [ali], kinds=["Benpress"])
    press, bike = kind("Benpress").pk, kind("Motionscykel").pk
    assert is_guided(ali, gym.site, [press], TODAY)
    assert is_guided(ali, gym.site, [], TODAY)
    assert not is_guided(ali, gym.site, [press, bike], TODAY)
    assert not is_guided(ali, GymFactory().site, [press], TODAY)
    assert not is_guided(UserFactory(), gym.site, [], TODAY)


@pytest.mark.parametrize(("after", "holds"), [(-1, False), (0, True), (364, True), (366, False)])
def test_guidance_holds_from_its_day_to_its_last(after, holds):
    gym = gym_with("Benpress")
    ali = worker(gym.site)
    last = guided(gym.site, [ali], months=12).until
    assert (last - TODAY).days == 365
    assert is_guided(ali, gym.site, [kind("Benpress").pk], TODAY + timedelta(days=after)) == holds


def test_guidance_holds_on_its_very_last_day():
    gym = gym_with("Benpress")
    ali = worker(gym.site)
    last = guided(gym.site, [ali], months=12).until
    assert is_guided(ali, gym.site, [], last)


def test_a_renewal_that_is_shorter_is_what_decides():
    gym = gym_with("Benpress")
    ali = worker(gym.site)
    guided(gym.site, [ali], months=24, on=TODAY - timedelta(days=30))
    guided(gym.site, [ali], months=1)
    assert is_guided(ali, gym.site, [], TODAY)
    assert not is_guided(ali, gym.site, [], TODAY + timedelta(days=60))


def test_what_was_renewed_later_held_on_the_days_before():
    gym = gym_with("Benpress")
    ali = worker(gym.site)
    guided(gym.site, [ali], on=TODAY - timedelta(days=30))
    guided(gym.site, [ali])
    assert is_guided(ali, gym.site, [], TODAY - timedelta(days=10))


def test_guidance_that_was_ended_held_until_then():
    gym = gym_with("Benpress")
    ali = worker(gym.site)
    guided(gym.site, [ali], on=TODAY - timedelta(days=30))
    end_guidance(site=gym.site, person=ali, reason="Slutar", by=physiotherapist(gym.site, at=AT))
    assert not is_guided(ali, gym.site, [], TODAY)
    assert is_guided(ali, gym.site, [], TODAY - timedelta(days=1))


def test_being_guided_costs_one_query(django_assert_num_queries):
    gym = gym_with("Benpress", "Motionscykel", "Roddmaskin")
    ali = worker(gym.site)
    guided(gym.site, [ali], kinds=["Benpress", "Motionscykel", "Roddmaskin"])
    asked = [kind("Benpress").pk, kind("Roddmaskin").pk]
    with django_assert_num_queries(1):
        assert is_guided(ali, gym.site, asked, TODAY)


def test_only_what_has_been_approved_is_led_to(django_assert_num_queries):
    press, bike, rower = (EquipmentKindFactory(name=name) for name in ("Benpress", "Motionscykel", "Roddmaskin"))
    approved(press)
    approved(rower)
    draft_of(bike)
    with django_assert_num_queries(1):
        links = instruction_links([press.pk, bike.pk])
    assert links == {press.pk: f"/minigym/bruksanvisningar/{press.pk}/"}
