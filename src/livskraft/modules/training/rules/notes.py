"""What must a note say, when did what it tells of happen, and when is it late?

Sources: PDL (2008:355) 3:6 (content), 3:9 (as soon as possible), 3:10 (signing).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from livskraft.access.roles import Role
from livskraft.modules.training.rules.vocabulary import Heading, NoteKind

# Many pages of text, and far from a megabyte.
LONGEST_PART = 20_000
MOST_CODES = 20
# No source says how many days: a rule of the municipality's own.
DAYS_TO_SIGN = 7
WRITES = frozenset({Role.PHYSIOTHERAPIST, Role.OCCUPATIONAL_THERAPIST})


@dataclass(frozen=True, slots=True)
class Asked:
    """A part of a note, as it is put to a profession."""

    heading: Heading
    hint: Promise
    required: bool


_STATUS: Mapping[str, Promise] = {
    Role.PHYSIOTHERAPIST: _("Kroppsfunktion: rörlighet, styrka, balans, gång, smärta"),
    Role.OCCUPATIONAL_THERAPIST: _("Aktivitet i vardagen: förflyttning, hemmiljö, hjälpmedel"),
}
_REQUIRED: Mapping[NoteKind, frozenset[Heading]] = {
    NoteKind.BEGINNING: frozenset(
        {Heading.REASON, Heading.BACKGROUND, Heading.STATUS, Heading.ASSESSMENT, Heading.INFORMATION, Heading.PLAN}
    ),
    NoteKind.SESSION: frozenset({Heading.MEASURES}),
    NoteKind.CONTACT: frozenset({Heading.REASON, Heading.MEASURES}),
    NoteKind.SUMMARY: frozenset({Heading.ASSESSMENT, Heading.MEASURES, Heading.PLAN}),
}
_HINTS: Mapping[Heading, Promise] = {
    Heading.REASON: _("Varför patienten kommer, och diagnosen om den är känd"),
    Heading.BACKGROUND: _("Det som behövs för en god och säker vård"),
    Heading.STATUS: _("Det du har sett och undersökt"),
    Heading.ASSESSMENT: _("Din bedömning"),
    Heading.MEASURES: _("Vad du har gjort"),
    Heading.INFORMATION: _("Vad patienten fick veta, och hur patienten valde"),
    Heading.DECLINED: _("Det patienten har avstått från"),
    Heading.PLAN: _("Vad som ska göras, och när det följs upp"),
}


def parts_of(kind: NoteKind, role: str) -> list[Asked]:
    """The parts that the profession writes in a note of the kind, in the order they are written."""
    return [
        Asked(
            heading,
            _STATUS.get(role, _HINTS[heading]) if heading == Heading.STATUS else _HINTS[heading],
            heading in _REQUIRED[kind],
        )
        for heading in Heading
    ]


def missing(kind: NoteKind, parts: Mapping[str, str]) -> list[Heading]:
    """What has to be written before the note is signed."""
    return [heading for heading in Heading if heading in _REQUIRED[kind] and not parts.get(heading, "").strip()]


def sign_by(happened_on: date) -> date:
    """The last day to sign a note of what happened that day."""
    return happened_on + timedelta(days=DAYS_TO_SIGN)


def moment(on: date, at: time, zone: ZoneInfo) -> datetime | None:
    """When it was by the clock on the wall; None for an hour that the clock skipped in spring.

    In autumn, when an hour comes twice, the first is meant: what is written down has at least begun by then.
    """
    told = datetime.combine(on, at)
    # In UTC: moments in the hour that comes twice are never equal to the same moment in another zone.
    found = told.replace(tzinfo=zone).astimezone(UTC)
    return found if found.astimezone(zone).replace(tzinfo=None) == told else None


def sign_from(happened_on: date) -> date:
    """The first day when signing is owed: what is written the same day is in time."""
    return happened_on + timedelta(days=1)


def parts_told(parts: str) -> list[tuple[str, str]]:
    """What a note says, as pairs of heading in words and text, in the order they are written."""
    written: dict[str, str] = json.loads(parts)
    return [(str(heading.label), written[heading]) for heading in Heading if written.get(heading)]
