"""How many visits were there, and by how many persons? Always in a few queries, whatever the years hold."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Sum
from django.db.models.functions import Coalesce

from livskraft.kit.periods import Period
from livskraft.modules.activities.models import Attendance, HeadCount
from livskraft.modules.activities.rules.vocabulary import Kind
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import UnitQuerySet
from livskraft.people.models import Person

# Whoever is registered in a hurry has a name only; what is known stands with whom they turned out to be.
BORN = Coalesce("person__merged_into__birth_year", "person__birth_year")
WHO = Coalesce("person__merged_into", "person")
# What one comes to in order to train on one's own responsibility.
TRAINS = (Kind.TRAINING, Kind.GYM)


def visits(units: UnitQuerySet, period: Period) -> dict[int, int]:
    """Visits by site, named and counted; a site without any is left out. Two queries."""
    named = _in(units, period).values("site").annotate(number=Count("pk"))
    counted = (
        HeadCount.objects.filter(site__in=units, on__gte=period.starts, on__lt=period.ends)
        .order_by()
        .values("site")
        .annotate(number=Sum("number"))
    )
    found: dict[int, int] = defaultdict(int)
    for row in [*named, *counted]:
        found[row["site"]] += row["number"]
    return dict(found)


def visitors(units: UnitQuerySet, period: Period) -> dict[int, int]:
    """Persons by site who came at least once; whoever came to two sites counts at both. One query."""
    rows = _in(units, period).values("site").annotate(number=Count(WHO, distinct=True))
    return {row["site"]: row["number"] for row in rows}


def first_visitors(units: UnitQuerySet, period: Period) -> dict[int, int]:
    """Persons by site who came to it for the first time in the period. One query."""
    before = Attendance.objects.filter(site=OuterRef("site"), on__lt=period.starts)
    rows = (
        _in(units, period)
        .annotate(who=WHO)
        # Somebody who was merged is new only when nobody whom they turned out to be came before.
        .filter(
            ~Exists(before.filter(person=OuterRef("who"))), ~Exists(before.filter(person__merged_into=OuterRef("who")))
        )
        .values("site")
        .annotate(number=Count("who", distinct=True))
    )
    return {row["site"]: row["number"] for row in rows}


def older_visitors(units: UnitQuerySet, period: Period, last_day: date, age: int) -> dict[int, int]:
    """Persons by area who came to a site in it at least once and reach `age` that year or before. One query."""
    rows = (
        _in(units, period)
        .annotate(born=BORN)
        .filter(site__parent__parent__kind=UnitKind.AREA, born__lte=last_day.year - age)
        .annotate(area=F("site__parent__parent"))
        .values("area")
        .annotate(number=Count(WHO, distinct=True))
    )
    return {row["area"]: row["number"] for row in rows}


def first_visits(since: Collection[tuple[int, date]], within: int) -> dict[tuple[int, date], date]:
    """For each person and day the first time from that day, and at most `within` days after, that they came to train.

    Persons as they turned out to be; whoever did not come is left out. Two queries, however many persons.
    """
    if not since:
        return {}
    asked = {person for person, _day in since}
    merged = Person.objects.filter(merged_into__in=asked).values_list("pk", "merged_into")
    became = {pk: into for pk, into in merged if into}
    days = [day for _person, day in since]
    rows = Attendance.objects.filter(
        person__in=asked | became.keys(),
        on__gte=min(days),
        on__lte=max(days) + timedelta(days=within),
        occasion__activity__kind__in=TRAINS,
    )
    visits: dict[int, list[date]] = defaultdict(list)
    for person, on in rows.order_by().values_list("person", "on"):
        visits[became.get(person, person)].append(on)
    found = {}
    for person, day in since:
        latest = day + timedelta(days=within)
        if came := [on for on in visits[person] if day <= on <= latest]:
            found[person, day] = min(came)
    return found


def _in(units: UnitQuerySet, period: Period) -> QuerySet[Attendance]:
    found = Attendance.objects.filter(site__in=units, on__gte=period.starts)
    return (found.filter(on__lt=period.ends) if period.ends else found).order_by()
