"""Can a gym be opened, its list confirmed and its binder printed?"""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.actor import Actor, system_actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.modules.minigym.actions import gyms as actions
from livskraft.modules.minigym.actions.equipment import retire_equipment
from livskraft.modules.minigym.tests.factories import EquipmentFactory, GymFactory
from livskraft.organisation.tests.factories import SiteFactory, responsible_body

pytestmark = pytest.mark.django_db


def test_a_gym_is_opened_once_under_a_name_at_a_site():
    site = SiteFactory()
    by = actor_at(site)
    gym = actions.open_gym(site=site, name="Minigym", by=by)
    assert gym.list_changed_at == by.at
    with pytest.raises(Refused, match="redan"):
        actions.open_gym(site=site, name="Minigym", by=by)
    assert actions.open_gym(site=SiteFactory(), name="Minigym", by=system_actor("test")).name == "Minigym"


def test_a_gym_belongs_to_a_site():
    with pytest.raises(Refused, match="trygghetsboende"):
        actions.open_gym(site=responsible_body(), name="Minigym", by=actor_at(responsible_body()))


def test_the_second_editor_of_a_gym_meets_a_conflict():
    gym = GymFactory()
    by = actor_at(gym.site)
    actions.edit_gym(gym=gym, name="Nytt", room="", opened=None, version=1, by=by)
    with pytest.raises(Conflict):
        actions.edit_gym(gym=gym, name="Annat", room="", opened=None, version=1, by=by)


@pytest.mark.parametrize("role", [Role.CARE_STAFF, Role.PHYSIOTHERAPIST, Role.ADMINISTRATION])
def test_only_those_who_answer_for_the_list_confirm_and_print_it(role):
    gym = GymFactory()
    by = actor_at(gym.site, role)
    for act in (actions.confirm_list, actions.print_binder):
        with pytest.raises(PermissionDenied):
            act(gym=gym, by=by)


def test_a_task_of_the_systems_confirms_nothing():
    with pytest.raises(PermissionDenied):
        actions.confirm_list(gym=GymFactory(), by=system_actor("test"))


def test_a_confirmation_counts_what_stands_in_the_list():
    gym = GymFactory()
    by = actor_at(gym.site)
    retire_equipment(item=EquipmentFactory(gym=gym), reason="Utsliten", by=by)
    EquipmentFactory(gym=gym)
    assert actions.confirm_list(gym=gym, by=by).items == 1


def test_prints_are_numbered_for_each_gym():
    gym, other = GymFactory(), GymFactory()
    by = actor_at(gym.site)
    later = Actor(at=by.at + timedelta(days=1), user=by.user, assignment=by.assignment)
    assert [actions.print_binder(gym=gym, by=each).number for each in (by, later)] == [1, 2]
    assert actions.print_binder(gym=other, by=actor_at(other.site)).number == 1
