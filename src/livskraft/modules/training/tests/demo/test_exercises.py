"""Does the demo have a library to show, with a way out when equipment is not there, and is it built once?"""

from datetime import date

import pytest
from django.utils import timezone

from livskraft.access import demo as access_demo
from livskraft.access.models import AuditEntry
from livskraft.modules.minigym.tests.factories import EquipmentKindFactory
from livskraft.modules.training.demo.exercises import EXERCISES, library_demo
from livskraft.modules.training.demo.pictures import DRAWN
from livskraft.modules.training.models import Exercise, Template
from livskraft.modules.training.rules.exercises import steps
from livskraft.modules.training.rules.vocabulary import Measure

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kinds():
    """Those that the demo's gyms have."""
    for name in {written.kind for written in EXERCISES if written.kind}:
        EquipmentKindFactory(name=name)


def test_the_library_is_built_once_through_actions_with_their_own_dates():
    today = timezone.localdate()
    access_demo.demo(today)
    library_demo(today)
    current = Exercise.objects.current()
    assert current.count() >= 20
    assert set(current.values_list("measure", flat=True)) == set(Measure)
    assert current.exclude(picture=None).count() == len(DRAWN)
    assert Exercise.objects.exclude(retired_at=None).count() == 1
    assert Template.objects.count() == 3
    assert not AuditEntry.objects.filter(at__gt=timezone.now()).exists()
    before = AuditEntry.objects.count()
    library_demo(today)
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("today", [date(2026, 1, 5), date(2028, 2, 29)])
def test_every_exercise_is_short_and_what_needs_equipment_can_be_done_without(today):
    access_demo.demo(today)
    library_demo(today)
    for exercise in Exercise.objects.current().select_related("alternative"):
        assert 3 <= len(steps(exercise.steps)) <= 5, exercise
        if exercise.kind_id:
            assert exercise.alternative, exercise
            assert exercise.alternative.kind_id is None, exercise
