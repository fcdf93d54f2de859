"""Is a note signed once, by its author, complete and for ever, and is what is wrong put right beside it?"""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.actor import Actor, system_actor
from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.tests.at_once import at_once
from livskraft.modules.training.actions.drafts import Written, parts_in, save_draft
from livskraft.modules.training.actions.notes import (
    LONGEST_OBJECTION,
    correct,
    disclose,
    object_to,
    sign,
    take_in_unsigned,
)
from livskraft.modules.training.models import (
    Block,
    Code,
    CodeList,
    Disclosure,
    Draft,
    Note,
    NoteCode,
    Objection,
    RehabSession,
)
from livskraft.modules.training.queries.notes import drafts_of, told
from livskraft.modules.training.rules.vocabulary import NoteKind
from livskraft.modules.training.tests.factories import episode_of, later, therapist_at
from livskraft.modules.training.tests.notes import corrected, draft_of, filled, note_of
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions.merging import merge
from livskraft.people.models import CareRelation
from livskraft.people.tests.factories import NOW, person_at, protected, sister

pytestmark = pytest.mark.django_db


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
def colleague(site, by):
    return later(therapist_at(site, Role.OCCUPATIONAL_THERAPIST), days=3)


@pytest.fixture
def codes():
    made = CodeList.objects.create(name="KVÅ", starts=NOW.date(), source="Prov", loaded_at=NOW)
    Code.objects.create(list=made, code="QV001", text="Träning av gång", search_key="")
    return made


def closed(episode, by):
    type(episode).objects.update(closed_at=by.at, closed_on=by.today, not_introduced="declined")


def blocked(episode):
    Block.objects.create(person=episode.person, keeper=episode.keeper, unit=episode.unit, set_at=NOW)


def session_of(episode, on):
    return RehabSession.objects.create(
        episode=episode, person=episode.person, unit=episode.unit, site=episode.site, on=on, noted_at=NOW
    )


@pytest.mark.parametrize("kind", NoteKind)
def test_it_is_signed_as_it_stands_under_the_name_and_title_of_that_day(episode, by, codes, kind):
    draft = draft_of(episode, by, kind, codes=("QV001",))
    signed = sign(draft=draft, version=draft.version, by=later(by, minutes=10))
    signed.refresh_from_db()
    name = by.user.name
    by.user.name = "Någon annan"
    by.user.save()
    codes.delete()
    signed.refresh_from_db()
    assert parts_in(signed) == filled(kind)
    assert (signed.kind, signed.author_name, signed.profession) == (kind, name, "Fysioterapeut")
    assert (signed.begun_at, signed.signed_at) == (draft.begun_at, by.at + timedelta(minutes=10))
    assert (signed.happened_at, signed.happened_on) == (draft.happened_at, draft.happened_on)
    assert [(row.code, row.text) for row in NoteCode.objects.filter(note=signed)] == [("QV001", "Träning av gång")]
    assert not Draft.objects.exists()
    assert AuditEntry.objects.filter(verb="training.note_signed").count() == 1


@pytest.mark.parametrize("kind", NoteKind)
def test_what_is_missing_is_named_and_nothing_is_signed(episode, by, kind):
    draft = draft_of(episode, by, kind, parts={})
    with pytest.raises(Refused, match="saknas"):
        sign(draft=draft, by=by)
    for heading in filled(kind):
        save_draft(draft=draft, written=Written(draft.happened_at, filled(kind) | {heading: "  "}), by=by)
        with pytest.raises(Refused) as refused:
            sign(draft=draft, by=by)
        assert refused.value.field == heading
    assert not Note.objects.exists()


def test_signing_twice_gives_the_same_note(episode, by):
    draft, other = draft_of(episode, by), draft_of(episode, later(by, minutes=5), NoteKind.CONTACT)
    note = sign(draft=draft, by=by)
    stale = Draft(pk=999, episode=episode, author=by.user, kind=draft.kind, begun_at=draft.begun_at)
    assert sign(draft=stale, by=later(by, minutes=1)) == note
    sign(draft=other, by=later(by, minutes=6))
    assert Note.objects.count() == 2


def test_what_was_changed_in_another_window_is_not_signed_unread(episode, by):
    draft = draft_of(episode, by)
    seen = draft.version
    save_draft(draft=draft, written=Written(draft.happened_at, {"measures": "Annat"}), by=by)
    with pytest.raises(Conflict):
        sign(draft=draft, version=seen, by=by)


def test_nobody_signs_for_somebody_else(episode, by, colleague, site):
    draft = draft_of(episode, by)
    for who in (
        colleague,
        actor_at(site, Role.UNIT_MANAGER, at=by.at),
        actor_at(site, Role.CARE_STAFF, at=by.at),
        actor_at(SiteFactory(), Role.PHYSIOTHERAPIST, at=by.at),
        actor_at(sister(site), Role.PHYSIOTHERAPIST, at=by.at),
    ):
        with pytest.raises(PermissionDenied):
            sign(draft=draft, by=who)
    draft.author = colleague.user
    with pytest.raises(PermissionDenied):
        sign(draft=draft, by=colleague)
    assert not Note.objects.exists()


