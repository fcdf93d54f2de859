"""Does a closed figure stay, is a correction seen, and do residents get in only with a source?"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, transaction

from livskraft.access.actor import Actor, system_actor
from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.indicators import actions
from livskraft.indicators.catalogue import Form, Observed
from livskraft.indicators.models import Closing, Figure, Residents, Revision
from livskraft.indicators.rules import Span, Term
from livskraft.indicators.tests.factories import Told, made, only, share
from livskraft.kit.errors import Conflict, Refused
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
MARCH = Term(Span.MONTH, date(2026, 3, 1))


def on(day: date) -> Actor:
    return system_actor("test", datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


@pytest.fixture
def site() -> Unit:
    return SiteFactory()


@pytest.fixture
def told(site: Unit) -> Iterator[Told]:
    measure = Told({site: share(8, 10)})
    with only(made(measure)):
        yield measure


def test_a_month_is_frozen_with_its_quarter_and_where_each_unit_stood(told: Told, site: Unit) -> None:
    actions.close_month(month=MARCH, by=on(date(2026, 4, 10)))
    figures = Figure.objects.order_by("closing__starts", "-closing__span")
    assert {(figure.closing.term.code, figure.path, figure.numerator, figure.denominator) for figure in figures} == {
        ("2026-03", site.path, 8, 10),
        ("2026-kv1", site.path, 8, 10),
    }
    assert {period.starts for period in told.asked} == {date(2026, 3, 1), date(2026, 1, 1)}
    assert Closing.objects.get(span=Span.MONTH).closed_by == "system:test"


def test_a_median_is_frozen_for_every_unit_above_too(site: Unit) -> None:
    twin = SiteFactory()
    days = Told({site: Observed((Decimal(1), Decimal(9))), twin: Observed((Decimal(2),))})
    with only(made(days, form=Form.MEDIAN, denominator="")):
        actions.close_month(month=MARCH, by=on(date(2026, 4, 10)))
    month = Figure.objects.filter(closing__span=Span.MONTH)
    assert month.get(unit=site).numerator == 5
    top = month.get(unit_id=int(site.path.split("/")[1]))
    assert (top.numerator, top.denominator) == (2, 3)


def test_a_month_that_is_still_open_is_refused(told: Told) -> None:
    with pytest.raises(Refused):
        actions.close_month(month=MARCH, by=on(date(2026, 4, 9)))
    assert not Figure.objects.exists()


def test_a_month_closes_once(told: Told) -> None:
    actions.close_month(month=MARCH, by=on(date(2026, 4, 10)))
    with pytest.raises(Conflict):
        actions.close_month(month=MARCH, by=on(date(2026, 4, 11)))
    assert Figure.objects.filter(closing__span=Span.MONTH).count() == 1


def test_nobody_closes_a_month_by_hand(told: Told, site: Unit) -> None:
    for role in Role:
        with pytest.raises(PermissionDenied):
            actions.close_month(month=MARCH, by=actor_at(site, role))


@pytest.mark.parametrize(
    ("today", "months"),
    [
        (date(2026, 4, 9), ["2026-02"]),
        (date(2026, 4, 10), ["2026-03"]),
    ],
)
def test_the_first_time_only_the_latest_month_is_closed(today: date, months: list[str]) -> None:
    assert [term.code for term in actions.months_to_close(today)] == months


def test_every_month_that_was_missed_is_closed(told: Told) -> None:
    actions.close_due(by=on(date(2026, 1, 10)))
    assert actions.close_due(by=on(date(2026, 4, 20))) == 3
    assert actions.close_due(by=on(date(2026, 4, 21))) == 0
    months = Closing.objects.filter(span=Span.MONTH).order_by("starts")
    assert [closing.term.code for closing in months] == ["2025-12", "2026-01", "2026-02", "2026-03"]


def test_a_correction_appends_a_revision_and_leaves_the_frozen_figure(told: Told, site: Unit) -> None:
    actions.close_due(by=on(date(2026, 4, 10)))
    told.parts[site] = share(9, 10)
    actions.close_due(by=on(date(2026, 5, 10)))
    march = Figure.objects.get(closing__span=Span.MONTH, closing__starts=date(2026, 3, 1))
    assert march.numerator == 8
    (revision,) = march.revisions.all()
    assert (revision.numerator, revision.denominator, revision.reason) == (9, 10, "Rättat underlag")
    # What is as it was gets none, and what was corrected gets no second one.
    actions.close_due(by=on(date(2026, 6, 10)))
    assert march.revisions.count() == 1


def test_what_disappears_and_what_comes_late_are_corrections_too(told: Told, site: Unit) -> None:
    twin = SiteFactory()
    actions.close_due(by=on(date(2026, 4, 10)))
    told.parts = {twin: share(1, 2)}
    actions.revise(by=on(date(2026, 4, 12)))
    revised = {figure.unit_id: figure for figure in Figure.objects.filter(closing__span=Span.MONTH)}
    assert revised[site.pk].revisions.get().numerator == 0
    assert revised[twin.pk].numerator == 0
    assert revised[twin.pk].revisions.get().numerator == 1


def test_another_definition_is_named_as_the_reason(site: Unit) -> None:
    told = Told({site: share(8, 10)})
    with only(made(told)):
        actions.close_due(by=on(date(2026, 4, 10)))
    told.parts[site] = share(7, 10)
    with only(made(told, definition="En annan definition.")):
        actions.revise(by=on(date(2026, 4, 12)))
    assert {revision.reason for revision in Revision.objects.all()} == {"Ändrad definition"}


def test_what_has_no_history_is_never_measured_anew(site: Unit) -> None:
    told = Told({site: share(8, 10)})
    with only(made(told, has_history=False)):
        actions.close_due(by=on(date(2026, 4, 10)))
        told.parts[site] = share(1, 10)
        actions.revise(by=on(date(2026, 4, 12)))
    assert not Revision.objects.exists()


@pytest.mark.parametrize("write", ["update", "delete"])
def test_the_database_refuses_to_change_a_frozen_figure(told: Told, write: str) -> None:
    actions.close_month(month=MARCH, by=on(date(2026, 4, 10)))
    figures = Figure.objects.filter(closing__span=Span.MONTH)
    with pytest.raises(Error), transaction.atomic():
        figures.update(numerator=1) if write == "update" else figures._raw_delete("default")


def number(unit: Unit, *, on: date = date(2026, 1, 1), number: int = 40, source: str = "Listan") -> actions.Number:
    return actions.Number(unit, on, number, source)


def test_residents_are_recorded_once_and_changed_in_place(site: Unit) -> None:
    by = actor_at(site.parent.parent, Role.ADMINISTRATION)
    assert actions.record_residents(numbers=[number(site)], by=by) == 1
    assert actions.record_residents(numbers=[number(site)], by=by) == 0
    assert actions.record_residents(numbers=[number(site, number=41)], by=by) == 1
    held = Residents.objects.get()
    assert (held.number, held.version) == (41, 2)
    assert AuditEntry.objects.filter(verb="indicators.residents_recorded").count() == 2


def test_residents_need_a_site_or_an_area_a_day_that_has_been_and_a_source(site: Unit) -> None:
    by = actor_at(site.parent.parent, Role.ADMINISTRATION)
    for wrong in (number(site.parent), number(site, on=date(2999, 1, 1)), number(site, source="  ")):
        with pytest.raises(Refused):
            actions.record_residents(numbers=[number(site), wrong], by=by)
    assert not Residents.objects.exists()


def test_only_the_administration_of_the_place_records_residents(site: Unit) -> None:
    elsewhere = SiteFactory()
    for by in (actor_at(site, Role.UNIT_MANAGER), actor_at(elsewhere.parent.parent, Role.ADMINISTRATION)):
        with pytest.raises(PermissionDenied):
            actions.record_residents(numbers=[number(site)], by=by)


def test_a_number_can_be_taken_back(site: Unit) -> None:
    by = actor_at(site.parent.parent, Role.ADMINISTRATION)
    actions.record_residents(numbers=[number(site)], by=by)
    actions.remove_residents(residents=Residents.objects.get(), by=by)
    assert not Residents.objects.exists()
    assert AuditEntry.objects.filter(verb="indicators.residents_removed").exists()
