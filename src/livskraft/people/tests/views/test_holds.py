"""Can a manager place and lift a hold from the person's page?"""

import pytest
from django.test import Client
from django.urls import reverse

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.models import LegalHold
from livskraft.people.tests.factories import person_at, protected

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(db):
    return SiteFactory()


@pytest.fixture
def browser(site):
    client = Client()
    client.force_login(
        actor_at(site, Role.UNIT_MANAGER).user, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def test_a_hold_is_placed_shown_and_lifted(browser, site):
    url = reverse("hold_person", args=[person_at(site).pk])
    assert browser.post(url, {"reason": "Tvist om avgift", "reference": "Dnr 1"}).status_code == 302
    shown = browser.get(url).content.decode()
    assert "Tvist om avgift" in shown
    hold = LegalHold.objects.get()
    assert browser.post(reverse("lift_hold", args=[hold.pk])).status_code == 302
    assert "Varför måste uppgifterna vara kvar" in browser.get(url).content.decode()
    assert browser.post(reverse("lift_hold", args=[hold.pk])).status_code == 409


def test_a_second_hold_is_refused_in_words(browser, site):
    url = reverse("hold_person", args=[person_at(site).pk])
    browser.post(url, {"reason": "Tvist"})
    assert "redan" in browser.post(url, {"reason": "Igen"}).content.decode()
    assert LegalHold.objects.count() == 1


def test_of_whom_the_manager_does_not_see_there_is_no_hold(browser, site):
    for person in (person_at(SiteFactory()), protected(person_at(site))):
        hold = LegalHold.objects.create(person=person, reason="Tvist", placed_at=person.registered_at)
        assert browser.get(reverse("hold_person", args=[person.pk])).status_code == 404
        assert browser.post(reverse("lift_hold", args=[hold.pk])).status_code == 404
