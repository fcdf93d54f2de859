"""Does the page of lunch show the week to who may see it, take what is typed, and keep it when somebody was first?"""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.activities.actions.lunch import DishLine, book_lunch, set_lunch, write_menu
from livskraft.modules.activities.models import Dish, LunchBooking, LunchCount, LunchService
from livskraft.modules.activities.rules.programme import week_of
from livskraft.modules.activities.rules.vocabulary import Allergen
from livskraft.modules.activities.tests.actions.test_lunch import SERVING, at
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def browser(site):
    client = Client()
    client.force_login(actor_at(site, Role.CARE_STAFF).user, backend=BACKEND)
    return client


def next_monday():
    return week_of(timezone.localdate()).after.first


def test_where_there_is_no_lunch_the_page_says_how_to_set_it_up(site, browser):
    page = browser.get(reverse("lunch", args=[site.pk])).content.decode()
    assert "Ingen lunch är upplagd här" in page
    typed = {"weekdays": ["0", "1"], "from_time": "11:30", "to_time": "13:00", "price": "85", "bookable": "on"}
    assert browser.post(reverse("set_lunch", args=[site.pk]), typed).status_code == 302
    assert LunchService.objects.get().weekdays == [0, 1]


def test_a_menu_is_written_shown_and_its_allergens_too(site, browser):
    set_lunch(site=site, serving=SERVING, by=at())
    monday = next_monday()
    url = f"{reverse('write_menu', args=[site.pk])}?vecka={week_of(monday).code}"
    typed = {"version": 1, f"name_{monday}_0": "Kokt torsk", f"allergens_{monday}_0": "fisk, mjölk"}
    assert browser.post(url, typed).status_code == 302
    page = browser.get(f"{reverse('lunch', args=[site.pk])}?vecka={week_of(monday).code}").content.decode()
    assert "Kokt torsk" in page
    assert "Innehåller fisk, mjölk" in page


def test_a_word_that_is_no_allergen_is_said_beside_its_field_and_nothing_is_lost(site, browser):
    set_lunch(site=site, serving=SERVING, by=at())
    monday = next_monday()
    url = f"{reverse('write_menu', args=[site.pk])}?vecka={week_of(monday).code}"
    answer = browser.post(url, {"version": 1, f"name_{monday}_0": "Torsk", f"allergens_{monday}_0": "smör"})
    page = answer.content.decode()
    assert "ingen av allergenerna" in page
    assert 'value="Torsk"' in page
    assert not Dish.objects.exists()


def test_the_second_to_write_the_menu_sees_both(site, browser):
    set_lunch(site=site, serving=SERVING, by=at())
    monday = next_monday()
    url = f"{reverse('write_menu', args=[site.pk])}?vecka={week_of(monday).code}"
    browser.post(url, {"version": 1, f"name_{monday}_0": "Torsk"})
    answer = browser.post(url, {"version": 1, f"name_{monday}_0": "Sill"})
    assert answer.status_code == 409
    assert "Torsk" in answer.content.decode()
    assert "Sill" in answer.content.decode()


def test_lunch_is_booked_and_cancelled(site, browser):
    set_lunch(site=site, serving=SERVING, by=at())
    url = f"{reverse('lunch_guests', args=[site.pk])}?dag={next_monday()}"
    assert browser.post(url, {"name": "Rut", "portions": "2"}).status_code == 302
    assert "Rut" in browser.get(url).content.decode()
    booking = LunchBooking.objects.get()
    browser.post(reverse("cancel_lunch", args=[booking.pk]))
    assert "Rut" not in browser.get(url).content.decode()
    page = browser.post(url, {"name": "Sten", "portions": "6"}).content.decode()
    assert "5 portioner kvar" in page


def test_portions_are_counted(site, browser):
    set_lunch(site=site, serving=SERVING, by=at())
    monday = week_of(timezone.localdate()).before.first
    url = f"{reverse('count_portions', args=[site.pk])}?dag={monday}"
    assert browser.post(url, {"served": "31"}).status_code == 302
    assert browser.post(url, {"served": "29", "was": "30"}).status_code == 409
    assert LunchCount.objects.get().portions == 31


