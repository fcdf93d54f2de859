"""Is every request weighed anew, and does nobody else's page or form get through?"""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from livskraft.access.models import User
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def client_of(user, **more):
    client = Client(**more)
    client.force_login(user, backend=BACKEND)
    return client


def test_an_assignment_that_ends_in_the_middle_of_a_session_shuts_the_next_page():
    assignment = AssignmentFactory(unit=SiteFactory())
    client = client_of(assignment.user)
    assert client.get("/personal/").status_code == 200
    assignment.ends = timezone.localdate()
    assignment.save()
    assert client.get("/personal/").status_code == 403


def test_an_assignment_that_begins_tomorrow_opens_nothing_today():
    starts = timezone.localdate() + timedelta(days=1)
    assert client_of(AssignmentFactory(starts=starts).user).get("/personal/").status_code == 403


def test_rights_come_from_the_active_assignment_only():
    manager = AssignmentFactory(unit=SiteFactory())
    other = AssignmentFactory(user=manager.user, unit=SiteFactory(), role=Role.KEY_PERSON)
    client = client_of(manager.user)
    assert client.get("/personal/").status_code == 200
    client.post("/uppdrag/byt/", {"assignment": other.pk})
    assert client.get("/personal/").status_code == 403


def test_a_form_from_another_site_is_refused():
    user = AssignmentFactory(role=Role.SYSTEM_ADMINISTRATOR).user
    client = client_of(user, enforce_csrf_checks=True)
    for path in (
        "/administration/personer/ny/",
        "/uppdrag/byt/",
        "/logga-ut/",
        f"/administration/personer/{user.pk}/lank/",
    ):
        assert client.post(path, {"name": "Inkastad"}).status_code == 403, path
    assert not User.objects.filter(name="Inkastad").exists()
    assert client.get("/konto/").status_code == 200


@pytest.mark.parametrize("path", ["stang-av", "aktivera", "lank"])
def test_a_link_changes_nothing(path):
    user = AssignmentFactory(role=Role.SYSTEM_ADMINISTRATOR).user
    assert client_of(user).get(f"/administration/personer/{user.pk}/{path}/").status_code == 405


def test_no_page_can_be_framed_or_run_foreign_scripts():
    response = Client().get("/logga-in/")
    policy = response["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Frame-Options"] == "DENY"


def test_an_invented_host_is_refused():
    assert Client(raise_request_exception=False).get("/logga-in/", HTTP_HOST="evil.example").status_code == 400
