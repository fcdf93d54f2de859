"""Are somebody's data protected from everybody but those who are named, and is the decider always one of them?"""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.actor import Actor
from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions.persons import relate
from livskraft.people.actions.protection import decide_protection, end_reader, name_reader
from livskraft.people.models import AuthorisedReader, CareRelation, Person, ProtectionDecision
from livskraft.people.rules.vocabulary import Protection, Purpose
from livskraft.people.tests.factories import NOW, person_at, sister

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def manager(site):
    return actor_at(site, at=NOW)


@pytest.fixture
def person(site):
    return person_at(site)


def protect(person, by, kind=Protection.MARKED, **more):
    return decide_protection(person=person, kind=kind, ground="Brev från Skatteverket", by=by, **more)


def seen(by):
    return Person.objects.visible_to(by).exists()


def tomorrow(by):
    return Actor(at=by.at + timedelta(days=1), user=by.user, assignment=by.assignment)


def test_the_decider_sees_the_person_and_nobody_else_does(person, manager, site):
    staff = actor_at(site, Role.CARE_STAFF, at=NOW)
    other_manager = actor_at(site, at=NOW)
    assert seen(staff)
    protect(person, manager)
    assert seen(manager)
    assert not seen(staff)
    assert not seen(other_manager)
    decision = ProtectionDecision.objects.get()
    assert (decision.kind, decision.by, decision.ground) == (Protection.MARKED, manager.user, "Brev från Skatteverket")
    assert AuditEntry.objects.filter(verb="people.protection_decided").exists()


def test_only_a_manager_who_sees_the_person_decides(person, site):
    for by in (actor_at(site, Role.CARE_STAFF, at=NOW), actor_at(SiteFactory(), at=NOW)):
        with pytest.raises(PermissionDenied):
            protect(person, by)


def test_a_colleague_is_named_from_today_and_ended_from_tomorrow(person, manager, site):
    staff = actor_at(site, Role.CARE_STAFF, at=NOW)
    protect(person, manager)
    reader = name_reader(person=person, user=staff.user, by=manager)
    assert name_reader(person=person, user=staff.user, by=manager) == reader
    assert seen(staff)
    end_reader(reader=reader, by=tomorrow(manager))
    assert not seen(tomorrow(staff))
    assert AuthorisedReader.objects.get(pk=reader.pk).ends == NOW.date() + timedelta(days=1)


def test_who_was_named_and_ended_on_the_same_day_is_gone_at_once(person, manager, site):
    staff = actor_at(site, Role.CARE_STAFF, at=NOW)
    protect(person, manager)
    end_reader(reader=name_reader(person=person, user=staff.user, by=manager), by=manager)
    assert not seen(staff)


def test_only_those_who_work_with_persons_at_the_unit_are_named(person, manager, site):
    protect(person, manager)
    outsiders = [
        actor_at(sister(site), Role.CARE_STAFF, at=NOW),
        actor_at(site, Role.SAFETY_COORDINATOR, at=NOW),
        actor_at(SiteFactory(), at=NOW),
    ]
    for outsider in outsiders:
        with pytest.raises(Refused):
            name_reader(person=person, user=outsider.user, by=manager)


def test_who_treats_the_person_at_another_unit_of_the_caregiver_is_named(person, manager, site):
    therapist = actor_at(site.parent, Role.PHYSIOTHERAPIST, at=NOW)
    protect(person, manager)
    with pytest.raises(Refused):
        name_reader(person=person, user=therapist.user, by=manager)
    relate(person=person, unit=site.parent, purpose=Purpose.TRAINING, by=manager)
    name_reader(person=person, user=therapist.user, by=manager)
    assert seen(therapist)


def test_of_another_caregiver_that_knew_the_person_nobody_is_named(person, manager):
    before = SiteFactory()
    CareRelation.objects.create(person=person, unit=before, purpose=Purpose.REGISTERED, starts=manager.today)
    protect(person, manager)
    with pytest.raises(Refused):
        name_reader(person=person, user=actor_at(before, at=NOW).user, by=manager)


def test_nobody_is_named_for_somebody_who_is_not_protected(person, manager):
    with pytest.raises(Refused):
        name_reader(person=person, user=manager.user, by=manager)


def test_nobody_takes_themselves_away_so_that_somebody_always_may_know(person, manager):
    protect(person, manager)
    with pytest.raises(Refused):
        end_reader(reader=AuthorisedReader.objects.get(), by=manager)


def test_when_the_protection_ends_all_see_the_person_again_and_nobody_is_named(person, manager, site):
    staff = actor_at(site, Role.CARE_STAFF, at=NOW)
    protect(person, manager)
    protect(person, tomorrow(manager), Protection.NONE)
    assert seen(tomorrow(staff))
    assert not AuthorisedReader.objects.filter(ends=None).exists()


def test_the_same_decision_twice_is_refused_and_a_stale_one_a_conflict(person, manager):
    stale = person.version
    protect(person, manager)
    with pytest.raises(Refused):
        protect(person, manager)
    with pytest.raises(Conflict):
        protect(person, manager, Protection.REGISTERED_ELSEWHERE, version=stale)
