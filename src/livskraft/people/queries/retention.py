"""Which records are old enough to be thrown away, which of them stay, and what would be left of the person?"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Count, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from livskraft.kit.identity import IdentityNumber
from livskraft.organisation.kinds import ContractKind
from livskraft.organisation.models import Contract
from livskraft.people.holdings import holdings
from livskraft.people.models import (
    BreakGlass,
    CareRelation,
    Handover,
    IdentityRecord,
    LegalHold,
    Person,
    PurgeLine,
    PurgeOrder,
    RetentionRule,
)
from livskraft.people.rules.municipalities import Municipality, municipality
from livskraft.people.rules.retention import OwnRule, Rule, Spared, finish_by, rule_for
from livskraft.people.rules.vocabulary import Regime

BATCH = 500


@dataclass(frozen=True, slots=True)
class Due:
    """One person's records of a regime that are old enough, under their own id and those merged into them."""

    person: int
    ids: tuple[int, ...]
    last_note: date
    records: int
    whole_person: bool
    spared: Spared | None


@dataclass(frozen=True, slots=True)
class LineTold:
    """A line as it may be read by somebody who may not know who it is."""

    line: PurgeLine
    unit: str
    last_note: date | None
    whole_person: bool
    standing: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an order holds, in numbers."""

    due: int
    records: int
    whole: int
    erased: int
    spared: list[tuple[str, int]]

    @property
    def spared_number(self) -> int:
        return sum(number for _why, number in self.spared)


def here() -> Municipality | None:
    """The municipality whose rules hold in this installation."""
    return municipality(settings.LIVSKRAFT_MUNICIPALITY_CODE)


def current_rules() -> dict[Regime, Rule]:
    """The rule of each regime, the municipality's own where it has one; one query."""
    own = {row.regime: _own(row) for row in RetentionRule.objects.filter(ended_at=None)}
    return {regime: rule_for(regime, where=here(), own=own.get(regime)) for regime in Regime}


def in_words(row: RetentionRule) -> str:
    """What an own rule said, also when it is ended."""
    return rule_for(Regime(row.regime), where=None, own=_own(row)).words


def private_keepers() -> set[int]:
    """Caregivers that have only procured contracts. One that has any of the municipality's own assignments counts as
    the municipality, whose records are kept longer."""
    kinds: dict[int, set[str]] = {}
    for provider, kind in Contract.objects.order_by().values_list("provider", "kind").distinct():
        kinds.setdefault(provider, set()).add(kind)
    return {provider for provider, held in kinds.items() if held == {ContractKind.PROCURED}}


