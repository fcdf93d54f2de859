"""Does what goes on end when somebody is handed over, and can nothing that is not journalled be left unseen?"""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.periods import Period
from livskraft.kit.tests.at_once import at_once
from livskraft.modules.training.actions.drafts import discard_draft
from livskraft.modules.training.actions.elsewhere import note_elsewhere
from livskraft.modules.training.actions.measurements import ask_by_link
from livskraft.modules.training.actions.notes import correct, sign
from livskraft.modules.training.actions.rehab_sessions import Trained, record_session
from livskraft.modules.training.models import Draft, Episode, Programme, RehabProgramme, RehabSession
from livskraft.modules.training.queries.bridge import crossings
from livskraft.modules.training.queries.parting import left
from livskraft.modules.training.rules.vocabulary import NoIntroduction, NoteKind
from livskraft.modules.training.tests.factories import episode_of, later, therapist_at
from livskraft.modules.training.tests.notes import draft_of, note_of
from livskraft.modules.training.tests.plans import programme_of as own_programme
from livskraft.modules.training.tests.rehab import programme_of, session_of
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import ContractFactory, SiteFactory, UnitFactory
from livskraft.people.actions.handovers import hand_over, hand_over_many
from livskraft.people.actions.merging import merge
from livskraft.people.holdings import Left
from livskraft.people.models import Handover, Person
from livskraft.people.tests.factories import NOW, person_at
from livskraft.questionnaires.models import AnswerLink
from livskraft.questionnaires.rules.library import library

pytestmark = pytest.mark.django_db
TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def receiver():
    return SiteFactory()


@pytest.fixture
def by(site):
    return therapist_at(site)


@pytest.fixture
def manager(site):
    return actor_at(site, at=TOMORROW)


@pytest.fixture
def person(site):
    return person_at(site, "Kanariefågel")


def hand(person, to, by, **more):
    return hand_over(person=person, to_unit=to, reason="Har flyttat", on=by.today, by=by, **more)


def changes_caregiver(site, on):
    """From `on` the site's part of the area has another provider."""
    held = site.parent.contracts.get()
    held.ends = on
    held.save()
    new = UnitFactory(kind=UnitKind.PROVIDER, parent=held.provider.parent)
    ContractFactory(area_part=site.parent, provider=new, starts=on)


def test_the_period_and_its_programme_end_with_a_reason_of_their_own(by, person, receiver, manager):
    episode = episode_of(person, by)
    programme = programme_of(episode, by, "Tåhävning")
    hand(person, receiver, manager)
    episode.refresh_from_db()
    assert (episode.closed_at, episode.closed_on) == (manager.at, manager.today)
    assert episode.not_introduced == NoIntroduction.HANDED_OVER
    assert RehabProgramme.objects.get(pk=programme.pk).ended_at == manager.at
    entry = AuditEntry.objects.get(verb="training.episode_ended_by_handover")
    assert entry.objects_touched == [f"training.episode:{episode.pk}", f"people.person:{person.pk}"]


def test_who_takes_over_opens_a_period_of_their_own(by, person, receiver, manager):
    old = episode_of(person, by)
    hand(person, receiver, manager)
    theirs = later(therapist_at(receiver), days=1)
    person.refresh_from_db()
    new = episode_of(person, theirs)
    assert list(Episode.objects.visible_to(theirs)) == [new]
    assert new.keeper_id != old.keeper_id


def a_session(episode, by):
    return session_of(episode, by)


def a_draft(episode, by):
    return draft_of(episode, by, NoteKind.CONTACT)


def a_correction(episode, by):
    return correct(note=note_of(episode, by, NoteKind.CONTACT), why="Fel sida.", by=by)


@pytest.mark.parametrize("owed", [a_session, a_draft, a_correction])
def test_it_is_refused_until_everything_is_journalled_and_says_neither_whom_nor_what(
    by, person, receiver, manager, owed
):
    episode = episode_of(person, by)
    made = owed(episode, by)
    with pytest.raises(Refused) as refused:
        hand(person, receiver, manager)
    assert "fysioterapeuten eller arbetsterapeuten" in refused.value.message
    assert not any(word in refused.value.message.lower() for word in ("rehab", "journal", "patient", "pass"))
    episode.refresh_from_db()
    assert episode.closed_at is None
    assert not Handover.objects.exists()
    if isinstance(made, RehabSession):
        note_of(episode, by, session=made)
    else:
        sign(draft=made, by=by)
    hand(person, receiver, manager)
    episode.refresh_from_db()
    assert episode.closed_at


