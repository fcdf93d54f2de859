"""Is lunch set up, its menu written, portions booked and counted by who may, and never one portion too many?"""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from livskraft.access.actor import system_actor
from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.modules.activities.actions.lunch import (
    DishLine,
    Serving,
    book_lunch,
    cancel_lunch,
    count_portions,
    forget_lunch_guests,
    set_lunch,
    tell_guest,
    write_menu,
)
from livskraft.modules.activities.actions.occasions import close_day, open_day
from livskraft.modules.activities.models import ClosedDay, Dish, LunchBooking, LunchCount
from livskraft.modules.activities.rules.vocabulary import Allergen
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 1, 19)
SERVING = Serving(range(5), time(11, 30), time(13), Decimal(85), "", True, 5, time(9))


def at(day=MONDAY, hour=8, minute=0):
    return system_actor("test", timezone.make_aware(datetime.combine(day, time(hour, minute))))


@pytest.fixture
def site():
    found = SiteFactory()
    set_lunch(site=found, serving=SERVING, by=at())
    return found


def test_lunch_needs_a_day_and_an_end_after_its_start():
    site = SiteFactory()
    with pytest.raises(Refused) as no_day:
        set_lunch(site=site, serving=Serving((), time(11), time(12)), by=at())
    assert no_day.value.field == "weekdays"
    with pytest.raises(Refused, match="sluta"):
        set_lunch(site=site, serving=Serving((0,), time(12), time(12)), by=at())


def test_the_second_to_change_the_lunch_meets_the_first(site):
    set_lunch(site=site, serving=SERVING, version=1, by=at())
    with pytest.raises(Conflict):
        set_lunch(site=site, serving=SERVING, version=1, by=at())
    with pytest.raises(Conflict):
        set_lunch(site=site, serving=SERVING, by=at())


def test_a_menu_takes_the_place_of_what_stood_there_and_leaves_other_weeks(site):
    later = MONDAY + timedelta(weeks=1)
    write_menu(site=site, monday=MONDAY, dishes={MONDAY: [DishLine("Fisk")]}, by=at())
    write_menu(site=site, monday=later, dishes={later: [DishLine("Soppa")]}, by=at())
    write_menu(site=site, monday=MONDAY, dishes={MONDAY: [DishLine("Kyckling", allergens=(Allergen.MILK,))]}, by=at())
    assert list(Dish.objects.values_list("name", "allergens")) == [("Kyckling", ["milk"]), ("Soppa", None)]


def test_the_second_to_write_a_menu_meets_the_first_and_nothing_is_lost(site):
    write_menu(site=site, monday=MONDAY, dishes={MONDAY: [DishLine("Fisk")]}, version=1, by=at())
    with pytest.raises(Conflict):
        write_menu(site=site, monday=MONDAY, dishes={}, version=1, by=at())
    assert Dish.objects.get().name == "Fisk"


@pytest.mark.parametrize(("asked", "left"), [(5, 0), (6, None), (50, None)])
def test_portions_are_booked_to_the_last_and_not_beyond(site, asked, left):
    if left is None:
        with pytest.raises(Refused, match="5 portioner kvar"):
            book_lunch(site=site, on=MONDAY, name="Rut", portions=asked, by=at())
    else:
        book_lunch(site=site, on=MONDAY, name="Rut", portions=asked, by=at())
        with pytest.raises(Refused, match="0 portioner kvar"):
            book_lunch(site=site, on=MONDAY, name="Sten", by=at())


@pytest.mark.parametrize(
    ("when", "on", "refused"),
    [
        (at(hour=9), MONDAY, False),
        (at(hour=9, minute=1), MONDAY, True),
        (at(), MONDAY - timedelta(days=3), True),
        (at(), MONDAY + timedelta(days=5), True),
        (at(), MONDAY + timedelta(days=1), False),
    ],
    ids=["on the stroke", "a minute late", "last week", "a Saturday", "tomorrow"],
)
def test_lunch_is_booked_in_time_and_on_days_when_it_is_served(site, when, on, refused):
    if refused:
        with pytest.raises(Refused):
            book_lunch(site=site, on=on, name="Rut", by=when)
    else:
        assert book_lunch(site=site, on=on, name="Rut", by=when).pk


def test_a_closed_day_has_no_lunch(site):
    ClosedDay.objects.create(site=site, on=MONDAY)
    with pytest.raises(Refused, match="stängd"):
        book_lunch(site=site, on=MONDAY, name="Rut", by=at())
    with pytest.raises(Refused, match="stängd"):
        count_portions(site=site, on=MONDAY, portions=3, by=at())


def test_what_is_cancelled_is_free_again_and_cancelling_twice_is_once(site):
    booking = book_lunch(site=site, on=MONDAY, name="Rut", portions=5, by=at())
    before = AuditEntry.objects.count()
    cancel_lunch(booking=booking, by=at())
    cancel_lunch(booking=booking, by=at())
    assert AuditEntry.objects.count() == before + 1
    assert book_lunch(site=site, on=MONDAY, name="Sten", portions=5, by=at()).pk


