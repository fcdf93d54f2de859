"""Is a patient's programme made and changed by those who may, in the store of health care and in no other?"""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.modules.training.actions import rehab_programmes as actions
from livskraft.modules.training.actions.rehab_programmes import make_programme
from livskraft.modules.training.models import Block, Dose, Episode, Programme, RehabProgramme
from livskraft.modules.training.rules.vocabulary import Measure, NoIntroduction
from livskraft.modules.training.tests.exercises import exercise_named
from livskraft.modules.training.tests.factories import episode_of, later, therapist_at
from livskraft.modules.training.tests.rehab import programme_of, session_of, wanted
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.models import CareRelation
from livskraft.people.rules.vocabulary import Purpose
from livskraft.people.tests.factories import NOW, person_at, protected, sister

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def by(site):
    return therapist_at(site)


@pytest.fixture
def episode(site, by):
    return episode_of(person_at(site), by)


@pytest.fixture
def exercise():
    return exercise_named("Uppresning", measure=Measure.REPETITIONS)


def test_it_is_kept_with_words_for_the_patient_and_not_in_friskvard(by, episode):
    made = programme_of(episode, by, "Tåhävning", "Uppresning", remark="Skona höger knä")
    assert [dose.remark for dose in made.doses.all()] == ["Skona höger knä"] * 2
    assert (made.episode, made.person, made.unit) == (episode, episode.person, episode.unit)
    assert not Programme.objects.exists()
    assert not Dose.objects.exists()


def test_the_staff_at_the_site_learn_nothing_by_it(site, by):
    other = sister(site)
    episode = episode_of(person_at(site), by)
    make_programme(
        episode=episode,
        site=other,
        review_on=by.today + timedelta(weeks=2),
        doses=[wanted(exercise_named("Tåhävning", measure=Measure.REPETITIONS))],
        by=by,
    )
    assert not CareRelation.objects.filter(unit=other).exists()


def test_a_period_has_one_programme_and_pressing_twice_makes_no_other(by, episode):
    made = programme_of(episode, by, "Tåhävning")
    exercise = made.doses.get().exercise
    assert programme_of(episode, later(by, seconds=59), exercises=[exercise]) == made
    with pytest.raises(Refused, match="finns redan"):
        programme_of(episode, later(by, seconds=60), exercises=[exercise])
    actions.end_programme(programme=made, by=by)
    programme_of(episode, later(by, days=1), exercises=[exercise])
    assert RehabProgramme.objects.count() == 2


@pytest.mark.parametrize("days", [0, 365])
def test_a_day_to_go_through_it_that_is_not_to_come_or_too_far_off_is_refused(by, episode, exercise, days):
    review_on = by.today + timedelta(days=days)
    with pytest.raises(Refused) as refused:
        make_programme(episode=episode, site=episode.site, review_on=review_on, doses=[wanted(exercise)], by=by)
    assert refused.value.field == "review_on"


@pytest.mark.parametrize(
    "values",
    [{"sets": 0}, {"sets": 11}, {"repetitions": 0}, {"repetitions": 101}, {"effort": 11}, {"progression": "x"}],
)
def test_doses_out_of_the_possible_are_refused(by, episode, exercise, values):
    dose = replace(wanted(exercise), **values)
    with pytest.raises(Refused):
        make_programme(episode=episode, site=episode.site, review_on=by.today + timedelta(30), doses=[dose], by=by)
    assert not RehabProgramme.objects.exists()


def test_a_changed_dose_takes_the_place_of_the_one_that_was_done(by, episode):
    made = programme_of(episode, by, "Tåhävning")
    before = made.doses.get()
    session_of(episode, by, made)
    after = actions.change_dose(dose=before, wanted=wanted(before.exercise, remark="Håll i stolen"), version=1, by=by)
    before.refresh_from_db()
    assert (before.ended_at, before.remark, after.remark) == (by.at, "", "Håll i stolen")
    assert before.pk in episode.sessions.get().results.values_list("dose", flat=True)
    same = actions.change_dose(dose=after, wanted=wanted(before.exercise, remark="Håll i stolen"), by=by)
    assert same == after


