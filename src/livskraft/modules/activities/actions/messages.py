"""What goes out by e-mail and SMS besides the call, and did it go?

Only to the person themselves, and only what is on and when: never anybody else's name, and nothing about health.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit import formats
from livskraft.kit.sms import gateway
from livskraft.modules.activities.models import Message, Occasion, SignUp
from livskraft.modules.activities.queries.sign_ups import reach_of
from livskraft.modules.activities.rules.vocabulary import STILL_SIGNED_UP, Because, SignUpState

logger = logging.getLogger(__name__)
MOST_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Words:
    """On one line each; the subject says what has happened, the text what to do about it."""

    subject: str
    text: str


def words_of(because: str, occasion: Occasion, by: Actor) -> Words | None:
    """What is said of the occasion as it is now; None when it no longer holds, so that nobody is told a lie."""
    about = {
        "what": _one_line(occasion.activity.title),
        "when": when(occasion, by),
        "where": _one_line(occasion.site.name),
    }
    if occasion.is_cancelled != (because == Because.CANCELLED) or occasion.starts_at <= by.at:
        return None
    said = {
        Because.CANCELLED: (
            _("Inställt: %(what)s %(when)s"),
            _("Aktiviteten %(what)s %(when)s på %(where)s är inställd."),
        ),
        Because.MOVED: (_("Ny tid: %(what)s"), _("Aktiviteten %(what)s på %(where)s är flyttad till %(when)s.")),
        Because.RESTORED: (
            _("Det blir av: %(what)s %(when)s"),
            _("Aktiviteten %(what)s %(when)s på %(where)s blir av ändå."),
        ),
        Because.OFFER: (
            _("Det finns en plats: %(what)s %(when)s"),
            _("Det finns en plats till dig på %(what)s %(when)s på %(where)s. Personalen ringer dig och frågar."),
        ),
    }[Because(because)]
    return Words(said[0] % about, said[1] % about)


def when(occasion: Occasion, by: Actor) -> str:
    """ "tisdag 3 mars kl. 10.00" """
    return _("%(day)s kl. %(time)s") % {
        "day": formats.day(occasion.on, by.today),
        "time": formats.clock(occasion.from_time),
    }


def send_messages(*, by: Actor) -> int:
    """Sends what waits, each at most once whatever happens; how many went. For the schedule.

    One that fails does not stop the others, and is not tried again: the person is called besides.
    """
    waiting = Message.objects.filter(sent_at=None, failed="").select_related("sign_up__person__merged_into")
    found = list(waiting.order_by("pk")[:MOST_AT_A_TIME])
    reached = reach_of([each.sign_up for each in found], protected=False)
    sent = 0
    for message in found:
        # Taken before it is sent: another worker at the same moment gets nothing to do.
        taken = Message.objects.filter(pk=message.pk, sent_at=None, failed="").update(sent_at=timezone.now())
        if not taken:
            continue
        reach = reached.get(message.sign_up_id)
        words = _still_holds(message, by)
        if reach is None or words is None:
            Message.objects.filter(pk=message.pk).update(sent_at=None, failed=_("Gäller inte längre."))
            continue
        try:
            _SENDERS[message.channel](reach.email if message.channel == Message.Channel.EMAIL else reach.phone, words)
            sent += 1
        except Exception as why:  # noqa: BLE001 - whatever went wrong, the others are still to be told
            # Neither address nor name in the log, nor in the row.
            logger.warning("Message %s could not be sent: %s", message.pk, type(why).__name__)
            Message.objects.filter(pk=message.pk).update(sent_at=None, failed=type(why).__name__)
    if found:
        audit.wrote(by, "activities.messages_sent", found, ["sent_at"])
    return sent


def _still_holds(message: Message, by: Actor) -> Words | None:
    """What is to be said to somebody who still stands signed up, read now: much may happen while others are told."""
    states = [SignUpState.OFFERED] if message.because == Because.OFFER else STILL_SIGNED_UP
    rows = SignUp.objects.filter(pk=message.sign_up_id, state__in=states)
    now = rows.select_related("occasion__activity", "occasion__site").first()
    return words_of(message.because, now.occasion, by) if now else None


def _email(to: str, words: Words) -> None:
    closing = _("Har du frågor, ring eller fråga personalen. Det går inte att svara på det här meddelandet.")
    EmailMessage(
        subject=words.subject,
        body=f"{words.text}\n\n{closing}\n\n{_one_line(settings.LIVSKRAFT_MUNICIPALITY)}\n",
        to=[to],
        headers={"Auto-Submitted": "auto-generated"},
    ).send()


def _sms(to: str, words: Words) -> None:
    found = gateway()
    if found is None:
        raise LookupError("no gateway")
    found.send(to, words.text)


_SENDERS: dict[str, Callable[[str, Words], None]] = {Message.Channel.EMAIL: _email, Message.Channel.SMS: _sms}


def _one_line(text: str) -> str:
    """A line break in a title must not become a header of its own."""
    return " ".join(text.split())
