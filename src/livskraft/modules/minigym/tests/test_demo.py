"""Does the demo municipality tell its story, and does it stay as it is when it is built again?"""

import pytest
from django.utils import timezone

from livskraft.access import demo as access_demo
from livskraft.access.actor import Actor
from livskraft.access.models import Assignment, AuditEntry
from livskraft.access.roles import Role
from livskraft.duties.catalogue import Group
from livskraft.duties.queries import duties_of
from livskraft.indicators.catalogue import indicators
from livskraft.indicators.rules import Span, Term
from livskraft.indicators.suppression import hidden
from livskraft.modules.minigym import demo as minigym_demo
from livskraft.modules.minigym.models import (
    Equipment,
    EquipmentKind,
    Gym,
    Inspection,
    SelfCheck,
)
from livskraft.modules.minigym.queries.hours import schedules
from livskraft.modules.minigym.queries.instructions import published
from livskraft.modules.minigym.rules import Status
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Contract, Unit
from livskraft.ui.languages import BY_CODE

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    day = timezone.localdate()
    access_demo.demo(day)
    minigym_demo.demo(day)
    return day


def duties(name, today):
    held = Assignment.objects.holding_on(today).select_related("user", "unit").filter(user__name=name).first()
    return duties_of(Actor(at=timezone.now(), user=held.user, assignment=held))


def test_it_has_the_size_that_was_asked_for(today):
    count = {kind: Unit.objects.of_kind(kind).count() for kind in UnitKind}
    assert (count[UnitKind.AREA], count[UnitKind.AREA_PART], count[UnitKind.PROVIDER]) == (4, 8, 3)
    assert (count[UnitKind.SITE], Gym.objects.count()) == (14, 12)
    assert 150 <= Equipment.objects.count() <= 170
    assert set(Assignment.objects.holding_on(today).values_list("role", flat=True)) == set(Role)


def test_every_part_has_one_provider_and_every_area_one_part_of_the_municipalitys_own(today):
    for area in Unit.objects.of_kind(UnitKind.AREA):
        held = Contract.objects.holding_on(today).filter(area_part__parent=area)
        assert sorted(held.values_list("kind", flat=True)) == ["assignment", "procured"]


def test_the_story_is_in_the_duties(today):
    assert duties("Karin Ahlvik", today) == []
    owner, check = sorted(duties("Amira Daoud", today), key=lambda duty: not duty.waiting_on)
    assert check.kind.key == "minigym.self_check"  # left for Britt Lövgren, who has the shift
    assert (owner.kind.key, owner.group(today)) == ("minigym.property_inspection", Group.LATE)
    assert owner.waiting_on.name == "Fastighets AB Bryggan"
    (stopped,) = duties("Jonas Ekstrand", today)
    assert stopped.kind.key == "minigym.follow_up"
    assert any(duty.vacant and duty.unit_name == "Dalbo" for duty in duties("Lena Wikander", today))
    assert {duty.kind.key for duty in duties("Petra Nyholm", today)} >= {"minigym.inspect", "minigym.confirm_list"}


def test_a_machine_has_stood_out_of_use_for_three_weeks(today):
    stopped = Equipment.objects.get(gym__site__name="Cederslund", status=Status.OUT_OF_USE)
    (stop,) = stopped.stops.all()
    assert (today - timezone.localdate(stop.since)).days == 21


def test_history_has_its_own_dates(today):
    assert Inspection.objects.filter(item__gym__site__name="Almgården").order_by("on").first().on.year < today.year - 1
    assert not AuditEntry.objects.filter(at__gt=timezone.now()).exists()


def test_what_is_kept_on_an_item_is_the_latest_of_its_history(today):
    for item in Equipment.objects.all():
        latest = item.inspections.order_by("-on").first()
        assert item.inspected == (latest.on if latest else None)
        latest = item.services.order_by("-on").first()
        assert item.serviced == (latest.on if latest else None)


def test_one_instruction_is_missing_one_is_to_be_read_and_one_translation_is_older(today):
    def owed(name):
        found = [duty for duty in duties(name, today) if duty.kind.key == "minigym.instruct"]
        return sorted((duty.unit_name, duty.action) for duty in found)

    assert owed("Elias Norman") == [("Dalbo", "Gå igenom"), ("Dalbo", "Skriv")]
    assert owed("Maja Fransson") == []
    assert published(EquipmentKind.objects.get(name="Benpress"), BY_CODE["ar"]).older
    assert not published(EquipmentKind.objects.get(name="Motionscykel"), BY_CODE["ar"]).older


def test_building_it_again_changes_nothing(today):
    before = AuditEntry.objects.count()
    access_demo.demo(today)
    minigym_demo.demo(today)
    assert AuditEntry.objects.count() == before


def test_hours_checks_and_a_closed_gym_are_in_the_story(today):
    late = [duty for duty in duties("Fatima Rashid", today) if duty.kind.key == "minigym.self_check"]
    assert [duty.group(today) for duty in late] == [Group.LATE]
    assert "minigym.deviation" in {duty.kind.key for duty in duties("Mehmet Aydin", today)}
    hours = schedules(Gym.objects.all())
    assert [gym.site.name for gym in Gym.objects.select_related("site") if not hours[gym.pk].known] == ["Östanbäck"]
    assert [gym.site.name for gym in Gym.objects.select_related("site") if hours[gym.pk].closure] == ["Ekbacken"]
    assert SelfCheck.objects.filter(gym__site__name="Almgården", finished_at__isnull=False).count() == 4


def test_so_many_are_with_and_without_a_plan_that_the_municipalitys_share_may_be_shown(today):
    month = Term.holding(Span.MONTH, today).earlier()
    counted = indicators["minigym.competence_plan"].measure(Unit.objects.all(), month.period)
    paths = {unit.pk: unit.path for unit in Unit.objects.all()}
    left_out = hidden({paths[unit]: part for unit, part in counted.items()})
    assert Unit.objects.get(kind=UnitKind.DEPARTMENT).path not in left_out
    assert Unit.objects.get(name="Ekbacken").path in left_out
