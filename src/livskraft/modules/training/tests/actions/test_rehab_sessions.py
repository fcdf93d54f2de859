"""Is a session kept by those who may, put right until it is journalled, and removed only when nothing is written?"""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Gone, Refused
from livskraft.modules.training.actions.drafts import begin_draft
from livskraft.modules.training.actions.elsewhere import note_elsewhere
from livskraft.modules.training.actions.rehab_sessions import Trained, change_session, record_session, remove_session
from livskraft.modules.training.models import (
    Block,
    Episode,
    RehabResult,
    RehabSession,
    TrainingSession,
)
from livskraft.modules.training.queries.plans import done_in
from livskraft.modules.training.rules.programmes import Done
from livskraft.modules.training.rules.vocabulary import Measure, NoIntroduction, NoteKind
from livskraft.modules.training.tests.exercises import exercise_named
from livskraft.modules.training.tests.factories import episode_of, later, therapist_at
from livskraft.modules.training.tests.notes import note_of
from livskraft.modules.training.tests.rehab import programme_of, session_of
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.queries import keeper_of
from livskraft.organisation.tests.factories import SiteFactory, UnitFactory
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


def test_it_is_kept_with_what_was_done_and_waits_to_be_journalled(by, episode):
    programme = programme_of(episode, by, "Tåhävning", "Uppresning")
    dose = programme.doses.first()
    done = {dose.pk: Done(3, 12, effort=4)}
    kept = record_session(episode=episode, trained=Trained(by.today, episode.site, done), by=by)
    assert done_in(kept) == done
    assert (kept.programme, kept.unit, kept.note, kept.elsewhere) == (programme, episode.unit, None, None)
    assert AuditEntry.objects.filter(verb="training.rehab_session_recorded").count() == 1
    assert not TrainingSession.objects.exists()


def test_it_can_be_kept_without_a_programme_and_where_the_journal_is_kept_elsewhere(site, by, episode):
    assert session_of(episode, by).programme is None
    other = episode_of(person_at(site, "Bo"), by)
    Episode.objects.filter(pk=other.pk).update(elsewhere="Lifecare")
    assert not session_of(other, by).results.exists()


def test_what_was_done_is_never_kept_where_the_journal_is_elsewhere(by, episode):
    programme = programme_of(episode, by, "Tåhävning")
    Episode.objects.filter(pk=episode.pk).update(elsewhere="Lifecare")
    with pytest.raises(Refused, match="Lifecare"):
        session_of(episode, by, programme)
    assert not RehabSession.objects.exists()


def test_a_form_sent_twice_is_kept_once_and_another_session_is_another(by, episode):
    programme = programme_of(episode, by, "Tåhävning")
    kept = session_of(episode, by, programme)
    assert session_of(episode, later(by, seconds=59), programme) == kept
    session_of(episode, by, programme, sets=3)
    session_of(episode, later(by, seconds=60), programme)
    assert RehabSession.objects.count() == 3


@pytest.mark.parametrize("days", [-1, 1])
def test_a_day_before_the_period_and_one_that_has_not_been_are_refused(by, episode, days):
    trained = Trained(by.today + timedelta(days=days), episode.site)
    with pytest.raises(Refused) as refused:
        record_session(episode=episode, trained=trained, by=by)
    assert refused.value.field == "on"


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_the_hour_that_is_twice_or_never_belongs_to_its_day(by, episode, day):
    for hour in (0, 1, 22):
        then = replace(by, at=timezone.datetime.fromisoformat(f"{day}T{hour:02}:30:00+00:00"))
        kept = session_of(episode, then)
        assert kept.on == timezone.localdate(then.at)


@pytest.mark.parametrize(
    "done",
    [
        Done(0, 10),
        Done(11, 10),
        Done(1, 0),
        Done(1, 101),
        Done(1, 10, effort=11),
        Done(1, 10, seconds=5),
        Done(1, 10, kilos=Decimal(1)),
    ],
)
def test_values_out_of_the_possible_are_refused(by, episode, done):
    programme = programme_of(episode, by, "Tåhävning")
    trained = Trained(by.today, episode.site, {programme.doses.get().pk: done})
    with pytest.raises(Refused):
        record_session(episode=episode, trained=trained, by=by)
    assert not RehabSession.objects.exists()


def test_a_dose_of_another_patient_is_refused(site, by, episode):
    exercise = exercise_named("Tåhävning", measure=Measure.REPETITIONS)
    programme_of(episode, by, exercises=[exercise])
    other = programme_of(episode_of(person_at(site, "Bo"), by), by, exercises=[exercise])
    trained = Trained(by.today, episode.site, {other.doses.get().pk: Done(1, 10)})
    with pytest.raises(Refused):
        record_session(episode=episode, trained=trained, by=by)


def test_the_site_of_another_caregiver_is_refused(by, episode):
    with pytest.raises(PermissionDenied):
        record_session(episode=episode, trained=Trained(by.today, SiteFactory()), by=by)
    record_session(episode=episode, trained=Trained(by.today, sister(episode.site)), by=by)


def test_who_works_for_an_area_meets_patients_at_every_site_there_and_its_staff_learn_nothing(site):
    by = therapist_at(site.parent.parent)
    person = person_at(by.assignment.unit)
    other = SiteFactory(parent=UnitFactory(kind=UnitKind.AREA_PART, parent=by.assignment.unit))
    assert keeper_of(other, by.today) not in (by.caregiver, keeper_of(site, by.today))
    episode = episode_of(person, by, site=site)
    assert record_session(episode=episode, trained=Trained(by.today, other), by=by).site == other
    assert programme_of(episode, by, "Tåhävning", site=other).site == other
    assert set(CareRelation.objects.values_list("unit", flat=True)) == {by.assignment.unit_id}
    with pytest.raises(PermissionDenied):
        record_session(episode=episode, trained=Trained(by.today, SiteFactory()), by=by)


