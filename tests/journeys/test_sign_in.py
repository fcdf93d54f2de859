"""Does sign-in work in a real browser: passkey, second step, a shared phone that locks and loses nothing?"""

import pytest
from playwright.sync_api import Page, expect

from livskraft.access import shared_phone
from livskraft.access.actions import set_password
from livskraft.access.actor import system_actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "fyra lugna svanar"


def person(role=Role.SYSTEM_ADMINISTRATOR, **user):
    assignment = AssignmentFactory(role=role, **{f"user__{key}": value for key, value in user.items()})
    set_password(user=assignment.user, password=PASSWORD, by=system_actor("test"))
    return assignment.user


def sign_in(page: Page, user, *, shared=False):
    page.goto("/logga-in/")
    page.get_by_label("E-post").fill(user.email)
    page.get_by_label("Lösenord").fill(PASSWORD)
    if shared:
        page.get_by_label("delad telefon").check()
    page.get_by_role("button", name="Logga in", exact=True).click()
    page.wait_for_url(lambda url: not url.endswith("/logga-in/"))


def give_fingerprint_reader(page: Page):
    """A virtual authenticator, which says yes to every question."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return cdp


def add_passkey(page: Page):
    page.goto("/konto/")
    page.get_by_role("link", name="Lägg till passnyckel").click()
    page.get_by_label("Vad vill du kalla den?").fill("Min telefon")
    page.get_by_role("button", name="Lägg till passnyckeln").click()
    expect(page.get_by_role("heading", name="Reservkoder")).to_be_visible()


def sign_out(page: Page):
    page.locator("[data-lk-menu] > summary").click()
    page.get_by_role("button", name="Logga ut").click()
    page.wait_for_url("**/logga-in/")


def test_who_needs_a_second_step_adds_a_passkey_and_then_signs_in_with_it_alone(phone, axe, settings):
    settings.LIVSKRAFT_SECOND_STEP = True
    user = person(Role.CARE_STAFF)
    give_fingerprint_reader(phone)
    phone.goto("/logga-in/")
    axe(phone)
    sign_in(phone, user)
    expect(phone.get_by_role("heading", name="Du behöver ett andra steg")).to_be_visible()
    axe(phone)
    phone.goto("/konto/passnyckel/")
    axe(phone)
    add_passkey(phone)
    axe(phone)
    sign_out(phone)
    phone.get_by_role("button", name="Logga in med passnyckel").click()
    phone.wait_for_url(lambda url: "/logga-in/" not in url)
    phone.goto("/konto/")
    expect(phone.get_by_text("Min telefon")).to_be_visible()
    axe(phone)


def test_a_password_and_then_the_passkey(desktop, settings):
    settings.LIVSKRAFT_SECOND_STEP = True
    user = person(Role.CARE_STAFF)
    give_fingerprint_reader(desktop)
    sign_in(desktop, user)
    add_passkey(desktop)
    sign_out(desktop)
    sign_in(desktop, user)
    expect(desktop.get_by_role("heading", name="Ett steg till")).to_be_visible()
    desktop.get_by_role("button", name="Använd en passnyckel i stället").click()
    desktop.wait_for_url(lambda url: "/logga-in/" not in url)
    desktop.goto("/konto/losenord/")
    expect(desktop.get_by_role("heading", name="Byt lösenord")).to_be_visible()


def test_a_shared_phone_locks_and_gives_back_what_was_typed(phone, axe, monkeypatch):
    user = person()
    give_fingerprint_reader(phone)
    sign_in(phone, user)
    add_passkey(phone)
    sign_out(phone)
    monkeypatch.setattr(shared_phone, "IDLE_SECONDS", 3)
    monkeypatch.setattr(shared_phone, "_STEP", 0)
    phone.get_by_label("delad telefon").check()
    phone.get_by_role("button", name="Logga in med passnyckel").click()
    phone.wait_for_url(lambda url: "/logga-in/" not in url)
    phone.goto("/administration/personer/ny/")
    phone.get_by_label("Namn").fill("Halvskriven Person")
    phone.wait_for_url("**/las-upp/**")
    axe(phone)
    expect(phone.get_by_text("Halvskriven")).to_have_count(0)
    phone.get_by_role("button", name="Lås upp med passnyckel").click()
    phone.wait_for_url("**/administration/personer/ny/")
    expect(phone.get_by_label("Namn")).to_have_value("Halvskriven Person")
    phone.wait_for_url("**/las-upp/**")
    phone.get_by_label("Lösenord").fill(PASSWORD)
    phone.get_by_role("button", name="Lås upp", exact=True).click()
    phone.wait_for_url("**/administration/personer/ny/")
    expect(phone.get_by_label("Namn")).to_have_value("Halvskriven Person")


def test_what_was_sent_to_a_locked_phone_is_not_lost(phone):
    user = person()
    sign_in(phone, user, shared=True)
    phone.goto("/administration/personer/ny/")
    phone.get_by_label("Namn").fill("Skickad För Sent")
    lock_all()
    phone.get_by_role("button", name="Lägg till").click()
    phone.wait_for_url("**/las-upp/**")
    phone.get_by_label("Lösenord").fill(PASSWORD)
    phone.get_by_role("button", name="Lås upp", exact=True).click()
    phone.wait_for_url("**/administration/personer/ny/")
    expect(phone.get_by_label("Namn")).to_have_value("Skickad För Sent")
    phone.get_by_role("button", name="Lägg till").click()
    expect(phone.get_by_role("heading", name="Skickad För Sent")).to_be_visible()
    phone.goto("/administration/personer/ny/")
    expect(phone.get_by_label("Namn")).to_have_value("")


def test_somebody_else_never_sees_what_the_one_before_typed(phone):
    first, second = person(), person()
    sign_in(phone, first, shared=True)
    phone.goto("/administration/personer/ny/")
    phone.get_by_label("Namn").fill("Förra Personens Text")
    lock_all()
    phone.goto("/konto/")
    phone.get_by_role("button", name="Byt person").click()
    phone.wait_for_url("**/logga-in/")
    assert phone.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('utkast:'))") == []
    sign_in(phone, second, shared=True)
    phone.goto("/administration/personer/ny/")
    expect(phone.get_by_label("Namn")).to_have_value("")


def lock_all():
    """What five minutes do."""
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session

    for row in Session.objects.all():
        session = SessionStore(row.session_key)
        shared_phone.lock(session)
        session.save()


def test_where_the_address_is_a_number_no_passkey_is_offered_and_the_page_says_why(phone, axe, live_server):
    user = person()
    number = live_server.url.replace("localhost", "127.0.0.1")
    for address, possible in ((live_server.url, True), (number, False)):
        phone.goto(f"{address}/logga-in/")
        expect(phone.get_by_role("button", name="Logga in med passnyckel")).to_be_visible(visible=possible)
        phone.get_by_label("E-post").fill(user.email)
        phone.get_by_label("Lösenord").fill(PASSWORD)
        phone.get_by_role("button", name="Logga in", exact=True).click()
        phone.wait_for_url(lambda url: not url.endswith("/logga-in/"))
        phone.goto(f"{address}/konto/")
        expect(phone.get_by_role("link", name="Lägg till passnyckel")).to_be_visible(visible=possible)
        expect(phone.get_by_text("Passnycklar går inte att använda")).to_be_visible(visible=not possible)
        axe(phone)
        phone.goto(f"{address}/konto/passnyckel/")
        expect(phone.get_by_role("button", name="Lägg till passnyckeln")).to_be_visible(visible=possible)
        expect(phone.get_by_text("Passnycklar går inte att använda")).to_be_visible(visible=not possible)
        axe(phone)
