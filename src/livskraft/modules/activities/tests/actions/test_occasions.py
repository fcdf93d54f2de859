"""Is what is cancelled or moved so for everybody, and does nothing happen to what has been held?"""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.actor import system_actor
from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.tests.at_once import at_once
from livskraft.modules.activities.actions import occasions
from livskraft.modules.activities.actions.programme import Details, add_series, change_activity
from livskraft.modules.activities.actions.sign_ups import cancel_sign_up
from livskraft.modules.activities.models import ClosedDay, LocalRule, Occasion
from livskraft.modules.activities.rules.local_rules import LocalRuleKey
from livskraft.modules.activities.rules.recurrence import Recurrence
from livskraft.modules.activities.rules.vocabulary import SignUpMode, State
from livskraft.modules.activities.tests.factories import activity_at, occasion_of
from livskraft.modules.activities.tests.sign_ups import signed
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
TODAY = NOW.date()
TOMORROW, LATER = TODAY + timedelta(days=1), TODAY + timedelta(days=8)
BY = system_actor("test", NOW)


@pytest.fixture
def activity():
    return activity_at(SiteFactory(), at=NOW)


@pytest.fixture
def occasion(activity):
    return occasion_of(activity, at=NOW)


def cancel(occasion, reason="Ledaren har förhinder", **more):
    return occasions.cancel_occasion(occasion=occasion, reason=reason, **({"by": BY} | more))


def move(occasion, on=LATER, from_time=time(14), to_time=time(15), reason="Salen är upptagen", **more):
    return occasions.move_occasion(
        occasion=occasion, on=on, from_time=from_time, to_time=to_time, reason=reason, **({"by": BY} | more)
    )


def restore(occasion, **more):
    return occasions.restore_occasion(occasion=occasion, **({"by": BY} | more))


def close(activity, on=LATER, reason="Städdag"):
    return occasions.close_day(site=activity.site, on=on, reason=reason, by=BY)


def field_of(act):
    with pytest.raises(Refused) as said:
        act()
    return said.value.field


def taken(occasion):
    Occasion.objects.filter(pk=occasion.pk).update(attendance_taken_at=NOW)


def test_a_time_without_an_end_lasts_as_long_as_the_local_rule_says(activity):
    assert occasion_of(activity, to_time=None, at=NOW).ends_at == datetime(2026, 3, 3, 10, tzinfo=UTC)
    LocalRule.objects.create(key=LocalRuleKey.ASSUMED_MINUTES, number=90, source="Beslut")
    longer = occasion_of(activity, on=LATER, to_time=None, at=NOW)
    assert longer.ends_at - longer.starts_at == timedelta(minutes=90)


@pytest.mark.parametrize(
    ("from_time", "to_time", "meets"),
    [
        (time(9), time(10), False),
        (time(11, 30), time(12), False),
        (time(9), time(10, 1), True),
        (time(11, 29), None, True),
        (time(10, 30), time(11), True),
        (time(9), time(13), True),
    ],
)
def test_two_times_of_an_activity_may_follow_upon_each_other_and_not_meet(
    activity, occasion, from_time, to_time, meets
):
    again = {"on": TOMORROW, "from_time": from_time, "to_time": to_time, "at": NOW}
    if meets:
        assert field_of(lambda: occasion_of(activity, **again)) == "from_time"
    else:
        occasion_of(activity, **again)
    occasion_of(activity_at(activity.site, at=NOW, title="Bingo"), **again)


def test_where_one_was_cancelled_another_may_stand_and_then_the_first_cannot_come_back(activity, occasion):
    cancel(occasion)
    occasion_of(activity, at=NOW)
    assert field_of(lambda: restore(occasion)) == "from_time"


@pytest.mark.parametrize("day", [date(1999, 12, 31), date(2206, 3, 3), date(1, 1, 1), date.max])
def test_a_day_in_another_age_is_refused(activity, occasion, day):
    assert field_of(lambda: occasion_of(activity, on=day, at=NOW)) == "on"
    assert field_of(lambda: move(occasion, on=day)) == "on"
    assert field_of(lambda: close(activity, on=day)) == "on"


