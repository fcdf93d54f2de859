"""What has happened to an item or a gym?"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from livskraft.access.models import User
from livskraft.kit.partial_date import PartialDate
from livskraft.modules.minigym.models import (
    Equipment,
    FollowUp,
    Gym,
    Inspection,
    Move,
    RegimeChange,
    Round,
    Service,
    ServiceOrder,
    Stop,
)
from livskraft.modules.minigym.rules import (
    Status,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to an item or a gym. `on` is known as exactly as it was written down."""

    on: PartialDate
    what: str
    detail: str = ""
    who: str = ""
    kind: str = "neutral"
    url: str = ""


def history_of_item(item: Equipment) -> list[Event]:
    """Everything that was recorded of the item, the latest first, at the same number of queries however long it is."""
    events: list[Event] = []
    people = "recorded_by"
    for inspection in Inspection.objects.filter(item=item).select_related("round", people):
        # An imported list says when an item was inspected, never with what result.
        told = _("Besiktad") if inspection.imported else _("Besiktad: %(verdict)s")
        ok = inspection.verdict == Verdict.OK
        events.append(
            Event(
                inspection.on,
                told % {"verdict": inspection.get_verdict_display()},
                inspection.remark or (_("Ur den inlästa listan.") if inspection.imported else ""),
                inspection.round.inspector if inspection.round else _name(inspection.recorded_by),
                "done" if ok else "late" if inspection.verdict == Verdict.STOP else "soon",
                inspection.round.get_absolute_url() if inspection.round else "",
            )
        )
    for service in Service.objects.filter(item=item).select_related("firm", people):
        detail = service.note or (_("Ur den inlästa listan.") if service.imported else "")
        events.append(
            Event(service.on, _("Service utförd"), detail, str(service.firm or _name(service.recorded_by)), "done")
        )
    for stop in Stop.objects.filter(item=item).select_related("by", "ended_by"):
        events.append(Event(_day(stop.since), _("Tagen ur bruk"), stop.reason, _name(stop.by), "stopped"))
        if stop.ended_at:
            events.append(Event(_day(stop.ended_at), _("Åter i bruk"), stop.ended_reason, _name(stop.ended_by), "done"))
    for move in Move.objects.filter(item=item).select_related("before__site", "after__site", "by"):
        what = _("Flyttad från %(before)s till %(after)s") % {
            "before": f"{move.before.site}, {move.before}",
            "after": f"{move.after.site}, {move.after}",
        }
        events.append(Event(PartialDate.of(move.on), what, move.reason, _name(move.by), "info"))
    for change in RegimeChange.objects.filter(item=item).select_related("before", "after", "by"):
        names = {"before": change.before, "after": change.after}
        what = _("Ansvaret ändrat från ”%(before)s” till ”%(after)s”") % names
        events.append(Event(PartialDate.of(change.on), what, change.reason, _name(change.by), "info"))
    for follow_up in FollowUp.objects.filter(item=item).select_related("opened_by", "closed_by"):
        url = follow_up.get_absolute_url()
        who = _name(follow_up.opened_by)
        events.append(Event(_day(follow_up.opened_at), _("Uppföljning öppnad"), follow_up.what, who, "soon", url))
        if follow_up.closed_at:
            who = _name(follow_up.closed_by)
            events.append(
                Event(_day(follow_up.closed_at), _("Uppföljning avslutad"), follow_up.outcome, who, "done", url)
            )
    if item.retired_on:
        events.append(Event(PartialDate.of(item.retired_on), _("Kasserad"), item.retired_reason, kind="stopped"))
    if item.acquired:
        events.append(Event(item.acquired, _("Anskaffad"), item.supplier))
    return sorted(events, key=lambda event: event.on.code, reverse=True)


def history_of_gym(gym: Gym, most: int = 50) -> list[Event]:
    """The latest of what happened in the gym and to its list, at most `most` of each kind."""
    events: list[Event] = []
    for round in Round.objects.filter(gym=gym, finished_at__isnull=False).select_related("firm")[:most]:
        who = ", ".join(str(part) for part in (round.inspector, round.firm) if part)
        events.append(Event(PartialDate.of(round.on), _("Besiktning"), "", who, "done", round.get_absolute_url()))
    orders = ServiceOrder.objects.filter(gym=gym, performed_on__isnull=False).select_related("agreement__firm")
    for order in orders[:most]:
        assert order.performed_on
        firm = str(order.agreement.firm)
        events.append(
            Event(PartialDate.of(order.performed_on), _("Service"), "", firm, "done", order.get_absolute_url())
        )
    moves = Move.objects.filter(Q(before=gym) | Q(after=gym))
    for move in moves.select_related("item__kind", "before__site", "after__site", "by")[:most]:
        here = move.after_id == gym.pk
        other = move.before if here else move.after
        what = _("%(item)s flyttad hit från %(place)s") if here else _("%(item)s flyttad till %(place)s")
        what = what % {"item": move.item, "place": f"{other.site}, {other}"}
        events.append(
            Event(PartialDate.of(move.on), what, move.reason, _name(move.by), "info", move.item.get_absolute_url())
        )
    for item in gym.items.filter(status=Status.RETIRED).select_related("kind").order_by("-retired_on")[:most]:
        assert item.retired_on
        what = _("%(item)s kasserad") % {"item": item}
        events.append(
            Event(PartialDate.of(item.retired_on), what, item.retired_reason, "", "stopped", item.get_absolute_url())
        )
    for closure in gym.closures.select_related("by", "ended_by")[:most]:
        events.append(
            Event(_day(closure.since), _("Stängt tills vidare"), closure.reason, _name(closure.by), "stopped")
        )
        if closure.ended_at:
            detail, who = closure.ended_reason, _name(closure.ended_by)
            events.append(Event(_day(closure.ended_at), _("Öppet igen"), detail, who, "done"))
    for confirmation in gym.confirmations.select_related("by")[:most]:
        detail = ngettext("%d maskin", "%d maskiner", confirmation.items) % confirmation.items
        events.append(Event(_day(confirmation.at), _("Listan bekräftad"), detail, _name(confirmation.by), "done"))
    for printed in gym.prints.select_related("by")[:most]:
        detail = _("Version %(number)s") % {"number": printed.number}
        events.append(Event(_day(printed.at), _("Listan utskriven till pärmen"), detail, _name(printed.by), "done"))
    for upload in gym.uploads.filter(confirmed_at__isnull=False).select_related("uploaded_by")[:most]:
        assert upload.confirmed_at
        detail = ngettext("%d maskin lades till", "%d maskiner lades till", upload.added) % upload.added
        events.append(Event(_day(upload.confirmed_at), _("Lista inläst"), detail, _name(upload.uploaded_by), "info"))
    return sorted(events, key=lambda event: event.on.code, reverse=True)


def _day(at: datetime) -> PartialDate:
    return PartialDate.of(timezone.localdate(at))


def _name(user: User | None) -> str:
    return user.name if user else ""
