"""Are visits and visitors counted by site, day for day, each person once where they are to be?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from livskraft.access.actor import system_actor
from livskraft.indicators.catalogue import indicators
from livskraft.indicators.models import Residents
from livskraft.kit.periods import Period
from livskraft.modules.activities.actions.attendance import Ticked, save_attendance, save_head_count
from livskraft.modules.activities.models import Attendance
from livskraft.modules.activities.queries.visits import (
    first_visitors,
    first_visits,
    older_visitors,
    visitors,
    visits,
)
from livskraft.modules.activities.rules.vocabulary import AgeGroup, CountedGender, Kind
from livskraft.modules.activities.tests.factories import DECISION, activity_at, occasion_of
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.models import Person
from livskraft.people.tests.factories import person_at

pytestmark = pytest.mark.django_db
EARLY = datetime(2025, 1, 2, 8, tzinfo=UTC)
BY = system_actor("test", datetime(2026, 6, 1, 8, tzinfo=UTC))
MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def twin(site):
    return SiteFactory(parent=site.parent)


def come(site, on, *persons):
    held = occasion_of(activity_at(site, at=EARLY), on=on, at=EARLY)
    save_attendance(occasion=held, ticked=Ticked(here=[each.pk for each in persons]), by=BY)


def everywhere():
    return Unit.objects.all()


@pytest.mark.parametrize(
    ("on", "counts"),
    [(date(2026, 2, 28), 0), (date(2026, 3, 1), 1), (date(2026, 3, 31), 1), (date(2026, 4, 1), 0)],
)
def test_a_visit_counts_in_the_period_of_its_day(site, on, counts):
    come(site, on, person_at(site, at=EARLY))
    for measure in (visits, visitors):
        assert measure(everywhere(), MARCH).get(site.pk, 0) == counts


def test_visits_are_named_and_counted_and_visitors_are_persons(site):
    anna, bo = person_at(site, "Anna", at=EARLY), person_at(site, "Bo", at=EARLY)
    come(site, date(2026, 3, 2), anna, bo)
    come(site, date(2026, 3, 9), anna)
    counted = occasion_of(activity_at(site, at=BY.at, **DECISION), on=date(2026, 3, 3), at=BY.at)
    typed = {(AgeGroup.OLDER, CountedGender.WOMEN): 7, (AgeGroup.OTHER, CountedGender.MEN): 1}
    save_head_count(occasion=counted, shown={}, typed=typed, by=BY)
    assert visits(everywhere(), MARCH) == {site.pk: 11}
    assert visitors(everywhere(), MARCH) == {site.pk: 2}
    assert visits(Unit.objects.none(), MARCH) == {}


def test_who_was_merged_is_one_visitor(site):
    anna, twice = person_at(site, "Anna", at=EARLY), person_at(site, "Anna", at=EARLY)
    come(site, date(2026, 3, 2), anna)
    come(site, date(2026, 3, 3), twice)
    Person.objects.filter(pk=twice.pk).update(merged_into=anna)
    assert visitors(everywhere(), MARCH) == {site.pk: 1}


@pytest.mark.parametrize("before", ["same", "merged", "kept"])
def test_a_first_visitor_has_not_been_there_before_as_anybody(site, twin, before):
    anna, other, new = (person_at(site, name, at=EARLY) for name in ("Anna", "Annat", "Ny"))
    elsewhere = person_at(twin, "Annan", at=EARLY)
    come(twin, date(2026, 2, 2), elsewhere)
    first, now = {"same": (anna, anna), "merged": (other, anna), "kept": (anna, other)}[before]
    come(site, date(2026, 2, 2), first)
    come(site, date(2026, 3, 2), now, new)
    come(site, date(2026, 3, 4), new)
    Person.objects.filter(pk=other.pk).update(merged_into=anna)
    assert first_visitors(everywhere(), MARCH) == {site.pk: 1}


def test_older_visitors_count_once_in_their_area_by_the_year_they_were_born(site, twin):
    older = person_at(site, "Anna", at=EARLY, birth_year=1961)
    younger = person_at(site, "Bo", at=EARLY, birth_year=1962)
    unknown = person_at(site, "Cia", at=EARLY)
    come(site, date(2026, 3, 2), older, younger, unknown)
    held = occasion_of(activity_at(twin, at=EARLY), on=date(2026, 3, 3), at=EARLY)
    Attendance.objects.create(occasion=held, person=older, site=twin, on=held.on, noted_at=EARLY)
    area = site.parent.parent
    assert older_visitors(everywhere(), MARCH, date(2026, 3, 31), 65) == {area.pk: 1}
    Residents.objects.create(unit=area, on=date(2026, 1, 1), number=40, source="SCB", recorded_at=EARLY)
    share = indicators["activities.reach"].measure(everywhere(), MARCH)[area.pk]
    assert (share.numerator, share.denominator) == (1, 40)


def test_new_visitors_look_twelve_months_back_from_the_last_day(site):
    measure = indicators["activities.new_visitors"].measure
    come(site, date(2025, 3, 31), person_at(site, "Anna", at=EARLY))
    come(site, date(2025, 4, 1), person_at(site, "Bo", at=EARLY))
    come(site, date(2026, 3, 31), person_at(site, "Cia", at=EARLY))
    come(site, date(2026, 4, 1), person_at(site, "Dan", at=EARLY))
    assert measure(everywhere(), MARCH)[site.pk].numerator == 2


def test_each_measure_costs_the_same_for_one_site_as_for_many(site, twin):
    def cost(measure):
        with CaptureQueriesContext(connection) as asked:
            measure(everywhere(), MARCH)
        return len(asked)

    come(site, date(2026, 3, 2), person_at(site, at=EARLY))
    measures = [each.measure for each in indicators if each.key.startswith("activities.")]
    few = [cost(measure) for measure in measures]
    for number in range(1, 4):
        come(twin, date(2026, 3, 2) + timedelta(days=number), person_at(twin, f"P{number}", at=EARLY))
    assert [cost(measure) for measure in measures] == few
    assert max(few) <= 3


def test_who_came_as_a_bare_name_and_was_merged_is_as_old_as_who_they_turned_out_to_be(site):
    kept = person_at(site, "Anna", birth_year=1950, at=EARLY)
    bare, known = person_at(site, "A", at=EARLY), person_at(site, "B", birth_year=1948, at=EARLY)
    come(site, date(2026, 3, 2), bare)
    Person.objects.filter(pk=bare.pk).update(merged_into=kept)
    area = site.parent.parent_id
    assert older_visitors(everywhere(), MARCH, date(2026, 3, 31), 65) == {area: 1}
    come(site, date(2026, 3, 3), known)
    Person.objects.filter(pk=known.pk).update(merged_into=person_at(site, "C", at=EARLY))
    assert older_visitors(everywhere(), MARCH, date(2026, 3, 31), 65) == {area: 2}


@pytest.mark.parametrize(("days", "found"), [(-1, None), (0, 0), (30, 30), (31, None)])
def test_who_comes_to_train_within_the_days_is_found_with_the_first_day(site, days, found):
    person, closed = person_at(site, at=EARLY), date(2026, 3, 10)
    held = occasion_of(activity_at(site, kind=Kind.GYM, at=EARLY), on=closed + timedelta(days=days), at=EARLY)
    Attendance.objects.create(occasion=held, person=person, site=site, on=held.on, noted_at=EARLY)
    came = first_visits({(person.pk, closed)}, 30)
    assert came == ({} if found is None else {(person.pk, closed): closed + timedelta(days=found)})


def test_only_training_is_a_visit_and_somebody_merged_is_one_person(site, django_assert_num_queries):
    closed = date(2026, 3, 10)
    kept, bare = person_at(site, "Anna", at=EARLY), person_at(site, "A", at=EARLY)
    for kind, on, who in ((Kind.SOCIAL, 11, kept), (Kind.GYM, 14, kept), (Kind.TRAINING, 12, bare)):
        held = occasion_of(activity_at(site, kind=kind, at=EARLY), on=date(2026, 3, on), at=EARLY)
        Attendance.objects.create(occasion=held, person=who, site=site, on=held.on, noted_at=EARLY)
    assert first_visits({(kept.pk, closed)}, 30) == {(kept.pk, closed): date(2026, 3, 14)}
    Person.objects.filter(pk=bare.pk).update(merged_into=kept)
    with django_assert_num_queries(2):
        assert first_visits({(kept.pk, closed)}, 30) == {(kept.pk, closed): date(2026, 3, 12)}
    assert first_visits(set(), 30) == {}