def test_a_correction_of_what_was_closed_is_waited_for_too(by, person, receiver, manager):
    episode = episode_of(person, by)
    draft = correct(note=note_of(episode, by, NoteKind.CONTACT), why="Fel sida.", by=by)
    Episode.objects.update(closed_at=by.at, closed_on=by.today, not_introduced=NoIntroduction.OTHER)
    with pytest.raises(Refused):
        hand(person, receiver, manager)
    discard_draft(draft=draft, by=by)
    hand(person, receiver, manager)
    episode.refresh_from_db()
    assert episode.not_introduced == NoIntroduction.OTHER


def test_a_session_is_waited_for_where_the_journal_is_kept_elsewhere(by, person, receiver, manager):
    episode = episode_of(person, by, elsewhere="Journalsystem A")
    session_of(episode, by)
    with pytest.raises(Refused):
        hand(person, receiver, manager)
    note_elsewhere(episode=episode, kind=NoteKind.SESSION, on=by.today, who=by.user, by=by)
    hand(person, receiver, manager)
    assert Episode.objects.get().not_introduced == NoIntroduction.HANDED_OVER


def test_what_stands_under_the_name_of_before_a_merge_ends_and_is_waited_for(by, person, site, receiver, manager):
    turned_out = person_at(site, "Bo")
    episode = episode_of(person, by)
    draft = a_draft(episode, by)
    merge(kept=turned_out, gone=person, by=manager)
    with pytest.raises(Refused):
        hand(turned_out, receiver, manager)
    sign(draft=draft, by=by)
    hand(turned_out, receiver, manager)
    episode.refresh_from_db()
    assert episode.closed_at


def test_others_and_other_caregivers_go_on(by, person, site, receiver, manager):
    stays = episode_of(person_at(site, "Bo"), by)
    theirs = therapist_at(receiver)
    elsewhere = episode_of(person_at(receiver, "Ann"), theirs)
    hand(person, receiver, manager)
    assert set(Episode.objects.open()) == {stays, elsewhere}


def test_a_draft_of_the_caregiver_before_does_not_stop_the_next_handover(by, person, site, receiver, manager):
    a_draft(episode_of(person, by), by)
    changes_caregiver(site, manager.today)
    hand_over_many(persons=[person.pk], reason="Dnr 1", on=manager.today, by=manager)
    person.refresh_from_db()
    assert left([person.pk]) == Left.NOTHING
    after = actor_at(site, at=TOMORROW + timedelta(days=1))
    hand(person, receiver, after)
    assert Handover.objects.count() == 2


def test_only_who_may_hand_over_ends_anything_and_a_stale_page_ends_nothing(by, person, site, receiver, manager):
    episode_of(person, by)
    for who in (by, actor_at(site, Role.CARE_STAFF, at=TOMORROW), actor_at(receiver, at=TOMORROW)):
        with pytest.raises(PermissionDenied):
            hand(person, receiver, who)
    with pytest.raises(Conflict):
        hand(person, receiver, manager, version=person.version + 1)
    assert Episode.objects.open().count() == 1


def test_of_whom_a_caregiver_before_left_all_ends_and_what_was_not_finished_is_kept_and_logged(
    by, person, site, manager
):
    other = person_at(site, "Bo")
    unfinished, finished = episode_of(person, by), episode_of(other, by)
    session, draft = session_of(unfinished, by), a_draft(unfinished, by)
    changes_caregiver(site, manager.today)
    hand_over_many(persons=[person.pk, other.pk], reason="Dnr 1", on=manager.today, by=manager)
    assert set(Episode.objects.values_list("not_introduced", flat=True)) == {NoIntroduction.HANDED_OVER}
    assert not Episode.objects.open().exists()
    assert Draft.objects.get() == draft
    assert RehabSession.objects.get() == session
    logged = dict(
        AuditEntry.objects.filter(verb__startswith="training.episode_").values_list("verb", "objects_touched")
    )
    assert f"training.episode:{unfinished.pk}" in logged["training.episode_left_unfinished"]
    assert f"training.episode:{finished.pk}" in logged["training.episode_ended_by_handover"]


