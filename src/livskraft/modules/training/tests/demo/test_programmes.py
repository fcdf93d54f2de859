"""Do four in the demo train by programmes of their own, one of them beside equipment that is out of use?"""

import pytest
from django.utils import timezone

from livskraft.access import demo as access_demo
from livskraft.access.models import AuditEntry
from livskraft.modules.activities import demo as activities_demo
from livskraft.modules.minigym import demo as minigym_demo
from livskraft.modules.minigym.public import kinds_there
from livskraft.modules.training import demo as training_demo
from livskraft.modules.training.models import Dose, Programme, Result, TrainingSession
from livskraft.modules.training.queries.plans import planned
from livskraft.modules.training.rules.programmes import Hindrance
from livskraft.people import demo as people_demo

pytestmark = pytest.mark.django_db


def test_one_is_ready_for_more_and_one_does_something_else_and_again_changes_nothing():
    today = timezone.localdate()
    for room in (access_demo, people_demo, minigym_demo, activities_demo, training_demo):
        room.demo(today)
    programmes = {each.person.given_name: each for each in Programme.objects.select_related("person", "site")}
    assert set(programmes) == {"Gun-Britt", "Teuvo", "Margareta", "Alva"}
    shown = {name: planned(each, kinds_there(each.site)) for name, each in programmes.items()}
    assert [each.exercise.name for each in shown["Gun-Britt"] if each.ready] == ["Pressa med benen"]
    (stopped,) = [each for each in shown["Alva"] if each.hindrance]
    assert (stopped.hindrance, stopped.instead.name) == (Hindrance.OUT_OF_USE, "Armhävning mot vägg")
    # One cycles for minutes, once, and balances for seconds.
    cycled, balanced = (
        Dose.objects.get(exercise__name=name, programme__in=each)
        for name, each in (("Cykla lugnt", [programmes["Teuvo"]]), ("Stå på ett ben", [programmes["Gun-Britt"]]))
    )
    assert (cycled.sets, cycled.seconds, balanced.sets, balanced.seconds) == (1, 480, 3, 20)
    done = list(Result.objects.filter(dose=cycled).order_by("pk").values_list("seconds", flat=True))
    assert done == [300, 360]
    assert not AuditEntry.objects.filter(verb__startswith="training.", at__gt=timezone.now()).exists()
    before = TrainingSession.objects.count()
    training_demo.demo(today)
    assert TrainingSession.objects.count() == before
