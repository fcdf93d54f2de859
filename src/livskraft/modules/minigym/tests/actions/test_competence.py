"""Is a competence plan made and followed up as it should, and only by who may?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.modules.minigym.actions.competence import add_goal, close_goal, reopen_goal, review_plan, start_plan
from livskraft.modules.minigym.models import CompetenceGoal, CompetencePlan
from livskraft.organisation.models import Contract
from livskraft.organisation.queries import provider_of
from livskraft.organisation.tests.factories import ContractFactory, SiteFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 3, 9, tzinfo=UTC)
TODAY = date(2026, 3, 3)


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def by(site):
    return actor_at(site, at=AT)


@pytest.fixture
def nurse(site):
    return AssignmentFactory(role=Role.CARE_STAFF, unit=site)


@pytest.fixture
def plan(nurse, by):
    return start_plan(assignment=nurse, goals=["Ge stöd i gymmet"], by=by)


def test_a_plan_belongs_to_the_provider_and_is_to_be_followed_up_in_a_year(nurse, site, by):
    plan = start_plan(assignment=nurse, goals=["  Ge stöd i gymmet ", ""], by=by)
    assert plan.provider == provider_of(site, TODAY)
    assert plan.review_on == date(2027, 3, 3)
    assert [goal.what for goal in plan.goals.all()] == ["Ge stöd i gymmet"]


def test_an_employee_has_one_plan_at_a_provider(nurse, plan, by):
    with pytest.raises(Refused, match="redan en plan"):
        start_plan(assignment=nurse, goals=["Ett till"], by=by)
    assert CompetencePlan.objects.count() == 1


@pytest.mark.parametrize("goals", [[], ["", "  "]])
def test_a_plan_without_goals_is_refused(nurse, by, goals):
    with pytest.raises(Refused) as refused:
        start_plan(assignment=nurse, goals=goals, by=by)
    assert refused.value.field == "goals"


def test_a_plan_is_not_to_be_followed_up_the_day_it_is_made(nurse, by):
    with pytest.raises(Refused) as refused:
        start_plan(assignment=nurse, goals=["Mål"], review_on=TODAY, by=by)
    assert refused.value.field == "review_on"


@pytest.mark.parametrize("role", [Role.SAFETY_COORDINATOR, Role.GROUP_LEADER])
def test_only_a_providers_employee_has_a_plan(site, by, role):
    with pytest.raises(Refused, match="anställd hos en utförare"):
        start_plan(assignment=AssignmentFactory(role=role, unit=site), goals=["Mål"], by=by)


def test_where_nobody_provides_care_there_is_no_plan(nurse, site, by):
    Contract.objects.all().delete()
    with pytest.raises(Refused, match="anställd hos en utförare"):
        start_plan(assignment=nurse, goals=["Mål"], by=by)


def test_nobody_writes_their_own_plan(site):
    manager = actor_at(site, at=AT)
    with pytest.raises(Refused, match="Din egen plan"):
        start_plan(assignment=manager.assignment, goals=["Mål"], by=manager)
    area_manager = actor_at(provider_of(site, TODAY), Role.AREA_MANAGER, AT)
    plan = start_plan(assignment=manager.assignment, goals=["Mål"], by=area_manager)
    with pytest.raises(Refused, match="Din egen plan"):
        add_goal(plan=plan, what="Högre lön", by=manager)


@pytest.mark.parametrize(
    "role", [Role.CARE_STAFF, Role.PHYSIOTHERAPIST, Role.SYSTEM_ADMINISTRATOR, Role.ADMINISTRATION]
)
def test_colleagues_and_administrators_may_not_write_plans(nurse, site, plan, role):
    stranger = actor_at(site, role, AT)
    for write in (
        lambda: start_plan(assignment=nurse, goals=["Mål"], by=stranger),
        lambda: add_goal(plan=plan, what="Mål", by=stranger),
        lambda: review_plan(plan=plan, on=TODAY, by=stranger),
    ):
        with pytest.raises(PermissionDenied):
            write()


def test_a_manager_elsewhere_may_not_write_the_plan(plan):
    elsewhere = actor_at(SiteFactory(), at=AT)
    goal = plan.goals.get()
    for write in (
        lambda: add_goal(plan=plan, what="Mål", by=elsewhere),
        lambda: close_goal(goal=goal, on=TODAY, reached=True, outcome="", by=elsewhere),
        lambda: reopen_goal(goal=goal, by=elsewhere),
        lambda: review_plan(plan=plan, on=TODAY, by=elsewhere),
    ):
        with pytest.raises(PermissionDenied):
            write()


def test_a_goal_is_reached_and_may_be_opened_again(plan, by):
    goal = close_goal(goal=plan.goals.get(), on=TODAY, reached=True, outcome="Gick kursen", by=by)
    assert (goal.closed_on, goal.reached, goal.outcome, goal.closed_by) == (TODAY, True, "Gick kursen", by.user)
    reopen_goal(goal=goal, by=by)
    goal.refresh_from_db()
    assert (goal.closed_on, goal.reached, goal.outcome, goal.closed_by) == (None, None, "", None)


def test_a_goal_is_given_up_only_with_a_reason(plan, by):
    with pytest.raises(Refused) as refused:
        close_goal(goal=plan.goals.get(), on=TODAY, reached=False, outcome=" ", by=by)
    assert refused.value.field == "outcome"


def test_a_goal_is_not_reached_tomorrow(plan, by):
    with pytest.raises(Refused) as refused:
        close_goal(goal=plan.goals.get(), on=TODAY + timedelta(days=1), reached=True, outcome="", by=by)
    assert refused.value.field == "on"


def test_two_who_close_the_same_goal_do_not_overwrite_each_other(plan, by):
    goal = plan.goals.get()
    close_goal(goal=goal, on=TODAY, reached=True, outcome="Klart", version=1, by=by)
    with pytest.raises(Conflict):
        close_goal(goal=goal, on=TODAY, reached=False, outcome="Struket", version=1, by=by)
    assert CompetenceGoal.objects.get().outcome == "Klart"
    with pytest.raises(Refused, match="redan avslutat"):
        close_goal(goal=goal, on=TODAY, reached=False, outcome="Struket", by=by)


def test_a_talk_moves_the_next_one_a_year_ahead(plan, by):
    in_ten_days = replace(by, at=AT + timedelta(days=10))
    review = review_plan(plan=plan, on=in_ten_days.today, notes="Går framåt", by=in_ten_days)
    plan.refresh_from_db()
    assert (review.next_on, plan.review_on) == (date(2027, 3, 13), date(2027, 3, 13))
    assert review.notes == "Går framåt"


@pytest.mark.parametrize(
    ("on", "next_on", "field"),
    [
        (TODAY + timedelta(days=1), None, "on"),
        (TODAY - timedelta(days=1), None, "on"),
        (TODAY, TODAY, "next_on"),
    ],
)
def test_a_talk_has_been_and_the_next_is_to_come(plan, by, on, next_on, field):
    with pytest.raises(Refused) as refused:
        review_plan(plan=plan, on=on, next_on=next_on, by=by)
    assert refused.value.field == field


def test_two_who_follow_up_at_once_meet_a_conflict(plan, by):
    review_plan(plan=plan, on=TODAY, version=1, by=by)
    with pytest.raises(Conflict):
        review_plan(plan=plan, on=TODAY, version=1, by=by)
    assert plan.reviews.count() == 1


def test_another_provider_neither_sees_nor_inherits_the_plan(plan, nurse, site, by):
    Contract.objects.filter(area_part=site.parent).update(ends=TODAY)
    ContractFactory(area_part=site.parent, starts=TODAY)
    assert not CompetencePlan.objects.visible_to(by).exists()
    theirs = start_plan(assignment=nurse, goals=["Mål"], by=by)
    assert list(CompetencePlan.objects.visible_to(by)) == [theirs]


def test_the_audit_names_the_fields_and_never_what_they_say(plan, by):
    add_goal(plan=plan, what="Läkemedel med Asta", by=by)
    entries = AuditEntry.objects.filter(verb__startswith="minigym.competence")
    assert {tuple(entry.field_names) for entry in entries} == {("goals", "review_on"), ("due", "how", "what")}
    assert "Asta" not in str(list(entries.values()))


def test_what_the_plan_says_is_encrypted_in_the_database(plan):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT what FROM minigym_competencegoal")
        assert "gymmet" not in cursor.fetchone()[0]
