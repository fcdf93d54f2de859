"""What of rehabilitation is kept about a person, and since when? Its kind and its day; never what it says."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import count

from django.db.models import CharField, F, IntegerField, Max, Model, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.access.actor import Actor
from livskraft.modules.training.models import (
    Block,
    Disclosure,
    Draft,
    Episode,
    Goal,
    GoalFollowUp,
    JournalledElsewhere,
    Lift,
    Note,
    Objection,
    RehabMeasurement,
    RehabProgramme,
    RehabSession,
)
from livskraft.modules.training.queries.blocks import hidden_units
from livskraft.modules.training.rules.vocabulary import NoteKind
from livskraft.people.holdings import Line
from livskraft.people.models import Person
from livskraft.questionnaires.rules.library import library

# When each was written down, which is what the years are counted from. Source: PDL 3:17.
_WRITTEN: Mapping[type[Model], str | Coalesce] = {
    Episode: Coalesce("closed_at", "opened_at"),
    Goal: "noted_at",
    GoalFollowUp: "noted_at",
    Draft: "begun_at",
    Note: "signed_at",
    Objection: "noted_at",
    JournalledElsewhere: "noted_at",
    Disclosure: "noted_at",
    RehabProgramme: Coalesce("ended_at", "made_at"),
    RehabSession: "noted_at",
    RehabMeasurement: "noted_at",
    Block: Coalesce("ended_at", "set_at"),
    Lift: "at",
}
# Each with its day, what tells its kind, and the way to its period ("" for the period itself).
_TOLD: tuple[tuple[str, type[Model], str, str, str], ...] = (
    ("opened", Episode, "opened_on", "", ""),
    ("closed", Episode, "closed_on", "", ""),
    ("goal", Goal, "agreed_on", "", "episode__"),
    ("follow_up", GoalFollowUp, "on", "", "goal__episode__"),
    ("draft", Draft, "happened_on", "kind", "episode__"),
    ("note", Note, "happened_on", "kind", "episode__"),
    ("objection", Objection, "noted_at", "", "note__episode__"),
    ("elsewhere", JournalledElsewhere, "on", "kind", "episode__"),
    ("disclosure", Disclosure, "on", "", "episode__"),
    ("programme", RehabProgramme, "made_at", "", "episode__"),
    ("session", RehabSession, "on", "", "episode__"),
    ("measurement", RehabMeasurement, "on", "instrument", "episode__"),
)
_BLOCKS: tuple[tuple[str, type[Model], str, str], ...] = (
    ("block", Block, "set_at", ""),
    ("lift", Lift, "at", "block__"),
)
_PORTION = 30
_Row = tuple[date, str, str, int, int, int]


def last_journalled(persons: Sequence[int]) -> Mapping[int, date]:
    """The day when something was last written down; one query for each kind of record."""
    found: dict[int, date] = {}
    for model, at in _WRITTEN.items():
        rows = model._default_manager.filter(person__in=persons).order_by().values("person")
        for row in rows.annotate(latest=Max(at)):
            day = timezone.localdate(row["latest"])
            found[row["person"]] = max(day, found.get(row["person"], day))
    return found


def told_rehabilitation(persons: Sequence[int]) -> Iterator[Line]:
    """Every record, the latest first."""
    return _lines(persons, lambda _period: Q())


def told_to_therapist(persons: Sequence[int], by: Actor) -> Iterator[Line]:
    """As the caregiver's journal may be read by the actor: without other caregivers', and without what is blocked."""
    # Most have never been a patient, and the rest is long.
    if not any(model._default_manager.filter(person__in=persons).exists() for model in (Episode, Block)):
        return iter(())
    person = Person.objects.filter(pk__in=persons, merged_into=None).first()
    if person is None or by.caregiver is None:
        return iter(())
    keeper, hidden = by.caregiver, hidden_units(person, by)
    return _lines(persons, lambda way: Q(**{f"{way}keeper": keeper}) & ~Q(**{f"{way}unit__in": hidden}))


def _lines(persons: Sequence[int], scope: Callable[[str], Q]) -> Iterator[Line]:
    parts = [
        _part(what, model, day, kind, way, f"{way}pk", persons, scope) for what, model, day, kind, way in _TOLD
    ] + [_part(what, model, day, "", way, "", persons, scope) for what, model, day, way in _BLOCKS]
    rows = parts[0].union(*parts[1:], all=True).order_by("-day", "record", "-period")
    titles = {key: each.title for key, each in library().items()}
    for start in count(0, _PORTION):
        portion: list[_Row] = list(rows[start : start + _PORTION])
        for day, what, kind, unit, period, person in portion:
            where = reverse("episode", args=[period]) if period else reverse("blocks", args=[person])
            yield Line(day, _words(what, kind, titles), unit_id=unit, url=where)
        if len(portion) < _PORTION:
            return


def _part(
    what: str,
    model: type[Model],
    day: str,
    kind: str,
    way: str,
    period: str,
    persons: Sequence[int],
    scope: Callable[[str], Q],
) -> QuerySet[Model, _Row]:
    """The records of a model in columns that all have: nothing that is encrypted is among them."""
    rows = model._default_manager.filter(scope(way), person__in=persons, **{f"{day}__isnull": False}).order_by()
    return rows.annotate(
        day=TruncDate(day) if day.endswith("_at") or day == "at" else F(day),
        record=Value(what, output_field=CharField()),
        said=Cast(F(kind), CharField()) if kind else Value("", output_field=CharField()),
        place=F(f"{way}unit"),
        period=F(period) if period else Value(0, output_field=IntegerField()),
        whose=F("person"),
    ).values_list("day", "record", "said", "place", "period", "whose")


def _words(what: str, kind: str, titles: Mapping[str, str]) -> str:
    match what:
        case "note":
            return _("Anteckning: %(kind)s") % {"kind": str(NoteKind(kind).label).lower()}
        case "draft":
            return _("Utkast till anteckning: %(kind)s") % {"kind": str(NoteKind(kind).label).lower()}
        case "elsewhere":
            return _("Journalfört i ett annat system: %(kind)s") % {"kind": str(NoteKind(kind).label).lower()}
        case "measurement":
            return _("Mätning: %(title)s") % {"title": titles.get(kind, kind)}
    return {
        "opened": _("Rehabilitering öppnad"),
        "closed": _("Rehabilitering avslutad"),
        "goal": _("Mål"),
        "follow_up": _("Uppföljning av ett mål"),
        "objection": _("Att patienten har en annan mening om en anteckning"),
        "disclosure": _("Att något ur journalen har lämnats ut"),
        "programme": _("Träningsprogram"),
        "session": _("Pass"),
        "block": _("Spärr"),
        "lift": _("Att en spärr har öppnats"),
    }[what]
