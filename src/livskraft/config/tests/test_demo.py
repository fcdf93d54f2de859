"""Does the demo municipality tell its story, and does it leave every other database alone?"""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from livskraft.access.actions import add_unit
from livskraft.access.actor import Actor, system_actor
from livskraft.access.models import Assignment, AuditEntry, User
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory
from livskraft.config import demo_state
from livskraft.duties.queries import duties_of
from livskraft.modules.minigym.models import Equipment, Gym, InventoryUpload, Stop
from livskraft.modules.minigym.rules import RegimeKey
from livskraft.organisation.kinds import ContractKind, UnitKind
from livskraft.organisation.models import Contract, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_demo(settings, tmp_path):
    settings.LIVSKRAFT_DEMO = True
    settings.LIVSKRAFT_VAR = tmp_path


def duties_named(name):
    """What the demo person owes, late first."""
    held = Assignment.objects.filter(user__name=name).select_related("user", "unit").first()
    return duties_of(Actor(at=timezone.now(), user=held.user, assignment=held))


def test_the_demo_tells_its_story_and_is_built_once(in_demo):
    call_command("demo")
    assert demo_state.read() == {"state": "ready", "step": ""}
    today = timezone.localdate()
    assert Unit.objects.filter(kind=UnitKind.AREA).count() == 4
    assert Unit.objects.filter(kind=UnitKind.AREA_PART).count() == 8
    for area in Unit.objects.filter(kind=UnitKind.AREA):
        kinds = {contract.kind for contract in Contract.objects.filter(area_part__parent=area)}
        assert kinds == set(ContractKind.values)
    assert Unit.objects.filter(kind=UnitKind.PROVIDER).count() == 3
    assert Unit.objects.sites().count() == 14
    assert Gym.objects.count() == 12
    assert 140 <= Equipment.objects.count() <= 180
    assert set(Assignment.objects.holding_on(today).values_list("role", flat=True)) == set(Role.values)
    assert User.objects.filter(email=None).exists()

    # One site in order: what is late or for today there is only what she has to look through in the log.
    waiting = [duty for duty in duties_named("Karin Ahlvik") if not duty.due or duty.due <= today]
    assert {duty.kind.key for duty in waiting if duty.kind} <= {"people.log_review"}
    # One overdue wall bar that the owner of the house owes.
    late = [duty for duty in duties_named("Amira Daoud") if duty.waiting_on and duty.due and duty.due < today]
    assert late
    assert late[0].waiting_on.name in set(Unit.objects.of_kind(UnitKind.PROPERTY_OWNER).values_list("name", flat=True))
    # A machine out of use for three weeks.
    stop = Stop.objects.filter(item__gym__site__name="Cederslund", ended_at=None).get()
    assert timezone.localdate(stop.since) == today - timedelta(days=21)
    # A new site with an imported, messy list.
    imported = Equipment.objects.filter(gym__site__name="Östanbäck")
    assert imported.filter(acquired=None).exists()
    assert imported.values("regime__key").distinct().count() == len(RegimeKey)
    # A vacant manager's post, whose duties have climbed.
    assert [duty for duty in duties_named("Lena Wikander") if duty.vacant and duty.unit_name == "Dalbo"]
    # Everything went through actions, with their own dates, none of them to come.
    assert not AuditEntry.objects.filter(at__gt=timezone.now()).exists()
    assert AuditEntry.objects.filter(at__date__lt=today - timedelta(days=365)).exists()
    assert not InventoryUpload.objects.exists()

    counts = Equipment.objects.count(), User.objects.count(), AuditEntry.objects.count()
    call_command("demo")
    assert counts == (Equipment.objects.count(), User.objects.count(), AuditEntry.objects.count())


@pytest.mark.parametrize("there", ["a municipality", "somebody"])
def test_a_database_with_something_else_is_left_alone(in_demo, there):
    if there == "somebody":
        AssignmentFactory()
    else:
        add_unit(kind=UnitKind.MUNICIPALITY, name="En riktig kommun", parent=None, by=system_actor("set_up"))
    before = Unit.objects.count(), User.objects.count(), Gym.objects.count(), AuditEntry.objects.count()
    with pytest.raises(CommandError, match="something else than the demo"):
        call_command("demo")
    assert before == (Unit.objects.count(), User.objects.count(), Gym.objects.count(), AuditEntry.objects.count())


def test_outside_demo_mode_nothing_is_built(settings):
    settings.LIVSKRAFT_DEMO = False
    with pytest.raises(CommandError, match="only built in demo mode"):
        call_command("demo")
    assert not Unit.objects.exists()
