"""Does the day show what this person owes in the chosen assignment, and at the same cost however much it is?"""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import BooleanField, F, Value
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, UserFactory
from livskraft.duties.models import DutyNote
from livskraft.duties.tests.factories import idle_kind, only_kinds, site_kind
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory, UnitFactory, responsible_body
from livskraft.overview.board import SHOWN

__all__ = ["only_kinds"]
pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def site(only_kinds):
    only_kinds(site_kind(days=-12, action="Besök nu"))
    return SiteFactory(name="Lunden")


def page(client, user, address="/"):
    client.force_login(user, backend=BACKEND)
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_row_says_what_where_how_late_why_and_what_to_do(client, site):
    text = page(client, AssignmentFactory(unit=site).user)
    for words in (
        "Besök Lunden",
        f"/besok/{site.pk}/",
        "Försenad 12 dagar",
        "000 Verksamhetschef: besöker",
        "Besök nu",
    ):
        assert words in text


def test_a_local_rule_is_called_that(client, only_kinds):
    kind = site_kind()
    object.__setattr__(kind, "local_rule", True)
    only_kinds(kind)
    assert "Lokal regel. 000 Verksamhetschef" in page(client, AssignmentFactory(unit=SiteFactory()).user)


def test_only_a_place_with_a_page_is_a_link(client, only_kinds):
    def in_parts(units, today):
        parts = Unit.objects.filter(pk__in=units, kind=UnitKind.AREA_PART)
        return parts.annotate(duty_unit=F("pk"), duty_late=Value(False, output_field=BooleanField()))

    part_kind = replace(site_kind("test.part"), query=in_parts, arises_at=frozenset({UnitKind.AREA_PART}))
    only_kinds(site_kind(), part_kind)
    site = SiteFactory()
    text = page(client, AssignmentFactory(unit=site.parent).user)
    assert f"Besök {site.parent.name}" in text
    assert f'href="/plats/{site.pk}/"' in text
    assert f'href="/plats/{site.parent_id}/"' not in text


def test_what_one_does_on_the_spot_is_at_hand_for_those_who_may(client, site):
    for role, faults in ((Role.CARE_STAFF, 1), (Role.UNIT_MANAGER, 1), (Role.COMMITTEE_SECRETARY, 0)):
        text = page(client, AssignmentFactory(unit=site, role=role).user)
        assert text.count(f'href="{reverse("report_here")}"') == faults
        assert f'href="{reverse("report_incident")}"' in text


def test_who_owes_nothing_is_not_told_that_all_is_done(client, site):
    text = page(client, AssignmentFactory(unit=site, role=Role.CARE_STAFF).user)
    assert "Allt är gjort" not in text
    assert "Vad som behöver göras där du arbetar ser du under Platser." in text


def test_the_twins_duties_are_not_there(client, site):
    SiteFactory(name="Tvillingen")
    assert "Tvillingen" not in page(client, AssignmentFactory(unit=site).user)


def test_what_climbs_is_marked(client, site):
    provider = site.parent.contracts.get().provider
    assert "Saknar ansvarig" in page(client, AssignmentFactory(unit=provider, role=Role.AREA_MANAGER).user)
    assert "Saknar ansvarig" not in page(client, AssignmentFactory(unit=site).user)


def test_what_climbs_to_somebody_who_may_not_do_it_leads_to_who_is_missing(client, only_kinds):
    closed, open_to_all = reverse("regimes"), reverse("account")
    only_kinds(site_kind("test.closed", url=closed), site_kind("test.firm", waits=True, url=closed))
    site = SiteFactory()
    provider = site.parent.contracts.get().provider
    above = AssignmentFactory(unit=provider, role=Role.AREA_MANAGER).user
    who = f'href="{reverse("site_page", args=[site.pk])}#vem"'
    for address, times in (("/", 2), ("/vantar-pa/", 1)):
        text = page(client, above, address)
        assert f'href="{closed}"' not in text
        assert text.count(who) == times
    assert f'href="{closed}"' in page(client, AssignmentFactory(unit=SiteFactory()).user)
    only_kinds(site_kind("test.open", url=open_to_all))
    text = page(client, above)
    assert who not in text
    assert text.count(f'class="lk-list__title" href="{open_to_all}"') == 1


