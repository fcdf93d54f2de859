"""Can a manager say that two are not one, once, only of those in sight, and take it back?"""

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict
from livskraft.kit.tests.at_once import at_once
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions.merging import merge
from livskraft.people.actions.telling_apart import tell_apart, undo_tell_apart
from livskraft.people.models import ToldApart
from livskraft.people.tests.factories import NOW, person_at, protected

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def by(site):
    return actor_at(site, at=NOW)


def test_it_is_said_once_in_either_order_and_taken_back_once(site, by):
    one, other = person_at(site), person_at(site)
    made = tell_apart(one=other, other=one, by=by)
    assert (made.one, made.other, made.by) == (one, other, by.user)
    assert tell_apart(one=one, other=other, by=by) == made
    undo_tell_apart(apart=made, by=by)
    with pytest.raises(Conflict):
        undo_tell_apart(apart=made, by=by)
    assert tell_apart(one=one, other=other, by=by) != made
    assert AuditEntry.objects.filter(verb="people.told_apart").count() == 2
    assert AuditEntry.objects.filter(verb="people.told_apart_undone").count() == 1


def test_who_is_merged_or_oneself_is_nobody_to_tell_apart(site, by):
    one, other = person_at(site), person_at(site)
    with pytest.raises(Conflict):
        tell_apart(one=one, other=one, by=by)
    merge(kept=one, gone=other, by=by)
    with pytest.raises(Conflict):
        tell_apart(one=one, other=other, by=by)


def test_only_the_manager_who_sees_both_may(site, by):
    one, other = person_at(site), person_at(site)
    with pytest.raises(PermissionDenied):
        tell_apart(one=one, other=other, by=actor_at(site, Role.CARE_STAFF, at=NOW))
    with pytest.raises(PermissionDenied):
        tell_apart(one=one, other=person_at(SiteFactory()), by=by)
    made = tell_apart(one=one, other=other, by=by)
    protected(other)
    with pytest.raises(PermissionDenied):
        undo_tell_apart(apart=made, by=by)


@pytest.mark.django_db(transaction=True)
def test_two_managers_who_say_it_at_once_say_it_once(site, by):
    one, other = person_at(site), person_at(site)
    second = actor_at(site, at=NOW)
    assert at_once([lambda who=who: tell_apart(one=one, other=other, by=who) for who in (by, second)]) == [None, None]
    assert ToldApart.objects.count() == 1
