"""Is the demo's door there in demo mode only, and does it open with one click as one person?"""

import pytest
from django.test import Client
from django.urls import clear_url_caches, include, path

from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, UserFactory
from livskraft.access.views.demo import demo
from livskraft.config.environment import UnsafeEnvironment, read_environment

# Only what demo mode adds; the other addresses are the installation's own.
urlpatterns = [path("demo/", demo, name="demo"), path("", include("livskraft.config.urls"))]


@pytest.fixture
def in_demo(settings, db):
    settings.LIVSKRAFT_DEMO = True
    settings.LIVSKRAFT_SECOND_STEP = True
    settings.ROOT_URLCONF = __name__
    clear_url_caches()
    yield
    clear_url_caches()


def test_the_people_stand_by_role_with_what_their_day_looks_like(in_demo):
    AssignmentFactory(user__name="Maj Manager", user__demo_day="Går igenom maskinerna före lunch.")
    AssignmentFactory(role=Role.CARE_STAFF, user__name="Inte Påhittad")
    page = Client().get("/demo/").content.decode()
    assert "Verksamhetschef" in page
    assert "Går igenom maskinerna" in page
    assert "Inte Påhittad" not in page
    assert "/demo/" in Client().get("/logga-in/").content.decode()


def test_one_click_signs_in_without_password_or_second_step(in_demo):
    user = AssignmentFactory(role=Role.CARE_STAFF, user__demo_day="Möter besökare.").user
    client = Client()
    assert client.post("/demo/", {"user": user.pk})["Location"] == "/"
    assert client.get("/personal/").status_code == 403, "refused as care staff, not sent to set up a second step"
    assert client.get("/konto/").status_code == 200


def test_a_real_account_cannot_be_entered_through_the_demo(in_demo):
    for user in (UserFactory(), UserFactory(demo_day="x", is_active=False)):
        assert Client().post("/demo/", {"user": user.pk}).status_code == 404
    assert Client().post("/demo/", {"user": "1 OR 1"}).status_code == 404


def test_the_view_itself_is_shut_when_the_mode_is_off(in_demo, settings):
    user = AssignmentFactory(user__demo_day="x").user
    settings.LIVSKRAFT_DEMO = False
    assert Client().get("/demo/").status_code == 404
    assert Client().post("/demo/", {"user": user.pk}).status_code == 404


def test_a_session_from_the_demo_needs_its_second_step_once_the_mode_is_off(in_demo, settings):
    user = AssignmentFactory(role=Role.CARE_STAFF, user__demo_day="x").user
    client = Client()
    client.post("/demo/", {"user": user.pk})
    settings.LIVSKRAFT_DEMO = False
    assert client.get("/personal/")["Location"] == "/konto/"


def test_production_does_not_start_with_the_demo(monkeypatch):
    monkeypatch.setenv("LIVSKRAFT_ENV", "production")
    monkeypatch.setenv("LIVSKRAFT_DEMO", "1")
    with pytest.raises(UnsafeEnvironment, match="demo sign-in"):
        read_environment()
