"""How does each item, and each gym, stand with its inspections and services?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from livskraft.kit import formats
from livskraft.modules.minigym.models import (
    Equipment,
    Gym,
    RegimeTerms,
)
from livskraft.modules.minigym.queries.due import LAST, Task, late
from livskraft.modules.minigym.rules import (
    Standing,
    Status,
    next_due,
    standing,
)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items a gym keeps, how many of them are late, and how many are out of use."""

    kept: int = 0
    late: int = 0
    stopped: int = 0


def counts_of(gyms: Iterable[Gym], terms: Mapping[str, RegimeTerms], today: date) -> dict[int, Counts]:
    """Gym id → counts, in one query; gyms without items are absent."""
    rows = (
        Equipment.objects.kept()
        .filter(gym__in=[gym.pk for gym in gyms])
        .order_by()
        .values("gym")
        .annotate(
            kept=Count("pk"),
            overdue=Count("pk", filter=late(terms, today)),
            stopped=Count("pk", filter=Q(status=Status.OUT_OF_USE)),
        )
        .values_list("gym", "kept", "overdue", "stopped")
    )
    return {gym: Counts(kept, overdue, stopped) for gym, kept, overdue, stopped in rows}


_STATUS = {
    Standing.NEVER: "",
    Standing.UNKNOWN: "neutral",
    Standing.LATE: "late",
    Standing.SOON: "soon",
    Standing.LATER: "done",
}


@dataclass(frozen=True, slots=True)
class Outlook:
    """When the next inspection or service is, and how that stands today; `due` None when nothing is known or owed."""

    standing: Standing
    due: date | None
    months: int | None
    today: date

    @property
    def kind(self) -> str:
        """Which status tag says it; empty when nothing is ever owed."""
        return _STATUS[self.standing]

    @property
    def text(self) -> str:
        if self.standing == Standing.UNKNOWN or self.due is None:
            return _("Okänt när, gör nu")
        late_or_soon = self.standing in (Standing.LATE, Standing.SOON)
        return formats.days_late(self.due, self.today) if late_or_soon else formats.day(self.due, self.today)


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item as a list shows it."""

    item: Equipment
    inspection: Outlook
    service: Outlook

    @property
    def worst(self) -> Outlook:
        """The one that matters first: late before unknown before soon."""
        order = [Standing.LATE, Standing.UNKNOWN, Standing.SOON, Standing.LATER, Standing.NEVER]
        return min((self.inspection, self.service), key=lambda outlook: order.index(Standing(outlook.standing)))


def outlook(item: Equipment, task: Task, terms: RegimeTerms | None, today: date) -> Outlook:
    months = getattr(terms, f"{task}_months") if terms else None
    due = next_due(months=months, acquired=item.acquired, last=getattr(item, LAST[task]))
    return Outlook(standing(due=due, today=today), None if due == date.max else due, months, today)


def rows_of(items: Iterable[Equipment], terms: Mapping[str, RegimeTerms], today: date) -> list[ItemRow]:
    """The items, which have their regime, with what is next for each."""
    return [
        ItemRow(
            item,
            outlook(item, "inspection", terms.get(item.regime.key), today),
            outlook(item, "service", terms.get(item.regime.key), today),
        )
        for item in items
    ]
