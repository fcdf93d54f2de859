"""Does a period end only when everything is journalled, with an introduction to friskvård or the reason why not?"""

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.modules.training.actions.closing import Introduction, close_episode
from livskraft.modules.training.actions.elsewhere import note_elsewhere
from livskraft.modules.training.actions.goals import add_goal, follow_up_goal
from livskraft.modules.training.forms.closing import CloseForm
from livskraft.modules.training.queries.episodes import standing_of
from livskraft.modules.training.rules.episodes import NotYet, hinders
from livskraft.modules.training.rules.vocabulary import NoIntroduction, NoteKind, Outcome
from livskraft.modules.training.tests.factories import episode_of, later, therapist_at
from livskraft.modules.training.tests.notes import draft_of, note_of
from livskraft.modules.training.tests.rehab import programme_of, session_of
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.tests.factories import SiteFactory, UnitFactory
from livskraft.people.actions.merging import merge
from livskraft.people.models import CareRelation, Person
from livskraft.people.rules.vocabulary import Purpose
from livskraft.people.tests.factories import NOW, person_at, sister

pytestmark = pytest.mark.django_db
DECLINED = Introduction(why_not=NoIntroduction.DECLINED)


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def by(site):
    return therapist_at(site)


@pytest.fixture
def episode(site, by):
    return episode_of(person_at(site), by)


def journalled(episode, by):
    """The two notes that a period must have."""
    for kind in (NoteKind.BEGINNING, NoteKind.SUMMARY):
        if episode.elsewhere:
            note_elsewhere(episode=episode, kind=kind, on=by.today, who=by.user, by=by)
        else:
            note_of(episode, by, kind)
    return episode


def introduced(site):
    return Introduction("Egen träning i minigymmet", site, "Anna i personalen")


def test_it_ends_with_what_where_and_with_whom(site, by, episode):
    closed = close_episode(episode=journalled(episode, by), introduction=introduced(site), by=by)
    assert (closed.closed_on, closed.introduced_to, closed.introduced_at, closed.introduced_with) == (
        by.today,
        "Egen träning i minigymmet",
        site,
        "Anna i personalen",
    )
    assert AuditEntry.objects.filter(verb="training.episode_closed").count() == 1


def test_the_staff_where_the_patient_was_introduced_may_see_them_from_then_on(site):
    by = therapist_at(site.parent)
    person = person_at(site.parent)
    episode = journalled(episode_of(person, by, site=site), by)
    assert not CareRelation.objects.filter(person=person, unit=site).exists()
    close_episode(episode=episode, introduction=introduced(site), by=by)
    assert CareRelation.objects.filter(person=person, unit=site, purpose=Purpose.TRAINING).exists()


def test_nobody_is_related_when_there_was_no_introduction(site):
    by = therapist_at(site.parent)
    person = person_at(site.parent)
    episode = journalled(episode_of(person, by, site=site), by)
    closed = close_episode(episode=episode, introduction=DECLINED, by=by)
    assert (closed.not_introduced, closed.introduced_at) == (NoIntroduction.DECLINED, None)
    assert not CareRelation.objects.filter(person=person, unit=site).exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (lambda site: Introduction("", site, "Anna"), "to"),
        (lambda site: Introduction("Gymmet", None, "Anna"), "site"),
        (lambda site: Introduction("Gymmet", SiteFactory(), "Anna"), "site"),
        (lambda site: Introduction("Gymmet", site.parent, "Anna"), "site"),
        (lambda site: Introduction("Gymmet", site, " "), "together_with"),
    ],
)
def test_an_introduction_is_whole_or_refused(site, by, episode, given, field):
    journalled(episode, by)
    with pytest.raises(Refused) as refused:
        close_episode(episode=episode, introduction=given(site), by=by)
    assert refused.value.field == field
    episode.refresh_from_db()
    assert episode.closed_at is None


def test_the_patient_may_be_introduced_at_a_sister_site(site, by, episode):
    other = sister(site)
    assert close_episode(episode=journalled(episode, by), introduction=introduced(other), by=by).introduced_at == other


def test_where_another_caregiver_has_the_site_the_patient_is_introduced_and_nothing_is_told_there(site):
    by = therapist_at(site.parent.parent)
    person = person_at(by.assignment.unit)
    episode = journalled(episode_of(person, by, site=site), by)
    closed = close_episode(episode=episode, introduction=introduced(site), by=by)
    assert (closed.introduced_at, closed.introduced_with) == (site, "Anna i personalen")
    assert set(CareRelation.objects.values_list("person", "unit")) == {(person.pk, by.assignment.unit_id)}
    for role in (Role.CARE_STAFF, Role.UNIT_MANAGER, Role.PHYSIOTHERAPIST):
        assert not Person.objects.visible_to(actor_at(site, role, at=NOW)).exists()


def test_of_the_sites_in_reach_the_municipalitys_own_are_told(site):
    area = site.parent.parent
    own = SiteFactory(parent=UnitFactory(kind=UnitKind.AREA_PART, parent=area))
    own.parent.contracts.all().delete()
    by = therapist_at(area)
    person = person_at(area)
    episode = journalled(episode_of(person, by, site=site), by)
    close_episode(episode=episode, introduction=introduced(own), by=by)
    assert CareRelation.objects.filter(person=person, unit=own, purpose=Purpose.TRAINING).exists()


