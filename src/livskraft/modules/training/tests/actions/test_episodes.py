"""Is a period opened by therapists only, once with each caregiver, in the journal that holds that day?"""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.models import Assignment, AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.modules.training.actions.episodes import hand_over_episode, open_episode
from livskraft.modules.training.actions.journal_places import decide_place
from livskraft.modules.training.models import Episode
from livskraft.modules.training.rules.vocabulary import Lives, Place
from livskraft.modules.training.tests.factories import episode_of, kept, later, therapist_at
from livskraft.organisation.tests.factories import SiteFactory, responsible_body
from livskraft.people.actions.merging import merge
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
def person(site):
    return person_at(site)


def begin(person, site, by):
    return open_episode(person=person, site=site, lives=Lives.NEARBY, by=by)


def test_it_is_opened_in_the_caregivers_own_journal_and_the_unit_knows_the_patient(site, by, person):
    kept(site)
    made = begin(person, site, by)
    assert (made.keeper, made.unit, made.site, made.therapist, made.elsewhere) == (
        by.caregiver,
        site,
        site,
        by.user,
        "",
    )
    assert CareRelation.objects.filter(person=person, unit=site, purpose=Purpose.TRAINING).exists()
    assert AuditEntry.objects.get(verb="training.episode_opened").objects_touched == [
        f"training.episode:{made.pk}",
        f"people.person:{person.pk}",
    ]


def test_the_staff_of_the_meeting_place_learn_nothing_when_it_is_opened(site):
    by = therapist_at(site.parent)
    person = person_at(site.parent)
    episode_of(person, by, site=site)
    assert not CareRelation.objects.filter(person=person, unit=site).exists()


def test_without_a_decision_there_is_no_period(site, by, person):
    with pytest.raises(Refused) as refused:
        begin(person, site, by)
    assert "inte bestämt" in refused.value.message
    kept(SiteFactory())
    with pytest.raises(Refused):
        begin(person, site, by)
    assert not Episode.objects.exists()


def test_a_later_decision_leaves_what_is_open_where_it_began(site, by, person):
    kept(site, elsewhere="Journalsystem A")
    made = begin(person, site, by)
    later_by = later(by, days=5)
    admin = actor_at(responsible_body(), Role.SYSTEM_ADMINISTRATOR, at=later_by.at)
    decide_place(keeper=by.caregiver, place=Place.HERE, starts=later_by.today, by=admin)
    made.refresh_from_db()
    assert made.elsewhere == "Journalsystem A"
    assert begin(person_at(site, "Bo"), site, later_by).elsewhere == ""


def test_one_period_at_a_time_with_each_caregiver(site, by, person):
    episode_of(person, by)
    with pytest.raises(Refused):
        begin(person, site, by)
    colleague = therapist_at(site, Role.OCCUPATIONAL_THERAPIST)
    with pytest.raises(Refused):
        begin(person, site, colleague)
    assert Episode.objects.count() == 1


def test_who_turned_out_to_be_somebody_with_a_period_has_it_already(site, by, person):
    same = person_at(site, "Elsa", "Andersson")
    episode_of(same, by)
    merge(kept=person, gone=same, by=actor_at(site, Role.UNIT_MANAGER, at=NOW))
    with pytest.raises(Refused):
        begin(person, site, by)
    same.refresh_from_db()
    with pytest.raises(PermissionDenied):
        begin(same, site, by)


@pytest.mark.parametrize(
    "role", [Role.CARE_STAFF, Role.UNIT_MANAGER, Role.AREA_MANAGER, Role.ADMINISTRATION, Role.SYSTEM_ADMINISTRATOR]
)
def test_only_therapists_open(site, person, role):
    kept(site)
    with pytest.raises(PermissionDenied):
        begin(person, site, actor_at(site, role, at=NOW))


def test_nobody_opens_for_whom_they_may_not_see(site, by):
    kept(site)
    for hidden in (person_at(sister(site)), protected(person_at(site)), person_at(SiteFactory())):
        with pytest.raises(PermissionDenied):
            begin(hidden, site, by)


def test_whoever_is_named_for_somebody_protected_opens(site, by):
    kept(site)
    assert begin(protected(person_at(site), by.user), site, by)


def test_only_where_the_therapist_works(site, by, person):
    kept(site)
    for elsewhere in (sister(site), SiteFactory(), site.parent):
        with pytest.raises(Refused) as refused:
            begin(person, elsewhere, by)
        assert refused.value.field == "site"


def test_nothing_is_opened_by_who_no_longer_works_there(site, by, person):
    kept(site)
    Assignment.objects.filter(pk=by.assignment.pk).update(ends=by.today)
    by.assignment.refresh_from_db()
    with pytest.raises(PermissionDenied):
        begin(person, site, later(by, hours=1))


def colleague_at(unit, role=Role.OCCUPATIONAL_THERAPIST):
    return AssignmentFactory(unit=unit, role=role).user


def test_somebody_else_at_the_unit_takes_over(site, by, person):
    made = episode_of(person, by)
    other = colleague_at(site)
    assert hand_over_episode(episode=made, to=other, version=made.version, by=by).therapist == other
    assert AuditEntry.objects.get(verb="training.episode_handed_over").field_names == ["therapist"]
    with pytest.raises(Conflict):
        hand_over_episode(episode=made, to=by.user, version=made.version, by=by)


def test_it_is_not_handed_to_who_keeps_no_journal_there(site, by, person):
    made = episode_of(person, by)
    gone = AssignmentFactory(unit=site, role=Role.PHYSIOTHERAPIST, ends=by.today - timedelta(days=1)).user
    for wrong in (colleague_at(site, Role.CARE_STAFF), colleague_at(sister(site)), gone):
        with pytest.raises(Refused) as refused:
            hand_over_episode(episode=made, to=wrong, by=by)
        assert refused.value.field == "to"


def test_somebody_protected_is_handed_to_who_is_named_for_them(site, by):
    one, other = colleague_at(site), colleague_at(site)
    made = episode_of(protected(person_at(site), by.user, one), by)
    with pytest.raises(Refused):
        hand_over_episode(episode=made, to=other, by=by)
    assert hand_over_episode(episode=made, to=one, by=by).therapist == one


def test_another_caregivers_therapist_takes_nothing_over(site, by, person):
    made = episode_of(person, by)
    stranger = therapist_at(SiteFactory())
    with pytest.raises(PermissionDenied):
        hand_over_episode(episode=made, to=stranger.user, by=stranger)
