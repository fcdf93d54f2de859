"""Can anybody report an incident on two pages, lose nothing, and see what came of it, but never somebody else's?"""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from livskraft.access import audit
from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.incidents.models import Incident
from livskraft.modules.incidents.rules import Concerned, Context
from livskraft.modules.incidents.tests.factories import EQUIPMENT, reported
from livskraft.modules.minigym.actions.equipment import retire_equipment
from livskraft.modules.minigym.rules import Status
from livskraft.modules.minigym.tests.factories import EquipmentFactory, GymFactory
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.tests.factories import SiteFactory, UnitFactory, responsible_body

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def site():
    return SiteFactory()


def browser(actor):
    client = Client()
    client.force_login(actor.user, backend=BACKEND)
    return client


def first(site, **given):
    return {"site": site.pk, "kind": "accident", "what": "fall", "context": "wellness", **given}


def second(client, site, follow=True, first_answers=None, **given):
    url = reverse("report_details", query=first_answers or first(site))
    form = client.get(url).context["form"]
    plain = {
        "concerned": "anonymous",
        "description": "Någon snubblade.",
        "happened_at": form["happened_at"].value().strftime("%Y-%m-%dT%H:%M"),
        "key": form["key"].value(),
    }
    return client.post(url, plain | given, follow=follow)


def test_the_first_page_sends_three_taps_on_and_says_what_is_missing(site):
    client = browser(actor_at(site, Role.CARE_STAFF))
    empty = client.get(reverse("report_incident"), {"steg": 1})
    assert len(empty.context["form"].errors) == 4
    on = client.get(reverse("report_incident"), first(site, steg=1))
    assert on["Location"].startswith(reverse("report_details"))
    assert client.get(reverse("report_details"))["Location"] == reverse("report_incident")


def test_whose_work_is_at_one_site_finds_it_chosen_and_the_others_beneath(site):
    other = SiteFactory()
    form = browser(actor_at(site, Role.CARE_STAFF)).get(reverse("report_incident")).context["form"]
    assert form["site"].initial == str(site.pk)
    (_choose, own, others) = form.fields["site"].choices
    assert [name for _pk, name in own[1]] == [site.name]
    assert other.name in [name for _pk, name in others[1]]


def test_the_report_is_sent_and_the_conclusion_shown_with_one_line_of_why(site):
    answer = second(browser(actor_at(site, Role.CARE_STAFF)), site)
    page = answer.content.decode()
    assert "Därför gäller besökarens egen försäkring" in page
    assert "olycksfallsförsäkring" in page
    assert Incident.objects.get().description == "Någon snubblade."


def test_a_chosen_item_is_stopped_and_said_to_be(site):
    item = EquipmentFactory(gym=GymFactory(site=site))
    answer = second(browser(actor_at(site, Role.CARE_STAFF)), site, factors=["equipment"], item=str(item.pk))
    item.refresh_from_db()
    assert item.status == Status.OUT_OF_USE
    assert "Ur bruk" in answer.content.decode()


def test_who_reported_sees_that_the_item_is_back_in_use(site):
    item, reporter = EquipmentFactory(gym=GymFactory(site=site)), actor_at(site, Role.CARE_STAFF)
    url = reverse("my_report", args=[reported(site, reporter, item=item.pk, factors=EQUIPMENT).pk])
    assert "Sätt en lapp" in browser(reporter).get(url).content.decode()
    type(item).objects.filter(pk=item.pk).update(status=Status.IN_USE)
    answer = browser(reporter).get(url).content.decode()
    assert "I bruk igen" in answer
    assert "Sätt en lapp" not in answer


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2026-10-25T02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("2026-03-29T02:30", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
    ],
)
def test_the_nights_when_the_clocks_change_can_be_reported_from(site, written, kept):
    """An hour that comes twice is the first of them, so never ahead; one that is left out is the one after."""
    reporter = actor_at(site, Role.CARE_STAFF)
    with time_machine.travel(datetime(2026, 10, 25, 1, 40, tzinfo=UTC), tick=False):
        second(browser(reporter), site, happened_at=written)
    assert Incident.objects.get().happened_at == kept


