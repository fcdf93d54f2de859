"""Is next week's menu owed from the day when weeks are planned, until somebody has written it?"""

from datetime import date, timedelta

import pytest

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.duties.queries import duties_of
from livskraft.modules.activities.actions.lunch import DishLine, book_lunch, set_lunch, tell_guest, write_menu
from livskraft.modules.activities.actions.occasions import close_day
from livskraft.modules.activities.duties.lunch import guests_untold, menus_to_write
from livskraft.modules.activities.models import ClosedDay, LunchBooking
from livskraft.modules.activities.tests.actions.test_lunch import SERVING, at
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
THURSDAY = date(2026, 1, 22)
NEXT_MONDAY = date(2026, 1, 26)


@pytest.fixture
def site():
    found = SiteFactory()
    SiteFactory()
    set_lunch(site=found, serving=SERVING, by=at())
    return found


def owed(day):
    return [(row.duty_unit, row.duty_late) for row in menus_to_write(Unit.objects.all(), day)]


@pytest.mark.parametrize(
    ("day", "late"),
    [(THURSDAY - timedelta(days=1), None), (THURSDAY, False), (THURSDAY + timedelta(days=1), True)],
)
def test_it_is_owed_from_thursday_where_lunch_is_served(site, day, late):
    assert owed(day) == ([] if late is None else [(site.pk, late)])


def test_a_menu_or_a_closed_week_ends_it(site):
    write_menu(site=site, monday=NEXT_MONDAY, dishes={NEXT_MONDAY: [DishLine("Fisk")]}, by=at())
    assert owed(THURSDAY) == []
    write_menu(site=site, monday=NEXT_MONDAY, dishes={}, by=at())
    assert owed(THURSDAY) == [(site.pk, False)]
    ClosedDay.objects.create(site=site, on=NEXT_MONDAY)
    assert owed(THURSDAY) == []


def test_this_weeks_menu_is_not_next_weeks(site):
    write_menu(site=site, monday=date(2026, 1, 19), dishes={THURSDAY: [DishLine("Fisk")]}, by=at())
    assert owed(THURSDAY) == [(site.pk, False)]


def untold(day):
    return [(row.duty_unit, row.name) for row in guests_untold(Unit.objects.all(), day)]


def test_whose_lunch_is_cancelled_is_told_until_the_day_has_passed(site):
    on = date(2026, 1, 27)
    write_menu(site=site, monday=NEXT_MONDAY, dishes={on: [DishLine("Fisk")]}, by=at())
    for name in ("Elsa", "Bo"):
        book_lunch(site=site, on=on, name=name, portions=1, by=at())
    assert untold(on) == []
    close_day(site=site, on=on, reason="Vattenläcka", by=at())
    assert sorted(name for _site, name in untold(on)) == ["Bo", "Elsa"]
    assert untold(on + timedelta(days=1)) == []
    [duty] = [each for each in duties_of(actor_at(site, Role.CARE_STAFF, at=at().at)) if "tell_guest" in each.key]
    assert (duty.count, duty.due, duty.unit_id) == (2, on, site.pk)
    assert "Elsa" not in duty.what
    for booking in LunchBooking.objects.all():
        tell_guest(booking=booking, by=at())
    assert untold(on) == []
