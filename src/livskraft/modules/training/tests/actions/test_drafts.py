"""Is a note written on by its author only, with nothing lost, cut off or written over?"""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Gone, Refused
from livskraft.modules.training.actions.drafts import (
    Written,
    begin_draft,
    discard_draft,
    parts_in,
    save_draft,
)
from livskraft.modules.training.models import Code, CodeList, Draft, RehabSession
from livskraft.modules.training.rules.notes import LONGEST_PART, MOST_CODES
from livskraft.modules.training.rules.vocabulary import NoteKind
from livskraft.modules.training.tests.factories import episode_of, later, therapist_at
from livskraft.modules.training.tests.notes import draft_of
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.tests.factories import NOW, person_at, protected, sister

pytestmark = pytest.mark.django_db
AN_HOUR = timedelta(hours=1)


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def opened(site):
    return therapist_at(site)


@pytest.fixture
def by(opened):
    return later(opened, days=3)


@pytest.fixture
def episode(site, opened):
    return episode_of(person_at(site), opened)


@pytest.fixture
def codes():
    made = CodeList.objects.create(name="KVÅ", starts=NOW.date(), source="Prov", loaded_at=NOW)
    for number in range(MOST_CODES + 1):
        Code.objects.create(list=made, code=f"QV{number:03}", text=f"Åtgärd {number}", search_key="")


def begun(episode, by, **more):
    return begin_draft(
        **{"episode": episode, "kind": NoteKind.SESSION, "happened_at": by.at - AN_HOUR, "by": by} | more
    )


def written(draft, **parts):
    return Written(draft.happened_at, parts)


def session_of(episode, on):
    return RehabSession.objects.create(
        episode=episode, person=episode.person, unit=episode.unit, site=episode.site, on=on, noted_at=NOW
    )


def test_it_is_begun_empty_by_its_author_and_logged(episode, by):
    draft = begun(episode, by)
    assert (draft.author, draft.person_id, draft.begun_at, parts_in(draft)) == (by.user, episode.person_id, by.at, {})
    assert draft.happened_on == by.today
    assert AuditEntry.objects.filter(verb="training.draft_begun").count() == 1


def test_the_same_press_twice_is_one_draft_and_another_kind_or_later_is_another(episode, by):
    first = begun(episode, by)
    assert begun(episode, by) == first
    assert begun(episode, by, kind=NoteKind.CONTACT) != first
    assert begun(episode, later(by, minutes=2), happened_at=first.happened_at) != first
    assert Draft.objects.count() == 3


def test_one_session_has_one_draft_by_an_author(episode, by, opened, site):
    session = session_of(episode, by.today)
    first = begun(episode, by, session=session)
    assert begun(episode, later(by, hours=5), session=session) == first
    with pytest.raises(Refused, match="en annan dag"):
        begun(episode, later(by, days=1), session=session_of(episode, by.today))


@pytest.mark.parametrize(
    ("happened", "refused"),
    [
        (timedelta(seconds=1), "en tid som har varit"),
        (-timedelta(days=4), "i perioden"),
    ],
)
def test_it_is_about_what_has_been_within_the_period(episode, by, happened, refused):
    with pytest.raises(Refused, match=refused):
        begun(episode, by, happened_at=by.at + happened)
    draft = begun(episode, by, happened_at=by.at)
    with pytest.raises(Refused, match=refused):
        save_draft(draft=draft, written=Written(by.at + happened, {}), by=by)


def test_the_day_when_the_period_was_opened_is_in_it(episode, by):
    assert begun(episode, by, happened_at=by.at - timedelta(days=3, hours=8)).happened_on == episode.opened_on


def test_a_night_when_the_clock_is_turned_has_its_own_day(site, opened):
    night = later(opened, days=283, hours=20)
    episode = episode_of(person_at(site, until=None), opened)
    moment = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert night.at > moment
    assert begun(episode, night, happened_at=moment).happened_on.isoformat() == "2026-10-25"
    assert begun(episode, night, happened_at=moment - AN_HOUR * 3).happened_on.isoformat() == "2026-10-24"


def test_nothing_is_written_where_the_journal_is_elsewhere(site, opened):
    episode = episode_of(person_at(site), opened, elsewhere="Cosmic")
    with pytest.raises(Refused, match="Cosmic"):
        begun(episode, later(opened, days=1))


def test_nothing_is_begun_when_the_period_is_closed(episode, by):
    type(episode).objects.update(closed_at=by.at, closed_on=by.today, not_introduced="declined")
    with pytest.raises(Refused, match="avslutad"):
        begun(episode, by)


