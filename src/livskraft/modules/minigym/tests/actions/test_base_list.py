"""Does only the administration decide what every trygghetsboende should have?"""

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.minigym.actions.base_list import ask_for, ask_no_more_for
from livskraft.modules.minigym.models import BaseListEntry
from livskraft.modules.minigym.tests.factories import EquipmentKindFactory
from livskraft.organisation.tests.factories import responsible_body

pytestmark = pytest.mark.django_db


def test_a_kind_stands_once_with_the_latest_number() -> None:
    by = actor_at(responsible_body(), Role.ADMINISTRATION)
    kind = EquipmentKindFactory()
    ask_for(kind=kind, number=1, by=by)
    ask_for(kind=kind, number=2, by=by)
    assert [(entry.kind, entry.number) for entry in BaseListEntry.objects.all()] == [(kind, 2)]
    assert AuditEntry.objects.filter(verb="minigym.base_list_changed").count() == 2


def test_a_kind_can_be_taken_off_again() -> None:
    by = actor_at(responsible_body(), Role.ADMINISTRATION)
    ask_no_more_for(entry=ask_for(kind=EquipmentKindFactory(), number=1, by=by), by=by)
    assert not BaseListEntry.objects.exists()
    assert AuditEntry.objects.filter(verb="minigym.base_list_shortened").exists()


@pytest.mark.parametrize("role", [Role.UNIT_MANAGER, Role.AREA_MANAGER, Role.SYSTEM_ADMINISTRATOR])
def test_others_do_not(role: Role) -> None:
    by = actor_at(responsible_body(), role)
    entry = BaseListEntry.objects.create(kind=EquipmentKindFactory())
    with pytest.raises(PermissionDenied):
        ask_for(kind=entry.kind, number=3, by=by)
    with pytest.raises(PermissionDenied):
        ask_no_more_for(entry=entry, by=by)
    assert BaseListEntry.objects.get().number == 1
