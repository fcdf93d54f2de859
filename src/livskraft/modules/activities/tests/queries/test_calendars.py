"""Does a secret address lead to its owner's own sign-ups, and nowhere when it has ended or the owner is protected?"""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from livskraft.access.actor import system_actor
from livskraft.modules.activities.actions.calendars import make_calendar, revoke_calendar
from livskraft.modules.activities.actions.occasions import cancel_occasion
from livskraft.modules.activities.actions.sign_ups import cancel_sign_up
from livskraft.modules.activities.queries.calendars import owner_of, signed_up_for, standing_calendar
from livskraft.modules.activities.tests.factories import activity_at, occasion_of
from livskraft.modules.activities.tests.sign_ups import popular, signed
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.models import Person
from livskraft.people.tests.factories import person_at, protected

pytestmark = pytest.mark.django_db
TOKEN = "en-hemlig-adress-123456"


@pytest.fixture
def site():
    return SiteFactory(name="Lunden")


@pytest.fixture
def owner(site):
    person = person_at(site)
    make_calendar(person=person, site=site, token=TOKEN, by=system_actor("test"))
    return person


def titles(person):
    return [each.title for each in signed_up_for(person, system_actor("test").today)]


def test_the_address_leads_to_its_owner_and_no_other_does(owner):
    assert owner_of(TOKEN) == owner
    assert standing_calendar(owner)
    for other in ("", "x" * 41, "å", TOKEN + "1", TOKEN.upper(), "a\x00b"):
        assert owner_of(other) is None


def test_it_leads_nowhere_when_it_has_ended(owner, site):
    revoke_calendar(person=owner, site=site, by=system_actor("test"))
    assert owner_of(TOKEN) is None
    assert standing_calendar(owner) is None


def test_it_leads_nowhere_when_the_owner_is_protected_later(owner):
    protected(owner)
    assert owner_of(TOKEN) is None


def test_it_leads_nowhere_when_the_owner_turned_out_to_be_somebody_protected(owner, site):
    kept = protected(person_at(site, "Ella"))
    Person.objects.filter(pk=owner.pk).update(merged_into=kept)
    assert owner_of(TOKEN) is None


def test_it_follows_who_the_owner_turned_out_to_be_with_what_both_have_signed_up_for(owner, site):
    kept = person_at(site, "Ella")
    signed(popular(site, title="Bingo"), person=owner)
    signed(popular(site, title="Allsång"), person=kept)
    Person.objects.filter(pk=owner.pk).update(merged_into=kept)
    assert owner_of(TOKEN) == kept
    assert sorted(titles(kept)) == ["Allsång", "Bingo"]


def test_only_ones_own_and_what_still_stands_is_in_it(owner, site):
    signed(popular(site, title="Min"), person=owner)
    signed(popular(site, title="Någon annans"), person=person_at(site, "Ella"))
    signed(popular(site, title="En främlings"))
    gone = signed(popular(site, title="Avanmäld"), person=owner)
    cancel_sign_up(sign_up=gone, by=system_actor("test"))
    assert titles(owner) == ["Min"]


def test_who_waits_has_no_seat_yet(owner, site):
    occasion = popular(site, 1)
    signed(occasion)
    signed(occasion, person=owner)
    (mine,) = signed_up_for(owner, system_actor("test").today)
    assert not mine.sure


def test_what_is_cancelled_stays_and_grows_its_sequence(owner, site):
    occasion = popular(site)
    signed(occasion, person=owner)
    (before,) = signed_up_for(owner, system_actor("test").today)
    cancel_occasion(occasion=occasion, reason="Ledaren är sjuk", version=occasion.version, by=system_actor("test"))
    (after,) = signed_up_for(owner, system_actor("test").today)
    assert (before.cancelled, after.cancelled) == (False, True)
    assert after.sequence > before.sequence
    assert after.uid == before.uid


def test_an_end_that_nobody_has_said_is_not_made_up(owner, site):
    occasion = occasion_of(activity_at(site, sign_up="public"), from_time=time(10), to_time=None)
    signed(occasion, person=owner)
    assert signed_up_for(owner, system_actor("test").today)[0].ends is None


def test_what_is_long_past_is_not_in_it(owner, site):
    signed(popular(site), person=owner)
    assert signed_up_for(owner, system_actor("test").today + timedelta(days=30)) == []


def test_two_queries_however_much_one_has_signed_up_for(owner, site):
    for number in range(5):
        signed(popular(site, title=f"Nummer {number}"), person=owner)
    with CaptureQueriesContext(connection) as captured:
        assert len(titles(owner)) == 5
    assert len(captured) == 2
