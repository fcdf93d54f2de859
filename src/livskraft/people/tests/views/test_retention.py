"""Does the department see the rule, what is old enough and why something stays, without a name, and decide?"""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from livskraft.access.actor import system_actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.organisation.tests.factories import SiteFactory, responsible_body
from livskraft.people.actions import retention
from livskraft.people.models import PurgeOrder, RetentionRule
from livskraft.people.rules.vocabulary import Regime
from livskraft.people.tests.factories import person_at, protected
from livskraft.people.tests.upkeep import note, only
from livskraft.people.views import retention as views

pytestmark = pytest.mark.django_db
LONG_AGO, OLD = datetime(2018, 1, 2, 9, tzinfo=UTC), date(2018, 11, 1)
CANARY, BORN_13, BORN_5 = "Kanariefågel", "194408139089", "194004057032"


@pytest.fixture(autouse=True)
def jonkoping(settings, tmp_path):
    settings.LIVSKRAFT_MUNICIPALITY_CODE = "0680"
    settings.LIVSKRAFT_VAR = tmp_path
    with only(*Regime):
        yield


@pytest.fixture
def site(db):
    return SiteFactory(name="Almgården")


@pytest.fixture
def browser(db):
    client = Client()
    client.force_login(
        actor_at(responsible_body(), Role.ADMINISTRATION).user,
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    return client


def old_person(site, number=BORN_13):
    person = person_at(site, CANARY, number=number, at=LONG_AGO, until=date(2019, 1, 1))
    note(person, OLD)
    return person


def make(browser, number=1):
    return browser.post(reverse("make_purge", args=[number]), follow=True)


def test_linkoping_keeps_and_jonkoping_throws_away(browser, site, settings):
    old_person(site)
    assert "Gallras när fem år har gått" in browser.get(reverse("retention")).content.decode()
    settings.LIVSKRAFT_MUNICIPALITY_CODE = "0580"
    told = browser.get(reverse("retention")).content.decode()
    assert "Linköpings kommun" in told
    assert "i Östergötlands län gallras inga personakter" in told
    assert "Inget gallras" in told
    assert "Allt bevaras, så det finns inget att gallra" in make(browser).content.decode()
    settings.LIVSKRAFT_MUNICIPALITY_CODE = ""
    assert "vet inte vilken kommun" in browser.get(reverse("retention")).content.decode()


def test_an_order_is_made_decided_and_taken_back(browser, site):
    old_person(site)
    old_person(site, BORN_5)
    page = make(browser)
    order = PurgeOrder.objects.get()
    told = page.content.decode()
    assert "Född en dag som bevaras för forskning: 1" in told
    assert "31 december 2024" in told
    assert "1 person" in browser.get(reverse("retention")).content.decode()
    decide = reverse("decide_purge", args=[order.pk])
    assert "diarienummer" in browser.get(decide).content.decode()
    assert browser.post(decide, {"reference": "", "version": order.version}).status_code == 200
    assert browser.post(decide, {"reference": "Dnr 1", "version": order.version}).status_code == 302
    assert browser.post(decide, {"reference": "Dnr 2", "version": order.version}).status_code == 409
    assert "görs i natt" in browser.get(reverse("purge_order", args=[order.pk])).content.decode()
    assert browser.post(reverse("withdraw_purge", args=[order.pk])).status_code == 302
    assert "Taget tillbaka" in browser.get(reverse("retention")).content.decode()
    assert browser.post(reverse("withdraw_purge", args=[order.pk])).status_code == 409


def test_no_page_holds_a_name_or_more_of_somebody_protected_than_their_number(browser, site):
    person = protected(old_person(site))
    order = retention.make_order(regime=Regime.SOCIAL, by=system_actor("test"))
    for url in (reverse("retention"), reverse("purge_order", args=[order.pk])):
        told = browser.get(url).content.decode()
        assert CANARY not in told
        assert "Almgården" not in told
        assert "1 november 2018" not in told
    assert f"Nummer {person.pk}" in told
    old_person(site, "193805028432")
    retention.withdraw(order=order, by=system_actor("test"))
    again = retention.make_order(regime=Regime.SOCIAL, by=system_actor("test"))
    assert "Almgården" in browser.get(reverse("purge_order", args=[again.pk])).content.decode()


def test_who_turned_out_to_be_somebody_protected_has_neither_place_nor_day(browser, site):
    gone = old_person(site)
    order = retention.make_order(regime=Regime.SOCIAL, by=system_actor("test"))
    gone.merged_into = protected(person_at(site, CANARY))
    gone.save()
    told = browser.get(reverse("purge_order", args=[order.pk])).content.decode()
    assert f"Nummer {gone.pk}" in told
    assert "Almgården" not in told
    assert "1 november 2018" not in told


def test_what_has_been_thrown_away_is_still_told(browser, site):
    old_person(site)
    order = retention.make_order(regime=Regime.SOCIAL, by=system_actor("test"))
    retention.decide(order=order, reference="Dnr 1", by=system_actor("test"))
    retention.execute(order=order, by=system_actor("test"))
    told = browser.get(reverse("purge_order", args=[order.pk])).content.decode()
    assert "Gallrad" in told
    assert "Dnr 1" in told


def test_many_persons_are_looked_through_in_the_background(browser, site, monkeypatch):
    asked = []
    monkeypatch.setattr(views, "AT_ONCE", 0)
    monkeypatch.setattr(type(views.tasks.make_order), "enqueue", lambda task, *arguments: asked.append(arguments))
    old_person(site)
    assert "Underlaget tas fram" in make(browser).content.decode()
    assert asked[0][0] == "social"
    assert not PurgeOrder.objects.exists()


@pytest.mark.parametrize("number", [0, 4])
def test_there_are_three_regimes(browser, number):
    assert browser.post(reverse("make_purge", args=[number])).status_code == 404


def test_an_order_of_many_costs_as_many_queries_as_one_of_few(browser, site, django_assert_max_num_queries):
    for _ in range(12):
        person_at(site, CANARY, at=LONG_AGO, until=date(2019, 1, 1))
    order = retention.make_order(regime=Regime.NEITHER, by=system_actor("test"))
    with django_assert_max_num_queries(16):
        browser.get(reverse("purge_order", args=[order.pk]))


def test_an_own_rule_is_added_shown_with_its_source_and_ended(browser):
    page = browser.get("/administration/gallring/regler/").content.decode()
    assert "Egen regel" not in page
    assert 'value="5, 15, 25"' in browser.get("/administration/gallring/regler/ny/").content.decode()
    given = {
        "regime": "social",
        "keep": "years",
        "years": "7",
        "kept_birth_days": "5 15,25",
        "source": "Dnr ÄN 2026/12",
    }
    for wrong in (
        {"years": ""},
        {"years": "4"},
        {"source": ""},
        {"kept_birth_days": "5, 40"},
        {"kept_birth_days": ""},
        {"regime": "annat"},
    ):
        assert browser.post("/administration/gallring/regler/ny/", given | wrong).status_code == 200
    assert not RetentionRule.objects.exists()
    page = browser.post("/administration/gallring/regler/ny/", given, follow=True).content.decode()
    assert "Dnr ÄN 2026/12" in page
    assert "Gallras när 7 år har gått" in page
    made = RetentionRule.objects.get()
    assert 'value="social"' not in browser.get("/administration/gallring/regler/ny/").content.decode()
    page = browser.post(f"/administration/gallring/regler/{made.pk}/avsluta/", follow=True).content.decode()
    assert "Avslutade egna regler" in page
    assert "Avsluta regeln" not in page
    assert "Gallras när fem år har gått" in page
