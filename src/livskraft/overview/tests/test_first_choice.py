"""Does the choice before a session leave no trace, and lead each profession where it may go?"""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, UserFactory
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
CHOICE, REHABILITATION = "/forsta-valet/", "/rehab/"


@pytest.fixture
def site():
    return SiteFactory(name="Almgården")


def browser(unit, role, name="Ali Prov"):
    client = Client()
    held = AssignmentFactory(unit=unit, role=role, user=UserFactory(name=name))
    client.force_login(held.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize("role", [Role.CARE_STAFF, Role.PHYSIOTHERAPIST])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nothing_is_written_and_no_cookie_says_what_was_chosen(site, role, method):
    client = browser(site, role)
    # The protection against forged forms comes with the first page, whichever it is.
    first = client.get("/").cookies
    with CaptureQueriesContext(connection) as asked:
        answer = getattr(client, method)(CHOICE)
    wrote = [query["sql"] for query in asked if not query["sql"].lstrip().upper().startswith("SELECT")]
    assert wrote == []
    assert {name: held.value for name, held in answer.cookies.items()}.items() <= {
        name: held.value for name, held in first.items()
    }.items()


def test_a_choice_cannot_be_sent(site):
    assert browser(site, Role.CARE_STAFF).post(CHOICE, {"val": "rehabilitering"}).status_code == 405


@pytest.mark.parametrize("role", [Role.PHYSIOTHERAPIST, Role.OCCUPATIONAL_THERAPIST])
def test_the_two_professions_are_led_to_two_different_places(site, role):
    client = browser(site.parent, role)
    text = client.get(CHOICE).content.decode()
    assert f'href="/program/{site.pk}/gym/"' in text
    assert f'href="{REHABILITATION}"' in text
    assert "Mina patienter" in client.get(REHABILITATION).content.decode()
    assert client.get(f"/program/{site.pk}/gym/").status_code == 200


@pytest.mark.parametrize("role", [Role.CARE_STAFF, Role.UNIT_MANAGER])
def test_others_are_told_whom_to_ask_and_cannot_open_rehabilitation(site, role):
    AssignmentFactory(unit=site.parent, role=Role.PHYSIOTHERAPIST, user=UserFactory(name="Maja Prov"))
    AssignmentFactory(unit=SiteFactory().parent, role=Role.PHYSIOTHERAPIST, user=UserFactory(name="Annan Prov"))
    AssignmentFactory(unit=site, role=Role.NEEDS_ASSESSOR, user=UserFactory(name="Nils Prov"))
    client = browser(site, role)
    text = client.get(CHOICE).content.decode()
    assert "Bara fysioterapeuter och arbetsterapeuter kan öppna rehabilitering." in text
    assert "Maja Prov, fysioterapeut" in text
    assert "Annan Prov" not in text
    assert "Nils Prov" not in text
    assert f'href="{REHABILITATION}"' not in text
    assert client.get(REHABILITATION).status_code == 403


def test_the_way_there_stands_among_what_one_does_on_site(site):
    assert CHOICE in browser(site, Role.CARE_STAFF).get("/").content.decode()
    assert CHOICE not in browser(site.parent.parent, Role.ADMINISTRATION).get("/").content.decode()
