"""Is it owed from a week before to go through a programme, by the profession that made it, with nobody named?"""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from livskraft.access.roles import Role
from livskraft.duties.catalogue import Group, kinds
from livskraft.duties.queries import counts_at, duties_of
from livskraft.modules.training.actions.programmes import end_programme, review_programme
from livskraft.modules.training.duties.programmes import REVIEW, REVIEW_BY_OT, programmes_to_review
from livskraft.modules.training.tests.plans import programme_of, therapist_at
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.tests.factories import NOW, person_at, protected

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return SiteFactory(name="Lunden")


@pytest.fixture
def by(site):
    return therapist_at(site)


@pytest.fixture
def person(site):
    return person_at(site, "Kanariefågel")


def owed(who, days=0):
    then = replace(who, at=NOW + timedelta(days=days))
    return [duty for duty in duties_of(then) if duty.key.startswith("training.review_programme")]


def test_it_is_owed_from_a_week_before_and_late_the_day_after(by, person):
    programme = programme_of(person, by, weeks=2)
    assert owed(by, 6) == []
    (duty,) = owed(by, 7)
    assert (duty.key, duty.due, duty.url) == (
        f"{REVIEW}:{programme.pk}",
        programme.review_on,
        f"/traning/program/{programme.pk}/",
    )
    assert duty.what == "Gå igenom ett träningsprogram på Lunden"
    assert duty.group(by.today + timedelta(days=14)) == Group.TODAY
    late = programmes_to_review(Unit.objects.all(), by.today + timedelta(days=14)).get().duty_late
    assert late is False
    assert programmes_to_review(Unit.objects.all(), by.today + timedelta(days=15)).get().duty_late is True


def test_gone_through_or_ended_it_is_no_longer_owed(by, site, person):
    programme = programme_of(person, by, weeks=1)
    ended = programme_of(person_at(site, "Bo"), by, weeks=1)
    assert len(owed(by)) == 2
    review_programme(programme=programme, review_on=by.today + timedelta(weeks=8), by=by)
    end_programme(programme=ended, by=by)
    assert owed(by) == []


def test_the_profession_that_made_it_owes_it(by, site, person):
    occupational = therapist_at(site, Role.OCCUPATIONAL_THERAPIST)
    programme_of(person, occupational, weeks=1)
    assert owed(by) == []
    (duty,) = owed(occupational)
    assert duty.key.startswith(f"{REVIEW_BY_OT}:")
    programme_of(person_at(site, "Bo"), by, weeks=1)
    (duty,) = owed(by)
    assert duty.key.startswith(f"{REVIEW}:")


def test_it_is_owed_where_it_was_made_and_nowhere_else(by, person):
    programme_of(person, by, weeks=1)
    assert owed(therapist_at(SiteFactory())) == []


def test_nobody_is_named_and_of_who_is_protected_neither_day_nor_place(by, site, person):
    programme_of(person, by, weeks=1)
    hidden = person_at(site, "Dold")
    programme_of(hidden, by, weeks=1)
    protected(hidden)
    open_one, secret = sorted(owed(by), key=lambda duty: duty.due is None)
    assert "Kanariefågel" not in open_one.what
    assert (secret.due, secret.url) == (None, "/traning/")
    assert "Lunden" not in secret.what


def test_how_many_they_are_is_not_counted(by, site):
    for number in range(6):
        programme_of(person_at(site, f"Person{number}"), by, weeks=1)
    asked = [kinds[REVIEW], kinds[REVIEW_BY_OT]]
    (count,) = counts_at(Unit.objects.filter(pk=site.pk), by.today, asked)
    assert count.owed == 1


def test_it_costs_the_same_for_one_and_for_twenty(by, site, person):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert owed(by)
        return len(captured)

    programme_of(person, by, weeks=1)
    one = cost()
    for number in range(19):
        programme_of(person_at(site, f"Person{number}"), by, weeks=1)
    assert cost() == one
