"""Are those with and without a plan counted right, and is the history told in order?"""

from datetime import UTC, date, datetime, timedelta

import pytest

from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, actor_at
from livskraft.modules.minigym.actions.competence import add_goal, close_goal, review_plan, start_plan
from livskraft.modules.minigym.queries.competence import employed_with_plan, history_of
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 3, 9, tzinfo=UTC)
TODAY = date(2026, 3, 3)


def later(by, days):
    return type(by)(at=AT + timedelta(days=days), user=by.user, assignment=by.assignment)


def test_a_person_counts_once_however_many_assignments_they_have():
    site, twin = SiteFactory(), SiteFactory()
    twin.parent.contracts.update(provider=site.parent.contracts.get().provider)
    by = actor_at(site, at=AT)
    both = AssignmentFactory(role=Role.CARE_STAFF, unit=site)
    AssignmentFactory(role=Role.CARE_STAFF, unit=twin, user=both.user)
    AssignmentFactory(role=Role.KEY_PERSON, unit=site, user=both.user)
    start_plan(assignment=both, goals=["Mål"], by=by)
    units = Unit.objects.filter(pk__in=[site.pk, twin.pk])
    assert employed_with_plan(units, TODAY) == (1, 2)


def test_who_has_left_or_is_not_employed_does_not_count():
    site = SiteFactory()
    AssignmentFactory(role=Role.CARE_STAFF, unit=site, ends=TODAY)
    AssignmentFactory(role=Role.CARE_STAFF, unit=site, user__is_active=False)
    AssignmentFactory(role=Role.SAFETY_COORDINATOR, unit=site)
    assert employed_with_plan(Unit.objects.filter(pk=site.pk), TODAY) == (0, 0)


def test_history_is_told_backwards():
    site = SiteFactory()
    by = actor_at(site, at=AT)
    plan = start_plan(assignment=AssignmentFactory(role=Role.CARE_STAFF, unit=site), goals=["Gymmet"], by=by)
    add_goal(plan=plan, what="Reflektion", by=later(by, 1))
    goal = plan.goals.get(added_on=TODAY)
    close_goal(goal=goal, on=TODAY + timedelta(days=2), reached=True, outcome="Klart", by=later(by, 2))
    review_plan(plan=plan, on=TODAY + timedelta(days=3), notes="Bra", by=later(by, 3))
    told = [(event.what, event.text) for event in history_of(plan)]
    assert told == [
        ("Planen följdes upp", "Bra"),
        ("Målet är nått: Gymmet", "Klart"),
        ("Nytt mål: Reflektion", ""),
        ("Planen gjordes", ""),
    ]
