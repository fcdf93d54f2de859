"""Is a follow-up closed only by what was done, and does the item come back only when somebody says so?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.files.actions import prune, store_picture
from livskraft.files.models import StoredFile
from livskraft.files.tests.factories import picture, upload
from livskraft.kit.errors import Conflict, Refused
from livskraft.modules.minigym.actions.equipment import move_equipment, retire_equipment, take_out_of_use
from livskraft.modules.minigym.actions.follow_ups import close_follow_up, open_follow_up, stop_and_follow_up
from livskraft.modules.minigym.models import FollowUp
from livskraft.modules.minigym.rules import Status, Verdict
from livskraft.modules.minigym.tests.factories import EquipmentFactory, FaultFactory, GymFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 3)


@pytest.fixture
def item():
    return EquipmentFactory(gym=GymFactory())


@pytest.fixture
def by(item):
    return actor_at(item.gym.site, at=AT)


@pytest.fixture
def stopped(item, by):
    take_out_of_use(item=item, reason="Vajern av", by=by)
    return open_follow_up(item=item, severity=Verdict.STOP, what="Byt vajer", by=by)


@pytest.mark.parametrize(("severity", "days"), [(Verdict.STOP, 7), (Verdict.REPAIR, 60)])
def test_it_is_due_by_the_local_rule(item, by, severity, days):
    assert open_follow_up(item=item, severity=severity, what="x", by=by).due == TODAY + timedelta(days=days)


def test_a_note_or_empty_words_open_no_follow_up(item, by):
    for severity, what in ((Verdict.NOTE, "x"), (Verdict.STOP, "  ")):
        with pytest.raises(Refused):
            open_follow_up(item=item, severity=severity, what=what, by=by)


def test_whoever_stops_an_item_leaves_it_to_the_manager_to_see_to_once(item):
    nurse = actor_at(item.gym.site, Role.CARE_STAFF, at=AT)
    stop_and_follow_up(item=item, reason="Vajern av", by=nurse)
    stop_and_follow_up(item=item, reason="Fortfarande av", by=nurse)
    owed = FollowUp.objects.get()
    assert (owed.item, owed.what, owed.severity) == (item, "Vajern av", Verdict.STOP)
    item.refresh_from_db()
    assert item.status == Status.OUT_OF_USE


def test_closing_alone_leaves_the_item_out_of_use(stopped, item, by):
    closed = close_follow_up(follow_up=stopped, done_on=TODAY, outcome="Ny vajer", by=by)
    item.refresh_from_db()
    assert (closed.closed_at, closed.closed_by) == (AT, by.user)
    assert item.status == Status.OUT_OF_USE


def test_the_item_is_back_in_use_when_somebody_says_so(stopped, item, by):
    close_follow_up(follow_up=stopped, done_on=TODAY, outcome="Ny vajer", by=by, back_in_use=True)
    item.refresh_from_db()
    assert item.status == Status.IN_USE


def test_another_open_a_remark_keeps_the_item_stopped_and_nothing_is_closed(stopped, item, by):
    open_follow_up(item=item, severity=Verdict.STOP, what="Också sprickan", by=by)
    with pytest.raises(Refused):
        close_follow_up(follow_up=stopped, done_on=TODAY, outcome="Ny vajer", by=by, back_in_use=True)
    assert FollowUp.objects.open().count() == 2


def test_it_is_closed_once_and_not_from_an_old_page(stopped, by):
    with pytest.raises(Conflict):
        close_follow_up(follow_up=stopped, done_on=TODAY, outcome="a", by=by, version=stopped.version + 1)
    close_follow_up(follow_up=stopped, done_on=TODAY, outcome="a", by=by, version=stopped.version)
    with pytest.raises(Conflict):
        close_follow_up(follow_up=stopped, done_on=TODAY, outcome="b", by=by, version=stopped.version)
    with pytest.raises(Refused):
        close_follow_up(follow_up=stopped, done_on=TODAY, outcome="b", by=by)
    assert FollowUp.objects.get().outcome == "a"


@pytest.mark.parametrize(("days", "allowed"), [(0, True), (1, False)])
def test_nothing_is_done_tomorrow(stopped, by, days, allowed):
    done_on = TODAY + timedelta(days=days)
    if allowed:
        assert close_follow_up(follow_up=stopped, done_on=done_on, outcome="a", by=by).done_on == done_on
    else:
        with pytest.raises(Refused):
            close_follow_up(follow_up=stopped, done_on=done_on, outcome="a", by=by)


def test_care_staff_and_managers_elsewhere_do_not_close(stopped, item):
    for stranger in (actor_at(item.gym.site, Role.CARE_STAFF, at=AT), actor_at(GymFactory().site, at=AT)):
        with pytest.raises(PermissionDenied):
            close_follow_up(follow_up=stopped, done_on=TODAY, outcome="a", by=stranger)


def test_it_moves_with_the_item_and_belongs_to_the_new_place(stopped, item):
    above = actor_at(item.gym.site.parent.parent.parent, Role.AREA_MANAGER, at=AT)
    there = GymFactory()
    move_equipment(item=item, to=there, reason="Mer plats", by=above)
    theirs = actor_at(there.site, at=AT)
    assert list(FollowUp.objects.visible_to(theirs).open()) == [stopped]
    close_follow_up(follow_up=FollowUp.objects.get(), done_on=TODAY, outcome="Lagad", by=theirs)


def test_it_survives_that_the_item_is_retired_and_can_be_closed(stopped, item, by):
    retire_equipment(item=item, reason="Utsliten", by=by)
    assert list(FollowUp.objects.visible_to(by).open()) == [stopped]
    close_follow_up(follow_up=stopped, done_on=TODAY, outcome="Kasserad i stället", by=by)
    assert not FollowUp.objects.open().exists()


def test_the_picture_of_a_fault_is_kept_a_year_after_it_was_seen_to_and_the_fault_for_good(item, by):
    fault = FaultFactory(item=item, photo=store_picture(upload(picture()), at=AT))
    joined = FaultFactory(item=item, same_as=fault, photo=store_picture(upload(picture()), at=AT))
    prune(now=AT + timedelta(days=3000))
    assert StoredFile.objects.count() == 2
    fault.follow_up = open_follow_up(item=item, severity=Verdict.REPAIR, what="Smörj", by=by)
    fault.save()
    close_follow_up(follow_up=fault.follow_up, done_on=TODAY, outcome="Smord", by=by)
    prune(now=AT + timedelta(days=365))
    assert StoredFile.objects.count() == 2
    prune(now=AT + timedelta(days=366))
    assert not StoredFile.objects.exists()
    for each in (fault, joined):
        each.refresh_from_db()
        assert each.photo is None
        assert each.closed_at
