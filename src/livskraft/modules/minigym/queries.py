"""What is due in which gym? Reads that span the minigym's models."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.fields import BooleanField
from django.db.models.lookups import GreaterThan
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from livskraft.access.models import Assignment, User
from livskraft.access.roles import Role
from livskraft.kit import formats
from livskraft.kit.partial_date import PartialDate
from livskraft.modules.minigym.models import (
    Agreement,
    BinderPrint,
    Equipment,
    FollowUp,
    Gym,
    Inspection,
    ListConfirmation,
    Move,
    Regime,
    RegimeChange,
    RegimeTerms,
    Round,
    Service,
    ServiceOrder,
    Stop,
)
from livskraft.modules.minigym.models.equipment import EquipmentQuerySet
from livskraft.modules.minigym.rules import (
    AHEAD,
    INTERVALS,
    RegimeKey,
    Standing,
    Status,
    Verdict,
    due_cutoff,
    next_due,
    standing,
)
from livskraft.organisation.models import Contract, Premises, Unit, UnitQuerySet
from livskraft.organisation.queries import ids_in_path, provider_of

Task = Literal["inspection", "service"]
LAST: dict[Task, str] = {"inspection": "inspected", "service": "serviced"}


def terms_on(day: date) -> dict[str, RegimeTerms]:
    """Regime key → the terms in force on `day`; regimes without terms are absent."""
    return {terms.regime.key: terms for terms in RegimeTerms.objects.in_force_on(day).select_related("regime")}


def due_by(day: date, *, regime: RegimeKey, task: Task, today: date) -> Q:
    """Items of the regime whose next inspection or service is on or before `day`, by the terms in force today.

    The SQL twin of `rules.next_due(...) <= day`, as one condition without a query of its own: nothing known means due.
    """
    cutoff = _cutoff(day, regime=regime, task=task, today=today)
    last = LAST[task]
    never = Q(**{f"{last}__isnull": True})
    nothing_known = Q(acquired__isnull=True) & Q(GreaterThan(cutoff, Value(0)))
    return Q(**{f"{last}__lte": cutoff}) | (never & (Q(acquired__lte=cutoff) | nothing_known))


def due(units: UnitQuerySet, today: date, *, regime: RegimeKey, task: Task) -> "QuerySet[Equipment, Equipment]":
    """Kept items of the regime at `units` with an inspection or service due within AHEAD, annotated for duties."""
    yesterday = today - timedelta(days=1)
    return (
        Equipment.objects.kept()
        .filter(gym__site__in=units, regime__key=regime, gym__closed__isnull=True)
        .filter(due_by(today + AHEAD, regime=regime, task=task, today=today))
        .annotate(
            duty_unit=F("gym__site"),
            duty_months=_months(regime, task, today),
            duty_late=Case(
                When(
                    due_by(yesterday, regime=regime, task=task, today=today)
                    & (Q(**{f"{LAST[task]}__isnull": False}) | Q(acquired__isnull=False)),
                    then=Value(True),
                ),
                default=Value(False),
                output_field=BooleanField(),
            ),
        )
        .select_related("gym__site", "kind")
    )


def late(terms: Mapping[str, RegimeTerms], today: date) -> Q:
    """Items whose inspection or service is late by `terms`, the ones that hold today: the twin of `rules.standing`."""
    found = Q(pk__in=[])
    for each in terms.values():
        for task in LAST:
            found |= Q(regime=each.regime_id) & _before(getattr(each, f"{task}_months"), LAST[task], today)
    return found


def _before(months: int | None, last: str, today: date) -> Q:
    if months is None:
        return Q(pk__in=[])
    cutoff = PartialDate.of(due_cutoff(months, today - timedelta(days=1))).code
    return Q(**{f"{last}__lte": cutoff}) | (Q(**{f"{last}__isnull": True}) & Q(acquired__lte=cutoff))


def _months(regime: RegimeKey, task: Task, today: date) -> RawSQL:
    return _in_force(f"{task}_months", [], regime, today)


def _cutoff(day: date, *, regime: RegimeKey, task: Task, today: date) -> RawSQL:
    """The code of the last day that makes an item due by `day`; NULL, so no item, when the terms have no interval."""
    cases = "WHEN %s THEN %s " * len(INTERVALS)
    values = [(months, PartialDate.of(due_cutoff(months, day)).code) for months in INTERVALS]
    return _in_force(f"CASE {task}_months {cases}END", [value for pair in values for value in pair], regime, today)


def _in_force(column: str, params: list[int], regime: RegimeKey, today: date) -> RawSQL:
    """`column` of the terms that hold today: the twin of `TermsQuerySet.in_force_on`.

    In plain SQL: Django takes 10 ms to write out the conditions of one kind of duty otherwise, the database 1 ms to
    answer them, and every start page asks several.
    """
    terms, regimes = RegimeTerms._meta.db_table, Regime._meta.db_table
    sql = (
        f'SELECT {column} FROM {terms} JOIN {regimes} ON {regimes}.id = regime_id WHERE "key" = %s AND starts <= %s'  # noqa: S608 - names of our own, values as parameters
        " ORDER BY starts DESC LIMIT 1"
    )
    return RawSQL(sql, [*params, regime.value, today.isoformat()], output_field=IntegerField())  # noqa: S611 - as above


@dataclass(frozen=True, slots=True)
class Inspector:
    """A party that inspects items of a gym: which regime's, and who comes."""

    regime: RegimeKey
    unit: Unit


