"""Does everybody get the right place: a seat, a turn in the queue or an offer, and never one seat too many?"""

import threading
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from dateutil.relativedelta import relativedelta
from django.core.exceptions import PermissionDenied

from livskraft.access.actor import Actor, system_actor
from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.tests.at_once import at_once
from livskraft.modules.activities.actions.calls import record_call
from livskraft.modules.activities.actions.occasions import cancel_occasion
from livskraft.modules.activities.actions.programme import Details, change_activity
from livskraft.modules.activities.actions.sign_ups import (
    LONGEST_NAME,
    MOST_WAITING,
    AlreadySignedUp,
    accept_offer,
    cancel_by_token,
    cancel_sign_up,
    decline_offer,
    forget_sign_ups,
    lapse_offers,
)
from livskraft.modules.activities.models import Call, SignUp
from livskraft.modules.activities.rules.vocabulary import Because, CallOutcome, SignUpMode, SignUpState
from livskraft.modules.activities.tests.factories import DECISION
from livskraft.modules.activities.tests.sign_ups import popular, signed
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions.merging import merge
from livskraft.people.holdings import holdings
from livskraft.people.models import CareRelation
from livskraft.people.tests.factories import person_at, protected

pytestmark = pytest.mark.django_db
SEAT, WAITING, OFFERED = SignUpState.SEAT, SignUpState.WAITING, SignUpState.OFFERED


def later(**delta):
    return system_actor("test", datetime.now(UTC) + timedelta(**delta))


def visitor():
    return Actor(at=datetime.now(UTC), visitor="sign_up")


def states(occasion):
    return list(occasion.sign_ups.order_by("signed_up_at", "pk").values_list("state", flat=True))


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def staff(site):
    return actor_at(site, Role.CARE_STAFF)


@pytest.fixture
def occasion(site):
    return popular(site)


@pytest.fixture
def queue(occasion):
    """One has the seat, two wait."""
    return [signed(occasion, name) for name in ("Rut", "Sten", "Tyra")]


def test_who_comes_when_it_is_full_waits_in_the_order_they_came(occasion, queue):
    assert states(occasion) == [SEAT, WAITING, WAITING]


def test_where_there_is_room_for_all_everybody_gets_a_seat(site):
    occasion = popular(site, seats=None)
    assert {signed(occasion, name).state for name in ("Rut", "Sten", "Tyra")} == {SEAT}


def test_the_same_form_sent_twice_signs_up_once(occasion, staff):
    key = str(uuid4())
    first = signed(occasion, key=key, by=staff)
    assert signed(occasion, key=key, by=staff) == first
    assert occasion.sign_ups.count() == 1


def test_a_seat_given_back_is_offered_to_who_has_waited_longest_and_somebody_is_to_call(occasion, queue, staff):
    cancel_sign_up(sign_up=queue[0], by=staff)
    assert states(occasion) == [SignUpState.CANCELLED, OFFERED, WAITING]
    call = Call.objects.get()
    assert (call.sign_up, call.because) == (queue[1], Because.OFFER)
    assert call.due_at <= datetime.now(UTC) + timedelta(hours=24)


def test_an_offer_holds_the_seat_so_that_a_newcomer_waits(occasion, queue, staff):
    cancel_sign_up(sign_up=queue[0], by=staff)
    assert signed(occasion, "Ulf").state == WAITING


def test_to_leave_the_queue_promotes_nobody(occasion, queue, staff):
    cancel_sign_up(sign_up=queue[1], by=staff)
    assert states(occasion) == [SEAT, SignUpState.CANCELLED, WAITING]
    assert not Call.objects.exists()


def test_nobody_passes_those_who_wait_even_when_a_seat_stands_empty(occasion, queue):
    # As when a seat was given back after the last one could be called.
    SignUp.objects.filter(pk=queue[0].pk).update(state=SignUpState.CANCELLED)
    assert signed(occasion, "Ulf").state == WAITING


def test_yes_to_an_offer_gives_the_seat_and_nobody_need_call(occasion, queue, staff):
    cancel_sign_up(sign_up=queue[0], by=staff)
    queue[1].refresh_from_db()
    accepted = accept_offer(sign_up=queue[1], version=queue[1].version, by=staff)
    assert accepted.state == SEAT
    assert not Call.objects.open().exists()


def test_no_to_an_offer_sends_it_to_the_next(occasion, queue, staff):
    cancel_sign_up(sign_up=queue[0], by=staff)
    decline_offer(sign_up=queue[1], by=staff)
    assert states(occasion) == [SignUpState.CANCELLED, SignUpState.DECLINED, OFFERED]
    assert [call.sign_up for call in Call.objects.open()] == [queue[2]]


