"""Does the demo have a journal with a correction, an objection and a draft, on any day, and only once?"""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.training.demo.notes import notes_demo
from livskraft.modules.training.models import Disclosure, Draft, Note, Objection
from livskraft.modules.training.tests.factories import episode_of
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.tests.factories import person_at

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("days", "notes"), [(0, 1), (3, 1), (4, 3), (60, 3)])
def test_a_period_gets_its_notes_once(days, notes):
    now = timezone.now()
    opened = now - timedelta(days=days)
    site = SiteFactory()
    by = actor_at(site, Role.PHYSIOTHERAPIST, at=opened)
    episode_of(person_at(site, at=opened), by)
    today: date = timezone.localdate(now)
    notes_demo(today)
    notes_demo(today)
    assert Note.objects.count() == notes
    more = notes > 1
    assert Note.objects.exclude(corrects=None).count() == more
    assert (Objection.objects.count(), Disclosure.objects.count(), Draft.objects.count()) == (more, more, more)


def test_without_periods_nothing_is_written():
    notes_demo(timezone.localdate())
    assert not Note.objects.exists()
