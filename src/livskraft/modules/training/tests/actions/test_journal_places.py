"""Is it decided from a day on where a caregiver keeps its journal, by those who may, and never backwards?"""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Refused
from livskraft.kit.tests.at_once import at_once
from livskraft.modules.training.actions.episodes import open_episode
from livskraft.modules.training.actions.journal_places import LONGEST_SYSTEM, decide_place, withdraw_place
from livskraft.modules.training.models import Episode, JournalPlace
from livskraft.modules.training.queries.journal_places import journal_place_of
from livskraft.modules.training.rules.vocabulary import Lives, Place
from livskraft.modules.training.tests.factories import therapist_at
from livskraft.organisation.queries import keeper_of
from livskraft.organisation.tests.factories import SiteFactory, responsible_body
from livskraft.people.tests.factories import NOW, person_at

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
DAY = timedelta(days=1)


@pytest.fixture
def keeper():
    return keeper_of(SiteFactory(), TODAY)


@pytest.fixture
def by():
    return actor_at(responsible_body(), Role.SYSTEM_ADMINISTRATOR, at=NOW)


def test_it_holds_from_its_day_until_the_next_decision(keeper, by):
    decide_place(keeper=keeper, place=Place.ELSEWHERE, system="Journalen", starts=TODAY, by=by)
    decide_place(keeper=keeper, place=Place.HERE, starts=TODAY + timedelta(days=10), by=by)
    assert journal_place_of(keeper, TODAY - timedelta(days=1)) is None
    assert journal_place_of(keeper, TODAY).system == "Journalen"
    assert journal_place_of(keeper, TODAY + timedelta(days=9)).place == Place.ELSEWHERE
    assert journal_place_of(keeper, TODAY + timedelta(days=10)).place == Place.HERE
    assert AuditEntry.objects.filter(verb="training.journal_place_decided").count() == 2


def test_a_day_that_has_been_is_refused(keeper, by):
    with pytest.raises(Refused) as refused:
        decide_place(keeper=keeper, place=Place.HERE, starts=TODAY - timedelta(days=1), by=by)
    assert refused.value.field == "starts"


def test_a_day_is_decided_once(keeper, by):
    decide_place(keeper=keeper, place=Place.HERE, starts=TODAY, by=by)
    with pytest.raises(Refused) as refused:
        decide_place(keeper=keeper, place=Place.ELSEWHERE, system="Annat", starts=TODAY, by=by)
    assert refused.value.field == "starts"
    assert JournalPlace.objects.count() == 1


def test_another_system_is_named_and_this_one_is_not(keeper, by):
    with pytest.raises(Refused) as refused:
        decide_place(keeper=keeper, place=Place.ELSEWHERE, system=" \u200b ", starts=TODAY, by=by)
    assert refused.value.field == "system"
    assert decide_place(keeper=keeper, place=Place.HERE, system="Glömt kvar", starts=TODAY, by=by).system == ""
    other = decide_place(
        keeper=keeper, place=Place.ELSEWHERE, system="x" * 200, starts=TODAY + timedelta(days=1), by=by
    )
    assert len(other.system) == LONGEST_SYSTEM


def test_each_caregiver_has_its_own(keeper, by):
    twin = keeper_of(SiteFactory(), TODAY)
    decide_place(keeper=keeper, place=Place.HERE, starts=TODAY, by=by)
    assert journal_place_of(twin, TODAY) is None


@pytest.mark.parametrize("role", [Role.PHYSIOTHERAPIST, Role.AREA_MANAGER, Role.ADMINISTRATION, Role.UNIT_MANAGER])
def test_only_the_system_administrator_decides(keeper, role):
    with pytest.raises(PermissionDenied):
        decide_place(keeper=keeper, place=Place.HERE, starts=TODAY, by=actor_at(responsible_body(), role, at=NOW))


def test_an_administrator_of_one_unit_does_not_decide_for_a_caregiver_elsewhere(keeper):
    by = actor_at(SiteFactory(), Role.SYSTEM_ADMINISTRATOR, at=NOW)
    with pytest.raises(PermissionDenied):
        decide_place(keeper=keeper, place=Place.HERE, starts=TODAY, by=by)


