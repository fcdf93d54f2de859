"""Are guided staff and competence plans counted as they stood on the last day?"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from livskraft.access.models import Assignment
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory
from livskraft.indicators.catalogue import Counted, Counts, indicators
from livskraft.indicators.rules import Part
from livskraft.kit.periods import Period
from livskraft.modules.minigym.indicators.past import midnight
from livskraft.modules.minigym.models import CompetencePlan, Guidance, GuidanceOccasion, Gym
from livskraft.modules.minigym.tests.factories import EquipmentKindFactory, GymFactory
from livskraft.organisation.models import Unit
from livskraft.organisation.queries import provider_of

pytestmark = pytest.mark.django_db
MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))
NOW = datetime(2026, 4, 20, tzinfo=UTC)


def measured(key: str) -> Mapping[int, Part]:
    return indicators[key].measure(Unit.objects.all(), MARCH)


@pytest.fixture
def gym() -> Gym:
    return GymFactory(opened=date(2020, 1, 1))


def works(gym: Gym) -> Assignment:
    return AssignmentFactory(role=Role.CARE_STAFF, unit=gym.site)


def guided(gym: Gym, person: Assignment, on: date, until: date, **fields: object) -> None:
    occasion = GuidanceOccasion.objects.create(site=gym.site, on=on, until=until, recorded_at=NOW)
    fields["day_ends"] = midnight(on + timedelta(days=1))
    Guidance.objects.create(
        occasion=occasion, site=gym.site, person=person.user, kind=EquipmentKindFactory(), on=on, until=until, **fields
    )


def test_those_count_whose_guidance_held_then_also_when_it_has_been_renewed_since(gym: Gym) -> None:
    now, renewed, over, later, back = (works(gym) for _ in range(5))
    guided(gym, now, date(2026, 1, 1), date(2027, 1, 1), current=True)
    guided(gym, renewed, date(2025, 4, 10), date(2026, 4, 10))
    guided(gym, renewed, date(2026, 4, 10), date(2027, 4, 10), current=True)
    guided(gym, over, date(2025, 3, 30), date(2026, 3, 30), current=True)
    guided(gym, later, date(2026, 4, 1), date(2027, 4, 1), current=True)
    guided(gym, back, date(2026, 1, 1), date(2027, 1, 1), ended_at=datetime(2026, 3, 30, tzinfo=UTC))
    assert measured("minigym.guided")[gym.site_id] == Counted(Decimal(2), Decimal(5))


def test_a_site_where_nobody_works_has_nothing_to_count(gym: Gym) -> None:
    assert gym.site_id not in measured("minigym.guided")


def test_plans_count_from_the_day_they_were_made(gym: Gym) -> None:
    provider = provider_of(gym.site, date(2026, 3, 31))
    for started in (date(2026, 3, 31), date(2026, 4, 1), None):
        person = works(gym)
        if started:
            CompetencePlan.objects.create(
                employee=person.user, provider=provider, started_on=started, review_on=date(2027, 1, 1)
            )
    assert measured("minigym.competence_plan")[gym.site_id] == Counted(Decimal(1), Decimal(3))


def test_a_person_with_two_roles_at_a_unit_counts_once(gym: Gym) -> None:
    person = works(gym)
    AssignmentFactory(role=Role.KEY_PERSON, unit=gym.site, user=person.user)
    assert measured("minigym.competence_plan")[gym.site_id] == Counted(Decimal(0), Decimal(1))


@pytest.mark.parametrize("key", ["minigym.guided", "minigym.competence_plan"])
def test_what_counts_persons_says_so_and_who_may_see_them(key: str) -> None:
    assert indicators[key].counts == Counts.PERSONS
    assert indicators[key].individuals
