"""Who works at a site, who of them may support visitors on what, and where are the gaps?"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, DateTimeField, Exists, Max, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import TruncDate

from livskraft.access.models import Assignment, User
from livskraft.access.roles import Role
from livskraft.modules.minigym.models import (
    Closure,
    Equipment,
    EquipmentKind,
    Guidance,
    Gym,
    Instruction,
    InstructionVersion,
    OpeningHours,
    StaffedTurn,
)
from livskraft.modules.minigym.queries import hours
from livskraft.modules.minigym.queries.hours import Span
from livskraft.modules.minigym.rules import (
    MAY_SUPPORT,
    GuidanceState,
    guidance_state,
    is_covered,
    weekday,
)
from livskraft.organisation.models import Unit, Units
from livskraft.organisation.queries import ids_in_path

# They support visitors by their profession. Source: 000 Fysioterapeut, Arbetsterapeut.
THERAPISTS = (Role.PHYSIOTHERAPIST, Role.OCCUPATIONAL_THERAPIST)
# A person works at a site when the assignment is there, or at the part of an area or the area that holds it.
LEVELS_ABOVE = 2
DAYS_AHEAD = 14


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who can hold a staffed span at a site; `ends` is the first day that they do not work there any more."""

    user: User
    by_profession: bool
    ends: date | None = None

    @property
    def pk(self) -> int:
        return self.user.pk


@dataclass(frozen=True, slots=True)
class Cell:
    """How one person stands with one kind; `pk` and `until`, the last day, are None when there is no guidance."""

    kind: EquipmentKind
    state: GuidanceState
    on: date | None = None
    until: date | None = None
    pk: int | None = None

    @property
    def may_support(self) -> bool:
        return self.state in MAY_SUPPORT


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One member of staff in the matrix, with a cell for each kind that stands at the site."""

    person: User
    cells: Sequence[Cell]

    @property
    def may_support(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.may_support]

    @property
    def guidance(self) -> int | None:
        """Any guidance of the person's here, by which it can be ended."""
        return next((cell.pk for cell in self.cells if cell.pk), None)

    @property
    def lacks(self) -> list[Cell]:
        return [cell for cell in self.cells if not cell.may_support]

    @property
    def to_renew(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.state not in (GuidanceState.MISSING, GuidanceState.VALID)]


