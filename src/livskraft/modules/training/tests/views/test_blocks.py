"""Does the page say that something is blocked and no more, and open it only when it is said on what ground?"""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.training.actions.blocks import set_block
from livskraft.modules.training.models import Block, Lift
from livskraft.modules.training.tests.factories import episode_of
from livskraft.modules.training.tests.notes import note_of
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions.persons import relate
from livskraft.people.rules.vocabulary import Purpose
from livskraft.people.tests.factories import NOW, person_at, protected, sister

pytestmark = pytest.mark.django_db
WHY = "Patienten föll ihop under besöket"


@pytest.fixture
def site():
    return SiteFactory(name="Kanariegården")


@pytest.fixture
def other(site):
    return sister(site)


@pytest.fixture
def by(site):
    return actor_at(site, Role.PHYSIOTHERAPIST, at=NOW)


@pytest.fixture
def person(site, other, by):
    made = person_at(site)
    relate(person=made, unit=other, purpose=Purpose.TRAINING, until=None, by=by)
    return made


@pytest.fixture
def therapist(client, by):
    client.force_login(by.user)
    return client


@pytest.fixture
def colleague(other):
    browser = Client()
    browser.force_login(actor_at(other, Role.PHYSIOTHERAPIST).user)
    return browser


def page(browser, person):
    return browser.get(f"/rehab/person/{person.pk}/sparr/").content.decode()


def test_it_is_set_and_ended_when_the_patient_asks(therapist, person):
    assert "Spärra på patientens begäran" in page(therapist, person)
    answer = therapist.post(f"/rehab/person/{person.pk}/sparr/ny/", {"asked": ""})
    assert "Det är bara patienten som kan bestämma det." in answer.content.decode()
    assert not Block.objects.exists()
    assert therapist.post(f"/rehab/person/{person.pk}/sparr/ny/", {"asked": "on"}).status_code == 302
    block = Block.objects.get()
    assert "Ta bort spärren" in page(therapist, person)
    assert therapist.post(f"/rehab/sparr/{block.pk}/slut/", {"asked": "on"}).status_code == 302
    assert not Block.objects.standing().exists()
    assert therapist.get(f"/rehab/sparr/{block.pk}/slut/").status_code == 404


def test_another_unit_learns_that_something_exists_and_not_where_when_or_by_whom(colleague, person, site, by):
    assert "Inget är spärrat" in page(colleague, person)
    block = set_block(person=person, by=by)
    for address in (f"/rehab/person/{person.pk}/sparr/", f"/rehab/sparr/{block.pk}/oppna/"):
        text = colleague.get(address).content.decode()
        assert "pärrade uppgifter" in text
        for canary in (site.name, by.user.name, "15 januari", "2026-01-15"):
            assert canary not in text


def test_it_opens_on_a_ground_and_with_a_reason(colleague, therapist, person, by):
    block = set_block(person=person, by=by)
    address = f"/rehab/sparr/{block.pk}/oppna/"
    text = colleague.post(address, {"ground": "", "reason": "nu"}).content.decode()
    assert "Utan samtycke eller fara får spärren inte öppnas." in text
    assert "minst 10 tecken" in text
    assert f'href="/rehab/person/{person.pk}/"' not in page(colleague, person)
    assert colleague.post(address, {"ground": "curiosity", "reason": WHY}).status_code == 200
    assert not Lift.objects.exists()
    assert colleague.post(address, {"ground": "emergency", "reason": WHY}).status_code == 302
    assert Lift.objects.get().reason == WHY
    # The way on to what was opened, which somebody in an emergency does not look for.
    assert "Öppna för dig till" in page(colleague, person)
    assert f'href="/rehab/person/{person.pk}/"' in page(colleague, person)
    own = page(therapist, person)
    assert WHY in own
    assert Lift.objects.get().user.name in own


def test_the_own_unit_has_nothing_to_open_and_no_other_unit_ends_it(therapist, colleague, person, by):
    block = set_block(person=person, by=by)
    assert therapist.get(f"/rehab/sparr/{block.pk}/oppna/").status_code == 404
    assert colleague.get(f"/rehab/sparr/{block.pk}/slut/").status_code == 404


def test_every_page_is_written_in_the_log_first_and_none_opens_about_somebody_protected(colleague, person, by):
    block = set_block(person=person, by=by)
    addresses = (
        f"/rehab/person/{person.pk}/sparr/",
        f"/rehab/person/{person.pk}/sparr/ny/",
        f"/rehab/sparr/{block.pk}/oppna/",
    )
    for address in addresses:
        before = AuditEntry.objects.count()
        assert colleague.get(address).status_code == 200
        assert AuditEntry.objects.count() == before + 1
        assert AuditEntry.objects.latest("pk").verb == "training.blocks_read"
    protected(person, by.user)
    assert {colleague.get(address).status_code for address in addresses} == {404}


def test_what_is_blocked_and_opened_by_its_address_says_why_not_and_how(colleague, person, site, by):
    episode = episode_of(person, by)
    note = note_of(episode, by)
    block = set_block(person=person, by=by)
    for address in (f"/rehab/{episode.pk}/", f"/rehab/anteckning/{note.pk}/", f"/rehab/{episode.pk}/matningar/"):
        answer = colleague.get(address)
        text = answer.content.decode()
        assert answer.status_code == 403
        assert "Patienten har spärrat uppgifter" in text
        assert f'href="/rehab/sparr/{block.pk}/oppna/"' in text
        assert AuditEntry.objects.latest("pk").verb == "training.blocks_read"
        for canary in (site.name, by.user.name, "gick bra", "15 januari", "2026-01-15"):
            assert canary not in text
    assert colleague.get(f"/rehab/sparr/{block.pk}/oppna/").status_code == 200


def test_who_may_not_know_the_patient_is_not_told_that_anything_is_blocked(site, person, by):
    episode = episode_of(person, by)
    set_block(person=person, by=by)
    stranger = Client()
    stranger.force_login(actor_at(sister(site), Role.PHYSIOTHERAPIST).user)
    answer = stranger.get(f"/rehab/{episode.pk}/")
    assert answer.status_code == 404
    assert "pärr" not in answer.content.decode()


def test_it_costs_the_same_for_one_and_for_many(therapist, person, site, by):
    def cost():
        therapist.get(f"/rehab/person/{person.pk}/sparr/")
        with CaptureQueriesContext(connection) as captured:
            therapist.get(f"/rehab/person/{person.pk}/sparr/")
        return len(captured)

    def blocked_and_opened():
        unit = sister(site)
        relate(person=person, unit=unit, purpose=Purpose.TRAINING, until=None, by=by)
        there = actor_at(unit, Role.PHYSIOTHERAPIST, at=NOW)
        set_block(person=person, by=there)
        own = set_block(person=person, by=by)
        Lift.objects.create(
            block=own, person=person, user=there.user, ground="consent", reason=WHY, at=NOW,
            until=NOW.replace(day=16),
        )  # fmt: skip

    blocked_and_opened()
    one = cost()
    for _number in range(4):
        blocked_and_opened()
    assert cost() == one
