"""Is a template made of exercises that are there, by those who may, and does taking it away leave the rest?"""

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Gone, Refused
from livskraft.modules.training.actions import templates as actions
from livskraft.modules.training.actions.exercises import retire_exercise
from livskraft.modules.training.actions.templates import MOST_EXERCISES, add_template, change_template, remove_template
from livskraft.modules.training.models import Exercise, Template
from livskraft.modules.training.tests.exercises import exercise_named
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return actor_at(SiteFactory(), Role.PHYSIOTHERAPIST, at=NOW)


@pytest.fixture
def two(by):
    return [exercise_named(name, by).pk for name in ("Tåhävning", "Knäböj")]


def test_a_template_is_a_name_and_exercises_and_no_doses(by, two):
    made = add_template(name=" Starkare  ben ", exercises=two, by=by)
    assert (made.name, made.changed_by) == ("Starkare ben", by.user)
    assert set(made.exercises.values_list("pk", flat=True)) == set(two)
    assert {field.name for field in Template._meta.get_fields()} == {
        "id", "name", "name_key", "sort_key", "exercises", "changed_by", "version",
    }  # fmt: skip


@pytest.mark.parametrize("role", [Role.CARE_STAFF, Role.UNIT_MANAGER])
def test_only_therapists_make_them(by, two, role):
    made = add_template(name="Ben", exercises=two, by=by)
    other = actor_at(SiteFactory(), role, at=NOW)
    for act in (
        lambda: add_template(name="Armar", exercises=two, by=other),
        lambda: change_template(template=made, name="Armar", exercises=two, by=other),
        lambda: remove_template(template=made, by=other),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_what_cannot_be_understood_is_refused_beside_its_field(by, two):
    add_template(name="Ben", exercises=two, by=by)
    retire_exercise(exercise=Exercise.objects.get(pk=two[0]), by=by)
    for name, exercises, field in (
        (" ", two[1:], "name"),
        ("x" * 81, two[1:], "name"),
        ("BEN", two[1:], "name"),
        ("Armar", [], "exercises"),
        ("Armar", two, "exercises"),
        ("Armar", [999999], "exercises"),
    ):
        with pytest.raises(Refused) as refused:
            add_template(name=name, exercises=exercises, by=by)
        assert refused.value.field == field, name
    assert Template.objects.count() == 1


def test_a_template_is_no_whole_library(by, two, monkeypatch):
    monkeypatch.setattr(actions, "MOST_EXERCISES", 1)
    assert len(two) < MOST_EXERCISES
    with pytest.raises(Refused):
        add_template(name="Ben", exercises=two, by=by)


def test_two_who_write_at_once_do_not_overwrite_each_other(by, two):
    made = add_template(name="Ben", exercises=two, by=by)
    change_template(template=made, name="Starka ben", exercises=two[:1], version=1, by=by)
    with pytest.raises(Conflict):
        change_template(template=made, name="Ben", exercises=two, version=1, by=by)
    made.refresh_from_db()
    assert (made.name, made.exercises.count()) == ("Starka ben", 1)


def test_taking_it_away_leaves_the_exercises_and_is_told(by, two):
    made = add_template(name="Ben", exercises=two, by=by)
    remove_template(template=made, by=by)
    assert Exercise.objects.count() == 2
    assert AuditEntry.objects.filter(verb="training.template_removed").count() == 1
    with pytest.raises(Gone):
        remove_template(template=made, by=by)
    with pytest.raises(Gone):
        change_template(template=made, name="Ben", exercises=two, by=by)
