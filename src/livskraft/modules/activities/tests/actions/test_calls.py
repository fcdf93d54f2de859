"""Is everybody who must be told on the list, once, until they were told?"""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from livskraft.access.actor import Actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.tests.at_once import at_once
from livskraft.modules.activities.actions.calls import record_call, take_back_call
from livskraft.modules.activities.actions.messages import send_messages
from livskraft.modules.activities.actions.occasions import cancel_occasion, close_day, move_occasion, restore_occasion
from livskraft.modules.activities.actions.programme import retire_activity
from livskraft.modules.activities.actions.sign_ups import accept_offer, cancel_sign_up
from livskraft.modules.activities.models import Call, Message, Occasion, SignUp
from livskraft.modules.activities.rules.vocabulary import Because, CallOutcome, SignUpState
from livskraft.modules.activities.tests.sign_ups import popular, signed
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
REACHED, LEFT_WORD, NO_ANSWER = CallOutcome.REACHED, CallOutcome.LEFT_WORD, CallOutcome.NO_ANSWER


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def staff(site):
    return actor_at(site, Role.CARE_STAFF)


@pytest.fixture
def manager(site):
    return actor_at(site)


@pytest.fixture
def occasion(site):
    """One has the seat, one waits."""
    made = popular(site)
    signed(made, "Rut")
    signed(made, "Sten")
    return made


def to_call():
    return [(call.sign_up.name, call.because) for call in Call.objects.open().order_by("pk")]


def moved(occasion, by, days=3):
    return move_occasion(
        occasion=occasion,
        on=occasion.on + timedelta(days=days),
        from_time=time(14),
        reason="Lokalen är upptagen",
        by=by,
    )


def test_all_who_stand_signed_up_are_called_when_it_is_cancelled(occasion, manager):
    gone = signed(occasion, "Tyra")
    cancel_sign_up(sign_up=gone, by=manager)
    cancel_occasion(occasion=occasion, reason="Vattenläcka", by=manager)
    assert to_call() == [("Rut", Because.CANCELLED), ("Sten", Because.CANCELLED)]


def test_a_closed_day_and_an_activity_that_ends_are_told_too(occasion, site, manager):
    other = popular(site)
    signed(other, "Ulf")
    other.on += timedelta(days=1)
    other.save()
    close_day(site=site, on=occasion.on, reason="Planeringsdag", by=manager)
    assert len(to_call()) == 2
    retire_activity(activity=other.activity, by=manager)
    assert ("Ulf", Because.CANCELLED) in to_call()


def test_who_is_told_that_it_is_cancelled_is_not_offered_a_seat_in_it(occasion, manager):
    cancel_sign_up(sign_up=SignUp.objects.get(pk=occasion.sign_ups.earliest("pk").pk), by=manager)
    assert to_call() == [("Sten", Because.OFFER)]
    cancel_occasion(occasion=occasion, reason="Vattenläcka", by=manager)
    assert to_call() == [("Sten", Because.CANCELLED)]


def test_all_are_told_of_a_new_time_once_however_often_it_moves(occasion, manager):
    moved(moved(occasion, manager), manager)
    assert to_call() == [("Rut", Because.MOVED), ("Sten", Because.MOVED)]


def test_an_offer_that_nobody_has_told_of_is_told_with_the_new_time(occasion, manager):
    cancel_sign_up(sign_up=occasion.sign_ups.earliest("pk"), by=manager)
    moved(occasion, manager)
    assert to_call() == [("Sten", Because.OFFER)]


def test_only_who_has_heard_that_it_was_cancelled_hears_that_it_is_held_after_all(occasion, manager):
    cancelled = cancel_occasion(occasion=occasion, reason="Vattenläcka", by=manager)
    record_call(call=Call.objects.get(sign_up__in=occasion.sign_ups.order_by("pk")[:1]), outcome=REACHED, by=manager)
    restore_occasion(occasion=cancelled, by=manager)
    assert to_call() == [("Rut", Because.RESTORED)]


def test_the_call_is_due_within_a_day_and_never_after_it_was_to_begin(site, manager):
    soon = popular(site)
    signed(soon)
    cancel_occasion(occasion=soon, reason="Vattenläcka", by=manager)
    call = Call.objects.get()
    assert call.due_at == min(manager.at + timedelta(hours=24), soon.starts_at)


