"""Is a programme made for one person by those who plan training, dose by dose, and changed without losing what was?"""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.modules.training.actions.programmes import (
    add_dose,
    change_dose,
    end_dose,
    end_programme,
    make_programme,
    review_programme,
)
from livskraft.modules.training.models import Dose, Programme
from livskraft.modules.training.rules.vocabulary import Caution, Measure, Progression
from livskraft.modules.training.tests.plans import exercise_of, programme_of, session_of, therapist_at, wanted
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions.merging import merge
from livskraft.people.holdings import holdings
from livskraft.people.models import CareRelation
from livskraft.people.rules.vocabulary import Purpose, Regime
from livskraft.people.tests.factories import NOW, person_at, protected, sister

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def by(site):
    return therapist_at(site)


@pytest.fixture
def person(site):
    return person_at(site)


def made(person, by, doses, **fields):
    given = {
        "person": person,
        "unit": by.assignment.unit,
        "site": by.assignment.unit,
        "review_on": by.today + timedelta(weeks=12),
        "doses": doses,
        "by": by,
    }
    return make_programme(**given | fields)


def test_it_is_kept_with_its_doses_in_order_and_both_units_know_the_person(site, person):
    part = site.parent
    person_there = person_at(part, number="")
    by = therapist_at(part)
    chair = exercise_of("Uppresning", loaded=False)
    programme = made(person_there, by, [wanted(exercise_of()), wanted(chair)], site=site)
    doses = list(programme.doses.all())
    assert [each.exercise.name for each in doses] == ["Benpress", "Uppresning"]
    assert [(each.position, each.sets, each.repetitions, each.kilos) for each in doses] == [
        (1, 2, 10, Decimal(20)),
        (2, 2, 10, None),
    ]
    assert (programme.unit, programme.site, programme.made_by) == (part, site, by.user)
    related = CareRelation.objects.filter(person=person_there, purpose=Purpose.TRAINING)
    assert set(related.values_list("unit", flat=True)) == {part.pk, site.pk}
    assert AuditEntry.objects.filter(verb="training.programme_made").count() == 1


@pytest.mark.parametrize("role", [Role.CARE_STAFF, Role.UNIT_MANAGER, Role.AREA_MANAGER, Role.ADMINISTRATION])
def test_only_therapists_make_programmes(site, person, role):
    by = actor_at(site, role, at=NOW)
    with pytest.raises(PermissionDenied):
        made(person, by, [wanted(exercise_of())])


@pytest.mark.parametrize("role", [Role.PHYSIOTHERAPIST, Role.OCCUPATIONAL_THERAPIST])
def test_both_kinds_of_therapist_do(site, person, role):
    assert made(person, therapist_at(site, role), [wanted(exercise_of())]).pk


def test_nobody_plans_for_whom_they_may_not_see(site, by, person):
    doses = [wanted(exercise_of())]
    for hidden in (person_at(sister(site)), protected(person_at(site)), person_at(SiteFactory())):
        with pytest.raises(PermissionDenied):
            made(hidden, by, doses)
    with pytest.raises(PermissionDenied):
        made(person, by, doses, unit=sister(site))
    assert not Programme.objects.exists()


def test_the_person_trains_at_a_place_of_the_therapists(site, by, person):
    for elsewhere in (sister(site), SiteFactory(), site.parent):
        with pytest.raises(Refused) as no:
            made(person, by, [wanted(exercise_of())], site=elsewhere)
        assert no.value.field == "site"


@pytest.mark.parametrize("days", [0, -1, 365])
def test_the_day_it_is_gone_through_comes_within_a_year(by, person, days):
    with pytest.raises(Refused) as no:
        made(person, by, [wanted(exercise_of())], review_on=by.today + timedelta(days=days))
    assert no.value.field == "review_on"


def test_a_programme_has_at_least_one_exercise_and_each_once(by, person):
    with pytest.raises(Refused, match="minst en övning"):
        made(person, by, [])
    with pytest.raises(Refused, match="finns redan"):
        made(person, by, [wanted(exercise_of()), wanted(exercise_of())])
    assert not Programme.objects.exists()


def test_an_exercise_that_was_taken_out_of_the_library_is_not_placed(by, person):
    gone = exercise_of("Gammal", retired_at=timezone.now())
    with pytest.raises(Refused, match="borttagen"):
        made(person, by, [wanted(gone)])


SECONDS = {"measure": Measure.SECONDS, "loaded": False}


