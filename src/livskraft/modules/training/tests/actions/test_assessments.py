"""Is an assessment kept in the patient's open period by those who may, and never in friskvård?"""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Refused
from livskraft.kit.tests.at_once import at_once
from livskraft.modules.training.actions.assessments import STORE, ask_patient_by_link, assess, withdraw
from livskraft.modules.training.actions.closing import Introduction, close_episode
from livskraft.modules.training.actions.measurements import ask_by_link, measure
from livskraft.modules.training.models import Block, Episode, OwnMeasurement, RehabMeasurement
from livskraft.modules.training.rules.vocabulary import NoIntroduction, NoteKind
from livskraft.modules.training.tests.factories import episode_of, later, therapist_at
from livskraft.modules.training.tests.notes import note_of
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.models import CareRelation
from livskraft.people.rules.vocabulary import Purpose
from livskraft.people.tests.factories import NOW, person_at, protected, sister
from livskraft.questionnaires.actions.links import answer_link
from livskraft.questionnaires.models import AnswerLink
from livskraft.questionnaires.queries.links import link_of
from livskraft.questionnaires.rules.answers import read
from livskraft.questionnaires.rules.library import library
from livskraft.questionnaires.rules.vocabulary import Answered
from livskraft.questionnaires.stores import Given, stores

pytestmark = pytest.mark.django_db
STANDS, WHO5 = library()["chair_stands:1"], library()["who5:1"]


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def by(site):
    return therapist_at(site)


@pytest.fixture
def episode(site, by):
    return episode_of(person_at(site), by)


def stands(by, number="9", on=None):
    return Given(STANDS, read(STANDS, {"stands": number, "hands": "0"}), on or by.today, Answered.MEASURED)


def wellbeing(by, each="3"):
    return Given(WHO5, read(WHO5, dict.fromkeys([part.key for part in WHO5.parts], each)), by.today, Answered.LINK)


def visitor(by, **since):
    return replace(later(by, **since), user=None, assignment=None, visitor="answer")


def closed(episode):
    Episode.objects.filter(pk=episode.pk).update(
        closed_at=NOW, closed_on=NOW.date(), not_introduced=NoIntroduction.DECLINED
    )


def test_it_is_kept_in_the_period_with_its_score_and_the_unit_goes_on_knowing_the_patient(site, by, episode):
    soon = later(by, days=90)
    kept = assess(episode=episode, given=stands(soon), by=soon)
    kept.refresh_from_db()
    assert (kept.episode, kept.person, kept.unit, kept.score) == (episode, episode.person, site, Decimal(9))
    assert AuditEntry.objects.filter(verb="training.assessed").count() == 1
    assert CareRelation.objects.get(person=episode.person, purpose=Purpose.TRAINING).ends > by.today + timedelta(400)


def test_the_store_is_of_health_care_and_the_other_store_is_left_alone(site, by, episode):
    measure(person=episode.person, unit=site, given=stands(by, "5"), by=by)
    assess(episode=episode, given=stands(by, "7"), by=by)
    assert [row.score for row in OwnMeasurement.objects.all()] == [Decimal(5)]
    assert [row.score for row in RehabMeasurement.objects.all()] == [Decimal(7)]
    assert (stores[STORE].regime, stores["training.own"].regime) == ("health", "social")


def test_a_form_sent_twice_is_kept_once_and_another_value_is_another(by, episode):
    kept = assess(episode=episode, given=stands(by), by=by)
    assert assess(episode=episode, given=stands(by), by=later(by, seconds=59)) == kept
    assess(episode=episode, given=stands(by, "10"), by=by)
    assess(episode=episode, given=stands(by), by=later(by, seconds=60))
    assert RehabMeasurement.objects.count() == 3


def test_what_was_withdrawn_is_not_the_same_press(by, episode):
    withdraw(assessment=assess(episode=episode, given=stands(by), by=by), because="Fel", by=by)
    assess(episode=episode, given=stands(by), by=by)
    assert RehabMeasurement.objects.standing().count() == 1