def test_counting_over_a_colleagues_count_is_a_conflict_unless_it_is_the_same(site):
    count_portions(site=site, on=MONDAY, portions=20, by=at())
    count_portions(site=site, on=MONDAY, portions=20, by=at())
    with pytest.raises(Conflict):
        count_portions(site=site, on=MONDAY, portions=25, by=at())
    count_portions(site=site, on=MONDAY, portions=25, was=20, by=at())
    assert LunchCount.objects.get().portions == 25


@pytest.mark.parametrize("portions", [-1, 2001])
def test_an_impossible_count_is_refused(site, portions):
    with pytest.raises(Refused):
        count_portions(site=site, on=MONDAY, portions=portions, by=at())


def test_the_future_cannot_be_counted(site):
    with pytest.raises(Refused, match="inte har varit"):
        count_portions(site=site, on=MONDAY + timedelta(days=1), portions=3, by=at())


@pytest.mark.parametrize(("days", "left"), [(30, "Rut"), (31, "")])
def test_names_are_forgotten_after_a_month_and_the_portions_stay(site, days, left):
    book_lunch(site=site, on=MONDAY, name="Rut", portions=2, by=at())
    forget_lunch_guests(by=at(MONDAY + timedelta(days=days)))
    booking = LunchBooking.objects.get()
    assert (booking.name, booking.portions) == (left, 2)


def test_only_who_may_writes_and_names_are_for_those_who_work_there(site):
    official, there = actor_at(site.parent.parent, Role.ADMINISTRATION), actor_at(site, Role.CARE_STAFF)
    therapist = actor_at(site.parent, Role.PHYSIOTHERAPIST)
    with pytest.raises(PermissionDenied):
        write_menu(site=site, monday=MONDAY, dishes={}, by=official)
    on = there.today + timedelta(days=7 - there.today.weekday())
    booking = book_lunch(site=site, on=on, name="Rut", by=there)
    with pytest.raises(PermissionDenied):
        book_lunch(site=site, on=on, name="Rut", by=therapist)
    assert not LunchBooking.objects.visible_to(therapist)
    with pytest.raises(PermissionDenied):
        cancel_lunch(booking=booking, by=actor_at(SiteFactory(), Role.CARE_STAFF))


@pytest.mark.parametrize("name", ["O'Brien", "Null", "a\r\nBcc: x@example.invalid", "\u202eRut", "{{ 7 }}"])
def test_hostile_names_are_kept_as_plain_words_on_one_line(site, name):
    kept = book_lunch(site=site, on=MONDAY, name=name, by=at()).name
    assert "\n" not in kept
    assert "\u202e" not in kept


@pytest.mark.parametrize("name", ["", " ", "\x00", "\u200b"])
def test_a_name_of_nothing_is_refused(site, name):
    with pytest.raises(Refused, match="vem"):
        book_lunch(site=site, on=MONDAY, name=name, by=at())


def test_the_same_booking_pressed_twice_is_booked_once_and_again_later_is_another(site):
    for by in (at(), at(), at(minute=2)):
        book_lunch(site=site, on=MONDAY, name="Rut Sandin", portions=1, by=by)
    book_lunch(site=site, on=MONDAY, name="Sten", portions=1, by=at())
    assert LunchBooking.objects.count() == 3


def booked(site, name):
    return book_lunch(site=site, on=MONDAY, name=name, by=at())


def test_on_a_day_that_is_closed_what_was_booked_is_cancelled_with_the_reason_and_waits_to_be_told(site):
    gone = cancel_lunch(booking=booked(site, "Sten"), by=at())
    kept = booked(site, "Rut")
    close_day(site=site, on=MONDAY, reason="Vattenläcka", by=at())
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.cancelled_at, kept.reason, gone.reason) == (at().at, "Vattenläcka", "")
    assert list(LunchBooking.objects.untold()) == [kept]
    for _time in range(2):
        tell_guest(booking=kept, by=actor_at(site, Role.CARE_STAFF, at().at))
    assert not LunchBooking.objects.untold().exists()
    assert AuditEntry.objects.filter(verb="activities.lunch_guest_told").count() == 1


def test_a_day_that_opens_again_gives_back_the_lunch_of_those_who_had_not_heard(site):
    told, untold, gone = (booked(site, name) for name in ("Rut", "Sten", "Tyra"))
    cancel_lunch(booking=gone, by=at())
    closed = close_day(site=site, on=MONDAY, by=at())
    tell_guest(booking=told, by=at())
    assert open_day(closed=closed, by=at()) == (1, 1)
    assert list(LunchBooking.objects.standing()) == [untold]
    with pytest.raises(Refused, match="gäller igen"):
        tell_guest(booking=untold, by=at())
    with pytest.raises(PermissionDenied):
        tell_guest(booking=told, by=actor_at(SiteFactory(), Role.CARE_STAFF, at().at))
