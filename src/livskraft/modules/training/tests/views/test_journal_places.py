"""Does the administration show and decide where each caregiver keeps its journal?"""

import pytest
from django.utils import timezone

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.training.actions.journal_places import decide_place
from livskraft.modules.training.models import JournalPlace
from livskraft.modules.training.queries.journal_places import places_of
from livskraft.modules.training.rules.vocabulary import Place
from livskraft.modules.training.tests.factories import episode_of, therapist_at
from livskraft.organisation.queries import keeper_of
from livskraft.organisation.tests.factories import SiteFactory, responsible_body
from livskraft.people.tests.factories import person_at

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


def test_a_wrong_decision_is_taken_back_when_it_is_asked_for_twice(administrator, keeper):
    today = timezone.localdate()
    by = actor_at(responsible_body(), Role.SYSTEM_ADMINISTRATOR)
    place = decide_place(keeper=keeper, place=Place.ELSEWHERE, system="Fel system", starts=today, by=by)
    address = f"/administration/journal/{place.pk}/ta-tillbaka/"
    assert f'href="{address}"' in administrator.get("/administration/journal/").content.decode()
    asked = administrator.get(address).content.decode()
    assert keeper.name in asked
    assert "Fel system" in asked
    assert JournalPlace.objects.exists()
    text = administrator.post(address, follow=True).content.decode()
    assert "Beslutet är tillbakataget." in text
    assert "Fel system" not in text
    assert administrator.get(address).status_code == 404


def test_one_that_is_in_use_says_so_and_stays_and_one_that_is_over_is_not_offered(administrator, keeper):
    site = SiteFactory()
    by = therapist_at(site)
    episode_of(person_at(site), by)
    used = JournalPlace.objects.get()
    address = f"/administration/journal/{used.pk}/ta-tillbaka/"
    for answer in (administrator.get(address), administrator.post(address)):
        text = answer.content.decode()
        assert "Rehabilitering har redan öppnats" in text
        assert "<button" not in text.partition("<main")[2].partition("</main")[0]
    assert JournalPlace.objects.exists()
    admin = actor_at(responsible_body(), Role.SYSTEM_ADMINISTRATOR)
    decide_place(keeper=used.keeper, place=Place.HERE, starts=admin.today, by=admin)
    assert f'href="{address}"' not in administrator.get("/administration/journal/").content.decode()


@pytest.mark.parametrize("role", [Role.PHYSIOTHERAPIST, Role.ADMINISTRATION, Role.AREA_MANAGER])
def test_others_do_not_take_it_back(client, keeper, role):
    by = actor_at(responsible_body(), Role.SYSTEM_ADMINISTRATOR)
    place = decide_place(keeper=keeper, place=Place.HERE, starts=by.today, by=by)
    client.force_login(actor_at(responsible_body(), role).user)
    address = f"/administration/journal/{place.pk}/ta-tillbaka/"
    assert {client.get(address).status_code, client.post(address).status_code} == {403}
    client.force_login(actor_at(SiteFactory(), Role.SYSTEM_ADMINISTRATOR).user)
    assert {client.get(address).status_code, client.post(address).status_code} == {404}
    assert JournalPlace.objects.exists()
