"""Is the manager told when a handover has made two of one number, as one thing to do and without a name?"""

from datetime import timedelta

import pytest

from livskraft.access.actor import system_actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.duties.queries import duties_of
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions import merging
from livskraft.people.actions.handovers import hand_over
from livskraft.people.actions.telling_apart import tell_apart, undo_tell_apart
from livskraft.people.tests.factories import NOW, person_at, protected

pytestmark = pytest.mark.django_db
NUMBER, OTHER = "194408139089", "193805028432"


@pytest.fixture
def sites(db):
    return SiteFactory(), SiteFactory()


def owed(site, at=NOW):
    return [duty for duty in duties_of(actor_at(site, Role.UNIT_MANAGER, at)) if duty.key.startswith("people.dup")]


def handed_over(sites, number=NUMBER):
    person = person_at(sites[0], "Kanariefågel", number=number)
    by = actor_at(sites[0], Role.UNIT_MANAGER, NOW)
    hand_over(person=person, to_unit=sites[1], reason="Flyttat", on=by.today, by=by)
    return person


def test_two_of_one_number_are_owed_until_they_are_one(sites):
    known = person_at(sites[1], number=NUMBER)
    assert not owed(sites[1])
    came = handed_over(sites)
    (duty,) = owed(sites[1])
    assert "Kanarie" not in duty.what
    assert not owed(sites[0])
    merging.merge(kept=known, gone=came, by=system_actor("test", NOW))
    assert not owed(sites[1])


def test_it_is_one_thing_to_do_however_many_they_are(sites):
    for number in (NUMBER, OTHER):
        person_at(sites[1], number=number)
        handed_over(sites, number)
    assert len(owed(sites[1])) == 1


def test_whoever_has_another_number_or_is_no_longer_known_here_is_nobodys_double(sites):
    person_at(sites[1], number=OTHER)
    person_at(sites[1], number=NUMBER, until=(NOW + timedelta(days=2)).date())
    handed_over(sites)
    assert owed(sites[1])
    assert not owed(sites[1], NOW + timedelta(days=5))


def test_namesakes_told_apart_are_owed_no_more_until_that_is_undone(sites):
    known = person_at(sites[1], number=NUMBER)
    came = handed_over(sites)
    by = actor_at(sites[1], Role.UNIT_MANAGER, NOW)
    apart = tell_apart(one=came, other=known, by=by)
    assert not owed(sites[1])
    undo_tell_apart(apart=apart, by=by)
    assert owed(sites[1])


@pytest.mark.parametrize("which", ["known", "came"])
def test_of_somebody_protected_no_duty_tells(sites, which):
    known = person_at(sites[1], number=NUMBER)
    came = handed_over(sites)
    by = actor_at(sites[1], Role.UNIT_MANAGER, NOW)
    protected({"known": known, "came": came}[which], by.user)
    assert not owed(sites[1])


def test_whom_the_unit_no_longer_has_to_do_with_is_no_duty(sites):
    person_at(sites[1], number=NUMBER)
    came = handed_over(sites)
    came.relations.filter(unit=sites[1]).update(ends=(NOW + timedelta(days=2)).date())
    assert owed(sites[1])
    assert not owed(sites[1], NOW + timedelta(days=5))