def test_it_is_put_right_and_the_log_says_what(site, by, episode):
    programme = programme_of(episode, by, "Tåhävning")
    kept = session_of(episode, by, programme)
    dose = programme.doses.get()
    soon = later(by, days=1)
    trained = Trained(soon.today, sister(site), {dose.pk: Done(1, 8)})
    changed = change_session(session=kept, trained=trained, version=1, by=soon)
    assert (changed.on, changed.site, done_in(changed)) == (soon.today, trained.site, trained.done)
    entry = AuditEntry.objects.get(verb="training.rehab_session_changed")
    assert set(entry.field_names) == {"on", "site", "results"}


def test_the_second_of_two_who_change_it_meets_what_the_first_wrote(by, episode):
    kept = session_of(episode, by)
    trained = Trained(by.today, sister(episode.site))
    change_session(session=kept, trained=trained, version=1, by=by)
    with pytest.raises(Conflict):
        change_session(session=kept, trained=Trained(by.today, episode.site), version=1, by=by)
    kept.refresh_from_db()
    assert (kept.site, kept.version) == (trained.site, 2)


def test_what_is_journalled_is_neither_changed_nor_removed(by, episode):
    soon = later(by, hours=2)
    kept = session_of(episode, soon)
    note_of(episode, soon, session=kept)
    for action in (
        lambda: change_session(session=kept, trained=Trained(by.today, sister(episode.site)), by=soon),
        lambda: remove_session(session=kept, by=soon),
    ):
        with pytest.raises(Refused, match="journalfört"):
            action()
    kept.refresh_from_db()
    assert kept.site == episode.site


def test_what_stands_in_the_other_system_is_neither_changed_nor_removed(site, by):
    episode = episode_of(person_at(site), by, elsewhere="Lifecare")
    kept = session_of(episode, by)
    note_elsewhere(episode=episode, kind=NoteKind.SESSION, on=by.today, who=by.user, sessions=[kept.pk], by=by)
    with pytest.raises(Refused, match="journalfört"):
        remove_session(session=kept, by=by)
    with pytest.raises(Refused, match="journalfört"):
        change_session(session=kept, trained=Trained(by.today, site), by=by)


def test_one_that_never_was_is_removed_with_what_was_in_it_but_not_while_it_is_written_about(by, episode):
    programme = programme_of(episode, by, "Tåhävning")
    soon = later(by, hours=2)
    kept, other = session_of(episode, soon, programme), session_of(episode, soon, programme, sets=1)
    begin_draft(episode=episode, kind=NoteKind.SESSION, happened_at=soon.at, session=other, by=soon)
    with pytest.raises(Refused, match="utkast"):
        remove_session(session=other, by=soon)
    remove_session(session=kept, by=soon)
    assert list(RehabSession.objects.all()) == [other]
    assert set(RehabResult.objects.values_list("session", flat=True)) == {other.pk}
    assert AuditEntry.objects.filter(verb="training.rehab_session_removed").count() == 1
    with pytest.raises(Gone):
        change_session(session=kept, trained=Trained(by.today, episode.site), version=1, by=soon)


def test_a_closed_period_takes_no_session(by, episode):
    kept = session_of(episode, by)
    Episode.objects.filter(pk=episode.pk).update(
        closed_at=NOW, closed_on=NOW.date(), not_introduced=NoIntroduction.DECLINED
    )
    for action in (
        lambda: session_of(episode, later(by, hours=1)),
        lambda: change_session(session=kept, trained=Trained(by.today, episode.site), by=by),
        lambda: remove_session(session=kept, by=by),
    ):
        with pytest.raises(Refused, match="avslutad"):
            action()
    assert RehabSession.objects.count() == 1


def test_only_therapists_of_the_caregiver_who_see_the_patient_and_are_not_blocked(site, by, episode):
    kept = session_of(episode, by)
    other = therapist_at(sister(site))
    strangers = [
        *(actor_at(site, role, at=NOW) for role in (Role.CARE_STAFF, Role.UNIT_MANAGER, Role.AREA_MANAGER)),
        other,
        therapist_at(SiteFactory()),
    ]

    def refused_to(actor):
        for action in (
            lambda: session_of(episode, later(actor, hours=3)),
            lambda: change_session(session=kept, trained=Trained(by.today, episode.site), by=actor),
            lambda: remove_session(session=kept, by=actor),
        ):
            with pytest.raises(PermissionDenied):
                action()

    for stranger in strangers:
        refused_to(stranger)
    CareRelation.objects.create(
        person=episode.person, unit=other.assignment.unit, purpose=Purpose.TRAINING, starts=NOW.date()
    )
    session_of(episode, other)
    Block.objects.create(person=episode.person, keeper=episode.keeper, unit=site, set_at=NOW)
    refused_to(other)
    protected(episode.person)
    refused_to(by)


def test_the_day_stays_while_a_draft_says_it_and_the_place_may_be_put_right(by, episode):
    soon = later(by, days=1)
    kept = session_of(episode, soon)
    begin_draft(episode=episode, kind=NoteKind.SESSION, happened_at=soon.at, session=kept, by=soon)
    with pytest.raises(Refused, match="utkast") as refused:
        change_session(session=kept, trained=Trained(by.today, episode.site), by=soon)
    assert refused.value.field == "on"
    other = SiteFactory(parent=episode.site.parent)
    assert change_session(session=kept, trained=Trained(soon.today, other), by=soon).site == other
