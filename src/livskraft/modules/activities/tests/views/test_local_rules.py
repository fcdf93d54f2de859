"""Can the department set the meeting places' own numbers, with a source, and nobody else?"""

import pytest
from django.test import Client
from django.urls import reverse

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.activities.models import LocalRule
from livskraft.modules.activities.queries.local_rules import number_of
from livskraft.modules.activities.rules.local_rules import BOUNDS, LocalRuleKey
from livskraft.organisation.tests.factories import responsible_body

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
URL = "/program/lokala-regler/"


def typed(version=0, **changed):
    usual = {f"number_{key}": bounds.default for key, bounds in BOUNDS.items()}
    return usual | {f"source_{key}": "" for key in LocalRuleKey} | {"version": version} | changed


@pytest.fixture
def official():
    client = Client()
    client.force_login(actor_at(responsible_body(), Role.ADMINISTRATION).user, backend=BACKEND)
    return client


def test_a_number_with_a_source_holds_from_now_on(official):
    answer = official.post(URL, typed(number_offer_days=5, source_offer_days="ÄN 2026-11"))
    assert answer.status_code == 302
    assert number_of(LocalRuleKey.OFFER_DAYS) == 5
    assert "ÄN 2026-11" in official.get(URL).content.decode()


def test_what_is_usual_is_not_written_down(official):
    official.post(URL, typed())
    assert not LocalRule.objects.exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"number_offer_days": 5},
        {"number_offer_days": 0, "source_offer_days": "x"},
        {"number_offer_days": 15, "source_offer_days": "x"},
        {"number_offer_days": "", "source_offer_days": "x"},
        {"number_offer_days": "9" * 400, "source_offer_days": "x"},
    ],
    ids=["no source", "too few", "too many", "nothing", "endless"],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_changes(official, changed):
    answer = official.post(URL, typed(**changed))
    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not LocalRule.objects.exists()


@pytest.mark.parametrize("key", list(LocalRuleKey))
def test_the_bounds_themselves_are_allowed(official, key):
    bounds = BOUNDS[key]
    for version, number in enumerate((bounds.least, bounds.most)):
        official.post(URL, typed(version, **{f"number_{key}": number, f"source_{key}": "Beslut"}))
        assert number_of(key) == number


def test_the_second_to_save_sees_what_the_first_saved(official):
    official.post(URL, typed(number_offer_days=5, source_offer_days="A"))
    answer = official.post(URL, typed(number_offer_days=7, source_offer_days="B"))
    assert answer.status_code == 409
    assert number_of(LocalRuleKey.OFFER_DAYS) == 5


def test_a_manager_does_not_set_them():
    client = Client()
    client.force_login(actor_at(responsible_body(), Role.UNIT_MANAGER).user, backend=BACKEND)
    assert client.get(reverse("meeting_place_rules")).status_code == 403