def due_now(rule: Rule, today: date) -> Iterator[Due]:
    """Everybody whose records of the rule's regime are old enough; as many queries per batch however many they are."""
    if rule.keeps_all:
        return
    private = private_keepers()
    last = 0
    while batch := list(
        Person.objects.standing().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        yield from assess(rule, batch, today, private)
        last = batch[-1]


def assess(rule: Rule, persons: Sequence[int], today: date, private: Collection[int]) -> list[Due]:
    """Those of `persons`, who are nobody else, whose records of the rule's regime are old enough."""
    group: dict[int, list[int]] = {}
    keeper: dict[int, int] = {}
    registered: dict[int, datetime] = {}
    rows = Person.objects.filter(Q(pk__in=persons) | Q(merged_into__in=persons)).order_by("pk")
    for pk, merged_into, kept_by, at in rows.values_list("pk", "merged_into", "keeper", "registered_at"):
        root = merged_into or pk
        group.setdefault(root, []).append(pk)
        registered[root] = max(at, registered.get(root, at))
        if root == pk:
            keeper[root] = kept_by
    everyone = [pk for ids in group.values() for pk in ids]
    notes = {regime: _last_notes(regime, everyone) for regime in Regime}
    last: dict[int, date] = {}
    for root, ids in group.items():
        if days := [notes[rule.regime][pk] for pk in ids if pk in notes[rule.regime]]:
            last[root] = max(days)
    if rule.regime == Regime.NEITHER:
        # A yes to a photograph lives as long as somebody has to do with the person; and of somebody about whom
        # nothing is written, what is left is that they are known here.
        known = _last_known(everyone)
        noted = {pk for found in notes.values() for pk in found}
        for root, ids in group.items():
            if root in last or noted.isdisjoint(ids):
                days = [known[pk] for pk in ids if pk in known]
                last[root] = max([last.get(root, date.min), timezone.localdate(registered[root]), *days])
    old = {
        root: day
        for root, day in last.items()
        if root in keeper and rule.is_due(day, private=keeper[root] in private, today=today)
    }
    if not old:
        return []
    ids_of_old = [pk for root in old for pk in group[root]]
    held = set(LegalHold.objects.filter(person__in=ids_of_old, lifted_at=None).values_list("person", flat=True))
    born = _birth_days(ids_of_old) if rule.kept_birth_days else {}
    related = _related(ids_of_old, today)
    found = []
    for root, day in old.items():
        ids = group[root]
        if held.intersection(ids):
            spared: Spared | None = Spared.HOLD
        else:
            spared = rule.spares(each for pk in ids for each in born.get(pk, ()))
        others = any(pk in notes[regime] for regime in Regime if regime != rule.regime for pk in ids)
        if rule.regime == Regime.NEITHER and related.intersection(ids):
            continue
        found.append(
            Due(
                person=root,
                ids=tuple(ids),
                last_note=day,
                records=0 if spared else _count(rule.regime, ids),
                whole_person=not others and not related.intersection(ids),
                spared=spared,
            )
        )
    return found


def outcome(order: PurgeOrder) -> Outcome:
    """The order in numbers; two queries."""
    told = order.lines.aggregate(
        due=Count("pk", filter=Q(spared="")),
        whole=Count("pk", filter=Q(spared="", whole_person=True)),
        erased=Count("pk", filter=Q(erased_at__isnull=False)),
    )
    records = sum(order.lines.filter(spared="").values_list("records", flat=True))
    spared = order.lines.exclude(spared="").order_by("spared").values_list("spared").annotate(number=Count("pk"))
    return Outcome(
        due=told["due"],
        records=records,
        whole=told["whole"],
        erased=told["erased"],
        spared=[(str(Spared(why).label), number) for why, number in spared],
    )


def must_be_finished(order: PurgeOrder, rule: Rule) -> date | None:
    """The last day for the oldest of what the order would throw away; None where no law sets one. One query."""
    if order.regime != Regime.SOCIAL or rule.keeps_all or rule.local:
        return None
    keeper = Person.objects.filter(pk=OuterRef("person_id")).values("keeper")
    private = Q(keeper__in=private_keepers())
    lines = order.lines.filter(spared="", erased_at=None).annotate(keeper=Subquery(keeper))
    oldest = lines.aggregate(private=Min("last_note", filter=private), own=Min("last_note", filter=~private))
    days = [
        finish_by(oldest[whose], years)
        for whose, years in (("private", rule.private_years), ("own", rule.years))
        if oldest[whose] and years
    ]
    return min(days, default=None)


def lines_told(lines: Sequence[PurgeLine]) -> list[LineTold]:
    """The lines with the unit that last had to do with each; of protected persons neither place nor day."""
    ids = [line.person_id for line in lines]
    whose = Coalesce("person__merged_into", "person")
    latest: dict[int, str] = {}
    rows = CareRelation.objects.filter(Q(person__in=ids) | Q(person__merged_into__in=ids)).order_by("starts", "pk")
    for person, unit in rows.annotate(whose=whose).values_list("whose", "unit__name"):
        latest[person] = unit
    there = Person.objects.filter(pk__in=ids)
    hidden = set(there.exclude(pk__in=there.unprotected().values("pk")).values_list("pk", flat=True))
    return [
        LineTold(
            line=line,
            unit="" if line.person_id in hidden else latest.get(line.person_id, ""),
            last_note=None if line.person_id in hidden else line.last_note,
            whole_person=line.whole_person,
            standing=str(Spared(line.spared).label) if line.spared else "",
        )
        for line in lines
    ]


def _own(row: RetentionRule) -> OwnRule:
    return OwnRule(row.source, row.keep_all, row.years, tuple(row.kept_birth_days))


def _last_notes(regime: Regime, ids: Sequence[int]) -> dict[int, date]:
    found: dict[int, date] = {}
    for holding in holdings:
        if holding.regime == regime:
            for pk, day in holding.last_notes(ids).items():
                found[pk] = max(day, found.get(pk, day))
    return found


def _count(regime: Regime, ids: Sequence[int]) -> int:
    return sum(1 for holding in holdings if holding.regime == regime for _line in holding.export(ids))


def _last_known(ids: Sequence[int]) -> dict[int, date]:
    """The latest day that anybody had to do with each of them."""
    found: dict[int, date] = {}

    def add(rows: Iterable[tuple[int, date | None]]) -> None:
        for pk, day in rows:
            if day is not None:
                found[pk] = max(day, found.get(pk, day))

    add(CareRelation.objects.filter(person__in=ids).order_by().values_list("person").annotate(Max("ends")))
    for model, field in ((BreakGlass, "until"), (Handover, "at")):
        latest = model._default_manager.filter(person__in=ids).order_by().values_list("person").annotate(Max(field))
        add((pk, timezone.localdate(at)) for pk, at in latest)
    return found


def _related(ids: Sequence[int], today: date) -> set[int]:
    """Those whom some unit has to do with today or will have, or whose opening in an emergency nobody has judged."""
    rows = CareRelation.objects.filter(Q(ends__isnull=True) | Q(ends__gt=today), person__in=ids)
    opened = BreakGlass.objects.filter(person__in=ids, reviewed_at=None)
    return {*rows.values_list("person", flat=True), *opened.values_list("person", flat=True)}


def _birth_days(ids: Sequence[int]) -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = {}
    for record in IdentityRecord.objects.filter(person__in=ids).only("person_id", "number"):
        found.setdefault(record.person_id, []).append(IdentityNumber(record.number).birth_day)
    return found
