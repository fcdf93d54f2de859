"""Which staff, instructions and staffed hours do the tests of guidance need?"""

from datetime import UTC, date, datetime, time

from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, UserFactory, actor_at
from livskraft.modules.minigym.actions.guidance import guide_staff
from livskraft.modules.minigym.models import Instruction, InstructionVersion, OpeningHours
from livskraft.modules.minigym.rules import Weekday
from livskraft.modules.minigym.tests.factories import EquipmentFactory, EquipmentKindFactory, GymFactory

AT = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 3)


def gym_with(*kinds, **fields):
    """A gym where one item of each kind stands."""
    gym = GymFactory(**fields)
    for name in kinds or ("Benpress", "Motionscykel"):
        EquipmentFactory(gym=gym, kind=EquipmentKindFactory(name=name))
    return gym


def kind(name):
    return EquipmentKindFactory(name=name)


def worker(site, name="Ali Prov", email=None, **fields):
    """Somebody of the care staff at the site; without e-mail, so unable to sign in, when none is given."""
    return AssignmentFactory(unit=site, role=Role.CARE_STAFF, user=UserFactory(name=name, email=email), **fields).user


def physiotherapist(site, at=AT):
    return actor_at(site, Role.PHYSIOTHERAPIST, at=at)


def guided(site, people, kinds=("Benpress",), on=TODAY, at=AT, **fields):
    """That the people were guided on the kinds at the site."""
    by = physiotherapist(site, at=at)
    return guide_staff(site=site, people=people, kinds=[kind(name) for name in kinds], on=on, by=by, **fields)


def renewing_instruction(name, approved_at, *, renews=True):
    """An instruction of the kind whose latest version was approved then."""
    instruction, _new = Instruction.objects.get_or_create(kind=kind(name))
    return InstructionVersion.objects.create(
        instruction=instruction,
        number=instruction.versions.count() + 1,
        written_at=approved_at,
        approved_at=approved_at,
        renews_guidance=renews,
    )


def staffed(gym, day=Weekday.TUESDAY, start=9, end=11):
    return OpeningHours.objects.create(gym=gym, weekday=day, staffed=True, starts=time(start), ends=time(end))
