"""Do the pages of handling show each person what they may do and know, and answer when somebody else was first?"""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.incidents.actions import handling
from livskraft.modules.incidents.actions.reports import correct_answers
from livskraft.modules.incidents.models import Incident
from livskraft.modules.incidents.rules import Concerned, Context, Factor, Insurance, Kind, State
from livskraft.modules.incidents.tests.factories import EQUIPMENT, facts, reported
from livskraft.modules.minigym.actions.equipment import move_equipment
from livskraft.modules.minigym.rules import Status
from livskraft.modules.minigym.tests.factories import EquipmentFactory, GymFactory
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def manager(site):
    return actor_at(site)


def browser(actor):
    client = Client()
    client.force_login(actor.user, backend=BACKEND)
    return client


def page(actor, incident):
    return browser(actor).get(reverse("incident", args=[incident.pk]))


def test_a_named_visitor_is_shown_to_the_manager_and_every_reading_is_written_down(site, manager):
    incident = reported(site, concerned=Concerned.NAMED)
    assert "Rut Sandin" in page(manager, incident).content.decode()
    above = actor_at(site.parent.contracts.get().provider, Role.AREA_MANAGER)
    assert "Rut Sandin" not in page(above, incident).content.decode()
    reads = AuditEntry.objects.filter(category="read", verb="incidents.read")
    assert set(reads.values_list("user_id", flat=True)) == {manager.user.pk, above.user.pk}


def test_the_coordinator_sees_what_has_come_to_them_and_nothing_else(site):
    coordinator = actor_at(site, Role.SAFETY_COORDINATOR)
    assert page(coordinator, reported(site)).status_code == 404
    incident = reported(site, context=Context.CARE)
    answer = page(coordinator, incident).content.decode()
    assert "Ta ställning" in answer
    assert "Ta emot" not in answer


def test_the_list_names_no_person_tells_no_story_and_costs_the_same_for_twenty(site, manager):
    client, url = browser(manager), reverse("all_incidents")
    reported(site, concerned=Concerned.NAMED)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            text = client.get(url).content.decode()
        assert "Rut" not in text
        assert "ribbstolarna" not in text
        return len(queries)

    cost()
    one = cost()
    for _each in range(19):
        reported(site)
    assert cost() == one


def test_the_list_is_narrowed_by_place_kind_and_state_and_ignores_nonsense(site, manager):
    accident, miss = reported(site), reported(site, kind=Kind.NEAR_MISS)
    Incident.objects.filter(pk=miss.pk).update(state=State.CLOSED)
    client, url = browser(manager), reverse("all_incidents")

    def found(**query):
        return set(client.get(url, query).context["page"].items)

    assert found() == found(site="x", kind="y", state="z") == {accident, miss}
    assert found(kind="near_miss") == found(state="closed") == {miss}
    assert found(state="open", site=site.pk) == {accident}


def test_a_manager_takes_an_incident_from_received_to_closed(site, manager):
    incident, client = reported(site, kind=Kind.NEAR_MISS), browser(manager)

    def post(name, **given):
        version = Incident.objects.get().version
        answer = client.post(reverse(name, args=[incident.pk]), {"version": version, **given}, follow=True)
        assert answer.redirect_chain, answer.context["form"].errors
        return answer.content.decode()

    assert "Ta ställning till lagarna" in post("receive_incident")
    assert "Besluta" in post("consider_laws", notify_lex_sarah="nej", reason_lex_sarah="Ingen brist.")
    post("note_incident", text="Jag har tittat på platsen.")
    assert "Avsluta händelsen" in post("decide_incident", outcome="Tack!", why_none="Inget att göra.")
    closed = post("close_incident")
    assert "Öppna igen" in closed
    assert "Så gick det vidare" in closed
    assert Incident.objects.get().state == State.CLOSED
    post("reopen_incident", reason="En sak till.")


def test_a_law_ticked_without_a_reason_is_asked_for_it(site, manager):
    incident = reported(site)
    url = reverse("consider_laws", args=[incident.pk])
    answer = browser(manager).post(url, {"version": incident.version, "notify_lex_sarah": "nej"})
    assert answer.context["form"].errors.keys() == {"reason_lex_sarah"}


def test_a_reason_is_not_called_optional_where_a_no_needs_one(site):
    coordinator = actor_at(site, Role.SAFETY_COORDINATOR)
    incident = reported(site, context=Context.CARE)
    for name, more in (("consider_laws", []), ("decide_insurance", [2])):
        text = browser(coordinator).get(reverse(name, args=[incident.pk, *more])).content.decode()
        assert re.search(r"Skäl[^<]*<span class=\"lk-optional\">\(krävs när", text)


def test_who_sees_only_what_was_handed_over_is_told_that_the_overview_counts_more(site, manager):
    sentence = "Översikten räknar fler"
    coordinator = actor_at(site, Role.SAFETY_COORDINATOR)
    assert sentence in browser(coordinator).get(reverse("all_incidents")).content.decode()
    assert sentence not in browser(manager).get(reverse("all_incidents")).content.decode()


def test_the_second_of_two_who_decide_meets_a_conflict_and_nothing_is_lost(site, manager):
    incident = reported(site)
    seen = incident.version
    handling.receive(incident=incident, by=manager)
    url = reverse("add_measure", args=[incident.pk])
    answer = browser(manager).post(url, {"version": seen, "what": "Laga golvet", "due": "2030-01-01"})
    assert answer.status_code == 409
    assert "Laga golvet" in answer.content.decode()


