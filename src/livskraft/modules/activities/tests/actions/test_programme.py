"""Does an activity come into the programme as it is said, and leave it without losing what somebody relies on?"""

import threading
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from livskraft.access.actor import system_actor
from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.tests.at_once import at_once
from livskraft.modules.activities.actions import programme
from livskraft.modules.activities.actions.gym_visits import record_support
from livskraft.modules.activities.actions.occasions import close_day
from livskraft.modules.activities.actions.programme import Details, Times
from livskraft.modules.activities.models import Activity, Occasion, Series, SignUp
from livskraft.modules.activities.rules.recurrence import Recurrence
from livskraft.modules.activities.rules.vocabulary import (
    DocumentationMode,
    Kind,
    Pattern,
    SignUpMode,
    SignUpState,
    State,
    SupportKind,
)
from livskraft.modules.activities.tests.factories import DECISION, activity_at, occasion_of
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)  # a Monday
TODAY = NOW.date()
DAYS = [TODAY + timedelta(days=number) for number in range(40)]
BY = system_actor("test", NOW)


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def activity(site):
    return activity_at(site, at=NOW)


def weekly(starts=TODAY, until=DAYS[20], weekdays=(0,), every=1):
    return Recurrence(Pattern.WEEKLY, every, weekdays, starts=starts, until=until)


def series_of(activity, from_time=time(10), by=BY, **when):
    return programme.add_series(
        activity=activity, recurrence=weekly(**when), from_time=from_time, to_time=time(11, 30), by=by
    )


def signed_up(occasion, key="1", state=SignUpState.SEAT):
    return SignUp.objects.create(
        occasion=occasion, site=occasion.site, name="N", key=key, state=state, signed_up_at=NOW
    )


def refused(**details):
    with pytest.raises(Refused) as said:
        activity_at(SiteFactory(), at=NOW, **details)
    return said.value.field


def test_an_activity_is_kept_as_it_is_said(site):
    activity = activity_at(site, at=NOW, title=" Sitt\x00gympa\n", cost=Decimal("20.50"), description="Ett.\r\nTvå.")
    activity.refresh_from_db()
    assert (activity.title, activity.cost, activity.description) == ("Sittgympa", Decimal("20.50"), "Ett.\nTvå.")
    entry = AuditEntry.objects.get(verb="activities.activity_added")
    assert set(entry.field_names) == {"title", "cost", "description"}
    assert "Sittgympa" not in str(entry.objects_touched)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "\u200b\n "),
        ("title", "x" * 121),
        ("kind", "nonsense"),
        ("description", "x" * 2001),
        ("cost", Decimal("-1")),
        ("cost", Decimal("1e9")),
        ("cost", Decimal("0.001")),
        ("capacity", 0),
        ("capacity", 1001),
        ("sign_up", "x"),
        ("documentation_mode", "x"),
        ("accessibility", "å" * 301),
    ],
)
def test_what_the_table_cannot_hold_is_refused_beside_its_field(field, value):
    assert refused(**{field: value}) == field
    assert not Activity.objects.exists()


@pytest.mark.parametrize("missing", ["decision_committee", "decision_reference", "decision_on"])
def test_counting_heads_rests_on_a_decision_with_committee_reference_and_date(missing):
    empty = None if missing == "decision_on" else "  "
    assert refused(**(DECISION | {missing: empty})) == missing


def test_a_decision_of_tomorrow_is_refused_and_the_table_holds_what_the_action_says(site):
    assert refused(**(DECISION | {"decision_on": DAYS[1]})) == "decision_on"
    activity = activity_at(site, at=NOW, **DECISION)
    assert activity.counts_heads
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.filter(pk=activity.pk).update(decision_reference="")


def test_a_decision_is_not_kept_where_everybody_is_written_up(site):
    activity = activity_at(site, at=NOW, **(DECISION | {"documentation_mode": DocumentationMode.INDIVIDUAL}))
    assert (activity.decision_reference, activity.decision_on) == ("", None)


