"""Are the readings of a unit and month found, does the right thing stand out, and is nobody named who may not be?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from livskraft.access import audit
from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.names import name_key
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.tests.factories import SiteFactory, UnitFactory
from livskraft.people.actions.log_review import draw_sample
from livskraft.people.actions.persons import relate
from livskraft.people.models import BreakGlass, CareRelation
from livskraft.people.queries.log_review import months_of, places_of, readings_of, reviews_of, rows_of
from livskraft.people.rules.log_review import FEW, Signal
from livskraft.people.rules.vocabulary import Purpose
from livskraft.people.tests.factories import person_at, protected

pytestmark = pytest.mark.django_db
MONTH = date(2026, 2, 1)
NOON = datetime(2026, 2, 10, 12, tzinfo=ZoneInfo("Europe/Stockholm"))


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def reader(site):
    return actor_at(site, Role.CARE_STAFF, at=NOON)


@pytest.fixture
def elsa(site):
    return person_at(site, "Elsa", "Ek")


def read(actor, *persons, at=NOON):
    audit.read(replace(actor, at=at), "people.read", list(persons))
    return AuditEntry.objects.latest("pk").pk


def signals(site):
    return {reading.entry: set(reading.signals) for reading in readings_of(site, MONTH)}


def test_the_month_is_that_of_swedish_clocks_and_the_unit_the_readers(site, reader, elsa):
    first = read(reader, elsa, at=datetime(2026, 1, 31, 23, tzinfo=UTC))
    last = read(reader, elsa, at=datetime(2026, 2, 28, 22, 59, tzinfo=UTC))
    read(reader, elsa, at=datetime(2026, 1, 31, 22, 59, tzinfo=UTC))
    read(reader, elsa, at=datetime(2026, 2, 28, 23, tzinfo=UTC))
    read(actor_at(SiteFactory(), Role.CARE_STAFF), elsa)
    assert set(signals(site)) == {first, last}


def test_an_ordinary_reading_does_not_stand_out(site, reader, elsa):
    assert signals(site) == {}
    entry = read(reader, elsa)
    assert signals(site) == {entry: set()}


def test_a_person_whom_the_unit_had_nothing_to_do_with_that_day(site, reader, elsa):
    CareRelation.objects.filter(person=elsa).update(ends=NOON.date())
    day_before = read(reader, elsa, at=NOON - timedelta(days=1))
    same_day = read(reader, elsa)
    assert signals(site) == {day_before: set(), same_day: {Signal.NO_RELATION}}


def test_one_who_was_merged_is_known_by_the_relations_of_both(site, reader, elsa):
    gone = person_at(site)
    CareRelation.objects.filter(person=elsa).delete()
    gone.merged_into = elsa
    gone.save()
    entry = read(reader, elsa)
    assert signals(site) == {entry: set()}


def test_an_emergency_stands_out_while_the_glass_is_broken(site, reader):
    stranger = person_at(SiteFactory(parent=site.parent))
    BreakGlass.objects.create(
        person=stranger, user=reader.user, unit=site, reason="Nöd", at=NOON, until=NOON + timedelta(hours=8)
    )
    opened = read(reader, stranger, at=NOON + timedelta(hours=1))
    later = read(reader, stranger, at=NOON + timedelta(hours=8))
    colleague = read(actor_at(site, Role.CARE_STAFF), stranger, at=NOON + timedelta(hours=1))
    assert signals(site) == {
        opened: {Signal.BROKEN_GLASS},
        later: {Signal.NO_RELATION},
        colleague: {Signal.NO_RELATION},
    }


def test_who_is_only_said_to_have_to_do_with_the_unit_stands_out_until_something_happens(site, reader, elsa):
    CareRelation.objects.filter(person=elsa).update(purpose=Purpose.STATED)
    only_said = read(reader, elsa)
    CareRelation.objects.create(
        person=elsa, unit=site, purpose=Purpose.MEETING_PLACE, starts=NOON.date() + timedelta(days=1)
    )
    came = read(reader, elsa, at=NOON + timedelta(days=1))
    assert signals(site) == {only_said: {Signal.STATED}, came: set()}


def test_the_manager_reads_the_reason_and_only_of_whom_the_manager_may_see(site, reader, elsa):
    CareRelation.objects.filter(person=elsa).update(purpose=Purpose.STATED, reason="Kommer på måndagsgymmet")
    read(reader, elsa)
    manager = actor_at(site, at=datetime(2026, 3, 2, 9, tzinfo=UTC))
    review = draw_sample(unit=site, month=MONTH, by=manager)
    (row,), _shown = rows_of(review, manager, names=True)
    assert row.reasons == ("Kommer på måndagsgymmet",)
    (row,), _shown = rows_of(review, manager, names=False)
    assert row.reasons == ()
    protected(elsa)
    (row,), _shown = rows_of(review, manager, names=True)
    assert row.reasons == ()


def test_the_same_family_name_and_an_odd_hour(site, reader, elsa):
    reader.user.name_key = name_key("Ove Ek")
    reader.user.name = "Ove EK"
    reader.user.save()
    day = read(reader, elsa)
    night = read(reader, elsa, at=datetime(2026, 2, 10, 21, 30, tzinfo=UTC))
    assert signals(site) == {day: {Signal.SAME_NAME}, night: {Signal.SAME_NAME, Signal.ODD_HOURS}}


def test_a_list_of_many_is_not_asked_about_each(site, reader):
    many = [person_at(site) for _number in range(FEW)]
    stranger = person_at(SiteFactory(parent=site.parent))
    few = read(reader, *many[1:], stranger)
    long = read(reader, *many, stranger)
    assert signals(site) == {few: {Signal.NO_RELATION}, long: set()}


def test_readings_cost_the_same_for_one_as_for_twenty(site, reader, elsa):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            readings_of(site, MONTH)
        return len(queries)

    read(reader, elsa)
    one = cost()
    for number in range(19):
        read(actor_at(site, Role.CARE_STAFF), person_at(site), at=NOON + timedelta(minutes=number))
    assert cost() == one <= 7


def drawn(site, manager):
    return draw_sample(unit=site, month=MONTH, by=manager)


@pytest.fixture
def manager(site):
    return actor_at(site, at=NOON + timedelta(days=30))


def test_the_manager_is_told_the_names_of_those_the_unit_sees_and_only_that_there_are_others(
    site, reader, manager, elsa
):
    hidden = protected(person_at(site, "Hemlig", "Skog"))
    read(reader, elsa, hidden, person_at(SiteFactory(parent=site.parent), "Fjärran"))
    read(reader, hidden)
    rows, shown = rows_of(drawn(site, manager), manager, names=True)
    told = {(row.names, row.others) for row in rows}
    assert told == {(("Elsa Ek",), 2), ((), 1)}
    assert shown == [elsa]
    assert {(row.reader, row.role, row.what) for row in rows} == {
        (reader.user.name, "Omsorgspersonal", "Läste om en person")
    }
    rows, shown = rows_of(drawn(site, manager), manager, names=False)
    assert shown == []
    assert not any(row.names for row in rows)


def test_three_of_many_are_named(site, reader, manager):
    read(reader, *[person_at(site, f"Namn{number}") for number in range(5)])
    rows, shown = rows_of(drawn(site, manager), manager, names=True)
    assert (len(rows[0].names), rows[0].others, len(shown)) == (3, 2, 3)


def test_ones_own_reading_is_known_as_such(site, manager, elsa):
    read(manager, elsa, at=NOON)
    read(actor_at(site, Role.CARE_STAFF), elsa)
    rows, _shown = rows_of(drawn(site, manager), manager, names=True)
    assert sorted(row.own for row in rows) == [False, True]


def test_rows_cost_the_same_for_one_as_for_twenty(site, reader, manager, elsa):
    def cost():
        review = draw_sample(unit=site, month=MONTH, by=manager)
        with CaptureQueriesContext(connection) as queries:
            rows_of(review, manager, names=True)
        review.sample.all().delete()
        review.delete()
        return len(queries)

    read(reader, elsa)
    cost()
    one = cost()
    for number in range(19):
        read(actor_at(site, Role.CARE_STAFF), person_at(site), at=NOON + timedelta(minutes=number))
    assert cost() == one


def test_the_months_are_those_with_readings_and_what_has_been_done(
    site, reader, manager, elsa, django_assert_num_queries
):
    for at in (NOON - timedelta(days=400), NOON):
        read(reader, elsa, at=at)
    assert [each.month for each in months_of(replace(manager, at=NOON), site)] == []
    review = drawn(site, manager)
    with django_assert_num_queries(2):
        months = months_of(manager, site)
    assert [(each.month, each.review) for each in months] == [(MONTH, review)]


def test_reviews_are_seen_at_their_own_unit_only(site, reader, manager, elsa):
    read(reader, elsa)
    review = drawn(site, manager)
    assert list(reviews_of(manager)) == [review]
    assert not reviews_of(actor_at(SiteFactory(parent=site.parent), at=manager.at))
    assert not reviews_of(actor_at(site, Role.CARE_STAFF, at=manager.at))


def test_a_reader_s_own_family_name_does_not_tell_that_of_somebody_hidden(site, reader, manager, elsa):
    hidden = protected(person_at(site, "Hemlig", "Skog"), manager.user)
    reader.user.name, reader.user.name_key = "Åke Skog", name_key("Åke Skog")
    reader.user.save()
    other = actor_at(site, Role.CARE_STAFF, at=NOON)
    other.user.name, other.user.name_key = "Eva Ek", name_key("Eva Ek")
    other.user.save()
    read(reader, hidden)
    read(other, elsa)
    same = str(Signal.SAME_NAME.label)

    def told(actor, names):
        rows, _shown = rows_of(drawn(site, manager), actor, names=names)
        return sorted(row.reader for row in rows if same in row.signals)

    assert told(manager, names=True) == ["Eva Ek", "Åke Skog"]
    assert told(actor_at(site, at=manager.at), names=True) == ["Eva Ek"]
    assert told(manager, names=False) == ["Eva Ek"]


@pytest.fixture
def therapist(site):
    """Works for the part of the area, where nobody is manager."""
    return actor_at(site.parent, Role.PHYSIOTHERAPIST, at=NOON)


@pytest.fixture
def responsible(site):
    return actor_at(site.parent.contracts.get().provider, Role.AREA_MANAGER, at=NOON + timedelta(days=30))


def test_a_therapist_s_unit_has_its_own_relations_and_the_meeting_place_s_do_not_reach_up(site, therapist, elsa):
    before = read(therapist, elsa)
    relate(person=elsa, unit=site.parent, purpose=Purpose.TRAINING, by=replace(therapist, at=NOON + timedelta(days=1)))
    after = read(therapist, elsa, at=NOON + timedelta(days=1))
    assert signals(site.parent) == {before: {Signal.NO_RELATION}, after: set()}
    assert signals(site) == {}


def test_nobody_is_named_from_above_whatever_the_own_unit_knows(site, therapist, responsible, elsa):
    """Even of whom somebody at the provider itself has to do with: the one who is responsible there is no reader."""
    for unit in (site.parent, responsible.assignment.unit):
        relate(person=elsa, unit=unit, purpose=Purpose.STATED, by=therapist)
    CareRelation.objects.filter(person=elsa).update(reason="Kommer på måndagsgymmet")
    read(therapist, elsa, person_at(site, "Teuvo"))
    review = draw_sample(unit=site.parent, month=MONTH, by=responsible)
    (row,), shown = rows_of(review, responsible, names=True)
    assert (row.names, row.others, row.reasons, shown) == ((), 2, (), [])
    assert (row.reader, row.role, row.what) == (therapist.user.name, "Fysioterapeut", "Läste om en person")
    assert str(Signal.STATED.label) in row.signals


@pytest.mark.parametrize("names", [True, False])
def test_a_reader_s_own_family_name_tells_nobody_s_from_above(site, therapist, responsible, elsa, names):
    therapist.user.name, therapist.user.name_key = "Eva Ek", name_key("Eva Ek")
    therapist.user.save()
    relate(person=elsa, unit=site.parent, purpose=Purpose.TRAINING, by=therapist)
    entry = read(therapist, elsa)
    assert signals(site.parent) == {entry: {Signal.SAME_NAME}}
    review = draw_sample(unit=site.parent, month=MONTH, by=responsible)
    (row,), _shown = rows_of(review, responsible, names=names)
    assert (row.reader, row.signals) == ("Eva Ek", ())


def test_neither_the_order_nor_the_numbers_in_the_page_tell_what_is_not_shown(site, therapist, responsible, elsa):
    relate(person=elsa, unit=site.parent, purpose=Purpose.TRAINING, by=therapist)
    plain = read(therapist, elsa)
    colleague = actor_at(site.parent, Role.OCCUPATIONAL_THERAPIST, at=NOON)
    colleague.user.name, colleague.user.name_key = "Eva Ek", name_key("Eva Ek")
    colleague.user.save()
    same = read(colleague, elsa, at=NOON + timedelta(hours=1))
    odd = read(therapist, elsa, at=NOON.replace(hour=23))
    assert signals(site.parent)[same] == {Signal.SAME_NAME}
    review = draw_sample(unit=site.parent, month=MONTH, by=responsible)
    rows, _shown = rows_of(review, responsible, names=True)
    assert [row.reading.entry_id for row in rows] == [odd, plain, same]
    assert list(review.sample.values_list("entry", flat=True)) == [plain, same, odd]


def test_the_places_are_the_units_with_something_to_look_at_in_two_queries(
    site, reader, manager, therapist, responsible, elsa, django_assert_num_queries
):
    read(reader, elsa)
    assert places_of(responsible) == []
    read(therapist, elsa)
    read(therapist, elsa, at=NOON - timedelta(days=31))
    team = UnitFactory(kind=UnitKind.TEAM, parent=site.parent)
    read(actor_at(team, Role.OCCUPATIONAL_THERAPIST), elsa)
    read(actor_at(SiteFactory().parent, Role.PHYSIOTHERAPIST), elsa)
    review = draw_sample(unit=team, month=MONTH, by=responsible)
    assert {place.unit: len(place.left) for place in places_of(responsible)} == {site.parent: 2, team: 1}
    type(review).objects.update(finished_at=responsible.at)
    with django_assert_num_queries(2):
        found = {place.unit: place for place in places_of(responsible)}
    assert set(found) == {site.parent, team}
    assert [each.month for each in found[site.parent].left] == [date(2026, 1, 1), MONTH]
    assert [each.review for each in found[team].months] == [review]
    assert found[team].left == []
    assert [place.unit for place in places_of(manager)] == [site]


def test_the_months_of_a_unit_that_the_actor_does_not_look_at_are_none(site, therapist, responsible, manager, elsa):
    read(therapist, elsa)
    assert [each.month for each in months_of(responsible, site.parent)] == [MONTH]
    assert months_of(manager, site.parent) == []
    assert months_of(responsible, site) == []
