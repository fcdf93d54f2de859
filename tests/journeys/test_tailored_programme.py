"""Does a measured test lead to a programme that is the person's own, sessions on a phone, and a curve?"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, UserFactory, actor_at
from livskraft.modules.minigym.actions.equipment import take_out_of_use
from livskraft.modules.minigym.tests.factories import EquipmentFactory, EquipmentKindFactory, GymFactory
from livskraft.modules.training.models import Template, TrainingSession
from livskraft.modules.training.tests.plans import exercise_of, programme_of, session_of
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.tests.factories import person_at

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site():
    return SiteFactory(name="Lunden")


@pytest.fixture
def therapist(site):
    return AssignmentFactory(unit=site, role=Role.PHYSIOTHERAPIST, user=UserFactory(name="Maja Prov")).user


@pytest.fixture
def staff(site):
    return AssignmentFactory(unit=site, role=Role.CARE_STAFF, user=UserFactory(name="Ali Prov")).user


@pytest.fixture
def person(site):
    return person_at(site, "Gun", "Prov", at=timezone.now() - timedelta(days=90))


@pytest.fixture
def template(site):
    gym = GymFactory(site=site)
    EquipmentFactory(gym=gym, kind=EquipmentKindFactory(name="Benpress"))
    made = Template.objects.create(name="Starkare ben", name_key="starkare ben", sort_key="starkare ben")
    rise = exercise_of("Resa sig från stol", loaded=False)
    made.exercises.set([exercise_of("Pressa med benen", kind="Benpress", alternative=rise), rise])
    return made


def test_from_a_test_through_a_programme_of_ones_own_to_a_session_and_the_curve(
    open_page, desktop, sign_in, axe, therapist, staff, person, template
):
    sign_in(desktop, therapist)
    desktop.goto(f"/personer/{person.pk}/")
    desktop.get_by_role("link", name="Mätningar", exact=True).click()
    desktop.get_by_role("link", name="Uppresningar på 30 sekunder").click()
    desktop.get_by_label("Antal uppresningar").fill("8")
    desktop.get_by_label("Nej").check()
    desktop.get_by_role("button", name="Spara").click()
    expect(desktop.get_by_text("Mätningen är sparad.")).to_be_visible()

    desktop.goto(f"/personer/{person.pk}/")
    desktop.get_by_role("link", name="Träningsprogram", exact=True).click()
    axe(desktop)
    desktop.get_by_role("link", name="Gör ett program").click()
    axe(desktop)
    desktop.get_by_role("link", name="Starkare ben").click()
    desktop.get_by_role("button", name="Spara programmet").click()
    expect(desktop.get_by_text("Pressa med benen: rätta Omgångar, Gånger, Kilo och Ökas.")).to_be_visible()
    axe(desktop)
    press = desktop.get_by_role("group", name="Pressa med benen")
    press.get_by_label("Omgångar").fill("2")
    press.get_by_label("Gånger").fill("10")
    press.get_by_label("Kilo").fill("12,5")
    press.get_by_label("Så ska det kännas, 0–10").select_option("5")
    press.get_by_label("Ökas").select_option("effort")
    desktop.get_by_role("button", name="Ta bort Resa sig från stol").click()
    expect(desktop.get_by_role("group", name="Resa sig från stol")).to_have_count(0)
    expect(press.get_by_label("Kilo")).to_have_value("12,5")
    desktop.get_by_role("button", name="Spara programmet").click()
    expect(desktop.get_by_text("Programmet är klart.")).to_be_visible()
    expect(desktop.get_by_text("2 omgångar med 10 gånger, 12,5 kilo")).to_be_visible()
    axe(desktop)

    # On a phone, where scripts may be off.
    phone = open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, java_script_enabled=False)
    sign_in(phone, staff)
    phone.goto("/traning/")
    phone.get_by_role("link", name="Fyll i pass").click()
    phone.get_by_role("button", name="Spara passet").click()
    expect(phone.get_by_text("Kryssa i minst en övning som är gjord.")).to_be_visible()
    expect(phone.get_by_label("Kilo")).to_have_value("12,5")
    phone.get_by_label("Gjord").check()
    phone.get_by_label("Kilo").fill("15")
    phone.get_by_label("Så kändes det, 0–10").select_option("3")
    phone.get_by_role("button", name="Spara passet").click()
    expect(phone.get_by_text("Passet är sparat.")).to_be_visible()
    expect(phone.get_by_text("15 kilo, kändes 3 av 10").first).to_be_visible()

    desktop.goto("/traning/")
    axe(desktop)
    desktop.get_by_role("link", name="Gun Prov").click()
    expect(desktop.get_by_role("heading", name="Pass i veckan")).to_be_visible()
    expect(desktop.get_by_role("heading", name="Pressa med benen").last).to_be_visible()
    axe(desktop)


def test_the_curve_and_what_to_do_instead_are_there_at_any_width(screen, sign_in, axe, site, staff, person, template):
    by = actor_at(site, Role.PHYSIOTHERAPIST, at=timezone.now() - timedelta(days=30))
    programme = programme_of(person, by, *template.exercises.order_by("pk"))
    now = actor_at(site, Role.PHYSIOTHERAPIST, at=timezone.now())
    for days in (20, 13, 6):
        session_of(programme, now, now.today - timedelta(days=days))
    item = EquipmentFactory._meta.model.objects.get(kind__name="Benpress")
    take_out_of_use(item=item, reason="Trasig", by=actor_at(site, Role.UNIT_MANAGER))
    sign_in(screen, staff)
    screen.goto(f"/traning/program/{programme.pk}/")
    expect(screen.get_by_text("Benpress är ur bruk just nu").first).to_be_visible()
    expect(screen.get_by_role("img", name="Kurva över Pressa med benen")).to_be_visible()
    axe(screen)
    screen.get_by_role("link", name="Fyll i dagens pass").click()
    axe(screen)
    screen.get_by_label("Gjort i stället").check()
    screen.get_by_role("button", name="Spara passet").click()
    expect(screen.get_by_text("Passet är sparat.")).to_be_visible()
    screen.get_by_role("link", name="Ändra dagens pass").click()
    expect(screen.get_by_label("Gjort i stället")).to_be_checked()
    axe(screen)
    screen.get_by_role("link", name="Ta bort passet").click()
    axe(screen)
    screen.get_by_label("Det var någon annan som tränade").check()
    screen.get_by_role("button", name="Ta bort").click()
    expect(screen.get_by_text("Passet är borttaget.")).to_be_visible()
    assert TrainingSession.objects.count() == 3


def test_a_dose_is_changed_on_a_phone_one_exercise_at_a_time(phone, sign_in, axe, site, therapist, person, template):
    by = actor_at(site, Role.PHYSIOTHERAPIST, at=timezone.now())
    programme = programme_of(person, by)
    sign_in(phone, therapist)
    phone.goto(f"/traning/program/{programme.pk}/")
    phone.get_by_role("link", name="Ändra Benpress").click()
    axe(phone)
    phone.get_by_label("Kilo").fill("25")
    phone.get_by_role("button", name="Spara").click()
    expect(phone.get_by_text("2 omgångar med 10 gånger, 25 kilo")).to_be_visible()
    phone.get_by_role("link", name="Lägg till en övning").click()
    axe(phone)
    phone.get_by_role("link", name="Resa sig från stol").click()
    phone.get_by_label("Omgångar").fill("2")
    phone.get_by_label("Gånger").fill("8")
    phone.get_by_label("Ökas").select_option("therapist")
    phone.get_by_role("button", name="Lägg till").click()
    expect(phone.get_by_text("Övningen är tillagd.")).to_be_visible()
    phone.get_by_role("link", name="Programmet är genomgånget").click()
    axe(phone)
    phone.get_by_role("button", name="Spara").click()
    expect(phone.get_by_text("Nu gäller programmet som det står")).to_be_visible()
