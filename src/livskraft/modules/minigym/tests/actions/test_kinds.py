"""Does a new kind of equipment come into the catalogue once, whatever it is called?"""

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Refused
from livskraft.modules.minigym.actions.kinds import kind_named
from livskraft.modules.minigym.models import EquipmentKind
from livskraft.modules.minigym.tests.factories import EquipmentKindFactory, GymFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def gym():
    return GymFactory()


def test_an_unknown_kind_is_added_once(gym):
    by = actor_at(gym.site)
    made = kind_named(name="  hoppmatta   stor ", gym=gym, by=by)
    assert (made.name, made.is_fixture) == ("Hoppmatta stor", False)
    assert kind_named(name="HOPPMATTA STOR", gym=gym, by=by) == made
    assert AuditEntry.objects.filter(verb="minigym.kind_added").count() == 1


@pytest.mark.parametrize("name", ["benpress", "Benpress nr 2", "BENPRESS"])
def test_a_kind_that_exists_is_found_by_the_names_people_use(gym, name):
    kind = EquipmentKindFactory(name="Benpress")
    assert kind_named(name=name, gym=gym, by=actor_at(gym.site)) == kind
    assert EquipmentKind.objects.count() == 1


def test_wall_bars_are_a_fixture_under_any_name(gym):
    assert kind_named(name="väggfast ribbstol", gym=gym, by=actor_at(gym.site)).is_fixture


@pytest.mark.parametrize("name", ["  ", "x" * 81])
def test_a_name_is_neither_empty_nor_endless(gym, name):
    with pytest.raises(Refused) as refused:
        kind_named(name=name, gym=gym, by=actor_at(gym.site))
    assert refused.value.field == "new_kind"


def test_who_may_not_change_the_list_adds_no_kind(gym):
    with pytest.raises(PermissionDenied):
        kind_named(name="Hoppmatta", gym=gym, by=actor_at(gym.site, Role.CARE_STAFF))
