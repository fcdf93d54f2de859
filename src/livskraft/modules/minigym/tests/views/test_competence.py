"""Do the pages of competence plans show who lacks one, and what a plan says only to who may read it?"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from livskraft.access.actor import system_actor
from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, actor_at
from livskraft.modules.minigym.actions.competence import start_plan
from livskraft.modules.minigym.models import CompetenceGoal, CompetencePlan
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LIST = "/minigym/kompetens/"


@pytest.fixture
def site():
    return SiteFactory(name="Ekbacken")


@pytest.fixture
def by(site, client):
    by = actor_at(site)
    client.force_login(by.user, backend=BACKEND)
    return by


@pytest.fixture
def nurse(site):
    return AssignmentFactory(role=Role.CARE_STAFF, unit=site, user__name="Anna Ek")


@pytest.fixture
def plan(nurse, by):
    return start_plan(assignment=nurse, goals=["Ge stöd i gymmet"], by=by)


def text(answer):
    return " ".join(answer.content.decode().split())


def read_entries():
    return AuditEntry.objects.filter(verb="minigym.competence_plan_read")


def test_a_plan_is_made_goal_by_goal_and_the_list_says_so(client, by, nurse):
    assert "Saknar plan" in text(client.get(LIST))
    day = timezone.localdate() + timedelta(days=100)
    answer = client.post(f"{LIST}ny/{nurse.pk}/", {"goals": "Gymmet\n\nReflektion", "review_on": day})
    plan = CompetencePlan.objects.get()
    assert answer["Location"] == f"{LIST}{plan.pk}/"
    assert [goal.what for goal in plan.goals.all()] == ["Gymmet", "Reflektion"]
    assert client.get(f"{LIST}ny/{nurse.pk}/")["Location"] == f"{LIST}{plan.pk}/"


def test_who_writes_a_plan_while_somebody_else_makes_it_loses_nothing(client, by, nurse, plan):
    typed = {"goals": "Lära ut balans", "review_on": timezone.localdate() + timedelta(days=100)}
    page = text(client.post(f"{LIST}ny/{nurse.pk}/", typed))
    assert "Medarbetaren har redan en plan." in page
    assert "Lära ut balans" in page


@pytest.mark.parametrize(("show", "names"), [("", 3), ("saknas", 2), ("finns", 1), ("folj-upp", 0), ("strunt", 3)])
def test_the_list_is_narrowed(client, by, site, plan, show, names):
    AssignmentFactory(role=Role.PHYSIOTHERAPIST, unit=site, user__name="Bo Lund")
    page = text(client.get(LIST, {"visa": show}))
    assert page.count('class="lk-list__title"') == names


def test_the_list_finds_by_name_and_holds_only_ones_own(client, by, nurse):
    AssignmentFactory(role=Role.CARE_STAFF, unit=SiteFactory(), user__name="Anna Annanstans")
    page = text(client.get(LIST, {"q": "anna"}))
    assert "Anna Ek" in page
    assert "Annanstans" not in page
    assert by.user.name not in page.split("<main")[1]


def test_the_list_never_says_what_a_plan_says(client, by, plan):
    assert "Ge stöd i gymmet" not in text(client.get(LIST))
    assert not read_entries().exists()


@pytest.mark.parametrize("paper", ["", "plan.pdf"])
def test_reading_anothers_plan_is_written_down(client, by, plan, paper):
    assert client.get(f"{LIST}{plan.pk}/{paper}").status_code == 200
    entry = read_entries().get()
    assert (entry.user_id, entry.category) == (by.user.pk, "read")
    assert f"access.user:{plan.employee_id}" in entry.objects_touched


def test_reading_a_goal_to_close_it_is_written_down_too(client, by, plan):
    assert "Ge stöd i gymmet" in text(client.get(f"{LIST}mal/{plan.goals.get().pk}/"))
    assert read_entries().get().user_id == by.user.pk


def test_the_employee_reads_their_own_without_a_trace(client, by, plan):
    client.force_login(plan.employee, backend=BACKEND)
    assert "Ge stöd i gymmet" in text(client.get(f"{LIST}min/"))
    assert client.get(f"{LIST}min/1/plan.pdf")["Content-Type"] == "application/pdf"
    assert client.get(f"{LIST}min/2/plan.pdf")["Location"] == f"{LIST}min/"
    assert not read_entries().exists()
    assert client.get(f"{LIST}{plan.pk}/").status_code == 403


def test_a_colleague_sees_an_empty_page_of_their_own(client, by, site, plan):
    client.force_login(AssignmentFactory(role=Role.CARE_STAFF, unit=site).user, backend=BACKEND)
    page = text(client.get(f"{LIST}min/"))
    assert "Du har ingen kompetensplan än" in page
    assert "gymmet" not in page.split("<main")[1]


def test_another_units_plan_does_not_exist(client, plan):
    client.force_login(actor_at(SiteFactory()).user, backend=BACKEND)
    goal = plan.goals.get()
    for step in (f"{plan.pk}/", f"{plan.pk}/plan.pdf", f"{plan.pk}/uppfoljning/", f"{plan.pk}/mal/", f"mal/{goal.pk}/"):
        assert client.get(LIST + step).status_code == 404
    assert client.post(f"{LIST}mal/{goal.pk}/oppna/").status_code == 404


def test_a_goal_is_closed_followed_up_and_opened_again(client, by, plan):
    today = timezone.localdate()
    goal = plan.goals.get()
    closed = {"reached": "ja", "on": today, "outcome": "Kursen är klar", "version": 1}
    client.post(f"{LIST}mal/{goal.pk}/", closed)
    assert "Kursen är klar" in text(client.get(f"{LIST}{plan.pk}/"))
    client.post(
        f"{LIST}{plan.pk}/uppfoljning/",
        {"on": today, "notes": "Bra samtal", "next_on": today + timedelta(days=50), "version": 1},
    )
    assert "Bra samtal" in text(client.get(f"{LIST}{plan.pk}/"))
    client.post(f"{LIST}mal/{goal.pk}/oppna/")
    assert CompetenceGoal.objects.get().closed_on is None


def test_who_was_second_sees_what_they_typed(client, by, plan):
    goal = plan.goals.get()
    CompetenceGoal.objects.update(version=2)
    typed = {"reached": "ja", "on": timezone.localdate(), "outcome": "Mina ord", "version": 1}
    answer = client.post(f"{LIST}mal/{goal.pk}/", typed)
    assert answer.status_code == 409
    assert "Mina ord" in text(answer)


def test_a_manager_reads_but_does_not_write_their_own_plan(client, by, site):
    own = start_plan(assignment=by.assignment, goals=["Leda"], by=system_actor("test"))
    page = text(client.get(f"{LIST}{own.pk}/"))
    assert "Leda" in page
    assert "Lägg till ett mål" not in page
    refused = client.post(f"{LIST}{own.pk}/mal/", {"what": "Högre lön"})
    assert "Din egen plan" in text(refused)
    assert own.goals.count() == 1


def test_twenty_employees_cost_as_many_queries_as_one(client, by, site, plan):
    client.get(LIST)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        return len(captured)

    few = cost()
    for _ in range(19):
        AssignmentFactory(role=Role.CARE_STAFF, unit=site)
    assert cost() == few
