"""Does the poster hold what is on that week, what is cancelled, moved and closed, and nothing about those who come?"""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from livskraft.access.actor import system_actor
from livskraft.modules.activities.actions.lunch import DishLine, set_lunch, write_menu
from livskraft.modules.activities.actions.occasions import cancel_occasion, close_day, move_occasion
from livskraft.modules.activities.papers.poster import LONGEST_FACT, Size
from livskraft.modules.activities.papers.poster_week import Allergens, poster_week, printed
from livskraft.modules.activities.rules.programme import week_of
from livskraft.modules.activities.rules.vocabulary import Allergen
from livskraft.modules.activities.tests.actions.test_lunch import SERVING, at
from livskraft.modules.activities.tests.factories import activity_at, occasion_of
from livskraft.modules.activities.tests.sign_ups import signed
from livskraft.organisation.models import Presentation
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
WEEK = week_of(date(2026, 12, 7))
MONDAY = WEEK.first
BY = system_actor("test")


@pytest.fixture
def site():
    return SiteFactory(name="Lunden")


def held(site, number=0, hour=10, **details):
    return occasion_of(
        activity_at(site, **details), on=MONDAY + timedelta(days=number), from_time=time(hour), to_time=None
    )


def poster(site, **more):
    return poster_week(site, WEEK, **({"with_lunch": True, "actor": BY} | more))


def lines(site, number=0):
    return poster(site).days[number].lines


def menu(site, *dishes, number=0):
    set_lunch(site=site, serving=SERVING, by=at())
    day = MONDAY + timedelta(days=number)
    write_menu(site=site, monday=MONDAY, dishes={day: [DishLine(*dish) for dish in dishes]}, by=at())


def test_an_activity_stands_with_when_where_who_leads_it_and_what_it_costs(site):
    held(site, place="Salongen", leader="Amina", cost=Decimal(20))
    (line,) = lines(site)
    assert (line.title, line.starts, line.ends) == ("Sittgympa", time(10), None)
    assert (line.place, line.leader, line.cost, line.cancelled) == ("Salongen", "Amina", Decimal(20), False)


def test_who_has_signed_up_is_nowhere_on_it(site):
    signed(held(site, sign_up="public"), "Kanarievilda Kanariestrand")
    made = printed(site, WEEK, Size.A4, with_lunch=True, actor=BY)
    words = "".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)
    assert "Sittgympa" in words
    assert "Kanarie" not in words + repr(poster(site))


def test_what_is_cancelled_says_why(site):
    occasion = held(site)
    cancel_occasion(occasion=occasion, reason="Ledaren är sjuk", version=occasion.version, by=BY)
    (line,) = lines(site)
    assert (line.cancelled, line.note) == (True, "Ledaren är sjuk")


def moved(site, on):
    occasion = held(site)
    move_occasion(
        occasion=occasion, on=on, from_time=time(14), to_time=None, reason="Målning", version=occasion.version, by=BY
    )


def test_what_was_moved_within_the_week_says_from_when_and_stands_once(site):
    moved(site, MONDAY + timedelta(days=2))
    assert lines(site) == []
    (line,) = lines(site, 2)
    assert (line.cancelled, line.note) == (False, "Flyttat från måndag 7 december kl. 10.00")


def test_what_was_moved_out_of_the_week_says_to_when(site):
    moved(site, MONDAY + timedelta(days=8))
    (line,) = lines(site)
    assert (line.cancelled, line.note) == (True, "Flyttat till tisdag 15 december kl. 14.00")


def test_a_closed_day_says_so_and_serves_no_lunch(site):
    menu(site, ("Ärtsoppa",), number=1)
    close_day(site=site, on=MONDAY + timedelta(days=1), reason="Utbildning", by=BY)
    day = poster(site).days[1]
    assert (day.closed, day.note, day.lunch) == (True, "Utbildning", None)


def test_weekdays_are_there_always_and_a_weekend_when_something_is_on(site):
    assert [day.on.weekday() for day in poster(site).days] == [0, 1, 2, 3, 4]
    held(site, 5)
    assert [day.on.weekday() for day in poster(site).days] == [0, 1, 2, 3, 4, 5]