@pytest.mark.parametrize("day", ["2026-13-01", "igår", "0000-00-00", "9" * 500])
def test_what_is_no_day_is_not_found(site, browser, day):
    set_lunch(site=site, serving=SERVING, by=at())
    assert browser.get(reverse("lunch_guests", args=[site.pk]), {"dag": day}).status_code == 404


def test_another_places_guests_do_not_exist(site, browser):
    other = SiteFactory()
    set_lunch(site=other, serving=SERVING, by=at())
    booking = book_lunch(site=other, on=at().today + timedelta(days=1), name="Rut", by=at())
    assert browser.get(reverse("lunch_guests", args=[other.pk])).status_code == 404
    assert browser.post(reverse("cancel_lunch", args=[booking.pk])).status_code == 404


def test_a_full_week_costs_as_many_queries_as_an_empty_one(site, browser):
    set_lunch(site=site, serving=SERVING, by=at())
    url = f"{reverse('lunch', args=[site.pk])}?vecka={week_of(next_monday()).code}"
    browser.get(url)
    with CaptureQueriesContext(connection) as empty:
        browser.get(url)
    monday = next_monday()
    dishes = {day: [DishLine("Fisk"), DishLine("Gryta")] for day in week_of(monday).whole_weeks}
    write_menu(site=site, monday=monday, dishes=dishes, by=at())
    with CaptureQueriesContext(connection) as full:
        browser.get(url)
    assert len(full) == len(empty)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2101-01-01", "x"])
def test_a_day_in_another_age_is_no_page(site, browser, day):
    set_lunch(site=site, serving=SERVING, by=at())
    for page in ("count_portions", "lunch_guests"):
        assert browser.get(reverse(page, args=[site.pk]), {"dag": day}).status_code == 404


def test_the_page_of_a_conflict_holds_everything_that_differs(site, browser):
    set_lunch(site=site, serving=SERVING, by=at())
    version = LunchService.objects.get().version
    changed = replace(SERVING, weekdays=[0, 2], bookable=False, book_before=None)
    set_lunch(site=site, serving=changed, version=version, by=at())
    typed = {"weekdays": ["0", "1"], "from_time": "11:30", "to_time": "13:00", "price": "85", "bookable": "on"}
    typed |= {"note": "", "portions": "5", "book_before": "09:00", "version": version}
    answer = browser.post(reverse("set_lunch", args=[site.pk]), typed)
    assert answer.status_code == 409
    theirs = [(str(label), str(saved), str(typed)) for label, saved, typed in answer.context["theirs"]]
    assert theirs == [
        ("Dagar", "måndag, onsdag", "måndag, tisdag"),
        ("Lunchen kan bokas hos personalen", "Nej", "Ja"),
        ("Boka senast, samma dag klockan", "None", "09:00:00"),
    ]


def test_last_weeks_dishes_are_proposed_for_days_without_and_saved_by_nobody(site, browser):
    set_lunch(site=site, serving=SERVING, by=at())
    monday = next_monday()
    page = f"{reverse('write_menu', args=[site.pk])}?vecka={week_of(monday).code}"
    assert "kopiera" not in browser.get(page).content.decode()
    soup, fish = DishLine("Ärtsoppa", True, [Allergen.CELERY]), DishLine("Torsk")
    tuesday = monday + timedelta(days=1)
    earlier = {day - timedelta(days=7): [soup] for day in (monday, tuesday)}
    write_menu(site=site, monday=monday - timedelta(days=7), dishes=earlier, by=at())
    write_menu(site=site, monday=monday, dishes={tuesday: [fish]}, by=at())
    assert f"?kopiera=1&amp;vecka={week_of(monday).code}" in browser.get(page).content.decode()
    form = browser.get(f"{page}&kopiera=1").context["form"]
    assert [form[f"name_{day}_0"].value() for day in (monday, tuesday)] == ["Ärtsoppa", "Torsk"]
    assert form[f"allergens_{monday}_0"].value() == "selleri"
    assert form[f"vegetarian_{monday}_0"].value() is True
    assert not Dish.objects.filter(on=monday).exists()
