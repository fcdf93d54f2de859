"""Does the administration show and decide where each caregiver keeps its journal?"""

import pytest
from django.utils import timezone

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.training.models import JournalPlace
from livskraft.modules.training.queries.journal_places import places_of
from livskraft.organisation.queries import keeper_of
from livskraft.organisation.tests.factories import SiteFactory, responsible_body

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    return keeper_of(SiteFactory(), timezone.localdate())


@pytest.fixture
def administrator(client):
    client.force_login(actor_at(responsible_body(), Role.SYSTEM_ADMINISTRATOR).user)
    return client


def test_every_caregiver_is_there_and_what_is_not_decided_is_said(administrator, keeper):
    text = administrator.get("/administration/journal/").content.decode()
    assert keeper.name in text
    assert responsible_body().name in text
    assert text.count("Inte bestämt") == 2


def test_a_decision_is_made_with_the_form_and_shown(administrator, keeper):
    today = timezone.localdate()
    sent = {"keeper": keeper.pk, "place": "elsewhere", "system": "Journalsystem A", "starts": today.isoformat()}
    refused = administrator.post("/administration/journal/nytt/", sent | {"system": ""})
    assert "Skriv vilket journalsystem det är." in refused.content.decode()
    assert administrator.post("/administration/journal/nytt/", sent).status_code == 302
    assert JournalPlace.objects.get().system == "Journalsystem A"
    text = administrator.get("/administration/journal/").content.decode()
    assert "Journalsystem A" in text
    assert "Det finns redan ett beslut" in administrator.post("/administration/journal/nytt/", sent).content.decode()


def test_the_page_says_that_what_is_open_goes_on_where_it_began(administrator):
    for url in ("/administration/journal/", "/administration/journal/nytt/"):
        assert "pågår journalförs klart där de började" in administrator.get(url).content.decode()


@pytest.mark.parametrize("role", [Role.PHYSIOTHERAPIST, Role.ADMINISTRATION, Role.AREA_MANAGER])
def test_others_do_not_open_it(client, role):
    client.force_login(actor_at(responsible_body(), role).user)
    for url in ("/administration/journal/", "/administration/journal/nytt/"):
        assert client.get(url).status_code == 403


def test_many_caregivers_cost_two_queries(django_assert_num_queries):
    by = actor_at(responsible_body(), Role.SYSTEM_ADMINISTRATOR)
    for _number in range(3):
        SiteFactory()
    _ = by.reach
    with django_assert_num_queries(2):
        assert len(places_of(by)) == 4
