"""Who read about whom at a unit in a month, what stands out, and how far has the manager come?"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.access.audit_words import in_words
from livskraft.access.models import Assignment, AuditEntry, AuditSubject, User
from livskraft.kit.names import name_key
from livskraft.kit.periods import Period
from livskraft.organisation.models import Unit, UnitQuerySet
from livskraft.people.models import BreakGlass, CareRelation, LogReview, Person, SampledReading
from livskraft.people.openings import opened_by
from livskraft.people.permissions import Permission
from livskraft.people.queries.reviewers import reviewed_by
from livskraft.people.rules.log_review import (
    FEW,
    MONTHS_BACK,
    Reading,
    Signal,
    closed_months,
    is_outside_hours,
    many_at_once,
    same_family,
)
from livskraft.people.rules.vocabulary import Purpose

NAMES_SHOWN = 3


def reviews_of(actor: Actor) -> QuerySet[LogReview]:
    """Those of the units where the actor looks at who has read."""
    return LogReview.objects.filter(unit__in=reviewed_by(actor)).select_related("unit")


def moments_of(month: date) -> tuple[datetime, datetime]:
    """From the first midnight of the month to that of the next, by Swedish clocks."""
    return _midnight(month), _midnight(month + relativedelta(months=1))


def readings_of(unit: Unit, month: date) -> list[Reading]:
    """Every reading of persons by those who worked at the unit, with what stands out; six queries, and one
    for each room where something can be blocked."""
    start, end = moments_of(month)
    entries = audit.readings_at(unit.pk, start, end).filter(user_id__isnull=False).order_by("pk")
    found = [(pk, user or 0, at) for pk, user, at in entries.values_list("pk", "user_id", "at")]
    few = entries.order_by().annotate(persons=Count("subjects")).filter(persons__lte=FEW).values("pk")
    subjects = AuditSubject.objects.filter(entry__in=few)
    persons: dict[int, list[int]] = defaultdict(list)
    for entry, person in subjects.values_list("entry", "person_id"):
        persons[entry].append(person)
    families = {
        pk: name_key(family)
        for pk, family in Person.objects.filter(pk__in=subjects.values("person_id")).values_list("pk", "family_name")
    }
    readers = {
        pk: name_key(name)
        for pk, name in User.objects.filter(pk__in=entries.order_by().values("user_id")).values_list("pk", "name")
    }
    (related, stated), opened = _related(unit, month), _opened(unit, start, end)
    lifted = _lifted(readers, start, end)
    many = many_at_once([(reader, at, entry) for entry, reader, at in found])
    return [
        Reading(
            entry=entry,
            reader=reader,
            at=at,
            signals=frozenset(
                _signals(
                    at=at,
                    reader=readers.get(reader, ""),
                    families=[families.get(person, "") for person in persons[entry]],
                    related=all(_holds(related[each] + stated[each], at) for each in persons[entry]),
                    stated=any(_holds(stated[each], at) and not _holds(related[each], at) for each in persons[entry]),
                    opened=any(_was_open(opened[reader, person], at) for person in persons[entry]),
                    lifted=any(_was_open(lifted[reader, person], at) for person in persons[entry]),
                    many=entry in many,
                )
            ),
        )
        for entry, reader, at in found
    ]


def _signals(
    *,
    at: datetime,
    reader: str,
    families: Sequence[str],
    related: bool,
    stated: bool,
    opened: bool,
    lifted: bool,
    many: bool,
) -> Iterable[Signal]:
    if opened:
        yield Signal.BROKEN_GLASS
    elif not related:
        yield Signal.NO_RELATION
    if lifted:
        yield Signal.LIFTED
    if stated:
        yield Signal.STATED
    if same_family(reader, families):
        yield Signal.SAME_NAME
    if is_outside_hours(timezone.localtime(at).time()):
        yield Signal.ODD_HOURS
    if many:
        yield Signal.MANY


def _related(unit: Unit, month: date) -> tuple[dict[int, list[Period]], dict[int, list[Period]]]:
    """When in the month the unit had to do with each, and when staff only said so; also under the name of those they
    turned out to be."""
    until = month + relativedelta(months=1)
    found: dict[int, list[Period]] = defaultdict(list)
    said: dict[int, list[Period]] = defaultdict(list)
    rows = CareRelation.objects.filter(unit=unit, starts__lt=until).exclude(ends__lte=month)
    columns = ("person", "person__merged_into", "purpose", "starts", "ends")
    for person, into, purpose, starts, ends in rows.values_list(*columns):
        for each in {person, into or person}:
            (said if purpose == Purpose.STATED else found)[each].append(Period(starts, ends))
    return found, said


def _opened(unit: Unit, start: datetime, end: datetime) -> dict[tuple[int, int], list[tuple[datetime, datetime]]]:
    found: dict[tuple[int, int], list[tuple[datetime, datetime]]] = defaultdict(list)
    rows = BreakGlass.objects.filter(unit=unit, at__lt=end, until__gt=start)
    for user, person, into, at, until in rows.values_list("user", "person", "person__merged_into", "at", "until"):
        for each in {person, into or person}:
            found[user, each].append((at, until))
    return found


def _lifted(
    readers: Collection[int], start: datetime, end: datetime
) -> dict[tuple[int, int], list[tuple[datetime, datetime]]]:
    """When which reader had opened what whom had blocked."""
    found: dict[tuple[int, int], list[tuple[datetime, datetime]]] = defaultdict(list)
    for user, person, at, until in opened_by(readers, start, end):
        found[user, person].append((at, until))
    return found


def _holds(periods: Iterable[Period], at: datetime) -> bool:
    day = timezone.localdate(at)
    return any(day in period for period in periods)


def _was_open(spans: Iterable[tuple[datetime, datetime]], at: datetime) -> bool:
    return any(start <= at < until for start, until in spans)


@dataclass(frozen=True, slots=True)
class Row:
    """A drawn reading as it is shown; `names` are those that the viewer may know, `others` how many more.

    `reasons` are what staff wrote when they said that the unit had to do with one of those named.
    """

    reading: SampledReading
    reader: str
    role: str
    what: str
    names: tuple[str, ...]
    others: int
    signals: tuple[str, ...]
    own: bool
    reasons: tuple[str, ...] = ()

    @property
    def at(self) -> datetime:
        return self.reading.entry.at


def rows_of(review: LogReview, actor: Actor, *, names: bool) -> tuple[list[Row], list[Person]]:
    """The sample, what stands out most first, and whom it names, which is to be written down before it is shown.

    With `names` at most three of a reading, and only those whom the actor may see now: nobody is named to whoever
    looks from above the unit. At most nine queries.
    """
    manages = actor.may(Permission.REVIEW_LOGS)
    sample = list(review.sample.select_related("entry", "marked_by").order_by("pk"))
    readers = User.objects.in_bulk([reading.entry.user_id for reading in sample])
    roles = Assignment.objects.in_bulk([reading.entry.assignment_id for reading in sample])
    touched: dict[int, list[int]] = defaultdict(list)
    subjects = AuditSubject.objects.filter(entry__in=[reading.entry_id for reading in sample])
    for pk, subject in subjects.order_by("pk").values_list("entry", "person_id"):
        touched[pk].append(subject)
    known = _known(touched.values(), actor) if names and manages else {}
    said = _said(review.unit_id, known.values()) if known else {}
    # A reader who is told to have the same name tells the name: not that of somebody protected whom one may not know,
    # and of nobody to whoever may know none.
    every = {each for row in touched.values() for each in row} if manages else set()
    nameable = {*known, *Person.objects.filter(pk__in=every).unprotected().values_list("pk", flat=True)}
    rows = []
    for reading in sample:
        entry = reading.entry
        persons = touched[entry.pk]
        named = list(dict.fromkeys(known[each] for each in persons[:NAMES_SHOWN] if each in known))
        stated = Signal.STATED in reading.signals
        role = roles.get(entry.assignment_id)
        rows.append(
            Row(
                reading=reading,
                reader=readers[entry.user_id].name if entry.user_id in readers else entry.who,
                role=role.role_label if role else "",
                what=in_words(entry.verb),
                names=tuple(person.name for person in named),
                others=len(persons) - len(named),
                signals=tuple(
                    str(Signal(each).label)
                    for each in reading.signals
                    if each in Signal.values and (each != Signal.SAME_NAME or nameable.issuperset(persons))
                ),
                own=actor.user is not None and entry.user_id == actor.user.pk,
                reasons=tuple(why for person in named for why in said.get(person.pk, ())) if stated else (),
            )
        )
    # By what is told: another order would tell the rest, as that a reader has the name of whom the viewer may not know.
    rows.sort(key=lambda row: (-len(row.signals), row.at, row.reading.entry_id))
    shown = {person for row in touched.values() for each in row[:NAMES_SHOWN] if (person := known.get(each))}
    return rows, sorted(shown, key=lambda person: person.pk)


def _known(touched: Iterable[Sequence[int]], actor: Actor) -> dict[int, Person]:
    """Who may be named, by the id that stands in the log: the one whom that person turned out to be."""
    asked = {each for row in touched for each in row[:NAMES_SHOWN]}
    became = {pk: into or pk for pk, into in Person.objects.filter(pk__in=asked).values_list("pk", "merged_into")}
    seen = Person.objects.visible_to(actor).in_bulk(list(became.values()))
    return {pk: seen[into] for pk, into in became.items() if into in seen}


def _said(unit: int, persons: Iterable[Person]) -> dict[int, list[str]]:
    """Why staff said that the unit has to do with each, the latest first."""
    found: dict[int, list[str]] = defaultdict(list)
    whose = Coalesce("person__merged_into", "person")
    rows = CareRelation.objects.filter(unit=unit, purpose=Purpose.STATED)
    there = rows.annotate(whose=whose).filter(whose__in={person.pk for person in persons})
    for relation in there.order_by("-starts", "pk"):
        if relation.reason:
            found[relation.whose].append(relation.reason)
    return found


@dataclass(frozen=True, slots=True)
class Month:
    """A month at a unit that has readings to look at, and the review when there is one."""

    month: date
    review: LogReview | None


@dataclass(frozen=True, slots=True)
class Place:
    """A unit whose readings the actor looks at, with its months, the latest first."""

    unit: Unit
    months: list[Month]

    @property
    def left(self) -> list[Month]:
        """Those that nobody has finished, the oldest first."""
        return [each for each in reversed(self.months) if each.review is None or each.review.finished_at is None]


def months_of(actor: Actor, unit: Unit) -> list[Month]:
    """Those of the latest twelve months that are over in which anybody read, and every reviewed one; two queries."""
    return next((place.months for place in _places(actor, reviewed_by(actor).filter(pk=unit.pk))), [])


def places_of(actor: Actor) -> list[Place]:
    """The units where the actor has or had anything to look at, in order; two queries."""
    return _places(actor, reviewed_by(actor))


def _places(actor: Actor, units: UnitQuerySet) -> list[Place]:
    reviews: dict[int, dict[date, LogReview]] = defaultdict(dict)
    for review in LogReview.objects.filter(unit__in=units).defer("conclusion", "rule"):
        reviews[review.unit_id][review.month] = review
    asked = {f"m{number}": month for number, month in enumerate(closed_months(actor.today, MONTHS_BACK))}
    found = []
    for unit in units.annotate(**{name: has_readings(asked[name]) for name in asked}):
        done = reviews.get(unit.pk, {})
        read = {month for name, month in asked.items() if getattr(unit, name)}
        if months := [Month(month, done.get(month)) for month in sorted({*read, *done}, reverse=True)]:
            found.append(Place(unit, months))
    return found


def has_readings(month: date) -> Exists:
    """Whether anybody at the unit of the outer query read about a person in the month."""
    start, end = moments_of(month)
    return Exists(
        AuditEntry.objects.filter(
            Exists(AuditSubject.objects.filter(entry=OuterRef("pk"))),
            category=AuditEntry.Category.READ,
            unit_id=OuterRef("pk"),
            user_id__isnull=False,
            at__gte=start,
            at__lt=end,
        )
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
