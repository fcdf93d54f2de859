"""Is a patient's programme owed from a week before its day, by whoever answers for the period, and names no patient?"""

from datetime import timedelta

import pytest

from livskraft.access.roles import Role
from livskraft.duties.catalogue import kinds
from livskraft.modules.training.actions.rehab_programmes import end_programme, review_programme
from livskraft.modules.training.duties.rehab_programmes import REVIEW, REVIEW_BY_OT
from livskraft.modules.training.models import Episode
from livskraft.modules.training.rules.vocabulary import NoIntroduction
from livskraft.modules.training.tests.factories import episode_of, therapist_at
from livskraft.modules.training.tests.rehab import programme_of
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.models import Person
from livskraft.people.tests.factories import NOW, person_at, protected

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def by(site):
    return therapist_at(site)


@pytest.fixture
def programme(site, by):
    return programme_of(episode_of(person_at(site, "Gun", "Prov"), by), by, "Tåhävning")


def rows(today, key=REVIEW):
    return list(kinds[key].rows(Unit.objects.all(), today))


def owed(today, key=REVIEW):
    return kinds[key].describe(rows(today, key), today)


def test_it_is_owed_from_a_week_before_and_late_after_the_day(programme, by):
    day = programme.review_on
    assert owed(day - timedelta(days=8)) == []
    (duty,) = owed(day - timedelta(days=7))
    assert (duty.unit_id, duty.due, duty.url) == (programme.unit_id, day, programme.get_absolute_url())
    assert by.user.name in duty.what
    assert "Gun" not in duty.what
    assert [row.duty_late for row in rows(day)] == [False]
    assert [row.duty_late for row in rows(day + timedelta(days=1))] == [True]


def test_it_is_done_when_it_is_gone_through_ended_or_the_period_is_closed(site, by, programme):
    day = programme.review_on
    later_on = by.today + timedelta(weeks=50)
    review_programme(programme=programme, review_on=later_on, by=by)
    assert owed(day) == []
    assert len(owed(later_on)) == 1
    end_programme(programme=programme, by=by)
    assert owed(later_on) == []
    other = programme_of(episode_of(person_at(site, "Bo"), by), by, "Uppresning")
    assert len(owed(day)) == 1
    Episode.objects.filter(pk=other.episode_id).update(
        closed_at=NOW, closed_on=NOW.date(), not_introduced=NoIntroduction.DECLINED
    )
    assert owed(day) == []


def test_it_is_the_occupational_therapist_s_when_they_answer_for_the_period(site, programme):
    other = therapist_at(site, Role.OCCUPATIONAL_THERAPIST)
    Episode.objects.filter(pk=programme.episode_id).update(therapist=other.user)
    assert {row.duty_kind for row in rows(programme.review_on, REVIEW_BY_OT)} == {REVIEW_BY_OT}


def test_of_somebody_protected_neither_day_nor_programme_is_told(programme):
    protected(programme.person)
    (duty,) = owed(programme.review_on)
    assert duty.due is None
    assert str(programme.pk) not in duty.url
    assert duty.url == "/rehab/"


def test_whom_another_caregiver_has_taken_over_is_nobody_s_here(programme):
    Person.objects.filter(pk=programme.person_id).update(keeper=SiteFactory())
    assert owed(programme.review_on) == []


def test_one_query_whatever_the_number(site, by, programme, django_assert_num_queries):
    for name in ("Bo", "Ann"):
        programme_of(episode_of(person_at(site, name), by), by, f"Övning {name}")
    with django_assert_num_queries(1):
        assert len(owed(programme.review_on)) == 3