@pytest.mark.parametrize(("outcome", "done"), [(REACHED, True), (LEFT_WORD, True), (NO_ANSWER, False)])
def test_word_that_was_left_is_enough_of_what_is_cancelled(occasion, manager, staff, outcome, done):
    cancel_occasion(occasion=occasion, reason="Vattenläcka", by=manager)
    held = record_call(call=Call.objects.earliest("pk"), outcome=outcome, by=staff)
    assert (held.closed_at is not None) == done
    assert [(attempt.outcome, attempt.by) for attempt in held.attempts.all()] == [(outcome, staff.user)]


@pytest.mark.parametrize(("outcome", "done"), [(REACHED, True), (LEFT_WORD, False), (NO_ANSWER, False)])
def test_an_offer_must_reach_the_person(occasion, manager, staff, outcome, done):
    cancel_sign_up(sign_up=occasion.sign_ups.earliest("pk"), by=manager)
    held = record_call(call=Call.objects.get(), outcome=outcome, by=staff)
    assert (held.closed_at is not None) == done
    until = SignUp.objects.get(pk=held.sign_up_id).offer_until
    # Two days, but it begins tomorrow.
    assert until == (occasion.starts_at if done else None)


def test_a_slip_of_the_thumb_is_taken_back(occasion, manager, staff):
    cancel_sign_up(sign_up=occasion.sign_ups.earliest("pk"), by=manager)
    held = record_call(call=Call.objects.get(), outcome=REACHED, by=staff)
    back = take_back_call(call=held, by=staff)
    assert (back.closed_at, back.outcome, back.attempts.count()) == (None, "", 0)
    assert back.sign_up.offer_until is None
    with pytest.raises(Refused):
        take_back_call(call=back, by=staff)


def test_what_was_answered_is_not_taken_back(occasion, manager, staff):
    cancel_sign_up(sign_up=occasion.sign_ups.earliest("pk"), by=manager)
    held = record_call(call=Call.objects.get(), outcome=REACHED, by=staff)
    accept_offer(sign_up=held.sign_up, by=staff)
    with pytest.raises(Refused, match="redan svarat"):
        take_back_call(call=held, by=staff)


def test_a_call_is_made_once_and_a_stale_page_is_a_conflict(occasion, manager, staff):
    cancel_occasion(occasion=occasion, reason="Vattenläcka", by=manager)
    call = Call.objects.earliest("pk")
    record_call(call=call, outcome=NO_ANSWER, version=1, by=staff)
    with pytest.raises(Conflict):
        record_call(call=call, outcome=NO_ANSWER, version=1, by=staff)
    record_call(call=call, outcome=REACHED, by=staff)
    with pytest.raises(Refused, match="redan avklarat"):
        record_call(call=call, outcome=REACHED, by=staff)


def test_somebody_elsewhere_writes_nothing(occasion, manager):
    cancel_occasion(occasion=occasion, reason="Vattenläcka", by=manager)
    call = Call.objects.earliest("pk")
    for by in (
        actor_at(SiteFactory(), Role.CARE_STAFF),
        actor_at(occasion.site, Role.AREA_MANAGER),
        Actor(at=datetime.now(UTC)),
    ):
        for act in (
            lambda by=by: record_call(call=call, outcome=REACHED, by=by),
            lambda by=by: take_back_call(call=call, by=by),
        ):
            with pytest.raises(PermissionDenied):
                act()


def test_many_are_asked_for_in_as_many_queries_as_few(site, manager):
    def cost(people):
        made = popular(site, seats=None, title=f"Fest {people}")
        for n in range(people):
            signed(made, f"Person {n}")
        with CaptureQueriesContext(connection) as asked:
            cancel_occasion(occasion=made, reason="Vattenläcka", by=manager)
        return len(asked)

    assert cost(1) == cost(20)


