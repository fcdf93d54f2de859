"""Does everybody see the figures of their own units, frozen when closed, and nobody a figure about few persons?"""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from livskraft.access.actor import Actor, system_actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.indicators import actions, queries
from livskraft.indicators.catalogue import Counts, Form, Indicator, Observed
from livskraft.indicators.models import Residents
from livskraft.indicators.rules import Span, Term
from livskraft.indicators.tests.factories import Told, made, only, share
from livskraft.modules.minigym.permissions import Permission as Minigym
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory, UnitFactory

pytestmark = pytest.mark.django_db
MARCH = Term(Span.MONTH, date(2026, 3, 1))
APRIL = Term(Span.MONTH, date(2026, 4, 1))
NOW = datetime(2026, 4, 20, 9, tzinfo=UTC)


def sites_in_one_part(count: int) -> list[Unit]:
    first = SiteFactory()
    return [first, *(SiteFactory(parent=first.parent) for _ in range(count - 1))]


def at_the_top(site: Unit, role: Role = Role.COMMITTEE_SECRETARY) -> Actor:
    return actor_at(site.parent.parent, role, NOW)


def cells(indicator: Indicator, actor: Actor, term: Term = MARCH) -> dict[int, queries.Cell]:
    units = queries.units_shown(actor, actor.today)
    return {row.unit.pk: row.cell for row in queries.rows(indicator, term, actor, units)}


def close(*terms: Term) -> None:
    for term in terms:
        actions.close_month(month=term, by=system_actor("test", datetime(2026, 4, 10, 3, tzinfo=UTC)))


def test_a_closed_month_shows_what_was_frozen_and_says_when() -> None:
    (site,) = sites_in_one_part(1)
    told = Told({site: share(8, 10)})
    with only(indicator := made(told)):
        close(MARCH)
        told.parts = {site: share(1, 10)}
        cell = cells(indicator, at_the_top(site))[site.pk]
    assert cell.value == 80
    assert cell.closed_at == datetime(2026, 4, 10, 3, tzinfo=UTC)
    assert cell.revised_at is None


def test_a_correction_is_shown_with_its_day() -> None:
    (site,) = sites_in_one_part(1)
    told = Told({site: share(8, 10)})
    with only(indicator := made(told)):
        close(MARCH)
        told.parts = {site: share(9, 10)}
        actions.revise(by=system_actor("test", NOW))
        found = cells(indicator, at_the_top(site))
    assert found[site.pk].value == 90
    assert found[site.pk].revised_at == NOW
    assert found[site.parent_id].revised_at == NOW


def test_an_open_month_is_measured_up_to_today() -> None:
    (site,) = sites_in_one_part(1)
    told = Told({site: share(8, 10)})
    cell = cells(made(told), at_the_top(site), Term(Span.MONTH, date(2026, 4, 1)))[site.pk]
    assert cell.value == 80
    assert cell.closed_at is None
    assert told.asked[0].ends == date(2026, 4, 21)


@pytest.mark.parametrize("starts", [date(2026, 2, 1), date(2026, 5, 1)])
def test_what_was_never_closed_and_what_has_not_begun_has_no_value(starts: date) -> None:
    (site,) = sites_in_one_part(1)
    found = queries.trend(made(Told({site: share(8, 10)})), [Term(Span.MONTH, starts)], at_the_top(site), site)
    assert found[0][1] == queries.Cell()


def test_units_above_are_the_sum_of_their_sites() -> None:
    one, other = sites_in_one_part(2)
    found = cells(made(Told({one: share(8, 10), other: share(0, 30)})), at_the_top(one), APRIL)
    assert found[one.parent_id].value == 20
    assert found[one.parent.parent_id].value == 20


def test_a_median_above_is_of_all_that_was_observed() -> None:
    one, other = sites_in_one_part(2)
    days = Told({one: Observed((Decimal(1), Decimal(9))), other: Observed((Decimal(2),))})
    indicator = made(days, form=Form.MEDIAN, denominator="")
    assert cells(indicator, at_the_top(one), APRIL)[one.parent_id].value == 2
    with only(indicator):
        close(MARCH)
    found = cells(indicator, at_the_top(one))
    assert found[one.parent_id].value == 2
    assert found[one.pk].value == 5


def test_a_frozen_sum_keeps_to_the_organisation_of_its_time() -> None:
    (site,) = sites_in_one_part(1)
    before = site.parent
    elsewhere = UnitFactory(kind=UnitKind.AREA_PART, parent=before.parent, name="Nya delen")
    with only(indicator := made(Told({site: share(8, 10)}))):
        close(MARCH)
        site.parent, site.path = elsewhere, f"{elsewhere.path}{site.pk}/"
        site.save()
        found = cells(indicator, at_the_top(before, Role.COMMITTEE_SECRETARY))
    assert found[before.pk].value == 80
    assert found[elsewhere.pk].value is None
    assert found[site.pk].value == 80