def test_the_second_of_two_therapists_meets_what_the_first_changed(by, episode, exercise):
    made = programme_of(episode, by, "Tåhävning")
    dose = made.doses.get()
    actions.change_dose(dose=dose, wanted=wanted(dose.exercise, sets=3), version=1, by=by)
    for action in (
        lambda: actions.add_dose(programme=made, wanted=wanted(exercise), version=1, by=by),
        lambda: actions.change_dose(dose=dose, wanted=wanted(dose.exercise), version=1, by=by),
        lambda: actions.end_dose(dose=dose, version=1, by=by),
        lambda: actions.review_programme(programme=made, review_on=by.today + timedelta(9), version=1, by=by),
    ):
        with pytest.raises(Conflict):
            action()
    assert [(each.sets, each.remark) for each in made.doses.filter(ended_at=None)] == [(3, "")]


def test_an_exercise_is_added_and_taken_out_but_not_the_last_one(by, episode, exercise):
    made = programme_of(episode, by, "Tåhävning")
    first = made.doses.get()
    added = actions.add_dose(programme=made, wanted=wanted(exercise), version=1, by=by)
    assert added.position > first.position
    actions.end_dose(dose=first, by=by)
    with pytest.raises(Refused, match="Avsluta programmet"):
        actions.end_dose(dose=added, by=by)


def test_it_is_gone_through_and_ended_once(by, episode):
    made = programme_of(episode, by, "Tåhävning")
    again = by.today + timedelta(days=20)
    assert actions.review_programme(programme=made, review_on=again, version=1, by=by).review_on == again
    ended = actions.end_programme(programme=made, by=by)
    assert actions.end_programme(programme=made, by=later(by, days=1)).ended_at == ended.ended_at == by.at
    with pytest.raises(Refused, match="avslutat"):
        actions.review_programme(programme=made, review_on=again, by=by)


def test_where_the_journal_is_kept_elsewhere_no_programme_is_made_here(site, by, exercise):
    episode = episode_of(person_at(site), by, elsewhere="Lifecare")
    with pytest.raises(Refused, match="Lifecare"):
        programme_of(episode, by, exercises=[exercise])


def test_a_closed_period_keeps_its_programme_as_it_was(by, episode, exercise):
    made = programme_of(episode, by, "Tåhävning")
    Episode.objects.filter(pk=episode.pk).update(
        closed_at=NOW, closed_on=NOW.date(), not_introduced=NoIntroduction.DECLINED
    )
    with pytest.raises(Refused, match="avslutad"):
        actions.add_dose(programme=made, wanted=wanted(exercise), by=by)
    assert actions.end_programme(programme=made, by=by).ended_at == by.at


def test_only_therapists_of_the_caregiver_who_see_the_patient_and_are_not_blocked(site, by, episode, exercise):
    made = programme_of(episode, by, "Tåhävning")
    other = therapist_at(sister(site))
    strangers = [
        *(actor_at(site, role, at=NOW) for role in (Role.CARE_STAFF, Role.UNIT_MANAGER, Role.AREA_MANAGER)),
        other,
        therapist_at(SiteFactory()),
    ]

    def refused_to(actor):
        dose = made.doses.first()
        for action in (
            lambda: programme_of(episode, actor, exercises=[exercise]),
            lambda: actions.add_dose(programme=made, wanted=wanted(exercise), by=actor),
            lambda: actions.change_dose(dose=dose, wanted=wanted(dose.exercise, sets=5), by=actor),
            lambda: actions.end_dose(dose=dose, by=actor),
            lambda: actions.review_programme(programme=made, review_on=by.today + timedelta(9), by=actor),
            lambda: actions.end_programme(programme=made, by=actor),
        ):
            with pytest.raises(PermissionDenied):
                action()

    for stranger in strangers:
        refused_to(stranger)
    CareRelation.objects.create(
        person=episode.person, unit=other.assignment.unit, purpose=Purpose.TRAINING, starts=NOW.date()
    )
    actions.review_programme(programme=made, review_on=by.today + timedelta(9), by=other)
    Block.objects.create(person=episode.person, keeper=episode.keeper, unit=site, set_at=NOW)
    refused_to(other)
    protected(episode.person)
    refused_to(by)