def test_only_staff_and_managers_at_the_site_plan(site):
    plan = {"site": site, "details": Details(title="Bingo")}
    for role in (Role.CARE_STAFF, Role.UNIT_MANAGER, Role.PHYSIOTHERAPIST):
        programme.add_activity(**plan, by=actor_at(site, role))
    assert Activity.objects.count() == 3
    activity = Activity.objects.first()
    series = series_of(activity)
    for stranger in (actor_at(site, Role.ADMINISTRATION), actor_at(SiteFactory())):
        for act in (
            lambda by: programme.add_activity(**plan, by=by),
            lambda by: programme.change_activity(activity=activity, details=Details(title="X"), by=by),
            lambda by: programme.retire_activity(activity=activity, by=by),
            lambda by: programme.resume_activity(activity=activity, by=by),
            lambda by: series_of(activity, by=by, weekdays=(3,)),
            lambda by: programme.end_series(series=series, last_day=by.today, by=by),
        ):
            with pytest.raises(PermissionDenied):
                act(stranger)


def test_nothing_is_planned_at_a_closed_site_or_above_a_site(site):
    Unit.objects.filter(pk=site.pk).update(closed=TODAY)
    site.refresh_from_db()
    for where in (site, site.parent):
        with pytest.raises(Refused):
            activity_at(where, at=NOW)


def test_the_second_of_two_editors_gets_a_conflict(activity):
    programme.change_activity(activity=activity, details=Details(title="Bingo"), version=1, by=BY)
    for act in (
        lambda: programme.change_activity(activity=activity, details=Details(title="X"), version=1, by=BY),
        lambda: programme.retire_activity(activity=activity, version=1, by=BY),
    ):
        with pytest.raises(Conflict):
            act()
    activity.refresh_from_db()
    assert (activity.title, activity.version) == ("Bingo", 2)


def test_seats_cannot_be_fewer_than_those_already_given_at_a_coming_occasion(site):
    activity = activity_at(site, at=NOW, capacity=10, sign_up=SignUpMode.STAFF)
    over, coming = (
        occasion_of(activity, on=TODAY, from_time=time(7), to_time=time(8), at=NOW),
        occasion_of(activity, at=NOW),
    )
    for occasion in (over, over, coming, coming):
        signed_up(occasion, key=str(SignUp.objects.count()))
    signed_up(over, key="past")
    signed_up(coming, key="waiting", state=SignUpState.WAITING)

    def seats(number):
        details = Details(title="Sittgympa", capacity=number, sign_up=SignUpMode.STAFF)
        programme.change_activity(activity=activity, details=details, by=BY)

    seats(2)
    with pytest.raises(Refused) as said:
        seats(1)
    assert said.value.field == "capacity"


def test_a_series_makes_its_occasions_and_leaves_out_days_when_it_is_closed(site, activity):
    close_day(site=site, on=DAYS[7], reason="Stängt", by=BY)
    series = series_of(activity)
    held = list(series.occasions.order_by("on"))
    assert [each.on for each in held] == [DAYS[0], DAYS[14]]
    assert (held[0].starts_at, held[0].ends_at) == (NOW + timedelta(hours=1), NOW + timedelta(hours=2, minutes=30))
    assert held[0].site == site


def test_a_series_over_both_nights_when_the_clocks_change_begins_by_the_clock_each_day(activity):
    days = {"starts": date(2026, 3, 26), "until": date(2026, 10, 31), "weekdays": tuple(range(7))}
    series = series_of(activity, **days)
    assert {each.starts_at.hour for each in series.occasions.all()} == {8, 9}
    assert set(series.occasions.values_list("from_time", flat=True)) == {time(10)}


def test_every_day_for_ten_years_costs_as_many_questions_as_a_fortnight_but_for_its_rows(site):
    def cost(until):
        activity = activity_at(site, at=NOW)
        with CaptureQueriesContext(connection) as asked:
            series = series_of(activity, until=until, weekdays=tuple(range(7)))
        inserts = [each for each in asked if "INSERT" in each["sql"] and "activities_occasion" in each["sql"]]
        return series.occasions.count(), len(asked) - len(inserts)

    assert cost(DAYS[13])[0] == 14
    few, many = cost(DAYS[13]), cost(date(2036, 3, 2))
    assert many[0] == 3654
    assert many[1] == few[1]


@pytest.mark.parametrize(
    ("when", "field"),
    [
        ({"until": TODAY - timedelta(days=1)}, "until"),
        ({"starts": date(1026, 3, 2)}, "starts"),
        ({"until": date(2206, 3, 2)}, "until"),
        ({"weekdays": ()}, "weekdays"),
        ({"weekdays": (6,), "until": DAYS[3]}, "until"),
    ],
)
def test_a_series_that_is_nonsense_is_refused_beside_its_field(activity, when, field):
    with pytest.raises(Refused) as said:
        series_of(activity, **when)
    assert said.value.field == field
    assert not Series.objects.exists()


