"""Which caregivers and codes do the tests of the report need?"""

from datetime import UTC, date, datetime

from livskraft.access.actor import Actor, system_actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.training.actions.codes import SHIPPED, SHIPPED_SINCE, load_codes
from livskraft.modules.training.imports import read_codes
from livskraft.modules.training.models import CodeList
from livskraft.organisation.kinds import ContractKind, UnitKind
from livskraft.organisation.models import Unit
from livskraft.organisation.queries import keeper_of
from livskraft.organisation.tests.factories import SiteFactory, UnitFactory, responsible_body
from livskraft.people.tests.factories import NOW

MONTH = date(2026, 1, 1)
FEBRUARY = datetime(2026, 2, 3, 9, tzinfo=UTC)


def municipal_site() -> Unit:
    """Where the municipality itself gives the care."""
    made: Unit = SiteFactory(contract={"kind": ContractKind.ASSIGNMENT})
    return made


def manager_of(site: Unit, at: datetime = FEBRUARY) -> Actor:
    """The one who reports for the caregiver of the site, in the month after."""
    return actor_at(keeper_of(site, at.date()), Role.AREA_MANAGER, at=at)


def department() -> Unit:
    """Of the municipality."""
    made: Unit = UnitFactory(kind=UnitKind.DEPARTMENT, parent=responsible_body())
    return made


def area_of(department: Unit) -> Unit:
    """Where the municipality itself is the caregiver, with a site under a provider's contract in it."""
    area: Unit = UnitFactory(kind=UnitKind.AREA, parent=department)
    SiteFactory(parent=UnitFactory(kind=UnitKind.AREA_PART, parent=area))
    return area


def administrator_of(department: Unit, at: datetime = FEBRUARY) -> Actor:
    """The one who reports for the municipality itself, in the month after."""
    return actor_at(department, Role.ADMINISTRATION, at=at)


def shipped_codes() -> CodeList:
    return load_codes(
        read=read_codes(SHIPPED.read_bytes()),
        name="Koder",
        starts=SHIPPED_SINCE,
        source="Källan",
        by=system_actor("test", NOW),
    )
