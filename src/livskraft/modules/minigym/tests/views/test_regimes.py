"""Can the administration, and nobody else, change what responsibility means and who serves the gyms?"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from livskraft.access.actor import system_actor
from livskraft.access.roles import Role
from livskraft.modules.minigym.actions.regimes import set_up_minigym
from livskraft.modules.minigym.models import Agreement, Regime, RegimeTerms
from livskraft.modules.minigym.rules import RegimeKey
from livskraft.modules.minigym.tests.factories import municipal_agreement
from livskraft.modules.minigym.tests.views.test_gyms import signed_in
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.tests.factories import UnitFactory, responsible_body

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    set_up_minigym(by=system_actor("set_up"))
    return signed_in(responsible_body(), Role.ADMINISTRATION)


def terms(**changes):
    tomorrow = timezone.localdate() + timedelta(days=1)
    filled = {
        "starts": tomorrow.isoformat(),
        "owner": "provider",
        "inspector": "provider",
        "payer": "provider",
        "inspection_months": "6",
        "service_months": "",
    }
    return filled | changes


def test_the_page_says_where_each_interval_comes_from(client):
    page = client.get(reverse("regimes")).content.decode()
    assert "000 Verksamhetschef" in page
    assert "Lokal regel" in page


def test_the_second_to_change_the_terms_sees_what_the_first_one_chose(client):
    regime = Regime.objects.get(key=RegimeKey.PROVIDER)
    address = reverse("change_terms", args=[regime.pk])
    seen = regime.version
    client.post(address, terms(version=seen))
    second = client.post(address, terms(version=seen, inspection_months="3"))
    assert second.status_code == 409
    assert sorted(regime.terms.values_list("inspection_months", flat=True)) == [6, 12]
    assert client.post(address, terms(version=regime.version, inspection_months="3")).status_code == 302
    assert sorted(regime.terms.values_list("inspection_months", flat=True)) == [3, 12]


def test_no_choice_is_a_row_of_dashes(client):
    page = client.get(reverse("change_terms", args=[Regime.objects.get(key=RegimeKey.PROVIDER).pk]))
    assert "-----" not in page.content.decode()


def test_new_terms_are_added_and_the_old_stay(client):
    regime = Regime.objects.get(key=RegimeKey.PROVIDER)
    assert client.post(reverse("change_terms", args=[regime.pk]), terms(version=regime.version)).status_code == 302
    assert sorted(regime.terms.values_list("inspection_months", flat=True)) == [6, 12]
    assert "Nya villkor gäller från" in client.get(reverse("regimes")).content.decode()


@pytest.mark.parametrize(
    "wrong", [{"starts": "2000-01-01"}, {"inspection_months": "5"}, {"owner": "x"}, {"starts": "0001-13-01"}]
)
def test_wrong_terms_are_refused_beside_the_field(client, wrong):
    regime = Regime.objects.get(key=RegimeKey.PROVIDER)
    page = client.post(reverse("change_terms", args=[regime.pk]), terms(version=regime.version, **wrong))
    assert "behöver rättas" in page.content.decode()
    assert RegimeTerms.objects.filter(regime=regime).count() == 1


def test_an_agreement_is_added_and_ended(client):
    body = responsible_body()
    firm = UnitFactory(kind=UnitKind.SERVICE_FIRM, parent=body)
    municipal = Regime.objects.get(key=RegimeKey.MUNICIPAL)
    data = {"regime": municipal.pk, "customer": body.pk, "firm": firm.pk, "invoiced": body.pk, "starts": "2026-01-01"}
    assert client.post(reverse("new_agreement"), data).status_code == 302
    assert "redan avtal" in client.post(reverse("new_agreement"), data).content.decode()
    agreement = Agreement.objects.get()
    end = reverse("end_agreement", args=[agreement.pk])
    assert "sluta" in client.post(end, {"ends": "2025-01-01", "version": 1}).content.decode()
    assert client.post(end, {"ends": "2026-02-01", "version": 1}).status_code == 302
    assert Agreement.objects.get().ends.isoformat() == "2026-02-01"


def test_the_second_to_end_an_agreement_sees_what_the_first_one_chose(client):
    end = reverse("end_agreement", args=[municipal_agreement().pk])
    client.post(end, {"ends": "2026-02-01", "version": 1})
    second = client.post(end, {"ends": "2026-03-01", "version": 1})
    assert second.status_code == 409
    assert "1 februari" in second.content.decode() or "2026-02-01" in second.content.decode()
    assert Agreement.objects.get().ends.isoformat() == "2026-02-01"
    assert client.post(end, {"ends": "2026-03-01", "version": 2}).status_code == 302


@pytest.mark.parametrize("role", [Role.UNIT_MANAGER, Role.AREA_MANAGER, Role.COMMITTEE_SECRETARY])
def test_nobody_else_gets_in(client, role):
    agreement = municipal_agreement()
    stranger = signed_in(responsible_body(), role)
    for url in (
        reverse("regimes"),
        reverse("change_terms", args=[Regime.objects.first().pk]),
        reverse("new_agreement"),
        reverse("end_agreement", args=[agreement.pk]),
    ):
        assert stranger.get(url).status_code == 403
        assert stranger.post(url, {}).status_code == 403