def test_a_series_that_meets_another_time_of_the_activity_is_refused_and_one_that_follows_upon_it_is_not(activity):
    series_of(activity)
    with pytest.raises(Refused):
        series_of(activity, from_time=time(11))
    programme.add_series(activity=activity, recurrence=weekly(), from_time=time(11, 30), by=BY)
    assert activity.occasions.count() == 6


def test_an_ended_series_keeps_what_has_been_and_cancels_what_somebody_relies_on(activity):
    series = series_of(activity)
    first, _second, third = series.occasions.order_by("on")
    signed_up(third)
    programme.end_series(series=series, last_day=TODAY, by=BY)
    assert set(series.occasions.values_list("pk", "state")) == {(first.pk, State.PLANNED), (third.pk, State.CANCELLED)}
    for wrong in (TODAY - timedelta(days=1), TODAY):
        with pytest.raises(Refused):
            programme.end_series(series=series, last_day=wrong, by=BY)


def test_a_retired_activity_keeps_what_has_been_and_can_be_taken_up_again(activity):
    early = occasion_of(activity, on=TODAY, from_time=time(7), to_time=time(8), at=NOW)
    series_of(activity, weekdays=(1,))
    programme.retire_activity(activity=activity, by=BY)
    assert list(activity.occasions.all()) == [early]
    with pytest.raises(Refused):
        occasion_of(activity, at=NOW)
    with pytest.raises(Refused):
        programme.retire_activity(activity=activity, by=BY)
    programme.resume_activity(activity=activity, by=BY)
    assert occasion_of(activity, at=NOW).activity == activity


def test_an_activity_starts_with_its_times_or_not_at_all(site):
    def start(**times):
        return programme.start_activity(
            site=site, details=Details(title="Bingo"), times=Times(time(10), time(11), **times), by=BY
        )

    with pytest.raises(Refused):
        start(recurrence=weekly(until=TODAY - timedelta(days=1)))
    with pytest.raises(Refused):
        start()
    assert not Activity.objects.exists()
    assert start(recurrence=weekly()).occasions.count() == 3


def test_the_same_form_sent_twice_makes_one_activity(site):
    again = {"site": site, "details": Details(title="Bingo"), "times": Times(time(10), time(11), on=DAYS[1]), "by": BY}
    programme.start_activity(**again)
    with pytest.raises(Refused) as said:
        programme.start_activity(**again)
    assert said.value.field == "title"
    programme.start_activity(**(again | {"times": Times(time(15), on=DAYS[1])}))
    programme.start_activity(**(again | {"site": SiteFactory()}))
    assert (Activity.objects.count(), Occasion.objects.count()) == (3, 3)


def test_where_support_was_given_before_the_hour_the_occasion_stays_when_the_activity_ends(site):
    gym = activity_at(site, kind=Kind.GYM, at=NOW)
    soon = occasion_of(gym, on=TODAY, from_time=time(9, 30), to_time=time(11), at=NOW)
    staff = actor_at(site, Role.CARE_STAFF, at=NOW)
    record_support(occasion=soon, kind=SupportKind.SHOWED, visitors=1, minutes=10, by=staff)
    programme.retire_activity(activity=gym, by=BY)
    soon.refresh_from_db()
    assert soon.is_cancelled


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="It writes one transaction at a time and locks no rows")
def test_fewer_seats_lock_the_occasions_in_the_order_of_a_closed_day():
    """Who waits for the occasion that was made first holds none of the others, though it is the last of the day."""
    activity = activity_at(SiteFactory(), capacity=5, sign_up=SignUpMode.STAFF, at=NOW)
    made = [occasion_of(activity, on=DAYS[1], from_time=time(at), to_time=None, at=NOW) for at in (14, 12, 10)]
    first, *others = [each.pk for each in made]
    fewer = Details(title=activity.title, capacity=2, sign_up=SignUpMode.STAFF)

    def hold_the_first_and_take_the_rest():
        with transaction.atomic():
            list(Occasion.objects.select_for_update().filter(pk=first))
            held.set()
            while not waits():
                threading.Event().wait(0.01)
            list(Occasion.objects.select_for_update(nowait=True).filter(pk__in=others))

    def change():
        held.wait()
        programme.change_activity(activity=activity, details=fewer, by=BY)

    held = threading.Event()
    assert at_once([hold_the_first_and_take_the_rest, change]) == [None, None]


def waits():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0]