def test_whose_assignment_has_ended_signs_nothing(episode, by):
    draft = draft_of(episode, by)
    by.assignment.ends = by.today - timedelta(days=1)
    by.assignment.save()
    with pytest.raises(PermissionDenied):
        sign(draft=draft, by=later(by, minutes=1))


def test_what_is_blocked_or_protected_is_not_signed_by_another_unit(episode, by, site):
    draft = draft_of(episode, by)
    type(episode).objects.update(unit=sister(site))
    episode.refresh_from_db()
    draft.refresh_from_db()
    blocked(episode)
    with pytest.raises(PermissionDenied):
        sign(draft=Draft.objects.get(), by=by)
    Block.objects.all().delete()
    protected(episode.person)
    with pytest.raises(PermissionDenied):
        sign(draft=Draft.objects.get(), by=by)


def test_the_session_is_journalled_by_the_first_note_and_the_second_stands_by_itself(episode, by, colleague):
    session = session_of(episode, by.today)
    first = draft_of(episode, by, session=session)
    second = draft_of(episode, colleague, session=session)
    note = sign(draft=first, by=by)
    session.refresh_from_db()
    assert session.note == note
    sign(draft=second, by=colleague)
    session.refresh_from_db()
    assert session.note == note
    with pytest.raises(Refused, match="redan journalfört"):
        draft_of(episode, by, session=session)


def test_a_draft_of_a_closed_period_is_not_signed_but_its_correction_is(episode, by):
    note, draft = note_of(episode, by), draft_of(episode, by, NoteKind.CONTACT)
    closed(episode, by)
    with pytest.raises(Refused, match="avslutad"):
        sign(draft=Draft.objects.get(pk=draft.pk), by=by)
    assert corrected(note, later(by, days=9), {"measures": "Höger ben."}).corrects == note


def test_a_correction_is_a_note_of_its_own_and_says_why_and_the_other_stays_as_it_was(episode, by, colleague):
    note = note_of(episode, by, parts={"measures": "Vänster ben."})
    before = Note.objects.filter(pk=note.pk).values().get()
    after = later(colleague, days=2)
    draft = correct(note=note, why="Fel sida.", by=after)
    assert (parts_in(draft), draft.happened_at, draft.kind) == (
        {"measures": "Vänster ben."},
        note.happened_at,
        note.kind,
    )
    made = corrected(note, after, {"measures": "Höger ben."})
    made.refresh_from_db()
    assert (made.corrects_id, made.why, made.author, made.profession) == (
        note.pk,
        "Fel sida.",
        colleague.user,
        "Arbetsterapeut",
    )
    assert Note.objects.filter(pk=note.pk).values().get() == before
    assert told([note])[0].corrected_by == made
    assert AuditEntry.objects.filter(verb="training.note_corrected").count() == 1


def test_a_correction_is_corrected_and_the_first_note_is_not_corrected_twice(episode, by):
    note = note_of(episode, by)
    first = corrected(note, by, {"measures": "Höger ben."})
    with pytest.raises(Refused, match="Rätta rättelsen"):
        correct(note=note, why="Igen", by=by)
    second = corrected(first, later(by, minutes=2), {"measures": "Båda benen."})
    assert [each.corrected_by for each in told([note, first, second])] == [first, second, None]


def test_of_two_who_correct_at_once_the_second_is_told_and_keeps_the_draft(episode, by, colleague):
    note = note_of(episode, by)
    draft = correct(note=note, why="Fel.", by=colleague)
    corrected(note, by, {"measures": "Höger ben."})
    with pytest.raises(Refused, match="Någon annan har rättat"):
        sign(draft=draft, by=colleague)
    assert Draft.objects.filter(pk=draft.pk).exists()


def test_a_correction_says_why_and_is_begun_once(episode, by):
    note = note_of(episode, by)
    with pytest.raises(Refused, match="vad som är fel"):
        correct(note=note, why=" \n", by=by)
    assert correct(note=note, why="Fel.", by=by) == correct(note=note, why="Fel igen.", by=by)


def test_the_patients_objection_stands_at_the_note_once_also_after_the_end(episode, by):
    note = note_of(episode, by)
    closed(episode, by)
    first = object_to(note=note, text="Det var inte så.", by=by)
    assert object_to(note=note, text="Det var inte så.", by=by) == first
    object_to(note=note, text="Det var inte så.", by=later(by, minutes=2))
    assert [each.text for each in told([note])[0].objections] == ["Det var inte så."] * 2
    for wrong in ("", "x" * (LONGEST_OBJECTION + 1)):
        with pytest.raises(Refused) as refused:
            object_to(note=note, text=wrong, by=by)
        assert refused.value.field == "text"
    assert Objection.objects.count() == 2
    assert AuditEntry.objects.filter(verb="training.objection_noted").count() == 2