def test_lunch_is_there_when_it_is_asked_for(site):
    menu(site, ("Ärtsoppa",))
    assert poster(site).days[0].lunch.dishes == ["Ärtsoppa"]
    assert poster(site).days[1].lunch is None
    assert poster(site, with_lunch=False).days[0].lunch is None


def test_a_dish_says_what_it_contains_or_that_one_must_ask(site):
    menu(
        site,
        ("Linsgryta", True, []),
        ("Kokt torsk", False, [Allergen.EGG, Allergen.FISH]),
        ("Svampstuvning", False, None),
    )
    assert poster(site, allergens=Allergens.WORDS).days[0].lunch.dishes == [
        "Linsgryta, vegetarisk",
        "Kokt torsk (innehåller ägg, fisk)",
        "Svampstuvning (fråga om allergener)",
    ]
    assert poster(site).days[0].lunch.dishes == ["Linsgryta, vegetarisk", "Kokt torsk", "Svampstuvning"]


def test_half_a_list_of_allergens_is_never_told(site):
    menu(site, ("Gryta " + "lång" * 27, False, list(Allergen)))
    (dish,) = poster(site, allergens=Allergens.WORDS).days[0].lunch.dishes
    assert dish.endswith("… (fråga om allergener)")
    assert len(dish) <= LONGEST_FACT
    (dish,) = poster(site, allergens=Allergens.CODES).days[0].lunch.dishes
    assert dish.endswith("… (" + ", ".join(each.label[:3].lower() for each in Allergen) + ")")
    assert len(dish) <= LONGEST_FACT


def test_codes_are_told_apart_and_the_foot_says_what_those_that_are_used_mean(site):
    menu(site, ("Torsk", False, [Allergen.FISH, Allergen.EGG]), ("Linser", False, []), ("Svampstuvning", False, None))
    week = poster(site, allergens=Allergens.CODES)
    assert week.days[0].lunch.dishes == ["Torsk (fis, ägg)", "Linser", "Svampstuvning (?)"]
    assert week.notice.startswith("Allergener i lunchen: ägg = ägg, fis = fisk, ? = fråga personalen. ")
    assert "ansöka om stöd" in week.notice
    assert "Allergener" not in poster(site, allergens=Allergens.WORDS).notice
    assert len({each.label[:3].lower() for each in Allergen}) == len(Allergen)


@pytest.mark.parametrize(
    ("sheets", "told"),
    [((1, 1, 1), "fisk)"), ((2, 1, 1), "(fis)"), ((2, 2, 1), ""), ((2, 2, 2), "fisk)"), ((3, 2, 2), "(fis)")],
)
def test_allergens_stand_on_it_unless_they_cost_a_sheet(site, monkeypatch, sheets, told):
    """`sheets`: how many it takes with them as words, as codes and without."""
    from livskraft.modules.activities.papers import poster_week as room

    menu(site, ("Torsk", False, [Allergen.FISH]))
    monkeypatch.setattr(room, "render", lambda week, size: repr(week).encode())
    monkeypatch.setattr(room, "_sheets", lambda made: sheets[0 if b"fisk)" in made else 1 if b"(fis)" in made else 2])
    made = printed(site, WEEK, Size.A3, with_lunch=True, actor=BY).decode()
    assert [each for each in ("fisk)", "(fis)") if each in made] == ([told] if told else [])


def test_sheets_are_counted_as_a_reader_does(site):
    from livskraft.modules.activities.papers.poster_week import _sheets

    for number in range(5):
        for hour in range(8, 18):
            held(site, number, hour, title=f"Aktivitet {number} {hour}")
    made = printed(site, WEEK, Size.A4, with_lunch=False, actor=BY)
    assert _sheets(made) == len(PdfReader(BytesIO(made)).pages) > 1


def test_it_leads_to_the_sites_own_page_and_telephone_and_tells_the_right_to_apply(site, settings):
    settings.BASE_URL = "https://livskraft.example/"
    assert poster(site).phone == ""
    Presentation.objects.create(site=site, phone="012-34 56 78")
    week = poster(site)
    assert (week.phone, week.url) == ("012-34 56 78", f"https://livskraft.example/hitta/{site.pk}/")
    assert "ansöka om stöd" in week.notice
    assert isinstance(week.dated, date)
    assert not isinstance(week.dated, datetime)
