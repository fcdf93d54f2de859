"""Who has a seat, who waits, whom is somebody to call, and how are they reached?"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from livskraft.access.actor import Actor
from livskraft.kit.crypto import keyed_digests
from livskraft.modules.activities.models import Call, Occasion, SignUp
from livskraft.modules.activities.rules.phones import read_phone
from livskraft.modules.activities.rules.vocabulary import HOLDS_A_SEAT, SignUpState
from livskraft.people.models import ContactDetails, Person

TOKEN = "activities.sign_up"  # noqa: S105 - what the digest is for, not a secret


@dataclass(frozen=True, slots=True)
class Reach:
    """`phone` as "+46701740605" when it can be read, else as it was written."""

    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Seats:
    """How many there are and who has them; `capacity` None when there is room for all."""

    capacity: int | None
    taken: int
    waiting: int

    @property
    def free(self) -> int | None:
        return None if self.capacity is None else max(self.capacity - self.taken, 0)

    @property
    def may_sit(self) -> bool:
        """Whether the next one gets a seat: never before those who wait."""
        return not self.waiting and self.free != 0


@dataclass(frozen=True, slots=True)
class SignedUp:
    """Those whom the viewer may see, and how many besides."""

    seats: list[SignUp] = field(default_factory=list)
    offers: list[SignUp] = field(default_factory=list)
    waiting: list[SignUp] = field(default_factory=list)
    hidden_seats: int = 0
    hidden_waiting: int = 0


def seats_of(occasion: Occasion) -> Seats:
    """Counted exactly; one query."""
    counted = occasion.sign_ups.aggregate(
        taken=Count("pk", filter=Q(state__in=HOLDS_A_SEAT)),
        waiting=Count("pk", filter=Q(state=SignUpState.WAITING)),
    )
    return Seats(occasion.activity.capacity, counted["taken"], counted["waiting"])


def signed_up(occasion: Occasion, actor: Actor, seats: Seats) -> SignedUp:
    """Who stands signed up, in order; those whom the actor may not see are only a number. One query."""
    seen = (
        SignUp.objects.visible_to(actor)
        .standing()
        .filter(occasion=occasion)
        .select_related("person__merged_into", "occasion")
        .order_by("signed_up_at", "pk")
    )
    by_state: dict[str, list[SignUp]] = {}
    for one in seen:
        by_state.setdefault(one.state, []).append(one)
    sitting, offered = by_state.get(SignUpState.SEAT, []), by_state.get(SignUpState.OFFERED, [])
    waiting = by_state.get(SignUpState.WAITING, [])
    return SignedUp(
        seats=sitting,
        offers=offered,
        waiting=waiting,
        hidden_seats=seats.taken - len(sitting) - len(offered),
        hidden_waiting=seats.waiting - len(waiting),
    )


def calls_to_make(actor: Actor) -> "QuerySet[Call, Call]":
    """Calls that still matter: what has been is no longer called about."""
    return (
        Call.objects.visible_to(actor)
        .open()
        .filter(sign_up__occasion__on__gte=actor.today)
        .select_related("sign_up__occasion__activity", "sign_up__occasion__site", "sign_up__person__merged_into")
        .prefetch_related("attempts")
    )


def awaiting_answer(actor: Actor) -> "QuerySet[SignUp, SignUp]":
    """Who has been told of a seat and thinks about it."""
    return (
        SignUp.objects.visible_to(actor)
        .filter(state=SignUpState.OFFERED, offer_until__gt=actor.at)
        .select_related("occasion__activity", "person__merged_into")
        .order_by("offer_until", "pk")
    )


def persons_in(sign_ups: Iterable[SignUp]) -> list[Person]:
    """The registered ones among them, each once, as who they turned out to be; for the access log."""
    found = [one.person.merged_into or one.person for one in sign_ups if one.person]
    return list({person.pk: person for person in found}.values())


def reach_of(sign_ups: Iterable[SignUp], *, protected: bool, known: bool = True) -> dict[int, Reach]:
    """Sign-up → how they are reached: as they said, else as is `known` of the person. One query, none for strangers.

    Without those who are protected unless `protected`. Only for those whom the viewer may see.
    """
    asked = list(sign_ups)
    persons = {one.pk: one.person.merged_into or one.person for one in asked if one.person}
    contacts = ContactDetails.objects.filter(person__in=persons.values()) if persons and known else []
    kept = {each.person_id: each for each in contacts}
    found = {}
    for one in asked:
        person = persons.get(one.pk)
        if person and person.is_protected and not protected:
            continue
        contact = kept.get(person.pk) if person else None
        phone = one.phone or (contact.phone if contact else "")
        email = one.email or (contact.email if contact else "")
        found[one.pk] = Reach(read_phone(phone) or phone, email)
    return found


def by_token(token: str) -> SignUp | None:
    """The sign-up that the link leads to, also one that is over; None when it leads nowhere."""
    if not token or len(token) > 40 or not (token.isascii() and token.isprintable()):
        return None
    found = SignUp.objects.filter(token__in=keyed_digests(token, purpose=TOKEN))
    return found.select_related("occasion__activity", "occasion__site").first()


def place_in_queue(sign_up: SignUp) -> int:
    """1 for who is next."""
    before = Q(signed_up_at__lt=sign_up.signed_up_at) | Q(signed_up_at=sign_up.signed_up_at, pk__lt=sign_up.pk)
    return SignUp.objects.filter(before, occasion=sign_up.occasion_id, state=SignUpState.WAITING).count() + 1
