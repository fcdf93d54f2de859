"""Does a manager protect somebody, name who may know, and end it, with everybody else meeting a 404 at once?"""

import pytest
from django.test import Client

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.models import AuthorisedReader, Person
from livskraft.people.rules.vocabulary import Protection
from livskraft.people.tests.factories import person_at, sister

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def site():
    return SiteFactory()


def browser(site, role=Role.UNIT_MANAGER):
    client = Client()
    client.by = actor_at(site, role)
    client.force_login(client.by.user, backend=BACKEND)
    return client


def decide(client, person, kind=Protection.MARKED, **more):
    version = Person.objects.values_list("version", flat=True).get(pk=person.pk)
    given = {"kind": kind, "ground": "Brev från Skatteverket", "version": version, **more}
    return client.post(f"/personer/{person.pk}/skydd/beslut/", given)


def test_from_protected_to_named_to_ended_to_open(site):
    manager, staff, person = browser(site), browser(site, Role.CARE_STAFF), person_at(site)
    page = person.get_absolute_url()
    assert staff.get(page).status_code == 200
    assert decide(manager, person).status_code == 302
    assert staff.get(page).status_code == 404
    assert "Brev från Skatteverket" in manager.get(f"/personer/{person.pk}/skydd/").content.decode()
    manager.post(f"/personer/{person.pk}/skydd/behorig/", {"user": staff.by.user.pk})
    assert staff.get(page).status_code == 200
    reader = AuthorisedReader.objects.get(user=staff.by.user)
    manager.post(f"/personer/{person.pk}/skydd/behorig/{reader.pk}/ta-bort/")
    assert staff.get(page).status_code == 404
    assert decide(manager, person, Protection.NONE).status_code == 302
    assert staff.get(page).status_code == 200


def test_somebody_elsewhere_cannot_be_named(site):
    manager, person = browser(site), person_at(site)
    decide(manager, person)
    for outsider in (actor_at(SiteFactory()), actor_at(sister(site), Role.CARE_STAFF)):
        answer = manager.post(f"/personer/{person.pk}/skydd/behorig/", {"user": outsider.user.pk})
        assert answer.status_code == 200
        assert answer.context["form"].errors
    assert AuthorisedReader.objects.count() == 1


def test_only_those_who_are_not_named_yet_can_be_chosen_and_naming_twice_is_no_error(site):
    manager, staff, person = browser(site), browser(site, Role.CARE_STAFF), person_at(site)
    decide(manager, person)
    page = f"/personer/{person.pk}/skydd/behorig/"
    assert list(manager.get(page).context["form"].fields["user"].queryset) == [staff.by.user]
    for _twice in range(2):
        assert manager.post(page, {"user": staff.by.user.pk}).status_code == 302
    assert not manager.get(page).context["form"].fields["user"].queryset


def test_care_staff_decide_nothing(site):
    assert decide(browser(site, Role.CARE_STAFF), person_at(site)).status_code == 403


def test_a_stale_page_meets_a_conflict_and_a_ground_is_asked_for(site):
    manager, person = browser(site), person_at(site)
    assert "Fyll i det här fältet." in decide(manager, person, ground=" ").content.decode()
    assert decide(manager, person, version=person.version + 1).status_code == 409
    assert not Person.objects.get().is_protected


def test_anothers_reader_is_not_ended(site):
    theirs = person_at(SiteFactory())
    reader = AuthorisedReader.objects.create(
        person=theirs, user=actor_at(site).user, starts=theirs.registered_at.date()
    )
    manager, own = browser(site), person_at(site)
    for whose in (own, theirs):
        assert manager.post(f"/personer/{whose.pk}/skydd/behorig/{reader.pk}/ta-bort/").status_code == 404
    assert AuthorisedReader.objects.filter(ends=None).exists()