def test_another_caregivers_site_that_is_closed_or_out_of_reach_is_refused(site):
    by = therapist_at(site.parent.parent)
    episode = journalled(episode_of(person_at(by.assignment.unit), by, site=site), by)
    closed = SiteFactory(parent=site.parent, closed=by.today)
    for where in (SiteFactory(), closed, site.parent):
        with pytest.raises(Refused) as refused:
            close_episode(episode=episode, introduction=introduced(where), by=by)
        assert refused.value.field == "site"


def test_everything_has_to_be_journalled_first(site, by, episode):
    def left():
        return hinders(standing_of(episode))

    def refused():
        with pytest.raises(Refused):
            close_episode(episode=episode, introduction=DECLINED, by=by)
        return left()

    assert refused() == [NotYet.NO_BEGINNING, NotYet.NO_SUMMARY]
    journalled(episode, by)
    assert left() == []
    session = session_of(episode, by)
    assert refused() == [NotYet.SESSION_WITHOUT_NOTE]
    note_of(episode, by, session=session)
    assert left() == []
    draft = draft_of(episode, by, NoteKind.CONTACT)
    assert refused() == [NotYet.UNSIGNED_DRAFT]
    draft.delete()
    goal = add_goal(episode=episode, text="Gå i trappor", agreed_on=by.today, by=by)
    assert refused() == [NotYet.GOAL_NOT_FOLLOWED_UP]
    follow_up_goal(goal=goal, outcome=Outcome.REACHED, on=by.today, by=by)
    assert close_episode(episode=episode, introduction=DECLINED, by=by).closed_at == by.at


def test_the_same_holds_where_the_journal_is_kept_elsewhere(site, by):
    episode = episode_of(person_at(site), by, elsewhere="Journalsystem A")
    session_of(episode, by)
    assert hinders(standing_of(episode)) == [
        NotYet.NO_BEGINNING,
        NotYet.SESSION_WITHOUT_NOTE,
        NotYet.NO_SUMMARY,
    ]
    with pytest.raises(Refused):
        close_episode(episode=episode, introduction=DECLINED, by=by)
    journalled(episode, by)
    assert close_episode(episode=episode, introduction=introduced(site), by=by).closed_at


def test_of_two_who_close_at_once_the_second_is_told(site, by, episode):
    journalled(episode, by)
    episode.refresh_from_db()
    first = episode.version
    close_episode(episode=episode, introduction=introduced(site), version=first, by=by)
    with pytest.raises(Conflict):
        close_episode(episode=episode, introduction=DECLINED, version=first, by=by)
    with pytest.raises(Refused):
        close_episode(episode=episode, introduction=DECLINED, by=by)
    episode.refresh_from_db()
    assert episode.not_introduced == ""


def test_after_closing_nothing_is_added_and_another_period_may_begin(site, by, episode):
    close_episode(episode=journalled(episode, by), introduction=DECLINED, by=by)
    with pytest.raises(Refused):
        add_goal(episode=episode, text="Ett mål till", agreed_on=by.today, by=by)
    assert episode_of(episode.person, later(by, days=1)).pk != episode.pk


def test_the_programme_ends_with_the_period(by, episode):
    programme = programme_of(episode, by, "Uppresning")
    close_episode(episode=journalled(episode, by), introduction=DECLINED, by=by)
    programme.refresh_from_db()
    assert programme.ended_at == by.at


def test_the_period_of_somebody_merged_is_closed_for_whom_they_turned_out_to_be(site):
    by = therapist_at(site.parent)
    person, other = person_at(site.parent), person_at(site.parent, "Elsa", "Andersson")
    episode = journalled(episode_of(other, by, site=site), by)
    merge(kept=person, gone=other, by=actor_at(site.parent, Role.UNIT_MANAGER, at=NOW))
    close_episode(episode=episode, introduction=introduced(site), by=by)
    assert CareRelation.objects.filter(person=person, unit=site, purpose=Purpose.TRAINING).exists()


def test_others_close_nothing(site, by, episode):
    journalled(episode, by)
    for who in (
        actor_at(site, Role.UNIT_MANAGER, at=NOW),
        actor_at(site, Role.CARE_STAFF, at=NOW),
        therapist_at(sister(site)),
        therapist_at(SiteFactory()),
    ):
        with pytest.raises(PermissionDenied):
            close_episode(episode=episode, introduction=DECLINED, by=who)


def test_that_the_patient_was_handed_over_is_nothing_a_therapist_says(episode, by):
    journalled(episode, by)
    with pytest.raises(Refused) as refused:
        close_episode(episode=episode, introduction=Introduction(why_not=NoIntroduction.HANDED_OVER), by=by)
    assert refused.value.field == "introduced"
    assert "handed_over" not in dict(CloseForm(episode=episode, by=by).fields["introduced"].choices)
    assert close_episode(episode=episode, introduction=DECLINED, by=by).closed_at