def test_what_waits_says_until_when_and_why(client, site):
    user = AssignmentFactory(unit=site).user
    until = timezone.localdate() + timedelta(days=9)
    DutyNote.objects.create(
        key=f"test.visit:{site.pk}",
        unit=site,
        text="Reservdel <b>beställd</b>",
        waiting_until=until,
        written_by=user,
        written_at=timezone.now(),
    )
    text = page(client, user)
    assert "Reservdel &lt;b&gt;beställd&lt;/b&gt;" in text
    assert 'id="waiting"' in text
    assert 'id="late"' not in text


def test_what_others_owe_says_how_to_reach_them(client, only_kinds):
    only_kinds(site_kind("test.firm", days=-52, waits=True))
    text = page(client, AssignmentFactory(unit=SiteFactory()).user)
    for words in ("Väntar på andra", "Fastighets AB Exempel", "Kim Kontakt", 'href="tel:013-123456"'):
        assert words in text


def test_what_others_owe_has_a_page_of_its_own_for_ones_own_places_only(client, only_kinds):
    only_kinds(site_kind("test.firm", days=-52, waits=True), site_kind("test.own"))
    SiteFactory(name="Tvillingen")
    user = AssignmentFactory(unit=SiteFactory(name="Lunden")).user
    assert 'href="/vantar-pa/"' in page(client, user)
    text = page(client, user, "/vantar-pa/")
    assert text.count("Fastighets AB Exempel <span") == 1
    assert 'href="tel:013-123456"' in text
    assert "Lunden" in text
    assert "Tvillingen" not in text
    only_kinds(site_kind("test.own"))
    assert "Ingen annan är skyldig dig något" in page(client, user, "/vantar-pa/")


def test_an_empty_day_is_warm_and_says_what_to_do_next(client, only_kinds):
    only_kinds(idle_kind())
    text = page(client, AssignmentFactory(unit=SiteFactory()).user)
    assert "Allt är gjort" in text
    assert "Se dina platser" in text


def test_who_sees_the_municipality_is_led_there_and_not_told_that_all_is_done(client, only_kinds):
    only_kinds()
    clerk = AssignmentFactory(unit=SiteFactory().parent.parent.parent, role=Role.ADMINISTRATION).user
    text = page(client, clerk)
    assert reverse("municipality") in text.split("<main")[1]
    assert "Allt är gjort" not in text


def test_who_owes_nothing_and_sees_no_place_is_not_told_that_all_is_done(client, only_kinds):
    only_kinds()
    researcher = AssignmentFactory(unit=SiteFactory().parent.parent.parent, role=Role.RESEARCHER).user
    text = page(client, researcher)
    assert "Du har inget eget att göra just nu" in text
    assert "Allt är gjort" not in text


def test_only_the_chosen_assignment_counts_and_the_others_are_hinted_at(client, site):
    user = UserFactory()
    AssignmentFactory(user=user, unit=site)
    AssignmentFactory(user=user, unit=SiteFactory(name="Andra boendet"))
    text = page(client, user)
    assert "Besök Lunden" in text
    assert "Besök Andra boendet" not in text
    assert "Du har fler uppdrag" in text
    assert "Du har fler uppdrag" not in page(client, AssignmentFactory(unit=site).user)


def test_a_long_list_is_shown_whole_when_asked_for(client, site):
    for _ in range(SHOWN):
        SiteFactory(parent=site.parent)
    user = AssignmentFactory(unit=site.parent).user
    assert page(client, user).count("Besök nu") == SHOWN
    assert f"Visa alla {SHOWN + 1}" in page(client, user)
    assert page(client, user, "/?visa=late").count("Besök nu") == SHOWN + 1


def test_twenty_duties_cost_as_many_queries_as_one(client, only_kinds):
    only_kinds(site_kind("test.a"), site_kind("test.b", waits=True))
    part = UnitFactory(kind=UnitKind.AREA_PART, parent=UnitFactory(kind=UnitKind.AREA, parent=responsible_body()))
    user = AssignmentFactory(unit=part).user

    def cost():
        with CaptureQueriesContext(connection) as captured:
            page(client, user)
        return len(captured)

    SiteFactory(parent=part)
    page(client, user)
    few = cost()
    for _ in range(19):
        SiteFactory(parent=part)
    assert cost() == few
