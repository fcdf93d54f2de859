"""Can care staff fill in who came on a phone, and does the choice before a session lead to two different places?"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, UserFactory
from livskraft.modules.activities.models import Attendance
from livskraft.modules.activities.tests.factories import DECISION, activity_at, occasion_of
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.tests.factories import person_at, protected

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site():
    return SiteFactory(name="Lunden")


@pytest.fixture
def staff(site):
    return AssignmentFactory(unit=site, role=Role.CARE_STAFF, user=UserFactory(name="Ali Prov")).user


def visitors(site, activity):
    """Three who came last week, one of them protected, and one who has never come to this."""
    now = timezone.now()
    last_week = occasion_of(activity, on=timezone.localdate() - timedelta(days=8))
    anna, bo, hidden = (person_at(site, name, "Prov", at=now) for name in ("Anna", "Bo", "Hemlig"))
    for person in (anna, bo, protected(hidden)):
        Attendance.objects.create(occasion=last_week, person=person, site=site, on=last_week.on, noted_at=now)
    type(last_week).objects.filter(pk=last_week.pk).update(attendance_taken_at=now)
    person_at(site, "Cia", "Ny", at=now)


def test_forty_seconds_at_the_door(screen, sign_in, axe, site, staff):
    activity = activity_at(site)
    occasion_of(activity, on=timezone.localdate() - timedelta(days=1))
    visitors(site, activity)
    sign_in(screen, staff)
    screen.goto("/")
    screen.locator("a.lk-list__title", has_text="Fyll i närvaron: Sittgympa").click()
    expect(screen.get_by_text("av 2 här")).to_be_visible()
    expect(screen.get_by_text("Hemlig")).to_have_count(0)
    axe(screen)
    screen.get_by_label("Anna Prov").check()
    screen.get_by_label("Någon som inte står i listan").fill("cia")
    screen.get_by_role("button", name="Sök", exact=True).click()
    expect(screen.get_by_label("Anna Prov")).to_be_checked()
    axe(screen)
    screen.get_by_label("Cia Ny", exact=True).check()
    screen.get_by_label("Någon som inte står i listan").fill("Dan Drop")
    # Enter in the field searches; it does not save.
    screen.get_by_label("Någon som inte står i listan").press("Enter")
    expect(screen.get_by_text("Ingen som mötesplatsen känner heter ”Dan Drop”.")).to_be_visible()
    screen.get_by_label("Dan Drop").check()
    screen.get_by_role("button", name="Spara närvaron").click()
    expect(screen.get_by_text("Närvaron är sparad: 3 kom.")).to_be_visible()
    for name in ("Anna Prov", "Cia Ny", "Dan Drop"):
        expect(screen.get_by_label(name)).to_be_checked()
    expect(screen.get_by_label("Bo Prov")).not_to_be_checked()
    screen.get_by_label("Bo Prov").check()
    screen.get_by_role("button", name="Spara närvaron").click()
    screen.get_by_text("1 ändring efter första gången").click()
    expect(screen.get_by_text("Bo Prov, inte här → här")).to_be_visible()
    axe(screen)
    with screen.expect_download() as download:
        screen.get_by_role("link", name="Skriv ut listan").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    screen.goto("/")
    expect(screen.get_by_role("heading", level=1)).to_have_text("Min dag")
    expect(screen.get_by_text("Fyll i närvaron")).to_have_count(0)


def test_the_rows_are_large_enough_for_a_thumb_and_the_whole_list_works_without_scripts(
    open_page, sign_in, site, staff
):
    activity = activity_at(site)
    held = occasion_of(activity, on=timezone.localdate() - timedelta(days=1))
    visitors(site, activity)
    phone = open_page(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    sign_in(phone, staff)
    phone.goto(f"/program/tillfalle/{held.pk}/narvaro/")
    for row in phone.locator(".at-row").all():
        box = row.bounding_box()
        assert box
        assert box["height"] >= 44
    phone.get_by_text("Bo Prov").click()
    phone.get_by_role("button", name="Spara närvaron").click()
    expect(phone.get_by_text("Närvaron är sparad: 1 kom.")).to_be_visible()


def test_heads_are_counted_where_nobody_is_named(screen, sign_in, axe, site, staff):
    held = occasion_of(activity_at(site, **DECISION), on=timezone.localdate() - timedelta(days=1))
    sign_in(screen, staff)
    screen.goto(f"/program/tillfalle/{held.pk}/narvaro/")
    axe(screen)
    screen.get_by_label("Kvinnor").first.fill("7")
    screen.get_by_label("Män").first.fill("3000")
    screen.get_by_role("button", name="Spara antalet").click()
    axe(screen)
    screen.get_by_label("Män").first.fill("3")
    screen.get_by_role("button", name="Spara antalet").click()
    expect(screen.get_by_text("Antalet är sparat: 10 kom.")).to_be_visible()


def test_the_choice_leads_care_staff_to_friskvard_and_a_therapist_to_either(screen, sign_in, axe, site, staff):
    therapist = AssignmentFactory(unit=site.parent, role=Role.PHYSIOTHERAPIST, user=UserFactory(name="Maja Prov")).user
    sign_in(screen, staff)
    screen.goto("/")
    screen.get_by_role("link", name="Friskvård eller rehabilitering").click()
    expect(screen.get_by_text("Maja Prov, fysioterapeut")).to_be_visible()
    expect(screen.get_by_role("link", name="Rehabilitering", exact=True)).to_have_count(0)
    axe(screen)
    screen.get_by_role("link", name="Friskvård på Lunden").click()
    axe(screen)
    screen.get_by_role("link", name="Skriv upp stöd").click()
    screen.get_by_label("Visade en maskin").check()
    screen.get_by_label("Hur många minuter?").fill("20")
    axe(screen)
    screen.get_by_role("button", name="Spara stödet").click()
    expect(screen.get_by_text("Sammanlagt 20 minuter.")).to_be_visible()
    axe(screen)
    screen.get_by_role("link", name="Skriv upp ett besök").click()
    expect(screen.get_by_role("heading", level=1)).to_have_text("Närvaro: Friskvård i minigymmet")
    axe(screen)

    screen.context.clear_cookies()
    sign_in(screen, therapist)
    screen.goto("/forsta-valet/")
    expect(screen.get_by_role("link", name="Friskvård på Lunden")).to_be_visible()
    # The menu leads there too.
    screen.get_by_role("main").get_by_role("link", name="Rehabilitering", exact=True).click()
    expect(screen.get_by_role("heading", level=1)).to_have_text("Mina patienter")
    axe(screen)
