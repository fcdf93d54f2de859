"""Does the address show the questions and nothing about whom they are for, and take the answers once?"""

import pytest

from livskraft.access.actor import system_actor
from livskraft.kit.errors import Refused
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.rules.vocabulary import Protection, Regime
from livskraft.people.tests.factories import person_at
from livskraft.questionnaires import stores
from livskraft.questionnaires.actions.links import make_link
from livskraft.questionnaires.models import AnswerLink
from livskraft.questionnaires.rules.library import library
from livskraft.questionnaires.stores import Store

pytestmark = pytest.mark.django_db


@pytest.fixture
def received(monkeypatch):
    kept = []
    store = Store("test", Regime.NEITHER, "Prov", lambda *args: kept.append(args))
    monkeypatch.setitem(stores.stores._entries, "test", store)
    return kept


@pytest.fixture
def person(received):
    found = person_at(SiteFactory(name="Almgården"), "Hemliga", "Elsa")
    unit = found.relations.get().unit
    make_link(
        person=found, unit=unit, store="test", instrument=library()["ucla3:1"], token="abc", by=system_actor("test")
    )
    return found


def test_the_page_asks_and_names_nobody(client, person):
    page = client.get("/svara/abc/")
    text = page.content.decode()
    assert "Hur ofta känner du dig utanför?" in text
    assert "Almgården" in text
    assert "Hemliga" not in text
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in page["Cache-Control"]


def test_the_heading_says_in_plain_words_what_one_answers_and_the_name_of_the_form_stands_last(client, person):
    unit = person.relations.get().unit
    make_link(
        person=person, unit=unit, store="test", instrument=library()["who5:1"], token="w", by=system_actor("test")
    )
    text = client.get("/svara/w/").content.decode()
    assert ">Hur du har mått de senaste två veckorna<" in text.replace("\n", "").replace("h1> ", "h1>")
    assert text.index("Skicka mina svar") < text.index("WHO-5")


def test_the_page_tells_no_place_of_somebody_protected(client, person, received):
    person.protection = Protection.MARKED
    person.save()
    answers = {"company": "1", "left_out": "2", "isolated": "3"}
    assert "Almgården" not in client.get("/svara/abc/").content.decode()
    thanks = client.post("/svara/abc/", answers).content.decode()
    assert "Dina svar har kommit fram." in thanks
    assert "Almgården" not in thanks


def test_the_answers_are_kept_once_and_the_address_then_looks_like_one_that_never_was(client, person, received):
    answers = {"company": "1", "left_out": "2", "isolated": "3"}
    assert "Tack" in client.post("/svara/abc/", answers).content.decode()
    assert len(received) == 1
    again = client.post("/svara/abc/", answers)
    never = client.get("/svara/finns-inte/")
    assert (again.status_code, never.status_code) == (404, 404)
    assert again.content == never.content or len(again.content) == len(never.content)
    assert len(received) == 1


def test_what_is_not_an_answer_is_told_and_nothing_is_lost(client, person, received):
    page = client.post("/svara/abc/", {"company": "1", "left_out": "9"})
    assert page.status_code == 200
    assert page.context["form"].errors
    assert not received
    assert AnswerLink.objects.get().answered_at is None


@pytest.mark.parametrize("token", ["a" * 500, "å", "%00", "' OR 1=1 --"])
def test_strange_addresses_lead_nowhere(client, person, token):
    assert client.get(f"/svara/{token}/").status_code in (400, 404)


def test_many_answers_from_one_address_are_slowed_down(client, person, received, monkeypatch):
    monkeypatch.setattr("livskraft.questionnaires.views.MOST_PER_ADDRESS", 0)
    page = client.post("/svara/abc/", {"company": "1"})
    assert "ovanligt många" in page.content.decode()
    assert not received


def test_whoever_answers_reads_what_is_meant_for_them_and_not_what_is_meant_for_staff(client, person):
    made = library()["who5:1"]
    unit = person.relations.get().unit
    make_link(person=person, unit=unit, store="test", instrument=made, token="who", by=system_actor("test"))
    text = client.get("/svara/who/").content.decode()
    assert made.instruction in text
    assert made.about not in text
    assert library()["ucla3:1"].about not in client.get("/svara/abc/").content.decode()


def test_a_store_that_takes_no_answers_any_more_says_so_and_nothing_is_lost(client, person, monkeypatch):
    def refuse(*_given):
        raise Refused("Svaren kan inte tas emot längre.")

    monkeypatch.setitem(stores.stores._entries, "test", Store("test", Regime.NEITHER, "Prov", refuse))
    page = client.post("/svara/abc/", {"company": "1"})
    assert page.status_code == 200
    assert "Svaren kan inte tas emot längre." in page.content.decode()
    assert "checked" in page.content.decode()
    assert AnswerLink.objects.get().answered_at is None
