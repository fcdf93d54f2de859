"""Does the demo tell the three routes, leave Almgården in order, and stay as it is when it is built again?"""

import pytest
from django.utils import timezone

from livskraft.access import demo as access_demo
from livskraft.access.actor import Actor
from livskraft.access.models import Assignment, AuditEntry
from livskraft.duties.queries import duties_of
from livskraft.modules.incidents import demo as incidents_demo
from livskraft.modules.incidents.models import Incident, InsuranceStep
from livskraft.modules.incidents.rules import Insurance, Kind, State
from livskraft.modules.minigym import demo as minigym_demo

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    day = timezone.localdate()
    access_demo.demo(day)
    minigym_demo.demo(day)
    incidents_demo.demo(day)
    return day


def owed(name, today):
    held = Assignment.objects.holding_on(today).select_related("user", "unit").get(user__name=name)
    duties = duties_of(Actor(at=timezone.now(), user=held.user, assignment=held))
    return [duty for duty in duties if duty.kind.key.startswith("incidents.")]


def test_it_tells_its_story_and_building_it_again_changes_nothing(today):
    assert Incident.objects.count() >= 8
    assert set(Incident.objects.values_list("kind", flat=True)) == set(Kind)
    assert set(InsuranceStep.objects.values_list("insurance", flat=True)) == set(Insurance)
    assert set(Incident.objects.values_list("state", flat=True)) == set(State)
    assert Incident.objects.filter(item_stopped=True).count() == 3
    assert owed("Karin Ahlvik", today) == []
    assert Incident.objects.get(site__name="Almgården").state == State.CLOSED
    (vacant,) = [duty for duty in owed("Lena Wikander", today) if duty.vacant]
    assert vacant.unit_name == "Dalbo"
    assert {duty.unit_name for duty in owed("Robert Ståhlberg", today)} == {"Granliden"}
    assert not AuditEntry.objects.filter(at__gt=timezone.now()).exists()
    before = AuditEntry.objects.count()
    incidents_demo.demo(today)
    assert AuditEntry.objects.count() == before
