"""What is known about a site, and what do all sites in somebody's reach owe? Reads that span rooms and modules."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from livskraft.access.actor import Actor
from livskraft.access.models import Assignment
from livskraft.access.roles import EXTERNAL, Role
from livskraft.duties.catalogue import DutyKind, kinds
from livskraft.duties.queries import UnitCount, counts_at, vacancies
from livskraft.duties.rules import CLIMBS_TO
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Contact, Contract, Premises, Unit, UnitQuerySet
from livskraft.organisation.queries import ids_in_path

BETWEEN = frozenset({UnitKind.AREA, UnitKind.AREA_PART})


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with a role at the site, or that nobody has it; `where` is said when they have it elsewhere."""

    role: str
    name: str
    where: str = ""

    @property
    def vacant(self) -> bool:
        return not self.name


@dataclass(frozen=True, slots=True)
class PastProvider:
    """Who was responsible before, from a day to another, both included."""

    name: str
    starts: date
    last_day: date


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """Who is responsible for a site and its house."""

    part: Unit | None
    area: Unit | None
    contract: Contract | None
    past: list[PastProvider]
    premises: Premises | None
    contacts: list[Contact]
    holders: list[Holder]

    @property
    def somebody_missing(self) -> bool:
        return any(holder.vacant for holder in self.holders)


@dataclass(slots=True)
class Tally:
    """How much is owed and how much of it is late."""

    owed: int = 0
    late: int = 0

    def add(self, other: "Tally | UnitCount") -> None:
        self.owed += other.owed
        self.late += other.late


@dataclass(slots=True)
class SiteRow:
    """One site in the overview; `state` and `what` are its words, put together here for there are hundreds of rows."""

    pk: int
    name: str
    part: str
    provider: str
    vacant: bool
    tally: Tally = field(default_factory=Tally)
    kinds: list[UnitCount] = field(default_factory=list)
    what: str = ""
    state: str = ""


@dataclass(slots=True)
class AreaBlock:
    """An area with its sites; `pk` 0 gathers what stands in no area."""

    pk: int
    name: str
    rows: list[SiteRow] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    vacant: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """What the overview is narrowed to; None is everything."""

    area: int | None = None
    provider: int | None = None
    kind: str | None = None


@dataclass(slots=True)
class Overview:
    """All sites in reach, by area, what they owe by kind, and what one can narrow it to."""

    areas: list[AreaBlock]
    kinds: list[tuple[DutyKind, Tally]]
    total: Tally
    sites: int
    area_choices: list[tuple[int, str]]
    provider_choices: list[tuple[int, str]]


def site_facts(site: Unit, today: date) -> SiteFacts:
    """Everything but duties and modules, in a fixed number of queries."""
    above = {unit.pk: unit for unit in Unit.objects.filter(pk__in=ids_in_path(site)[:-1])}
    part = next((unit for unit in above.values() if unit.kind == UnitKind.AREA_PART), None)
    area = next((unit for unit in above.values() if unit.kind == UnitKind.AREA), None)
    contracts = list(Contract.objects.filter(area_part__in=above).select_related("provider"))
    contract = next((each for each in contracts if today in each.period), None)
    premises = Premises.objects.filter(site=site).select_related("property_owner").first()
    owner = premises.property_owner if premises else None
    return SiteFacts(
        part=part,
        area=area,
        contract=contract,
        past=[
            PastProvider(each.provider.name, each.starts, each.ends - timedelta(days=1))
            for each in contracts
            if each.ends and each.ends <= today
        ],
        premises=premises,
        contacts=list(owner.contacts.all()) if owner else [],
        holders=_holders(site, [unit for unit in above.values() if unit.kind in BETWEEN], contract, today),
    )


def _holders(site: Unit, above: Iterable[Unit], contract: Contract | None, today: date) -> list[Holder]:
    """Staff at the site and above it, and the provider's own; the roles that owe come first, also when vacant."""
    owing = [role for role in CLIMBS_TO if any(kind.role == role for kind in kinds)]
    at = Q(unit=site) | Q(unit__in=list(above))
    if contract:
        at |= Q(unit=contract.provider_id, role__in=owing)
    held = (
        Assignment.objects.holding_on(today)
        .filter(at, user__is_active=True)
        .exclude(role__in=EXTERNAL)
        .select_related("user", "unit")
        .order_by("user__sort_key", "pk")
    )
    found: dict[Role, list[Holder]] = defaultdict(list)
    for assignment in held:
        where = "" if assignment.unit_id == site.pk else assignment.unit.name
        found[Role(assignment.role)].append(Holder(assignment.role_label, assignment.user.name, where))
    for role, units in vacancies(owing, {site.pk: site.path}, today).items():
        if units and not found[Role(role)]:
            found[Role(role)] = [Holder(str(Role(role).label), "")]
    in_order = [*owing, *(role for role in Role if role not in owing)]
    return [holder for role in in_order for holder in found.get(role, [])]


