"""Is a visit to the gym noted in one press, and support logged about nobody?"""

from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Refused
from livskraft.kit.tests.at_once import at_once
from livskraft.modules.activities.actions.attendance import Ticked, save_attendance
from livskraft.modules.activities.actions.gym_visits import (
    change_support,
    open_gym_today,
    record_support,
    remove_support,
    support_today,
)
from livskraft.modules.activities.models import Activity, Correction, Occasion, Support
from livskraft.modules.activities.rules.vocabulary import Kind, SupportKind
from livskraft.modules.activities.tests.factories import activity_at, occasion_of
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
EARLY = datetime(2026, 2, 20, 8, tzinfo=UTC)
NOW = datetime(2026, 3, 3, 13, 20, tzinfo=UTC)


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def staff(site):
    return actor_at(site, Role.CARE_STAFF, NOW)


def test_the_first_visit_makes_todays_time_and_the_next_finds_it(site, staff):
    made = open_gym_today(site=site, by=staff)
    assert (made.activity.kind, made.on, made.from_time) == (Kind.GYM, date(2026, 3, 3), time(14))
    assert save_attendance(occasion=made, ticked=Ticked(), by=staff) == 0
    later = actor_at(site, Role.CARE_STAFF, datetime(2026, 3, 3, 19, tzinfo=UTC))
    assert open_gym_today(site=site, by=later) == made
    tomorrow = open_gym_today(site=site, by=actor_at(site, Role.CARE_STAFF, datetime(2026, 3, 4, 19, tzinfo=UTC)))
    assert tomorrow != made
    assert tomorrow.activity == made.activity


def test_of_planned_times_the_one_that_begun_last_is_today_s(site, staff):
    gym = activity_at(site, kind=Kind.GYM, at=EARLY)
    for hour in (9, 13, 18):
        occasion_of(gym, on=date(2026, 3, 3), from_time=time(hour), to_time=time(hour + 1), at=EARLY)
    assert open_gym_today(site=site, by=staff).from_time == time(13)


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 3, 29, 0, 30, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 10, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
        datetime(2026, 3, 3, 22, 59, 59, tzinfo=UTC),
        datetime(2026, 3, 3, 23, 0, tzinfo=UTC),
    ],
)
def test_at_any_hour_the_visit_can_be_written_up_at_once(site, at):
    by = actor_at(site, Role.CARE_STAFF, at)
    assert save_attendance(occasion=open_gym_today(site=site, by=by), ticked=Ticked(), by=by) == 0


def test_another_sites_gym_is_not_opened(site):
    with pytest.raises(PermissionDenied):
        open_gym_today(site=site, by=actor_at(SiteFactory(), Role.CARE_STAFF, NOW))
    with pytest.raises(PermissionDenied):
        open_gym_today(site=site, by=actor_at(site.parent.parent, Role.ADMINISTRATION, NOW))


def give(occasion, by, **changed):
    said = {"kind": SupportKind.SHOWED, "visitors": 2, "minutes": 15} | changed
    return record_support(occasion=occasion, by=by, **said)


def test_support_is_about_nobody_and_says_who_gave_it(site):
    by = actor_at(site, Role.PHYSIOTHERAPIST, NOW)
    support = give(open_gym_today(site=site, by=by), by)
    assert (support.given_by, support.role, support.site, support.on) == (
        by.user,
        Role.PHYSIOTHERAPIST,
        site,
        date(2026, 3, 3),
    )
    assert not [
        field for field in Support._meta.fields if field.related_model and "people" in field.related_model.__module__
    ]


def test_the_same_press_twice_is_one_support_and_a_later_one_is_another(site, staff):
    gym = open_gym_today(site=site, by=staff)
    assert give(gym, staff) == give(gym, staff)
    give(gym, staff, minutes=20)
    assert Support.objects.count() == 2


def test_what_is_put_right_and_taken_away_stays_among_the_corrections(site, staff):
    support = give(open_gym_today(site=site, by=staff), staff)
    change_support(support=support, kind=SupportKind.SHOWED, visitors=2, minutes=15, by=staff)
    assert not Correction.objects.exists()
    change_support(support=support, kind=SupportKind.TALKED, visitors=1, minutes=600, by=staff)
    remove_support(support=support, by=staff)
    assert list(Correction.objects.values_list("was", "became", "by")) == [
        ("Visade en maskin: 2 × 15 min", "Samtalade och uppmuntrade: 1 × 600 min", staff.user.pk),
        ("Samtalade och uppmuntrade: 1 × 600 min", "borttaget", staff.user.pk),
    ]
    with pytest.raises(Refused, match="redan borttaget"):
        change_support(support=support, kind=SupportKind.SHOWED, visitors=1, minutes=1, by=staff)
    with pytest.raises(PermissionDenied):
        remove_support(support=support, by=actor_at(SiteFactory(), Role.CARE_STAFF, NOW))


def test_refused_support_makes_no_time_in_the_programme(site, staff):
    with pytest.raises(Refused):
        support_today(site=site, kind=SupportKind.SHOWED, visitors=0, minutes=1, by=staff)
    assert not Occasion.objects.exists()


@pytest.mark.parametrize("wrong", [{"visitors": 0}, {"visitors": 201}, {"minutes": 0}, {"minutes": 601}, {"kind": "x"}])
def test_impossible_support_is_refused(site, staff, wrong):
    with pytest.raises(Refused):
        give(open_gym_today(site=site, by=staff), staff, **wrong)


def test_support_belongs_to_the_gym(site, staff):
    elsewhere = occasion_of(activity_at(site, at=EARLY), on=date(2026, 3, 3), at=EARLY)
    with pytest.raises(Refused, match="minigymmet"):
        give(elsewhere, staff)


@pytest.mark.django_db(transaction=True)
def test_two_who_open_the_gym_at_the_same_moment_meet_the_same_list():
    site = SiteFactory()
    staff = [actor_at(site, Role.CARE_STAFF, NOW) for _each in range(4)]
    assert at_once([lambda by=by: open_gym_today(site=site, by=by) for by in staff]) == [None] * 4
    assert Occasion.objects.count() == Activity.objects.count() == 1
