"""Are persons found by name, number and case, alike on both engines, and only those whom the unit knows?"""

import unicodedata
from datetime import UTC, date, datetime

import pytest

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.models import CaseNumber, Person
from livskraft.people.queries.search import find
from livskraft.people.rules.searching import case_key, sought
from livskraft.people.tests.factories import NOW, person_at, protected, sister

pytestmark = pytest.mark.django_db
NUMBER, BEFORE = "194408139089", "193805028432"


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def by(site):
    return actor_at(site, Role.CARE_STAFF, at=NOW)


def found(text, by):
    return [person.name for person in find(sought(text, today=by.today), by).order_by("sort_key", "pk")]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("åke", ["Åke Öberg"]),
        ("ÅKE", ["Åke Öberg"]),
        (unicodedata.normalize("NFD", "åke"), ["Åke Öberg"]),
        ("ake", []),
        ("ö", ["Åke Öberg", "Östen Ök"]),
        ("ö å", ["Åke Öberg"]),
        ("öb åk", ["Åke Öberg"]),
        ("berg", []),
        ("anna-l", ["Anna-Lisa Ärlig"]),
        ("o'b", ["Nora O'Brien"]),
        ("null", ["Null Null"]),
        ("%", []),
        ("_", []),
        ("\\", []),
        ("{{ 7 }}", []),
        ("' OR 1=1 --", []),
        ("\u202eekå", []),
    ],
)
def test_a_name_is_found_by_the_beginning_of_each_word(site, by, typed, names):
    for given, family in (
        ("Åke", "Öberg"), ("Östen", "Ök"), ("Anna-Lisa", "Ärlig"), ("Nora", "O'Brien"), ("Null", "Null"),
    ):  # fmt: skip
        person_at(site, given, family)
    assert found(typed, by) == names


def test_names_stand_in_the_order_of_the_swedish_alphabet(site, by):
    for family in ("Ö", "Ä", "Å", "Z", "A", "É"):
        person_at(site, "Kim", family)
    assert found("kim", by) == [f"Kim {family}" for family in ("A", "É", "Z", "Å", "Ä", "Ö")]


@pytest.mark.parametrize("typed", ["194408139089", "19440813-9089", "440813-9089"])
def test_a_number_finds_exactly_the_one(site, by, typed):
    person_at(site, "Elsa", "Ek", number=NUMBER)
    person_at(site, "Åke", "Ek", number=BEFORE)
    assert found(typed, by) == ["Elsa Ek"]


def test_a_former_number_and_that_of_who_was_merged_find_the_person(site, by):
    kept, gone = person_at(site, "Elsa", "Ek"), person_at(site, "Else", "Eck", number=NUMBER)
    gone.identities.update(ends=date(2026, 1, 1))
    Person.objects.filter(pk=gone.pk).update(merged_into=kept)
    CaseNumber.objects.create(person=gone, number="SON 1", number_key="son1")
    assert found(NUMBER, by) == found("SON 1", by) == ["Elsa Ek"]


def test_a_case_finds_the_person_and_half_of_it_does_not(site, by):
    CaseNumber.objects.create(person=person_at(site), number="SON 2026/238", number_key=case_key("SON 2026/238"))
    assert found("son2026/238", by) == ["Elsa Exempel"]
    assert found("SON 2026/23", by) == []


def test_nothing_but_name_number_and_case_is_looked_for(site, by):
    person_at(site, language="finska", adaptations="rullstol", birth_year=1938)
    assert found("finska", by) == found("rullstol", by) == found("1938", by) == found("elsa rullstol", by) == []


@pytest.mark.parametrize("typed", ["Elsa", NUMBER, "SON 1"])
def test_neither_the_twins_nor_a_sisters_nor_the_protected_are_found(site, by, typed):
    for where in (SiteFactory(), sister(site)):
        theirs = person_at(where, number=NUMBER)
        CaseNumber.objects.get_or_create(person=theirs, number="SON 1", number_key="son1")
    assert found(typed, by) == []
    hidden = protected(person_at(site, number="194004057032"))
    CaseNumber.objects.create(person=hidden, number="SON 1", number_key="son1")
    assert found(typed, by) == found("194004057032", by) == []


def test_nothing_is_found_by_nothing(site, by):
    person_at(site)
    assert found("", by) == found(" \x00 ", by) == []


def test_it_is_one_query(site, by, django_assert_num_queries):
    for n in range(5):
        person_at(site, f"Elsa{n}", at=datetime(2026, 1, 10, tzinfo=UTC))
    assert by.caregiver
    with django_assert_num_queries(1):
        assert len(found("elsa", by)) == 5
