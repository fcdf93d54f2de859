"""Is an instruction only changed by those who may, only approved when it is whole, and never lost?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.files.content import picture as drawn
from livskraft.files.models import StoredFile
from livskraft.files.tests.factories import picture, upload
from livskraft.kit.errors import Conflict, Refused
from livskraft.modules.minigym.actions.instructions import (
    approve_draft,
    confirm_instruction,
    discard_draft,
    set_local_addition,
    translate,
    write_draft,
)
from livskraft.modules.minigym.models import Instruction, InstructionVersion, LocalAddition
from livskraft.modules.minigym.queries.instructions import addition_to
from livskraft.modules.minigym.tests.factories import (
    WORDS,
    EquipmentFactory,
    EquipmentKindFactory,
    GymFactory,
    approved,
    draft_of,
    in_language,
)
from livskraft.ui.languages import BY_CODE, SWEDISH

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 3, 9, tzinfo=UTC)
REVIEW = date(2027, 3, 3)


@pytest.fixture
def item():
    return EquipmentFactory(gym=GymFactory())


@pytest.fixture
def kind(item):
    return item.kind


@pytest.fixture
def by(item):
    return actor_at(item.gym.site, Role.PHYSIOTHERAPIST, at=AT)


def swedish(version):
    return version.texts.get(language="sv")


@pytest.mark.parametrize("role", [role for role in Role if role != Role.PHYSIOTHERAPIST])
def test_nobody_but_a_physiotherapist_writes_approves_or_translates(item, kind, role):
    other = actor_at(item.gym.site, role, at=AT)
    version = approved(kind)
    draft = draft_of(kind)
    for attempt in (
        lambda: write_draft(kind=kind, parts=WORDS, by=other),
        lambda: approve_draft(draft=draft, review_on=REVIEW, by=other),
        lambda: discard_draft(draft=draft, by=other),
        lambda: confirm_instruction(instruction=version.instruction, review_on=REVIEW, by=other),
        lambda: translate(of=version, language=BY_CODE["fi"], name="x", parts=WORDS, translator="x", by=other),
        lambda: set_local_addition(item=item, text="x", by=other),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


def test_who_wrote_and_who_approved_are_kept(item, kind, by):
    draft = write_draft(kind=kind, parts=WORDS, by=by)
    colleague = actor_at(item.gym.site, Role.PHYSIOTHERAPIST, at=AT + timedelta(hours=1))
    version = approve_draft(draft=draft, review_on=REVIEW, by=colleague)
    assert (version.written_by, version.approved_by) == (by.user, colleague.user)
    assert version.approved_at == colleague.at
    record = Instruction.objects.get(kind=kind)
    assert (record.published, record.review_on, record.reviewed_by) == (version, REVIEW, colleague.user)


def test_the_audit_names_the_parts_and_never_their_words(kind, by):
    write_draft(kind=kind, parts=WORDS, by=by)
    entry = AuditEntry.objects.get(verb="minigym.instruction_written")
    assert set(WORDS) <= set(entry.field_names)
    assert "Stärker" not in str(entry.field_names)


def test_a_draft_changes_nothing_that_visitors_read(kind, by):
    version = approved(kind)
    draft = write_draft(kind=kind, parts={"purpose": "Något annat."}, by=by)
    assert Instruction.objects.get(kind=kind).published == version
    assert swedish(version).purpose == "Stärker benen."
    assert draft.number == 2
    # What was not touched is carried on.
    assert swedish(draft).how_to == WORDS["how_to"]


def test_there_is_one_draft_however_many_write_on_it(kind, by):
    write_draft(kind=kind, parts={"purpose": "Ett."}, by=by)
    write_draft(kind=kind, parts={"purpose": "Två."}, by=by)
    (only,) = InstructionVersion.objects.all()
    assert swedish(only).purpose == "Två."


@pytest.mark.parametrize("part", ["purpose", "how_to", "warnings"])
def test_what_says_too_little_is_not_approved(kind, by, part):
    draft = write_draft(kind=kind, parts=WORDS | {part: "  "}, by=by)
    with pytest.raises(Refused):
        approve_draft(draft=draft, review_on=REVIEW, by=by)
    assert Instruction.objects.get().published is None


@pytest.mark.parametrize(("days", "fits"), [(0, False), (1, True), (5 * 365, True), (5 * 366 + 1, False)])
def test_the_next_review_is_ahead_and_not_forgotten(kind, by, days, fits):
    draft = draft_of(kind)
    day = by.today + timedelta(days=days)
    if fits:
        assert approve_draft(draft=draft, review_on=day, by=by).approved_at
    else:
        with pytest.raises(Refused, match="inom fem år"):
            approve_draft(draft=draft, review_on=day, by=by)


def test_only_a_later_version_can_say_that_guidance_must_be_renewed(kind, by):
    first = approve_draft(draft=draft_of(kind), review_on=REVIEW, renews_guidance=True, by=by)
    second = approve_draft(draft=draft_of(kind), review_on=REVIEW, renews_guidance=True, by=by)
    assert (first.renews_guidance, second.renews_guidance) == (False, True)


def test_who_approves_a_draft_that_was_written_on_since_meets_a_conflict(kind, by):
    draft = draft_of(kind)
    write_draft(kind=kind, parts={"warnings": "Nytt."}, by=by)
    with pytest.raises(Conflict):
        approve_draft(draft=draft, review_on=REVIEW, version=draft.version, by=by)


def test_who_writes_on_a_draft_that_was_approved_since_meets_a_conflict(kind, by):
    draft = draft_of(kind)
    approve_draft(draft=draft, review_on=REVIEW, by=by)
    with pytest.raises(Conflict):
        write_draft(kind=kind, parts=WORDS, version=draft.version, by=by)
    with pytest.raises(Conflict):
        approve_draft(draft=draft, review_on=REVIEW, by=by)
    with pytest.raises(Conflict):
        discard_draft(draft=draft, by=by)


def test_who_begins_a_draft_that_somebody_else_began_meets_a_conflict(kind, by):
    draft_of(kind)
    with pytest.raises(Conflict):
        write_draft(kind=kind, parts=WORDS, version=0, by=by)


def test_hostile_text_is_kept_as_plain_words(kind, by):
    text = "Lyft\x00 \u202etxet\u202c <b>fet</b>\r\nSänk"
    draft = write_draft(kind=kind, parts={"how_to": text, "purpose": "x" * 3000}, by=by)
    assert swedish(draft).how_to == "Lyft txet <b>fet</b>\nSänk"
    assert len(swedish(draft).purpose) == 2000


def test_a_part_that_does_not_exist_is_refused(kind, by):
    with pytest.raises(ValueError, match="approved_at"):
        write_draft(kind=kind, parts={"approved_at": "x"}, by=by)


def shown(colour="red"):
    return drawn(upload(picture(colour=colour)))


def test_pictures_follow_to_the_next_version_and_are_thrown_away_with_the_last_that_shows_them(kind, by):
    first = write_draft(kind=kind, parts=WORDS, add_pictures=[(shown(), "Sitsen")], by=by)
    approve_draft(draft=first, review_on=REVIEW, by=by)
    second = write_draft(kind=kind, parts={}, add_pictures=[(shown("blue"), "Handtaget")], by=by)
    assert [each.shows for each in second.pictures.all()] == ["Sitsen", "Handtaget"]
    own = second.pictures.get(shows="Handtaget").file_id
    discard_draft(draft=second, by=by)
    assert first.pictures.get().shows == "Sitsen"
    assert not StoredFile.objects.filter(pk=own).exists()
    assert StoredFile.objects.filter(pk=first.pictures.get().file_id).exists()


def test_a_picture_can_be_taken_away_from_a_draft(kind, by):
    draft = write_draft(kind=kind, parts=WORDS, add_pictures=[(shown(), "Sitsen"), (shown(), "Foten")], by=by)
    write_draft(kind=kind, parts={}, remove_pictures=[draft.pictures.first().pk], by=by)
    assert [each.shows for each in draft.pictures.all()] == ["Foten"]


def test_a_picture_that_nobody_describes_is_refused(kind, by):
    with pytest.raises(Refused) as refused:
        write_draft(kind=kind, parts=WORDS, add_pictures=[(shown(), " ")], by=by)
    assert refused.value.field == "shows"


def test_more_pictures_than_anybody_reads_are_refused(kind, by):
    with pytest.raises(Refused, match="högst 8"):
        write_draft(kind=kind, parts=WORDS, add_pictures=[(shown(), "x")] * 9, by=by)


def test_going_through_it_moves_the_day_and_keeps_the_version(kind, by):
    version = approved(kind)
    record = Instruction.objects.get()
    confirm_instruction(instruction=record, review_on=REVIEW, version=record.version, by=by)
    record.refresh_from_db()
    assert (record.published, record.review_on, record.reviewed_by) == (version, REVIEW, by.user)
    with pytest.raises(Conflict):
        confirm_instruction(instruction=record, review_on=REVIEW, version=record.version - 1, by=by)


def test_what_is_not_approved_cannot_be_gone_through(kind, by):
    with pytest.raises(Refused):
        confirm_instruction(instruction=draft_of(kind).instruction, review_on=REVIEW, by=by)


def test_a_translation_leaves_nothing_out(kind, by):
    version = approved(kind)
    with pytest.raises(Refused) as refused:
        translate(
            of=version,
            language=BY_CODE["ar"],
            name="جهاز",
            parts=WORDS | {"warnings": ""},
            translator="Språktjänst",
            by=by,
        )
    assert refused.value.field == "warnings"
    for missing in ("name", "translator"):
        given = {"name": "جهاز", "translator": "Språktjänst"} | {missing: " "}
        with pytest.raises(Refused) as refused:
            translate(of=version, language=BY_CODE["ar"], parts=WORDS, by=by, **given)
        assert refused.value.field == missing


def test_a_translation_can_be_mended_and_two_who_mend_it_meet(kind, by):
    version = approved(kind)
    text = in_language(version, "fi")
    mended = in_language(version, "fi", purpose="Parempi.")
    assert (mended.pk, mended.purpose, mended.version) == (text.pk, "Parempi.", 2)
    with pytest.raises(Conflict):
        translate(
            of=version, language=BY_CODE["fi"], name="x", parts=WORDS, translator="x", version=text.version - 1, by=by
        )


def test_only_what_holds_is_translated_and_never_swedish_by_this_door(kind, by):
    old = approved(kind)
    approved(kind)
    with pytest.raises(Conflict):
        in_language(old, "fi")
    with pytest.raises(Conflict):
        translate(of=old, language=SWEDISH, name="x", parts=WORDS, translator="x", by=by)


def test_what_is_special_about_a_machine_is_written_and_taken_away(item, by):
    set_local_addition(item=item, text="Spaken går trögt.", by=by)
    assert addition_to(item) == "Spaken går trögt."
    held = LocalAddition.objects.get()
    with pytest.raises(Conflict):
        set_local_addition(item=item, text="Annat", version=0, by=by)
    set_local_addition(item=item, text="", version=held.version, by=by)
    assert addition_to(item) == ""


def test_an_addition_is_none_of_another_sites_business(by):
    with pytest.raises(PermissionDenied):
        set_local_addition(item=EquipmentFactory(gym=GymFactory()), text="x", by=by)


def test_kinds_do_not_share_instructions(kind, by):
    other = EquipmentKindFactory(name="Ribbstol")
    approved(kind)
    approved(other, purpose="Att hålla i.")
    assert Instruction.objects.count() == 2
