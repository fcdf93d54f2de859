"""Is a self-check shared by those who make it, and does a deviation bring what it must?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.files.content import picture
from livskraft.files.models import StoredFile
from livskraft.files.tests.factories import picture as a_picture
from livskraft.files.tests.factories import upload
from livskraft.kit.errors import Conflict, Refused
from livskraft.modules.minigym.actions.hours import close_gym, reopen_gym
from livskraft.modules.minigym.actions.routines import change_template, end_template, make_template
from livskraft.modules.minigym.actions.self_checks import (
    answer_point,
    assign_deviation,
    close_deviation,
    finish_check,
    start_check,
)
from livskraft.modules.minigym.models import Closure, Deviation, FollowUp, SelfCheck
from livskraft.modules.minigym.queries.self_checks import points_of
from livskraft.modules.minigym.rules import Every, Status, Verdict
from livskraft.modules.minigym.tests.factories import EquipmentFactory, GymFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
TODAY, MONDAY = date(2026, 3, 4), date(2026, 3, 2)


@pytest.fixture
def gym():
    return GymFactory()


@pytest.fixture
def by(gym):
    return actor_at(gym.site, at=AT)


@pytest.fixture
def nurse(gym):
    return actor_at(gym.site, Role.CARE_STAFF, at=AT)


@pytest.fixture
def routine(gym, by):
    make_template(name="Veckokontroll", every=Every.WEEK, points=["Golvet", "Luften"], gym=gym, by=by)
    return gym.routines.select_related("gym__site", "template").get()


@pytest.fixture
def check(routine, by):
    return start_check(routine=routine, by=by)


@pytest.fixture
def floor(check):
    return points_of(check)[0]


def deviate(check, point, by, **kwargs):
    return answer_point(check=check, point=point, ok=False, remark="Vatten på golvet", by=by, **kwargs)


def test_two_who_begin_in_the_same_week_share_the_check(routine, check, nurse):
    assert start_check(routine=routine, by=nurse) == check
    next_week = actor_at(routine.gym.site, at=AT + timedelta(days=7))
    assert start_check(routine=routine, by=next_week) != check


def test_a_check_counts_when_every_point_is_answered_and_it_is_finished(routine, check, by, nurse):
    first, second = points_of(check)
    answer_point(check=check, point=first, ok=True, by=by)
    with pytest.raises(Refused):
        finish_check(check=check, by=by)
    answer_point(check=check, point=second, ok=True, by=nurse)
    routine.refresh_from_db()
    assert routine.done_for < MONDAY
    finish_check(check=check, by=by)
    routine.refresh_from_db()
    assert routine.done_for == MONDAY
    with pytest.raises(Refused):
        answer_point(check=check, point=first, ok=False, remark="x", version=1, by=by)


def test_finishing_last_weeks_check_late_does_not_undo_this_weeks(routine, check, by):
    for point in points_of(check):
        answer_point(check=check, point=point, ok=True, by=by)
    routine.done_for = MONDAY + timedelta(days=7)
    routine.save()
    finish_check(check=check, by=by)
    routine.refresh_from_db()
    assert routine.done_for == MONDAY + timedelta(days=7)


def test_two_who_answer_the_same_point_differently_meet_a_conflict(check, floor, by, nurse):
    answer_point(check=check, point=floor, ok=True, by=by)
    with pytest.raises(Conflict):
        deviate(check, floor, nurse)
    assert check.answers.get().ok
    answer_point(check=check, point=floor, ok=True, by=by)
    assert check.answers.get().version == 1


def test_the_same_words_again_that_now_stop_an_item_or_close_the_gym_are_not_taken_for_the_first(check, floor, gym, by):
    item = EquipmentFactory(gym=gym)
    deviate(check, floor, by, item=item)
    for more in ({"item": item, "stop": True}, {"item": item, "close": True}, {}):
        with pytest.raises(Conflict):
            deviate(check, floor, by, **more)
    assert deviate(check, floor, by, item=item).version == 1
    deviate(check, floor, by, item=item, stop=True, version=1)
    assert deviate(check, floor, by, item=item, stop=True).version == 2


def test_a_deviation_needs_words(check, floor, by):
    with pytest.raises(Refused) as refused:
        answer_point(check=check, point=floor, ok=False, remark=" ", by=by)
    assert refused.value.field == "remark"


def test_a_deviation_is_owed_within_two_weeks_by_whom_it_names(check, floor, by, nurse):
    deviate(check, floor, by, responsible=nurse.user)
    deviation = Deviation.objects.get()
    assert (deviation.due, deviation.responsible) == (TODAY + timedelta(days=14), nurse.user)
    stranger = actor_at(GymFactory().site, at=AT)
    with pytest.raises(Refused) as refused:
        assign_deviation(deviation=deviation, responsible=stranger.user, due=TODAY, version=1, by=by)
    assert refused.value.field == "responsible"
    assign_deviation(deviation=deviation, responsible=None, due=TODAY, version=1, by=by)
    with pytest.raises(Conflict):
        assign_deviation(deviation=deviation, responsible=None, due=TODAY, version=1, by=by)


def test_a_deviation_that_stops_an_item_becomes_that_items_follow_up(check, floor, gym, nurse):
    item = EquipmentFactory(gym=gym)
    deviate(check, floor, nurse, item=item, stop=True)
    item.refresh_from_db()
    follow_up = FollowUp.objects.get()
    deviation = Deviation.objects.get()
    assert (item.status, follow_up.severity) == (Status.OUT_OF_USE, Verdict.STOP)
    assert (deviation.follow_up, deviation.closed_at) == (follow_up, AT)


def test_no_item_is_stopped_without_saying_which_nor_one_that_stands_elsewhere(check, floor, by):
    for item in (None, EquipmentFactory(gym=GymFactory())):
        with pytest.raises(Refused) as refused:
            deviate(check, floor, by, item=item, stop=True)
        assert refused.value.field == "item"
    assert not check.answers.filter(ok=False, deviation__isnull=False).exists()


def test_a_deviation_can_close_the_gym_in_words_that_tell_the_public_nothing_of_it(check, floor, nurse):
    deviate(check, floor, nurse, close=True)
    closure = Closure.objects.get()
    deviation = Deviation.objects.get()
    assert (deviation.closure, closure.ended_at, deviation.due) == (closure, None, TODAY + timedelta(days=3))
    assert "Vatten" not in closure.reason


def test_a_gym_opens_again_only_when_who_may_says_so(check, floor, by, nurse):
    deviate(check, floor, nurse, close=True)
    deviation = Deviation.objects.get()
    with pytest.raises(PermissionDenied):
        close_deviation(deviation=deviation, outcome="Torkat", reopen=True, by=nurse)
    close_deviation(deviation=deviation, outcome="Torkat", by=nurse)
    assert Closure.objects.open().exists()


def test_closing_a_deviation_can_open_the_gym(check, floor, by):
    deviate(check, floor, by, close=True)
    closed = close_deviation(deviation=Deviation.objects.get(), outcome="Torkat", reopen=True, by=by)
    assert (closed.outcome, closed.closed_at) == ("Torkat", AT)
    assert not Closure.objects.open().exists()
    with pytest.raises(Refused):
        close_deviation(deviation=closed, outcome="Igen", by=by)


def test_a_gym_closed_anew_for_something_else_is_not_opened_by_the_deviation_that_closed_it_first(
    check, floor, gym, by
):
    deviate(check, floor, by, close=True)
    reopen_gym(gym=gym, reason="Torkat", by=by)
    close_gym(gym=gym, reason="Strömavbrott", by=by)
    with pytest.raises(Refused):
        close_deviation(deviation=Deviation.objects.get(), outcome="Torkat", reopen=True, by=by)
    assert Closure.objects.open().get().reason == "Strömavbrott"


def test_what_is_left_is_said_in_the_singular_too(check, floor, by):
    answer_point(check=check, point=floor, ok=True, by=by)
    with pytest.raises(Refused, match="1 punkt är inte besvarad än"):
        finish_check(check=check, by=by)


def test_a_photo_that_no_answer_shows_any_more_is_thrown_away(check, floor, by):
    seen = picture(upload(a_picture()))
    deviate(check, floor, by, photo=seen)
    first = check.answers.get().photo_id
    deviate(check, floor, by, photo=seen, version=1)
    assert first != check.answers.get().photo_id
    assert not StoredFile.objects.filter(pk=first).exists()
    answer_point(check=check, point=floor, ok=True, version=2, by=by)
    assert not StoredFile.objects.exists()


def test_an_answer_put_right_takes_its_deviation_back_unless_something_came_of_it(check, floor, by):
    deviate(check, floor, by)
    answer_point(check=check, point=floor, ok=True, version=1, by=by)
    assert not Deviation.objects.exists()
    deviate(check, floor, by, version=2, close=True)
    with pytest.raises(Refused):
        answer_point(check=check, point=floor, ok=True, version=3, by=by)
    assert not check.answers.get().ok


def test_a_dropped_point_or_another_templates_is_not_asked(check, floor, gym, by):
    other = make_template(name="Annan", every=Every.WEEK, points=["x"], gym=gym, by=by).points.get()
    with pytest.raises(Refused):
        answer_point(check=check, point=other, ok=True, by=by)
    change_template(template=check.template, name="V", points=["Luften"], version=1, by=by)
    floor.refresh_from_db()
    with pytest.raises(Refused):
        answer_point(check=check, point=floor, ok=True, by=by)
    assert [point.text for point in points_of(check)] == ["Luften"]


def test_an_ended_check_is_not_begun(routine, by):
    end_template(template=routine.template, by=by)
    routine.template.refresh_from_db()
    with pytest.raises(Refused):
        start_check(routine=routine, by=by)
    assert not SelfCheck.objects.exists()


def test_another_units_people_make_no_check_here(routine, check, floor):
    stranger = actor_at(GymFactory().site, Role.CARE_STAFF, at=AT)
    with pytest.raises(PermissionDenied):
        start_check(routine=routine, by=stranger)
    with pytest.raises(PermissionDenied):
        answer_point(check=check, point=floor, ok=True, by=stranger)
    with pytest.raises(PermissionDenied):
        finish_check(check=check, by=stranger)
