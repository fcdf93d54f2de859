"""How is a month's sample drawn, marked and concluded, so that it cannot be changed afterwards?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random, SystemRandom

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit import versions
from livskraft.kit.errors import Refused
from livskraft.organisation.models import Unit
from livskraft.people.models import LogReview, SampledReading
from livskraft.people.queries.log_review import readings_of
from livskraft.people.queries.reviewers import reviewed_by
from livskraft.people.rules.log_review import MONTHS_BACK, Reading, Signal, closed_months, draw, rule_in_words
from livskraft.people.rules.vocabulary import Mark


@dataclass(frozen=True, slots=True)
class Marked:
    """What the manager says of a drawn reading; no mark takes it back."""

    reading: int
    mark: Mark | None
    note: str = ""


def draw_sample(*, unit: Unit, month: date, by: Actor, chance: Random | None = None) -> LogReview:
    """The month's sample; the one that is there already when somebody has drawn it.

    Raises Refused for a month that is not over, is too long ago or has no readings.
    """
    _must_review(unit, by)
    if month not in closed_months(by.today, MONTHS_BACK):
        raise Refused(_("Välj en månad som är slut, högst ett år tillbaka."))
    # Before the transaction: a busy month takes a while to look through.
    readings = readings_of(unit, month)
    if not readings:
        raise Refused(_("Ingen på enheten läste om någon person den månaden."))
    return _keep(unit=unit, month=month, readings=readings, chance=chance or SystemRandom(), by=by)


@transaction.atomic
def mark_readings(*, review: LogReview, marked: Sequence[Marked], version: int | None = None, by: Actor) -> LogReview:
    """Raises Refused for one's own reading, for a mark without the note it needs, and when the review is finished."""
    held = _opened(review, version, by)
    sample = {reading.pk: reading for reading in held.sample.select_related("entry")}
    changed = []
    for each in marked:
        reading = sample.get(each.reading)
        if reading is None:
            raise Refused(_("Läsningen hör inte till den här kontrollen."))
        if (reading.mark, reading.note) == (each.mark or "", each.note):
            continue
        if by.user and reading.entry.user_id == by.user.pk:
            raise Refused(_("Du kan inte bedöma din egen läsning."), field=f"mark_{each.reading}")
        if each.mark in (Mark.ASKED, Mark.UNEXPLAINED) and not each.note.strip():
            raise Refused(_("Skriv vad du har fått veta."), field=f"note_{each.reading}")
        reading.mark, reading.note = each.mark or "", each.note
        reading.marked_at, reading.marked_by = (by.at, by.user) if each.mark else (None, None)
        changed.append(reading)
    if changed:
        SampledReading.objects.bulk_update(changed, ["mark", "note", "marked_at", "marked_by"])
        held.save()
        audit.wrote(by, "people.log_marked", [held, *changed], ["mark", "note"])
    return held


@transaction.atomic
def finish_review(*, review: LogReview, conclusion: str, version: int | None = None, by: Actor) -> LogReview:
    """Documented, and never changed again.

    Raises Refused while something is left to mark; one's own readings are left to somebody else, and the paper says so.
    """
    held = _opened(review, version, by)
    left = held.sample.filter(mark="")
    if by.user:
        left = left.exclude(entry__user_id=by.user.pk)
    if left.exists():
        raise Refused(_("Bedöm alla läsningar först. Dina egna lämnar du till någon annan."))
    if not conclusion.strip():
        raise Refused(_("Skriv vad du kom fram till."), field="conclusion")
    held.conclusion = conclusion
    held.finished_at, held.finished_by = by.at, by.user
    held.save()
    audit.wrote(by, "people.log_reviewed", [held], ["conclusion"])
    return held


@transaction.atomic
def _keep(*, unit: Unit, month: date, readings: Sequence[Reading], chance: Random, by: Actor) -> LogReview:
    # Two who draw at once would make two samples: the second waits here and finds the first.
    Unit.objects.select_for_update().get(pk=unit.pk)
    if there := LogReview.objects.filter(unit=unit, month=month).first():
        return there
    review = LogReview.objects.create(
        unit=unit,
        month=month,
        drawn_at=by.at,
        drawn_by=by.user,
        readings=len(readings),
        rule=rule_in_words(len(readings)),
    )
    order = list(Signal)
    SampledReading.objects.bulk_create(
        SampledReading(review=review, entry_id=reading.entry, signals=sorted(reading.signals, key=order.index))
        # As they stand in the log: their numbers are in the page, and would tell how much stands out that is not shown.
        for reading in sorted(draw(readings, chance), key=lambda reading: reading.entry)
    )
    audit.wrote(by, "people.log_drawn", [review, unit])
    return review


def _opened(review: LogReview, version: int | None, by: Actor) -> LogReview:
    _must_review(review.unit, by)
    held = versions.locked(review, version)
    if held.finished_at:
        raise Refused(_("Kontrollen är avslutad och kan inte ändras."))
    return held


def _must_review(unit: Unit, by: Actor) -> None:
    if not reviewed_by(by).filter(pk=unit.pk).exists():
        raise PermissionDenied(f"{by.who} does not look at who has read at {unit.pk}")
