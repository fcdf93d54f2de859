"""Are signed notes read, corrected, objected to and given out by those who may, each with a row in the log?"""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.training.actions.notes import disclose, object_to
from livskraft.modules.training.models import Block, Disclosure, Draft, Goal, Note, Objection
from livskraft.modules.training.rules.vocabulary import NoteKind
from livskraft.modules.training.tests.factories import episode_of, later
from livskraft.modules.training.tests.notes import corrected, draft_of, filled, note_of
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.models import Person
from livskraft.people.tests.factories import person_at, protected, sister

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def site():
    return SiteFactory(name="Lunden")


@pytest.fixture
def opened(site):
    return actor_at(site, Role.PHYSIOTHERAPIST, at=timezone.now() - timedelta(days=10))


@pytest.fixture
def by(opened):
    return later(opened, days=1)


@pytest.fixture
def episode(site, opened):
    return episode_of(person_at(site, "Gun", "Prov", at=opened.at), opened)


def signed_in(by):
    client = Client()
    client.force_login(by.user, backend=BACKEND)
    return client


@pytest.fixture
def client(by):
    return signed_in(by)


def said(answer):
    return " ".join(answer.content.decode().split())


def get(client, name, *args):
    return client.get(reverse(name, args=args))


def test_the_note_says_all_that_was_signed_and_its_reading_is_in_the_log(client, episode, by):
    note = note_of(episode, by, NoteKind.BEGINNING)
    text = said(get(client, "note", note.pk))
    for words in (*filled(NoteKind.BEGINNING).values(), by.user.name, "fysioterapeut, signerade", "Rätta"):
        assert words in text
    assert AuditEntry.objects.filter(verb="training.note_read").count() == 1


def test_a_correction_is_written_signed_and_seen_from_both_sides(client, episode, by):
    note = note_of(episode, by, parts={"measures": "Vänster ben."})
    assert "Fyll i det här fältet" in said(client.post(reverse("correct_note", args=[note.pk]), {"why": ""}))
    answer = client.post(reverse("correct_note", args=[note.pk]), {"why": "Fel sida."}, follow=True)
    text = said(answer)
    assert "Rättar anteckningen från" in text
    assert "Vänster ben." in text
    made = corrected(note, by, {"measures": "Höger ben."})
    text = said(get(client, "note", note.pk))
    assert "Vänster ben." in text
    assert f"av {by.user.name}" in text
    assert "Det som var fel: Fel sida." in text
    assert reverse("note", args=[made.pk]) in text
    assert reverse("correct_note", args=[note.pk]) not in text
    assert "redan rättad" in said(client.post(reverse("correct_note", args=[note.pk]), {"why": "Igen"}))
    assert reverse("note", args=[note.pk]) in said(get(client, "note", made.pk))


def test_an_objection_stands_at_the_note(client, episode, by):
    note = note_of(episode, by)
    url = reverse("object_to_note", args=[note.pk])
    assert "Fyll i det här fältet" in said(client.post(url, {"text": " "}))
    text = said(client.post(url, {"text": "Det var <inte> så."}, follow=True))
    assert "Det var &lt;inte&gt; så." in text
    assert Objection.objects.count() == 1


def test_what_is_given_out_is_written_in_and_listed(client, episode, by):
    assert "Inget är utlämnat" in said(get(client, "disclosures", episode.pk))
    url = reverse("disclose", args=[episode.pk])
    tomorrow = timezone.localdate() + timedelta(days=1)
    fields = {"what": "Sammanfattningen", "recipient": "Vårdcentralen"}
    assert "till och med i dag" in said(client.post(url, fields | {"on": tomorrow}))
    text = said(client.post(url, fields | {"on": timezone.localdate()}, follow=True))
    assert "Sammanfattningen" in text
    assert "till Vårdcentralen" in text


def test_the_extract_asks_to_whom_and_says_everything_and_is_itself_written_in(client, episode, by):
    note = note_of(episode, by, NoteKind.BEGINNING)
    wrong = note_of(episode, later(by, hours=1), parts={"measures": "Vänster ben."})
    corrected(wrong, later(by, hours=2), {"measures": "Höger ben."})
    object_to(note=note, text="Så var det inte.", by=by)
    disclose(episode=episode, what="Sammanfattningen", recipient="Vårdcentralen", on=by.today, by=by)
    Goal.objects.create(
        episode=episode, person=episode.person, text="Gå till affären", agreed_on=by.today, noted_at=by.at
    )
    url = reverse("journal_extract", args=[episode.pk])
    assert "Fyll i det här fältet" in said(client.post(url, {"recipient": ""}))
    assert Disclosure.objects.count() == 1
    answer = client.post(url, {"recipient": "Patienten själv"})
    assert answer["Content-Type"] == "application/pdf"
    text = words(answer)
    for part in (
        "Gun Prov",
        "Lunden",
        *filled(NoteKind.BEGINNING).values(),
        "Vänster ben.",
        "Höger ben.",
        "Rättad",
        "Fel sida.",
        "Så var det inte.",
        "Gå till affären",
        "Vårdcentralen",
        "Patienten själv",
        f"av {by.user.name}, fysioterapeut",
    ):
        assert part in text, part
    assert Disclosure.objects.count() == 2
    assert AuditEntry.objects.filter(verb="training.journal_printed").exists()