@pytest.mark.parametrize(
    ("exercise", "fields", "field"),
    [
        ({}, {"sets": 0}, "sets"),
        ({}, {"sets": 11}, "sets"),
        ({}, {"repetitions": None}, "repetitions"),
        ({}, {"repetitions": 0}, "repetitions"),
        ({}, {"repetitions": 101}, "repetitions"),
        ({}, {"seconds": 30}, "seconds"),
        ({}, {"kilos": None}, "kilos"),
        ({}, {"kilos": Decimal("-0.1")}, "kilos"),
        ({}, {"kilos": Decimal("300.1")}, "kilos"),
        ({}, {"kilos": Decimal("1.25")}, "kilos"),
        ({}, {"effort": 11}, "effort"),
        ({}, {"effort": None}, "effort"),
        ({}, {"progression": ""}, "progression"),
        ({}, {"caution": "hjärtat"}, "caution"),
        ({"loaded": False}, {"kilos": Decimal(1)}, "kilos"),
        (SECONDS, {"seconds": None}, "seconds"),
        (SECONDS, {"seconds": 3601}, "seconds"),
        (SECONDS, {"repetitions": 1}, "repetitions"),
    ],
)
def test_a_dose_is_said_in_whole_and_within_the_possible(by, person, exercise, fields, field):
    with pytest.raises(Refused) as no:
        made(person, by, [wanted(exercise_of(**exercise), **fields)])
    assert no.value.field == field
    assert not Programme.objects.exists()


def test_the_bounds_themselves_are_possible(by, person):
    most = wanted(exercise_of(), sets=10, repetitions=100, kilos=Decimal(300), effort=10)
    least = wanted(exercise_of("Lätt"), sets=1, repetitions=1, kilos=Decimal(0), effort=0, caution=Caution.SLOWLY)
    assert made(person, by, [most, least]).doses.count() == 2


def test_twice_pressed_is_once_and_another_is_refused(by, person):
    first = programme_of(person, by)
    assert programme_of(person, replace(by, at=NOW + timedelta(seconds=59))) == first
    with pytest.raises(Refused, match="redan ett program"):
        programme_of(person, replace(by, at=NOW + timedelta(seconds=60)))
    with pytest.raises(Refused, match="redan ett program"):
        programme_of(person, therapist_at(by.assignment.unit))
    assert Programme.objects.count() == 1


def test_a_changed_dose_is_ended_and_another_takes_its_place(by, person):
    programme = programme_of(person, by, exercise_of(), exercise_of("Rodd"))
    dose = programme.doses.get(exercise__name="Benpress")
    session = session_of(programme, by)
    heavier = change_dose(dose=dose, wanted=wanted(exercise_of(), kilos=Decimal(25)), version=1, by=by)
    dose.refresh_from_db()
    assert (dose.ended_at, dose.kilos) == (NOW, Decimal(20))
    assert (heavier.kilos, heavier.position, heavier.ended_at) == (Decimal(25), dose.position, None)
    assert session.results.get(dose=dose).kilos == Decimal(20)
    programme.refresh_from_db()
    assert programme.version == 2


def test_the_same_dose_again_changes_nothing(by, person):
    programme = programme_of(person, by)
    dose = programme.doses.get()
    assert change_dose(dose=dose, wanted=wanted(exercise_of()), version=1, by=by) == dose
    programme.refresh_from_db()
    assert (programme.version, Dose.objects.count()) == (1, 1)
    assert not AuditEntry.objects.filter(verb="training.dose_changed").exists()


def test_two_therapists_who_change_the_same_programme_meet(by, site, person):
    programme = programme_of(person, by, exercise_of(), exercise_of("Rodd"))
    press, row = programme.doses.order_by("exercise__name")
    other = therapist_at(site, Role.OCCUPATIONAL_THERAPIST)
    change_dose(dose=press, wanted=wanted(exercise_of(), sets=3), version=1, by=by)
    for late in (
        lambda: change_dose(dose=row, wanted=wanted(exercise_of("Rodd"), sets=3), version=1, by=other),
        lambda: add_dose(programme=programme, wanted=wanted(exercise_of("Ny")), version=1, by=other),
        lambda: end_dose(dose=row, version=1, by=other),
        lambda: review_programme(programme=programme, review_on=by.today + timedelta(days=1), version=1, by=other),
    ):
        with pytest.raises(Conflict):
            late()
    with pytest.raises(Refused, match="redan ändrad"):
        change_dose(dose=press, wanted=wanted(exercise_of(), sets=4), version=2, by=other)
    assert programme.doses.filter(ended_at=None).count() == 2


def test_exercises_are_added_last_and_taken_out_but_not_the_only_one(by, person):
    programme = programme_of(person, by)
    added = add_dose(programme=programme, wanted=wanted(exercise_of("Rodd")), by=by)
    assert added.position == 2
    end_dose(dose=programme.doses.get(exercise__name="Benpress"), by=by)
    with pytest.raises(Refused, match="bara den övningen"):
        end_dose(dose=added, by=by)
    again = add_dose(programme=programme, wanted=wanted(exercise_of()), by=by)
    assert (again.position, programme.doses.filter(ended_at=None).count()) == (3, 2)


