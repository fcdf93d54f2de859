"""How do rows of items become one duty per gym, and whom does a duty without an account wait on?"""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from livskraft.duties.catalogue import Duty, WaitingOn
from livskraft.modules.minigym.models import Gym
from livskraft.modules.minigym.queries import LAST, Task
from livskraft.modules.minigym.rules import next_due
from livskraft.organisation.models import Contact, Premises

# The items carry annotations that the model does not know.
Group = tuple[Gym, list[Any]]


def per_gym(rows: Iterable[Any], also: Callable[[Any], Any] = lambda item: 0) -> list[Group]:
    """The rows of each gym, kept apart by what `also` says of them: one visit sees to all of a group."""

    def key(item: Any) -> tuple[int, Any]:
        return item.gym_id, also(item) or 0

    grouped = groupby(sorted(rows, key=lambda item: (*key(item), item.pk)), key=key)
    return [(items[0].gym, items) for items in (list(group) for _by, group in grouped)]


def duty_of(
    group: Group, *, key: str, what: str, url: str, task: Task, waiting_on: WaitingOn | None = None, action: str = ""
) -> Duty:
    """One duty for a gym's items, due when the first of them is; `what` has room for %(what)s and %(gym)s."""
    gym, items = group
    days = [next_due(months=item.duty_months, acquired=item.acquired, last=getattr(item, LAST[task])) for item in items]
    return Duty(
        key=key,
        unit_id=gym.site_id,
        unit_name=gym.site.name,
        what=what % {"what": named(items), "gym": gym},
        url=url,
        due=min((day for day in days if day), default=None),
        count=len(items),
        waiting_on=waiting_on,
        action=action,
    )


def named(items: list[Any]) -> str:
    """The only item by its name, several by their number."""
    return str(items[0]) if len(items) == 1 else ngettext("%d maskin", "%d maskiner", len(items)) % len(items)


def reach(unit: str) -> dict[str, Subquery]:
    """Annotations with the first contact of the unit that the field `unit` leads to."""
    first = Contact.objects.filter(unit=OuterRef(unit)).order_by("pk")
    return {f"reach_{name}": Subquery(first.values(name)[:1]) for name in ("name", "phone", "email")}


def owners_at(sites: Collection[int]) -> dict[int, Any]:
    """Site → its premises with the owner and how to reach them; sites of which no owner is known are absent.

    A query of its own, for the few rows that wait on an owner, and none when there are no such rows.
    """
    owned = Premises.objects.filter(site__in=sites, property_owner__isnull=False)
    found = owned.select_related("property_owner").annotate(**reach("property_owner"))
    return {premises.site_id: premises for premises in found} if sites else {}


def waits_on_owner(premises: Any, *, letter_url: str, evidence_url: str, evidence_label: str) -> WaitingOn:
    """The owner of the house as `owners_at` found them, or None when nobody is known."""
    urls = {"letter_url": letter_url, "evidence_url": evidence_url, "evidence_label": evidence_label}
    if premises is None:
        return WaitingOn(name=_("Fastighetsägare saknas"), **urls)
    return waits_on(premises, premises.property_owner.name, **urls)


def waits_on(row: Any, name: str, *, letter_url: str, evidence_url: str, evidence_label: str) -> WaitingOn:
    """The party by `name`, reached as the annotations of `reach` say."""
    return WaitingOn(
        name=name,
        contact=row.reach_name or "",
        phone=row.reach_phone or "",
        email=row.reach_email or "",
        letter_url=letter_url,
        evidence_url=evidence_url,
        evidence_label=evidence_label,
    )


def days_after(moment_day: date, days: int) -> date:
    """The last day to do what fell to somebody on `moment_day`."""
    return date.fromordinal(moment_day.toordinal() + days)
