"""Is a session written down on a phone with last time's values there, and told as not journalled until it is?"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from livskraft.modules.training.actions.elsewhere import note_elsewhere
from livskraft.modules.training.actions.rehab_sessions import Trained, change_session
from livskraft.modules.training.models import Block, Draft, Episode, RehabSession
from livskraft.modules.training.queries.plans import done_in
from livskraft.modules.training.rules.programmes import Done
from livskraft.modules.training.rules.vocabulary import NoIntroduction, NoteKind
from livskraft.modules.training.tests.factories import episode_of, later, therapist_at
from livskraft.modules.training.tests.notes import note_of
from livskraft.modules.training.tests.rehab import programme_of, session_of
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
def episode(site, by):
    return episode_of(person_at(site), by)


@pytest.fixture
def therapist(client, by):
    client.force_login(by.user)
    return client


def sent(episode, **more):
    return {"on": str(timezone.localdate()), "site": episode.site_id} | more


def page(client, episode):
    return client.get(f"/rehab/{episode.pk}/").content.decode()


def test_last_time_s_values_are_there_and_what_is_ticked_is_kept(therapist, by, episode):
    programme = programme_of(episode, by, "Tåhävning", "Uppresning", remark="Håll i barren")
    first, second = programme.doses.all()
    session_of(episode, by, programme, sets=5)
    text = therapist.get(f"/rehab/{episode.pk}/pass/").content.decode()
    assert f'name="sets_{first.pk}" value="5"' in text
    assert "Håll i barren" in text
    answer = therapist.post(
        f"/rehab/{episode.pk}/pass/",
        sent(
            episode,
            **{
                "dose": [first.pk, second.pk],
                f"done_{first.pk}": "on",
                f"sets_{first.pk}": 4,
                f"repetitions_{first.pk}": 9,
                f"sets_{second.pk}": 5,
                f"repetitions_{second.pk}": 10,
            },
        ),
    )
    assert answer.status_code == 302
    assert done_in(RehabSession.objects.first()) == {first.pk: Done(4, 9)}


def test_values_out_of_the_possible_are_told_by_the_name_of_the_exercise_and_nothing_is_lost(therapist, by, episode):
    dose = programme_of(episode, by, "Tåhävning").doses.get()
    values = {f"done_{dose.pk}": "on", f"sets_{dose.pk}": 99, f"repetitions_{dose.pk}": 9}
    text = therapist.post(f"/rehab/{episode.pk}/pass/", sent(episode, **values)).content.decode()
    assert "Tåhävning, Omgångar" in text
    assert 'value="99"' in text
    wrong_day = therapist.post(f"/rehab/{episode.pk}/pass/", {"on": "2020-01-01", "site": episode.site_id})
    assert "Välj en dag i perioden" in wrong_day.content.decode()
    assert not RehabSession.objects.exists()


def test_a_session_without_a_note_says_so_and_leads_to_writing_one(therapist, by, episode):
    soon = later(by, hours=2)
    kept = session_of(episode, soon)
    assert "Inte journalfört" in page(therapist, episode)
    assert f"?pass={kept.pk}" in page(therapist, episode)
    note_of(episode, soon, session=kept)
    text = page(therapist, episode)
    assert "Inte journalfört" not in text
    assert f"/rehab/pass/{kept.pk}/" not in text


def test_where_the_journal_is_elsewhere_only_day_and_place_are_asked(therapist, site, by):
    episode = episode_of(person_at(site, "Bo"), by, elsewhere="Lifecare")
    text = therapist.get(f"/rehab/{episode.pk}/pass/").content.decode()
    assert "Lifecare" in text
    assert "sets_" not in text
    assert therapist.post(f"/rehab/{episode.pk}/pass/", sent(episode)).status_code == 302
    kept = RehabSession.objects.get()
    assert f"/rehab/{episode.pk}/journalfort/" in page(therapist, episode)
    then = later(by, days=300)
    RehabSession.objects.filter(pk=kept.pk).update(on=by.today)
    note_elsewhere(episode=episode, kind=NoteKind.SESSION, on=by.today, who=by.user, sessions=[kept.pk], by=then)
    assert "Inte journalfört" not in page(therapist, episode)


def test_the_second_of_two_sees_what_the_first_wrote_and_can_save_their_own(therapist, by, episode):
    dose = programme_of(episode, by, "Tåhävning").doses.get()
    kept = session_of(episode, by)
    kept = RehabSession.objects.get(pk=kept.pk)
    change_session(
        session=kept, trained=Trained(by.today, sister(episode.site), {dose.pk: Done(7, 7)}), version=1, by=by
    )
    values = {"on": str(by.today), "site": episode.site_id, f"done_{dose.pk}": "on", "dose": dose.pk}
    values |= {f"sets_{dose.pk}": 2, f"repetitions_{dose.pk}": 3, "version": 1}
    answer = therapist.post(f"/rehab/pass/{kept.pk}/", values)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "7 omgångar med 7 gånger" in text
    assert "2 omgångar med 3 gånger" in text
    assert therapist.post(f"/rehab/pass/{kept.pk}/", values | {"version": 2}).status_code == 302
    assert done_in(kept) == {dose.pk: Done(2, 3)}


def test_it_is_removed_after_a_question_and_what_is_journalled_stays(therapist, by, episode):
    soon = later(by, hours=2)
    kept, other = session_of(episode, by), session_of(episode, soon)
    assert therapist.get(f"/rehab/pass/{kept.pk}/ta-bort/").status_code == 405
    note_of(episode, soon, session=other)
    for each in (kept, other):
        assert therapist.post(f"/rehab/pass/{each.pk}/ta-bort/").status_code == 302
    assert list(RehabSession.objects.all()) == [other]
    assert therapist.get(f"/rehab/pass/{other.pk}/").status_code == 302


def test_a_closed_period_offers_no_session(therapist, episode):
    Episode.objects.filter(pk=episode.pk).update(
        closed_at=NOW, closed_on=NOW.date(), not_introduced=NoIntroduction.DECLINED
    )
    assert f"/rehab/{episode.pk}/pass/" not in page(therapist, episode)
    assert therapist.get(f"/rehab/{episode.pk}/pass/").status_code == 302


def test_nobody_else_reads_it(client, site, by, episode):
    kept = session_of(episode, by)
    addresses = [f"/rehab/{episode.pk}/pass/", f"/rehab/pass/{kept.pk}/"]
    other = therapist_at(sister(site))
    for stranger in (other, therapist_at(SiteFactory())):
        client.force_login(stranger.user)
        assert {client.get(address).status_code for address in addresses} == {404}
    CareRelation.objects.create(
        person=episode.person, unit=other.assignment.unit, purpose=Purpose.TRAINING, starts=NOW.date()
    )
    client.force_login(other.user)
    assert {client.get(address).status_code for address in addresses} == {200}
    Block.objects.create(person=episode.person, keeper=episode.keeper, unit=site, set_at=NOW)
    assert {client.get(address).status_code for address in addresses} == {403}
    protected(episode.person)
    client.force_login(by.user)
    assert {client.get(address).status_code for address in addresses} == {404}


def test_it_costs_the_same_for_one_and_for_many(therapist, by, episode):
    def cost(address):
        therapist.get(address)
        with CaptureQueriesContext(connection) as captured:
            therapist.get(address)
        return len(captured)

    addresses = [f"/rehab/{episode.pk}/pass/", f"/rehab/{episode.pk}/"]
    programme = programme_of(episode, by, "Tåhävning")
    session_of(episode, by, programme)
    one = [cost(address) for address in addresses]
    for hour in range(1, 20):
        session_of(episode, later(by, hours=hour), programme)
    assert [cost(address) for address in addresses] == one


def test_one_goes_straight_from_the_session_to_its_note(therapist, by, episode):
    note_of(episode, by, NoteKind.BEGINNING)
    dose = programme_of(episode, by, "Tåhävning").doses.get()
    values = {"do": "note", "dose": dose.pk, f"done_{dose.pk}": "on", f"sets_{dose.pk}": 4, f"repetitions_{dose.pk}": 9}
    answers = [therapist.post(f"/rehab/{episode.pk}/pass/", sent(episode, **values)) for _press in range(2)]
    session, draft = RehabSession.objects.get(), Draft.objects.get()
    assert {answer.url for answer in answers} == {draft.get_absolute_url()}
    assert done_in(session) == {dose.pk: Done(4, 9)}
    assert (draft.session, draft.kind, draft.happened_on) == (session, NoteKind.SESSION, session.on)
    text = therapist.get(draft.get_absolute_url()).content.decode()
    assert "Passet är sparat" in text
    therapist.post(
        draft.get_absolute_url(),
        {"do": "sign", "version": 1, "on": str(session.on), "at": "00:00", "measures": "Tåhävning"},
    )
    therapist.post(f"/rehab/utkast/{draft.pk}/signera/", {"version": 2})
    session.refresh_from_db()
    assert session.note is not None


def test_the_first_session_leads_to_the_beginning_and_an_earlier_one_to_a_note_of_its_day(therapist, by, episode):
    therapist.post(f"/rehab/{episode.pk}/pass/", sent(episode, on=str(episode.opened_on), do="note"))
    first = Draft.objects.get()
    assert (first.kind, first.happened_on) == (NoteKind.BEGINNING, episode.opened_on)
    therapist.post(f"/rehab/{episode.pk}/pass/", sent(episode, do="note"))
    assert Draft.objects.filter(kind=NoteKind.SESSION).count() == 1


def test_where_the_journal_is_elsewhere_one_goes_on_to_say_that_it_is_written_there(therapist, site, by):
    episode = episode_of(person_at(site, "Bo"), by, elsewhere="Lifecare")
    answer = therapist.post(f"/rehab/{episode.pk}/pass/", sent(episode, do="note"))
    assert answer.url == f"/rehab/{episode.pk}/journalfort/"
    assert RehabSession.objects.count() == 1
    assert not Draft.objects.exists()


def test_the_latest_sessions_are_read_at_once_and_what_is_not_journalled_is_never_folded(therapist, by, site, episode):
    note = note_of(episode, by)
    days = [by.today + timedelta(days=number) for number in range(8)]
    for day in days:
        RehabSession.objects.create(
            episode=episode, person=episode.person, unit=site, site=site, on=day, note=note, noted_at=by.at
        )
    text = page(therapist, episode)
    assert "3 tidigare pass" in text
    # The longest part stands last, and a list at the top leads to each.
    for part in ("mal", "pass", "matningar", "anteckningar"):
        assert text.index(f'href="#{part}"') < text.index(f'id="{part}"')
    assert text.index('id="pass"') < text.index("3 tidigare pass") < text.index('id="anteckningar"')
    assert "fler pass" not in text
    RehabSession.objects.update(note=None)
    assert "tidigare pass" not in page(therapist, episode)
    assert page(therapist, episode).count("Inte journalfört") == 8


def test_that_there_are_more_sessions_than_are_listed_is_told(therapist, by, site, episode):
    note = note_of(episode, by)
    for number in range(21):
        on = by.today + timedelta(days=number)
        RehabSession.objects.create(
            episode=episode, person=episode.person, unit=site, site=site, on=on, note=note, noted_at=by.at
        )
    text = page(therapist, episode)
    assert "15 tidigare pass" in text
    assert "Det finns fler pass, som inte visas här." in text


def test_one_press_ticks_everything_also_here(therapist, by, episode):
    programme = programme_of(episode, by, "Tåhävning", "Uppresning")
    text = therapist.post(f"/rehab/{episode.pk}/pass/", sent(episode, do="all")).content.decode()
    assert text.count(" checked") == programme.doses.count() == 2
    assert "Allt som kan göras är ikryssat" in text
    assert not RehabSession.objects.exists()
