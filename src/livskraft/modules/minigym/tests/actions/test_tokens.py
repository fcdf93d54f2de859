"""Does a label that was called in lead nowhere, and say so?"""

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Refused
from livskraft.modules.minigym.actions.tokens import renew_token
from livskraft.modules.minigym.models import RevokedToken
from livskraft.modules.minigym.tests.factories import EquipmentFactory, GymFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("make", [lambda: EquipmentFactory(), lambda: GymFactory()], ids=["item", "gym"])
def test_the_old_code_is_kept_as_revoked_and_a_new_one_holds(make):
    thing = make()
    by = actor_at(getattr(thing, "gym", thing).site)
    old = thing.token
    revoked = renew_token(of=thing, reason="Etiketten är borta", by=by)
    assert (revoked.token, revoked.by, revoked.item or revoked.gym) == (old, by.user, thing)
    thing.refresh_from_db()
    assert thing.token != old
    assert len(thing.token) == 22
    assert AuditEntry.objects.get(verb="minigym.token_renewed").field_names == ["token"]


def test_it_needs_a_reason_and_a_manager_of_the_site():
    item = EquipmentFactory()
    with pytest.raises(Refused):
        renew_token(of=item, reason=" ", by=actor_at(item.gym.site))
    for thing in (item, item.gym):
        for by in (actor_at(item.gym.site, Role.CARE_STAFF), actor_at(GymFactory().site)):
            with pytest.raises(PermissionDenied):
                renew_token(of=thing, reason="Borta", by=by)
    assert not RevokedToken.objects.exists()
