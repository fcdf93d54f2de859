"""Is an exercise written by those who may, never twice, never without its words, and never instead of itself?"""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.files import content
from livskraft.files.models import StoredFile
from livskraft.kit.errors import Conflict, Gone, Refused
from livskraft.modules.minigym.tests.factories import EquipmentKindFactory
from livskraft.modules.training.actions.exercises import (
    MOST_STEPS,
    Told,
    add_exercise,
    change_exercise,
    resume_exercise,
    retire_exercise,
)
from livskraft.modules.training.models import Exercise
from livskraft.modules.training.tests.exercises import drawing, exercise_named
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.tests.factories import NOW

pytestmark = pytest.mark.django_db
TOLD = Told("Tåhävning", "Ställ dig bakom en stol.\nRes dig på tå.")


@pytest.fixture
def by():
    return actor_at(SiteFactory(), Role.OCCUPATIONAL_THERAPIST, at=NOW)


def picture():
    return content.picture(drawing())


def test_what_is_told_is_kept_with_who_wrote_it(by):
    kind = EquipmentKindFactory(name="Ribbstol")
    made = add_exercise(
        told=replace(TOLD, name="  Tåhävning   vid ribbstol ", kind=kind.pk, warning="Håll\ni dig.", loaded=True), by=by
    )
    made.refresh_from_db()
    assert (made.name, made.name_key, made.kind, made.loaded) == (
        "Tåhävning vid ribbstol",
        "tåhävning vid ribbstol",
        kind,
        True,
    )
    assert (made.warning, made.changed_by, made.version) == ("Håll i dig.", by.user, 1)
    assert AuditEntry.objects.filter(verb="training.exercise_added", user_id=by.user.pk).count() == 1


@pytest.mark.parametrize("role", [Role.CARE_STAFF, Role.UNIT_MANAGER, Role.SYSTEM_ADMINISTRATOR])
def test_only_therapists_write(by, role):
    made = add_exercise(told=TOLD, by=by)
    other = actor_at(SiteFactory(), role, at=NOW)
    for act in (
        lambda: add_exercise(told=replace(TOLD, name="Annat"), by=other),
        lambda: change_exercise(exercise=made, told=TOLD, by=other),
        lambda: retire_exercise(exercise=made, by=other),
        lambda: resume_exercise(exercise=made, by=other),
    ):
        with pytest.raises(PermissionDenied):
            act()


@pytest.mark.parametrize("name", ["Tåhävning", "  TÅHÄVNING ", "tåha\u0308vning"])
def test_a_name_is_there_once_however_it_is_spelt(by, name):
    add_exercise(told=TOLD, by=by)
    with pytest.raises(Refused) as refused:
        add_exercise(told=replace(TOLD, name=name), by=by)
    assert refused.value.field == "name"


def test_a_retired_exercise_keeps_its_name(by):
    retire_exercise(exercise=add_exercise(told=TOLD, by=by), by=by)
    with pytest.raises(Refused):
        add_exercise(told=TOLD, by=by)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"name": " \u200b "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"steps": "\n"}, "steps"),
        ({"steps": "Ett steg.\n" * (MOST_STEPS + 1)}, "steps"),
        ({"measure": "steps"}, "measure"),
        ({"kind": 999999}, "kind"),
        ({"alternative": 999999}, "alternative"),
    ],
)
def test_what_cannot_be_understood_is_refused_beside_its_field(by, told, field):
    with pytest.raises(Refused) as refused:
        add_exercise(told=replace(TOLD, **told), by=by)
    assert refused.value.field == field
    assert not Exercise.objects.exists()


def test_a_name_whose_letters_grow_when_folded_fits_its_key(by):
    assert len(add_exercise(told=replace(TOLD, name="ß" * 80), by=by).name_key) == 90


def test_as_many_steps_as_one_can_remember_are_kept(by):
    assert add_exercise(told=replace(TOLD, steps="Ett steg.\n" * MOST_STEPS), by=by).steps


def test_two_who_write_at_once_do_not_overwrite_each_other(by):
    made = add_exercise(told=TOLD, by=by)
    change_exercise(exercise=made, told=replace(TOLD, warning="Långsamt."), version=1, by=by)
    with pytest.raises(Conflict):
        change_exercise(exercise=made, told=replace(TOLD, warning="Fort."), version=1, by=by)
    made.refresh_from_db()
    assert (made.warning, made.version) == ("Långsamt.", 2)