@pytest.mark.parametrize("written", ["igår", "2026-13-01T10:00", "0001-01-01T00:00", "9999-12-31T23:59"])
def test_what_is_no_moment_or_none_that_can_be_is_said_beside_the_field(site, written):
    answer = second(browser(actor_at(site, Role.CARE_STAFF)), site, happened_at=written)
    assert answer.context["form"].errors.keys() == {"happened_at"}


def test_an_item_retired_while_the_form_was_open_loses_nothing(site):
    item = EquipmentFactory(gym=GymFactory(site=site))
    client = browser(actor_at(site, Role.CARE_STAFF))
    retire_equipment(item=item, reason="Sliten", by=actor_at(site))
    answer = second(client, site, factors=["equipment"], item=str(item.pk))
    assert "redan kasserad" in answer.content.decode()
    assert Incident.objects.get().item == item


def test_an_item_of_another_site_is_refused_and_what_was_typed_is_still_there(site):
    elsewhere = EquipmentFactory()
    EquipmentFactory(gym=GymFactory(site=site))
    answer = second(browser(actor_at(site, Role.CARE_STAFF)), site, factors=["equipment"], item=str(elsewhere.pk))
    assert answer.context["form"].errors.keys() == {"item"}
    assert "Någon snubblade." in answer.content.decode()
    assert not Incident.objects.exists()


def test_a_named_visitor_needs_a_name_and_the_form_says_so(site):
    answer = second(browser(actor_at(site, Role.CARE_STAFF)), site, concerned="named")
    assert answer.context["form"].errors.keys() == {"person_name"}


def test_somebody_from_outside_is_asked_about_no_machines_and_can_report(site):
    EquipmentFactory(gym=GymFactory(site=site))
    association = UnitFactory(kind=UnitKind.ASSOCIATION, parent=responsible_body())
    client = browser(actor_at(association, Role.GROUP_LEADER))
    answer = second(client, site, factors=["equipment"])
    assert "Du valde ingen maskin" in answer.content.decode()
    assert Incident.objects.get().item is None


def test_sending_the_same_form_twice_reports_once(site):
    client = browser(actor_at(site, Role.CARE_STAFF))
    key = "6f0e7c1e-0000-4000-8000-000000000001"
    second(client, site, key=key)
    second(client, site, key=key)
    assert Incident.objects.count() == 1


def test_i_see_my_own_reports_and_the_outcome_but_nobody_elses_and_no_name(site):
    me, other = actor_at(site, Role.CARE_STAFF), actor_at(site, Role.CARE_STAFF)
    mine = reported(site, me, concerned=Concerned.NAMED)
    Incident.objects.update(outcome="Mattan är borta.")
    page = browser(me).get(reverse("my_report", args=[mine.pk])).content.decode()
    assert "Mattan är borta." in page
    assert "Rut Sandin" not in page
    assert browser(other).get(reverse("my_report", args=[mine.pk])).status_code == 404
    assert list(browser(other).get(reverse("incidents")).context["page"].items) == []
    assert AuditEntry.objects.filter(category="read", verb="incidents.own_report_read").count() == 1


def test_my_list_has_no_free_text(site):
    me = actor_at(site, Role.CARE_STAFF)
    reported(site, me)
    assert "ribbstolarna" not in browser(me).get(reverse("incidents")).content.decode()


def test_nothing_is_shown_of_a_named_visitors_incident_when_the_reading_cannot_be_written_down(site, monkeypatch):
    manager = actor_at(site)
    incident = reported(site, manager, concerned=Concerned.NAMED, factors=EQUIPMENT, context=Context.CARE)
    client = browser(manager)

    def broken(*args, **kwargs):
        raise RuntimeError("the audit is full")

    monkeypatch.setattr(audit, "read", broken)
    for name in ("incident", "my_report"):
        with pytest.raises(RuntimeError):
            client.get(reverse(name, args=[incident.pk]))
