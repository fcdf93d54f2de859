"""What is everything that Livskraft keeps about a person, and who has read or changed it, as the person is told it?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time

from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.access.audit_words import actor as in_words_who
from livskraft.access.audit_words import in_words
from livskraft.access.models import Assignment
from livskraft.kit.identity import IdentityNumber
from livskraft.kit.partial_date import PartialDate
from livskraft.organisation.models import Unit
from livskraft.people.holdings import Holding, Line, holdings
from livskraft.people.models import (
    AccessReport,
    CareRelation,
    CaseNumber,
    Consent,
    ContactDetails,
    Handover,
    IdentityRecord,
    Person,
    Relative,
)
from livskraft.people.queries import all_ids
from livskraft.people.queries.records import units_apart
from livskraft.people.rules.records import may_read
from livskraft.people.rules.vocabulary import Regime


@dataclass(frozen=True, slots=True)
class Kept:
    """The records of one holding; `hidden` are those of other units that do not share with the viewer's."""

    label: str
    lines: list[Line]
    hidden: int = 0


@dataclass(slots=True)
class Under:
    """What is kept under one regime; `closed` when the viewer does not work under it: then only how many."""

    regime: Regime
    kept: list[Kept] = field(default_factory=list)
    closed: int = 0


@dataclass(frozen=True, slots=True)
class Access:
    """That somebody at a unit did something about the person on a day, at these times."""

    on: date
    where: str
    role: str
    what: str
    times: tuple[time, ...]


@dataclass(frozen=True, slots=True)
class Everything:
    person: Person
    numbers: list[IdentityRecord]
    cases: list[str]
    contact: ContactDetails | None
    relatives: list[Relative]
    relations: list[CareRelation]
    handovers: list[Handover]
    under: list[Under]
    consents: list[Consent]
    accesses: list[Access]
    units: dict[int, str]

    def formatted(self, record: IdentityRecord) -> str:
        return IdentityNumber(record.number).formatted


def everything_about(person: Person, by: Actor) -> Everything:
    """For an actor who may see the person and whose reading is in the log; as many queries however much is kept.

    How somebody protected is reached is not even read.
    """
    ids = all_ids(person)
    apart = units_apart(by)
    reached = not person.is_protected
    under = [_under(regime, ids, by, apart) for regime in Regime]
    accesses, units = _accesses(ids)
    told = {line.unit_id for each in under for kept in each.kept for line in kept.lines if line.unit_id}
    return Everything(
        person=person,
        numbers=list(IdentityRecord.objects.filter(person__in=ids)),
        cases=list(CaseNumber.objects.filter(person__in=ids).values_list("number", flat=True)),
        contact=ContactDetails.objects.filter(person=person).first() if reached else None,
        relatives=list(Relative.objects.filter(person__in=ids)) if reached else [],
        relations=list(CareRelation.objects.filter(person__in=ids).select_related("unit")),
        handovers=list(Handover.objects.filter(person__in=ids).select_related("from_keeper", "to_keeper")),
        under=under,
        consents=list(Consent.objects.filter(person__in=ids).exclude(unit__in=apart).select_related("unit")),
        accesses=accesses,
        units=units | _names(told - set(units)),
    )


def _under(regime: Regime, ids: Sequence[int], by: Actor, apart: frozenset[int]) -> Under:
    kept = [_kept(holding, ids, by, apart) for holding in holdings if holding.regime == regime]
    if may_read(regime, by.assignment.role if by.assignment else ""):
        return Under(regime, [each for each in kept if each.lines or each.hidden])
    return Under(regime, closed=sum(len(each.lines) + each.hidden for each in kept))


def _kept(holding: Holding, ids: Sequence[int], by: Actor, apart: frozenset[int]) -> Kept:
    lines = list(holding.shown(ids, by))
    everything = sum(1 for _line in holding.export(ids)) if holding.told_to else len(lines)
    shown = [line for line in lines if line.unit_id not in apart]
    return Kept(str(holding.label), shown, everything - len(shown))


def _accesses(ids: Sequence[int]) -> tuple[list[Access], dict[int, str]]:
    """The latest day first; what the same unit did in the same role on a day stands together with all its times."""
    entries = list(audit.about(ids).values_list("at", "verb", "unit_id", "assignment_id", "who"))
    roles = {
        pk: assignment.role_label
        for pk, assignment in Assignment.objects.in_bulk([each[3] for each in entries if each[3]]).items()
    }
    units = _names({each[2] for each in entries if each[2]})
    found: dict[tuple[date, str, str, str], list[time]] = {}
    for at, verb, unit, assignment, who in entries:
        local = timezone.localtime(at)
        where = units.get(unit, "") if unit else ""
        # Without a unit it was nobody in the staff; a user's number is not told.
        by = where or ("" if who.startswith("user:") else in_words_who(who))
        key = (local.date(), by, roles.get(assignment, ""), in_words(verb))
        found.setdefault(key, []).append(local.time().replace(second=0, microsecond=0))
    return [
        Access(on, where, role, what, tuple(dict.fromkeys(sorted(times))))
        for (on, where, role, what), times in sorted(found.items(), key=lambda row: row[0][0], reverse=True)
    ], units


def _names(units: set[int]) -> dict[int, str]:
    return dict(Unit.objects.filter(pk__in=units).values_list("pk", "name")) if units else {}


def last_notes(persons: Sequence[int]) -> dict[int, date]:
    """None: that somebody asked what is kept does not make it kept longer."""
    return {}


def export(persons: Sequence[int]) -> list[Line]:
    return [
        Line(
            on=timezone.localdate(report.made_at),
            text=(
                _("Bad om ett utdrag %(day)s (%(how)s). %(note)s")
                % {
                    "day": PartialDate.of(report.asked_on).text,
                    "how": report.get_how_display().lower(),
                    "note": report.note,
                }
            ).strip(),
            unit_id=report.unit_id,
        )
        for report in AccessReport.objects.filter(person__in=persons)
    ]
