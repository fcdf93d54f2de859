"""Does each period that was there before get the day when something last happened in it?"""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps

from livskraft.modules.training.actions.elsewhere import note_elsewhere
from livskraft.modules.training.models import Episode
from livskraft.modules.training.rules.vocabulary import NoteKind
from livskraft.modules.training.tests.factories import episode_of, later, therapist_at
from livskraft.modules.training.tests.notes import note_of
from livskraft.modules.training.tests.rehab import session_of
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.tests.factories import person_at

pytestmark = pytest.mark.django_db
migration = import_module("livskraft.modules.training.migrations.0004_when_something_last_happened")


def test_each_gets_the_latest_of_what_is_kept_of_it():
    site, other = SiteFactory(), SiteFactory()
    by = therapist_at(site)
    elsewhere = therapist_at(other)
    nothing, trained, written = (episode_of(person_at(site, name), by) for name in ("Bo", "Ann", "Eva"))
    note_of(trained, later(by, days=2), NoteKind.CONTACT)
    session_of(trained, later(by, days=4))
    session_of(written, later(by, days=3))
    note_of(written, later(by, days=8), NoteKind.CONTACT)
    there = episode_of(person_at(other), elsewhere, elsewhere="Journalsystem A")
    after = later(elsewhere, days=5)
    note_elsewhere(episode=there, kind=NoteKind.CONTACT, on=after.today, who=after.user, by=after)
    Episode.objects.update(last_on=date(1900, 1, 1))
    migration.the_latest_day_of_each(apps, None)
    days = {each.pk: (each.last_on - by.today) // timedelta(days=1) for each in Episode.objects.all()}
    assert days == {nothing.pk: 0, trained.pk: 4, written.pk: 8, there.pk: 5}
