"""How does somebody get a seat, a place in the queue or an offer, and how do they give it back?

Whoever takes or gives back a seat holds the row of the occasion and counts anew, so that there is never one seat too
many, and nobody signs up for what was cancelled the same second.
"""

from collections.abc import Sequence
from datetime import timedelta

from dateutil.relativedelta import relativedelta
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit import versions
from livskraft.kit.crypto import keyed_digests
from livskraft.kit.errors import Refused
from livskraft.kit.names import name_key
from livskraft.kit.words import line
from livskraft.modules.activities.actions.calls import call_them, end_calls
from livskraft.modules.activities.models import Activity, Occasion, SignUp
from livskraft.modules.activities.permissions import Permission
from livskraft.modules.activities.queries.local_rules import number_of
from livskraft.modules.activities.queries.sign_ups import TOKEN, by_token, seats_of
from livskraft.modules.activities.rules.local_rules import LocalRuleKey
from livskraft.modules.activities.rules.phones import read_phone
from livskraft.modules.activities.rules.vocabulary import (
    HOLDS_A_SEAT,
    STILL_SIGNED_UP,
    Because,
    SignUpMode,
    SignUpState,
    State,
)
from livskraft.people.actions.persons import relate
from livskraft.people.models import Person
from livskraft.people.queries import all_ids
from livskraft.people.rules.vocabulary import Purpose

LONGEST_NAME = 120
_BEST_FIRST: list[str] = [SignUpState.SEAT, SignUpState.OFFERED, SignUpState.WAITING]
# So many may wait by themselves; staff can always add one more.
MOST_WAITING = 100


class AlreadySignedUp(Refused):
    """Who gives both the name and the number of somebody who stands signed up is that person."""


@transaction.atomic
def sign_up(
    *,
    occasion: Occasion,
    key: str,
    person: Person | None = None,
    name: str = "",
    phone: str = "",
    email: str = "",
    token: str = "",
    by: Actor,
) -> SignUp:
    """A seat, or a place in the queue when they are all taken. The same `key` sent twice signs up once.

    A visitor signs up themselves, with name and phone, where that is open to the public; `token` is what their link
    carries, and only its digest is kept. Raises Refused when it is cancelled, has begun, or is not to be signed up for,
    and AlreadySignedUp for a name and a number that are there already.
    """
    held = _held(occasion)
    visitor = bool(by.visitor) and by.user is None
    if not visitor:
        by.must(Permission.SIGN_UP, at=held.site)
    if sent := held.sign_ups.filter(key=key).first():
        return sent
    _refuse_closed(held, by, visitor)
    if person:
        _refuse_person(person, held, by)
        name = phone = ""
    else:
        name, phone, email = _read(name, phone, email)
        _refuse_twice(held, name, phone)
    seats = seats_of(held)
    if visitor and seats.waiting >= MOST_WAITING:
        raise Refused(_("Kön är full. Fråga personalen."))
    made = SignUp.objects.create(
        occasion=held,
        site_id=held.site_id,
        person=person,
        name=name,
        phone=phone,
        email=email,
        state=SignUpState.SEAT if seats.may_sit else SignUpState.WAITING,
        token=keyed_digests(token, purpose=TOKEN)[0] if token else "",
        key=key,
        signed_up_at=by.at,
        signed_up_by=by.user,
    )
    if person:
        months = number_of(LocalRuleKey.RELATION_MONTHS)
        until = held.on + relativedelta(months=months)
        relate(person=person, unit=held.site, purpose=Purpose.MEETING_PLACE, until=until, by=by)
    audit.wrote(by, "activities.signed_up", [made, held, *([person] if person else [])], ["state"])
    return made


@transaction.atomic
def cancel_sign_up(*, sign_up: SignUp, version: int | None = None, by: Actor) -> SignUp:
    """The person does not come. A seat that they held is offered to the next; a place in the queue promotes nobody."""
    by.must(Permission.SIGN_UP, at=sign_up.site)
    _must_see(sign_up, by)
    occasion = _held(sign_up.occasion)
    held = versions.locked(sign_up, version)
    if held.state not in STILL_SIGNED_UP:
        raise Refused(_("Anmälan är redan avslutad."))
    return _end(held, occasion, SignUpState.CANCELLED, "activities.sign_up_cancelled", by)


@transaction.atomic
def cancel_by_token(*, token: str, by: Actor) -> SignUp:
    """As `cancel_sign_up`, by whoever has the link; twice is as once, and nothing when it has begun.

    Raises Refused when the link leads nowhere.
    """
    found = by_token(token)
    if found is None:
        raise Refused(_("Länken leder inte till någon anmälan."))
    occasion = _held(found.occasion)
    held = versions.locked(found, None)
    if held.state not in STILL_SIGNED_UP or occasion.starts_at <= by.at:
        return held
    return _end(held, occasion, SignUpState.CANCELLED, "activities.sign_up_cancelled", by)


