"""Is attendance owed from the hour of the occasion until somebody has filled it in, and late when the rule says so?"""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.duties.queries import duties_of
from livskraft.modules.activities.actions.attendance import Ticked, save_attendance
from livskraft.modules.activities.actions.occasions import cancel_occasion
from livskraft.modules.activities.duties.attendance import untaken_attendance
from livskraft.modules.activities.models import LocalRule
from livskraft.modules.activities.tests.factories import DECISION, activity_at, occasion_of
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
EARLY = datetime(2026, 1, 2, 8, tzinfo=UTC)
NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
TODAY = date(2026, 3, 3)


@pytest.fixture
def site():
    return SiteFactory(name="Almgården")


@pytest.fixture
def staff(site):
    return actor_at(site, Role.CARE_STAFF, NOW)


def held(site, days_ago, **details):
    return occasion_of(activity_at(site, at=EARLY, **details), on=TODAY - timedelta(days=days_ago), at=EARLY)


def owed(by):
    return [duty for duty in duties_of(by) if duty.key.startswith("activities.take_attendance:")]


def late(days_ago):
    return untaken_attendance(Unit.objects.all(), TODAY).get(on=TODAY - timedelta(days=days_ago)).duty_late


def test_todays_is_owed_at_its_hour_and_tomorrows_not_yet(site, staff):
    today = held(site, 0)
    held(site, -1)
    (duty,) = owed(staff)
    assert (duty.at, duty.due, duty.url) == (time(10), TODAY, f"/program/tillfalle/{today.pk}/narvaro/")
    assert duty.what == "Fyll i närvaron: Sittgympa"


@pytest.mark.parametrize("days", [None, 0, 3, 14])
def test_it_is_late_the_day_after_the_days_of_the_local_rule(site, days):
    if days is not None:
        LocalRule.objects.create(key="attendance_days", number=days, source="Rutin")
    most = 1 if days is None else days
    for ago in {0, most - 1, most, most + 1, most + 400} - {-1}:
        held(site, ago)
        assert late(ago) == (ago > most), ago


def test_the_day_it_is_due_follows_the_local_rule(site, staff):
    LocalRule.objects.create(key="attendance_days", number=4, source="Rutin")
    held(site, 2)
    (duty,) = owed(staff)
    assert (duty.due, duty.at) == (TODAY + timedelta(days=2), None)


def test_what_is_filled_in_or_cancelled_is_not_owed_even_when_nobody_came(site, staff):
    empty, cancelled = held(site, 1), held(site, 2)
    assert len(owed(staff)) == 2
    save_attendance(occasion=empty, ticked=Ticked(), by=staff)
    cancel_occasion(occasion=cancelled, reason="Sjuk", by=actor_at(site, Role.UNIT_MANAGER, NOW))
    assert owed(staff) == []


def test_where_heads_are_counted_the_duty_says_so(site, staff):
    counted = held(site, 1, **DECISION)
    (duty,) = owed(staff)
    assert (duty.what, duty.url) == ("Räkna besökarna: Sittgympa", f"/program/tillfalle/{counted.pk}/antal/")


def test_another_sites_staff_owes_nothing(site):
    held(site, 1)
    assert owed(actor_at(SiteFactory(parent=site.parent), Role.CARE_STAFF, NOW)) == []


def test_it_is_one_query_however_many_there_are(site):
    for ago in range(4):
        held(site, ago)
    with CaptureQueriesContext(connection) as asked:
        assert len(untaken_attendance(Unit.objects.all(), TODAY)) == 4
    assert len(asked) == 1
