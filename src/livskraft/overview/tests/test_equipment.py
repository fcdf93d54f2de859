"""Does the map of gaps hold every site in reach, the one that lacks most first?"""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from openpyxl import load_workbook

from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory
from livskraft.indicators.models import Residents
from livskraft.modules.activities.models import Attendance
from livskraft.modules.activities.tests.factories import activity_at, occasion_of
from livskraft.modules.minigym.models import BaseListEntry
from livskraft.modules.minigym.rules import Status
from livskraft.modules.minigym.tests.factories import EquipmentFactory, EquipmentKindFactory, GymFactory
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.overview.equipment import equipment_map
from livskraft.people.tests.factories import person_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Unit:
    """One that has all, one that has it out of use, one without a gym, all in one part; and one elsewhere."""
    kind = EquipmentKindFactory(name="Gåbarr")
    BaseListEntry.objects.create(kind=kind)
    whole = SiteFactory(name="Almgården")
    broken = SiteFactory(name="Björkhagen", parent=whole.parent)
    SiteFactory(name="Cederslund", parent=whole.parent)
    SiteFactory(name="Dalbo", parent=whole.parent, closed=date(2020, 1, 1))
    SiteFactory(name="Utanför")
    EquipmentFactory(gym=GymFactory(site=whole), kind=kind)
    EquipmentFactory(gym=GymFactory(site=broken), kind=kind, status=Status.OUT_OF_USE)
    return whole


def test_sites_stand_with_the_emptiest_first_and_kinds_with_how_many_lack_them(site: Unit) -> None:
    found = equipment_map(Unit.objects.filter(path__startswith=site.parent.path), date(2026, 4, 1))
    assert [(line.site.name, line.whole) for line in found.sites] == [
        ("Cederslund", False),
        ("Björkhagen", False),
        ("Almgården", True),
    ]
    assert found.whole == 1
    assert [(kind.name, kind.without, kind.standing_still) for kind in found.kinds] == [("Gåbarr", 1, 1)]
    assert {line.area for line in found.sites} == {site.parent.parent.name}


def reader(client: Client, site: Unit, role: Role = Role.ADMINISTRATION) -> Client:
    held = AssignmentFactory(unit=site.parent.parent, role=role)
    client.force_login(held.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_page_tells_what_is_missing_where(client: Client, site: Unit) -> None:
    text = reader(client, site).get("/kommun/utrustning/").content.decode()
    assert "1 av 3 platser har allt" in text
    assert "det finns inget minigym" in text
    assert "Finns, men ur bruk" in text
    assert "Ändra baslistan" in text
    assert "Utanför" not in text
    assert "Dalbo" not in text


def test_who_may_not_change_the_list_is_offered_no_way_to_it(client: Client, site: Unit) -> None:
    text = reader(client, site, Role.COMMITTEE_SECRETARY).get("/kommun/utrustning/").content.decode()
    assert "Cederslund" in text
    assert "Ändra baslistan" not in text


def test_an_empty_list_says_so(client: Client, site: Unit) -> None:
    BaseListEntry.objects.all().delete()
    assert "Baslistan är tom" in reader(client, site).get("/kommun/utrustning/").content.decode()


def test_the_workbook_is_the_whole_map(client: Client, site: Unit) -> None:
    answer = reader(client, site).get("/kommun/utrustning/excel/")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet
    rows = {row[0]: row[3] for row in sheet.iter_rows(values_only=True) if row[0] and len(row) > 3}
    assert rows["Almgården"] == "1"
    assert rows["Björkhagen"] == "1, ur bruk"
    assert rows["Cederslund"] == "saknas"


def test_a_site_has_its_visits_of_the_last_twelve_months_and_for_each_who_lives_there(
    client: Client, site: Unit
) -> None:
    early, today = datetime(2025, 1, 2, 9, tzinfo=UTC), date(2026, 4, 1)
    activity = activity_at(site, at=early)
    for on in (date(2025, 4, 1), date(2025, 4, 2), today, date(2026, 4, 2)):
        held = occasion_of(activity, on=on, at=early)
        Attendance.objects.create(occasion=held, person=person_at(site, at=early), site=site, on=on, noted_at=early)
    Residents.objects.create(unit=site, on=date(2026, 1, 1), number=4, source="Hyresvärden", recorded_at=early)
    found = equipment_map(Unit.objects.filter(path__startswith=site.parent.path), today)
    lines = {line.site.name: (line.visits, line.residents, line.per_resident) for line in found.sites}
    assert lines["Almgården"] == (2, 4, Decimal("0.5"))
    assert lines["Björkhagen"] == (None, None, None)
    text = reader(client, site).get("/kommun/utrustning/").content.decode()
    assert "Besök per boende" in text
    assert "okänt" in text
