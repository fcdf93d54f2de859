"""Are sessions counted where and when they were held, and persons once where they have a programme?"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.indicators.catalogue import Counts, indicators
from livskraft.kit.periods import Period
from livskraft.modules.training.actions.programmes import end_programme
from livskraft.modules.training.indicators.programmes import active_programmes, sessions
from livskraft.modules.training.tests.plans import programme_of, session_of, therapist_at
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions.merging import merge
from livskraft.people.tests.factories import NOW, person_at

pytestmark = pytest.mark.django_db
MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))


def numbers(measure, period=MARCH, units=None):
    found = measure(Unit.objects.all() if units is None else units, period)
    return {site: int(counted.numerator) for site, counted in found.items()}


def at(by, day, hour=12):
    return replace(by, at=datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo("Europe/Stockholm")))


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def by(site):
    return therapist_at(site)


def test_each_session_counts_in_the_month_of_its_day_and_at_its_site(site, by):
    programme = programme_of(person_at(site), by)
    for day in (date(2026, 2, 28), MARCH.starts, date(2026, 3, 31), date(2026, 4, 1)):
        session_of(programme, at(by, day))
    other = SiteFactory()
    theirs = therapist_at(other)
    session_of(programme_of(person_at(other), theirs), at(theirs, MARCH.starts))
    assert numbers(sessions) == {site.pk: 2, other.pk: 1}
    assert numbers(sessions, units=Unit.objects.filter(pk=site.pk)) == {site.pk: 2}


@pytest.mark.parametrize(
    ("made", "ended", "counts"),
    [
        (date(2026, 1, 20), None, True),
        (date(2026, 3, 31), None, True),
        (date(2026, 4, 1), None, False),
        (date(2026, 1, 20), date(2026, 3, 31), False),
        (date(2026, 1, 20), date(2026, 4, 1), True),
    ],
)
def test_who_has_a_programme_at_the_end_of_the_last_day_is_counted(site, by, made, ended, counts):
    # Late in the evening and just after midnight, when the day by Swedish clocks is not that of UTC.
    programme = programme_of(person_at(site), at(by, made, 23))
    if ended:
        end_programme(programme=programme, by=at(by, ended, 0))
    assert numbers(active_programmes) == ({site.pk: 1} if counts else {})


def test_whoever_was_merged_is_one_person(site, by):
    kept, gone = person_at(site), person_at(site, "Elsa", "Dubbel")
    programme_of(kept, at(by, date(2026, 2, 1)))
    programme_of(gone, at(by, date(2026, 2, 1)))
    assert numbers(active_programmes) == {site.pk: 2}
    merge(kept=kept, gone=gone, by=actor_at(site, Role.UNIT_MANAGER, at=NOW + timedelta(days=200)))
    assert numbers(active_programmes) == {site.pk: 1}


def test_persons_are_suppressed_and_sessions_are_not():
    assert indicators["training.active_programmes"].counts == Counts.PERSONS
    assert indicators["training.sessions"].counts == Counts.OCCASIONS
