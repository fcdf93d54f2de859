"""Which exercises, programmes and sessions do the tests need? Made through the actions, so that all agrees."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from livskraft.access.actor import Actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.names import name_key, sort_key
from livskraft.modules.minigym.tests.factories import EquipmentKindFactory
from livskraft.modules.training.actions.plans import Wanted
from livskraft.modules.training.actions.programmes import make_programme
from livskraft.modules.training.actions.sessions import hold_session
from livskraft.modules.training.models import Exercise, Programme, TrainingSession
from livskraft.modules.training.rules.programmes import Done
from livskraft.modules.training.rules.vocabulary import Measure, Noted, Progression
from livskraft.organisation.models import Unit
from livskraft.people.models import Person
from livskraft.people.tests.factories import NOW


def exercise_of(
    name: str = "Benpress", *, kind: str = "", alternative: Exercise | None = None, **fields: Any
) -> Exercise:
    """An exercise with a load, counted in times; on that kind of equipment, or on none."""
    made: Exercise
    made, _new = Exercise.objects.get_or_create(
        name_key=name_key(name),
        defaults={
            "name": name,
            "sort_key": sort_key(name),
            "kind": EquipmentKindFactory(name=kind) if kind else None,
            "steps": "Sätt dig.\nPressa.",
            "measure": Measure.REPETITIONS,
            "loaded": True,
            "alternative": alternative,
        }
        | fields,
    )
    return made


def wanted(exercise: Exercise, **fields: Any) -> Wanted:
    """Two sets of ten, with twenty kilos when there is a load, made more of by effort."""
    counted = {"repetitions": 10} if exercise.measure == Measure.REPETITIONS else {"seconds": 30}
    load = {"kilos": Decimal(20)} if exercise.loaded else {}
    return Wanted(
        **{"exercise": exercise, "sets": 2, "effort": 5, "progression": Progression.EFFORT} | counted | load | fields
    )


def therapist_at(unit: Unit, role: Role = Role.PHYSIOTHERAPIST) -> Actor:
    return actor_at(unit, role, at=NOW)


def programme_of(
    person: Person, by: Actor, *exercises: Exercise, site: Unit | None = None, weeks: int = 12
) -> Programme:
    """A programme of the exercises, the leg press when none is named, at the therapist's own unit or at `site`."""
    assert by.assignment
    return make_programme(
        person=person,
        unit=by.assignment.unit,
        site=site or by.assignment.unit,
        review_on=by.today + timedelta(weeks=weeks),
        doses=[wanted(each) for each in exercises or [exercise_of()]],
        by=by,
    )


def done(**fields: Any) -> Done:
    return Done(**{"sets": 2, "repetitions": 10, "kilos": Decimal(20), "effort": 5} | fields)


def session_of(
    programme: Programme, by: Actor, on: date | None = None, *, version: int | None = None, **fields: Any
) -> TrainingSession:
    """All of the programme's doses, done together; today when no day is named."""
    results = {
        dose.pk: done(**fields)
        if dose.exercise.loaded
        else Done(2, repetitions=dose.repetitions, seconds=dose.seconds, effort=fields.get("effort"))
        for dose in programme.doses.filter(ended_at=None).select_related("exercise")
    }
    return hold_session(
        programme=programme, on=on or by.today, noted=Noted.TOGETHER, done=results, version=version, by=by
    )
