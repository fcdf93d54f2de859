"""Are hours, exceptions and closures refused when they make no sense, and kept when they do?"""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.modules.minigym.actions.hours import (
    close_gym,
    make_exception,
    reopen_gym,
    set_hours,
    take_back_exception,
)
from livskraft.modules.minigym.actions.routines import make_template
from livskraft.modules.minigym.models import Closure, HoursException
from livskraft.modules.minigym.queries.hours import Span
from livskraft.modules.minigym.rules import Every, Weekday
from livskraft.modules.minigym.tests.factories import GymFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 3)
DAY, MORNING = Span(time(8), time(17)), Span(time(9), time(12))


@pytest.fixture
def gym():
    return GymFactory()


@pytest.fixture
def by(gym):
    return actor_at(gym.site, at=AT)


def test_new_hours_take_the_place_of_the_old(gym, by):
    set_hours(gym=gym, opening={Weekday.MONDAY: [DAY]}, staffed={}, version=1, by=by)
    set_hours(gym=gym, opening={Weekday.FRIDAY: [DAY]}, staffed={Weekday.FRIDAY: [MORNING]}, version=2, by=by)
    rows = set(gym.hours.values_list("weekday", "staffed", "starts"))
    assert rows == {(4, False, time(8)), (4, True, time(9))}


def test_whoever_saves_hours_that_somebody_changed_meanwhile_meets_a_conflict(gym, by):
    set_hours(gym=gym, opening={Weekday.MONDAY: [DAY]}, staffed={}, version=1, by=by)
    with pytest.raises(Conflict):
        set_hours(gym=gym, opening={}, staffed={}, version=1, by=by)
    assert gym.hours.count() == 1


@pytest.mark.parametrize(
    ("opening", "staffed", "field"),
    [
        ([Span(time(8), time(12)), Span(time(11), time(16))], [], "opening_0"),
        ([Span(time(9), time(12))], [Span(time(8), time(12))], "staffed_0"),
        ([], [MORNING], "staffed_0"),
        ([DAY], [MORNING, Span(time(11), time(14))], "staffed_0"),
    ],
)
def test_hours_that_make_no_sense_are_refused_at_their_day(gym, by, opening, staffed, field):
    with pytest.raises(Refused) as refused:
        set_hours(gym=gym, opening={Weekday.MONDAY: opening}, staffed={Weekday.MONDAY: staffed}, version=1, by=by)
    assert refused.value.field == field


def test_spans_may_meet_but_not_overlap(gym, by):
    meeting = [Span(time(12), time(16)), Span(time(8), time(12))]
    set_hours(gym=gym, opening={Weekday.MONDAY: meeting}, staffed={}, version=1, by=by)
    assert gym.hours.count() == 2


@pytest.mark.parametrize(
    ("first", "last", "more", "field"),
    [
        (1, 0, {}, "last_day"),
        (-3, -1, {}, "last_day"),
        (1, 1, {"reason": "  "}, "reason"),
        (1, 1, {"staffed": MORNING}, "staffed"),
        (1, 1, {"opening": MORNING, "staffed": DAY}, "staffed"),
    ],
)
def test_an_exception_that_makes_no_sense_is_refused(gym, by, first, last, more, field):
    days = {"first_day": TODAY + timedelta(days=first), "last_day": TODAY + timedelta(days=last)}
    with pytest.raises(Refused) as refused:
        make_exception(gym=gym, by=by, **days, **({"reason": "Städdag"} | more))
    assert refused.value.field == field


@pytest.mark.parametrize(("first", "last", "meets"), [(0, 4, False), (0, 5, True), (7, 9, True), (8, 9, False)])
def test_two_exceptions_never_hold_on_the_same_day(gym, by, first, last, meets):
    def exception(first, last):
        days = {"first_day": TODAY + timedelta(days=first), "last_day": TODAY + timedelta(days=last)}
        return make_exception(gym=gym, reason="Städdag", by=by, **days)

    exception(5, 7)
    if meets:
        with pytest.raises(Refused):
            exception(first, last)
    else:
        exception(first, last)
    assert gym.hours_exceptions.count() == (1 if meets else 2)


def test_an_exception_can_be_taken_back_twice(gym, by):
    exception = make_exception(gym=gym, first_day=TODAY, last_day=TODAY, reason="Städdag", by=by)
    same = HoursException.objects.get()
    take_back_exception(exception=exception, by=by)
    take_back_exception(exception=same, by=by)
    assert not HoursException.objects.exists()


def test_care_staff_may_close_a_gym_but_not_open_it_or_change_its_hours(gym):
    nurse = actor_at(gym.site, Role.CARE_STAFF, at=AT)
    close_gym(gym=gym, reason="Vattenläcka", by=nurse)
    with pytest.raises(PermissionDenied):
        reopen_gym(gym=gym, reason="Torrt", by=nurse)
    with pytest.raises(PermissionDenied):
        set_hours(gym=gym, opening={}, staffed={}, version=1, by=nurse)
    with pytest.raises(PermissionDenied):
        make_exception(gym=gym, first_day=TODAY, last_day=TODAY, reason="Stängt", by=nurse)


def test_two_who_close_at_once_close_it_once_and_it_opens_once(gym, by):
    first = close_gym(gym=gym, reason="Vattenläcka", by=by)
    assert close_gym(gym=gym, reason="Elfel", by=by) == first
    reopen_gym(gym=gym, reason="Torrt", by=by)
    with pytest.raises(Refused):
        reopen_gym(gym=gym, reason="Torrt", by=by)
    closure = Closure.objects.get()
    assert (closure.reason, closure.ended_reason, closure.ended_by) == ("Vattenläcka", "Torrt", by.user)


def test_a_gym_that_opens_again_owes_this_weeks_check_and_none_of_those_it_missed(gym, by):
    make_template(name="Veckokontroll", every=Every.WEEK, points=["Golvet"], gym=gym, by=by)
    close_gym(gym=gym, reason="Vattenläcka", by=by)
    reopen_gym(gym=gym, reason="Torrt", by=actor_at(gym.site, at=AT + timedelta(days=60)))
    assert gym.routines.get().done_for == date(2026, 4, 20)


def test_the_log_names_what_was_changed_and_no_words(gym, by):
    close_gym(gym=gym, reason="Anna föll", by=by)
    entry = AuditEntry.objects.get(verb="minigym.gym_closed")
    assert entry.field_names == ["reason"]
    assert "Anna" not in str(entry.__dict__)
