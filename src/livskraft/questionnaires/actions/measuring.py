"""How is an answer made ready to be kept? The room that keeps it adds what is its own, and saves."""

import json
from datetime import timedelta
from typing import TypeVar

from django.utils.translation import gettext as _

from livskraft.access.actor import Actor
from livskraft.kit.errors import Refused
from livskraft.organisation.models import Unit
from livskraft.people.models import Person
from livskraft.questionnaires.models import Measurement
from livskraft.questionnaires.rules.answers import written
from livskraft.questionnaires.rules.scoring import score
from livskraft.questionnaires.stores import Given

Kept = TypeVar("Kept", bound=Measurement)
# Papers from before there was a Livskraft may be typed in; nobody types in what is older.
OLDEST = timedelta(days=366 * 20)


def measured(table: type[Kept], *, person: Person, unit: Unit, given: Given, by: Actor) -> Kept:
    """The measurement, not yet saved, with its score.

    Raises Refused on a day that has not been or is too long ago, and when nothing is answered.
    """
    if not by.today - OLDEST <= given.on <= by.today:
        raise Refused(_("Välj en dag som har varit."), field="on")
    if not given.answers:
        raise Refused(_("Fyll i något."))
    found = score(given.instrument, given.answers, given.course)
    return table(
        person=person,
        unit=unit,
        instrument=given.instrument.code,
        on=given.on,
        how=given.how,
        course=given.course,
        aid=given.aid,
        help=given.help,
        answers=json.dumps(written(given.answers)),
        score=found.value,
        could_not=found.could_not,
        noted_at=by.at,
        noted_by=by.user,
    )