def test_only_what_is_offered_can_be_answered_and_a_stale_answer_is_a_conflict(occasion, queue, staff):
    for answer in (accept_offer, decline_offer):
        with pytest.raises(Refused):
            answer(sign_up=queue[1], by=staff)
    cancel_sign_up(sign_up=queue[0], by=staff)
    with pytest.raises(Conflict):
        accept_offer(sign_up=queue[1], version=1, by=staff)


def test_an_offer_has_no_end_until_the_person_was_reached(occasion, queue, staff):
    cancel_sign_up(sign_up=queue[0], by=staff)
    assert lapse_offers(by=later(days=300)) == 0
    assert states(occasion)[1] == OFFERED


def test_an_offer_runs_out_some_days_after_the_person_was_reached_and_goes_to_the_next(site, staff):
    far = popular(site)
    far.on, far.starts_at, far.ends_at = (value + timedelta(days=30) for value in (far.on, far.starts_at, far.ends_at))
    far.save()
    first, second, third = (signed(far, name) for name in ("Rut", "Sten", "Tyra"))
    cancel_sign_up(sign_up=first, by=staff)
    record_call(call=Call.objects.get(), outcome=CallOutcome.REACHED, by=staff)
    second.refresh_from_db()
    assert second.offer_until == staff.at + timedelta(days=2)
    assert lapse_offers(by=Actor(at=second.offer_until - timedelta(seconds=1), system="test")) == 0
    assert lapse_offers(by=Actor(at=second.offer_until, system="test")) == 1
    assert states(far) == [SignUpState.CANCELLED, SignUpState.LAPSED, OFFERED]
    assert [call.sign_up for call in Call.objects.open()] == [third]


def test_a_seat_that_is_free_when_it_has_begun_is_offered_to_nobody(occasion, queue):
    begun = Actor(at=occasion.starts_at, system="test")
    cancel_sign_up(sign_up=queue[0], by=begun)
    assert OFFERED not in states(occasion)


def test_more_seats_are_offered_to_those_who_wait(occasion, queue, site):
    details = Details(title="Sittgympa", capacity=3, sign_up=SignUpMode.PUBLIC)
    change_activity(activity=occasion.activity, details=details, by=actor_at(site))
    assert states(occasion) == [SEAT, OFFERED, OFFERED]
    assert Call.objects.open().count() == 2


@pytest.mark.parametrize(
    ("ruin", "why"),
    [
        ({"state": "cancelled", "reason": "Ledaren är borta"}, "inställd"),
        ({"starts_at": datetime(2026, 1, 1, tzinfo=UTC)}, "börjat"),
    ],
)
def test_what_is_cancelled_or_has_begun_cannot_be_signed_up_for(occasion, ruin, why):
    for name, value in ruin.items():
        setattr(occasion, name, value)
    occasion.save()
    with pytest.raises(Refused, match=why):
        signed(occasion)


def test_what_was_taken_away_meanwhile_is_refused_in_words(occasion):
    gone = type(occasion).objects.get(pk=occasion.pk)
    occasion.delete()
    with pytest.raises(Refused, match="finns inte längre"):
        signed(gone)


def test_a_visitor_signs_up_only_where_that_is_open_and_only_as_themselves(site):
    assert signed(popular(site), by=visitor()).signed_up_by is None
    for mode in (SignUpMode.NONE, SignUpMode.STAFF):
        with pytest.raises(Refused):
            signed(popular(site, mode=mode), by=visitor())
    with pytest.raises(PermissionDenied):
        signed(popular(site), person=person_at(site), by=visitor())


def test_somebody_without_the_right_signs_nobody_up_and_a_stranger_without_a_page_neither(occasion):
    for by in (
        actor_at(SiteFactory(), Role.CARE_STAFF),
        actor_at(occasion.site, Role.AREA_MANAGER),
        Actor(at=datetime.now(UTC)),
    ):
        with pytest.raises(PermissionDenied):
            signed(occasion, by=by)


def test_visitors_cannot_make_the_queue_longer_than_anybody_can_call(occasion, staff):
    signed(occasion, "Tyra")
    SignUp.objects.bulk_create(
        SignUp(occasion=occasion, site=occasion.site, state=WAITING, key=str(n), signed_up_at=staff.at)
        for n in range(MOST_WAITING)
    )
    with pytest.raises(Refused, match="Kön är full"):
        signed(occasion, by=visitor())
    assert signed(occasion, by=staff).state == WAITING


def test_a_registered_person_is_known_at_the_site_from_then_on(occasion, site, staff):
    person = person_at(site, until=staff.today + timedelta(days=10))
    signed(occasion, person=person, by=staff)
    assert CareRelation.objects.get().ends == occasion.on + relativedelta(months=12)
    assert f"people.person:{person.pk}" in AuditEntry.objects.get(verb="activities.signed_up").objects_touched