def test_what_is_cancelled_says_why_and_can_be_taken_back(occasion):
    cancelled = cancel(occasion, reason=" Ledaren\nhar\x00 förhinder ")
    assert (cancelled.state, cancelled.reason) == (State.CANCELLED, "Ledaren har förhinder")
    assert cancelled.changed_at == NOW
    restored = restore(occasion)
    assert (restored.state, restored.reason, restored.version) == (State.PLANNED, "", 3)
    verbs = AuditEntry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs)[-2:] == ["activities.occasion_cancelled", "activities.occasion_restored"]


@pytest.mark.parametrize("reason", ["", " \u200b", "x" * 201])
def test_a_reason_is_needed_and_short(occasion, reason):
    assert field_of(lambda: cancel(occasion, reason=reason)) == "reason"
    assert field_of(lambda: move(occasion, reason=reason)) == "reason"
    occasion.refresh_from_db()
    assert (occasion.state, occasion.on) == (State.PLANNED, TOMORROW)


def test_what_was_held_and_filled_in_is_neither_cancelled_nor_moved(occasion):
    taken(occasion)
    for act in (cancel, move):
        with pytest.raises(Refused):
            act(occasion)


def test_what_nobody_has_filled_in_can_be_cancelled_afterwards(activity):
    past = occasion_of(activity, on=TODAY - timedelta(days=3), at=NOW)
    assert cancel(past).is_cancelled


def test_only_what_is_planned_is_cancelled_or_moved_and_only_what_is_cancelled_taken_back(occasion):
    with pytest.raises(Refused):
        restore(occasion)
    cancel(occasion)
    for act in (cancel, move):
        with pytest.raises(Refused):
            act(occasion)


def test_what_is_moved_remembers_where_it_first_stood_until_it_is_back(occasion):
    first = occasion.starts_at
    moved = move(occasion)
    assert (moved.on, moved.moved_from, moved.starts_at) == (LATER, first, datetime(2026, 3, 10, 13, tzinfo=UTC))
    assert move(occasion, from_time=time(15), to_time=None).moved_from == first
    assert move(occasion, on=TOMORROW, from_time=time(10), to_time=time(11)).moved_from is None


def test_a_later_end_alone_is_no_move_and_no_change_at_all_is_refused(occasion):
    assert field_of(lambda: move(occasion, on=TOMORROW, from_time=time(10), to_time=time(11, 30))) == "on"
    longer = move(occasion, on=TOMORROW, from_time=time(10), to_time=time(12))
    assert (longer.was_moved, longer.ends_at.hour) == (False, 11)


def test_an_occasion_moves_within_its_own_hours_but_not_onto_another(activity, occasion):
    occasion_of(activity, on=LATER, from_time=time(14), to_time=time(16), at=NOW)
    assert field_of(lambda: move(occasion)) == "from_time"
    assert move(occasion, on=TOMORROW, from_time=time(10, 30), to_time=time(12)).from_time == time(10, 30)


def test_onto_a_closed_day_it_is_moved_only_by_who_says_so(activity, occasion):
    close(activity)
    assert field_of(lambda: move(occasion)) == "on"
    assert field_of(lambda: occasion_of(activity, on=LATER, at=NOW)) == "on"
    assert move(occasion, although_closed=True).on == LATER


def test_a_closed_day_cancels_what_was_on_and_opened_again_leaves_that_to_people(activity, occasion):
    filled, other = (
        occasion_of(activity, on=LATER, at=NOW),
        occasion_of(activity, on=LATER, from_time=time(13), to_time=None, at=NOW),
    )
    taken(filled)
    closed = close(activity)
    states = dict(Occasion.objects.values_list("pk", "state"))
    assert states == {occasion.pk: State.PLANNED, filled.pk: State.PLANNED, other.pk: State.CANCELLED}
    other.refresh_from_db()
    assert (other.reason, other.version) == ("Städdag", 2)
    with pytest.raises(Refused):
        restore(other)
    occasions.open_day(closed=closed, by=BY)
    occasions.open_day(closed=closed, by=BY)
    assert not ClosedDay.objects.exists()
    assert restore(other).state == State.PLANNED