@transaction.atomic
def accept_offer(*, sign_up: SignUp, version: int | None = None, by: Actor) -> SignUp:
    """The person wants the seat, which is theirs."""
    occasion, held = _offered(sign_up, version, by)
    if occasion.is_cancelled:
        raise Refused(_("Aktiviteten är inställd."))
    held.state, held.offer_until = SignUpState.SEAT, None
    held.save()
    end_calls(sign_up=held, because=Because.OFFER, by=by)
    audit.wrote(by, "activities.offer_accepted", _about(held), ["state"])
    return held


@transaction.atomic
def decline_offer(*, sign_up: SignUp, version: int | None = None, by: Actor) -> SignUp:
    """The person does not want the seat, which is offered to the next."""
    occasion, held = _offered(sign_up, version, by)
    return _end(held, occasion, SignUpState.DECLINED, "activities.offer_declined", by)


def lapse_offers(*, by: Actor) -> int:
    """Offers whose days are over since the person was reached go to the next in turn; how many. For the schedule.

    One transaction for each occasion, so that one that fails does not keep the others.
    """
    over = SignUp.objects.filter(state=SignUpState.OFFERED, offer_until__lte=by.at)
    # What is cancelled can be neither accepted nor lost: the days run anew if it is held after all.
    over = over.exclude(occasion__state=State.CANCELLED)
    occasions = Occasion.objects.filter(pk__in=over.values("occasion"))
    return sum(_lapse(occasion, by) for occasion in occasions)


@transaction.atomic
def forget_sign_ups(*, by: Actor) -> int:
    """Takes away strangers' names and numbers, and all about their sign-ups, when it is long over. Gives their number.

    What stands about registered persons follows their records.
    """
    before = by.today - timedelta(days=number_of(LocalRuleKey.FORGET_DAYS))
    old = SignUp.objects.filter(person=None, occasion__on__lt=before)
    forgotten = old.count()
    if forgotten:
        old.delete()
        audit.wrote(by, "activities.sign_ups_forgotten", [])
    return forgotten


def offer_free_seats(*, activity: Activity, by: Actor) -> None:
    """Those who wait are offered the seats that there have become more of; the caller holds the activity."""
    coming = activity.occasions.planned().filter(starts_at__gt=by.at, sign_ups__state=SignUpState.WAITING)
    for occasion in Occasion.objects.filter(pk__in=coming.values("pk")).order_by("pk"):
        offer_free_seat(_held(occasion), by)


@transaction.atomic
def keep_one_sign_up(*, persons: Sequence[int], by: Actor) -> None:
    """Persons who turned out to be one need one seat at each time: the best of theirs stands, the others are cancelled.

    Those that are cancelled stay so when the persons become two again: the seat may be somebody else's by then.
    """
    theirs = SignUp.objects.standing().filter(person__in=persons)
    twice = theirs.order_by().values("occasion").annotate(number=Count("pk")).filter(number__gt=1)
    for occasion in Occasion.objects.filter(pk__in=twice.values("occasion")).order_by("pk"):
        held = _held(occasion)
        rows = held.sign_ups.standing().filter(person__in=persons).select_related("person")
        locked = rows.select_for_update(of=("self",))
        _best, *needless = sorted(locked, key=lambda one: (_BEST_FIRST.index(one.state), one.signed_up_at, one.pk))
        for one in needless:
            one.version += 1
            _end(one, held, SignUpState.CANCELLED, "activities.sign_up_cancelled", by)


@transaction.atomic
def erase_sign_ups(*, persons: Sequence[int], by: Actor) -> int:
    """Removes every sign-up of theirs with its calls and messages, and says how many that was; seats go to the next."""
    rows = SignUp.objects.filter(person__in=persons)
    freed = Occasion.objects.filter(starts_at__gt=by.at, pk__in=rows.holding_a_seat().values("occasion"))
    held = [_held(occasion) for occasion in freed.order_by("pk")]
    number = rows.count()
    rows.delete()
    for occasion in held:
        offer_free_seat(occasion, by)
    return number


def refuse_too_many(occasion: Occasion) -> None:
    """Raises Refused when more have a seat than there are now, as may be when it was cancelled or had begun meanwhile.

    The caller holds the occasion and its activity.
    """
    seats = seats_of(occasion)
    if seats.capacity is not None and seats.taken > seats.capacity:
        raise Refused(
            _("%(taken)s har plats, men det finns bara %(seats)s. Avanmäl någon först, eller välj fler platser.")
            % {"taken": seats.taken, "seats": seats.capacity}
        )


@transaction.atomic
def _lapse(occasion: Occasion, by: Actor) -> int:
    held = _held(occasion)
    if held.is_cancelled:
        return 0
    over = list(held.sign_ups.filter(state=SignUpState.OFFERED, offer_until__lte=by.at))
    for one in over:
        one.version += 1
        _end(one, held, SignUpState.LAPSED, "activities.offer_lapsed", by)
    return len(over)