def test_what_is_given_to_whom_is_kept_once_with_its_day_also_after_the_end(episode, by):
    closed(episode, by)
    given = {"episode": episode, "what": "Hela journalen", "recipient": "Patienten", "by": by}
    first = disclose(on=by.today, **given)
    assert disclose(on=by.today, **given) == first
    assert Disclosure.objects.get().noted_at == by.at
    for wrong, field in (
        ({"what": " "}, "what"),
        ({"recipient": ""}, "recipient"),
        ({"on": by.today + timedelta(days=1)}, "on"),
        ({"on": episode.opened_on - timedelta(days=1)}, "on"),
    ):
        with pytest.raises(Refused) as refused:
            disclose(**given | {"on": by.today} | wrong)
        assert refused.value.field == field


def test_nothing_is_disclosed_from_here_when_the_journal_is_elsewhere(site, opened):
    episode = episode_of(person_at(site), opened, elsewhere="Cosmic")
    with pytest.raises(Refused, match="Cosmic"):
        disclose(episode=episode, what="Allt", recipient="Patienten", on=opened.today, by=opened)


@pytest.mark.parametrize("act", ["correct", "object", "disclose"])
def test_only_therapists_who_may_see_the_patient_touch_a_note(episode, by, site, act):
    note = note_of(episode, by)
    strangers = [
        actor_at(site, Role.UNIT_MANAGER, at=by.at),
        actor_at(SiteFactory(), Role.PHYSIOTHERAPIST, at=by.at),
        actor_at(sister(site), Role.PHYSIOTHERAPIST, at=by.at),
    ]
    acts = {
        "correct": lambda who: correct(note=note, why="x", by=who),
        "object": lambda who: object_to(note=note, text="x", by=who),
        "disclose": lambda who: disclose(episode=episode, what="x", recipient="y", on=by.today, by=who),
    }
    for who in strangers:
        with pytest.raises(PermissionDenied):
            acts[act](who)


def test_what_somebody_who_has_left_never_signed_is_quoted_by_a_colleague(episode, by, colleague):
    session = session_of(episode, by.today)
    draft = draft_of(episode, by, NoteKind.SESSION, parts={"measures": "Gick i trappa."}, session=session)
    with pytest.raises(Refused, match="kan fortfarande signera"):
        take_in_unsigned(draft=draft, by=colleague)
    by.assignment.ends = by.today
    by.assignment.save()
    note = take_in_unsigned(draft=draft, by=later(colleague, days=1))
    assert (note.author, note.kind) == (colleague.user, NoteKind.CONTACT)
    assert by.user.name in parts_in(note)["reason"]
    assert "slutade på enheten utan att signera" in parts_in(note)["reason"]
    assert parts_in(note)["measures"] == "Gick i trappa."
    assert not Draft.objects.exists()
    session.refresh_from_db()
    assert session.note == note


def test_who_has_moved_within_the_caregiver_can_sign_while_the_unit_there_knows_the_patient(
    episode, by, colleague, site
):
    draft, there = draft_of(episode, by), sister(site)
    known = CareRelation.objects.create(person=episode.person, unit=there, purpose="training", starts=by.today)
    by.assignment.unit = there
    by.assignment.save()
    with pytest.raises(Refused, match="kan fortfarande signera"):
        take_in_unsigned(draft=draft, by=colleague)
    known.delete()
    with pytest.raises(PermissionDenied):
        sign(draft=draft, by=Actor(at=by.at, user=by.user, assignment=by.assignment))
    assert take_in_unsigned(draft=draft, by=colleague)


def test_drafts_are_listed_for_their_author_alone(episode, by, colleague):
    draft = draft_of(episode, by)
    assert list(drafts_of(by)) == [draft]
    assert not drafts_of(colleague).exists()
    assert "parts" in drafts_of(by)[0].get_deferred_fields()


def test_merging_the_patient_touches_no_note_and_more_can_be_written(episode, by, site):
    note = note_of(episode, by)
    before = Note.objects.filter(pk=note.pk).values().get()
    turned_out = person_at(site, "Else")
    merge(kept=turned_out, gone=episode.person, by=system_actor("test", by.at))
    assert Note.objects.filter(pk=note.pk).values().get() == before
    episode.refresh_from_db()
    second = note_of(type(episode).objects.get(), later(by, days=1))
    assert second.person_id == note.person_id
    assert CareRelation.objects.filter(person=turned_out, unit=site).exists()
    assert corrected(note, later(by, days=1), {"measures": "Höger ben."}).corrects == note


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_same_moment_sign_once():
    opened = therapist_at(SiteFactory())
    episode = episode_of(person_at(opened.assignment.unit), opened)
    by = later(opened, hours=1)
    draft = draft_of(episode, by)
    ended = at_once([lambda: sign(draft=draft, by=by)] * 2)
    assert ended == [None, None]
    assert Note.objects.count() == 1