def test_a_registered_person_signs_up_once_also_under_the_name_they_were_merged_from(occasion, site, staff):
    person, double = person_at(site), person_at(site, "Elsa", "Ekspempel")
    signed(occasion, person=double, by=staff)
    double.merged_into = person
    double.save()
    with pytest.raises(Refused, match="redan anmäld"):
        signed(occasion, person=person, by=staff)
    assert SignUp.objects.visible_to(staff).get().told_name == "Elsa Exempel"


def test_nobody_signs_up_a_person_whom_they_may_not_see(occasion, site, staff):
    for person in (person_at(SiteFactory()), protected(person_at(site))):
        with pytest.raises(PermissionDenied):
            signed(occasion, person=person, by=staff)
    secret = protected(person_at(site), staff.user)
    made = signed(occasion, person=secret, by=staff)
    assert (made.name, made.phone) == ("", "")
    other = actor_at(site, Role.CARE_STAFF)
    assert list(SignUp.objects.visible_to(other)) == []
    for act in (cancel_sign_up, accept_offer, decline_offer):
        with pytest.raises(PermissionDenied):
            act(sign_up=made, by=other)


def test_where_only_heads_are_counted_no_registered_person_is_written_up(site, staff):
    with pytest.raises(Refused, match="räknas bara"):
        signed(popular(site, **DECISION), person=person_at(site), by=staff)


def test_the_link_cancels_once_and_is_kept_only_as_a_digest(occasion):
    made = signed(occasion, by=visitor(), token="hemlig-lank")
    waiting = signed(occasion, "Sten")
    assert "hemlig" not in str(SignUp.objects.values().get(pk=made.pk))
    for _time in range(2):
        cancel_by_token(token="hemlig-lank", by=visitor())
    assert states(occasion) == [SignUpState.CANCELLED, OFFERED]
    assert Call.objects.get().sign_up == waiting


@pytest.mark.parametrize("token", ["", "fel", "x" * 41, "x" * 1_000_000, "a\x00b", "å", "' OR 1=1 --"])
def test_a_made_up_link_leads_nowhere(occasion, token):
    signed(occasion)
    with pytest.raises(Refused):
        cancel_by_token(token=token, by=visitor())


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("O'Brien", "O'Brien"),
        ("Null", "Null"),
        ("  A\u030asa\r\nBcc: x@y.se ", "Åsa Bcc: x@y.se"),
        ("\N{RIGHT-TO-LEFT OVERRIDE}atsE", "atsE"),
        ("A\x00B\N{ZERO WIDTH SPACE}C", "ABC"),
        ("{{ 7*7 }}</script>", "{{ 7*7 }}</script>"),
        ("أحمد", "أحمد"),
    ],
)
def test_a_name_is_kept_as_it_is_read_on_one_line(occasion, typed, kept):
    assert SignUp.objects.get(pk=signed(occasion, typed).pk).name == kept


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "\x00\N{ZERO WIDTH SPACE}"}, "name"),
        ({"name": "x" * (LONGEST_NAME + 1)}, "name"),
        ({"name": "x" * 1_000_000}, "name"),
        ({"phone": "ring mig"}, "phone"),
        ({"phone": "1" * 1_000_000}, "phone"),
        ({"email": "a@b.se\r\nBcc: alla@example.invalid"}, "email"),
        ({"email": "inte en adress"}, "email"),
    ],
)
def test_what_cannot_be_used_is_refused_beside_its_field(occasion, given, field):
    with pytest.raises(Refused) as refused:
        signed(occasion, **{"name": "Rut", **given})
    assert refused.value.field == field


def test_strangers_are_forgotten_when_it_is_long_over_and_persons_are_not(site, staff):
    occasion = popular(site, seats=9)
    signed(occasion)
    person = person_at(site)
    signed(occasion, person=person, by=staff)
    assert forget_sign_ups(by=later(days=31)) == 0
    assert forget_sign_ups(by=later(days=32)) == 1
    assert [each.person for each in SignUp.objects.all()] == [person]


# At once


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seats", [1, 5])
def test_of_forty_at_once_exactly_as_many_sit_as_there_are_seats(seats):
    occasion = popular(SiteFactory(), seats=seats)
    ended = at_once([lambda name=f"Person {n}": signed(occasion, name, by=visitor()) for n in range(40)])
    assert ended == [None] * 40
    assert states(occasion).count(SEAT) == seats
    assert states(occasion).count(WAITING) == 40 - seats


@pytest.mark.django_db(transaction=True)
def test_who_counts_without_holding_the_occasion_gives_the_last_seat_to_several():
    occasion = popular(SiteFactory())
    counted = threading.Barrier(8)

    def guilty(n):
        free = occasion.sign_ups.holding_a_seat().count() < 1
        counted.wait()
        state = SEAT if free else WAITING
        SignUp.objects.create(
            occasion=occasion, site=occasion.site, name="X", state=state, key=str(n), signed_up_at=datetime.now(UTC)
        )

    at_once([lambda n=n: guilty(n) for n in range(8)])
    assert states(occasion).count(SEAT) > 1


