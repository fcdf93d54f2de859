"""What does a service order say, as a text to edit and as a paper to send?"""

from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.documents.report import Column, Heading, Report, Table, Text
from livskraft.modules.minigym.models import Agreement, Equipment, Gym, ServiceOrder
from livskraft.modules.minigym.rules import Status


def order_text(*, gym: Gym, agreement: Agreement, yearly: bool, address: str, sender: str, wrong: str = "") -> str:
    """The order as it is proposed, with what is `wrong`. The words can be changed; the items are added after them."""
    what = _("årlig service") if yearly else _("underhåll")
    under = _(" enligt avtal %(number)s") % {"number": agreement.reference} if agreement.reference else ""
    lines = [
        _("Hej!"),
        "",
        _("Vi beställer %(what)s%(under)s på utrustningen i listan, som står i %(gym)s%(address)s.")
        % {
            "what": what,
            "under": under,
            "gym": gym.full_name,
            "address": f", {address}" if address else "",
        },
        *(["", _("Felet: %(wrong)s") % {"wrong": wrong}] if wrong else []),
        "",
        _("Svara med vilken dag ni kan komma. Lämna protokoll för varje maskin."),
        _("Fakturan ställs till %(payer)s.") % {"payer": agreement.invoiced},
        "",
        _("Med vänlig hälsning"),
        sender,
        str(gym.site),
    ]
    return "\n".join(lines)


def line(item: Equipment) -> str:
    """One item as the firm wants to see it: what, which make, which number, and whether it stands still."""
    about = [f"{item.make} {item.model}".strip(), item.serial_number and f"nr {item.serial_number}"]
    if item.status == Status.OUT_OF_USE:
        about.append(_("ur bruk"))
    words = ", ".join(part for part in about if part)
    return f"{item} ({words})" if words else str(item)


def service_order(order: ServiceOrder) -> Report:
    """The order as a paper; the items stand in a table of their own, as they were ordered."""
    lines = order.lines.select_related("item__kind").order_by("item__sort_key", "item")
    agreement = order.agreement
    return Report(
        title=_("Beställning av service") if order.yearly else _("Beställning av underhåll"),
        subtitle=order.gym.full_name,
        meta=[
            (_("Beställning"), str(order.pk)),
            (_("Till"), str(agreement.firm)),
            (_("Avtal"), agreement.reference),
            (_("Beställare"), str(agreement.customer)),
            (_("Faktureras"), str(agreement.invoiced)),
            (_("Bokad dag"), order.booked_on or _("ännu ingen")),
        ],
        blocks=[
            Text(order.text),
            Heading(_("Utrustning")),
            Table(
                [
                    Column(_("Maskin"), 3),
                    Column(_("Fabrikat och modell"), 3),
                    Column(_("Serienummer"), 2),
                    Column(_("Placering"), 2),
                ],
                [
                    [
                        str(one.item),
                        f"{one.item.make} {one.item.model}".strip(),
                        one.item.serial_number,
                        one.item.placement,
                    ]
                    for one in lines
                ],
            ),
        ],
        dated=timezone.localdate(order.ordered_at),
    )
