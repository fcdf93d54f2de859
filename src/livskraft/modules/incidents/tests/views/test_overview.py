"""Does the overview count what one may see and no more, and can the texts of insurances be changed?"""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.incidents.models import Incident, InsuranceText
from livskraft.modules.incidents.rules import Kind
from livskraft.modules.incidents.tests.factories import reported
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def site():
    return SiteFactory()


def browser(actor):
    client = Client()
    client.force_login(actor.user, backend=BACKEND)
    return client


def test_it_counts_what_is_within_reach_and_the_department_sees_counts_without_incidents(site):
    reported(site)
    reported(SiteFactory())
    manager = browser(actor_at(site))
    assert manager.get(reverse("incidents_overview")).context["overview"].total.all == 1
    department = browser(actor_at(site.parent.parent, Role.ADMINISTRATION))
    assert department.get(reverse("incidents_overview")).context["overview"].total.all == 1
    assert department.get(reverse("all_incidents")).status_code == 403


def test_it_is_narrowed_by_day_and_kind_and_an_impossible_period_falls_back(site):
    reported(site)
    reported(site, kind=Kind.NEAR_MISS)
    client, url = browser(actor_at(site)), reverse("incidents_overview")

    def total(**query):
        return client.get(url, query).context["overview"].total.all

    assert total() == total(start="x") == total(start="2026-02-01", last="2026-01-01") == 2
    assert total(kind="near_miss") == 1
    assert total(start="2020-01-01", last="2020-02-01") == 0
    assert total(last="9999-12-31") == 0


@pytest.mark.parametrize("name", ["incidents_overview", "incidents_excel"])
@pytest.mark.parametrize("query", ["start=0001-01-01", "last=0001-01-01", "start=9999-12-31", "last=9999-12-31"])
def test_the_ends_of_time_are_answered(site, name, query):
    assert browser(actor_at(site)).get(f"{reverse(name)}?{query}").status_code == 200


def test_twelve_months_are_twelve_months_to_the_day(site):
    incident = reported(site)
    client, url = browser(actor_at(site)), reverse("incidents_overview")
    for moment, inside in ((datetime(2025, 3, 31, 21, 59, tzinfo=UTC), 0), (datetime(2025, 3, 31, 22, tzinfo=UTC), 1)):
        Incident.objects.filter(pk=incident.pk).update(happened_at=moment)
        assert client.get(url, {"last": "2026-03-31"}).context["overview"].total.all == inside


def test_the_workbook_has_the_same_numbers(site):
    reported(site)
    answer = browser(actor_at(site)).get(reverse("incidents_excel"))
    book = load_workbook(BytesIO(answer.content))
    cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert site.name in cells
    assert "Fall" in cells
    assert "Hälften inom" in cells


def test_a_text_is_changed_and_the_next_report_shows_it(site):
    client = browser(actor_at(site.parent.parent, Role.ADMINISTRATION))
    url = reverse("change_insurance_text", args=[3])
    answer = client.post(url, {"text": "Ring ditt eget bolag.", "source": "Brev 1", "version": 0}, follow=True)
    assert "Ring ditt eget bolag." in answer.content.decode()
    assert client.post(url, {"text": "En annan.", "source": "Brev 2", "version": 0}).status_code == 409
    assert InsuranceText.objects.get().text == "Ring ditt eget bolag."
    reporter = actor_at(site, Role.CARE_STAFF)
    page = browser(reporter).get(reverse("my_report", args=[reported(site, reporter).pk])).content.decode()
    assert "Ring ditt eget bolag." in page


def test_an_insurance_in_the_middle_of_a_sentence_has_no_capital(site):
    client = browser(actor_at(site.parent.parent, Role.ADMINISTRATION))
    assert "Ändra texten om kommunens" in client.get(reverse("insurance_texts")).content.decode()


def test_a_number_that_is_no_insurance_is_not_found(site):
    client = browser(actor_at(site.parent.parent, Role.ADMINISTRATION))
    assert client.get(reverse("change_insurance_text", args=[9])).status_code == 404
