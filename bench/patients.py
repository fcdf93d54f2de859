"""Who trains and is rehabilitated in a big city? 30,000 episodes, 600,000 notes and two million sessions in ten years.

Written by set-based SQL with the indexes put on afterwards, as the visitors are. What a note says is one and the same
sealed text: a page opens it as it opens any other.
"""

import json
from datetime import UTC, date, datetime, time, timedelta

from django.db import connection
from django.db.models import Model

from bench.city import analyze, series
from bench.visitors import unhindered
from livskraft.access.models import Assignment
from livskraft.access.roles import Role
from livskraft.kit.crypto import EncryptedTextField
from livskraft.modules.minigym.models import EquipmentKind
from livskraft.modules.training.models import (
    Code,
    CodeList,
    Dose,
    Episode,
    Exercise,
    JournalPlace,
    Note,
    NoteCode,
    OwnMeasurement,
    Programme,
    RehabMeasurement,
    RehabSession,
    Result,
    TrainingSession,
)
from livskraft.modules.training.rules.vocabulary import Heading, Lives, Measure, NoIntroduction, Noted, NoteKind, Place
from livskraft.organisation.kinds import ContractKind, UnitKind
from livskraft.organisation.models import Contract, Unit
from livskraft.people.models import Person

EPISODES, NOTES, SESSIONS, YEARS = 30_000, 600_000, 2_000_000, 10
DAYS = YEARS * 365
# Of each site's hundred patients thirty are treated now; each episode has twenty sessions with a note each.
A_SITE, OPEN, AN_EPISODE = EPISODES // 300, 30, NOTES // EPISODES
# The other sessions are of those who train on their own: as many weeks each as ten years have.
WEEKS = YEARS * 52
TRAIN = -(-(SESSIONS - NOTES) // WEEKS // 300)
DOSES, MEASURED = 3, 20
SAID = {
    Heading.STATUS: "Reser sig från stolen med stöd av armarna. Går inomhus med rollator.",
    Heading.MEASURES: "Styrketräning av benen, balansträning vid ribbstolen, gång i korridoren. " * 4,
    Heading.PLAN: "Fortsatt träning två gånger i veckan.",
}


def build(today: date) -> None:
    """Add them to a city whose visitors are there."""
    _what_there_is(today)
    with connection.cursor() as cursor:
        _calendar(today)
        first = Person.objects.order_by("pk").values_list("pk", flat=True)[0]
        # The person who is number j of site k among the visitors.
        cursor.execute("CREATE TEMPORARY TABLE bench_site (k bigint PRIMARY KEY, site_id bigint, user_id bigint)")
        held = Assignment.objects.filter(role=Role.PHYSIOTHERAPIST).order_by("unit").values_list("unit", "user")
        therapist = dict(held)
        anybody = next(iter(therapist.values()))
        sites = Unit.objects.sites().order_by("pk").values_list("pk", flat=True)
        cursor.executemany(
            "INSERT INTO bench_site VALUES (%s, %s, %s)",
            [(k, pk, therapist.get(pk, anybody)) for k, pk in enumerate(sites)],
        )
        with unhindered(Note, NoteCode, RehabSession, RehabMeasurement):
            _rehabilitated(first)
        with unhindered(TrainingSession, Result, OwnMeasurement):
            _trained(first)
        cursor.execute("DROP TABLE bench_site")
        cursor.execute("DROP TABLE bench_day")
    analyze()


def own(keeper: Unit) -> None:
    """Makes the caregiver one of the municipality's own."""
    Contract.objects.filter(provider=keeper).update(kind=ContractKind.ASSIGNMENT)


def _what_there_is(today: date) -> None:
    """Every caregiver keeps its journal here; some exercises, and a list with a code."""
    long_ago = today - timedelta(days=DAYS + 30)
    at = datetime.combine(long_ago, time(8), UTC)
    JournalPlace.objects.bulk_create(
        JournalPlace(keeper=unit, place=Place.HERE, starts=long_ago, decided_at=at)
        for unit in Unit.objects.filter(kind=UnitKind.PROVIDER)
    )
    kinds = list(EquipmentKind.objects.order_by("pk")[:DOSES])
    Exercise.objects.bulk_create(
        Exercise(
            name=f"Övning {n}", name_key=f"övning {n}", sort_key=f"övning {n}", kind=kind, steps="Gör så här.",
            measure=Measure.REPETITIONS, loaded=True,
        )
        for n, kind in enumerate(kinds)
    )  # fmt: skip
    listed = CodeList.objects.create(name="Koder", starts=long_ago, source="bench", loaded_at=at)
    Code.objects.create(list=listed, code="AW020", text="Rehabiliteringsplan", search_key="aw020 rehabiliteringsplan")


def _calendar(today: date) -> None:
    """Day number n is n days ago: the engines do not agree on how days are counted."""
    with connection.cursor() as cursor:
        kind = "timestamp with time zone" if connection.vendor == "postgresql" else "text"
        day = "date" if connection.vendor == "postgresql" else "text"
        cursor.execute(f'CREATE TEMPORARY TABLE bench_day (n bigint PRIMARY KEY, "on" {day}, at {kind})')
        days = [today - timedelta(days=n) for n in range(DAYS + 1)]
        cursor.executemany(
            "INSERT INTO bench_day VALUES (%s, %s, %s)",
            [(n, day.isoformat(), f"{day.isoformat()} 10:00:00+00:00") for n, day in enumerate(days)],
        )


def _insert(model: type[Model], columns: dict[str, str], rows: str, given: list[str] | None = None) -> None:
    """Rows of the model: an expression for each of its columns, from what `rows` joins; `given` fills each `%s`."""
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({names}) SELECT {', '.join(columns.values())} FROM {rows}",
            given,
        )