def agreements_for(gym: Gym, day: date) -> list[Agreement]:
    """The agreements that can hold an order from the gym on `day`: the municipality's, and its own provider's."""
    own = Q(regime__key=RegimeKey.PROVIDER, customer=provider_of(gym.site, day))
    return list(
        Agreement.objects.holding_on(day)
        .filter(Q(regime__key=RegimeKey.MUNICIPAL) | own)
        .select_related("regime", "firm", "customer", "invoiced")
        .order_by("regime", "pk")
    )


def inspectors_at(gym: Gym, day: date) -> list[Inspector]:
    """Who, besides the staff, can have inspected items of the gym on `day`, each with whose items.

    The firms of the agreements, the provider for what it bought, and the owner of the house for its fixtures.
    """
    found = [Inspector(RegimeKey(agreement.regime.key), agreement.firm) for agreement in agreements_for(gym, day)]
    provider = provider_of(gym.site, day)
    if provider:
        found.append(Inspector(RegimeKey.PROVIDER, provider))
    owner = property_owner_of(gym)
    if owner:
        found.append(Inspector(RegimeKey.PROPERTY, owner))
    return list(dict.fromkeys(found))


def property_owner_of(gym: Gym) -> Unit | None:
    """Who owns the house that the gym stands in; None when nobody has said."""
    premises = Premises.objects.filter(site=gym.site_id).select_related("property_owner").first()
    return premises.property_owner if premises else None


def items_in(round: Round) -> EquipmentQuerySet:
    """The kept items that the round holds: those of its regime, or all but the fixtures."""
    items = round.gym.items.kept()
    if round.regime:
        return items.filter(regime__key=round.regime)
    return items.exclude(regime__key=RegimeKey.PROPERTY)


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


def agreement_for(item: Equipment, day: date) -> Agreement | None:
    """The agreement that the item is serviced under; a provider's item only under that of the site's own provider."""
    agreements = Agreement.objects.holding_on(day).filter(regime=item.regime_id).select_related("firm", "invoiced")
    if item.regime.key == RegimeKey.PROVIDER:
        agreements = agreements.filter(customer=provider_of(item.gym.site, day))
    return agreements.first()


