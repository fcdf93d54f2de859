"""Is a calendar of one's own given only to who may have one, one at a time, and does it end when somebody says so?"""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Refused
from livskraft.modules.activities.actions.calendars import make_calendar, revoke_calendar
from livskraft.modules.activities.models import PersonCalendar
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.models import Person
from livskraft.people.tests.factories import person_at, protected

pytestmark = pytest.mark.django_db
TOKEN = "en-hemlig-adress-123456"


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def by(site):
    return actor_at(site, Role.CARE_STAFF)


def made(site, by, person=None, token=TOKEN):
    return make_calendar(person=person or person_at(site), site=site, token=token, by=by)


def test_only_the_digest_of_the_address_is_kept(site, by):
    calendar = made(site, by)
    assert TOKEN not in str(PersonCalendar.objects.values().get())
    assert len(calendar.token) == 64
    assert AuditEntry.objects.filter(verb="activities.calendar_made").count() == 1


def test_a_new_one_ends_the_one_before(site, by):
    person = person_at(site)
    first, second = made(site, by, person), made(site, by, person, "en-annan-adress")
    first.refresh_from_db()
    assert first.revoked_at == by.at
    assert second.revoked_at is None


def test_a_new_one_ends_also_what_was_given_to_who_turned_out_to_be_the_same(site, by):
    person, gone = person_at(site), person_at(site, "Ella")
    made(site, by, gone)
    Person.objects.filter(pk=gone.pk).update(merged_into=person)
    made(site, by, person, "en-annan-adress")
    assert PersonCalendar.objects.filter(revoked_at=None).count() == 1


def test_there_are_never_two_at_a_time(site, by):
    first = made(site, by)
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonCalendar.objects.create(person=first.person, site=site, token="annan", made_at=by.at)


def test_a_protected_person_gets_none_not_even_from_who_is_named(site, by):
    person = protected(person_at(site), by.user)
    assert Person.objects.visible_to(by).contains(person)
    with pytest.raises(Refused, match="skyddade uppgifter"):
        made(site, by, person)
    assert not PersonCalendar.objects.exists()


def test_who_was_merged_with_a_protected_person_gets_none(site, by):
    person = person_at(site)
    gone = protected(person_at(site, "Ella"))
    Person.objects.filter(pk=gone.pk).update(merged_into=person)
    with pytest.raises(Refused, match="skyddade uppgifter"):
        made(site, by, person)


def test_nobody_gives_one_to_a_person_of_another_place(site, by):
    with pytest.raises(Refused, match="finns inte hos er"):
        made(site, by, person_at(SiteFactory()))


def test_nobody_gives_one_at_a_place_where_they_do_not_work(site, by):
    with pytest.raises(PermissionDenied):
        made(SiteFactory(), by, person_at(site))


def test_it_ends_once_and_is_written_down_once(site, by):
    calendar = made(site, by)
    assert revoke_calendar(person=calendar.person, site=site, by=by) == 1
    assert revoke_calendar(person=calendar.person, site=site, by=by) == 0
    calendar.refresh_from_db()
    assert calendar.revoked_at == by.at
    assert AuditEntry.objects.filter(verb="activities.calendar_revoked").count() == 1


def test_who_may_not_see_the_person_cannot_end_it(site, by):
    calendar = made(site, by)
    protected(calendar.person)
    with pytest.raises(Refused):
        revoke_calendar(person=calendar.person, site=site, by=by)
    calendar.refresh_from_db()
    assert calendar.revoked_at is None
