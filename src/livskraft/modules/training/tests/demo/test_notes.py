"""Does the demo have a journal with a correction, an objection and a draft, on any day, and only once?"""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.training.demo.notes import notes_demo
from livskraft.modules.training.models import Disclosure, Draft, Note, Objection
from livskraft.modules.training.queries.episodes import unjournalled_of
from livskraft.modules.training.rules.vocabulary import NoteKind
from livskraft.modules.training.tests.factories import episode_of, later
from livskraft.modules.training.tests.rehab import session_of
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


def test_the_correction_is_of_the_session_that_was_held():
    now = timezone.now()
    opened, today = now - timedelta(days=20), timezone.localdate(now)
    site = SiteFactory()
    by = actor_at(site, Role.PHYSIOTHERAPIST, at=opened)
    episode = episode_of(person_at(site, at=opened), by)
    held = session_of(episode, later(by, days=12))
    session_of(episode, later(by, days=19))
    notes_demo(today)
    (first, correction) = Note.objects.filter(kind=NoteKind.SESSION).order_by("pk")
    assert (first.happened_on, correction.corrects) == (held.on, first)
    assert list(unjournalled_of(episode).values_list("on", flat=True)) == [later(by, days=19).today]


def test_without_periods_nothing_is_written():
    notes_demo(timezone.localdate())
    assert not Note.objects.exists()