def managers_of(site: Unit, day: date) -> list[Assignment]:
    """Who is unit manager at the site today, or nearest above it; empty when nobody is."""
    ids = ids_in_path(site)
    holding = Assignment.objects.holding_on(day).filter(role=Role.UNIT_MANAGER, unit__in=ids, user__is_active=True)
    found = sorted(holding.select_related("user"), key=lambda held: -ids.index(held.unit_id))
    return [held for held in found if held.unit_id == found[0].unit_id]


def with_list_dates(gyms: "QuerySet[Gym, Gym]") -> "QuerySet[Gym, Gym]":
    """Gyms annotated with when the list was last confirmed and printed, and the number of that print."""
    confirmed = ListConfirmation.objects.filter(gym=OuterRef("pk")).order_by("-at")
    printed = BinderPrint.objects.filter(gym=OuterRef("pk")).order_by("-at", "-number")
    return gyms.annotate(
        confirmed_at=Subquery(confirmed.values("at")[:1]),
        printed_at=Subquery(printed.values("at")[:1]),
        printed_number=Subquery(printed.values("number")[:1]),
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
        ok = inspection.verdict == Verdict.OK
        events.append(
            Event(
                inspection.on,
                _("Besiktad: %(verdict)s") % {"verdict": inspection.get_verdict_display()},
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
            events.append(
                Event(_day(stop.ended_at), _("Åter i bruk"), stop.ended_reason, _name(stop.ended_by), "done")
            )
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
    """The latest rounds, services, moves, confirmations and prints of the gym, at most `most` of each kind."""
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


@dataclass(frozen=True, slots=True)
class ListFacts:
    """What the paper list of a gym needs to know. `version`: of the latest print, or that it has changed since."""

    gym: Gym
    items: list[Equipment]
    terms: dict[str, RegimeTerms]
    provider: str
    property_owner: str
    version: str
    confirmed: tuple[date, str] | None


def list_facts(gyms: list[Gym], today: date) -> list[ListFacts]:
    """The facts of each gym, which has its site, at the same number of queries however many they are."""
    terms = terms_on(today)
    ids = [gym.pk for gym in gyms]
    items: dict[int, list[Equipment]] = {}
    for item in Equipment.objects.kept().filter(gym__in=ids).select_related("kind", "regime"):
        items.setdefault(item.gym_id, []).append(item)
    confirmed: dict[int, tuple[date, str]] = {}
    latest = ListConfirmation.objects.filter(gym=OuterRef("gym")).order_by("-at", "-pk").values("pk")[:1]
    for row in ListConfirmation.objects.filter(gym__in=ids, pk=Subquery(latest)).select_related("by"):
        confirmed[row.gym_id] = (timezone.localdate(row.at), row.by.name)
    printed: dict[int, BinderPrint] = {}
    for latest_print in BinderPrint.objects.filter(gym__in=ids).order_by("number"):
        printed[latest_print.gym_id] = latest_print
    providers = {
        contract.area_part_id: contract.provider.name
        for contract in Contract.objects.holding_on(today).select_related("provider")
    }
    owners = {
        premises.site_id: premises.property_owner.name
        for premises in Premises.objects.filter(site__in={gym.site_id for gym in gyms}).select_related("property_owner")
        if premises.property_owner
    }
    return [
        ListFacts(
            gym=gym,
            items=items.get(gym.pk, []),
            terms=terms,
            provider=next((providers[part] for part in ids_in_path(gym.site) if part in providers), ""),
            property_owner=owners.get(gym.site_id, ""),
            version=version_of(gym, printed.get(gym.pk)),
            confirmed=confirmed.get(gym.pk),
        )
        for gym in gyms
    ]


def version_of(gym: Gym, printed: BinderPrint | None) -> str:
    """The number that stands on the paper: of the latest print, marked when the list has changed since."""
    if printed is None:
        return _("utkast")
    if gym.list_changed_at <= printed.at:
        return str(printed.number)
    return _("%(number)s, ändrad") % {"number": printed.number}
