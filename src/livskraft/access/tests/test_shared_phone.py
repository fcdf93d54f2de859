"""Does a shared phone lock itself, and open again only for the same person?"""

import pytest
import time_machine
from django.test import Client

from livskraft.access.actions import set_password
from livskraft.access.actor import system_actor
from livskraft.access.tests.factories import AssignmentFactory

PASSWORD = "fyra lugna svanar"
pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel("2026-03-03T08:00:00Z", tick=False) as traveller:
        yield traveller


@pytest.fixture
def user():
    user = AssignmentFactory().user
    set_password(user=user, password=PASSWORD, by=system_actor("test"))
    return user


def sign_in(user, **more):
    client = Client()
    client.post("/logga-in/", {"login": user.email, "password": PASSWORD} | more)
    return client


def test_after_five_minutes_alone_it_locks_and_remembers_where_one_was(clock, user):
    client = sign_in(user, shared="on")
    clock.shift(290)
    assert client.get("/konto/").status_code == 200
    clock.shift(301)
    response = client.get("/konto/?a=1")
    assert response["Location"] == "/las-upp/?next=%2Fkonto%2F%3Fa%3D1"
    assert client.get("/konto/").status_code == 302
    assert client.get("/las-upp/vaken/").status_code == 204
    assert client.get("/konto/").status_code == 302


def test_ones_own_phone_does_not_lock(clock, user):
    client = sign_in(user)
    clock.shift(3600)
    assert client.get("/konto/").status_code == 200


def test_touching_the_page_keeps_it_open(clock, user):
    client = sign_in(user, shared="on")
    for _minute in range(10):
        clock.shift(60)
        client.get("/las-upp/vaken/")
    assert client.get("/konto/").status_code == 200


def test_the_password_opens_it_and_a_wrong_one_does_not(clock, user):
    client = sign_in(user, shared="on")
    clock.shift(301)
    page = client.get("/las-upp/?next=/konto/")
    assert user.name in page.content.decode()
    assert client.post("/las-upp/?next=/konto/", {"password": "fel"}).status_code == 200
    assert client.post("/las-upp/?next=/konto/", {"credential": '{"fel": 1}'}).status_code == 200
    assert client.get("/konto/").status_code == 302
    assert client.post("/las-upp/?next=/konto/", {"password": PASSWORD})["Location"] == "/konto/"
    assert client.get("/konto/").status_code == 200


def test_guessing_at_the_lock_is_throttled_like_sign_in(clock, user):
    client = sign_in(user, shared="on")
    clock.shift(301)
    for _attempt in range(6):
        client.post("/las-upp/", {"password": "fel"})
    assert client.post("/las-upp/", {"password": PASSWORD}).status_code == 200


def test_unlocking_leads_nowhere_outside(clock, user):
    client = sign_in(user, shared="on")
    clock.shift(301)
    assert client.post("/las-upp/?next=https://evil.example/", {"password": PASSWORD})["Location"] == "/"


def test_a_fragment_is_sent_to_the_lock_as_a_whole_page(clock, user):
    client = sign_in(user, shared="on")
    clock.shift(301)
    response = client.get("/konto/", HTTP_HX_REQUEST="true", HTTP_REFERER="http://testserver/minigym/?sida=2")
    assert response["HX-Redirect"] == "/las-upp/?next=%2Fminigym%2F%3Fsida%3D2"


def test_its_pages_are_not_kept_and_the_phone_remembers_that_it_is_shared(clock, user):
    client = sign_in(user, shared="on")
    response = client.get("/konto/")
    assert response["Cache-Control"] == "no-store"
    assert client.cookies["delad_telefon"].value == "1"
    client.post("/logga-ut/")
    assert "checked" in client.get("/logga-in/").content.decode()
