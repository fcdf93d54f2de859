"""What do we write to somebody who owes us something and has no account: the owner of the house, the firm?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.documents.report import Bullets, Report, Text
from livskraft.kit.formats import day
from livskraft.modules.minigym.models import Equipment, Gym, ServiceOrder
from livskraft.modules.minigym.papers.order import line
from livskraft.organisation.models import Contact, Unit


@dataclass(frozen=True)
class Letter:
    """A letter as text, for e-mail and for paper alike."""

    to: str
    email: str
    subject: str
    paragraphs: Sequence[str]
    items: Sequence[str]
    closing: str

    @property
    def text(self) -> str:
        """The whole letter as it stands in an e-mail."""
        listed = "\n".join(f"– {item}" for item in self.items)
        return "\n\n".join(part for part in (*self.paragraphs, listed, self.closing) if part)

    @property
    def mailto(self) -> str:
        """The address of a new e-mail with everything filled in."""
        return f"mailto:{quote(self.email, safe='@')}?subject={quote(self.subject)}&body={quote(self.text)}"

    def report(self, dated: date) -> Report:
        """The letter on paper."""
        return Report(
            title=self.subject,
            meta=[(_("Till"), self.to)],
            blocks=[
                *(Text(part) for part in self.paragraphs if part),
                Bullets(self.items),
                *([Text(self.closing)] if self.closing else []),
            ],
            dated=dated,
        )


def to_property_owner(
    *, gym: Gym, owner: Unit, contact: Contact | None, address: str, items: Sequence[Equipment], sender: str
) -> Letter:
    """Asks the owner of the house to inspect its fixtures.

    Source: 000 Service och underhåll av utrustning (wall bars are inspected by the property owner).
    """
    return Letter(
        to=_to(owner, contact),
        email=contact.email if contact else "",
        subject=_("Besiktning av fast inredning i %(gym)s") % {"gym": gym.full_name},
        paragraphs=[
            _("Hej!"),
            _(
                "I %(where)s finns fast inredning som hör till fastigheten. "
                "Ni som fastighetsägare besiktar den, och det är dags för nästa besiktning. Den gäller:"
            )
            % {"where": _place(gym, address)},
        ],
        items=[line(item) for item in items],
        closing=_(
            "Skicka protokollet till oss när besiktningen är gjord, "
            "eller svara med dag, vem som besiktade och resultat. "
            "Hör av er om ni behöver komma in i lokalen.\n\nMed vänlig hälsning\n%(sender)s\n%(site)s"
        )
        % {"sender": sender, "site": gym.site},
    )


def to_firm(*, order: ServiceOrder, contact: Contact | None, today: date) -> Letter:
    """The order as an e-mail; when it has been sent before and no day is booked, a reminder."""
    firm = order.agreement.firm
    ordered = timezone.localdate(order.ordered_at)
    subject = _("Beställning %(number)s, %(gym)s") % {"number": order.pk, "gym": order.gym.full_name}
    reminder = ordered < today and order.booked_on is None
    return Letter(
        to=_to(firm, contact),
        email=contact.email if contact else "",
        subject=_("Påminnelse: %(subject)s") % {"subject": subject} if reminder else subject,
        paragraphs=[
            _("Hej! Vi beställde det här %(day)s och har inte fått någon dag. När kan ni komma?")
            % {"day": day(ordered, today)}
            if reminder
            else "",
            order.text,
            _("Utrustning:"),
        ],
        items=[line(one.item) for one in order.lines.select_related("item__kind").order_by("item__sort_key", "item")],
        closing="",
    )


def _to(unit: Unit, contact: Contact | None) -> str:
    return f"{unit}, {contact.name}" if contact and contact.name else str(unit)


def _place(gym: Gym, address: str) -> str:
    return f"{gym.full_name}, {address}," if address else gym.full_name