def words(answer):
    pages = PdfReader(BytesIO(b"".join(answer) if answer.streaming else answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_paper_of_a_protected_patient_has_neither_name_nor_place(client, episode, by):
    note_of(episode, by)
    protected(episode.person, by.user)
    text = words(client.post(reverse("journal_extract", args=[episode.pk]), {"recipient": "Patienten"}))
    assert "gick bra" in text
    assert "Gun" not in text
    assert "Lunden" not in text


def test_the_extract_says_whose_it_is_by_number_or_else_by_year(client, site, episode, by):
    url = reverse("journal_extract", args=[episode.pk])
    Person.objects.filter(pk=episode.person_id).update(birth_year=1941)
    assert "Född 1941" in words(client.post(url, {"recipient": "Patienten"}))
    numbered = episode_of(person_at(site, number="194408139089", at=by.at), by)
    url = reverse("journal_extract", args=[numbered.pk])
    assert "19440813-9089" in words(client.post(url, {"recipient": "Patienten"}))
    protected(numbered.person, by.user)
    assert "9089" not in words(client.post(url, {"recipient": "Patienten"}))


def test_a_period_kept_elsewhere_is_printed_there(site, opened):
    episode = episode_of(person_at(site, at=opened.at), opened, elsewhere="Cosmic")
    client = signed_in(opened)
    assert "Journalen förs i Cosmic" in said(get(client, "journal_extract", episode.pk))
    answer = client.post(reverse("journal_extract", args=[episode.pk]), {"recipient": "Patienten"})
    assert answer["Content-Type"].startswith("text/html")
    assert not Disclosure.objects.exists()
    refused = client.post(reverse("add_note", args=[episode.pk]), begun(opened), follow=True)
    assert "Journalen förs i Cosmic. Skriv anteckningen där" in said(refused)
    assert not Draft.objects.exists()


def begun(by):
    local = timezone.localtime(by.at)
    return {"kind": "session", "on": local.date().isoformat(), "at": local.strftime("%H:%M")}


ROUTES = {
    "note": "note",
    "correct_note": "note",
    "object_to_note": "note",
    "disclosures": "episode",
    "disclose": "episode",
    "journal_extract": "episode",
    "add_note": "episode",
    "draft": "draft",
    "sign_draft": "draft",
}


@pytest.mark.parametrize("name", ROUTES)
def test_other_roles_places_and_caregivers_meet_nothing(name, episode, by, site):
    args = {"note": note_of(episode, by).pk, "episode": episode.pk, "draft": draft_of(episode, by).pk}
    url = reverse(name, args=[args[ROUTES[name]]])
    assert signed_in(by).get(url).status_code == 200
    for who, status in (
        (actor_at(site, Role.CARE_STAFF), 403),
        (actor_at(site, Role.UNIT_MANAGER), 403),
        (actor_at(sister(site), Role.PHYSIOTHERAPIST), 404),
        (actor_at(SiteFactory(), Role.PHYSIOTHERAPIST), 404),
    ):
        assert signed_in(who).get(url).status_code == status
    protected(episode.person)
    assert signed_in(by).get(url).status_code == 404


@pytest.mark.parametrize("name", ROUTES)
def test_what_is_blocked_is_refused_before_it_is_read(name, episode, by, site):
    args = {"note": note_of(episode, by).pk, "episode": episode.pk, "draft": draft_of(episode, by).pk}
    type(episode).objects.update(unit=sister(site))
    episode.refresh_from_db()
    Block.objects.create(person=episode.person, keeper=episode.keeper, unit=episode.unit, set_at=by.at)
    assert signed_in(by).get(reverse(name, args=[args[ROUTES[name]]])).status_code == 403


def test_after_the_end_a_note_is_corrected_and_objected_to_but_none_is_begun(client, episode, by):
    note = note_of(episode, by)
    type(episode).objects.update(closed_at=by.at, closed_on=by.today, not_introduced="declined")
    refused = client.post(reverse("add_note", args=[episode.pk]), begun(later(by, hours=-1)), follow=True)
    assert "Perioden är avslutad, så ingen ny anteckning skrivs i den" in said(refused)
    assert not Draft.objects.exists()
    client.post(reverse("object_to_note", args=[note.pk]), {"text": "Nej."})
    client.post(reverse("correct_note", args=[note.pk]), {"why": "Fel."})
    assert (Objection.objects.count(), Draft.objects.count()) == (1, 1)


def test_the_period_shows_twenty_notes_at_a_time_with_what_became_of_them(client, episode, by):
    first = note_of(episode, by, parts={"measures": "Allra först."})
    for hour in range(20):
        note_of(episode, later(by, hours=hour + 2), parts={"measures": f"Nummer {hour}."})
    text = said(get(client, "episode", episode.pk))
    assert "Nummer 19." in text
    assert "Allra först." not in text
    corrected(Note.objects.get(pk=first.pk), later(by, days=2), {"measures": "Rätt."})
    following = re.search(r'href="([^"]*[?]efter=[^"]*)"', text)
    text = said(client.get(following[1]))
    assert "Allra först." in text
    assert "Rättad" in text


def test_the_cost_of_a_note_and_of_the_period_does_not_grow(client, episode, by):
    note = note_of(episode, by)
    urls = [reverse("note", args=[note.pk]), reverse("episode", args=[episode.pk])]
    before = [queries_of(client, url) for url in urls]
    for hour in range(1, 6):
        each = note_of(episode, later(by, hours=hour))
        object_to(note=each, text="Nej.", by=later(by, hours=hour))
        corrected(each, later(by, hours=hour), {"measures": "Rätt."})
    assert [queries_of(client, url) for url in urls] == before


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)
