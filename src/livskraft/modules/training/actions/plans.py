"""How are doses placed and results written, whichever store they are in? Each store authorises and audits its own.

`Wanted` is a dose as somebody asks for it, `Done` what was done of one. Called inside the actions of a store, which
has locked the programme: `place`, `replace`, `write_results`. What they refuse, the forms refuse by the same words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from livskraft.access.actor import Actor
from livskraft.kit.errors import Refused
from livskraft.modules.training.models import (
    MOST_EFFORT,
    MOST_KILOS,
    MOST_REPETITIONS,
    MOST_SECONDS,
    MOST_SETS,
    Exercise,
    ProgrammeBase,
    SessionBase,
)
from livskraft.modules.training.rules.programmes import Done
from livskraft.modules.training.rules.vocabulary import Caution, Measure, Progression


@dataclass(frozen=True, slots=True)
class Wanted:
    """A dose as somebody asks for it; `more` are the columns that only one of the stores has."""

    exercise: Exercise
    sets: int
    repetitions: int | None = None
    seconds: int | None = None
    kilos: Decimal | None = None
    effort: int | None = None
    progression: str = Progression.THERAPIST
    caution: str = ""
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> dict[str, Any]:
        own = ("sets", "repetitions", "seconds", "kilos", "effort", "progression", "caution")
        return {name: getattr(self, name) for name in own} | dict(self.more)


def doubt_of_dose(wanted: Wanted) -> tuple[str, str] | None:
    """What is wrong with the dose, as field and sentence; None when nothing is. Everything it is counted in is said."""
    if found := _doubt(wanted.exercise, wanted, whole=True):
        return found
    if wanted.exercise.loaded and wanted.kilos is None:
        return "kilos", _("Skriv hur många kilo. Skriv 0 när det är utan vikt.")
    if wanted.progression not in Progression.values:
        return "progression", _("Välj när det ökas.")
    if wanted.progression == Progression.EFFORT and wanted.effort is None:
        return "effort", _("Välj hur ansträngande det ska vara, när det ökas efter det.")
    if wanted.caution and wanted.caution not in Caution.values:
        return "caution", _("Välj ett av alternativen.")
    return None


def doubt_of_result(exercise: Exercise, done: Done) -> tuple[str, str] | None:
    """As for a dose. When something else was done in its place only the sets are said, and the effort."""
    return _doubt(exercise, done, whole=not done.in_its_place)


def place(model: Any, programme: ProgrammeBase, wanted: Iterable[Wanted]) -> list[Any]:
    """Adds doses of the `model` last in the programme, in order. Raises Refused, also for an exercise that is there."""
    there = model.objects.filter(programme=programme)
    taken = set(there.filter(ended_at=None).values_list("exercise", flat=True))
    last = there.aggregate(last=Max("position"))["last"] or 0
    rows = []
    for number, each in enumerate(wanted, start=1):
        if doubt := doubt_of_dose(each):
            raise Refused(doubt[1], field=doubt[0])
        if each.exercise.pk in taken:
            raise Refused(_("%(name)s finns redan i programmet.") % {"name": each.exercise.name})
        if each.exercise.retired_at is not None:
            raise Refused(_("%(name)s är borttagen ur övningarna.") % {"name": each.exercise.name})
        taken.add(each.exercise.pk)
        rows.append(model(programme=programme, exercise=each.exercise, position=last + number, **each.columns))
    return list(model.objects.bulk_create(rows))


def replace(dose: Any, wanted: Wanted, by: Actor) -> Any:
    """Ends the dose and puts another in its place, so that what was done was done by the one that held then.

    Gives the dose itself when nothing is different. Raises Refused, also when somebody ended it meanwhile.
    """
    if doubt := doubt_of_dose(wanted):
        raise Refused(doubt[1], field=doubt[0])
    if all(getattr(dose, name) == value for name, value in wanted.columns.items()):
        return dose
    end(dose, by)
    return type(dose)._default_manager.create(
        programme_id=dose.programme_id, exercise_id=dose.exercise_id, position=dose.position, **wanted.columns
    )


def end(dose: Any, by: Actor) -> None:
    """Raises Refused when the dose has ended already."""
    if dose.ended_at is not None:
        raise Refused(_("Övningen är redan ändrad eller borttagen. Öppna programmet igen."))
    type(dose)._default_manager.filter(pk=dose.pk).update(ended_at=by.at)


def checked_results(doses: Iterable[Any], done: Mapping[int, Done]) -> None:
    """Raises Refused when nothing was done, for a dose that is not among `doses`, and for what cannot be."""
    if not done:
        raise Refused(_("Kryssa i minst en övning som är gjord."))
    known = {dose.pk: dose for dose in doses}
    for pk, each in done.items():
        if pk not in known:
            raise Refused(_("Programmet har ändrats. Öppna passet igen."))
        if doubt := doubt_of_result(known[pk].exercise, each):
            raise Refused(f"{known[pk].exercise.name}: {doubt[1]}")


def write_results(session: SessionBase, done: Mapping[int, Done]) -> None:
    """What was done in the session, instead of what was written before."""
    results: Any = session.results  # type: ignore[attr-defined]  # both stores' sessions have them
    results.all().delete()
    results.model._default_manager.bulk_create(
        results.model(
            session=session,
            dose_id=pk,
            sets=each.sets,
            repetitions=each.repetitions,
            seconds=each.seconds,
            kilos=each.kilos,
            effort=each.effort,
        )
        for pk, each in done.items()
    )


def _doubt(exercise: Exercise, given: "Wanted | Done", *, whole: bool) -> tuple[str, str] | None:
    counted = exercise.measure == Measure.REPETITIONS
    bounds: list[tuple[str, int | Decimal | None, int, int | Decimal, bool]] = [
        ("sets", given.sets, 1, MOST_SETS, True),
        ("repetitions", given.repetitions, 1, MOST_REPETITIONS, whole and counted),
        ("seconds", given.seconds, 1, MOST_SECONDS, whole and not counted),
        ("kilos", given.kilos, 0, MOST_KILOS, False),
        ("effort", given.effort, 0, MOST_EFFORT, False),
    ]
    not_asked = {"seconds" if counted else "repetitions"} | (set() if exercise.loaded and whole else {"kilos"})
    for name, value, least, most, needed in bounds:
        if value is None and needed:
            return name, _("Fyll i det här fältet.")
        if value is not None and name in not_asked:
            return name, _("Det fylls inte i för den övningen.")
        if value is not None and not least <= value <= most:
            return name, _("Skriv från %(least)s till %(most)s.") % {"least": least, "most": most}
    if given.kilos is not None and given.kilos != round(given.kilos, 1):
        return "kilos", _("Skriv högst en decimal.")
    return None