def test_gone_through_it_stands_until_the_next_day(by, person):
    programme = programme_of(person, by)
    later = replace(by, at=NOW + timedelta(weeks=12))
    review_programme(programme=programme, review_on=later.today + timedelta(weeks=8), version=1, by=later)
    programme.refresh_from_db()
    assert (programme.review_on, programme.version) == (later.today + timedelta(weeks=8), 2)
    assert AuditEntry.objects.get(verb="training.programme_reviewed").field_names == ["review_on"]


def test_ended_it_is_as_it_was_and_another_can_be_made(by, person):
    programme = programme_of(person, by)
    end_programme(programme=programme, by=by)
    end_programme(programme=programme, by=replace(by, at=NOW + timedelta(days=1)))
    programme.refresh_from_db()
    assert programme.ended_at == NOW
    with pytest.raises(Refused, match="avslutat"):
        add_dose(programme=programme, wanted=wanted(exercise_of("Rodd")), by=by)
    assert programme_of(person, by) != programme


def test_nobody_else_changes_or_ends_it(by, site, person):
    programme = programme_of(person, by)
    dose = programme.doses.get()
    strangers = [
        actor_at(site, Role.CARE_STAFF, at=NOW),
        therapist_at(sister(site)),
        therapist_at(SiteFactory()),
    ]
    for stranger in strangers:
        for act in (
            lambda who: change_dose(dose=dose, wanted=wanted(exercise_of(), sets=3), by=who),
            lambda who: end_dose(dose=dose, by=who),
            lambda who: add_dose(programme=programme, wanted=wanted(exercise_of("Rodd")), by=who),
            lambda who: end_programme(programme=programme, by=who),
            lambda who: review_programme(programme=programme, review_on=who.today + timedelta(days=9), by=who),
        ):
            with pytest.raises(PermissionDenied):
                act(stranger)


def test_persons_who_turn_out_to_be_one_have_one_programme(by, site):
    kept, gone = person_at(site), person_at(site, "Elsa", "Dubbel")
    first = programme_of(gone, by)
    second = programme_of(kept, replace(by, at=NOW + timedelta(days=1)))
    manager = actor_at(site, Role.UNIT_MANAGER, at=NOW + timedelta(days=2))
    merge(kept=kept, gone=gone, by=manager)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.ended_at, second.ended_at) == (NOW + timedelta(days=2), None)
    with pytest.raises(Refused, match="redan ett program"):
        programme_of(kept, replace(by, at=NOW + timedelta(days=3)))


def test_who_was_merged_into_somebody_is_planned_for_as_them(by, site):
    kept, gone = person_at(site), person_at(site, "Elsa", "Dubbel")
    programme = programme_of(gone, by)
    merge(kept=kept, gone=gone, by=actor_at(site, Role.UNIT_MANAGER, at=NOW))
    changed = change_dose(dose=programme.doses.get(), wanted=wanted(exercise_of(), sets=3), by=by)
    assert changed.sets == 3


def test_it_is_told_to_the_person_and_goes_away_when_that_is_decided(by, site, person):
    other = person_at(site, "Bo")
    for each in (person, other):
        session_of(programme_of(each, by), by)
    end_programme(programme=Programme.objects.get(person=person), by=by)
    holding = holdings["training.programme"]
    assert holding.regime == Regime.SOCIAL
    assert holding.last_notes([person.pk]) == {person.pk: by.today}
    told = [line.text for line in holding.export([person.pk])]
    assert told == [
        f"Tränade på {site.name}. Benpress: 2 omgångar med 10 gånger, 20 kilo, kändes 5 av 10",
        f"Träningsprogram på {site.name}. Benpress: 2 omgångar med 10 gånger, 20 kilo",
    ]
    holding.erase([person.pk])
    assert set(Programme.objects.values_list("person", flat=True)) == {other.pk}
    assert Dose.objects.filter(programme__person=person).count() == 0


def test_no_field_of_the_store_takes_words():
    """Friskvård says nothing of anybody's health: what is not a number or a day is chosen."""
    from django.db.models import CharField, TextField

    from livskraft.modules.training.models import Result, TrainingSession

    for model in (Programme, Dose, TrainingSession, Result):
        for field in model._meta.get_fields():
            if isinstance(field, CharField | TextField):
                assert field.choices, f"{model.__name__}.{field.name} takes any words"


def test_how_progression_is_said_is_one_of_three(by, person):
    assert made(person, by, [wanted(exercise_of(), progression=Progression.WEEKLY, effort=None)]).pk