def test_a_day_is_closed_once_and_not_after_it_has_been(activity):
    close(activity, reason="")
    assert field_of(lambda: close(activity)) == "on"
    assert field_of(lambda: close(activity, on=TODAY - timedelta(days=1))) == "on"
    assert ClosedDay.objects.get().reason == ""


def test_another_room_this_once(occasion):
    changed = occasions.change_occasion(occasion=occasion, place=" Parken ", leader="", by=BY)
    assert (changed.place, changed.leader) == ("Parken", "")
    assert field_of(lambda: occasions.change_occasion(occasion=occasion, place="x" * 121, leader="", by=BY)) == "place"


def test_the_second_of_two_who_change_an_occasion_gets_a_conflict(occasion):
    occasions.change_occasion(occasion=occasion, place="Parken", leader="", version=1, by=BY)
    for act in (
        lambda: cancel(occasion, version=1),
        lambda: move(occasion, version=1),
        lambda: restore(occasion, version=1),
        lambda: occasions.change_occasion(occasion=occasion, place="", leader="", version=1, by=BY),
    ):
        with pytest.raises(Conflict):
            act()


def test_nobody_from_elsewhere_changes_an_occasion(activity, occasion):
    closed = close(activity)
    for stranger in (actor_at(activity.site, Role.COMMITTEE_SECRETARY), actor_at(SiteFactory())):
        for act in (
            lambda by: cancel(occasion, by=by),
            lambda by: move(occasion, by=by),
            lambda by: restore(occasion, by=by),
            lambda by: occasions.change_occasion(occasion=occasion, place="", leader="", by=by),
            lambda by: occasions.add_occasion(activity=activity, on=TOMORROW, from_time=time(7), by=by),
            lambda by: occasions.close_day(site=activity.site, on=TOMORROW, by=by),
            lambda by: occasions.open_day(closed=closed, by=by),
        ):
            with pytest.raises(PermissionDenied):
                act(stranger)


def test_an_occasion_with_more_seats_given_than_there_are_left_is_not_taken_back(activity):
    made = occasion_of(activity_at(activity.site, at=NOW, sign_up="staff", capacity=2), at=NOW)
    first, _second = [signed(made, name, BY) for name in ("Rut", "Sten")]
    cancelled = cancel(made)
    change_activity(activity=made.activity, details=Details("Sittgympa", sign_up=SignUpMode.STAFF, capacity=1), by=BY)
    with pytest.raises(Refused, match="2 har plats"):
        restore(cancelled)
    cancel_sign_up(sign_up=first, by=BY)
    assert not restore(cancelled).is_cancelled


def test_an_occasion_that_has_begun_is_not_moved_ahead_with_more_seats_given_than_there_are_left(activity):
    made = occasion_of(activity_at(activity.site, at=NOW, sign_up="staff", capacity=2), at=NOW)
    for name in ("Rut", "Sten"):
        signed(made, name, BY)
    after = system_actor("test", NOW + timedelta(days=2))
    fewer = Details("Sittgympa", sign_up=SignUpMode.STAFF, capacity=1)
    change_activity(activity=made.activity, details=fewer, by=after)
    with pytest.raises(Refused, match="2 har plats"):
        move(made, by=after)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", ["add", "move", "restore", "series"])
def test_nothing_comes_to_stand_on_a_day_at_the_moment_when_it_is_closed(what):
    """Both have looked before either writes: one of them must be told."""
    activity = activity_at(SiteFactory(), at=NOW)
    held = occasion_of(activity, on=LATER if what == "restore" else TOMORROW, at=NOW)
    if what == "restore":
        held = cancel(held)
    weekly = Recurrence("weekly", 1, (LATER.weekday(),), LATER, LATER)
    acts = {
        "add": lambda: occasion_of(activity, on=LATER, at=NOW),
        "move": lambda: move(held),
        "restore": lambda: restore(held),
        "series": lambda: add_series(activity=activity, recurrence=weekly, from_time=time(10), by=BY),
    }
    at_once([acts[what], lambda: close(activity)])
    assert not Occasion.objects.planned().filter(on=LATER).exists()