def test_an_exercise_that_is_gone_cannot_be_changed(by):
    made = add_exercise(told=TOLD, by=by)
    Exercise.objects.all().delete()
    with pytest.raises(Gone):
        change_exercise(exercise=made, told=TOLD, by=by)


def test_a_picture_needs_words_for_who_does_not_see_it(by):
    with pytest.raises(Refused) as refused:
        add_exercise(told=replace(TOLD, picture_text=" "), picture=picture(), by=by)
    assert refused.value.field == "picture_text"
    made = add_exercise(told=replace(TOLD, picture_text="En person på tå"), picture=picture(), by=by)
    with pytest.raises(Refused):
        change_exercise(exercise=made, told=TOLD, by=by)


def test_words_without_a_picture_are_dropped(by):
    assert add_exercise(told=replace(TOLD, picture_text="En person på tå"), by=by).picture_text == ""


def test_a_new_picture_takes_the_place_of_the_old_which_goes(by):
    told = replace(TOLD, picture_text="En person på tå")
    made = add_exercise(told=told, picture=picture(), by=by)
    first = made.picture_id
    changed = change_exercise(exercise=made, told=told, picture=picture(), by=by)
    assert list(StoredFile.objects.values_list("pk", flat=True)) == [changed.picture_id]
    assert changed.picture_id != first


def test_a_picture_stays_when_only_words_are_changed_and_goes_when_asked(by):
    told = replace(TOLD, picture_text="En person på tå")
    made = add_exercise(told=told, picture=picture(), by=by)
    assert change_exercise(exercise=made, told=told, by=by).picture_id == made.picture_id
    changed = change_exercise(exercise=made, told=told, remove_picture=True, by=by)
    assert (changed.picture, changed.picture_text) == (None, "")
    assert not StoredFile.objects.exists()


def test_an_exercise_never_stands_in_for_itself(by):
    made = add_exercise(told=TOLD, by=by)
    with pytest.raises(Refused) as refused:
        change_exercise(exercise=made, told=replace(TOLD, alternative=made.pk), by=by)
    assert refused.value.field == "alternative"
    assert "sig själv" in refused.value.message


def test_alternatives_never_lead_round_in_a_circle_also_by_way_of_one_that_was_retired(by):
    first = add_exercise(told=TOLD, by=by)
    second = exercise_named("Knäböj", by, alternative=first.pk)
    third = exercise_named("Höftlyft", by, alternative=second.pk)
    retire_exercise(exercise=second, by=by)
    with pytest.raises(Refused) as refused:
        change_exercise(exercise=first, told=replace(TOLD, alternative=third.pk), by=by)
    assert refused.value.field == "alternative"


def test_what_was_retired_is_not_chosen_instead(by):
    first = add_exercise(told=TOLD, by=by)
    retire_exercise(exercise=first, by=by)
    with pytest.raises(Refused) as refused:
        exercise_named("Knäböj", by, alternative=first.pk)
    assert refused.value.field == "alternative"


def test_retiring_and_taking_back_leave_what_named_it_as_it_was(by):
    first = add_exercise(told=TOLD, by=by)
    second = exercise_named("Knäböj", by, alternative=first.pk)
    retired = retire_exercise(exercise=first, by=by)
    assert (retired.retired_at, retired.changed_by) == (by.at, by.user)
    assert not Exercise.objects.current().filter(pk=first.pk).exists()
    second.refresh_from_db()
    assert second.alternative_id == first.pk
    assert resume_exercise(exercise=first, by=by).retired_at is None
    assert Exercise.objects.current().count() == 2


def test_twice_is_as_once(by):
    made = add_exercise(told=TOLD, by=by)
    for _each in range(2):
        retire_exercise(exercise=made, by=by)
    for _each in range(2):
        resume_exercise(exercise=made, by=by)
    verbs = AuditEntry.objects.filter(verb__contains="exercise_re").values_list("verb", flat=True).order_by("pk")
    assert list(verbs) == ["training.exercise_retired", "training.exercise_resumed"]
