"""Do the pages of rehabilitation show therapists their patients, and nobody anything that is not theirs?"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from livskraft.access.models import Assignment, AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, actor_at
from livskraft.modules.training.actions.blocks import set_block
from livskraft.modules.training.models import Episode
from livskraft.modules.training.rules.vocabulary import Lives
from livskraft.modules.training.tests.factories import episode_of, kept, later, therapist_at
from livskraft.modules.training.tests.notes import draft_of, note_of
from livskraft.modules.training.tests.rehab import session_of
from livskraft.organisation.tests.factories import SiteFactory, responsible_body
from livskraft.people.actions.merging import merge
from livskraft.people.models import CareRelation
from livskraft.people.tests.factories import NOW, person_at, protected, sister

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return SiteFactory(name="Almgården")


@pytest.fixture
def by(site):
    return therapist_at(site)


@pytest.fixture
def person(site):
    return person_at(site, "Kanariefågel")


@pytest.fixture
def therapist(client, by):
    client.force_login(by.user)
    return client


def text_of(client, url):
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def test_my_patients_are_empty_to_begin_with(therapist):
    assert "Ingen pågående rehabilitering" in text_of(therapist, "/rehab/")


def test_those_to_journal_stand_first_then_the_latest(therapist, site, by):
    old, new, waiting, begun = (person_at(site, name) for name in ("Gammal", "Nyare", "Väntande", "Påbörjad"))
    episode_of(old, by)
    session_of(episode_of(waiting, by), by)
    draft_of(episode_of(begun, by), by)
    episode_of(new, later(by, days=1))
    text = text_of(therapist, "/rehab/")
    places = [text.index(name) for name in ("Att journalföra", "Väntande", "Övriga", "Nyare", "Gammal")]
    assert places == sorted(places)
    assert text.index("Påbörjad") < text.index("Övriga")
    assert "Pass att journalföra" in text
    assert "Utkast att signera" in text


def test_the_list_is_mine_and_the_units_is_asked_for(therapist, site, by, person):
    colleague = therapist_at(site, Role.OCCUPATIONAL_THERAPIST)
    episode_of(person, colleague)
    assert "Kanariefågel" not in text_of(therapist, "/rehab/")
    text = text_of(therapist, "/rehab/?vems=enheten")
    assert "Kanariefågel" in text
    assert colleague.user.name in text


def test_the_names_are_written_in_the_log_before_they_are_shown(therapist, by, person):
    episode_of(person, by)
    therapist.get("/rehab/")
    entry = AuditEntry.objects.get(verb="training.patients_listed")
    assert entry.objects_touched == [f"people.person:{person.pk}"]


def test_a_long_list_is_paged_by_its_key_and_all_are_there_once(therapist, site, by):
    for number in range(30):
        episode_of(person_at(site, f"Patient{number:02}"), later(by, days=number // 3))
    seen, url = [], "/rehab/"
    while url:
        answer = therapist.get(url)
        seen += [each.person.given_name for each in answer.context["page"].items]
        url = answer.context["page"].next_url
    assert sorted(seen) == [f"Patient{number:02}" for number in range(30)]
    assert len(therapist.get("/rehab/").context["page"].items) == 25


def test_somebody_protected_is_listed_for_who_is_named_only(client, therapist, site, by):
    secret = protected(person_at(site, "Hemlig"), by.user)
    episode_of(secret, by)
    assert "Hemlig" in text_of(therapist, "/rehab/")
    other = therapist_at(site)
    client.force_login(other.user)
    assert "Hemlig" not in text_of(client, "/rehab/?vems=enheten")


def test_somebody_merged_is_told_as_who_they_turned_out_to_be(therapist, site, by):
    before, now = person_at(site, "Felstavad"), person_at(site, "Rätt")
    episode = episode_of(before, by)
    merge(kept=now, gone=before, by=actor_at(site, Role.UNIT_MANAGER, at=NOW))
    text = text_of(therapist, "/rehab/")
    assert "Rätt" in text
    assert "Felstavad" not in text
    assert "Felstavad" not in text_of(therapist, f"/rehab/{episode.pk}/")
    assert f'href="/rehab/{episode.pk}/"' in text_of(therapist, f"/rehab/person/{now.pk}/")


@pytest.mark.parametrize("url", ["/rehab/", "/rehab/?vems=enheten"])
def test_twenty_cost_as_much_as_one_and_nothing_is_decrypted(therapist, site, by, url):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            therapist.get(url)
        assert not [query for query in captured if '"parts"' in query["sql"] or '"training_goal"' in query["sql"]]
        return len(captured)

    session_of(episode_of(person_at(site), by), by)
    episode_of(person_at(site), by)
    therapist.get(url)
    one = cost()
    for number in range(10):
        session_of(episode_of(person_at(site, f"Bo {number}"), by), by)
        episode_of(person_at(site, f"Ann {number}"), by)
    assert cost() == one


def test_the_page_of_a_period_costs_the_same_however_much_is_in_it(therapist, by, person):
    episode = episode_of(person, by)
    url = f"/rehab/{episode.pk}/"

    def cost():
        with CaptureQueriesContext(connection) as captured:
            text_of(therapist, url)
        return len(captured)

    for days in (0, 1):
        note_of(episode, later(by, days=days), session=session_of(episode, later(by, days=days)))
    session_of(episode, later(by, days=1))
    session_of(episode, later(by, days=1, hours=1))
    cost()
    few = cost()
    for days in range(2, 15):
        session_of(episode, later(by, days=days))
        note_of(episode, later(by, days=days))
    assert cost() == few


def test_without_a_decision_the_page_says_who_decides(therapist, person):
    boss = AssignmentFactory(unit=responsible_body(), role=Role.SYSTEM_ADMINISTRATOR).user
    text = text_of(therapist, f"/rehab/person/{person.pk}/")
    assert "Det är inte bestämt var journalen förs" in text
    assert boss.name in text
    assert f"/rehab/person/{person.pk}/ny/" not in text
    answer = therapist.post(f"/rehab/person/{person.pk}/ny/", {"lives": "nearby"})
    assert answer["Location"] == f"/rehab/person/{person.pk}/"
    assert not Episode.objects.exists()


def test_a_period_is_opened_with_a_form_and_only_once(therapist, site, person):
    kept(site)
    url = f"/rehab/person/{person.pk}/ny/"
    assert url in text_of(therapist, f"/rehab/person/{person.pk}/")
    assert "Välj" in therapist.post(url, {"site": site.pk}).content.decode()
    answer = therapist.post(url, {"site": site.pk, "lives": Lives.NEARBY})
    made = Episode.objects.get()
    assert answer["Location"] == f"/rehab/{made.pk}/"
    again = therapist.post(url, {"site": site.pk, "lives": Lives.NEARBY})
    assert "redan en pågående rehabiliteringsperiod" in again.content.decode()
    assert url not in text_of(therapist, f"/rehab/person/{person.pk}/")


def test_the_way_there_stands_on_the_persons_page(therapist, person):
    assert f"/rehab/person/{person.pk}/" in text_of(therapist, f"/personer/{person.pk}/")


def test_what_is_blocked_is_only_said_to_exist(client, therapist, site, by, person):
    episode = episode_of(person, by)
    colleague = therapist_at(sister(site))
    person_at(colleague.assignment.unit)
    CareRelation.objects.create(person=person, unit=colleague.assignment.unit, purpose="training", starts=NOW.date())
    client.force_login(colleague.user)
    assert f"/rehab/{episode.pk}/" in text_of(client, f"/rehab/person/{person.pk}/")
    set_block(person=person, by=by)
    text = text_of(client, f"/rehab/person/{person.pk}/")
    assert "Spärrade uppgifter finns" in text
    assert f"/rehab/{episode.pk}/" not in text
    assert by.user.name not in text
    assert client.get(f"/rehab/{episode.pk}/").status_code == 403


PAGES = ["", "lamna-over/", "avsluta/", "journalfort/", "mal/"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", [Role.CARE_STAFF, Role.UNIT_MANAGER, Role.AREA_MANAGER, Role.NEEDS_ASSESSOR])
def test_who_keeps_no_journal_opens_no_page(client, site, by, person, page, role):
    episode = episode_of(person, by)
    client.force_login(actor_at(site, role, at=NOW).user)
    for url in (f"/rehab/{episode.pk}/{page}", f"/rehab/person/{person.pk}/", "/rehab/"):
        assert client.get(url).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_a_period_of_others_does_not_exist(client, site, by, person, page):
    episode = episode_of(person, by)
    for unit in (sister(site), SiteFactory()):
        client.force_login(therapist_at(unit).user)
        assert client.get(f"/rehab/{episode.pk}/{page}").status_code == 404


def test_whose_assignment_has_ended_opens_nothing(therapist, by, person):
    episode = episode_of(person, by)
    assert therapist.get(f"/rehab/{episode.pk}/").status_code == 200
    Assignment.objects.filter(pk=by.assignment.pk).update(ends=NOW.date() - timedelta(days=1))
    assert therapist.get(f"/rehab/{episode.pk}/").status_code in (403, 404)


def test_the_reading_is_written_down_before_anything_is_told(therapist, by, person, monkeypatch):
    episode = episode_of(person, by)
    text_of(therapist, f"/rehab/{episode.pk}/")
    assert AuditEntry.objects.filter(verb="training.episode_read", category="read").count() == 1

    def fails(*_args):
        raise RuntimeError("no log")

    monkeypatch.setattr("livskraft.access.audit._insert", fails)
    with pytest.raises(RuntimeError):
        therapist.get(f"/rehab/{episode.pk}/")


def test_the_responsibility_is_handed_over_and_who_is_late_sees_both(therapist, site, by, person):
    episode = episode_of(person, by)
    one, other = (AssignmentFactory(unit=site, role=Role.OCCUPATIONAL_THERAPIST).user for _ in range(2))
    url = f"/rehab/{episode.pk}/lamna-over/"
    text = text_of(therapist, url)
    assert one.name in text
    assert therapist.post(url, {"to": one.pk, "version": 1}).status_code == 302
    answer = therapist.post(url, {"to": other.pk, "version": 1})
    assert answer.status_code == 409
    assert one.name in answer.content.decode()
    episode.refresh_from_db()
    assert episode.therapist == one
