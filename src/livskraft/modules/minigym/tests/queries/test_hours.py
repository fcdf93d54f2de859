"""Is a gym open and staffed when its hours, exceptions, holidays and closures together say so?"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from livskraft.access.tests.factories import actor_at
from livskraft.modules.minigym.actions.hours import close_gym, make_exception, reopen_gym, set_hours
from livskraft.modules.minigym.queries.hours import Span, closed_because, opening, schedule, schedules, staffed
from livskraft.modules.minigym.rules import Weekday
from livskraft.modules.minigym.tests.factories import GymFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
TUESDAY = date(2026, 3, 3)
GOOD_FRIDAY, WINTER, SUMMER = date(2026, 4, 3), date(2026, 3, 28), date(2026, 3, 29)
DAY, MORNING = Span(time(8), time(17)), Span(time(9), time(12))
STOCKHOLM = ZoneInfo("Europe/Stockholm")


@pytest.fixture
def gym():
    return GymFactory()


@pytest.fixture
def by(gym):
    return actor_at(gym.site, at=AT)


@pytest.fixture
def usual(gym, by):
    """Open and partly staffed every day of the week, closed on holidays."""
    days = [row for row in Weekday if row != Weekday.HOLIDAY]
    return set_hours(
        gym=gym, opening={row: [DAY] for row in days}, staffed={Weekday.TUESDAY: [MORNING]}, version=1, by=by
    )


def test_the_usual_hours_hold_on_a_usual_day(gym, usual):
    assert (opening(gym, TUESDAY), staffed(gym, TUESDAY), closed_because(gym, TUESDAY)) == ([DAY], [MORNING], None)
    assert staffed(gym, TUESDAY + timedelta(days=1)) == []


def test_a_gym_that_has_told_no_hours_is_not_called_closed(gym):
    assert (opening(gym, GOOD_FRIDAY), closed_because(gym, GOOD_FRIDAY), schedule(gym).known) == ([], None, False)


def test_a_holiday_has_hours_of_its_own(gym, usual, by):
    assert (opening(gym, GOOD_FRIDAY), closed_because(gym, GOOD_FRIDAY)) == ([], "Långfredagen")
    set_hours(gym=gym, opening={Weekday.HOLIDAY: [MORNING]}, staffed={}, version=2, by=by)
    assert (opening(gym, GOOD_FRIDAY), closed_because(gym, GOOD_FRIDAY)) == ([MORNING], None)
    assert schedule(gym).day(GOOD_FRIDAY).note == "Långfredagen"


def test_an_exception_holds_from_its_first_to_its_last_day_and_before_the_holiday(gym, usual, by):
    last = GOOD_FRIDAY + timedelta(days=1)
    make_exception(
        gym=gym, first_day=GOOD_FRIDAY, last_day=last, reason="Påsköppet", opening=DAY, staffed=MORNING, by=by
    )
    for day in (GOOD_FRIDAY, last):
        assert (opening(gym, day), staffed(gym, day)) == ([DAY], [MORNING])
    assert opening(gym, last + timedelta(days=1)) == []  # Easter Sunday
    assert opening(gym, GOOD_FRIDAY - timedelta(days=1)) == [DAY]


def test_an_exception_without_hours_says_why_it_is_closed(gym, usual, by):
    make_exception(gym=gym, first_day=TUESDAY, last_day=TUESDAY, reason="Golvet lackas", by=by)
    assert (opening(gym, TUESDAY), closed_because(gym, TUESDAY)) == ([], "Golvet lackas")


def test_a_closure_holds_until_the_day_it_opens_again(gym, usual, by):
    close_gym(gym=gym, reason="Vattenläcka", by=by)
    for days in (0, 1, 100):
        assert closed_because(gym, TUESDAY + timedelta(days=days)) == "Vattenläcka"
    assert closed_because(gym, TUESDAY - timedelta(days=1)) is None
    thursday = AT + timedelta(days=2)
    reopen_gym(gym=gym, reason="Lagat", by=actor_at(gym.site, at=thursday))
    assert closed_because(gym, thursday.date() - timedelta(days=1)) == "Vattenläcka"
    assert opening(gym, thursday.date()) == [DAY]


@pytest.mark.parametrize(("clock", "open_"), [("07:59", False), ("08:00", True), ("16:59", True), ("17:00", False)])
@pytest.mark.parametrize("day", [WINTER, SUMMER])
def test_it_is_open_by_the_clock_on_the_wall_on_both_sides_of_summer_time(gym, usual, day, clock, open_):
    moment = datetime.combine(day, time.fromisoformat(clock), STOCKHOLM)
    assert schedule(gym).is_open(moment.astimezone(UTC)) is open_


def test_a_closed_gym_is_open_again_from_the_minute_it_opens(gym, usual, by):
    close_gym(gym=gym, reason="Vattenläcka", by=by)
    assert schedule(gym).is_open(AT) is False
    later = AT + timedelta(minutes=30)
    reopen_gym(gym=gym, reason="Torrt", by=actor_at(gym.site, at=later))
    assert schedule(gym).is_open(AT + timedelta(minutes=29)) is False
    assert schedule(gym).is_open(later) is True


def test_the_day_that_loses_an_hour_has_an_hour_less_between_the_moments():
    night = Span(time(1), time(4))
    lengths = {day: night.on(day)[1].astimezone(UTC) - night.on(day)[0].astimezone(UTC) for day in (WINTER, SUMMER)}
    assert lengths == {WINTER: timedelta(hours=3), SUMMER: timedelta(hours=2)}
    assert all(moment.tzinfo for moment in night.on(SUMMER))


def test_what_is_over_is_left_out_when_one_asks_from_a_day(gym, usual, by):
    make_exception(gym=gym, first_day=TUESDAY, last_day=TUESDAY, reason="Golvet lackas", by=by)
    close_gym(gym=gym, reason="Vattenläcka", by=by)
    reopen_gym(gym=gym, reason="Torrt", by=by)
    tomorrow = schedules([gym], since=TUESDAY + timedelta(days=1))[gym.pk]
    today = schedules([gym], since=TUESDAY)[gym.pk]
    assert (len(tomorrow.exceptions), len(tomorrow.closures)) == (0, 0)
    assert (len(today.exceptions), len(today.closures)) == (1, 1)


def test_twenty_gyms_cost_as_much_as_one(usual, gym, django_assert_num_queries):
    more = [GymFactory(site=gym.site) for _number in range(19)]
    for some in ([gym], [gym, *more]):
        with django_assert_num_queries(3):
            schedules(some)