@pytest.mark.django_db(transaction=True)
def test_nobody_who_signs_up_the_second_it_is_cancelled_is_left_untold():
    site = SiteFactory()
    occasion = popular(site, seats=3)
    staff = actor_at(site)
    people = [lambda n=n: signed(occasion, f"Person {n}", by=visitor()) for n in range(12)]
    cancels = [lambda: cancel_occasion(occasion=occasion, reason="Vattenläcka", by=staff)]
    ended = at_once([*people[:6], *cancels, *people[6:]])
    assert {kind for kind in ended if kind} <= {Refused}
    occasion.refresh_from_db()
    assert occasion.is_cancelled
    called = set(Call.objects.open().values_list("sign_up", flat=True))
    assert set(occasion.sign_ups.standing().values_list("pk", flat=True)) == called


@pytest.mark.django_db(transaction=True)
def test_two_who_give_back_seats_at_once_make_two_offers_to_two_different_people():
    site = SiteFactory()
    occasion = popular(site, seats=2)
    signs = [signed(occasion, f"Person {n}") for n in range(5)]
    staff = [actor_at(site, Role.CARE_STAFF) for _n in range(2)]
    ended = at_once([lambda n=n: cancel_sign_up(sign_up=signs[n], by=staff[n]) for n in range(2)])
    assert ended == [None, None]
    assert states(occasion) == [SignUpState.CANCELLED] * 2 + [OFFERED] * 2 + [WAITING]
    assert Call.objects.open().count() == 2


def test_the_link_cancels_nothing_that_has_begun(site):
    made = popular(site)
    signed(made, token="a-secret")
    after = Actor(at=made.starts_at, visitor="sign_up")
    assert cancel_by_token(token="a-secret", by=after).state == SEAT
    assert states(made) == [SEAT]


def test_who_was_merged_still_stands_in_the_list(site, staff):
    gone, kept = person_at(site, "Rut"), person_at(site, "Rut Maria")
    one = signed(popular(site), person=gone, by=staff)
    gone.merged_into = kept
    gone.save()
    assert [(found, found.told_name) for found in SignUp.objects.visible_to(staff)] == [(one, kept.name)]


@pytest.mark.parametrize("by", [None, visitor()])
def test_the_same_name_and_number_takes_one_seat_however_they_are_written(site, by):
    occasion = popular(site, seats=9)
    signed(occasion, "Rut Sandin", phone="070-174 06 05", by=by)
    with pytest.raises(AlreadySignedUp):
        signed(occasion, " rut  SANDIN", phone="+46 70 174 06 05", by=by)
    signed(occasion, "Sten Sandin", phone="070-174 06 05", by=by)
    signed(occasion, "Rut Sandin", phone="070-174 06 06", by=by)
    assert occasion.sign_ups.count() == 3


def test_who_has_cancelled_may_sign_up_again_and_the_same_at_another_time(site, staff):
    occasion = popular(site, seats=9)
    cancel_sign_up(sign_up=signed(occasion), by=staff)
    assert signed(occasion).state == SEAT
    assert signed(popular(site)).state == SEAT


@pytest.mark.parametrize("days", [0, 1])
def test_nobody_signs_up_for_what_is_on_where_it_has_closed_for_good(site, occasion, days):
    site.closed = occasion.on - timedelta(days=days)
    site.save()
    with pytest.raises(Refused, match="har stängt"):
        signed(occasion)
    site.closed = occasion.on + timedelta(days=1)
    site.save()
    assert signed(occasion).state == SEAT


def test_two_who_turn_out_to_be_one_keep_the_best_of_their_places_and_the_next_is_offered_the_other(site):
    occasion, other = popular(site, seats=2), popular(site)
    elsa, same = person_at(site, "Elsa"), person_at(site, "Elsa")
    for person in (elsa, same):
        signed(occasion, person=person)
    waits = signed(occasion, "Tyra")
    signed(other, "Sten")
    signed(other, person=same)
    merge(kept=same, gone=elsa, by=system_actor("test"))
    assert states(occasion) == [SEAT, SignUpState.CANCELLED, OFFERED]
    assert states(other) == [SEAT, WAITING]
    assert Call.objects.get().sign_up == waits


def test_the_seat_of_somebody_whose_records_are_erased_is_offered_to_the_next(site, occasion):
    elsa = person_at(site)
    signed(occasion, person=elsa)
    waits = signed(occasion, "Tyra")
    assert holdings["activities.signup"].erase([elsa.pk]) == 1
    waits.refresh_from_db()
    assert waits.state == OFFERED
    assert Call.objects.get().sign_up == waits
