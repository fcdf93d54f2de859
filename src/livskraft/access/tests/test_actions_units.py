"""Do units change as told, keep their history, and refuse what would break the tree?"""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.actions import add_unit, close_unit, move_unit, rename_unit, reopen_unit
from livskraft.access.actor import system_actor
from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import ContractFactory, SiteFactory, UnitFactory, responsible_body

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return actor_at(responsible_body(), Role.SYSTEM_ADMINISTRATOR)


def test_a_new_unit_stands_beneath_its_parent(administrator):
    area = add_unit(kind=UnitKind.AREA, name="  Norra   området ", parent=responsible_body(), by=administrator)
    assert area.name == "Norra området"
    assert area.path == f"{responsible_body().path}{area.pk}/"
    assert AuditEntry.objects.get(verb="access.unit_added").objects_touched == [f"organisation.unit:{area.pk}"]


def test_there_is_one_responsible_body(administrator):
    responsible_body()
    with pytest.raises(Refused):
        add_unit(kind=UnitKind.REGION, name="En till", parent=None, by=system_actor("test"))


def test_a_site_cannot_stand_under_a_hospital(administrator):
    hospital = UnitFactory(kind=UnitKind.HOSPITAL, parent=responsible_body())
    with pytest.raises(Refused) as refused:
        add_unit(kind=UnitKind.SITE, name="Fel", parent=hospital, by=administrator)
    assert refused.value.field == "parent"


def test_a_renamed_unit_keeps_its_former_name_until_the_day(administrator):
    site = SiteFactory(name="Tallen")
    rename_unit(unit=site, name="Granen", on=date(2024, 5, 1), version=1, by=administrator)
    site = Unit.objects.get(pk=site.pk)
    assert (site.name, site.name_key, site.version) == ("Granen", "granen", 2)
    assert site.name_on(date(2024, 4, 30)) == "Tallen"
    assert site.name_on(date(2024, 5, 1)) == "Granen"


def test_two_renamings_on_one_day_leave_one_former_name(administrator):
    site = SiteFactory(name="Tallen")
    rename_unit(unit=site, name="Grannen", by=administrator)
    rename_unit(unit=site, name="Granen", by=administrator)
    assert [former.name for former in site.former_names.all()] == ["Tallen"]


def test_the_second_editor_of_a_name_meets_a_conflict(administrator):
    site = SiteFactory(name="Tallen")
    rename_unit(unit=site, name="Granen", version=1, by=administrator)
    with pytest.raises(Conflict):
        rename_unit(unit=site, name="Björken", version=1, by=administrator)
    assert Unit.objects.get(pk=site.pk).name == "Granen"


def test_a_moved_unit_takes_all_beneath_it_along(administrator):
    site, twin = SiteFactory(), SiteFactory()
    group = UnitFactory(kind=UnitKind.WORK_GROUP, parent=site)
    move_unit(unit=site, parent=twin.parent, by=administrator)
    assert Unit.objects.get(pk=site.pk).path == f"{twin.parent.path}{site.pk}/"
    assert Unit.objects.get(pk=group.pk).path == f"{twin.parent.path}{site.pk}/{group.pk}/"
    assert twin.path == Unit.objects.get(pk=twin.pk).path


def test_a_unit_cannot_be_moved_where_its_kind_cannot_stand(administrator):
    site = SiteFactory()
    with pytest.raises(Refused):
        move_unit(unit=site, parent=responsible_body(), by=administrator)


def test_a_site_where_somebody_works_cannot_close_until_the_assignment_ends(administrator):
    site = SiteFactory()
    assignment = AssignmentFactory(unit=site)
    with pytest.raises(Refused):
        close_unit(unit=site, by=administrator)
    assignment.ends = administrator.today
    assignment.save()
    assert close_unit(unit=site, by=administrator).closed == administrator.today
    assert reopen_unit(unit=site, by=administrator).closed is None


def test_a_part_of_an_area_under_contract_cannot_close(administrator):
    part = UnitFactory(kind=UnitKind.AREA_PART, parent=UnitFactory(kind=UnitKind.AREA, parent=responsible_body()))
    ContractFactory(area_part=part)
    with pytest.raises(Refused):
        close_unit(unit=part, by=administrator)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SYSTEM_ADMINISTRATOR])
def test_nobody_but_an_administrator_changes_units(role):
    site = SiteFactory()
    by = actor_at(responsible_body(), role)
    with pytest.raises(PermissionDenied):
        add_unit(kind=UnitKind.WORK_GROUP, name="Grupp", parent=site, by=by)
    with pytest.raises(PermissionDenied):
        rename_unit(unit=site, name="Nytt", by=by)
    with pytest.raises(PermissionDenied):
        move_unit(unit=site, parent=site.parent, by=by)
    with pytest.raises(PermissionDenied):
        close_unit(unit=site, by=by)
    with pytest.raises(PermissionDenied):
        reopen_unit(unit=site, by=by)
