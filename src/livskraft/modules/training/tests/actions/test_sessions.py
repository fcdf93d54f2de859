"""Is a session filled in once a day by those who may, with what can have been done, and put right with care?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Gone, Refused
from livskraft.modules.minigym.actions.guidance import guide_staff
from livskraft.modules.minigym.tests.factories import EquipmentFactory, EquipmentKindFactory, GymFactory
from livskraft.modules.training.actions.programmes import change_dose, end_programme
from livskraft.modules.training.actions.sessions import hold_session, remove_session
from livskraft.modules.training.models import Result, TrainingSession
from livskraft.modules.training.rules.programmes import Done
from livskraft.modules.training.rules.vocabulary import Measure, Mistake, Noted
from livskraft.modules.training.tests.plans import (
    done,
    exercise_of,
    programme_of,
    session_of,
    therapist_at,
    wanted,
)
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
def staff(site):
    return actor_at(site, Role.CARE_STAFF, at=NOW)


@pytest.fixture
def person(site):
    return person_at(site)


@pytest.fixture
def programme(person, by):
    return programme_of(person, by)


def held(programme, by, **fields):
    dose = programme.doses.first()
    given = {"programme": programme, "on": by.today, "noted": Noted.TOGETHER, "done": {dose.pk: done()}, "by": by}
    return hold_session(**given | fields)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_what_was_done_is_kept_and_the_place_knows_the_person_longer(programme, staff):
    later = replace(staff, at=NOW + timedelta(days=30))
    session = held(programme, later)
    (result,) = session.results.all()
    assert (result.sets, result.repetitions, result.kilos, result.effort) == (2, 10, Decimal(20), 5)
    assert (session.person, session.site, session.noted, session.noted_by) == (
        programme.person,
        programme.site,
        Noted.TOGETHER,
        staff.user,
    )
    relation = CareRelation.objects.get(person=programme.person, purpose=Purpose.TRAINING)
    assert relation.ends == date(2027, 2, 14)
    assert AuditEntry.objects.filter(verb="training.session_held").count() == 1


@pytest.mark.parametrize("role", [Role.CARE_STAFF, Role.UNIT_MANAGER, Role.PHYSIOTHERAPIST])
def test_those_who_are_with_the_visitors_fill_in_with_them(programme, site, role):
    assert held(programme, actor_at(site, role, at=NOW)).pk


@pytest.mark.parametrize("role", [Role.AREA_MANAGER, Role.ADMINISTRATION, Role.SAFETY_COORDINATOR])
def test_nobody_else_does(programme, site, role):
    with pytest.raises(PermissionDenied):
        held(programme, actor_at(site, role, at=NOW))


def test_nor_those_of_another_place_nor_for_whom_they_may_not_see(programme, site, staff):
    for other in (sister(site), SiteFactory()):
        with pytest.raises(PermissionDenied):
            held(programme, actor_at(other, Role.CARE_STAFF, at=NOW))
    protected(programme.person)
    with pytest.raises(PermissionDenied):
        held(programme, staff)
    assert not TrainingSession.objects.exists()


def test_staff_by_themselves_are_guided_on_what_was_used(site, person, by, staff):
    gym = GymFactory(site=site)
    for name in ("Benpress", "Rodd"):
        EquipmentFactory(gym=gym, kind=EquipmentKindFactory(name=name))
    programme = programme_of(
        person, by, exercise_of(kind="Benpress"), exercise_of("Rodd", kind="Rodd"), exercise_of("Stol", loaded=False)
    )
    press, row, chair = programme.doses.all()
    with pytest.raises(Refused) as no:
        held(programme, staff, noted=Noted.STAFF)
    assert no.value.field == "noted"
    guide_staff(site=site, people=[staff.user], kinds=[press.exercise.kind], on=by.today - timedelta(days=1), by=by)
    with pytest.raises(Refused):
        held(programme, staff, noted=Noted.STAFF, done={press.pk: done(), row.pk: done()})
    assert held(programme, staff, noted=Noted.STAFF, done={press.pk: done(), chair.pk: Done(2, repetitions=10)})


def test_something_in_the_place_of_an_exercise_asks_for_no_guidance_on_its_equipment(site, person, by, staff):
    gym = GymFactory(site=site)
    for name in ("Benpress", "Rodd"):
        EquipmentFactory(gym=gym, kind=EquipmentKindFactory(name=name))
    programme = programme_of(person, by, exercise_of(kind="Benpress"), exercise_of("Rodd", kind="Rodd"))
    press, row = programme.doses.all()
    guide_staff(site=site, people=[staff.user], kinds=[press.exercise.kind], on=by.today - timedelta(days=1), by=by)
    assert held(programme, staff, noted=Noted.STAFF, done={press.pk: done(), row.pk: Done(2)})


def test_a_therapist_fills_in_alone_by_profession(programme, by):
    assert held(programme, by, noted=Noted.STAFF)


def test_twice_pressed_is_once(programme, staff, by):
    first = held(programme, staff)
    assert held(programme, replace(by, at=NOW + timedelta(hours=3))) == first
    first.refresh_from_db()
    assert (first.version, first.noted_by, Result.objects.count()) == (1, staff.user, 1)
    assert AuditEntry.objects.filter(verb="training.session_held").count() == 1


def test_two_who_fill_in_the_same_day_differently_meet(programme, staff, by):
    dose = programme.doses.get()
    first = held(programme, staff)
    with pytest.raises(Conflict):
        held(programme, by, done={dose.pk: done(repetitions=12)})
    assert held(programme, by, done={dose.pk: done(repetitions=12)}, version=1).version == 2
    with pytest.raises(Conflict):
        held(programme, staff, done={dose.pk: done(repetitions=9)}, version=1)
    assert first.results.get().repetitions == 12
    assert AuditEntry.objects.filter(verb="training.session_corrected").count() == 1


def test_an_earlier_day_is_filled_in_and_put_right_but_not_one_to_come(programme, staff):
    later = replace(staff, at=NOW + timedelta(days=10))
    dose = programme.doses.get()
    early = held(programme, later, on=NOW.date())
    held(programme, later, on=NOW.date(), done={dose.pk: done(sets=3)}, version=early.version)
    assert early.results.get().sets == 3
    for wrong in (later.today + timedelta(days=1), NOW.date() - timedelta(days=1)):
        with pytest.raises(Refused) as no:
            held(programme, later, on=wrong)
        assert no.value.field == "on"


def test_after_the_programme_ended_only_days_when_it_held_are_filled_in(programme, staff, by):
    end_programme(programme=programme, by=replace(by, at=NOW + timedelta(days=5)))
    later = replace(staff, at=NOW + timedelta(days=10))
    assert held(programme, later, on=NOW.date() + timedelta(days=5))
    with pytest.raises(Refused) as no:
        held(programme, later, on=NOW.date() + timedelta(days=6))
    assert no.value.field == "on"


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-01-20T22:59:59", date(2026, 1, 20)),
        ("2026-01-20T23:00:00", date(2026, 1, 21)),
        # The night when an hour is skipped, and the one when it comes twice.
        ("2026-03-28T22:59:59", date(2026, 3, 28)),
        ("2026-03-28T23:00:00", date(2026, 3, 29)),
        ("2026-03-29T00:59:59", date(2026, 3, 29)),
        ("2026-03-29T01:00:00", date(2026, 3, 29)),
        ("2026-03-29T21:59:59", date(2026, 3, 29)),
        ("2026-03-29T22:00:00", date(2026, 3, 30)),
        ("2026-10-24T21:59:59", date(2026, 10, 24)),
        ("2026-10-24T22:00:00", date(2026, 10, 25)),
        ("2026-10-25T00:30:00", date(2026, 10, 25)),
        ("2026-10-25T01:30:00", date(2026, 10, 25)),
        ("2026-10-25T22:59:59", date(2026, 10, 25)),
        ("2026-10-25T23:00:00", date(2026, 10, 26)),
    ],
)
def test_the_day_is_that_of_swedish_clocks(programme, staff, moment, day):
    now = replace(staff, at=at(moment))
    assert held(programme, now, on=day).on == day
    with pytest.raises(Refused):
        held(programme, now, on=day + timedelta(days=1))


def test_a_programme_made_at_night_holds_from_that_day_by_swedish_clocks(person, by):
    night = replace(by, at=at("2026-03-28T23:30:00"))
    programme = programme_of(person, night)
    assert held(programme, night, on=date(2026, 3, 29)).pk
    with pytest.raises(Refused):
        held(programme, night, on=date(2026, 3, 28))


SECONDS = {"measure": Measure.SECONDS, "loaded": False, "name": "Stå"}


@pytest.mark.parametrize(
    ("exercise", "what"),
    [
        ({}, done(sets=0)),
        ({}, done(sets=11)),
        ({}, done(repetitions=0)),
        ({}, done(repetitions=101)),
        ({}, done(repetitions=None, seconds=30)),
        ({}, done(seconds=30)),
        ({}, done(kilos=Decimal("-1"))),
        ({}, done(kilos=Decimal("300.1"))),
        ({}, done(kilos=Decimal("0.05"))),
        ({}, done(effort=11)),
        ({}, done(effort=-1)),
        ({}, Done(2, kilos=Decimal(20))),
        (SECONDS, Done(2, seconds=3601)),
        (SECONDS, Done(2, repetitions=5)),
        (SECONDS, Done(2, seconds=30, kilos=Decimal(1))),
    ],
)
def test_what_cannot_have_been_done_is_refused_in_words(person, by, exercise, what):
    programme = programme_of(person, by, exercise_of(**exercise))
    with pytest.raises(Refused) as no:
        held(programme, by, done={programme.doses.get().pk: what})
    assert no.value.message.startswith(programme.doses.get().exercise.name)
    assert not TrainingSession.objects.exists()


def test_a_session_of_nothing_and_of_somebody_elses_doses_is_refused(programme, by, site):
    other = programme_of(person_at(site, "Bo"), by)
    with pytest.raises(Refused, match="minst en övning"):
        held(programme, by, done={})
    with pytest.raises(Refused, match="har ändrats"):
        held(programme, by, done={other.doses.get().pk: done()})


def test_a_dose_that_is_changed_while_somebody_fills_in_loses_nothing(programme, by, staff):
    before = programme.doses.get()
    change_dose(dose=before, wanted=wanted(exercise_of(), sets=3), by=by)
    session = held(programme, staff, done={before.pk: done()})
    tomorrow = replace(staff, at=NOW + timedelta(days=1))
    with pytest.raises(Refused, match="har ändrats"):
        held(programme, tomorrow, done={before.pk: done()})
    assert held(programme, tomorrow, on=NOW.date(), done={before.pk: done(sets=1)}, version=1) == session


def test_a_session_that_was_removed_is_not_put_right(programme, by):
    session = held(programme, by)
    remove_session(session=session, because=Mistake.OTHER_PERSON, version=1, by=by)
    with pytest.raises(Gone):
        held(programme, by, version=1)
    assert not TrainingSession.objects.exists()


def test_a_removed_session_leaves_its_reason_in_the_log(programme, staff, by):
    session = held(programme, staff)
    with pytest.raises(Refused):
        remove_session(session=session, because="för att", by=staff)
    with pytest.raises(Conflict):
        remove_session(session=session, because=Mistake.TWICE, version=7, by=staff)
    remove_session(session=session, because=Mistake.NOT_HELD, version=1, by=staff)
    entry = AuditEntry.objects.get(verb="training.session_removed")
    assert entry.field_names == ["not_held"]
    assert not Result.objects.exists()
    with pytest.raises(Gone):
        remove_session(session=session, because=Mistake.TWICE, version=1, by=staff)


def test_nobody_else_removes_a_session(programme, by, site):
    session = held(programme, by)
    for stranger in (
        actor_at(site, Role.ADMINISTRATION, at=NOW),
        actor_at(sister(site), Role.CARE_STAFF, at=NOW),
        therapist_at(SiteFactory()),
    ):
        with pytest.raises(PermissionDenied):
            remove_session(session=session, because=Mistake.TWICE, by=stranger)
    assert session_of(programme, by, version=1) == session
