"""Is a public page answered as it was made, and made anew as soon as anything is written or the minute is over?"""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.db.models import Max
from django.test.utils import CaptureQueriesContext

from livskraft.access import audit
from livskraft.access.actor import system_actor
from livskraft.access.models import AuditEntry
from livskraft.access.tests.factories import AssignmentFactory
from livskraft.modules.activities.actions.occasions import cancel_occasion
from livskraft.modules.activities.tests.factories import activity_at, occasion_of
from livskraft.organisation.models import Unit
from livskraft.overview.tests.factories import open_site

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def only_our_writes(monkeypatch):
    """PostgreSQL's mark moves with every write in the cluster, also by the tests that run beside these."""
    monkeypatch.setattr(audit, "watermark", lambda: str(AuditEntry.objects.aggregate(last=Max("pk"))["last"]))


@pytest.fixture(autouse=True)
def keeping(settings):
    settings.CACHES = settings.CACHES | {
        "fragments": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "kept-pages"}
    }
    from django.core.cache import caches

    caches["fragments"].clear()


@pytest.fixture
def site():
    with time_machine.travel(datetime(2026, 11, 23, 9, 0, 5, tzinfo=UTC), tick=False):
        yield open_site()


def rename_behind_the_audit(site, name):
    Unit.objects.filter(pk=site.pk).update(name=name)


def shows(client, site, name, query=""):
    return name in client.get(f"/hitta/{site.pk}/{query}").content.decode()


def test_a_page_is_read_once_and_costs_one_query_after_that(client, site):
    assert shows(client, site, "Lunden")
    with CaptureQueriesContext(connection) as captured:
        assert shows(client, site, "Lunden")
    assert len(captured) <= 1


# Committed for good, since PostgreSQL's mark moves with that; there any write moves it, on SQLite an audited one.
@pytest.mark.django_db(transaction=True)
def test_it_is_made_anew_as_soon_as_an_action_has_written(client, site):
    assert shows(client, site, "Lunden")
    rename_behind_the_audit(site, "Nytt namn")
    audit.wrote(system_actor("prov"), "prov.skrev", [site])
    assert shows(client, site, "Nytt namn")


@pytest.mark.django_db(transaction=True)
def test_what_is_planned_and_cancelled_shows_at_once(client, site):
    assert not shows(client, site, "Körsång")
    occasion = occasion_of(activity_at(site, title="Körsång"))
    assert shows(client, site, "Körsång")
    cancel_occasion(occasion=occasion, reason="Ledaren är sjuk", by=system_actor("prov"))
    assert shows(client, site, "Ledaren är sjuk")


def test_it_is_made_anew_each_minute(client, site):
    assert shows(client, site, "Lunden")
    rename_behind_the_audit(site, "Nytt namn")
    with time_machine.travel(datetime(2026, 11, 23, 9, 1, 5, tzinfo=UTC), tick=False):
        assert shows(client, site, "Nytt namn")


def test_who_is_signed_in_neither_gets_nor_leaves_a_kept_page(client, site):
    client.force_login(AssignmentFactory(unit=site).user, backend=BACKEND)
    assert shows(client, site, "Ändra det som står här")
    client.logout()
    assert not shows(client, site, "Ändra det som står här")


def test_a_search_is_never_kept(client, site):
    assert "Lunden" in client.get("/hitta/?q=lun").content.decode()
    rename_behind_the_audit(site, "Nytt namn")
    assert "Ingen plats stämmer" in client.get("/hitta/?q=lun").content.decode()


def test_each_language_and_each_address_has_its_own(client, site):
    assert '<html lang="sv"' in client.get(f"/hitta/{site.pk}/").content.decode()
    assert '<html lang="ar"' in client.get(f"/hitta/{site.pk}/?sprak=ar").content.decode()
    assert '<html lang="sv"' in client.get(f"/hitta/{site.pk}/").content.decode()
    block = client.get(f"/inbaddat/{site.pk}/")
    assert block.content != client.get(f"/hitta/{site.pk}/").content


def test_a_kept_block_keeps_its_own_policy(client, site):
    first, second = (client.get(f"/inbaddat/{site.pk}/") for _ in range(2))
    assert "form-action 'none'" in second.headers["Content-Security-Policy"]
    assert first.headers["Content-Security-Policy"] == second.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in second.headers


def test_a_place_that_is_not_there_leaves_nothing(client, site):
    from django.core.cache import caches

    assert client.get("/hitta/999999/").status_code == 404
    assert not caches["fragments"]._cache
