"""Can an item be added, edited, moved, retired, stopped and passed on, and only by those who may?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.partial_date import PartialDate
from livskraft.modules.minigym.actions import equipment as actions
from livskraft.modules.minigym.models import Equipment, FollowUp, Gym
from livskraft.modules.minigym.rules import RegimeKey, Status, Verdict
from livskraft.modules.minigym.tests.factories import EquipmentFactory, EquipmentKindFactory, GymFactory, regime

pytestmark = pytest.mark.django_db


def wall_bars():
    return EquipmentKindFactory(name="Ribbstol", is_fixture=True)


def acts(item, by):
    """Every action on an item that only those who may edit can do."""
    return [
        lambda: actions.edit_equipment(item=item, changes={"make": "X"}, version=item.version, by=by),
        lambda: actions.move_equipment(item=item, to=GymFactory(site=item.gym.site), reason="Plats", by=by),
        lambda: actions.retire_equipment(item=item, reason="Utsliten", by=by),
        lambda: actions.return_to_use(item=item, reason="Lagad", by=by),
        lambda: actions.change_regime(item=item, to=regime(RegimeKey.PROVIDER), reason="Fel", by=by),
        lambda: actions.add_equipment(gym=item.gym, kind=item.kind, regime=item.regime, by=by),
    ]


@pytest.mark.parametrize("number", range(6))
def test_care_staff_and_other_units_managers_may_change_nothing(number):
    item = EquipmentFactory()
    for by in (actor_at(item.gym.site, Role.CARE_STAFF), actor_at(GymFactory().site)):
        with pytest.raises(PermissionDenied):
            acts(item, by)[number]()
    item.refresh_from_db()
    assert (item.version, item.status) == (1, Status.IN_USE)


def test_an_added_item_stands_in_the_list_and_makes_its_confirmation_old():
    gym = GymFactory()
    by = actor_at(gym.site)
    item = actions.add_equipment(
        gym=gym, kind=EquipmentKindFactory(), regime=regime(), number="MG-2", acquired=PartialDate(2019), by=by
    )
    assert list(gym.items.kept()) == [item]
    assert item.acquired == PartialDate(2019)
    gym.refresh_from_db()
    assert gym.list_changed_at == by.at
    assert AuditEntry.objects.get(verb="minigym.equipment_added").user_id == by.user.pk


@pytest.mark.parametrize("key", [RegimeKey.MUNICIPAL, RegimeKey.PROVIDER])
def test_wall_bars_cannot_follow_anybody_but_the_property_owner(key):
    gym = GymFactory()
    with pytest.raises(Refused, match="fastighetsägaren"):
        actions.add_equipment(gym=gym, kind=wall_bars(), regime=regime(key), by=actor_at(gym.site))
    item = EquipmentFactory(gym=gym, kind=wall_bars(), regime=regime(RegimeKey.PROPERTY))
    with pytest.raises(Refused, match="fastighetsägaren"):
        actions.change_regime(item=item, to=regime(key), reason="Vi köpte den", by=actor_at(gym.site))


def test_a_municipal_machine_cannot_become_wall_bars_by_editing():
    item = EquipmentFactory()
    with pytest.raises(Refused, match="fast inredning"):
        actions.edit_equipment(item=item, changes={"kind": wall_bars()}, version=1, by=actor_at(item.gym.site))


def test_the_second_editor_meets_a_conflict_and_the_first_ones_words_stay():
    item = EquipmentFactory()
    by = actor_at(item.gym.site)
    actions.edit_equipment(item=item, changes={"make": "Först"}, version=1, by=by)
    with pytest.raises(Conflict):
        actions.edit_equipment(item=item, changes={"make": "Sedan"}, version=1, by=by)
    assert Equipment.objects.get(pk=item.pk).make == "Först"


def test_only_what_a_person_may_fill_in_can_be_edited():
    item = EquipmentFactory()
    with pytest.raises(TypeError):
        actions.edit_equipment(item=item, changes={"status": Status.RETIRED}, version=1, by=actor_at(item.gym.site))


def test_a_moved_item_keeps_its_token_and_history_and_both_lists_are_changed():
    item = EquipmentFactory(inspected=PartialDate(2025))
    other = GymFactory(site=item.gym.site)
    by = actor_at(item.gym.site)
    before, token = item.gym, item.token
    actions.move_equipment(item=item, to=other, reason="Mer plats", by=by)
    moved = Equipment.objects.get(pk=item.pk)
    assert (moved.gym, moved.token, moved.inspected) == (other, token, PartialDate(2025))
    assert moved.moves.get().before == before
    assert set(Gym.objects.filter(list_changed_at=by.at)) == {before, other}


def test_an_item_can_be_moved_only_to_where_one_may_edit():
    item = EquipmentFactory()
    with pytest.raises(PermissionDenied):
        actions.move_equipment(item=item, to=GymFactory(), reason="Plats", by=actor_at(item.gym.site))


def test_an_item_cannot_be_moved_to_a_closed_gym():
    item = EquipmentFactory()
    closed = GymFactory(site=item.gym.site, closed=date(2025, 1, 1))
    with pytest.raises(Refused, match="stängt"):
        actions.move_equipment(item=item, to=closed, reason="Plats", by=actor_at(item.gym.site))


@pytest.mark.parametrize("reason", ["", "   ", "\x00"])
def test_every_change_of_fate_needs_a_reason(reason):
    item = EquipmentFactory()
    by = actor_at(item.gym.site)
    for act in (actions.retire_equipment, actions.take_out_of_use):
        with pytest.raises(Refused, match="skäl"):
            act(item=item, reason=reason, by=by)


def test_a_retired_item_leaves_the_list_and_can_be_taken_back():
    item = EquipmentFactory()
    by = actor_at(item.gym.site)
    actions.retire_equipment(item=item, reason="Utsliten", by=by)
    assert not item.gym.items.kept().exists()
    with pytest.raises(Refused, match="kasserad"):
        actions.take_out_of_use(item=item, reason="Trasig", by=by)
    actions.restore_equipment(item=item, by=by)
    assert Equipment.objects.get(pk=item.pk).status == Status.IN_USE


def test_an_item_that_was_stopped_when_it_was_retired_comes_back_stopped():
    item = EquipmentFactory()
    by = actor_at(item.gym.site)
    actions.take_out_of_use(item=item, reason="Trasig", by=by)
    actions.retire_equipment(item=item, reason="Utsliten", by=by)
    actions.restore_equipment(item=item, by=by)
    assert Equipment.objects.get(pk=item.pk).status == Status.OUT_OF_USE


def test_care_staff_can_stop_a_machine_but_not_return_it():
    item = EquipmentFactory()
    by = actor_at(item.gym.site, Role.CARE_STAFF)
    actions.take_out_of_use(item=item, reason="Lös pedal", by=by)
    assert item.status == Status.OUT_OF_USE
    with pytest.raises(PermissionDenied):
        actions.return_to_use(item=item, reason="Lagad", by=by)


def test_stopping_twice_keeps_the_first_stop():
    item = EquipmentFactory()
    by = actor_at(item.gym.site)
    first = actions.take_out_of_use(item=item, reason="Lös pedal", by=by)
    assert actions.take_out_of_use(item=item, reason="Trasig sadel", by=by) == first
    assert item.stops.get().reason == "Lös pedal"


def test_a_returned_item_keeps_both_ends_of_its_stop():
    item = EquipmentFactory()
    by = actor_at(item.gym.site)
    actions.take_out_of_use(item=item, reason="Lös pedal", by=by)
    actions.return_to_use(item=item, reason="Ny pedal", by=by)
    stop = item.stops.get()
    assert (stop.reason, stop.ended_reason, stop.ended_by) == ("Lös pedal", "Ny pedal", by.user)
    with pytest.raises(Refused, match="redan i bruk"):
        actions.return_to_use(item=item, reason="Igen", by=by)


def test_an_open_stop_use_remark_keeps_the_item_out_of_use():
    item = EquipmentFactory()
    by = actor_at(item.gym.site)
    actions.take_out_of_use(item=item, reason="Anmärkning A", by=by)
    FollowUp.objects.create(item=item, severity=Verdict.STOP, what="Byt kedja", due=date(2026, 12, 1), opened_at=by.at)
    with pytest.raises(Refused, match="Avsluta uppföljningen"):
        actions.return_to_use(item=item, reason="Lagad", by=by)


def test_a_changed_regime_keeps_the_old_one_in_the_history():
    item = EquipmentFactory()
    by = actor_at(item.gym.site)
    actions.change_regime(item=item, to=regime(RegimeKey.PROVIDER), reason="Kvittot visar det", by=by)
    change = item.regime_changes.get()
    assert (change.before.key, change.after.key) == (RegimeKey.MUNICIPAL, RegimeKey.PROVIDER)
    with pytest.raises(Refused, match="redan"):
        actions.change_regime(item=item, to=regime(RegimeKey.PROVIDER), reason="Igen", by=by)


def test_an_act_of_long_ago_does_not_make_a_later_confirmation_old():
    gym = GymFactory(list_changed_at=datetime(2026, 1, 1, tzinfo=UTC))
    actions.touch_list(gym, actor_at(gym.site, at=datetime(2025, 1, 1, tzinfo=UTC) + timedelta(days=1)))
    gym.refresh_from_db()
    assert gym.list_changed_at == datetime(2026, 1, 1, tzinfo=UTC)
