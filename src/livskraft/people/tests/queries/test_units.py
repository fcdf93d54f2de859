"""Who works with persons here, and which units can take a person over?"""

from datetime import date

import pytest

from livskraft.access.models import Assignment, User
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, actor_at
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory, UnitFactory
from livskraft.people.queries.units import colleagues, receiving_units
from livskraft.people.tests.factories import NOW, sister

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return SiteFactory()


def test_colleagues_hold_today_a_role_with_persons_at_the_very_unit_and_can_sign_in(site):
    by = actor_at(site, at=NOW)
    staff = AssignmentFactory(unit=site, role=Role.CARE_STAFF)
    AssignmentFactory(unit=site, role=Role.SAFETY_COORDINATOR)
    AssignmentFactory(unit=sister(site), role=Role.CARE_STAFF)
    AssignmentFactory(unit=site.parent, role=Role.CARE_STAFF)
    AssignmentFactory(unit=site, role=Role.CARE_STAFF, ends=date(2026, 1, 1))
    without = AssignmentFactory(unit=site, role=Role.CARE_STAFF)
    User.objects.filter(pk=without.user_id).update(email=None)
    assert set(colleagues(by)) == {by.user, staff.user}


def test_nobody_has_colleagues_without_an_assignment(site):
    by = actor_at(site, at=NOW)
    Assignment.objects.all().delete()
    assert not colleagues(by).exists()


def test_those_of_other_caregivers_that_are_open_can_take_over(site, django_assert_num_queries):
    by = actor_at(site, at=NOW)
    other, closed = SiteFactory(), SiteFactory()
    group = UnitFactory(kind=UnitKind.WORK_GROUP, parent=other.parent)
    Unit.objects.filter(pk=closed.pk).update(closed=date(2026, 1, 1))
    sister(site)
    without = UnitFactory(kind=UnitKind.TEAM, parent=UnitFactory(kind=UnitKind.AREA, parent=site.parent.parent.parent))
    assert by.caregiver
    with django_assert_num_queries(2):
        assert set(receiving_units(by)) == {other, group, without}