@pytest.mark.parametrize("days", [-1, 1])
def test_a_day_before_the_period_and_one_that_has_not_been_are_refused(by, episode, days):
    with pytest.raises(Refused) as refused:
        assess(episode=episode, given=stands(by, on=by.today + timedelta(days=days)), by=by)
    assert refused.value.field == "on"
    assert not RehabMeasurement.objects.exists()


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_the_hour_that_is_twice_or_never_belongs_to_its_day(by, episode, day):
    for hour in (0, 1, 23):
        at = timezone.datetime.fromisoformat(f"{day}T{hour:02}:30:00+00:00")
        then = replace(by, at=at)
        kept = assess(episode=episode, given=stands(then), by=then)
        assert kept.on == timezone.localdate(at) == then.today


def test_only_therapists_of_the_caregiver_who_see_the_patient_assess(site, by, episode):
    others = [
        *(actor_at(site, role, at=NOW) for role in (Role.CARE_STAFF, Role.UNIT_MANAGER, Role.AREA_MANAGER)),
        therapist_at(sister(site)),
        therapist_at(SiteFactory()),
    ]
    for other in others:
        with pytest.raises(PermissionDenied):
            assess(episode=episode, given=stands(by), by=other)
        with pytest.raises(PermissionDenied):
            ask_patient_by_link(episode=episode, instrument=WHO5, token="abc", by=other)
    protected(episode.person)
    with pytest.raises(PermissionDenied):
        assess(episode=episode, given=stands(by), by=by)
    assert not RehabMeasurement.objects.exists()


def test_another_unit_does_not_assess_what_the_patient_has_blocked(site, by, episode):
    other = therapist_at(sister(site))
    CareRelation.objects.create(
        person=episode.person, unit=other.assignment.unit, purpose=Purpose.TRAINING, starts=NOW.date()
    )
    kept = assess(episode=episode, given=stands(by), by=other)
    Block.objects.create(person=episode.person, keeper=episode.keeper, unit=site, set_at=NOW)
    with pytest.raises(PermissionDenied):
        assess(episode=episode, given=stands(by, "4"), by=other)
    with pytest.raises(PermissionDenied):
        withdraw(assessment=kept, because="Fel", by=other)
    assess(episode=episode, given=stands(by, "4"), by=by)


def test_where_the_journal_is_kept_elsewhere_nothing_is_measured_here(site, by):
    episode = episode_of(person_at(site), by, elsewhere="Lifecare")
    for action in (
        lambda: assess(episode=episode, given=stands(by), by=by),
        lambda: ask_patient_by_link(episode=episode, instrument=WHO5, token="abc", by=by),
    ):
        with pytest.raises(Refused, match="Lifecare"):
            action()
    assert not RehabMeasurement.objects.exists()


def test_a_closed_period_takes_no_assessment_but_a_wrong_one_is_taken_back(by, episode):
    kept = assess(episode=episode, given=stands(by), by=by)
    closed(episode)
    with pytest.raises(Refused, match="avslutad"):
        assess(episode=episode, given=stands(by, "4"), by=by)
    assert withdraw(assessment=kept, because="Fel patient", by=by).withdrawn_at == by.at


def test_a_wrong_one_is_taken_back_with_a_reason_and_stays(by, episode):
    kept = assess(episode=episode, given=stands(by), by=by)
    with pytest.raises(Refused):
        withdraw(assessment=kept, because="  ", by=by)
    withdraw(assessment=kept, because="Fel patient", by=by)
    withdraw(assessment=kept, because="En gång till", by=by)
    kept.refresh_from_db()
    assert (kept.withdrawn_because, kept.withdrawn_by) == ("Fel patient", by.user)
    assert not RehabMeasurement.objects.standing().exists()