def _end(held: SignUp, occasion: Occasion, state: SignUpState, verb: str, by: Actor) -> SignUp:
    freed = held.state in HOLDS_A_SEAT
    held.state, held.ended_at, held.offer_until = state, by.at, None
    held.save()
    end_calls(sign_up=held, by=by)
    audit.wrote(by, verb, _about(held), ["state"])
    if freed:
        offer_free_seat(occasion, by)
    return held


def offer_free_seat(occasion: Occasion, by: Actor) -> None:
    """Each free seat to who has waited longest; none once it has begun or is cancelled. The caller holds the row."""
    if occasion.is_cancelled or occasion.starts_at <= by.at:
        return
    free = seats_of(occasion).free
    waiting = occasion.sign_ups.filter(state=SignUpState.WAITING).select_related("person__merged_into")
    offered = list(waiting.order_by("signed_up_at", "pk")[:free])
    for one in offered:
        one.state, one.offered_at = SignUpState.OFFERED, by.at
        one.version += 1
        one.save(update_fields=["state", "offered_at", "version"])
        audit.wrote(by, "activities.seat_offered", _about(one), ["state"])
    call_them(sign_ups=offered, occasion=occasion, because=Because.OFFER, by=by)


def _held(occasion: Occasion) -> Occasion:
    """The occasion as it is now, locked until the transaction ends; the activity is read after, and so as late."""
    held = Occasion.objects.select_for_update().filter(pk=occasion.pk).first()
    if held is None:
        raise Refused(_("Aktiviteten finns inte längre."))
    held.activity = Activity.objects.get(pk=held.activity_id)
    return held


def _offered(sign_up: SignUp, version: int | None, by: Actor) -> tuple[Occasion, SignUp]:
    by.must(Permission.SIGN_UP, at=sign_up.site)
    _must_see(sign_up, by)
    occasion = _held(sign_up.occasion)
    held = versions.locked(sign_up, version)
    if held.state != SignUpState.OFFERED:
        raise Refused(_("Platsen är inte längre erbjuden."))
    return occasion, held


def _must_see(sign_up: SignUp, by: Actor) -> None:
    if not SignUp.objects.visible_to(by).filter(pk=sign_up.pk).exists():
        raise PermissionDenied(f"{by.who} may not see {sign_up.pk}")


def _refuse_closed(occasion: Occasion, by: Actor, visitor: bool) -> None:
    mode = occasion.activity.sign_up
    if mode == SignUpMode.NONE or (visitor and mode != SignUpMode.PUBLIC):
        raise Refused(_("Det går inte att anmäla sig till aktiviteten."))
    if occasion.is_cancelled:
        raise Refused(_("Aktiviteten är inställd."))
    if occasion.site.closed and occasion.site.closed <= max(occasion.on, by.today):
        raise Refused(_("Mötesplatsen har stängt."))
    if occasion.starts_at <= by.at:
        raise Refused(_("Aktiviteten har redan börjat."))


def _refuse_person(person: Person, occasion: Occasion, by: Actor) -> None:
    if by.visitor or not Person.objects.visible_to(by).filter(pk=person.pk).exists():
        raise PermissionDenied(f"{by.who} may not see {person.pk}")
    if occasion.activity.counts_heads:
        raise Refused(_("Här räknas bara hur många som kommer. Anmäl med namn och telefon i stället."))
    if occasion.sign_ups.standing().filter(person__in=all_ids(person)).exists():
        raise Refused(_("%(name)s är redan anmäld.") % {"name": person.name})


def _refuse_twice(occasion: Occasion, name: str, phone: str) -> None:
    """Compared one by one, since both are kept encrypted; no more than can sit and wait."""
    theirs = occasion.sign_ups.standing().values_list("name", "phone")
    if any(number == phone and name_key(other) == name_key(name) for other, number in theirs):
        raise AlreadySignedUp(_("%(name)s är redan anmäld med det telefonnumret.") % {"name": name})


def _read(name: str, phone: str, email: str) -> tuple[str, str, str]:
    words = line(name[: 10 * LONGEST_NAME], field="name", missing=_("Skriv ditt namn."))
    if len(words) > LONGEST_NAME or len(name) > 10 * LONGEST_NAME:
        raise Refused(_("Namnet är för långt."), field="name")
    number = read_phone(phone)
    if number is None:
        raise Refused(_("Skriv ett telefonnummer med riktnummer, till exempel 070-174 06 05."), field="phone")
    address = email.strip()
    if address:
        try:
            validate_email(address)
        except ValidationError as wrong:
            raise Refused(_("Skriv en e-postadress, till exempel namn@exempel.se."), field="email") from wrong
    return words, number, address


def _about(held: SignUp) -> list[SignUp | Occasion | Person]:
    return [held, held.occasion, *([held.person] if held.person else [])]
