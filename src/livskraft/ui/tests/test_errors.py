"""Does every error say, in Swedish, what to do?"""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from livskraft.ui import errors


@pytest.mark.parametrize(
    ("view", "arguments", "status", "words"),
    [
        (errors.bad_request, [ValueError()], 400, "Gå tillbaka"),
        (errors.forbidden, [PermissionDenied()], 403, "behörighet"),
        (errors.not_found, [Http404()], 404, "Sidan finns inte"),
        (errors.csrf_failure, [], 403, "ladda om sidan"),
        (errors.forbidden, [errors.Shut("Stängt", "Det öppnar på måndag.")], 403, "Det öppnar på måndag."),
        (errors.not_found, [errors.Missing("Borta", "Du tog bort det.")], 404, "Du tog bort det."),
    ],
)
def test_an_error_page_says_what_to_do(view, arguments, status, words):
    response = view(RequestFactory().get("/"), *arguments)
    assert response.status_code == status
    assert words in response.content.decode()


def test_the_server_error_needs_nothing_that_can_be_broken(settings, monkeypatch):
    settings.TEMPLATES = []
    monkeypatch.setattr("django.template.loader.get_template", lambda *_, **__: pytest.fail("used a template"))
    response = errors.server_error(None)  # type: ignore[arg-type]  # not even the request is looked at
    assert response.status_code == 500
    assert "Något gick fel hos oss" in response.content.decode()


def test_a_visitor_whose_page_is_missing_is_led_to_the_places(settings):
    settings.ROOT_URLCONF = "livskraft.config.urls"
    assert 'href="/hitta/"' in errors.not_found(RequestFactory().get("/"), Http404()).content.decode()
    assert 'href="/hitta/"' not in errors.forbidden(RequestFactory().get("/"), PermissionDenied()).content.decode()


def test_what_is_shut_in_words_leads_on():
    shut = errors.Shut("Stängt", "Det går att öppna.", [("Öppna <det>", "/oppna/")])
    text = errors.forbidden(RequestFactory().get("/"), shut).content.decode()
    assert 'href="/oppna/"' in text
    assert "Öppna &lt;det&gt;" in text


@pytest.mark.django_db
def test_a_missing_page_asks_the_database_nothing():
    with CaptureQueriesContext(connection) as queries:
        errors.not_found(RequestFactory().get("/"), Http404())
    assert len(queries) == 0