def _sealed(model: type[Model], field: str, text: str) -> str:
    sealed: EncryptedTextField = model._meta.get_field(field)  # type: ignore[assignment]  # its own kind of column
    return str(sealed.get_db_prep_value(text, connection))


def _rehabilitated(first: int) -> None:
    """Those treated now began this spring; the others within ten years, half of them led on to friskvård."""
    nobody = "''"
    _insert(
        Episode,
        {
            "person_id": "p.id", "keeper_id": "p.keeper_id", "unit_id": "s.site_id", "site_id": "s.site_id",
            "therapist_id": "s.user_id", "lives": f"'{Lives.NEARBY.value}'", "elsewhere": nobody,
            "opened_at": "b.at", "opened_on": 'b."on"', "last_on": 'l."on"',
            "closed_at": f"CASE WHEN j.i < {OPEN} THEN NULL ELSE e.at END",
            "closed_on": f'CASE WHEN j.i < {OPEN} THEN NULL ELSE e."on" END',
            "introduced_to": f"CASE WHEN j.i < {OPEN} OR j.i % 2 = 0 THEN '' ELSE 'Minigymmet' END",
            "introduced_at_id": f"CASE WHEN j.i < {OPEN} OR j.i % 2 = 0 THEN NULL ELSE s.site_id END",
            "introduced_with": f"CASE WHEN j.i < {OPEN} OR j.i % 2 = 0 THEN '' ELSE 'Personalen' END",
            "not_introduced": f"CASE WHEN j.i < {OPEN} OR j.i % 2 = 1 THEN ''"
            f" ELSE '{NoIntroduction.DECLINED.value}' END",
            "version": "1",
        },
        f"bench_site s CROSS JOIN ({series(A_SITE)}) j"
        f" JOIN {Person._meta.db_table} p ON p.id = {first} + s.k + 300 * j.i"
        f" JOIN bench_day b ON b.n = 150 + CASE WHEN j.i < {OPEN} THEN j.i ELSE (j.i * 34 + s.k) % {DAYS - 200} END"
        # The last of its notes is about a week before the day it ends.
        f" JOIN bench_day e ON e.n = b.n - 140 JOIN bench_day l ON l.n = b.n - {(AN_EPISODE - 1) * 7}",
    )  # fmt: skip
    parts = json.dumps({heading.value: text for heading, text in SAID.items()}, ensure_ascii=False)
    _insert(
        Note,
        {
            "episode_id": "e.id", "person_id": "e.person_id",
            "kind": f"CASE WHEN j.i = 0 THEN '{NoteKind.BEGINNING.value}' WHEN j.i = {AN_EPISODE - 1}"
            f" AND e.closed_at IS NOT NULL THEN '{NoteKind.SUMMARY.value}' ELSE '{NoteKind.SESSION.value}' END",
            "happened_at": "d.at", "happened_on": 'd."on"', "parts": "%s", "author_id": "e.therapist_id",
            "author_name": "'Person'", "profession": "'Fysioterapeut'", "begun_at": "d.at", "signed_at": "d.at",
            "corrects_id": "NULL", "why": "%s",
        },
        f"{Episode._meta.db_table} e JOIN bench_day b ON b.\"on\" = e.opened_on CROSS JOIN ({series(AN_EPISODE)}) j"
        " JOIN bench_day d ON d.n = b.n - j.i * 7",
        [_sealed(Note, "parts", parts), _sealed(Note, "why", "")],
    )  # fmt: skip
    _insert(
        NoteCode,
        {"note_id": "n.id", "person_id": "n.person_id", "code": "'AW020'", "text": "'Rehabiliteringsplan'"},
        f"{Note._meta.db_table} n",
    )
    _insert(
        RehabSession,
        {
            "person_id": "n.person_id", "site_id": "e.site_id", "on": "n.happened_on", "noted_at": "n.signed_at",
            "noted_by_id": "NULL", "version": "1", "episode_id": "n.episode_id", "unit_id": "e.unit_id",
            "programme_id": "NULL", "elsewhere_id": "NULL",
            # The latest of those treated now are not journalled.
            "note_id": f"CASE WHEN e.closed_at IS NULL AND e.id % 10 = 0 AND n.id % {AN_EPISODE} = 0"
            " THEN NULL ELSE n.id END",
        },
        f"{Note._meta.db_table} n JOIN {Episode._meta.db_table} e ON e.id = n.episode_id",
    )  # fmt: skip
    _measured(RehabMeasurement, "episode_id", "e.id", "e.person_id", "e.unit_id", f"{Episode._meta.db_table} e", 4)


