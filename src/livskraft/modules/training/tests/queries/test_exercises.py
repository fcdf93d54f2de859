"""Is the library shelved by equipment, searched the same on both engines, and read at the same cost however large?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from livskraft.access.actor import system_actor
from livskraft.modules.minigym.tests.factories import EquipmentKindFactory
from livskraft.modules.training.actions.exercises import retire_exercise
from livskraft.modules.training.actions.templates import add_template
from livskraft.modules.training.models import Programme, RehabProgramme
from livskraft.modules.training.queries.exercises import (
    WITHOUT_EQUIPMENT,
    library,
    programmes_with,
    shelf_choices,
    stands_in_for,
    templates,
    to_choose,
)
from livskraft.modules.training.tests.exercises import exercise_named
from livskraft.modules.training.tests.factories import episode_of, therapist_at
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.tests.factories import NOW, person_at

pytestmark = pytest.mark.django_db
BY = system_actor("test")


@pytest.fixture
def shelf():
    """Three exercises on two shelves, and one that was retired."""
    press = EquipmentKindFactory(name="Benpress")
    retire_exercise(exercise=exercise_named("Hopp"), by=BY)
    return {
        "res": exercise_named("Resa sig från stol", steps="Sätt dig långt fram.\nRes dig."),
        "tå": exercise_named("Tåhävning", steps="Res dig på tå."),
        "press": exercise_named("Benpress med två ben", kind=press.pk, steps="Tryck ifrån."),
    }


def names(found):
    return [exercise.name for exercise in found]


def test_what_needs_nothing_stands_by_itself_and_the_retired_nowhere(shelf):
    found = library()
    assert names(found.without) == ["Resa sig från stol", "Tåhävning"]
    assert names(found.equipped) == ["Benpress med två ben"]
    assert found.number == 3


def test_what_needs_equipment_stands_by_its_kind(shelf):
    exercise_named("Armar uppåt", kind=EquipmentKindFactory(name="Ribbstol").pk)
    assert names(library().equipped) == ["Benpress med två ben", "Armar uppåt"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("TÅ", ["Resa sig från stol", "Tåhävning"][1:]),
        ("res dig", ["Resa sig från stol", "Tåhävning"]),
        ("benpress", ["Benpress med två ben"]),
        ("långt res", ["Resa sig från stol"]),
        ("hopp", []),
    ],
)
def test_words_are_found_in_name_kind_and_steps_also_in_capitals(shelf, words, found):
    there = library(words)
    assert names([*there.without, *there.equipped]) == found


def test_one_kind_can_be_asked_for(shelf):
    assert names(library(kind=shelf["press"].kind_id).equipped) == ["Benpress med två ben"]
    assert library(kind=shelf["press"].kind_id).number == 1
    assert library(kind=WITHOUT_EQUIPMENT).number == 2
    assert library(kind=999999).number == 0
    assert shelf_choices() == [(shelf["press"].kind_id, "Benpress")]


def test_to_choose_says_the_equipment_and_leaves_out_the_retired_and_oneself(shelf):
    assert [label for _pk, label in to_choose()] == [
        "Benpress med två ben (benpress)",
        "Resa sig från stol",
        "Tåhävning",
    ]
    assert shelf["tå"].pk not in dict(to_choose(but=shelf["tå"].pk))


def test_what_it_stands_in_for_is_told_without_the_retired(shelf):
    other = exercise_named("Vadpress", alternative=shelf["tå"].pk)
    gone = exercise_named("Rephopp", alternative=shelf["tå"].pk)
    retire_exercise(exercise=gone, by=BY)
    assert stands_in_for(shelf["tå"]) == [other]


def test_the_programmes_that_are_followed_now_are_counted_in_both_stores(shelf):
    by = therapist_at(SiteFactory())
    person, site = person_at(by.assignment.unit), by.assignment.unit
    about = {"person": person, "unit": site, "site": site, "made_at": NOW, "review_on": NOW.date()}
    much = {"exercise": shelf["tå"], "position": 1, "sets": 2, "repetitions": 10, "progression": "effort"}
    own = Programme.objects.create(**about)
    Programme.objects.create(**about | {"ended_at": NOW}).doses.create(**much)
    patients = RehabProgramme.objects.create(episode=episode_of(person, by), **about)
    assert programmes_with(shelf["tå"]) == 0
    own.doses.create(**much)
    assert programmes_with(shelf["tå"]) == 1
    dose = patients.doses.create(**much)
    own.doses.create(**much | {"exercise": shelf["res"], "position": 2})
    assert programmes_with(shelf["tå"]) == 2
    dose.ended_at = NOW
    dose.save()
    assert programmes_with(shelf["tå"]) == 1


def test_a_template_shows_what_is_still_there(shelf):
    add_template(name="Ben", exercises=[shelf["tå"].pk, shelf["res"].pk], by=BY)
    retire_exercise(exercise=shelf["res"], by=BY)
    ((template, exercises),) = templates()
    assert (template.name, exercises) == ("Ben", [shelf["tå"]])


def test_it_costs_the_same_for_one_and_for_many(shelf):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            library()
            shelf_choices()
            to_choose()
            [exercise.kind for _template, exercises in templates() for exercise in exercises]
        return len(captured)

    add_template(name="Ben", exercises=[shelf["tå"].pk], by=BY)
    one = cost()
    for number in range(8):
        kind = EquipmentKindFactory(name=f"Slag {number}")
        made = exercise_named(f"Övning {number}", kind=kind.pk)
        add_template(name=f"Urval {number}", exercises=[made.pk, shelf["press"].pk], by=BY)
    assert cost() == one
