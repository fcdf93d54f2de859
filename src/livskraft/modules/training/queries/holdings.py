"""What does the room keep about a person, and since when?"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.db.models import Max, Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.modules.training.models import Dose, OwnMeasurement, Programme, Result, TrainingSession
from livskraft.modules.training.queries.plans import done_of
from livskraft.modules.training.rules.amounts import amount_in_words, done_in_words
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


def last_trained(persons: Sequence[int]) -> Mapping[int, date]:
    """The day of the latest session, or that a programme was made or ended."""
    found: dict[int, date] = {}
    programmes = Programme.objects.filter(person__in=persons).order_by().values("person")
    for row in programmes.annotate(made=Max("made_at"), ended=Max("ended_at")):
        found[row["person"]] = timezone.localdate(max(filter(None, (row["made"], row["ended"]))))
    sessions = TrainingSession.objects.filter(person__in=persons).order_by().values("person")
    for person, last in sessions.annotate(last=Max("on")).values_list("person", "last"):
        found[person] = max(last, found.get(person, last))
    return found


def told_programmes(persons: Sequence[int]) -> Iterator[Line]:
    """What was done at each session, the latest first, and before them the programme and what is in it now."""
    doses = Prefetch("doses", Dose.objects.select_related("exercise"))
    results = Prefetch("results", Result.objects.select_related("dose__exercise"))
    rows = Programme.objects.filter(person__in=persons).select_related("site").prefetch_related(doses)
    for programme in in_portions(rows):
        sessions = programme.sessions.select_related("site").prefetch_related(results)
        for session in in_portions(sessions):
            told = "; ".join(
                f"{each.dose.exercise.name}: {done_in_words(done_of(each))}" for each in session.results.all()
            )
            yield Line(
                session.on,
                _("Tränade på %(site)s. %(exercises)s") % {"site": session.site.name, "exercises": told},
                unit_id=session.site_id,
                url=programme.get_absolute_url(),
            )
        holding = [each for each in programme.doses.all() if each.ended_at is None]
        exercises = "; ".join(f"{each.exercise.name}: {amount_in_words(each)}" for each in holding)
        yield Line(
            timezone.localdate(programme.made_at),
            _("Träningsprogram på %(site)s. %(exercises)s") % {"site": programme.site.name, "exercises": exercises},
            unit_id=programme.site_id,
            url=programme.get_absolute_url(),
        )
