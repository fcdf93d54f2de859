"""Is a sample drawn once, marked by who may, and closed for good?"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access import audit
from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions.log_review import Marked, draw_sample, finish_review, mark_readings
from livskraft.people.models import LogReview, SampledReading
from livskraft.people.rules.vocabulary import Mark
from livskraft.people.tests.factories import person_at

pytestmark = pytest.mark.django_db
MONTH = date(2026, 2, 1)
NOON = datetime(2026, 2, 10, 12, tzinfo=ZoneInfo("Europe/Stockholm"))
LATER = NOON + timedelta(days=30)


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def manager(site):
    return actor_at(site, at=LATER)


@pytest.fixture
def review(site, manager):
    """Two readings by a colleague, one of them at night, and one by the manager."""
    elsa = person_at(site)
    reader = actor_at(site, Role.CARE_STAFF, at=NOON)
    audit.read(reader, "people.read", [elsa])
    audit.read(replace(reader, at=NOON.replace(hour=23)), "people.read", [elsa])
    audit.read(replace(manager, at=NOON), "people.read", [elsa])
    return draw_sample(unit=site, month=MONTH, by=manager, chance=Random(1))


def theirs(review, manager):
    return review.sample.exclude(entry__user_id=manager.user.pk)


def marks(review, manager, mark=Mark.EXPLAINED, note=""):
    return [Marked(reading.pk, mark, note) for reading in theirs(review, manager)]


def test_a_sample_is_drawn_once_with_what_stands_out_and_its_rule(review, site, manager):
    assert (review.readings, review.sample.count()) == (3, 3)
    assert "3 av månadens 3" in review.rule
    assert [reading.signals for reading in review.sample.all()] == [[], ["odd_hours"], []]
    again = draw_sample(unit=site, month=MONTH, by=manager)
    assert again == review
    assert SampledReading.objects.count() == 3
    assert AuditEntry.objects.filter(verb="people.log_drawn").count() == 1


@pytest.mark.parametrize("month", [date(2026, 3, 1), date(2026, 2, 2), date(2025, 2, 1), date(2026, 1, 1), date.min])
def test_a_month_that_is_not_over_too_old_or_empty_has_no_sample(site, manager, month):
    elsa = person_at(site, at=NOON - timedelta(days=500))
    for at in (NOON, LATER - timedelta(days=1), NOON - timedelta(days=365)):
        audit.read(replace(manager, at=at), "people.read", [elsa])
    with pytest.raises(Refused):
        draw_sample(unit=site, month=month, by=manager)
    assert not LogReview.objects.exists()


def test_only_the_manager_of_the_unit_draws_marks_and_finishes(review, site):
    for by in (actor_at(SiteFactory(), at=LATER), actor_at(site, Role.CARE_STAFF, at=LATER)):
        for act in (
            lambda by=by: draw_sample(unit=site, month=MONTH, by=by),
            lambda by=by: mark_readings(review=review, marked=[], by=by),
            lambda by=by: finish_review(review=review, conclusion="Bra", by=by),
        ):
            with pytest.raises(PermissionDenied):
                act()


def test_a_mark_says_who_and_when_and_can_be_taken_back(review, manager):
    held = mark_readings(review=review, marked=marks(review, manager), version=review.version, by=manager)
    assert held.version == review.version + 1
    assert {(each.mark, each.marked_by, each.marked_at) for each in theirs(review, manager)} == {
        ("explained", manager.user, manager.at)
    }
    unchanged = mark_readings(review=review, marked=marks(review, manager), version=held.version, by=manager)
    assert AuditEntry.objects.filter(verb="people.log_marked").count() == 1
    mark_readings(review=review, marked=marks(review, manager, None), version=unchanged.version - 1, by=manager)
    assert {(each.mark, each.marked_by) for each in theirs(review, manager)} == {("", None)}


def test_the_second_of_two_who_mark_at_once_is_told(review, manager):
    mark_readings(review=review, marked=marks(review, manager), version=review.version, by=manager)
    with pytest.raises(Conflict):
        mark_readings(review=review, marked=marks(review, manager), version=review.version, by=manager)


@pytest.mark.parametrize("mark", [Mark.ASKED, Mark.UNEXPLAINED])
def test_what_is_asked_or_not_explained_needs_words(review, manager, mark):
    with pytest.raises(Refused):
        mark_readings(review=review, marked=marks(review, manager, mark, " "), by=manager)
    mark_readings(review=review, marked=marks(review, manager, mark, "Hade bytt namn."), by=manager)


def test_nobody_marks_their_own_reading_nor_one_of_another_review(review, manager, site):
    own = review.sample.get(entry__user_id=manager.user.pk)
    with pytest.raises(Refused, match="egen"):
        mark_readings(review=review, marked=[Marked(own.pk, Mark.EXPLAINED)], by=manager)
    with pytest.raises(Refused, match="hör inte"):
        mark_readings(review=review, marked=[Marked(own.pk + 1000, Mark.EXPLAINED)], by=manager)
    colleague = actor_at(site, at=LATER)
    mark_readings(review=review, marked=[Marked(own.pk, Mark.EXPLAINED)], by=colleague)
    own.refresh_from_db()
    assert own.marked_by == colleague.user


def test_it_is_finished_with_all_but_ones_own_marked_and_never_changed_again(review, manager):
    with pytest.raises(Refused, match="Bedöm alla"):
        finish_review(review=review, conclusion="Bra", by=manager)
    mark_readings(review=review, marked=marks(review, manager), by=manager)
    with pytest.raises(Refused) as refused:
        finish_review(review=review, conclusion=" ", by=manager)
    assert refused.value.field == "conclusion"
    done = finish_review(review=review, conclusion="Inget att anmärka.", by=manager)
    assert (done.finished_at, done.finished_by) == (manager.at, manager.user)
    for act in (
        lambda: mark_readings(review=review, marked=marks(review, manager, None), by=manager),
        lambda: finish_review(review=review, conclusion="Annat", by=manager),
    ):
        with pytest.raises(Refused, match="avslutad"):
            act()


def test_the_provider_draws_marks_and_finishes_where_nobody_is_manager_and_only_there(review, site):
    above = actor_at(site.parent.contracts.get().provider, Role.AREA_MANAGER, at=LATER)
    audit.read(actor_at(site.parent, Role.PHYSIOTHERAPIST, at=NOON), "people.read", [person_at(site)])
    with pytest.raises(PermissionDenied):
        draw_sample(unit=site, month=MONTH, by=above)
    with pytest.raises(PermissionDenied):
        mark_readings(review=review, marked=[], by=above)
    made = draw_sample(unit=site.parent, month=MONTH, by=above)
    mark_readings(review=made, marked=marks(made, above), by=above)
    assert finish_review(review=made, conclusion="Bra", by=above).finished_by == above.user
    twin = actor_at(SiteFactory().parent.contracts.get().provider, Role.AREA_MANAGER, at=LATER)
    with pytest.raises(PermissionDenied):
        draw_sample(unit=site.parent, month=MONTH, by=twin)


def test_whoever_is_above_goes_on_where_the_manager_left_off_and_steps_back_for_the_next(review, site, manager):
    above = actor_at(site.parent.contracts.get().provider, Role.AREA_MANAGER, at=LATER)
    manager.assignment.ends = LATER.date()
    manager.assignment.save()
    mark_readings(review=review, marked=[Marked(each.pk, Mark.EXPLAINED) for each in review.sample.all()], by=above)
    actor_at(site, at=LATER)
    with pytest.raises(PermissionDenied):
        finish_review(review=review, conclusion="Bra", by=above)