def test_a_programme_in_friskvard_ends_with_its_place_and_goes_on_where_the_place_follows(
    by, person, site, receiver, manager
):
    moves, stays = own_programme(person, by), own_programme(person_at(site, "Bo"), by)
    hand(person, receiver, manager)
    changes_caregiver(site, manager.today + timedelta(days=1))
    after = actor_at(site, at=TOMORROW + timedelta(days=1))
    hand_over_many(persons=[stays.person_id], reason="Dnr 1", on=after.today, by=after)
    assert list(Programme.objects.open()) == [stays]
    moves.refresh_from_db()
    assert moves.ended_at == manager.at
    assert AuditEntry.objects.filter(verb="training.programme_ended").count() == 1


def test_what_was_asked_by_a_link_in_friskvard_is_asked_no_more(by, person, site, receiver, manager):
    theirs, others = (
        ask_by_link(person=each, unit=by.assignment.unit, instrument=library()["who5:1"], token=each.given_name, by=by)
        for each in (person, person_at(site, "Bo"))
    )
    hand(person, receiver, manager)
    assert list(AnswerLink.objects.open_at(manager.at)) == [others]
    theirs.refresh_from_db()
    assert theirs.revoked_at == manager.at


def test_who_was_handed_over_is_no_failed_way_to_friskvard(by, person, site, receiver, manager):
    episode_of(person, by)
    hand(person, receiver, manager)
    period = Period(manager.today, manager.today + timedelta(days=31))
    later_on = Period(period.starts + timedelta(days=30), period.ends + timedelta(days=30))
    assert crossings(Unit.objects.all(), later_on) == {}
    Episode.objects.update(not_introduced=NoIntroduction.OTHER)
    assert crossings(Unit.objects.all(), later_on) == {site.pk: (0, 1)}


def test_the_manager_is_told_before_without_learning_of_what(client, by, person, site):
    client.force_login(actor_at(site).user)
    address = f"/personer/{person.pk}/lamna-over/"
    assert "fysioterapeuten" not in client.get(address).content.decode()
    episode = episode_of(person, by)
    text = client.get(address).content.decode()
    assert "har på gång avslutas" in text
    session_of(episode, by)
    text = client.get(address).content.decode()
    assert "är inte färdigt" in text
    assert "ehabilitering" not in text.partition("<main")[2].partition("</main")[0]


@pytest.mark.django_db(transaction=True)
def test_who_writes_a_session_while_the_patient_is_handed_over_is_first_or_is_told(by, person, site, receiver):
    now = therapist_at(site)
    manager = actor_at(site, at=now.at)
    episode = episode_of(person, now)
    ended = at_once(
        [
            lambda: hand(person, receiver, manager),
            lambda: record_session(episode=episode, trained=Trained(now.today, site), by=now),
        ]
    )
    assert len([each for each in ended if each is None]) == 1
    assert {*ended} <= {None, Refused, PermissionDenied}
    episode.refresh_from_db()
    assert bool(episode.closed_at) is not RehabSession.objects.exists()
    assert Person.objects.get(pk=person.pk).keeper_id == (
        episode.keeper_id if RehabSession.objects.exists() else Handover.objects.get().to_keeper_id
    )


def test_the_manager_who_takes_over_is_asked_to_tell_the_caregiver_before(client, by, person, site):
    episode = episode_of(person, by)
    changes_caregiver(site, timezone.localdate())
    client.force_login(actor_at(site).user)
    given = {"persons": [person.pk], "on": timezone.localdate().isoformat(), "reason": "Dnr 1"}
    sure = client.post("/personer/overlamning/", given).content.decode()
    assert "Lämna över 1 person" in sure
    assert "inte gjorde färdigt" not in sure
    Draft.objects.create(
        episode=episode, person=person, author=by.user, kind="contact", happened_at=NOW, happened_on=NOW, begun_at=NOW
    )
    sure = client.post("/personer/overlamning/", given).content.decode()
    assert "inte gjorde färdigt avslutas som det är" in sure
    assert client.post("/personer/overlamning/", given | {"confirm": "1"}).status_code == 302
    assert not Episode.objects.open().exists()