def test_what_is_written_is_kept_and_read_back_and_logged_without_its_words(episode, by):
    draft = begun(episode, by)
    saved = save_draft(
        draft=draft, written=written(draft, measures=" Gick 10 m.\r\nVilade.\u202e ", plan=""), version=1, by=by
    )
    saved.refresh_from_db()
    assert (parts_in(saved), saved.version) == ({"measures": "Gick 10 m.\nVilade."}, 2)
    entry = AuditEntry.objects.get(verb="training.draft_saved")
    assert entry.field_names == ["parts"]
    assert "Gick" not in str(entry.__dict__)


def test_saving_what_is_saved_changes_nothing(episode, by):
    draft = draft_of(episode, by)
    version = draft.version
    assert save_draft(draft=draft, written=Written(draft.happened_at, parts_in(draft)), by=by).version == version
    draft.refresh_from_db()
    assert draft.version == version


def test_of_two_windows_the_second_is_told(episode, by):
    draft = begun(episode, by)
    save_draft(draft=draft, written=written(draft, measures="Ett"), version=1, by=by)
    with pytest.raises(Conflict):
        save_draft(draft=draft, written=written(draft, measures="Två"), version=1, by=by)
    draft.refresh_from_db()
    assert parts_in(draft) == {"measures": "Ett"}


def test_a_part_may_be_as_long_as_it_may_and_no_letter_longer(episode, by):
    draft = begun(episode, by)
    save_draft(draft=draft, written=written(draft, measures="å" * LONGEST_PART), by=by)
    with pytest.raises(Refused, match=r"20001 tecken, och här ryms 20000") as refused:
        save_draft(draft=draft, written=written(draft, measures="å" * (LONGEST_PART + 1)), by=by)
    assert refused.value.field == "measures"
    with pytest.raises(Refused):
        save_draft(draft=draft, written=written(draft, measures="å" * 1_000_000), by=by)
    draft.refresh_from_db()
    assert len(parts_in(draft)["measures"]) == LONGEST_PART


def test_only_codes_of_the_list_in_force_and_not_too_many(episode, by, codes):
    draft = begun(episode, by)
    saved = save_draft(draft=draft, written=Written(draft.happened_at, {}, ["QV002", "QV001", "QV002"]), by=by)
    assert saved.codes == ["QV001", "QV002"]
    for wrong, told in ((["QV001", "XX999"], "XX999"), ([f"QV{number:03}" for number in range(21)], "högst 20")):
        with pytest.raises(Refused, match=told):
            save_draft(draft=draft, written=Written(draft.happened_at, {}, wrong), by=by)


def test_nobody_writes_on_or_throws_away_what_somebody_else_has_written(episode, by, site):
    draft = draft_of(episode, by)
    colleague = later(therapist_at(site), days=3)
    with pytest.raises(PermissionDenied):
        save_draft(draft=draft, written=written(draft), by=colleague)
    with pytest.raises(PermissionDenied):
        discard_draft(draft=draft, by=colleague)
    # Said to be one's own, it is still somebody else's.
    draft.author = colleague.user
    with pytest.raises(PermissionDenied):
        save_draft(draft=draft, written=written(draft, measures="Mitt"), by=colleague)


def test_a_draft_is_thrown_away_once_and_cannot_be_saved_then(episode, by):
    draft = draft_of(episode, by)
    discard_draft(draft=draft, by=by)
    discard_draft(draft=Draft(pk=99, episode=episode, author=by.user), by=by)
    assert AuditEntry.objects.filter(verb="training.draft_discarded").count() == 1
    with pytest.raises(Gone):
        save_draft(draft=Draft(pk=99, episode=episode, author=by.user), written=Written(by.at, {}), by=by)


def test_only_therapists_who_may_see_the_patient_write(episode, by, site):
    for who in (
        actor_at(site, Role.CARE_STAFF, at=by.at),
        actor_at(site, Role.UNIT_MANAGER, at=by.at),
        actor_at(SiteFactory(), Role.PHYSIOTHERAPIST, at=by.at),
        actor_at(sister(site), Role.PHYSIOTHERAPIST, at=by.at),
    ):
        with pytest.raises(PermissionDenied):
            begun(episode, who)
    protected(episode.person)
    with pytest.raises(PermissionDenied):
        begun(episode, by)


def test_whose_assignment_has_ended_writes_nothing(episode, by):
    draft = draft_of(episode, by)
    by.assignment.ends = by.today - timedelta(days=1)
    by.assignment.save()
    after = later(by, minutes=1)
    with pytest.raises(PermissionDenied):
        save_draft(draft=draft, written=written(draft, measures="Mer"), by=after)