def test_nobody_sees_a_unit_out_of_reach() -> None:
    one, other = sites_in_one_part(2)
    manager = actor_at(one, Role.UNIT_MANAGER, NOW)
    assert [unit.pk for unit in queries.units_shown(manager, manager.today)] == [one.pk]
    told = Told({one: share(8, 10), other: share(1, 10)})
    assert set(cells(made(told), manager, APRIL)) == {one.pk}


def test_units_come_each_before_those_beneath_it() -> None:
    one, _other = sites_in_one_part(2)
    reader = at_the_top(one)
    shown = queries.units_shown(reader, reader.today)
    seen: set[int] = set()
    for unit in shown:
        assert unit.parent_id in seen or unit is shown[0]
        seen.add(unit.pk)


def persons(told: Told, **changes: Any) -> Indicator:
    return made(told, counts=Counts.PERSONS, **changes)


@pytest.mark.parametrize("closed", [True, False])
def test_a_figure_about_few_persons_is_hidden_with_one_more(closed: bool) -> None:
    few, more, many = sites_in_one_part(3)
    told = Told({few: share(1, 3), more: share(6, 12), many: share(20, 40)})
    with only(indicator := persons(told)):
        if closed:
            close(MARCH)
        found = cells(indicator, at_the_top(few), MARCH if closed else APRIL)
    assert found[few.pk].hidden
    assert found[more.pk].hidden
    assert found[few.pk].counted is None
    assert found[few.pk].value is None
    assert found[many.pk].value == 50
    assert not found[few.parent_id].hidden


def test_all_viewers_meet_the_same_hidden_cells_whatever_they_reach() -> None:
    """Else somebody who reaches few could be asked for what is hidden from somebody who reaches all."""
    few, more, many = sites_in_one_part(3)
    indicator = persons(Told({few: share(1, 3), more: share(6, 12), many: share(20, 40)}))
    assert cells(indicator, actor_at(more, Role.UNIT_MANAGER, NOW), APRIL)[more.pk].hidden
    assert not cells(indicator, actor_at(many, Role.UNIT_MANAGER, NOW), APRIL)[many.pk].hidden


def test_who_may_see_the_persons_themselves_sees_their_figure() -> None:
    few, more, _many = sites_in_one_part(3)
    told = Told({few: share(1, 3), more: share(6, 12)})
    indicator = persons(told, individuals=Minigym.PLAN_COMPETENCE)
    assert cells(indicator, actor_at(few, Role.UNIT_MANAGER, NOW), APRIL)[few.pk].value == pytest.approx(
        Decimal(100) / 3
    )
    assert cells(indicator, at_the_top(few), APRIL)[few.pk].hidden


def test_equipment_is_never_hidden_however_few() -> None:
    (site,) = sites_in_one_part(1)
    assert cells(made(Told({site: share(1, 2)})), at_the_top(site), APRIL)[site.pk].value == 50


def test_twenty_sites_cost_as_many_queries_as_one() -> None:
    costs = []
    for count in (1, 20):
        sites = sites_in_one_part(count)
        with only(indicator := persons(Told(dict.fromkeys(sites, share(8, 20))), key=f"test.{count}")):
            reader = at_the_top(sites[0])
            assert reader.units()
            with CaptureQueriesContext(connection) as captured:
                cells(indicator, reader, APRIL)
                queries.trend(indicator, MARCH.back(13), reader, sites[0])
            costs.append(len(captured))
    assert costs[0] == costs[1]


def test_the_latest_number_of_residents_before_the_day_holds() -> None:
    one, other = sites_in_one_part(2)
    for unit, on, number in (
        (one, date(2025, 1, 1), 30),
        (one, date(2026, 1, 1), 40),
        (one, date(2026, 5, 1), 50),
        (other, date(2026, 5, 1), 60),
        (one.parent.parent, date(2025, 1, 1), 900),
    ):
        Residents.objects.create(unit=unit, on=on, number=number, source="Listan", recorded_at=NOW)
    assert queries.residents_on(Unit.objects.all(), date(2026, 4, 30), UnitKind.SITE) == {one.pk: 40}
    assert queries.residents_on(Unit.objects.all(), date(2026, 5, 1), UnitKind.SITE) == {one.pk: 50, other.pk: 60}
    assert queries.residents_on(Unit.objects.all(), date(2026, 4, 30), UnitKind.AREA) == {one.parent.parent_id: 900}