def opens(site, when):
    """Somebody new's period, opened by a therapist there at the time."""
    return open_episode(person=person_at(site), site=site, lives=Lives.NEARBY, by=replace(therapist_at(site), at=when))


def test_a_decision_by_which_nothing_was_opened_is_taken_back_and_the_one_before_holds_again(by):
    site = SiteFactory()
    keeper = keeper_of(site, TODAY)
    decide_place(keeper=keeper, place=Place.ELSEWHERE, system="Journalen", starts=TODAY, by=by)
    opens(site, by.at)
    after = replace(by, at=NOW + timedelta(days=3))
    wrong = decide_place(keeper=keeper, place=Place.HERE, starts=after.today, by=after)
    coming = decide_place(keeper=keeper, place=Place.HERE, starts=after.today + timedelta(days=9), by=after)
    for place in (wrong, coming):
        withdraw_place(place=place, by=after)
    assert journal_place_of(keeper, after.today + timedelta(days=9)).system == "Journalen"
    entry = AuditEntry.objects.filter(verb="training.journal_place_withdrawn").order_by("pk").first()
    assert entry.objects_touched == [f"training.journalplace:{wrong.pk}", f"organisation.unit:{keeper.pk}"]
    withdraw_place(place=wrong, by=after)
    assert AuditEntry.objects.filter(verb="training.journal_place_withdrawn").count() == 2
    decide_place(keeper=keeper, place=Place.ELSEWHERE, system="Annat", starts=after.today, by=after)


def test_a_decision_by_which_a_period_was_opened_stays_also_when_the_period_is_closed(by):
    site = SiteFactory()
    place = decide_place(keeper=keeper_of(site, TODAY), place=Place.HERE, starts=TODAY, by=by)
    opens(site, NOW + timedelta(days=30))
    Episode.objects.update(closed_at=NOW + timedelta(days=31), closed_on=TODAY, not_introduced="other")
    with pytest.raises(Refused, match="nytt beslut"):
        withdraw_place(place=place, by=by)
    assert JournalPlace.objects.exists()


def test_what_was_opened_earlier_the_same_day_or_by_a_later_decision_does_not_hold_it(by):
    site, twin = SiteFactory(), SiteFactory()
    keeper = keeper_of(site, TODAY)
    decide_place(keeper=keeper, place=Place.HERE, starts=TODAY - timedelta(days=1), by=replace(by, at=NOW - DAY))
    decide_place(keeper=keeper_of(twin, TODAY), place=Place.HERE, starts=TODAY, by=by)
    opens(site, NOW)
    opens(twin, NOW)
    wrong = decide_place(
        keeper=keeper, place=Place.ELSEWHERE, system="Fel", starts=TODAY, by=replace(by, at=NOW + timedelta(hours=1))
    )
    right = decide_place(keeper=keeper, place=Place.HERE, starts=TODAY + DAY, by=by)
    opens(site, NOW + DAY)
    withdraw_place(place=wrong, by=by)
    with pytest.raises(Refused):
        withdraw_place(place=right, by=by)


@pytest.mark.parametrize("role", [Role.PHYSIOTHERAPIST, Role.AREA_MANAGER, Role.ADMINISTRATION])
def test_only_the_system_administrator_of_the_caregiver_takes_it_back(keeper, by, role):
    place = decide_place(keeper=keeper, place=Place.HERE, starts=TODAY, by=by)
    for who in (actor_at(responsible_body(), role, at=NOW), actor_at(SiteFactory(), Role.SYSTEM_ADMINISTRATOR, at=NOW)):
        with pytest.raises(PermissionDenied):
            withdraw_place(place=place, by=who)
    assert JournalPlace.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_period_is_opened_or_the_decision_is_taken_back_and_never_both(by):
    site = SiteFactory()
    place = decide_place(keeper=keeper_of(site, TODAY), place=Place.HERE, starts=TODAY, by=by)
    person, therapist = person_at(site), therapist_at(site)
    ended = at_once(
        [
            lambda: withdraw_place(place=place, by=by),
            lambda: open_episode(person=person, site=site, lives=Lives.NEARBY, by=therapist),
        ]
    )
    assert sorted(map(str, ended)) == sorted(map(str, [None, Refused]))
    assert Episode.objects.exists() is JournalPlace.objects.exists()
