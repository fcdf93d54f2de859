"""Who is to be told what, who has been reached, and from when does an offer run out?

What changes an occasion asks for calls in the same transaction and under the lock of its row, as a sign-up does: nobody
can be signed up for something that was cancelled or moved without being told.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit import versions
from livskraft.kit.errors import Refused
from livskraft.kit.sms import gateway
from livskraft.modules.activities.models import Call, CallAttempt, Message, Occasion, SignUp
from livskraft.modules.activities.permissions import Permission
from livskraft.modules.activities.queries.local_rules import number_of
from livskraft.modules.activities.queries.sign_ups import reach_of
from livskraft.modules.activities.rules.local_rules import LocalRuleKey
from livskraft.modules.activities.rules.phones import is_mobile
from livskraft.modules.activities.rules.vocabulary import Because, CallOutcome, SignUpState
from livskraft.people.models import Person


def ask_to_call(*, occasion: Occasion, because: Because, by: Actor) -> int:
    """Everybody who still stands signed up is to be told; how many. The caller holds the row of the occasion.

    Calls that this one makes needless are ended: an offer of what is cancelled, a cancelling that was taken back before
    the person was told of it, an earlier move. Nobody is told of what has been.
    """
    standing = list(occasion.sign_ups.standing().select_related("person__merged_into"))
    open_calls = Call.objects.open().filter(sign_up__in=standing)
    needless = open_calls.exclude(because=Because.OFFER) if because != Because.CANCELLED else open_calls
    untold = set(open_calls.filter(because=Because.CANCELLED).values_list("sign_up", flat=True))
    # Who could read it has heard it, though nobody has called.
    untold -= set(
        Message.objects.filter(
            because=Because.CANCELLED,
            sent_at__isnull=False,
            sign_up__calls__in=open_calls.filter(because=Because.CANCELLED),
            asked_at__gte=F("sign_up__calls__asked_at"),
        ).values_list("sign_up", flat=True)
    )
    offered = set(open_calls.filter(because=Because.OFFER).values_list("sign_up", flat=True))
    needless.update(closed_at=by.at)
    if occasion.ends_at <= by.at:
        return 0
    if because == Because.RESTORED:
        again = [each for each in standing if each.state == SignUpState.OFFERED and each.pk not in offered]
        SignUp.objects.filter(pk__in=[each.pk for each in again]).update(offer_until=None)
        call_them(sign_ups=again, occasion=occasion, because=Because.OFFER, by=by)
        offered |= {each.pk for each in again}
        # Who has not heard that it was off need not hear that it is on.
        standing = [each for each in standing if each.pk not in untold]
    if because != Because.CANCELLED:
        # An offer that nobody has told of yet is told with the time that holds now.
        standing = [each for each in standing if each.pk not in offered]
    call_them(sign_ups=standing, occasion=occasion, because=because, by=by)
    return len(standing)


def call_them(*, sign_ups: Iterable[SignUp], occasion: Occasion, because: Because, by: Actor) -> None:
    """A call to each, and a message besides where there is an address or a gateway; as many queries for all as for one.

    The message is sent by a task, when the transaction is over.
    """
    called = list(sign_ups)
    if not called:
        return
    starts = min(filter(None, [occasion.starts_at, occasion.moved_from]))
    due = max(min(by.at + timedelta(hours=number_of(LocalRuleKey.CALL_HOURS)), starts), by.at)
    Call.objects.bulk_create(
        [Call(sign_up=one, site_id=occasion.site_id, because=because, asked_at=by.at, due_at=due) for one in called],
        batch_size=500,
    )
    Message.objects.bulk_create(_messages(called, because, by), batch_size=500)
    audit.wrote(by, "activities.calls_asked", [occasion], ["calls"])


@transaction.atomic
def record_call(*, call: Call, outcome: CallOutcome, version: int | None = None, by: Actor) -> Call:
    """How it went. Reached, or word left, and the call is done; an offer is only done when the person was reached.

    From then the person has days to think. Raises Refused when somebody else has already made the call, and Conflict
    when it is no longer at `version`.
    """
    held = _held(call, version, by)
    if held.closed_at:
        raise Refused(_("Samtalet är redan avklarat."))
    CallAttempt.objects.create(call=held, at=by.at, by=by.user, outcome=outcome)
    offer = held.because == Because.OFFER
    if outcome == CallOutcome.REACHED or (outcome == CallOutcome.LEFT_WORD and not offer):
        held.closed_at, held.outcome = by.at, outcome
    elif outcome == CallOutcome.LEFT_WORD:
        # Word on a machine is no answer: the seat is kept, and the person is called once more.
        held.due_at = by.at + timedelta(hours=number_of(LocalRuleKey.CALL_HOURS))
    held.save()
    if offer and outcome == CallOutcome.REACHED:
        occasion = held.sign_up.occasion
        until = by.at + timedelta(days=number_of(LocalRuleKey.OFFER_DAYS))
        SignUp.objects.filter(pk=held.sign_up_id, state=SignUpState.OFFERED).update(
            offer_until=max(min(until, occasion.starts_at), by.at)
        )
    audit.wrote(by, "activities.call_recorded", [held, *_person(held)], ["outcome"])
    return held


@transaction.atomic
def take_back_call(*, call: Call, version: int | None = None, by: Actor) -> Call:
    """What was last written about the call was a slip of the thumb: the call is to be made as before."""
    held = _held(call, version, by)
    last = held.attempts.order_by("-at", "-pk").first()
    if last is None:
        raise Refused(_("Inget är antecknat om samtalet."))
    if held.closed_at and held.because == Because.OFFER:
        waits = SignUp.objects.filter(pk=held.sign_up_id, state=SignUpState.OFFERED)
        if not waits.update(offer_until=None):
            raise Refused(_("Personen har redan svarat på erbjudandet."))
    elif held.closed_at and _is_needless(held):
        raise Refused(_("Samtalet behövs inte längre."))
    last.delete()
    held.closed_at, held.outcome = None, ""
    held.save()
    audit.wrote(by, "activities.call_taken_back", [held, *_person(held)], ["outcome"])
    return held


def end_calls(*, sign_up: SignUp, because: Because | None = None, by: Actor) -> None:
    """Nobody need call about that any more, or about anything; called in the action that made it so."""
    needless = Call.objects.open().filter(sign_up=sign_up)
    (needless.filter(because=because) if because else needless).update(closed_at=by.at)


def _is_needless(call: Call) -> bool:
    """Whether something has happened since that ends it: it was ended unmade, or told anew, or nobody is signed up."""
    later = Call.objects.filter(sign_up=call.sign_up_id, pk__gt=call.pk)
    return not call.outcome or later.exists() or not SignUp.objects.standing().filter(pk=call.sign_up_id).exists()


def _held(call: Call, version: int | None, by: Actor) -> Call:
    """The call locked, after the occasion: in the order that everything about sign-ups locks."""
    by.must(Permission.SIGN_UP, at=call.site)
    Occasion.objects.select_for_update().get(pk=call.sign_up.occasion_id)
    return versions.locked(call, version)


def _person(call: Call) -> list[Person]:
    return [call.sign_up.person] if call.sign_up.person else []


def _messages(called: list[SignUp], because: Because, by: Actor) -> list[Message]:
    """Nothing goes out to somebody whose details are protected."""
    channel = Message.Channel
    texts = gateway() is not None
    made = []
    for one, reach in reach_of(called, protected=False).items():
        channels = [channel.EMAIL] if reach.email else []
        channels += [channel.SMS] if texts and is_mobile(reach.phone) else []
        made += [Message(sign_up_id=one, channel=each, because=because, asked_at=by.at) for each in channels]
    return made
