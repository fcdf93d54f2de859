"""Does the patient's extract hold all that was written: measured, trained, taken back, and where it led?"""

import pytest
from django.utils.html import strip_tags

from livskraft.documents import page
from livskraft.modules.training.actions.assessments import assess, withdraw
from livskraft.modules.training.actions.closing import Introduction, close_episode
from livskraft.modules.training.actions.rehab_programmes import end_programme
from livskraft.modules.training.models import RehabSession
from livskraft.modules.training.papers.journal import extract
from livskraft.modules.training.queries.extract import whole_journal
from livskraft.modules.training.rules.vocabulary import NoIntroduction, NoteKind
from livskraft.modules.training.tests.factories import episode_of, therapist_at
from livskraft.modules.training.tests.notes import note_of
from livskraft.modules.training.tests.rehab import programme_of, session_of
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.tests.factories import person_at, protected
from livskraft.questionnaires.rules.answers import read
from livskraft.questionnaires.rules.library import library
from livskraft.questionnaires.rules.vocabulary import Aid, Answered, Help
from livskraft.questionnaires.stores import Given

pytestmark = pytest.mark.django_db
STANDS = library()["chair_stands:1"]


@pytest.fixture
def site():
    return SiteFactory(name="Lunden")


@pytest.fixture
def by(site):
    return therapist_at(site)


@pytest.fixture
def episode(site, by):
    return episode_of(person_at(site, at=by.at), by)


def told(episode, by):
    """The words of the paper."""
    report = extract(whole_journal(episode, episode.person), episode.person, by.today)
    return " ".join(strip_tags(page.render(report, top=1)).split())


def stands(number, by, **more):
    return Given(STANDS, read(STANDS, {"stands": number, "hands": "0"}), by.today, Answered.MEASURED, **more)


def test_what_was_measured_is_told_with_what_was_used_and_what_was_taken_back_with_why(episode, by):
    assess(episode=episode, given=stands("9", by, aid=Aid.CANE, help=Help.NONE), by=by)
    withdraw(assessment=assess(episode=episode, given=stands("31", by), by=by), because="Någon annans värde", by=by)
    text = told(episode, by)
    assert str(Aid.CANE.label) in text
    assert "Räknas inte: Någon annans värde" in text
    assert text.index("Räknas inte") > text.index("31")


def test_what_was_trained_stands_there_with_the_programme(episode, by):
    programme = programme_of(episode, by, "Resa sig", remark="Med kudde under.")
    session_of(episode, by, programme, sets=3)
    text = told(episode, by)
    assert "Resa sig: 2 omgångar med 10 gånger. Med kudde under." in text
    assert "Resa sig: 3 omgångar med 10 gånger" in text
    end_programme(programme=programme, by=by)
    assert RehabSession.objects.get().site.name in told(episode, by)


@pytest.mark.parametrize("led_on", [True, False])
def test_it_says_to_what_the_patient_was_led_or_why_not(episode, by, site, led_on):
    assert "Avslutning" not in told(episode, by)
    for kind in (NoteKind.BEGINNING, NoteKind.SUMMARY):
        note_of(episode, by, kind)
    introduction = Introduction(to="Minigymmet", site=site, together_with="Personalen")
    if not led_on:
        introduction = Introduction(why_not=NoIntroduction.DECLINED)
    close_episode(episode=episode, introduction=introduction, by=by)
    episode.refresh_from_db()
    text = told(episode, by)
    assert ("Minigymmet på Lunden, tillsammans med Personalen" in text) is led_on
    assert (str(NoIntroduction.DECLINED.label) in text) is not led_on


def test_of_a_protected_patient_no_place_is_told(episode, by, site):
    session_of(episode, by)
    for kind in (NoteKind.BEGINNING, NoteKind.SESSION, NoteKind.SUMMARY):
        note_of(episode, by, kind)
    assert "Lunden" in told(episode, by)
    protected(episode.person, by.user)
    assert "Lunden" not in told(episode, by)


def test_a_long_journal_costs_no_more_queries(episode, by, django_assert_max_num_queries):
    for _each in range(3):
        note_of(episode, by)
        session_of(episode, by)
    programme = programme_of(episode, by, "Resa sig", "Stå på tå")
    session_of(episode, by, programme)
    with django_assert_max_num_queries(13):
        extract(whole_journal(episode, episode.person), episode.person, by.today)
