"""Does the list hold those who are likely to come, in order, and nobody whom the viewer may not know?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from livskraft.access.actor import system_actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.activities.actions.attendance import Ticked, save_attendance
from livskraft.modules.activities.models import Attendance, SignUp
from livskraft.modules.activities.queries.attendance import corrections, search, tap_list
from livskraft.modules.activities.rules.vocabulary import SignUpState
from livskraft.modules.activities.tests.factories import activity_at, occasion_of
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.models import Person
from livskraft.people.tests.factories import person_at, protected

pytestmark = pytest.mark.django_db
EARLY = datetime(2026, 1, 2, 8, tzinfo=UTC)
NOW = datetime(2026, 3, 3, 10, 5, tzinfo=UTC)
TODAY = date(2026, 3, 3)


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def activity(site):
    return activity_at(site, at=EARLY)


@pytest.fixture
def occasion(activity):
    return occasion_of(activity, on=TODAY, at=EARLY)


@pytest.fixture
def staff(site):
    return actor_at(site, Role.CARE_STAFF, NOW)


def came(activity, on, *persons):
    held = occasion_of(activity, on=on, at=EARLY)
    save_attendance(occasion=held, ticked=Ticked(here=[each.pk for each in persons]), by=system_actor("test", NOW))
    return held


def signed_up(occasion, person=None, state=SignUpState.SEAT, name=""):
    return SignUp.objects.create(
        occasion=occasion,
        site=occasion.site,
        person=person,
        name=name,
        state=state,
        key=name or str(person.pk),
        signed_up_at=EARLY,
    )


def names(found):
    return {str(group.label): [row.name for row in group.rows] for group in found.groups}


def test_those_who_signed_up_come_first_then_the_regulars_then_who_was_added_each_in_swedish_order(
    site, activity, occasion, staff
):
    asa, zoe, orjan, elsa, bo = (
        person_at(site, given, family, at=EARLY)
        for given, family in (("Åsa", "Ö"), ("Zoe", "Z"), ("Örjan", "Å"), ("Elsa", "E"), ("Bo", "B"))
    )
    signed_up(occasion, asa)
    signed_up(occasion, zoe, SignUpState.WAITING)
    signed_up(occasion, bo, SignUpState.CANCELLED)
    came(activity, TODAY - timedelta(weeks=1), orjan, elsa, asa)
    stranger = person_at(site, "Nils", "N", at=EARLY)
    save_attendance(occasion=occasion, ticked=Ticked(here=[stranger.pk, elsa.pk]), by=staff)
    found = tap_list(occasion, staff)
    assert names(found) == {
        "Anmälda": ["Zoe Z", "Åsa Ö"],
        "Brukar komma": ["Elsa E", "Örjan Å"],
        "Tillagda": ["Nils N"],
    }
    rows = {row.name: row for group in found.groups for row in group.rows}
    assert [name for name, row in rows.items() if row.ticked] == ["Elsa E", "Nils N"]
    assert rows["Zoe Z"].note == "står i kö"
    assert set(found.shown) == {stranger.pk, elsa.pk}
    assert found.total == 5


@pytest.mark.parametrize(("ago", "likely"), [(1, True), (55, True), (56, True), (57, False), (0, False), (-7, False)])
def test_who_came_the_last_eight_weeks_is_likely_and_who_came_later_or_earlier_is_not(
    site, activity, occasion, staff, ago, likely
):
    elsa = person_at(site, at=EARLY)
    day = TODAY - timedelta(days=ago)
    held = occasion if day == TODAY else occasion_of(activity, on=day, at=EARLY)
    if held != occasion:
        Attendance.objects.create(occasion=held, person=elsa, site=site, on=day, noted_at=NOW)
    assert bool(tap_list(occasion, staff).groups) == likely


def test_who_came_to_something_else_is_not_in_the_list(site, occasion, staff):
    came(activity_at(site, title="Bingo", at=EARLY), TODAY - timedelta(days=2), person_at(site, at=EARLY))
    assert tap_list(occasion, staff).groups == []


def test_somebody_protected_is_counted_but_named_only_for_who_may_know(site, activity, occasion, staff):
    reader = actor_at(site, Role.UNIT_MANAGER, NOW)
    hidden = protected(person_at(site, "Hemlig", at=EARLY), reader.user, at=EARLY)
    came(activity, TODAY - timedelta(weeks=1), hidden)
    save_attendance(occasion=occasion, ticked=Ticked(here=[hidden.pk]), by=reader)
    seen, unseen = tap_list(occasion, reader), tap_list(occasion, staff)
    assert names(seen) == {"Brukar komma": ["Hemlig Exempel"]}
    assert (seen.unseen, seen.shown) == (0, [hidden.pk])
    assert (unseen.groups, unseen.unseen, unseen.shown, unseen.persons) == ([], 1, [], [])
    assert search("Hem", staff) == []
    assert search("Hem", reader) == [hidden]


def test_who_was_merged_stands_once_as_who_they_turned_out_to_be(site, activity, occasion, staff):
    old, kept = person_at(site, "Elsa", at=EARLY), person_at(site, "Elsa", at=EARLY)
    came(activity, TODAY - timedelta(weeks=1), old)
    came(activity, TODAY - timedelta(weeks=2), kept)
    save_attendance(occasion=occasion, ticked=Ticked(here=[old.pk]), by=staff)
    Person.objects.filter(pk=old.pk).update(merged_into=kept)
    found = tap_list(occasion, staff)
    assert [(row.value, row.ticked) for row in found.groups[0].rows] == [(str(kept.pk), True)]
    assert (found.unseen, found.shown) == (0, [kept.pk])


def test_who_signed_up_by_name_is_registered_when_ticked_and_then_stands_as_a_person(site, occasion, staff):
    entry = signed_up(occasion, name="Alva Grann")
    (group,) = tap_list(occasion, staff).groups
    assert [(row.field, row.value, row.name) for row in group.rows] == [("sign_up", str(entry.pk), "Alva Grann")]
    save_attendance(occasion=occasion, ticked=Ticked(sign_ups=[entry.pk]), by=staff)
    (row,) = tap_list(occasion, staff).groups[0].rows
    assert (row.field, row.name, row.ticked) == ("here", "Alva Grann", True)


def test_what_was_sent_and_not_saved_stays_ticked(site, occasion, staff):
    elsa, found = person_at(site, "Elsa", at=EARLY), person_at(site, "Found", at=EARLY)
    shown = tap_list(occasion, staff, ticked=[elsa.pk], shown=[], new=["Ny Person"], found=[found])
    rows = {row.name: row.ticked for group in shown.groups for row in group.rows}
    assert rows == {"Elsa Exempel": True, "Found Exempel": False, "Ny Person": True}


def test_nobody_of_another_site_is_shown_whatever_ids_are_sent(site, occasion, staff):
    other = person_at(SiteFactory(parent=site.parent), "Utanför", at=EARLY)
    assert tap_list(occasion, staff, ticked=[other.pk, 10**17], shown=[other.pk]).groups == []


def test_the_list_costs_the_same_for_one_as_for_thirty(site, activity, occasion, staff):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            tap_list(occasion, staff)
        return len(asked)

    came(activity, TODAY - timedelta(weeks=1), person_at(site, at=EARLY))
    assert staff.caregiver
    few = cost()
    came(activity, TODAY - timedelta(weeks=2), *(person_at(site, f"E{each}", at=EARLY) for each in range(30)))
    assert cost() == few <= 5
    assert tap_list(occasion, staff).total == 31


def test_a_correction_names_whom_the_viewer_may_know(site, occasion, staff):
    elsa = person_at(site, at=EARLY)
    save_attendance(occasion=occasion, ticked=Ticked(here=[elsa.pk]), by=staff)
    save_attendance(occasion=occasion, ticked=Ticked(shown=[elsa.pk]), by=staff)
    (told,), named = corrections(occasion, staff)
    assert (told.who, told.was, told.became, told.by) == ("Elsa Exempel", "här", "inte här", staff.user.name)
    assert named == [elsa]
    protected(elsa)
    (told,), named = corrections(occasion, staff)
    assert (told.who, named) == ("En person som inte visas", [])


@pytest.mark.parametrize("text", ["", "E", "  e "])
def test_a_search_needs_two_letters(site, staff, text):
    person_at(site, at=EARLY)
    assert search(text, staff) == []
    assert search("el", staff)


def test_only_namesakes_are_told_apart_by_the_year_of_birth(site, activity, occasion, staff):
    people = [
        person_at(site, "Karin", "Lund", at=EARLY, birth_year=1941),
        person_at(site, "karin", "lund", at=EARLY, birth_year=1947),
        person_at(site, "Anna", "Berg", at=EARLY, birth_year=1950),
    ]
    came(activity, date(2026, 2, 24), *people)
    born = {row.name: row.born for group in tap_list(occasion, staff).groups for row in group.rows}
    assert born == {"Karin Lund": 1941, "karin lund": 1947, "Anna Berg": None}
    signed_up(occasion, name="Anna Berg")
    rows = [row for group in tap_list(occasion, staff).groups for row in group.rows if row.name == "Anna Berg"]
    assert {row.field: row.born for row in rows} == {"sign_up": None, "here": 1950}
