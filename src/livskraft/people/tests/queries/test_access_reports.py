"""Is everything told, under its regime, from each unit that may tell it, and who has been there without their names?"""

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from livskraft.access import audit
from livskraft.access.actor import system_actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.organisation.kinds import ContractKind
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people import holdings
from livskraft.people.actions.consents import Given, erase, give_consent
from livskraft.people.actions.persons import Contact
from livskraft.people.holdings import Holding, Line
from livskraft.people.models import CaseNumber, Consent, Relative
from livskraft.people.queries import access_reports
from livskraft.people.queries.access_reports import everything_about
from livskraft.people.rules.vocabulary import ConsentPurpose, Regime
from livskraft.people.tests.factories import NOW, person_at, protected, sister

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 10, 12, tzinfo=ZoneInfo("Europe/Stockholm"))


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def manager(site):
    return actor_at(site, at=NOON)


@pytest.fixture
def elsa(site):
    return person_at(
        site, number="194408139089", contact=Contact("Gatan 1", "111 11", "Lindvik", "070-1", "e@x.invalid")
    )


@pytest.fixture
def kept(monkeypatch):
    """A holding of health care at the unit's caregiver, in a registry of its own."""

    def add(regime, *lines):
        monkeypatch.setattr(
            access_reports,
            "holdings",
            [Holding(Consent, regime, "Journal", lambda ids: {}, lambda ids: lines, lambda ids: 0)],
        )

    return add


def regimes(everything):
    return {each.regime: each for each in everything.under}


def test_everything_that_the_floor_keeps_is_there(site, manager, elsa):
    Relative.objects.create(person=elsa, name="Dotter Hemlig", relation="dotter")
    CaseNumber.objects.create(person=elsa, number="SON 1", number_key="son1")
    give = Given(ConsentPurpose.PHOTO, "Föreningen", Consent.Given.ORAL, NOW.date())
    give_consent(person=elsa, unit=site, given=give, by=system_actor("test", NOW))
    told = everything_about(elsa, manager)
    assert [told.formatted(each) for each in told.numbers] == ["19440813-9089"]
    assert (told.cases, told.contact.street, told.relatives[0].relation) == (["SON 1"], "Gatan 1", "dotter")
    assert [each.unit for each in told.relations] == [site]
    neither = regimes(told)[Regime.NEITHER]
    assert [(kept.label, [line.text for line in kept.lines]) for kept in neither.kept] == [
        ("Samtycken", ["Bilder: Föreningen"])
    ]
    assert told.units[site.pk] == site.name


def test_what_stands_under_one_who_was_merged_is_told_too(site, manager, elsa):
    gone = person_at(site)
    CaseNumber.objects.create(person=gone, number="SON 2", number_key="son2")
    audit.read(manager, "people.read", [gone])
    gone.merged_into = elsa
    gone.save()
    told = everything_about(elsa, manager)
    assert told.cases == ["SON 2"]
    assert [each.what for each in told.accesses if each.role] == ["Läste om en person"]


def test_health_care_is_only_counted_for_a_manager_and_told_by_a_therapist(site, manager, elsa, kept):
    kept(Regime.HEALTH, Line(NOON.date(), "Ont i knät", site.pk), Line(NOON.date(), "Bättre", site.pk))
    under = regimes(everything_about(elsa, manager))[Regime.HEALTH]
    assert (under.kept, under.closed) == ([], 2)
    therapist = actor_at(site, Role.PHYSIOTHERAPIST, at=NOON)
    under = regimes(everything_about(elsa, therapist))[Regime.HEALTH]
    assert ([line.text for line in under.kept[0].lines], under.closed) == (["Ont i knät", "Bättre"], 0)


def test_units_of_a_private_provider_do_not_tell_for_each_other(site, manager, elsa, kept):
    other = sister(site)
    kept(Regime.SOCIAL, Line(NOON.date(), "Här", site.pk), Line(NOON.date(), "Där", other.pk))
    [told] = regimes(everything_about(elsa, manager))[Regime.SOCIAL].kept
    assert ([line.text for line in told.lines], told.hidden) == (["Här"], 1)
    site.parent.contracts.update(kind=ContractKind.ASSIGNMENT)
    again = replace(manager)
    [told] = regimes(everything_about(elsa, again))[Regime.SOCIAL].kept
    assert (len(told.lines), told.hidden) == (2, 0)


def test_who_has_been_there_is_told_by_day_unit_and_role_with_every_time(site, manager, elsa):
    for hour, minute in ((14, 5), (9, 10), (9, 10)):
        audit.read(replace(manager, at=NOON.replace(hour=hour, minute=minute)), "people.read", [elsa])
    night = actor_at(site, Role.CARE_STAFF, at=datetime(2026, 2, 10, 23, 30, tzinfo=ZoneInfo("UTC")))
    audit.wrote(night, "people.changed", [elsa], ["language"])
    audit.read(manager, "people.read", [person_at(site)])
    accesses = everything_about(elsa, manager).accesses
    assert [(each.on, each.where, each.role, each.what, each.times) for each in accesses[:2]] == [
        (date(2026, 2, 11), site.name, "Omsorgspersonal", "En persons uppgifter ändrades", (time(0, 30),)),
        (date(2026, 2, 10), site.name, "Verksamhetschef", "Läste om en person", (time(9, 10), time(14, 5))),
    ]
    assert accesses[-1].where == "Livskraft, av sig självt"
    assert manager.user.name not in str(accesses)
    assert f"user:{manager.user.pk}" not in str(accesses)


def test_how_somebody_protected_is_reached_is_not_even_read(site, manager, elsa):
    Relative.objects.create(person=elsa, name="Dotter")
    told = everything_about(protected(elsa, manager.user), manager)
    assert (told.contact, told.relatives) == (None, [])


def test_it_costs_the_same_however_much_is_kept(site, manager, elsa):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            everything_about(elsa, manager)
        return len(queries)

    def more(number):
        give = Given(ConsentPurpose.PHOTO, f"Förening {number}", Consent.Given.ORAL, NOW.date())
        give_consent(person=elsa, unit=site, given=give, by=system_actor("test", NOW))
        audit.read(actor_at(site, Role.CARE_STAFF, at=NOON), "people.read", [elsa])

    more(0)
    cost()
    one = cost()
    for number in range(1, 20):
        more(number)
    assert cost() == one


def test_having_asked_makes_nothing_kept_longer(elsa):
    assert access_reports.last_notes([elsa.pk]) == {}
    assert {"people.consent", "people.accessreport"} <= {each.model._meta.label_lower for each in holdings.holdings}
    assert erase([elsa.pk]) == 0


def test_the_words_of_a_yes_at_another_unit_of_a_private_provider_are_not_told(site, manager, elsa):
    give = Given(ConsentPurpose.PHOTO, "Föreningen", Consent.Given.ORAL, NOW.date())
    for unit in (site, sister(site)):
        give_consent(person=elsa, unit=unit, given=give, by=system_actor("test", NOW))
    assert [consent.unit for consent in everything_about(elsa, manager).consents] == [site]
    site.parent.contracts.update(kind=ContractKind.ASSIGNMENT)
    assert len(everything_about(elsa, replace(manager)).consents) == 2