def test_what_is_refused_is_said_on_the_page(site, manager):
    incident = reported(site, unsure=True)
    client = browser(manager)
    client.post(reverse("receive_incident", args=[incident.pk]))
    url = reverse("decide_incident", args=[incident.pk])
    version = Incident.objects.get().version
    answer = client.post(url, {"version": version, "outcome": "Tack", "why_none": "Inget"})
    assert "Avgör först om något på platsen bidrog." in answer.content.decode()
    answer = client.post(reverse("close_incident", args=[incident.pk]), follow=True)
    assert "återstår" in answer.content.decode()


def test_correcting_the_answers_offers_what_is_there_and_sends_it_anew(site, manager):
    incident, client = reported(site, unsure=True), browser(manager)
    url = reverse("correct_incident", args=[incident.pk])
    form = client.get(url).context["form"]
    assert form["factors"].value() == ["unsure"]
    assert "named" not in [value for value, _label in form.fields["concerned"].choices]
    given = {"kind": "accident", "what": "fall", "context": "wellness", "concerned": "anonymous"}
    answer = client.post(url, given | {"factors": ["cleaning"], "version": incident.version}, follow=True)
    assert "Städningen bidrog" in answer.content.decode()


def test_an_accident_is_somebodys_also_when_the_answers_are_corrected(site, manager):
    incident = reported(site, kind=Kind.NEAR_MISS, concerned=Concerned.NOBODY)
    url = reverse("correct_incident", args=[incident.pk])
    given = {"kind": "accident", "what": "fall", "context": "wellness", "version": incident.version}
    answer = browser(manager).post(url, given | {"concerned": "nobody"})
    assert answer.context["form"].errors.keys() == {"concerned"}
    browser(manager).post(url, given | {"concerned": "anonymous"})
    assert [step.insurance for step in incident.insurances.all()] == [Insurance.OWN]


def test_an_item_that_was_moved_to_another_site_is_still_the_item_when_the_answers_are_corrected(site):
    item, elsewhere = EquipmentFactory(gym=GymFactory(site=site)), GymFactory(site=SiteFactory(parent=site.parent))
    above = actor_at(site.parent.contracts.get().provider, Role.AREA_MANAGER)
    incident = reported(site, item=item.pk, factors=EQUIPMENT)
    move_equipment(item=item, to=elsewhere, reason="Behövs där", by=above)
    client, url = browser(actor_at(site)), reverse("correct_incident", args=[incident.pk])
    chosen = client.get(url).context["form"]["item"]
    assert (str(item.pk), f"{item}, {elsewhere.name}") in chosen.field.choices
    given = {"kind": "accident", "what": "pinch", "context": "wellness", "concerned": "anonymous"}
    client.post(
        url, given | {"factors": ["equipment"], "item": chosen.value(), "version": incident.version}, follow=True
    )
    incident.refresh_from_db()
    assert (incident.what, incident.item, incident.item_name) == ("pinch", item, str(item))


def test_an_item_of_another_site_cannot_be_put_in_its_place(site):
    item, elsewhere = EquipmentFactory(gym=GymFactory(site=site)), EquipmentFactory()
    incident = reported(site, item=item.pk, factors=EQUIPMENT)
    given = {"kind": "accident", "what": "pinch", "context": "wellness", "concerned": "anonymous"}
    answer = browser(actor_at(site)).post(
        reverse("correct_incident", args=[incident.pk]),
        given | {"factors": ["equipment"], "item": str(elsewhere.pk), "version": incident.version},
    )
    assert answer.context["form"].errors.keys() == {"item"}
    elsewhere.refresh_from_db()
    assert elsewhere.status == Status.IN_USE


def test_an_item_that_is_back_in_use_is_not_called_out_of_use_any_longer(site, manager):
    item = EquipmentFactory(gym=GymFactory(site=site))
    incident = reported(site, item=item.pk, factors=EQUIPMENT)
    assert "Maskinen ur bruk" in page(manager, incident).content.decode()
    type(item).objects.filter(pk=item.pk).update(status=Status.IN_USE)
    assert "Maskinen ur bruk" not in page(manager, incident).content.decode()


def test_what_was_decided_of_one_insurance_is_never_saved_of_the_one_that_came_in_its_place(site, manager):
    incident, coordinator = reported(site, context=Context.CARE), actor_at(site, Role.SAFETY_COORDINATOR)
    client = browser(coordinator)
    (url,) = set(re.findall(r'href="([^"]+/forsakring/[^"]+)"', page(coordinator, incident).content.decode()))
    seen = client.get(url).context["form"]["version"].value()
    factors = frozenset({Factor.PREMISES})
    correct_answers(incident=incident, facts=facts(factors=factors), item=None, by=manager)
    assert [step.insurance for step in incident.insurances.all()] == [Insurance.LIABILITY]
    answer = client.post(url, {"version": seen, "claimed": "ja", "reason": "Patienten skadades", "reference": "P 1"})
    assert answer.status_code == 409
    assert "Patienten skadades" in answer.content.decode()
    assert "Spara det jag skrev" not in answer.content.decode()
    assert client.get(url)["Location"] == incident.get_absolute_url()
    assert not incident.insurances.exclude(decided_at=None).exists()
