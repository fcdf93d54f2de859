"""Does what waited before the fields were made still wait, and what was done not?"""

from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.apps import apps

from livskraft.access.tests.factories import UserFactory
from livskraft.modules.minigym.models import BinderPrint, Gym, ListConfirmation
from livskraft.modules.minigym.tests.factories import GymFactory

pytestmark = pytest.mark.django_db
migration = import_module("livskraft.modules.minigym.migrations.0003_since_when_a_list_waits")
AT = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


def test_what_was_not_done_since_the_latest_change_waits_since_then():
    confirmed, printed, neither = (GymFactory(list_changed_at=AT) for _ in range(3))
    ListConfirmation.objects.create(gym=confirmed, at=AT, by=UserFactory(), items=1)
    BinderPrint.objects.create(gym=printed, at=AT, by=UserFactory(), number=1)
    Gym.objects.update(unconfirmed_since=None, unprinted_since=None)
    migration.since_the_latest_change(apps, None)
    waits = {gym.pk: (gym.unconfirmed_since, gym.unprinted_since) for gym in Gym.objects.all()}
    assert waits == {confirmed.pk: (None, AT), printed.pk: (AT, None), neither.pk: (AT, AT)}
