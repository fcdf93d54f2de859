"""Is it kept that something stands in the other system – what kind, when, by whom – and never what it says?"""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, actor_at
from livskraft.kit.errors import Refused
from livskraft.modules.training.actions.elsewhere import note_elsewhere
from livskraft.modules.training.models import JournalledElsewhere
from livskraft.modules.training.rules.vocabulary import NoteKind
from livskraft.modules.training.tests.factories import episode_of, later, therapist_at
from livskraft.modules.training.tests.rehab import session_of
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.tests.factories import NOW, person_at, sister

pytestmark = pytest.mark.django_db
SYSTEM = "Journalsystem A"


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def by(site):
    return therapist_at(site)


@pytest.fixture
def episode(site, by):
    return episode_of(person_at(site), by, elsewhere=SYSTEM)


def noted(episode, by, kind=NoteKind.SESSION, **more):
    given = {"on": by.today, "who": by.user} | more
    return note_elsewhere(episode=episode, kind=kind, by=by, **given)


def test_it_names_the_system_the_day_and_who(episode, by):
    made = noted(episode, by, NoteKind.BEGINNING)
    assert (made.kind, made.system, made.on, made.by, made.person) == (
        NoteKind.BEGINNING,
        SYSTEM,
        by.today,
        by.user,
        episode.person,
    )


def test_no_words_can_be_kept(episode):
    texts = {field.name for field in JournalledElsewhere._meta.get_fields() if "Text" in type(field).__name__}
    assert texts == set()


def test_the_sessions_of_the_day_are_journalled_by_it(episode, by):
    before = session_of(episode, by)
    after = later(by, days=1)
    today = session_of(episode, after)
    made = noted(episode, after)
    before.refresh_from_db()
    today.refresh_from_db()
    assert (before.elsewhere, today.elsewhere) == (None, made)


def test_the_sessions_that_are_named_are_journalled_by_it_also_another_day(episode, by):
    before = session_of(episode, by)
    after = later(by, days=1)
    today = session_of(episode, after)
    made = noted(episode, after, sessions=[before.pk])
    before.refresh_from_db()
    today.refresh_from_db()
    assert (before.elsewhere, today.elsewhere) == (made, None)


def test_nothing_is_journalled_before_it_was_done(episode, by):
    after = later(by, days=1)
    session = session_of(episode, after)
    with pytest.raises(Refused) as refused:
        noted(episode, after, on=by.today, sessions=[session.pk])
    assert refused.value.field == "sessions"


def test_another_patients_session_is_left_alone(site, episode, by):
    theirs = session_of(episode_of(person_at(site, "Bo"), by), by)
    noted(episode, by, sessions=[theirs.pk])
    theirs.refresh_from_db()
    assert theirs.elsewhere is None


def test_the_same_press_is_kept_once(episode, by):
    session_of(episode, by)
    made = noted(episode, by)
    assert noted(episode, later(by, seconds=30)) == made
    noted(episode, later(by, seconds=61))
    assert JournalledElsewhere.objects.count() == 2


@pytest.mark.parametrize("days", [-1, 1])
def test_a_day_outside_the_period_is_refused(episode, by, days):
    with pytest.raises(Refused) as refused:
        noted(episode, by, on=by.today + timedelta(days=days))
    assert refused.value.field == "on"


def test_only_somebody_who_keeps_the_journal_can_have_done_it(site, episode, by):
    colleague = AssignmentFactory(unit=site, role=Role.OCCUPATIONAL_THERAPIST).user
    assert noted(episode, by, who=colleague).by == colleague
    for wrong in (AssignmentFactory(unit=site, role=Role.CARE_STAFF).user, therapist_at(SiteFactory()).user):
        with pytest.raises(Refused) as refused:
            noted(episode, by, who=wrong)
        assert refused.value.field == "who"


def test_where_the_journal_is_kept_here_a_note_is_written_instead(site, by):
    episode = episode_of(person_at(site), by)
    with pytest.raises(Refused):
        noted(episode, by)
    assert not JournalledElsewhere.objects.exists()


def test_others_say_nothing_of_it(site, episode):
    for who in (actor_at(site, Role.CARE_STAFF, at=NOW), therapist_at(sister(site)), therapist_at(SiteFactory())):
        with pytest.raises(PermissionDenied):
            noted(episode, who)
