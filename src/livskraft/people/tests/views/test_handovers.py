"""Is a person gone from the old unit at the next request, and there at the new one?"""

import pytest
from django.test import Client
from django.utils import timezone

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.tests.factories import ContractFactory, SiteFactory, UnitFactory
from livskraft.people.models import Handover
from livskraft.people.tests.factories import person_at, protected, sister

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def site():
    return SiteFactory()


def browser(site, role=Role.UNIT_MANAGER):
    client = Client()
    client.force_login(actor_at(site, role).user, backend=BACKEND)
    return client


def hand(client, person, to, **more):
    given = {"to_unit": to.pk, "on": timezone.localdate().isoformat(), "reason": "Har flyttat", "version": 1, **more}
    return client.post(f"/personer/{person.pk}/lamna-over/", given)


def test_the_old_unit_gets_404_the_new_one_the_page_and_the_others_nothing_new(site):
    to, third = SiteFactory(), SiteFactory()
    manager, staff, theirs, twins = browser(site), browser(site, Role.CARE_STAFF), browser(to), browser(third)
    person, stays, third_ones = person_at(site), person_at(site), person_at(third)
    assert hand(manager, person, to)["Location"] == "/personer/"
    for old in (manager, staff):
        assert old.get(person.get_absolute_url()).status_code == 404
        assert old.get(stays.get_absolute_url()).status_code == 200
    assert theirs.get(person.get_absolute_url()).status_code == 200
    assert twins.get(person.get_absolute_url()).status_code == 404
    assert twins.get(third_ones.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("wrong", [{"reason": " "}, {"on": "9999-12-31"}, {"on": "igår"}, {"to_unit": ""}])
def test_what_is_wrong_is_said_and_nothing_moves(site, wrong):
    person = person_at(site)
    answer = hand(browser(site), person, SiteFactory(), **wrong)
    assert set(answer.context["form"].errors) == set(wrong)
    assert not Handover.objects.exists()


def test_a_unit_of_the_same_caregiver_is_not_offered(site):
    beside = sister(site)
    assert "to_unit" in hand(browser(site), person_at(site), beside).context["form"].errors


def test_a_stale_page_meets_a_conflict(site):
    assert hand(browser(site), person_at(site), SiteFactory(), version=2).status_code == 409


def test_those_left_behind_are_ticked_shown_once_more_and_handed_over(site):
    persons = [person_at(site, "Elsa", "Ek", birth_year=1940), person_at(site, "Sten", "Wall")]
    protected(person_at(site, "Kanarievilda"))
    held = site.parent.contracts.get()
    held.ends = timezone.localdate()
    held.save()
    new = UnitFactory(kind=UnitKind.PROVIDER, parent=held.provider.parent)
    ContractFactory(area_part=site.parent, provider=new, starts=held.ends)
    manager = browser(site)
    assert "2 personer syns inte" in manager.get("/personer/").content.decode()
    page = manager.get("/personer/overlamning/").content.decode()
    assert "Elsa Ek, född 1940" in page
    assert "Kanarievilda" not in page
    entry = AuditEntry.objects.get(verb="people.left_behind_read")
    assert entry.objects_touched == [f"people.person:{person.pk}" for person in persons]
    given = {"persons": [persons[0].pk], "on": timezone.localdate().isoformat(), "reason": "Dnr 1"}
    sure = manager.post("/personer/overlamning/", given).content.decode()
    assert "Lämna över 1 person" in sure
    assert "Sten Wall" not in sure
    assert not Handover.objects.exists()
    done = manager.post("/personer/overlamning/", given | {"confirm": "1"}, follow=True).content.decode()
    assert "1 person är överlämnad till er" in done
    assert Handover.objects.get().person == persons[0]
    again = manager.post("/personer/overlamning/", given | {"confirm": "1"})
    assert "redan överlämnad" in again.content.decode()
    assert manager.post("/personer/overlamning/", {}).status_code == 200
    assert browser(site, Role.CARE_STAFF).get("/personer/overlamning/").status_code == 403
