"""Does sign-in let the right ones in, and tell everybody else the same thing?"""

import re
from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client

from livskraft.access.actions import deactivate_user, set_password
from livskraft.access.actor import system_actor
from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, UserFactory

PASSWORD = "fyra lugna svanar"
SYSTEM = system_actor("test")
pytestmark = pytest.mark.django_db


def person(role=Role.UNIT_MANAGER, **user):
    assignment = AssignmentFactory(role=role, user=UserFactory(**user))
    set_password(user=assignment.user, password=PASSWORD, by=SYSTEM)
    return assignment.user


def sign_in(login, password=PASSWORD, client=None, **headers):
    client = client or Client()
    return client, client.post("/logga-in/", {"login": login, "password": password}, **headers)


def what_it_says(response):
    """The page without what differs at each request, and without the address that was typed."""
    text = re.sub(r'value="[^"]*"', "", response.content.decode())
    return response.status_code, re.sub(r"autofocus|data-lk-\w+", "", text)


def test_the_right_password_lets_in_and_is_audited():
    user = person()
    client, response = sign_in(user.email.upper())
    assert response.status_code == 302
    assert client.get("/konto/").status_code == 200
    assert AuditEntry.objects.filter(verb="access.signed_in", user_id=user.pk).exists()


def test_the_answer_is_the_same_for_wrong_password_unknown_account_deactivated_and_locked_out():
    known, deactivated, without = person(), person(), UserFactory(email=None)
    deactivate_user(user=deactivated, by=SYSTEM)
    answers = {
        what_it_says(sign_in(known.email, "fel")[1]),
        what_it_says(sign_in("ingen@example.invalid")[1]),
        what_it_says(sign_in(deactivated.email)[1]),
    }
    for _attempt in range(6):
        sign_in(known.email, "fel")
    answers.add(what_it_says(sign_in(known.email)[1]))
    assert len(answers) == 1
    assert without.email is None


def test_guesses_from_ever_new_addresses_lock_the_account_too():
    user = person()
    for number in range(60):
        sign_in(user.email, f"gissning {number}", REMOTE_ADDR=f"192.0.2.{number}")
    _client, response = sign_in(user.email, REMOTE_ADDR="198.51.100.7")
    assert response.status_code == 200, "fifty wrong guesses in a quarter of an hour, wherever they come from"


def test_a_thousand_guesses_open_nothing_and_the_right_password_waits_too(settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login": "5000/m/ip"}
    user = person()
    for number in range(1000):
        _client, response = sign_in(user.email, f"gissning {number}")
        assert response.status_code == 200
    client, _response = sign_in(user.email)
    assert client.get("/konto/").status_code == 302


def test_guesses_from_one_address_do_not_lock_the_person_out_from_another():
    user = person()
    for _attempt in range(8):
        sign_in(user.email, "fel", REMOTE_ADDR="192.0.2.1")
    assert sign_in(user.email, REMOTE_ADDR="192.0.2.1")[1].status_code == 200
    assert sign_in(user.email, REMOTE_ADDR="192.0.2.2")[1].status_code == 302


def test_an_invented_proxy_header_gives_no_fresh_attempts():
    user = person()
    for attempt in range(8):
        sign_in(user.email, "fel", HTTP_X_FORWARDED_FOR=f"198.51.100.{attempt}")
    assert sign_in(user.email, HTTP_X_FORWARDED_FOR="198.51.100.200")[1].status_code == 200


def test_an_unknown_account_costs_a_password_check_too(monkeypatch):
    checked = []
    monkeypatch.setattr(
        "django.contrib.auth.hashers.MD5PasswordHasher.encode",
        lambda self, password, salt: checked.append(password) or "md5$x$y",
    )
    sign_in("ingen@example.invalid")
    assert checked == [PASSWORD]


def test_there_is_no_sign_up_and_no_table_of_addresses():
    for path in ("signup/", "accounts/signup/", "konto/email/", "logga-in/signup/", "registrera/"):
        assert Client().get(f"/{path}").status_code in (302, 404)


def test_the_reset_link_has_the_installations_own_address_and_works_once(settings):
    settings.ALLOWED_HOSTS = ["*"]
    settings.BASE_URL = "https://livskraft.example.invalid"
    user = person()
    Client().post("/glomt-losenord/", {"email": user.email}, HTTP_HOST="evil.example")
    link = re.search(r"https?://\S+", mail.outbox[0].body)[0]
    assert link.startswith("https://livskraft.example.invalid/nytt-losenord/")
    path = link.removeprefix("https://livskraft.example.invalid")
    client = Client()
    form = client.get(path, follow=True)
    new = "sju glada lärkor"
    client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    assert sign_in(user.email, new)[1].status_code == 302
    assert "gäller inte längre" in Client().get(path, follow=True).content.decode()


def test_a_reset_for_an_unknown_address_looks_the_same_and_sends_nothing():
    person()
    known = Client().post("/glomt-losenord/", {"email": person().email})
    sent = len(mail.outbox)
    unknown = Client().post("/glomt-losenord/", {"email": "ingen@example.invalid"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(mail.outbox) == sent


@pytest.mark.parametrize(
    ("role", "stopped"), [(Role.CARE_STAFF, True), (Role.UNIT_MANAGER, True), (Role.COMMITTEE_SECRETARY, False)]
)
def test_who_can_read_persons_sets_up_a_second_step_before_anything_else(settings, role, stopped):
    settings.LIVSKRAFT_SECOND_STEP = True
    client, _response = sign_in(person(role).email)
    response = client.get("/om/tillganglighet/")
    assert response.status_code == 200
    response = client.get("/konto/losenord/")
    assert (response.status_code == 302 and response["Location"] == "/konto/") is stopped
    assert client.get("/konto/").status_code == 200


def test_a_code_from_the_app_is_asked_for_and_lets_in(settings):
    settings.LIVSKRAFT_SECOND_STEP = True
    user = person(Role.CARE_STAFF)
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    assert secret not in str(Authenticator.objects.values_list("data"))
    client, response = sign_in(user.email)
    assert response["Location"] == "/logga-in/steg-tva/"
    assert client.get("/konto/").status_code == 302
    assert "stämmer inte" in client.post("/logga-in/steg-tva/", {"code": "000000"}).content.decode()
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    assert client.post("/logga-in/steg-tva/", {"code": code}).status_code == 302
    assert client.get("/konto/losenord/").status_code == 200


def test_the_last_second_step_of_who_needs_one_stays(settings):
    user = person(Role.CARE_STAFF)
    step = TOTP.activate(user, generate_totp_secret()).instance
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post("/konto/app/ta-bort/")
    assert Authenticator.objects.filter(pk=step.pk).exists()


def test_without_an_assignment_there_is_a_friendly_page(client):
    user = AssignmentFactory(ends=date(2021, 1, 1)).user
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    for address, status in (("/", 200), ("/minigym/", 403)):
        response = client.get(address)
        assert response.status_code == status
        assert "inget uppdrag just nu" in response.content.decode()
    assert client.get("/konto/").status_code == 200


def test_somebody_without_session_comes_to_sign_in_and_then_goes_on(client):
    user = person()
    response = client.get("/konto/losenord/")
    assert response["Location"] == "/logga-in/?next=/konto/losenord/"
    response = client.post(response["Location"], {"login": user.email, "password": PASSWORD})
    assert response["Location"] == "/konto/losenord/"
    response = Client().post("/logga-in/?next=https://evil.example/", {"login": user.email, "password": PASSWORD})
    assert response["Location"] == "/"


def test_there_is_no_demo_outside_demo_mode(client):
    assert client.get("/demo/").status_code == 404