@dataclass(frozen=True, slots=True)
class Turn:
    """A staffed span on a day, who usually holds the whole of it, and which of them may support visitors."""

    span: Span
    holders: Sequence[Holder]
    able: Sequence[Holder]

    @property
    def covered(self) -> bool:
        return bool(self.able)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Staff × kinds of equipment at one site."""

    kinds: Sequence[EquipmentKind]
    rows: Sequence[PersonRow]

    @property
    def able(self) -> list[PersonRow]:
        """Those who may support visitors on something today."""
        return [row for row in self.rows if row.may_support]


def _working(role: Q, site: Unit, day: date) -> "QuerySet[Assignment]":
    here = Q(unit__in=ids_in_path(site)[-1 - LEVELS_ABOVE :]) | Q(unit__path__startswith=site.path)
    return Assignment.objects.holding_on(day).filter(role, here, user__is_active=True)


def care_staff_at(site: Unit, day: date) -> list[User]:
    """The care staff who work at the site on `day`, also those who cannot sign in; each once."""
    working = _working(Q(role=Role.CARE_STAFF), site, day)
    return list(User.objects.filter(pk__in=working.values("user")))


def holders_at(site: Unit, day: date) -> list[Holder]:
    """Those who can hold a staffed span: care staff, who must be guided, and therapists, who need not."""
    roles: dict[int, set[str]] = defaultdict(set)
    people: dict[int, User] = {}
    ends: dict[int, date] = {}
    working = _working(Q(role__in=[Role.CARE_STAFF, *THERAPISTS]), site, day)
    for held in working.select_related("user").order_by("user__sort_key", "user"):
        people[held.user_id] = held.user
        roles[held.user_id].add(held.role)
        ends[held.user_id] = max(held.ends or date.max, ends.get(held.user_id, date.min))
    return [
        Holder(user, bool(roles[pk] & set(THERAPISTS)), None if ends[pk] == date.max else ends[pk])
        for pk, user in people.items()
    ]


def kinds_at(site: Unit) -> list[EquipmentKind]:
    """The kinds of equipment that stand in the open gyms of the site."""
    standing = Equipment.objects.kept().filter(gym__site=site, gym__closed__isnull=True)
    return list(EquipmentKind.objects.filter(pk__in=standing.values("kind")))


def renewed_on() -> dict[int, date]:
    """Kind → the day when the latest version of its instruction that asks for guidance anew was approved."""
    renewing = InstructionVersion.objects.approved().filter(renews_guidance=True)
    found = renewing.values("instruction__kind").annotate(day=TruncDate(Max("approved_at"))).order_by()
    return {row["instruction__kind"]: row["day"] for row in found}


def matrix(site: Unit, day: date) -> Matrix:
    """How everybody who works at the site stands with every kind there; five queries however many they are."""
    kinds = kinds_at(site)
    renewed = renewed_on()
    given = {
        (row.person_id, row.kind_id): row
        for row in Guidance.objects.current().filter(site=site).only("person", "kind", "on", "until")
    }
    rows = []
    for person in care_staff_at(site, day):
        cells = []
        for kind in kinds:
            row = given.get((person.pk, kind.pk))
            on, until = (row.on, row.until) if row else (None, None)
            state = guidance_state(on=on, until=until, renewed=renewed.get(kind.pk), today=day)
            cells.append(Cell(kind, state, on, until, row.pk if row else None))
        rows.append(PersonRow(person, cells))
    return Matrix(kinds, rows)


def turns_of(gym: Gym, first: date, days: int = DAYS_AHEAD) -> list[tuple[date, list[Turn]]]:
    """The staffed spans of each day from `first`, days without any left out, and who usually holds them.

    Each day is judged for itself: guidance that runs out before it does not count, nor does anybody who has left.
    """
    holders = {holder.pk: holder for holder in holders_at(gym.site, first)}
    held: dict[int, list[StaffedTurn]] = defaultdict(list)
    for turn in StaffedTurn.objects.filter(gym=gym, person__in=holders):
        held[turn.weekday].append(turn)
    last_day: dict[int, date] = {}
    for person, until in Guidance.objects.valid_on(first).filter(site=gym.site).values_list("person", "until"):
        last_day[person] = max(until, last_day.get(person, until))
    found = []
    for day in hours.schedule(gym).days(first, days):
        able = {pk for pk, until in last_day.items() if until >= day.day}
        able |= {pk for pk, holder in holders.items() if holder.by_profession}
        here = {pk: holder for pk, holder in holders.items() if holder.ends is None or holder.ends > day.day}
        turns = [_turn(span, held[weekday(day.day)], here, able) for span in day.staffed]
        if turns:
            found.append((day.day, turns))
    return found


def _turn(span: Span, held: Iterable[StaffedTurn], holders: dict[int, Holder], able: set[int]) -> Turn:
    around = [turn for turn in held if turn.starts <= span.start and turn.ends >= span.end]
    whole = [holders[turn.person_id] for turn in around if turn.person_id in holders]
    return Turn(span, whole, [holder for holder in whole if is_covered(holders=[holder.pk], guided=able)])


def unguided_spans(units: Units, day: date) -> "QuerySet[OpeningHours, OpeningHours]":
    """The staffed spans of a usual week that nobody able usually holds: the SQL twin of `Turn.covered` on `day`."""
    turns, gyms, spans = (model._meta.db_table for model in (StaffedTurn, Gym, OpeningHours))
    cares, staff = _works(day, [Role.CARE_STAFF], person="turn.person_id", site="gym.site_id")
    treats, therapists = _works(day, THERAPISTS, person="turn.person_id", site="gym.site_id")
    guided = (
        f'SELECT 1 FROM {Guidance._meta.db_table} given WHERE given."current" AND given.person_id = turn.person_id'  # noqa: S608 - names of our own, values as parameters
        ' AND given.site_id = gym.site_id AND given."on" <= %s AND given."until" >= %s'
    )
    held = RawSQL(  # noqa: S611 - as above
        f"SELECT EXISTS (SELECT 1 FROM {turns} turn JOIN {gyms} gym ON gym.id = turn.gym_id"  # noqa: S608 - as above
        f" WHERE turn.gym_id = {spans}.gym_id AND turn.weekday = {spans}.weekday"
        f" AND turn.starts <= {spans}.starts AND turn.ends >= {spans}.ends"
        f" AND (EXISTS ({guided}) AND EXISTS ({cares}) OR EXISTS ({treats})))",
        [day.isoformat(), day.isoformat(), *staff, *therapists],
        output_field=BooleanField(),
    )
    shut = Closure.objects.open().filter(gym=OuterRef("gym"))
    return OpeningHours.objects.filter(
        ~Q(held), ~Exists(shut), staffed=True, gym__closed__isnull=True, gym__site__in=units
    )


def _works(day: date, roles: Sequence[Role], *, person: str, site: str) -> tuple[str, list[str]]:
    """SQL that finds an assignment of `person` at `site` on `day`, with its parameters: the twin of `_working`.

    In plain SQL: Django takes 15 ms to write out these conditions, and every start page asks.
    """
    units, held, users = (model._meta.db_table for model in (Unit, Assignment, User))
    sql = (
        f"SELECT 1 FROM {held} held JOIN {users} worker ON worker.id = held.user_id AND worker.is_active"  # noqa: S608 - names of our own, values as parameters
        f" JOIN {units} there ON there.id = held.unit_id JOIN {units} here ON here.id = {site}"
        f" LEFT JOIN {units} above ON above.id = here.parent_id WHERE held.user_id = {person}"
        f" AND held.role IN ({', '.join(['%s'] * len(roles))})"
        " AND held.starts <= %s AND (held.ends IS NULL OR held.ends > %s)"
        " AND (there.id IN (here.id, here.parent_id, above.parent_id) OR there.parent_id = here.id)"
    )
    return sql, [*(role.value for role in roles), day.isoformat(), day.isoformat()]


def to_renew(units: Units, day: date, by: date) -> "QuerySet[Guidance, Guidance]":
    """Current guidance that runs out by `by` or is to be renewed, of those who still work there on what still stands.

    Annotated with `renewed`: when an instruction that asks for guidance anew was first approved after it was given.
    """
    given = Guidance._meta.db_table
    works, params = _works(day, [Role.CARE_STAFF], person=f"{given}.person_id", site=f"{given}.site_id")
    working = RawSQL(f"SELECT EXISTS ({works})", params, output_field=BooleanField())  # noqa: S611 - as in _works
    versions, instructions = (model._meta.db_table for model in (InstructionVersion, Instruction))
    renewed = RawSQL(  # noqa: S611 - as in _works
        f"SELECT MIN(version.approved_at) FROM {versions} version"  # noqa: S608 - as in _works
        f" JOIN {instructions} instruction ON instruction.id = version.instruction_id WHERE version.renews_guidance"
        f" AND instruction.kind_id = {given}.kind_id AND version.approved_at >= {given}.day_ends",
        [],
        output_field=DateTimeField(),
    )
    stands = Equipment.objects.kept().filter(
        kind=OuterRef("kind"), gym__site=OuterRef("site"), gym__closed__isnull=True
    )
    return (
        Guidance.objects.current()
        .annotate(renewed=renewed)
        .filter(
            Q(until__lte=by) | Q(renewed__isnull=False),
            Q(working),
            Exists(stands),
            site__in=units,
        )
    )


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the care staff at a site may support visitors on something."""

    site_id: int
    guided: int
    staff: int


def shares(sites: Sequence[Unit], day: date) -> list[Share]:
    """The share guided at each site on `day`; two queries however many sites."""
    by_unit: dict[int, set[int]] = defaultdict(set)
    paths: dict[int, str] = {}
    holding = Assignment.objects.holding_on(day).filter(role=Role.CARE_STAFF, user__is_active=True)
    for unit, path, user in holding.values_list("unit", "unit__path", "user"):
        by_unit[unit].add(user)
        paths[unit] = path
    guided: dict[int, set[int]] = defaultdict(set)
    for place, person in Guidance.objects.held_on(day).filter(site__in=sites).values_list("site", "person"):
        guided[place].add(person)
    found = []
    for site in sites:
        near = set(ids_in_path(site)[-1 - LEVELS_ABOVE :])
        staff = {
            user for unit in by_unit if unit in near or paths[unit].startswith(site.path) for user in by_unit[unit]
        }
        found.append(Share(site.pk, len(staff & guided[site.pk]), len(staff)))
    return found
