"""Are those who may be registered twice found, by whoever sees both, without more of a number than its day?"""

from datetime import timedelta

import pytest

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions import merging, telling_apart
from livskraft.people.actions.persons import Contact
from livskraft.people.models import IdentityRecord, Person
from livskraft.people.queries.duplicates import differences, pairs, undoable
from livskraft.people.rules.merging import Taken
from livskraft.people.tests.factories import NOW, person_at, protected

pytestmark = pytest.mark.django_db
NUMBER, OTHER = "194408139089", "193805028432"


@pytest.fixture
def site(db):
    return SiteFactory()


@pytest.fixture
def by(site):
    return actor_at(site, Role.UNIT_MANAGER, NOW)


def found(by):
    return [(pair.one, pair.other, pair.same_number) for pair in pairs(Person.objects.visible_to(by))]


def with_the_number_of(person, other):
    """As after a handover: registering would have found the one there is."""
    record = other.identities.get()
    IdentityRecord.objects.create(
        person=person, kind=record.kind, number=record.number, index=record.index, starts=record.starts
    )


def test_the_same_number_comes_before_the_same_name_and_year(site, by):
    one, two = person_at(site, "Åsa", birth_year=1941), person_at(site, "ÅSA", birth_year=1941)
    three, four = person_at(site, "Ett", number=NUMBER), person_at(site, "Annat")
    with_the_number_of(four, three)
    assert found(by) == [(three, four, True), (one, two, False)]


def test_one_pair_is_one_pair_though_number_and_name_agree(site, by):
    one, two = person_at(site, number=NUMBER), person_at(site, birth_year=1944)
    with_the_number_of(two, one)
    assert found(by) == [(one, two, True)]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"birth_year": 1941}, {"birth_year": 1942}),
        ({}, {}),
        ({"number": NUMBER}, {"number": OTHER}),
    ],
)
def test_the_same_name_alone_is_nothing(site, by, one, two):
    person_at(site, **one), person_at(site, **two)
    assert found(by) == []


def test_three_of_a_kind_are_each_paired_with_the_first(site, by):
    one, two, three = (person_at(site, birth_year=1941) for _ in range(3))
    assert found(by) == [(one, two, False), (one, three, False)]


def test_whom_one_does_not_see_is_in_no_pair(site, by):
    person_at(site, birth_year=1941)
    person_at(SiteFactory(), birth_year=1941)
    person_at(site, birth_year=1941, until=(NOW - timedelta(days=0)).date() + timedelta(days=1))
    protected(person_at(site, birth_year=1941))
    later = actor_at(site, Role.UNIT_MANAGER, NOW + timedelta(days=2))
    assert found(later) == []


def test_differences_show_the_day_of_a_number_and_no_more(site):
    one = person_at(site, number=NUMBER, contact=Contact(phone="011-1"))
    two = person_at(site, language="finska")
    told = {each.label: each for each in differences(one, two, NOW.date())}
    assert told["Nummer"].one == "19440813-••••"
    assert NUMBER[8:] not in str(told)
    assert told["Telefon"].choice == Taken.PHONE
    assert (told["Språk"].differs, told["Namn"].differs) == (True, False)


def test_where_somebody_protected_lives_is_not_compared(site):
    one, two = protected(person_at(site, contact=Contact(phone="011-1", street="Gatan 1"))), person_at(site)
    told = {each.label: each for each in differences(one, two, NOW.date())}
    assert (told["Telefon"].one, told["Telefon"].other, told["E-post"].one) == ("•••", "", "")
    assert "Gatan" not in str(told)


def test_what_was_merged_can_be_undone_by_whoever_sees_the_kept_one(site, by):
    kept, gone, last = person_at(site), person_at(site, "Else"), person_at(site, "Elsie")
    made = [merging.merge(kept=kept, gone=gone, by=by), merging.merge(kept=last, gone=kept, by=by)]
    assert list(undoable(by)) == made[::-1]
    assert not undoable(actor_at(SiteFactory(), Role.UNIT_MANAGER, NOW))
    assert not undoable(actor_at(site, Role.UNIT_MANAGER, NOW + timedelta(days=30)))
    merging.undo_merge(merge=made[1], by=by)
    assert list(undoable(by)) == made[:1]


def test_many_cost_as_many_queries_as_few(site, by, django_assert_num_queries):
    for number in range(6):
        person_at(site, f"Namn {number}", birth_year=1941)
        person_at(site, f"Namn {number}", birth_year=1941)
    with django_assert_num_queries(6):
        assert len(pairs(Person.objects.visible_to(by))) == 6


def test_those_told_apart_are_no_pair_but_each_may_still_be_another(site, by):
    one, two, three = (person_at(site, birth_year=1941) for _ in range(3))
    telling_apart.tell_apart(one=two, other=one, by=by)
    assert found(by) == [(one, three, False)]
    telling_apart.tell_apart(one=one, other=three, by=by)
    assert found(by) == [(two, three, False)]
