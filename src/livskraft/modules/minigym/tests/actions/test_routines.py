"""Does a template reach the gyms that owe it, and do the checks made keep the points that they answered?"""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.modules.minigym.actions.gyms import open_gym
from livskraft.modules.minigym.actions.routines import change_template, end_template, make_template
from livskraft.modules.minigym.actions.self_checks import answer_point, finish_check, start_check
from livskraft.modules.minigym.models import CheckRoutine, CheckTemplate
from livskraft.modules.minigym.queries.self_checks import points_of
from livskraft.modules.minigym.rules import Every
from livskraft.modules.minigym.tests.factories import GymFactory
from livskraft.organisation.tests.factories import SiteFactory, responsible_body

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)


@pytest.fixture
def department():
    return actor_at(responsible_body(), Role.ADMINISTRATION, at=AT)


def weekly(by, points=("Golvet", "Luften"), **kwargs):
    return make_template(name="Veckokontroll", every=Every.WEEK, points=list(points), by=by, **kwargs)


def texts(template):
    return [point.text for point in template.points.filter(dropped=False).order_by("position")]


def test_every_open_gym_owes_the_municipalitys_check_from_this_week(department):
    gym, closed = GymFactory(), GymFactory(closed=date(2025, 1, 1))
    weekly(department)
    assert gym.routines.get().done_for == date(2026, 2, 23)
    assert not closed.routines.exists()


def test_a_monthly_check_is_owed_from_this_month(department):
    gym = GymFactory()
    make_template(name="Månad", every=Every.MONTH, points=["Luften"], by=department)
    assert gym.routines.get().done_for == date(2026, 2, 1)


def test_a_gym_that_opens_later_takes_up_what_is_in_force_and_no_other_gyms_own(department):
    other = GymFactory()
    weekly(department)
    weekly(actor_at(other.site, at=AT), gym=other)
    end_template(template=make_template(name="Gammal", every=Every.WEEK, points=["x"], by=department), by=department)
    site = SiteFactory()
    gym = open_gym(site=site, name="Nytt", by=actor_at(site, at=AT))
    assert [routine.template.name for routine in gym.routines.all()] == ["Veckokontroll"]
    assert gym.routines.get().template.gym is None


def test_a_gyms_own_check_is_owed_by_that_gym_only(department):
    gym, _other = GymFactory(), GymFactory()
    weekly(actor_at(gym.site, at=AT), gym=gym)
    assert CheckRoutine.objects.get().gym == gym


def test_a_manager_sets_only_the_own_gyms_checks(department):
    gym, other = GymFactory(), GymFactory()
    manager = actor_at(gym.site, at=AT)
    for theirs in (None, other):
        with pytest.raises(PermissionDenied):
            weekly(manager, gym=theirs)
    ours = weekly(department)
    with pytest.raises(PermissionDenied):
        change_template(template=ours, name="x", points=["y"], version=1, by=manager)
    with pytest.raises(PermissionDenied):
        end_template(template=ours, by=manager)


def test_points_keep_their_order_and_say_the_same_only_once(department):
    assert texts(weekly(department, ["Luften", "", " Golvet ", "Luften"])) == ["Luften", "Golvet"]


@pytest.mark.parametrize("points", [[], ["  "], ["x" * 201], [f"punkt {n}" for n in range(41)]])
def test_a_template_has_some_points_but_not_too_many_nor_too_long(department, points):
    with pytest.raises(Refused) as refused:
        weekly(department, points)
    assert refused.value.field == "points"


def test_a_check_made_keeps_its_points_when_the_template_changes(department):
    gym = GymFactory()
    template = weekly(department)
    by = actor_at(gym.site, at=AT)
    check = start_check(routine=gym.routines.get(), by=by)
    for point in points_of(check):
        answer_point(check=check, point=point, ok=True, by=by)
    finished = finish_check(check=check, by=by)
    kept = template.points.get(text="Luften").pk
    change_template(template=template, name="Vecka", points=["Larmet", "Luften"], version=1, by=department)
    assert {point.text for point in points_of(finished)} == {"Luften", "Golvet"}
    assert texts(template) == ["Larmet", "Luften"]
    assert template.points.get(text="Luften").pk == kept


def test_somebody_elses_change_is_not_overwritten(department):
    template = weekly(department)
    change_template(template=template, name="Vecka", points=["Luften"], version=1, by=department)
    with pytest.raises(Conflict):
        change_template(template=template, name="Annat", points=["Golvet"], version=1, by=department)
    assert texts(template) == ["Luften"]


def test_an_ended_template_is_owed_by_nobody_and_cannot_change(department):
    GymFactory()
    template = weekly(department)
    end_template(template=template, by=department)
    assert not CheckRoutine.objects.in_force().exists()
    with pytest.raises(Refused):
        change_template(
            template=template, name="x", points=["y"], version=CheckTemplate.objects.get().version, by=department
        )