def test_what_a_patient_answers_through_a_link_lands_in_the_open_period(by, episode):
    ask_patient_by_link(episode=episode, instrument=WHO5, token="abc", by=by)
    then = visitor(by, days=3)
    assert answer_link(link=link_of("abc", then), given=wellbeing(then), by=then)
    (kept,) = RehabMeasurement.objects.all()
    assert (kept.episode, kept.score, kept.how, kept.noted_by) == (episode, Decimal(60), "link", None)
    assert not OwnMeasurement.objects.exists()


def test_an_answer_after_the_period_is_refused_in_words_and_the_link_is_not_spent(by, episode):
    link = ask_patient_by_link(episode=episode, instrument=WHO5, token="abc", by=by)
    closed(episode)
    then = visitor(by, days=3)
    with pytest.raises(Refused, match="personalen") as refused:
        answer_link(link=link_of("abc", then), given=wellbeing(then), by=then)
    assert "ehab" not in refused.value.message
    link.refresh_from_db()
    assert link.answered_at is None
    assert not RehabMeasurement.objects.exists()


def test_an_answer_never_lands_in_another_unit_s_period(site, by, episode):
    ask_patient_by_link(episode=episode, instrument=WHO5, token="abc", by=by)
    Episode.objects.filter(pk=episode.pk).update(unit=sister(site))
    then = visitor(by, days=1)
    with pytest.raises(Refused):
        answer_link(link=link_of("abc", then), given=wellbeing(then), by=then)


def test_an_answer_lands_in_the_period_also_when_the_patient_turned_out_to_be_somebody_else(site, by, episode):
    ask_patient_by_link(episode=episode, instrument=WHO5, token="abc", by=by)
    other = person_at(site, "Elsa", "Annan")
    episode.person.merged_into = other
    episode.person.save(update_fields=["merged_into"])
    then = visitor(by, days=1)
    assert answer_link(link=link_of("abc", then), given=wellbeing(then), by=then)
    (kept,) = RehabMeasurement.objects.all()
    assert (kept.episode, kept.person) == (episode, episode.person)
    assert RehabMeasurement.objects.visible_to(by).count() == 1


@pytest.mark.parametrize("merged", [False, True])
def test_when_the_period_ends_its_questions_can_be_answered_no_more_and_those_of_friskvard_can(
    by, site, episode, merged
):
    ask_patient_by_link(episode=episode, instrument=WHO5, token="abc", by=by)
    ask_by_link(person=episode.person, unit=site, instrument=WHO5, token="own", by=by)
    if merged:
        episode.person.merged_into = person_at(site, "Elsa", "Annan")
        episode.person.save(update_fields=["merged_into"])
    for kind in (NoteKind.BEGINNING, NoteKind.SUMMARY):
        note_of(episode, by, kind)
    close_episode(episode=episode, introduction=Introduction(why_not=NoIntroduction.DECLINED), by=by)
    then = visitor(by, hours=1)
    assert link_of("abc", then) is None
    assert link_of("own", then) is not None


@pytest.mark.django_db(transaction=True)
def test_whoever_answers_while_the_period_is_closed_is_first_or_is_told(by, site):
    """On PostgreSQL each waited for the other while the link was locked before the period."""
    now = visitor(by, hours=1)
    acts = []
    for name in ("Elsa", "Bo", "Ann"):
        episode = episode_of(person_at(site, name), by)
        for kind in (NoteKind.BEGINNING, NoteKind.SUMMARY):
            note_of(episode, by, kind)
        link = ask_patient_by_link(episode=episode, instrument=WHO5, token=name, by=by)
        why_not = Introduction(why_not=NoIntroduction.DECLINED)
        acts += [
            lambda link=link: answer_link(link=link, given=wellbeing(now), by=now),
            lambda episode=episode, why_not=why_not: close_episode(episode=episode, introduction=why_not, by=by),
        ]
    assert {*at_once(acts)} <= {None, Refused}
    assert not Episode.objects.open().exists()
    assert AnswerLink.objects.filter(answered_at=None, revoked_at=None).count() == 0
    assert RehabMeasurement.objects.count() == AnswerLink.objects.exclude(answered_at=None).count()
