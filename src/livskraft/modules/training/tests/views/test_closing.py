"""Are goals, what is journalled elsewhere and the closing filled in on pages that lead on to what is left to do?"""

import pytest

from livskraft.modules.training.models import Goal, GoalFollowUp, JournalledElsewhere
from livskraft.modules.training.rules.vocabulary import NoteKind
from livskraft.modules.training.tests.factories import episode_of, therapist_at
from livskraft.modules.training.tests.notes import note_of
from livskraft.modules.training.tests.rehab import session_of
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.tests.factories import SiteFactory, UnitFactory
from livskraft.people.tests.factories import NOW, person_at

pytestmark = pytest.mark.django_db
TODAY = NOW.date().isoformat()


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def by(site):
    return therapist_at(site)


@pytest.fixture
def therapist(client, by):
    client.force_login(by.user)
    return client


@pytest.fixture
def here(site, by):
    return episode_of(person_at(site), by)


@pytest.fixture
def elsewhere(site, by):
    return episode_of(person_at(site), by, elsewhere="Journalsystem A")


def test_a_goal_is_written_and_followed_up(therapist, here):
    url = f"/rehab/{here.pk}/mal/"
    assert "Skriv" in therapist.post(url, {"text": "", "agreed_on": TODAY}).content.decode()
    assert therapist.post(url, {"text": "Gå i trappor", "agreed_on": TODAY})["Location"] == f"/rehab/{here.pk}/#mal"
    goal = Goal.objects.get()
    page = therapist.get(f"/rehab/{here.pk}/").content.decode()
    assert "Gå i trappor" in page
    assert f"/rehab/mal/{goal.pk}/" in page
    sent = {"outcome": "reached", "on": TODAY}
    assert therapist.post(f"/rehab/mal/{goal.pk}/", sent).status_code == 302
    answer = therapist.post(f"/rehab/mal/{goal.pk}/", sent | {"outcome": "not_reached"})
    assert answer.status_code == 409
    assert "Nått" in answer.content.decode()
    assert GoalFollowUp.objects.get().outcome == "reached"


def test_there_is_no_place_for_a_goal_where_the_journal_is_elsewhere(therapist, elsewhere):
    assert "/mal/" not in therapist.get(f"/rehab/{elsewhere.pk}/").content.decode()
    assert therapist.get(f"/rehab/{elsewhere.pk}/mal/")["Location"] == f"/rehab/{elsewhere.pk}/"
    therapist.post(f"/rehab/{elsewhere.pk}/mal/", {"text": "x", "agreed_on": TODAY})
    assert not Goal.objects.exists()


def test_a_goal_of_others_does_not_exist(client, here, by):
    goal = Goal.objects.create(
        episode=here, person=here.person, text="Gå", agreed_on=NOW.date(), noted_at=NOW, noted_by=by.user
    )
    client.force_login(therapist_at(SiteFactory()).user)
    assert client.get(f"/rehab/mal/{goal.pk}/").status_code == 404


def test_what_is_journalled_elsewhere_is_said_with_the_sessions_that_wait(therapist, elsewhere, by):
    session = session_of(elsewhere, by)
    url = f"/rehab/{elsewhere.pk}/journalfort/"
    text = therapist.get(url).content.decode()
    assert "Journalsystem A" in text
    assert f'value="{session.pk}"' in text
    assert "textarea" not in text
    sent = {"kind": "session", "on": TODAY, "who": by.user.pk, "sessions": [session.pk]}
    assert therapist.post(url, sent)["Location"] == f"/rehab/{elsewhere.pk}/"
    session.refresh_from_db()
    assert session.elsewhere == JournalledElsewhere.objects.get()
    assert by.user.name in therapist.get(f"/rehab/{elsewhere.pk}/").content.decode()


def test_where_the_journal_is_kept_here_that_page_leads_back(therapist, here):
    assert therapist.get(f"/rehab/{here.pk}/journalfort/")["Location"] == f"/rehab/{here.pk}/"