@pytest.mark.django_db(transaction=True)
def test_two_who_write_the_same_call_at_once_write_it_once():
    site = SiteFactory()
    occasion = popular(site)
    signed(occasion)
    cancel_occasion(occasion=occasion, reason="Vattenläcka", by=actor_at(site))
    call = Call.objects.get()
    staff = [actor_at(site, Role.CARE_STAFF) for _n in range(4)]
    ended = at_once([lambda by=by: record_call(call=call, outcome=REACHED, by=by) for by in staff])
    assert sorted(ended, key=str) == sorted([None, Refused, Refused, Refused], key=str)
    assert call.attempts.count() == 1
    assert occasion.sign_ups.get().state == SignUpState.SEAT


def test_who_read_in_an_email_that_it_was_off_hears_that_it_is_on(site, manager):
    made = popular(site, seats=2)
    signed(made, "Rut", email="rut@example.invalid")
    signed(made, "Sten")
    cancelled = cancel_occasion(occasion=made, reason="Vattenläcka", by=manager)
    send_messages(by=manager)
    restore_occasion(occasion=cancelled, by=manager)
    assert to_call() == [("Rut", Because.RESTORED)]


@pytest.mark.parametrize("heard", ["nothing", "of the offer", "of the cancelling"])
def test_an_offer_comes_back_with_the_occasion_and_its_days_run_anew(occasion, manager, staff, heard):
    cancel_sign_up(sign_up=occasion.sign_ups.earliest("pk"), by=manager)
    if heard == "of the offer":
        record_call(call=Call.objects.open().get(), outcome=REACHED, by=staff)
    cancelled = cancel_occasion(occasion=occasion, reason="Vattenläcka", by=manager)
    if heard == "of the cancelling":
        record_call(call=Call.objects.open().get(), outcome=REACHED, by=staff)
    restore_occasion(occasion=cancelled, by=manager)
    assert to_call() == [("Sten", Because.OFFER)]
    offered = occasion.sign_ups.latest("pk")
    assert (offered.state, offered.offer_until) == (SignUpState.OFFERED, None)


def test_a_seat_given_back_while_it_was_cancelled_is_offered_when_it_is_held_after_all(occasion, manager):
    cancelled = cancel_occasion(occasion=occasion, reason="Vattenläcka", by=manager)
    cancel_sign_up(sign_up=occasion.sign_ups.earliest("pk"), by=manager)
    restore_occasion(occasion=cancelled, by=manager)
    assert to_call() == [("Sten", Because.OFFER)]


def test_a_seat_given_back_after_it_had_begun_is_offered_when_it_is_moved_ahead(occasion, manager):
    Occasion.objects.update(starts_at=manager.at - timedelta(hours=1), ends_at=manager.at + timedelta(hours=1))
    cancel_sign_up(sign_up=occasion.sign_ups.earliest("pk"), by=manager)
    assert to_call() == []
    moved(occasion, manager)
    assert to_call() == [("Sten", Because.OFFER)]


def test_nobody_is_told_of_what_has_been(occasion, manager):
    Occasion.objects.update(starts_at=manager.at - timedelta(hours=3), ends_at=manager.at - timedelta(hours=2))
    signed_up = occasion.sign_ups.earliest("pk")
    SignUp.objects.filter(pk=signed_up.pk).update(email="rut@example.invalid")
    cancelled = cancel_occasion(occasion=occasion, reason="Ledaren kom inte", by=manager)
    restore_occasion(occasion=cancelled, by=manager)
    assert (to_call(), Message.objects.count()) == ([], 0)


def test_a_slip_is_not_taken_back_when_the_call_is_needless(occasion, manager, staff):
    cancelled = cancel_occasion(occasion=occasion, reason="Vattenläcka", by=manager)
    rut, sten = Call.objects.order_by("pk")
    record_call(call=rut, outcome=NO_ANSWER, by=staff)
    record_call(call=sten, outcome=REACHED, by=staff)
    restore_occasion(occasion=cancelled, by=manager)
    for call in (rut, sten):
        with pytest.raises(Refused, match="behövs inte"):
            take_back_call(call=call, by=staff)
    again = Call.objects.open().get()
    record_call(call=again, outcome=REACHED, by=staff)
    cancel_sign_up(sign_up=again.sign_up, by=staff)
    with pytest.raises(Refused, match="behövs inte"):
        take_back_call(call=again, by=staff)
    assert to_call() == []
