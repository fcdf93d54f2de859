"""Does the month's log review come to the manager, stay until it is done, and do Python and SQL agree on late?"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from livskraft.access import audit
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.duties.catalogue import Group
from livskraft.duties.queries import duties_of
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions.log_review import Marked, draw_sample, finish_review, mark_readings
from livskraft.people.duties.log_review import log_reviews_due
from livskraft.people.rules.vocabulary import Mark
from livskraft.people.tests.factories import person_at

pytestmark = pytest.mark.django_db
SWEDEN = ZoneInfo("Europe/Stockholm")


@pytest.fixture
def site():
    return SiteFactory()


def at(month, day):
    return datetime(2026, month, day, 12, tzinfo=SWEDEN)


def read(site, when):
    audit.read(actor_at(site, Role.CARE_STAFF, at=when), "people.read", [person_at(site)])


def owed(actor, when):
    return [each for each in duties_of(replace(actor, at=when)) if each.kind.key == "people.log_review"]


def finish(site, manager, month):
    review = draw_sample(unit=site, month=month, by=manager)
    mark_readings(review=review, marked=[Marked(each.pk, Mark.EXPLAINED) for each in review.sample.all()], by=manager)
    finish_review(review=review, conclusion="Bra.", by=manager)


def test_it_comes_with_the_next_month_and_goes_when_it_is_finished(site):
    manager = actor_at(site)
    read(site, at(2, 28))
    assert owed(manager, at(2, 28)) == []
    found = owed(manager, at(3, 1))
    assert [(each.due, each.what.endswith("i februari"), each.url) for each in found] == [
        (date(2026, 3, 15), True, "/loggkontroll/")
    ]
    draw_sample(unit=site, month=date(2026, 2, 1), by=replace(manager, at=at(3, 2)))
    assert owed(manager, at(3, 2))
    finish(site, replace(manager, at=at(3, 2)), date(2026, 2, 1))
    assert owed(manager, at(3, 2)) == []


def test_the_oldest_month_comes_first_and_after_three_it_is_no_longer_asked_for(site):
    manager = actor_at(site)
    for month in (1, 2, 3):
        read(site, at(month, 10))
    assert [each.due for each in owed(manager, at(4, 1))] == [date(2026, 2, 15)]
    finish(site, replace(manager, at=at(4, 1)), date(2026, 1, 1))
    assert [each.due for each in owed(manager, at(4, 1))] == [date(2026, 3, 15)]
    assert [each.due for each in owed(manager, at(6, 1))] == [date(2026, 4, 15)]
    assert owed(manager, at(7, 1)) == []


@pytest.mark.parametrize("days", range(28, 80))
def test_python_and_sql_agree_on_what_is_late(site, days):
    read(site, at(1, 31))
    today = (at(1, 10) + timedelta(days=days)).date()
    row = log_reviews_due(Unit.objects.filter(pk=site.pk), today).get()
    [told] = owed(actor_at(site), at(1, 10) + timedelta(days=days))
    assert row.duty_late == (told.group(today) == Group.LATE)


def test_the_twin_owes_nothing_and_it_costs_the_same_for_twenty_sites(site):
    read(site, at(2, 10))
    twin = SiteFactory()
    assert owed(actor_at(twin), at(3, 1)) == []

    def cost():
        with CaptureQueriesContext(connection) as queries:
            list(log_reviews_due(Unit.objects.all(), date(2026, 3, 1)))
        return len(queries)

    assert cost() == 1
    for _number in range(19):
        read(SiteFactory(), at(2, 10))
    assert cost() == 1
    assert log_reviews_due(Unit.objects.all(), date(2026, 3, 1)).count() == 20
