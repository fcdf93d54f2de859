"""Is it decided from a day on where a caregiver keeps its journal, by those who may, and never backwards?"""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Refused
from livskraft.modules.training.actions.journal_places import LONGEST_SYSTEM, decide_place
from livskraft.modules.training.models import JournalPlace
from livskraft.modules.training.queries.journal_places import journal_place_of
from livskraft.modules.training.rules.vocabulary import Place
from livskraft.organisation.queries import keeper_of
from livskraft.organisation.tests.factories import SiteFactory, responsible_body
from livskraft.people.tests.factories import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


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
