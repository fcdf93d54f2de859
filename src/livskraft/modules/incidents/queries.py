"""Who is told of an incident, who may know the person, how is it counted, and how quickly is it seen to?"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from statistics import median

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from livskraft.access.actor import Actor
from livskraft.access.models import Assignment
from livskraft.access.roles import Role
from livskraft.duties.queries import is_vacant
from livskraft.kit.periods import Period
from livskraft.modules.incidents.models import Incident, InsuranceText
from livskraft.modules.incidents.permissions import Permission
from livskraft.modules.incidents.rules import TEXTS, Context, Factor, Insurance, Kind, What, may_know_person
from livskraft.organisation.models import Unit, UnitQuerySet
from livskraft.organisation.queries import ids_in_path, provider_of


@dataclass(frozen=True, slots=True)
class Text:
    """What is said of an insurance; `version` 0 is the text that comes along."""

    insurance: Insurance
    text: str
    source: str
    version: int = 0


def texts() -> dict[Insurance, Text]:
    """What this municipality says of each insurance; one query."""
    kept = {Insurance(each.insurance): each for each in InsuranceText.objects.all()}
    found = {}
    for insurance in Insurance:
        own = kept.get(insurance)
        text, source = (own.text, own.source) if own else (str(word) for word in TEXTS[insurance])
        found[insurance] = Text(insurance, text, source, own.version if own else 0)
    return found


def may_know_name(incident: Incident, actor: Actor) -> bool:
    """Whether the actor, who may see the incident, may also see whom it concerned."""
    if not incident.is_named or not actor.assignment:
        return False
    role, site = actor.assignment.role, incident.site
    manages = actor.may(Permission.HANDLE, at=site)
    above = manages and role != Role.UNIT_MANAGER
    provider = provider_of(site, actor.today)
    return may_know_person(
        is_manager_there=manages and role == Role.UNIT_MANAGER and actor.assignment.unit_id == site.pk,
        is_manager_above=above,
        manager_missing=above and is_vacant(Role.UNIT_MANAGER, site, actor.today),
        is_coordinator=incident.with_coordinator and actor.may(Permission.COORDINATE, at=site),
        same_provider=(provider.pk if provider else None) == incident.provider_id,
    )


def holders(site: Unit, role: Role, today: date) -> list[str]:
    """The names of those who hold the role at the site or above it; empty when the post is vacant."""
    held = Assignment.objects.holding_on(today).filter(role=role, user__is_active=True)
    return list(held.filter(unit__in=ids_in_path(site)).order_by("user__sort_key").values_list("user__name", flat=True))


def happened_in(units: UnitQuerySet, period: Period) -> QuerySet[Incident, Incident]:
    """The incidents that happened at `units` on a day of the half-open period, by Swedish clocks."""
    found = Incident.objects.filter(site__in=units, happened_at__gte=midnight(period.starts))
    return found.filter(happened_at__lt=midnight(period.ends)) if period.ends else found


def midnight(day: date) -> datetime:
    """When the day begins by Swedish clocks."""
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())


@dataclass(slots=True)
class Row:
    """How many of something, and how many of them were near-misses."""

    label: str
    near_misses: int = 0
    accidents: int = 0

    @property
    def all(self) -> int:
        return self.near_misses + self.accidents


@dataclass(slots=True)
class Waits:
    """How long it took from report to something, and for how many that is known."""

    label: str
    times: list[timedelta] = field(default_factory=list)

    @property
    def words(self) -> str:
        """The middle of the times in words, empty when there are none."""
        if not self.times:
            return ""
        hours = round(median(each / timedelta(hours=1) for each in self.times))
        if hours < 1:
            return _("mindre än en timme")
        if hours < 48:
            return ngettext("%(n)d timme", "%(n)d timmar", hours) % {"n": hours}
        return _("%(n)d dygn") % {"n": round(hours / 24)}


@dataclass(frozen=True, slots=True)
class Overview:
    total: Row
    by_site: list[Row]
    by_what: list[Row]
    by_equipment: list[Row]
    by_cause: list[Row]
    by_context: list[Row]
    open: int
    waits: list[Waits]


def overview(incidents: QuerySet[Incident, Incident]) -> Overview:
    """Counts and times of the incidents; one query whatever their number, and no person in it."""
    rows = list(
        incidents.order_by().values(
            "site", "site__name", "kind", "what", "context", "item_kind", "closed_at", "reported_at", "received_at",
            "decided_at", *(factor.value for factor in Factor),
        )
    )  # fmt: skip
    total = Row(_("Alla"))
    tallies: dict[str, dict[object, Row]] = {name: {} for name in ("site", "what", "equipment", "cause", "context")}
    waits = {
        "received_at": Waits(_("Chefen tog emot")),
        "decided_at": Waits(_("Beslut")),
        "closed_at": Waits(_("Avslutad")),
    }

    def add(table: str, label: str, kind: str, key: object = None) -> None:
        _count(tallies[table].setdefault(key or label, Row(label)), kind)

    for row in rows:
        kind = row["kind"]
        _count(total, kind)
        add("site", row["site__name"], kind, key=row["site"])
        add("what", str(What(row["what"]).label), kind)
        add("context", str(Context(row["context"]).label), kind)
        if row["item_kind"]:
            add("equipment", row["item_kind"], kind)
        for cause in [str(factor.label) for factor in Factor if row[factor.value]] or [_("Inget bidrog, eller okänt")]:
            add("cause", cause, kind)
        for ended, wait in waits.items():
            if row[ended]:
                wait.times.append(row[ended] - row["reported_at"])
    return Overview(
        total=total,
        by_site=_most_first(tallies["site"].values()),
        by_what=_most_first(tallies["what"].values()),
        by_equipment=_most_first(tallies["equipment"].values()),
        by_cause=_most_first(tallies["cause"].values()),
        by_context=_most_first(tallies["context"].values()),
        open=sum(row["closed_at"] is None for row in rows),
        waits=list(waits.values()),
    )


def _count(row: Row, kind: str) -> None:
    if kind == Kind.NEAR_MISS:
        row.near_misses += 1
    else:
        row.accidents += 1


def _most_first(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (-row.all, row.label.casefold()))
