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
from livskraft.duties.catalogue import Group, kinds
from livskraft.duties.queries import duties_at, duties_of
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory, UnitFactory
from livskraft.people.actions.log_review import Marked, draw_sample, finish_review, mark_readings
from livskraft.people.duties.log_review import log_reviews_due
from livskraft.people.queries.reviewers import reviewed_by
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


def read_at(unit, when, known_at):
    """By a therapist at a unit where nobody is manager."""
    audit.read(actor_at(unit, Role.PHYSIOTHERAPIST, at=when), "people.read", [person_at(known_at)])


def owed_above(unit, role, when):
    """What climbs or comes from units without a manager; whoever owes it can open it."""
    actor = actor_at(unit, role, at=when)
    found = [each for each in duties_of(actor) if each.kind.key.startswith("people.log_review")]
    assert {each.unit_id for each in found} <= set(reviewed_by(actor).values_list("pk", flat=True))
    return [(each.kind.key, each.unit_id) for each in found]


@pytest.mark.parametrize("kind", [UnitKind.AREA_PART, UnitKind.TEAM, UnitKind.WORK_GROUP, UnitKind.PROVIDER])
def test_what_is_read_where_nobody_is_manager_comes_to_the_provider(site, kind):
    provider = site.parent.contracts.get().provider
    own = {UnitKind.AREA_PART: site.parent, UnitKind.PROVIDER: provider}
    unit = own.get(kind) or UnitFactory(kind=kind, parent=site.parent)
    read_at(unit, at(2, 10), site)
    above = actor_at(provider, Role.AREA_MANAGER)
    (duty,) = [each for each in duties_of(replace(above, at=at(3, 1))) if each.kind.key == "people.log_review_above"]
    assert (duty.unit_id, duty.due, duty.vacant) == (unit.pk, date(2026, 3, 15), False)
    assert (duty.what.endswith("i februari"), duty.url) == (True, f"/loggkontroll/enhet/{unit.pk}/")
    assert owed(actor_at(site), at(3, 1)) == []
    assert owed_above(SiteFactory().parent.contracts.get().provider, Role.AREA_MANAGER, at(3, 1)) == []
    finish(unit, replace(above, at=at(3, 2)), date(2026, 2, 1))
    assert owed_above(provider, Role.AREA_MANAGER, at(3, 2)) == []


def test_it_climbs_to_the_department_when_nobody_is_responsible_and_so_does_a_whole_area_s(site):
    area, provider = site.parent.parent, site.parent.contracts.get().provider
    read_at(site.parent, at(2, 10), site)
    read_at(area, at(2, 10), site)
    both = [("people.log_review_above", unit.pk) for unit in (area, site.parent)]
    assert sorted(owed_above(area, Role.ADMINISTRATION, at(3, 1))) == sorted(both)
    assert owed_above(provider, Role.AREA_MANAGER, at(3, 1)) == both[1:]
    assert owed_above(area, Role.ADMINISTRATION, at(3, 1)) == both[:1]


def test_a_site_without_a_manager_comes_to_whoever_can_open_it(site):
    area, provider = site.parent.parent, site.parent.contracts.get().provider
    read(site, at(2, 10))
    assert owed_above(area, Role.ADMINISTRATION, at(3, 1)) == [("people.log_review", site.pk)]
    assert owed_above(provider, Role.AREA_MANAGER, at(3, 1)) == [("people.log_review", site.pk)]
    actor_at(site)
    assert owed_above(provider, Role.AREA_MANAGER, at(3, 1)) == []


def test_both_kinds_are_one_query_and_the_database_leaves_the_sites_aside_for_whoever_is_above(site):
    assert kinds["people.log_review"].query is kinds["people.log_review_above"].query
    read(site, at(2, 10))
    read_at(site.parent, at(2, 10), site)
    found = [each.kind.key for each in duties_at(Unit.objects.all(), date(2026, 3, 1))]
    told = sorted(key for key in found if key.startswith("people.log_review"))
    assert told == ["people.log_review", "people.log_review_above"]
    provider = actor_at(site.parent.contracts.get().provider, Role.AREA_MANAGER, at=at(3, 1))
    actor_at(site)
    with CaptureQueriesContext(connection) as queries:
        duties_of(provider)
    asked = [each["sql"] for each in queries if "'people.log_review_above'" in each["sql"]]
    assert asked
    assert all(sql.count("'people.log_review_above'") > sql.count("ELSE 'people.log_review_above'") for sql in asked)
