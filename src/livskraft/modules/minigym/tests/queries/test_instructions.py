"""Does a visitor get the text that holds, in the language there is, and is a new version told from the old?"""

from datetime import UTC, datetime

import pytest

from livskraft.modules.minigym.models import Equipment, Instruction
from livskraft.modules.minigym.queries.instructions import (
    Change,
    compared,
    differences,
    kinds_with_instructions,
    published,
)
from livskraft.modules.minigym.tests.factories import (
    EquipmentFactory,
    EquipmentKindFactory,
    approved,
    draft_of,
    in_language,
)
from livskraft.ui.languages import BY_CODE, SWEDISH

pytestmark = pytest.mark.django_db
AR, FI = BY_CODE["ar"], BY_CODE["fi"]


@pytest.fixture
def kind():
    return EquipmentKindFactory()


def test_a_draft_is_not_shown(kind):
    draft_of(kind)
    assert published(kind) is None
    approved(kind, purpose="Ett.")
    draft_of(kind, purpose="Två.")
    assert published(kind).text.purpose == "Ett."


def test_the_language_that_is_asked_for_is_shown(kind):
    in_language(approved(kind), "ar")
    shown = published(kind, AR)
    assert (shown.language, shown.text.purpose, shown.name) == (AR, "ar: Stärker benen.", "ar: maskin")
    assert not shown.older
    assert not shown.is_missing_in_asked
    assert shown.languages == [SWEDISH, AR]


def test_a_language_that_is_missing_gives_swedish_and_says_so(kind):
    approved(kind)
    shown = published(kind, FI)
    assert (shown.language, shown.name) == (SWEDISH, "Benpress")
    assert shown.is_missing_in_asked


def test_a_translation_of_an_earlier_version_is_shown_and_said_to_be_older(kind):
    in_language(approved(kind), "ar")
    second = approved(kind, purpose="Nytt.")
    assert published(kind).text.purpose == "Nytt."
    shown = published(kind, AR)
    assert shown.older
    assert shown.text.purpose == "ar: Stärker benen."
    in_language(second, "ar")
    assert not published(kind, AR).older
    assert published(kind, AR).text.purpose == "ar: Nytt."


def test_steps_are_the_lines_that_say_something(kind):
    approved(kind, how_to="Sätt dig.\n\n  Tryck.  ")
    assert published(kind).steps == ["Sätt dig.", "Tryck."]


def test_a_step_that_was_pasted_with_a_mark_is_not_numbered_twice(kind):
    approved(kind, how_to="1. Sätt dig.\n2) Tryck.\n- Vila.\n10 minuter räcker.")
    assert published(kind).steps == ["Sätt dig.", "Tryck.", "Vila.", "10 minuter räcker."]


def test_only_what_differs_is_told_sentence_by_sentence():
    pieces = compared("Sätt dig. Håll i.\nTryck.", "Sätt dig. Håll hårt i.\nTryck.")
    assert [(piece.change, piece.words) for piece in pieces] == [
        (Change.SAME, "Sätt dig."),
        (Change.REMOVED, "Håll i."),
        (Change.ADDED, "Håll hårt i."),
        (Change.SAME, "\nTryck."),
    ]


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [("", "Nytt.", [Change.ADDED]), ("Bort.", "", [Change.REMOVED]), ("Lika.", "Lika.", [Change.SAME]), ("", "", [])],
)
def test_what_comes_and_goes_is_told(before, after, changes):
    assert [piece.change for piece in compared(before, after)] == changes


def test_the_differences_name_the_parts_and_leave_out_the_rest(kind):
    first, second = approved(kind), approved(kind, warnings="Släpp inte.")
    (only,) = differences(first, second)
    assert only.label == "Tänk på"
    assert differences(first, first) == []


def test_the_list_tells_how_each_kind_stands(kind, django_assert_num_queries):
    EquipmentFactory(kind=kind)
    bare = EquipmentKindFactory(name="Ribbstol")
    EquipmentFactory(kind=bare)
    EquipmentKindFactory(name="Ingen har den")
    alone = EquipmentKindFactory(name="Axelsnurra")
    approved(alone)
    in_language(approved(kind), "fi")
    draft_of(kind)
    with django_assert_num_queries(2):
        rows = {row.kind.name: row for row in kinds_with_instructions(Equipment.objects.kept(), every=True)}
    assert set(rows) == {"Benpress", "Ribbstol", "Axelsnurra"}
    assert (rows["Benpress"].machines, rows["Benpress"].draft, rows["Benpress"].languages) == (1, True, ["finska"])
    assert (rows["Ribbstol"].published, rows["Ribbstol"].draft) == (None, False)
    assert rows["Axelsnurra"].machines == 0
    only_here = kinds_with_instructions(Equipment.objects.kept(), every=False)
    assert {row.kind.name for row in only_here} == {"Benpress", "Ribbstol"}


@pytest.mark.parametrize("number", [1, 20])
def test_the_list_costs_the_same_for_one_kind_as_for_twenty(number, django_assert_num_queries):
    for place in range(number):
        kind = EquipmentKindFactory(name=f"Slag {place}")
        EquipmentFactory(kind=kind)
        in_language(approved(kind), "fi")
    with django_assert_num_queries(2):
        rows = kinds_with_instructions(Equipment.objects.all(), every=True)
        assert len([(row.published.number, row.instruction.review_on, row.languages) for row in rows]) == number


def test_guidance_can_ask_which_versions_must_be_learnt_anew(kind):
    """The seam to guidance: `renews_guidance` and `approved_at`."""
    approved(kind, at=datetime(2025, 1, 1, tzinfo=UTC))
    renewing = approved(kind, at=datetime(2026, 1, 1, tzinfo=UTC), renews_guidance=True)
    found = Instruction.objects.get(kind=kind).versions.approved().filter(renews_guidance=True)
    assert [version.approved_at for version in found] == [renewing.approved_at]
