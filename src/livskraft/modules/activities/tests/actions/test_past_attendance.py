"""Do lists that were kept on paper come in at once, only once, and only about those whom one may see?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Refused
from livskraft.modules.activities.actions.attendance import Ticked, save_attendance
from livskraft.modules.activities.actions.past_attendance import take_over
from livskraft.modules.activities.models import Attendance, HeadCount
from livskraft.modules.activities.rules.vocabulary import AgeGroup, CountedGender
from livskraft.modules.activities.tests.factories import DECISION, activity_at, occasion_of
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.tests.factories import person_at

pytestmark = pytest.mark.django_db
EARLY = datetime(2026, 1, 2, 8, tzinfo=UTC)
NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
WOMEN = (AgeGroup.OLDER, CountedGender.WOMEN)


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def staff(site):
    return actor_at(site, Role.CARE_STAFF, NOW)


def held(activity, days_ago):
    return occasion_of(activity, on=date(2026, 3, 3) - timedelta(days=days_ago), at=EARLY)


def test_names_and_numbers_come_in_each_where_it_belongs(site, staff):
    anna = person_at(site, "Anna", at=EARLY)
    named, counted = held(activity_at(site, at=EARLY), 3), held(activity_at(site, at=EARLY, **DECISION), 2)
    both = {each.pk: [anna] for each in (named, counted)}
    assert take_over(site=site, came=both, counted={each: {WOMEN: 4} for each in both}, by=staff) == 2
    assert [(row.occasion, row.person, row.site, row.on) for row in Attendance.objects.all()] == [
        (named, anna, site, named.on)
    ]
    assert [(row.occasion, row.number) for row in HeadCount.objects.all()] == [(counted, 4)]


def test_what_is_filled_in_or_has_not_been_is_left_alone(site, staff):
    anna = person_at(site, "Anna", at=EARLY)
    activity = activity_at(site, at=EARLY)
    taken, later = held(activity, 3), held(activity, -1)
    elsewhere = held(activity_at(SiteFactory(), at=EARLY), 3)
    save_attendance(occasion=taken, ticked=Ticked(), by=staff)
    came = {each.pk: [anna] for each in (taken, later, elsewhere)}
    assert take_over(site=site, came=came, counted={}, by=staff) == 0
    assert not Attendance.objects.exists()


def test_strangers_and_impossible_numbers_are_refused(site, staff):
    stranger = person_at(SiteFactory(parent=site.parent), at=EARLY)
    named, counted = held(activity_at(site, at=EARLY), 3), held(activity_at(site, at=EARLY, **DECISION), 2)
    with pytest.raises(Refused):
        take_over(site=site, came={named.pk: [stranger]}, counted={}, by=staff)
    with pytest.raises(Refused):
        take_over(site=site, came={}, counted={counted.pk: {WOMEN: -1}}, by=staff)
    with pytest.raises(PermissionDenied):
        take_over(site=site, came={}, counted={}, by=actor_at(SiteFactory(), Role.CARE_STAFF, NOW))


def test_a_month_costs_as_many_queries_as_a_day(site, staff):
    people = [person_at(site, f"E{each}", at=EARLY) for each in range(5)]
    activity = activity_at(site, at=EARLY)

    def cost(days):
        came = {held(activity, ago).pk: people[: len(days)] for ago in days}
        with CaptureQueriesContext(connection) as asked:
            assert take_over(site=site, came=came, counted={}, by=staff) == len(came)
        return len(asked)

    assert staff.caregiver
    assert cost([1]) == cost(range(2, 32))
