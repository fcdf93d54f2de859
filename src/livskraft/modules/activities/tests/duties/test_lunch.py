"""Is next week's menu owed from the day when weeks are planned, until somebody has written it?"""

from datetime import date, timedelta

import pytest

from livskraft.modules.activities.actions.lunch import DishLine, set_lunch, write_menu
from livskraft.modules.activities.duties.lunch import menus_to_write
from livskraft.modules.activities.models import ClosedDay
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
