"""Does the database refuse nonsense about units and contracts, and does a unit know its names?"""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from livskraft.files.actions import store_picture
from livskraft.files.tests.factories import picture as picture_bytes
from livskraft.files.tests.factories import upload
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import FormerName, Presentation, Unit
from livskraft.organisation.tests.factories import ContractFactory, SiteFactory, UnitFactory

pytestmark = pytest.mark.django_db


def test_a_contract_cannot_end_before_it_begins():
    with pytest.raises(IntegrityError), transaction.atomic():
        ContractFactory(starts=date(2026, 1, 1), ends=date(2026, 1, 1))


def test_a_part_has_at_most_one_contract_without_an_end():
    contract = ContractFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        ContractFactory(area_part=contract.area_part, starts=date(2030, 1, 1))


def test_a_unit_cannot_close_before_it_opens():
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitFactory(opened=date(2026, 1, 2), closed=date(2026, 1, 2))


def test_a_unit_had_the_name_that_held_on_the_day():
    unit = UnitFactory(name="Nya namnet")
    FormerName.objects.create(unit=unit, name="Första", until=date(2020, 1, 1))
    FormerName.objects.create(unit=unit, name="Andra", until=date(2024, 1, 1))
    days = [date(2019, 12, 31), date(2020, 1, 1), date(2023, 12, 31), date(2024, 1, 1)]
    assert [unit.name_on(day) for day in days] == ["Första", "Andra", "Andra", "Nya namnet"]


def test_what_stands_below_is_found_by_whole_steps_of_the_path():
    units = [UnitFactory(parent=None, kind=UnitKind.REGION) for _ in range(12)]
    first, eleventh = units[0], units[10]
    eleventh.path = first.path.rstrip("/") + "1/"
    eleventh.save()
    assert list(Unit.objects.below([first.path])) == [first]
    assert not first.holds(eleventh)
    assert not Unit.objects.below([]).exists()


def test_a_property_owner_has_no_accounts():
    site = SiteFactory()
    assert site.has_accounts
    assert not site.premises.property_owner.has_accounts


def test_a_picture_that_the_public_sees_says_what_it_shows():
    picture = store_picture(upload(picture_bytes()), at=datetime(2026, 1, 1, tzinfo=UTC))
    with pytest.raises(IntegrityError), transaction.atomic():
        Presentation.objects.create(site=SiteFactory(), picture=picture)
