"""Who comes in a big city? 160,000 persons, 300 meeting places and ten million attendances over ten years.

Written by set-based SQL with the indexes put on afterwards, since ten million rows through the actions would take days.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from bench.city import analyze, series
from livskraft.kit.identity import IdentityNumber
from livskraft.kit.names import name_key, sort_key
from livskraft.modules.activities.models import Activity, Attendance, Occasion
from livskraft.modules.activities.rules.vocabulary import Kind
from livskraft.organisation.models import Contract, Unit
from livskraft.people.models import CareRelation, IdentityRecord, Person
from livskraft.people.queries import index_of
from livskraft.people.rules.vocabulary import Gender, Purpose

PERSONS, ATTENDANCES, YEARS = 160_000, 10_000_000, 10
# What is on in a week at each place, and how many come each time.
A_WEEK, WEEKS = 6, YEARS * 52
COME = -(-ATTENDANCES // (300 * A_WEEK * WEEKS))
GIVEN = ("Åke", "Ärna", "Östen", "Britta", "Elsa", "Sven", "Ulla", "Göran", "Ingrid", "Nils", "Zaida", "Håkan")
FAMILY = ("Åberg", "Ängström", "Öberg", "Berg", "Lund", "Ström", "Dahl", "Sjö", "Ek", "Zander", "Hägg", "Löv")


def build(today: date) -> None:
    """Add them to a city that is built."""
    sites = list(Unit.objects.sites().order_by("pk"))
    _persons(sites, today)
    _programme(sites, today)
    with unhindered(Attendance):
        _attendances(sites)
    analyze()


def _persons(sites: list[Unit], today: date) -> None:
    keepers = dict(Contract.objects.values_list("area_part", "provider"))
    now = timezone.now() - timedelta(days=400)
    with transaction.atomic():
        Person.objects.bulk_create((_person(k, sites, keepers, now) for k in range(PERSONS)), batch_size=2000)
        ids = list(Person.objects.order_by("pk").values_list("pk", flat=True))
        CareRelation.objects.bulk_create(
            (
                CareRelation(
                    person_id=pk,
                    unit=sites[k % len(sites)],
                    purpose=Purpose.MEETING_PLACE,
                    starts=now.date(),
                    ends=today + timedelta(days=300),
                )
                for k, pk in enumerate(ids)
            ),
            batch_size=2000,
        )
        IdentityRecord.objects.bulk_create((_identity(k, pk, now.date()) for k, pk in enumerate(ids)), batch_size=2000)


def _person(k: int, sites: list[Unit], keepers: dict[int, int], now: datetime) -> Person:
    given, family = GIVEN[k // 300 % 12], f"{FAMILY[k // 3600 % 12]} {k}"
    return Person(
        keeper_id=keepers[sites[k % len(sites)].parent_id or 0],
        given_name=given,
        family_name=family,
        name_key=name_key(f"{given} {family}"),
        sort_key=sort_key(f"{family} {given}"),
        gender=(Gender.WOMAN, Gender.MAN)[k % 2],
        birth_year=1930 + k % 36,
        registered_at=now,
    )


def number_of(k: int) -> IdentityNumber:
    """A number of its own for each: a day in 1930–1965, a serial, and the digit that they give."""
    day = date(1930, 1, 1) + timedelta(days=k % 13_000)
    nine = f"{day:%y%m%d}{k // 13_000 * 2 + 100 + k % 2:03d}"
    total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(nine))
    return IdentityNumber(f"{day:%Y}{nine[2:]}{-total % 10}")


def _identity(k: int, pk: int, since: date) -> IdentityRecord:
    number = number_of(k)
    return IdentityRecord(person_id=pk, kind=number.kind, number=number.digits, index=index_of(number), starts=since)


def _programme(sites: list[Unit], today: date) -> None:
    kinds = list(Kind)
    Activity.objects.bulk_create(
        Activity(site=site, title=f"Aktivitet {n}", kind=kinds[n % len(kinds)], place="Salongen", leader="Personalen")
        for site in sites
        for n in range(A_WEEK)
    )
    monday = today - timedelta(days=today.weekday())
    occasions = []
    for activity_id, site_id, n in (
        (pk, site, k % A_WEEK) for k, (pk, site) in enumerate(Activity.objects.order_by("pk").values_list("pk", "site"))
    ):
        # Four weeks ahead are planned, the rest is behind us.
        for week in range(-WEEKS + 1, 5):
            day = monday + timedelta(weeks=week, days=n % 5)
            start = datetime.combine(day, time(9 + n), UTC)
            occasions.append(
                Occasion(
                    activity_id=activity_id,
                    site_id=site_id,
                    on=day,
                    from_time=time(10 + n),
                    starts_at=start,
                    ends_at=start + timedelta(hours=1),
                    attendance_taken_at=start + timedelta(hours=1) if day < today else None,
                )
            )
        if len(occasions) > 20_000:
            Occasion.objects.bulk_create(occasions, batch_size=2000)
            occasions = []
    Occasion.objects.bulk_create(occasions, batch_size=2000)


def _attendances(sites: list[Unit]) -> None:
    """The person who comes as number i to an occasion is one of the place's own, a little further on each time."""
    first = Person.objects.order_by("pk").values_list("pk", flat=True)[0]
    own = PERSONS // len(sites)
    place = {site.pk: k for k, site in enumerate(sites)}
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE bench_place (site_id bigint PRIMARY KEY, k bigint)")
        cursor.executemany("INSERT INTO bench_place VALUES (%s, %s)", list(place.items()))
        cursor.execute(
            f'INSERT INTO {Attendance._meta.db_table} (occasion_id, person_id, site_id, "on", noted_at, noted_by_id)'
            f' SELECT o.id, {first} + p.k + {len(sites)} * ((o.id * 7 + n.i * 11) % {own}), o.site_id, o."on",'
            " o.ends_at, NULL"
            f" FROM {Occasion._meta.db_table} o JOIN bench_place p ON p.site_id = o.site_id"
            f" CROSS JOIN ({series(COME)}) n WHERE o.attendance_taken_at IS NOT NULL"
        )
        cursor.execute("DROP TABLE bench_place")


@contextmanager
def unhindered(*models: type[Model]) -> Iterator[None]:
    """Without the tables' indexes, and without asking whether each of tens of millions of references holds."""
    tables = [model._meta.db_table for model in models]
    kept: list[tuple[str, str]] = []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            asked = "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s"
        else:
            cursor.execute("PRAGMA foreign_keys = OFF")
            asked = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s"
        for table in tables:
            cursor.execute(asked, [table])
            kept += [row for row in cursor.fetchall() if row[1] and "UNIQUE" not in row[1]]
        for name, _made in kept:
            cursor.execute(f'DROP INDEX "{name}"')
    yield
    with connection.cursor() as cursor:
        for _name, made in kept:
            cursor.execute(made)
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = origin")
        else:
            cursor.execute("PRAGMA foreign_keys = ON")