def overview(units: UnitQuerySet, today: date, choice: Choice) -> Overview:
    """The sites among `units` and what they owe: one query per kind, and a fixed number besides."""
    tree = {
        unit.pk: unit
        for unit in Unit.objects.filter(Q(pk__in=units), Q(kind__in=[*BETWEEN, UnitKind.SITE])).open_on(today)
    }
    # A provider reaches parts of areas but not the areas; their names are needed all the same.
    parents = [unit.parent_id for unit in tree.values() if unit.kind == UnitKind.AREA_PART and unit.parent_id]
    tree |= Unit.objects.in_bulk({parent for parent in parents if parent not in tree})
    providers = {
        contract.area_part_id: contract.provider
        for contract in Contract.objects.holding_on(today).filter(area_part__in=tree).select_related("provider")
    }
    paths = {unit.pk: unit.path for unit in tree.values() if unit.kind == UnitKind.SITE}
    unmanaged = vacancies([Role.UNIT_MANAGER], paths, today)[Role.UNIT_MANAGER]

    blocks: dict[int, AreaBlock] = {}
    rows: dict[int, SiteRow] = {}
    areas: dict[int, str] = {}
    for unit in sorted(tree.values(), key=lambda unit: unit.sort_key):
        if unit.kind != UnitKind.SITE:
            continue
        part = tree.get(unit.parent_id or 0)
        area = tree.get(part.parent_id or 0) if part else None
        provider = providers.get(part.pk) if part else None
        if area:
            areas[area.pk] = area.name
        if not _wanted(choice, area, provider):
            continue
        block = blocks.setdefault(area.pk if area else 0, AreaBlock(area.pk if area else 0, area.name if area else ""))
        row = SiteRow(
            unit.pk, unit.name, part.name if part else "", provider.name if provider else "", unit.pk in unmanaged
        )
        block.rows.append(row)
        block.vacant += row.vacant
        rows[unit.pk] = row

    by_kind: dict[str, Tally] = defaultdict(Tally)
    total = Tally()
    only = [kinds[choice.kind]] if choice.kind else list(kinds)
    labels = {kind.key: str(kind.label) for kind in only}
    for count in counts_at(units, today, only):
        if found := rows.get(count.unit_id):
            found.tally.add(count)
            found.kinds.append(count)
            found.what += f"{', ' if found.what else ''}{labels[count.kind.key]} {count.owed}"
            by_kind[count.kind.key].add(count)
            total.add(count)
    for block in blocks.values():
        if choice.kind:
            block.rows = [row for row in block.rows if row.tally.owed]
        for row in block.rows:
            block.tally.add(row.tally)
        block.rows.sort(key=lambda row: -row.tally.late)
    blocks = {pk: block for pk, block in blocks.items() if block.rows}
    late, owed, nothing = _("%(late)s av %(owed)s försenade"), _("%s att göra"), _("Inget att göra")
    for row in (row for block in blocks.values() for row in block.rows):
        if row.tally.late:
            row.state = late % {"late": row.tally.late, "owed": row.tally.owed}
        else:
            row.state = owed % row.tally.owed if row.tally.owed else nothing
    return Overview(
        areas=sorted(blocks.values(), key=lambda block: tree[block.pk].sort_key if block.pk else "~"),
        kinds=[(kind, by_kind[kind.key]) for kind in only if kind.key in by_kind],
        total=total,
        sites=sum(len(block.rows) for block in blocks.values()),
        area_choices=sorted(areas.items(), key=lambda pair: tree[pair[0]].sort_key),
        provider_choices=sorted({(unit.pk, unit.name) for unit in providers.values()}, key=lambda pair: pair[1]),
    )


def _wanted(choice: Choice, area: Unit | None, provider: Unit | None) -> bool:
    if choice.area is not None and (area is None or area.pk != choice.area):
        return False
    return choice.provider is None or (provider is not None and provider.pk == choice.provider)


def therapists(actor: Actor) -> list[Holder]:
    """The physiotherapists and occupational therapists where the actor works and above it; one query."""
    if actor.assignment is None:
        return []
    unit = actor.assignment.unit
    held = (
        Assignment.objects.holding_on(actor.today)
        .filter(
            unit__in=ids_in_path(unit),
            role__in=(Role.PHYSIOTHERAPIST, Role.OCCUPATIONAL_THERAPIST),
            user__is_active=True,
        )
        .select_related("user", "unit")
        .order_by("role", "user__sort_key", "pk")
    )
    return [Holder(each.role_label, each.user.name, "" if each.unit_id == unit.pk else each.unit.name) for each in held]