def _trained(first: int) -> None:
    """A programme each, made ten years ago, and a session a week since then."""
    _insert(
        Programme,
        {
            "person_id": "p.id", "unit_id": "s.site_id", "site_id": "s.site_id", "made_at": "d.at",
            "made_by_id": "s.user_id", "review_on": 'r."on"', "ended_at": "NULL", "version": "1",
        },
        # Others than those who are rehabilitated.
        f"bench_site s CROSS JOIN ({series(TRAIN)}) j"
        f" JOIN {Person._meta.db_table} p ON p.id = {first} + s.k + 300 * ({A_SITE} + j.i)"
        f" JOIN bench_day d ON d.n = {DAYS} JOIN bench_day r ON r.n = j.i",
    )  # fmt: skip
    _insert(
        Dose,
        {
            "programme_id": "p.id", "exercise_id": "x.id", "position": "x.id", "sets": "2", "repetitions": "10",
            "seconds": "NULL", "kilos": "20", "effort": "5", "progression": "'effort'", "caution": "''",
            "ended_at": "NULL",
        },
        f"{Programme._meta.db_table} p CROSS JOIN {Exercise._meta.db_table} x",
    )  # fmt: skip
    _insert(
        TrainingSession,
        {
            "programme_id": "p.id", "person_id": "p.person_id", "site_id": "p.site_id", "on": 'd."on"',
            "noted_at": "d.at", "noted_by_id": "NULL", "noted": f"'{Noted.TOGETHER.value}'", "version": "1",
        },
        f"{Programme._meta.db_table} p CROSS JOIN ({series(WEEKS)}) j JOIN bench_day d ON d.n = j.i * 7 + p.id % 7",
    )  # fmt: skip
    _insert(
        Result,
        {
            "session_id": "s.id", "dose_id": "d.id", "sets": "2", "repetitions": "10", "seconds": "NULL",
            "kilos": "20", "effort": "4",
        },
        f"{TrainingSession._meta.db_table} s JOIN {Dose._meta.db_table} d ON d.programme_id = s.programme_id",
    )  # fmt: skip
    _measured(OwnMeasurement, "", "", "p.person_id", "p.site_id", f"{Programme._meta.db_table} p", MEASURED)


def _measured(model: type[Model], column: str, value: str, person: str, unit: str, of: str, times: int) -> None:
    """So many times each in ten years, with two instruments in turn."""
    answers = _sealed(model, "answers", json.dumps({"stands": "9", "hands": "0"}))
    own = {column: value} if column else {}
    _insert(
        model,
        {
            **own, "person_id": person, "unit_id": unit,
            "instrument": "CASE WHEN j.i %% 2 = 0 THEN 'chair_stands:1' ELSE 'tug:1' END",
            "on": 'd."on"', "how": "'measured'", "course": "NULL", "aid": "''", "help": "''", "answers": "%s",
            "score": "8 + j.i %% 5", "could_not": "FALSE", "noted_at": "d.at", "noted_by_id": "NULL",
            "withdrawn_at": "NULL", "withdrawn_by_id": "NULL", "withdrawn_because": "%s",
        },
        f"{of} CROSS JOIN ({series(times)}) j JOIN bench_day d ON d.n = j.i * {DAYS // times}",
        [answers, _sealed(model, "withdrawn_because", "")],
    )  # fmt: skip
