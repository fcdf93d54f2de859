"""Does a fault reach those who see to it, once, and come to what somebody said that it came to?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.actor import Actor
from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.files.content import picture
from livskraft.files.tests.factories import picture as a_picture
from livskraft.files.tests.factories import upload
from livskraft.kit.errors import Conflict, Refused
from livskraft.modules.minigym.actions.equipment import move_equipment, retire_equipment
from livskraft.modules.minigym.actions.faults import (
    ask_owner,
    close_fault,
    join_faults,
    plan_repair,
    report_fault,
    separate_fault,
    stop_for_fault,
)
from livskraft.modules.minigym.actions.follow_ups import close_follow_up
from livskraft.modules.minigym.models import Equipment, Fault, FollowUp
from livskraft.modules.minigym.rules import (
    MOST_FAULTS_PER_GYM,
    MOST_FAULTS_PER_ITEM,
    Outcome,
    RegimeKey,
    Status,
    Symptom,
    Verdict,
    follow_up_due,
)
from livskraft.modules.minigym.tests.factories import EquipmentFactory, FaultFactory, GymFactory, regime

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 3, 9, tzinfo=UTC)
VISITOR = Actor(at=AT, visitor="qr")


@pytest.fixture
def item():
    return EquipmentFactory()


@pytest.fixture
def by(item):
    return actor_at(item.gym.site, at=AT)


@pytest.fixture
def fault(item):
    return FaultFactory(item=item)


def report(item, by=VISITOR, symptom=Symptom.BROKEN, words="", **more):
    return report_fault(gym=item.gym, item=item, symptom=symptom, words=words, by=by, **more)


def test_anybody_may_report_and_nothing_says_who(item):
    fault = report(item, words="Vajern är av")
    assert (fault.gym, fault.item, fault.told) == (item.gym, item, "Något är trasigt eller löst. Vajern är av")
    assert fault.reported_by is None
    entry = AuditEntry.objects.get(verb="minigym.fault_reported")
    assert entry.who == "visitor:qr"
    assert entry.field_names == ["photo", "symptom", "words"]


def test_staff_who_report_are_named(item, by):
    assert report(item, by).reported_by == by.user


@pytest.mark.parametrize(("symptom", "days"), [(Symptom.DANGEROUS, 0), (Symptom.NOISE, 3)])
def test_how_soon_somebody_must_look_follows_the_danger(item, symptom, days):
    assert report(item, symptom=symptom).due == date(2026, 3, 3) + timedelta(days=days)


def test_a_gym_and_a_machine_have_faults_of_their_own(item):
    with pytest.raises(Refused):
        report(item, symptom=Symptom.ACCESS)
    with pytest.raises(Refused):
        report_fault(gym=item.gym, item=None, symptom=Symptom.STUCK, words="", by=VISITOR)
    assert report_fault(gym=item.gym, item=None, symptom=Symptom.ACCESS, words="", by=VISITOR).item is None


def test_something_else_must_be_said_in_words(item):
    for words in ("", " \u202e\x00 "):
        with pytest.raises(Refused) as refused:
            report(item, symptom=Symptom.OTHER, words=words)
        assert refused.value.field == "words"


def test_words_are_plain_and_cannot_turn_the_line_they_stand_on(item):
    said = report(item, words="\u202egnp.exe\u2066 \x00<b>سرج</b>\r\n" + "x" * 2000).words
    assert said.startswith("gnp.exe <b>سرج</b>\nxxx")
    assert len(said) == 1000


def test_the_photo_keeps_nothing_of_who_took_it_or_where(item):
    taken = picture(upload(a_picture(), "Anna Svensson hemma.jpg"))
    assert report(item, photo=taken).photo.original_name == "foto.jpg"


def test_sending_twice_reports_once(item):
    assert report(item, token="a" * 22) == report(item, token="a" * 22)
    assert Fault.objects.count() == 1


def test_a_flood_is_stopped_for_that_machine_alone_and_for_an_hour(item):
    for _number in range(MOST_FAULTS_PER_ITEM):
        report(item)
    with pytest.raises(Refused):
        report(item)
    report(EquipmentFactory(gym=item.gym))
    report(item, Actor(at=AT + timedelta(minutes=61), visitor="qr"))
    for _number in range(MOST_FAULTS_PER_GYM):
        report_fault(gym=item.gym, item=None, symptom=Symptom.AIR, words="", by=VISITOR)
    with pytest.raises(Refused):
        report_fault(gym=item.gym, item=None, symptom=Symptom.AIR, words="", by=VISITOR)


def test_a_machine_retired_meanwhile_takes_no_report(item, by):
    retire_equipment(item=Equipment.objects.get(pk=item.pk), reason="Utsliten", by=by)
    with pytest.raises(Refused):
        report(item)
    assert not Fault.objects.exists()


def test_stopping_takes_the_machine_out_of_use_and_owes_a_follow_up(item, fault, by):
    stopped = stop_for_fault(fault=fault, by=actor_at(item.gym.site, Role.CARE_STAFF, at=AT), version=1)
    item.refresh_from_db()
    assert item.status == Status.OUT_OF_USE
    assert stopped.follow_up.severity == Verdict.STOP
    assert stopped.follow_up.what == item.stops.get().reason == stopped.get_symptom_display()


@pytest.mark.parametrize("act", [stop_for_fault, plan_repair, ask_owner])
def test_a_strangers_own_words_stay_with_the_fault(item, fault, by, act):
    """More roles read follow-ups, stops and protocols than those who may see faults."""
    followed = act(fault=fault, by=by).follow_up
    assert followed.what == fault.get_symptom_display()
    assert fault.words
    assert fault.words not in followed.what
    assert not item.stops.filter(reason__contains=fault.words).exists()


def test_what_was_to_be_mended_in_time_becomes_urgent_when_it_stops_the_machine(fault, by):
    planned = plan_repair(fault=fault, by=by)
    assert planned.follow_up.severity == Verdict.REPAIR
    stop_for_fault(fault=planned, by=by)
    owed = FollowUp.objects.get()
    assert (owed.severity, owed.due) == (Verdict.STOP, follow_up_due(Verdict.STOP, AT.date()))


def test_a_second_fault_of_a_stopped_machine_shares_its_follow_up(item, fault, by):
    stop_for_fault(fault=fault, by=by)
    second = stop_for_fault(fault=FaultFactory(item=item), by=by)
    assert second.follow_up == Fault.objects.get(pk=fault.pk).follow_up
    close_follow_up(follow_up=second.follow_up, done_on=by.today, outcome="Ny sadel", back_in_use=True, by=by)
    assert set(Fault.objects.values_list("outcome", "answer")) == {(Outcome.FIXED, "Ny sadel")}
    item.refresh_from_db()
    assert item.status == Status.IN_USE


def test_closing_says_what_it_came_to_and_takes_the_machine_back(item, fault, by):
    stopped = stop_for_fault(fault=fault, by=by)
    closed = close_fault(
        fault=stopped, outcome=Outcome.NO_FAULT, answer="Bara ljud", back_in_use=True, version=stopped.version, by=by
    )
    assert (closed.outcome, closed.answer, closed.closed_at, closed.closed_by) == ("no_fault", "Bara ljud", AT, by.user)
    assert closed.follow_up.closed_at == AT
    assert Equipment.objects.get().status == Status.IN_USE
    assert not item.stops.filter(ended_at__isnull=True).exists()


def test_a_retired_machine_is_told_as_taken_away_when_what_was_left_to_do_is_closed(item, fault, by):
    stopped = stop_for_fault(fault=fault, by=by)
    retire_equipment(item=Equipment.objects.get(pk=item.pk), reason="Utsliten", by=by)
    close_follow_up(follow_up=stopped.follow_up, done_on=by.today, outcome="Bortforslad", by=by)
    assert Fault.objects.get().outcome == Outcome.REMOVED


def test_closing_alone_leaves_the_machine_out_of_use(fault, by):
    close_fault(fault=stop_for_fault(fault=fault, by=by), outcome=Outcome.FIXED, answer="Ny vajer", by=by)
    assert Equipment.objects.get().status == Status.OUT_OF_USE


def test_a_fault_nobody_followed_up_can_take_a_stopped_machine_back(item, fault, by):
    Equipment.objects.update(status=Status.OUT_OF_USE)
    close_fault(fault=fault, outcome=Outcome.FIXED, answer="Dragen", back_in_use=True, by=by)
    assert Equipment.objects.get().status == Status.IN_USE


def test_closing_needs_words(fault, by):
    with pytest.raises(Refused) as refused:
        close_fault(fault=fault, outcome=Outcome.FIXED, answer=" ", by=by)
    assert refused.value.field == "answer"


def test_the_second_to_close_it_is_told_and_changes_nothing(fault, by):
    close_fault(fault=fault, outcome=Outcome.FIXED, answer="Dragen", version=1, by=by)
    with pytest.raises(Conflict):
        close_fault(fault=fault, outcome=Outcome.NO_FAULT, answer="Hittade inget", version=1, by=by)
    with pytest.raises(Refused):
        close_fault(fault=fault, outcome=Outcome.NO_FAULT, answer="Hittade inget", by=by)
    assert Fault.objects.get().answer == "Dragen"


def test_two_reports_become_one_led_by_the_first_and_come_to_the_same(item, by):
    first = FaultFactory(item=item, reported_at=AT - timedelta(days=1), due=date(2026, 3, 9))
    second = FaultFactory(item=item, reported_at=AT, due=date(2026, 3, 4))
    third = FaultFactory(item=item, reported_at=AT)
    assert join_faults(fault=third, other=second, by=by) == second
    assert join_faults(fault=second, other=first, by=by) == first
    assert set(Fault.objects.filter(same_as=first)) == {second, third}
    first.refresh_from_db()
    assert first.due == date(2026, 3, 4)
    close_fault(fault=first, outcome=Outcome.FIXED, answer="Klart", by=by)
    assert list(Fault.objects.values_list("outcome", flat=True)) == [Outcome.FIXED] * 3


def test_that_the_owner_was_asked_is_not_forgotten_when_an_earlier_report_leads(item, by):
    first = FaultFactory(item=None, gym=item.gym, symptom=Symptom.AIR, reported_at=AT - timedelta(days=1))
    second = FaultFactory(item=None, gym=item.gym, symptom=Symptom.AIR, reported_at=AT)
    asked = ask_owner(fault=second, by=by)
    lead = join_faults(fault=asked, other=first, by=by)
    lead.refresh_from_db()
    assert (lead.pk, lead.owner_asked_at, lead.due) == (first.pk, AT, asked.due)


def test_what_is_followed_up_leads(item, by):
    first = FaultFactory(item=item, reported_at=AT - timedelta(days=1))
    second = plan_repair(fault=FaultFactory(item=item, reported_at=AT), by=by)
    assert join_faults(fault=first, other=second, by=by) == second


def held_first(asked, of):
    """The number of the first question that reads a row of `of` by its key, as one does who holds it."""
    row = f'FROM "{of._meta.db_table}" WHERE "{of._meta.db_table}"."id" = {of.pk} '
    return next(number for number, query in enumerate(asked) if row in query["sql"] + " ")


def test_two_who_close_or_join_at_once_hold_the_rows_in_the_same_order_and_never_wait_on_each_other(
    item, by, django_assert_max_num_queries
):
    first, second = FaultFactory(item=item), FaultFactory(item=item)
    for fault, other in ((first, second), (second, first)):
        with django_assert_max_num_queries(50) as asked:
            join_faults(fault=fault, other=other, by=by)
        assert held_first(asked, first) < held_first(asked, second)
        separate_fault(fault=second, by=by)
    planned = plan_repair(fault=first, by=by)
    with django_assert_max_num_queries(50) as asked:
        close_fault(fault=planned, outcome=Outcome.FIXED, answer="Klart", by=by)
    assert held_first(asked, planned.follow_up) < held_first(asked, planned)


def test_only_reports_of_the_same_thing_are_joined(item, by):
    fault = FaultFactory(item=item)
    for other in (FaultFactory(item=EquipmentFactory(gym=item.gym)), FaultFactory(item=None, gym=item.gym), fault):
        with pytest.raises(Refused):
            join_faults(fault=fault, other=other, by=by)
    done = close_fault(fault=FaultFactory(item=item), outcome=Outcome.FIXED, answer="Klart", by=by)
    with pytest.raises(Refused):
        join_faults(fault=fault, other=done, by=by)


def test_what_was_joined_by_mistake_stands_for_itself_again(item, by):
    first = FaultFactory(item=item, reported_at=AT - timedelta(days=1))
    second = FaultFactory(item=item, reported_at=AT)
    join_faults(fault=second, other=first, by=by)
    with pytest.raises(Refused):
        stop_for_fault(fault=Fault.objects.get(pk=second.pk), by=by)
    assert separate_fault(fault=second, by=by).same_as is None
    with pytest.raises(Refused):
        separate_fault(fault=second, by=by)


def test_when_the_owner_of_the_house_was_asked_the_fault_waits_and_a_fixture_is_followed_up(by, item):
    of_house = FaultFactory(item=None, gym=item.gym, symptom=Symptom.AIR)
    asked = ask_owner(fault=of_house, by=by)
    assert (asked.owner_asked_at, asked.due, asked.follow_up) == (AT, date(2026, 3, 17), None)
    bars = FaultFactory(item=EquipmentFactory(gym=item.gym, regime=regime(RegimeKey.PROPERTY)))
    assert ask_owner(fault=bars, by=by).follow_up.severity == Verdict.REPAIR


def test_a_fault_moves_with_its_machine(item, fault, by):
    to = GymFactory(site=item.gym.site)
    move_equipment(item=item, to=to, reason="Mer plats", by=by)
    assert Fault.objects.get().gym == to


@pytest.mark.parametrize("role", [Role.CARE_STAFF, Role.PHYSIOTHERAPIST])
def test_only_a_manager_closes_and_writes_to_the_owner(item, fault, role):
    other = actor_at(item.gym.site, role, at=AT)
    with pytest.raises(PermissionDenied):
        close_fault(fault=fault, outcome=Outcome.FIXED, answer="Klart", by=other)
    with pytest.raises(PermissionDenied):
        ask_owner(fault=fault, by=other)


def test_nobody_at_another_site_touches_it(fault):
    stranger = actor_at(GymFactory().site, at=AT)
    for act in (stop_for_fault, plan_repair, separate_fault):
        with pytest.raises(PermissionDenied):
            act(fault=fault, by=stranger)
    with pytest.raises(PermissionDenied):
        join_faults(fault=fault, other=fault, by=stranger)


def test_a_fault_of_the_room_stops_no_machine(item, by):
    room = FaultFactory(item=None, gym=item.gym, symptom=Symptom.AIR)
    for act in (stop_for_fault, plan_repair):
        with pytest.raises(Refused):
            act(fault=room, by=by)