def test_each_thing_left_leads_to_where_it_is_done(therapist, here, by):
    session_of(here, by)
    Goal.objects.create(episode=here, person=here.person, text="Gå", agreed_on=NOW.date(), noted_at=NOW)
    text = therapist.get(f"/rehab/{here.pk}/avsluta/").content.decode()
    for words in (
        "Den inledande bedömningen är inte journalförd.",
        "1 pass är inte journalfört.",
        "1 mål är inte uppföljt.",
        "Sammanfattningen är inte journalförd.",
    ):
        assert words in text
    page = therapist.get(f"/rehab/{here.pk}/").content.decode()
    for part in ("anteckningar", "pass", "mal"):
        assert f'href="/rehab/{here.pk}/#{part}"' in text
        assert f'id="{part}"' in page


def test_the_period_is_closed_with_an_introduction(therapist, site, by, here):
    for kind in (NoteKind.BEGINNING, NoteKind.SUMMARY):
        note_of(here, by, kind)
    url = f"/rehab/{here.pk}/avsluta/"
    text = therapist.get(url).content.decode()
    assert "Är patienten introducerad till friskvården?" in text
    sent = {"introduced": "yes", "to": "Minigymmet", "site": site.pk, "together_with": "Anna", "version": here.version}
    refused = therapist.post(url, sent | {"to": ""}).content.decode()
    assert "Skriv till vad patienten introducerades." in refused
    assert 'value="Anna"' in refused
    assert therapist.post(url, sent)["Location"] == f"/rehab/{here.pk}/"
    page = therapist.get(f"/rehab/{here.pk}/").content.decode()
    assert "Introduktion till friskvård" in page
    assert "Anna" in page
    assert "/avsluta/" not in page
    assert therapist.post(url, sent).status_code == 409
    assert therapist.get(url)["Location"] == f"/rehab/{here.pk}/"


def ready(client, site):
    """The page of a period that the municipality's own therapist closes, where the site is a provider's."""
    by = therapist_at(site.parent.parent)
    episode = episode_of(person_at(by.assignment.unit), by, site=site)
    for kind in (NoteKind.BEGINNING, NoteKind.SUMMARY):
        note_of(episode, by, kind)
    client.force_login(by.user)
    return episode, client.get(f"/rehab/{episode.pk}/avsluta/").content.decode()


def test_it_is_said_that_nothing_is_told_where_another_caregiver_has_the_site(client, site):
    episode, text = ready(client, site)
    assert "Mötesplatsen drivs av en annan utförare. Ingenting härifrån förs över dit" in text
    assert "Personalen på mötesplatsen får då se" not in text
    sent = {"introduced": "yes", "to": "Gymmet", "site": site.pk, "together_with": "Anna", "version": episode.version}
    page = client.post(f"/rehab/{episode.pk}/avsluta/", sent, follow=True).content.decode()
    assert "Rehabiliteringen är avslutad." in page
    assert "Ingenting härifrån fördes över dit" in page


def test_where_some_of_the_sites_are_ones_own_they_are_told_apart(client, site):
    own = SiteFactory(parent=UnitFactory(kind=UnitKind.AREA_PART, parent=site.parent.parent))
    own.parent.contracts.all().delete()
    text = ready(client, site)[1]
    assert f"{site.name} (en annan utförare)<" in text
    assert f"{own.name}<" in text
    assert "Driver ni den själva får personalen där se personen" in text


def test_a_provider_is_told_of_no_others(therapist, site, by, here):
    other = SiteFactory()
    for kind in (NoteKind.BEGINNING, NoteKind.SUMMARY):
        note_of(here, by, kind)
    text = therapist.get(f"/rehab/{here.pk}/avsluta/").content.decode()
    assert "Personalen på mötesplatsen får då se" in text
    assert "utförare" not in text
    assert other.name not in text


def test_the_reason_why_not_is_enough(therapist, site, by, elsewhere):
    for kind in ("beginning", "summary"):
        sent = {"kind": kind, "on": TODAY, "who": by.user.pk}
        assert therapist.post(f"/rehab/{elsewhere.pk}/journalfort/", sent).status_code == 302
    elsewhere.refresh_from_db()
    sent = {"introduced": "moved", "to": "", "site": site.pk, "together_with": "", "version": elsewhere.version}
    assert therapist.post(f"/rehab/{elsewhere.pk}/avsluta/", sent).status_code == 302
    assert "har flyttat" in therapist.get(f"/rehab/{elsewhere.pk}/").content.decode()
