"""Does an emergency open one person for a while, tell nothing of others, and wait for the manager?"""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.actor import Actor
from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.identity import read_number
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions.break_glass import break_glass, review_glass
from livskraft.people.models import BreakGlass, Person
from livskraft.people.rules.break_glass import OPEN_FOR
from livskraft.people.tests.factories import NOW, person_at, protected, sister

pytestmark = pytest.mark.django_db
NUMBER, NOBODYS = "194408139089", "193805028432"
REASON = "Ramlade i entrén hos oss"


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def by(site):
    return actor_at(site, Role.CARE_STAFF, at=NOW)


def open_it(by, number=NUMBER, reason=REASON):
    return break_glass(number=read_number(number, today=by.today), reason=reason, by=by)


def test_a_person_of_the_same_caregiver_is_open_for_some_hours_and_it_is_in_the_log(site, by):
    person = person_at(sister(site), number=NUMBER)
    assert not Person.objects.visible_to(by).exists()
    assert open_it(by) == person
    assert Person.objects.visible_to(by).get() == person
    glass = BreakGlass.objects.get()
    assert (glass.user, glass.unit, glass.until, glass.reason) == (by.user, site, NOW + OPEN_FOR, REASON)
    entry = AuditEntry.objects.get(verb="people.glass_broken")
    assert f"people.person:{person.pk}" in entry.objects_touched
    closed = Actor(at=glass.until, user=by.user, assignment=by.assignment)
    assert not Person.objects.visible_to(closed).exists()


def test_unknown_elsewhere_and_protected_give_one_answer_and_each_try_is_in_the_log(site, by):
    person_at(SiteFactory(), number=NUMBER)
    protected(person_at(sister(site), number="194004057032"), by.user)
    assert [open_it(by, number) for number in (NOBODYS, NUMBER, "194004057032")] == [None, None, None]
    assert not BreakGlass.objects.exists()
    assert list(AuditEntry.objects.filter(verb="people.glass_refused").values_list("objects_touched", flat=True)) == [
        [], [], [],
    ]  # fmt: skip


def test_a_glass_does_not_stay_open_when_the_data_become_protected(site, by):
    person = person_at(sister(site), number=NUMBER)
    open_it(by)
    protected(person)
    assert not Person.objects.visible_to(by).exists()


def test_who_can_be_seen_already_breaks_no_glass(site, by):
    person = person_at(site, number=NUMBER)
    assert open_it(by) == person
    assert not BreakGlass.objects.exists()


def test_a_former_number_opens_too(site, by):
    person = person_at(sister(site), number=NUMBER)
    person.identities.update(ends=NOW.date())
    assert open_it(by) == person


@pytest.mark.parametrize("reason", ["", "Ramlade", " \t\n " * 20])
def test_a_reason_that_says_nothing_is_refused(site, by, reason):
    person_at(sister(site), number=NUMBER)
    with pytest.raises(Refused):
        open_it(by, reason=reason)
    assert not Person.objects.visible_to(by).exists()


def test_who_lacks_the_permission_opens_nothing(site):
    with pytest.raises(PermissionDenied):
        open_it(actor_at(site, Role.SAFETY_COORDINATOR, at=NOW))


def test_the_manager_of_the_unit_where_it_was_opened_says_once_whether_it_was_justified(site, by):
    person_at(sister(site), number=NUMBER)
    open_it(by)
    glass = BreakGlass.objects.get()
    with pytest.raises(PermissionDenied):
        review_glass(glass=glass, justified=True, note="x", by=actor_at(SiteFactory(), at=NOW))
    with pytest.raises(PermissionDenied):
        review_glass(glass=glass, justified=True, note="x", by=by)
    manager = actor_at(site, at=NOW + timedelta(days=1))
    review_glass(glass=glass, justified=False, note="Ingen kunde säga varför", version=glass.version, by=manager)
    glass.refresh_from_db()
    assert (glass.justified, glass.review, glass.reviewed_by) == (False, "Ingen kunde säga varför", manager.user)
    with pytest.raises(Conflict):
        review_glass(glass=glass, justified=True, note="x", version=1, by=manager)
    with pytest.raises(Refused):
        review_glass(glass=glass, justified=True, note="x", by=manager)


def test_nobody_judges_their_own(site):
    manager = actor_at(site, at=NOW)
    person_at(sister(site), number=NUMBER)
    open_it(manager)
    with pytest.raises(Refused):
        review_glass(glass=BreakGlass.objects.get(), justified=True, note="x", by=manager)
