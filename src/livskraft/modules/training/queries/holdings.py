"""What does the room keep about a person, and since when?"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.db.models import Max
from django.urls import reverse

from livskraft.modules.training.models import OwnMeasurement
from livskraft.people.holdings import Line, in_portions
from livskraft.questionnaires.rules.words import value_in_words


def last_measured(persons: Sequence[int]) -> Mapping[int, date]:
    rows = OwnMeasurement.objects.filter(person__in=persons).order_by().values("person").annotate(last=Max("on"))
    return {row["person"]: row["last"] for row in rows}


def told_measurements(persons: Sequence[int]) -> Iterator[Line]:
    """Each measurement that stands, the latest first: what, and what it came to."""
    for row in in_portions(OwnMeasurement.objects.filter(person__in=persons).standing()):
        yield Line(
            row.on,
            f"{row.of.title}: {value_in_words(row.of, row.kept_score)}",
            unit_id=row.unit_id,
            url=reverse("measurements", args=[row.person_id]),
        )
