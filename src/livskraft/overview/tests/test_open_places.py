"""Does anybody find a place by its name or area, and is it said rightly whether it is open?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from livskraft.modules.minigym.tests.factories import GymFactory
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.overview.open_places import by_area, now, place, places, search, unusual
from livskraft.overview.tests.factories import MONDAY, NOW, closed, closed_days, gym_of, open_site, other_hours
from livskraft.ui.languages import LANGUAGES, SWEDISH

pytestmark = pytest.mark.django_db


def standing(site, moment=NOW):
    return now(place(site.pk, moment).gyms[0], moment).text


def test_a_place_is_told_with_area_address_and_provider():
    site = open_site(phone="012-34 56 78")
    found = place(site.pk, NOW)
    assert (found.name, found.area, found.part) == ("Lunden", site.parent.parent.name, site.parent.name)
    assert found.address == "Storgatan 1"
    assert found.provider == site.parent.contracts.get().provider.name
    assert found.call == "tel:012345678"
    assert "Storgatan+1" in found.map_url


@pytest.mark.parametrize(
    ("written", "dialled"),
    [("+46 (0)12-34 56 78", "tel:+4612345678"), ("(012) 34 56 78", "tel:012345678"), ("- -", "")],
)
def test_a_phone_dials_what_reaches_the_place(written, dialled):
    assert place(open_site(phone=written).pk, NOW).call == dialled


def test_a_place_of_which_nothing_is_told_is_there_all_the_same():
    site = SiteFactory(name="Tyst")
    site.premises.delete()
    site.parent.contracts.all().delete()
    found = place(site.pk, NOW)
    assert (found.address, found.provider, found.told, found.gyms) == ("", "", None, [])
    assert (found.call, found.map_url) == ("", "")


def test_a_closed_site_or_gym_is_not_a_place_to_go_to():
    site = open_site()
    gym = gym_of(site)
    gym.closed = MONDAY
    gym.save()
    assert place(site.pk, NOW).gyms == []
    site.closed = MONDAY
    site.save()
    assert place(site.pk, NOW) is None


def test_only_sites_are_places():
    site = SiteFactory()
    assert place(site.parent_id, NOW) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("lund", True),
        ("LUNDEN", True),
        ("storg", True),
        ("storgatan lun", True),
        ("Storgatan, Lunden", True),
        ("unden", False),
        ("lunden skogen", False),
        ("", True),
        ("   ", True),
        ("<script>", False),
        ("%", False),
    ],
)
def test_every_word_begins_a_word_of_the_place(text, found):
    open_site()
    assert bool(search(places(NOW), text)) is found


def test_letters_with_rings_are_found_however_they_are_typed():
    SiteFactory(name="Åsgården")
    for typed in ("a\u030asga\u030ard", "ASGARDEN"):
        assert [each.name for each in search(places(NOW), typed)] == ["Åsgården"]
    assert not search(places(NOW), "äsgården")


def test_one_can_look_in_one_area():
    for area, name in (("Östra", "Asken"), ("Ängarna", "Boda"), ("Åsen", "Lunden")):
        site = SiteFactory(name=name)
        Unit.objects.filter(pk=site.parent.parent_id).update(name=area)
    every = places(NOW)
    assert [each.name for each in search(every, "", "Åsen")] == ["Lunden"]
    assert [name for name, _rows in by_area(every)] == ["Åsen", "Ängarna", "Östra"]


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [
        (7, 59, "Stängt, öppnar i dag 9.00"),
        (8, 0, "Öppet nu, till 16.00"),
        (14, 59, "Öppet nu, till 16.00"),
        (15, 0, "Stängt, öppnar i morgon 9.00"),
    ],
)
def test_open_is_said_by_the_swedish_clock(hour, minute, said):
    assert standing(open_site(), datetime(2026, 11, 23, hour, minute, tzinfo=UTC)) == said


def test_from_friday_evening_it_opens_on_monday():
    assert standing(open_site(), datetime(2026, 11, 27, 20, tzinfo=UTC)) == "Stängt, öppnar måndag 30 november 9.00"


def test_what_closes_the_gym_is_said_before_its_hours():
    site = open_site()
    closed_days(site, MONDAY, MONDAY)
    assert standing(site) == "Stängt, öppnar i morgon 9.00"
    closed(site)
    assert standing(site) == "Stängt tills vidare"


def test_hours_that_nobody_has_told_are_not_a_closed_door():
    gym = GymFactory()
    assert standing(gym.site) == "Fråga efter öppettider"


def test_days_in_a_row_of_the_same_are_told_once():
    site = open_site()
    closed_days(site, MONDAY + timedelta(days=1), MONDAY + timedelta(days=3))
    other_hours(site, MONDAY + timedelta(days=4))
    found = unusual(place(site.pk, NOW, days=7).gyms[0])
    assert [(each.day, last, each.closed_because, each.note) for each, last in found] == [
        (date(2026, 11, 24), date(2026, 11, 26), "Golvet vaxas", ""),
        (date(2026, 11, 27), date(2026, 11, 27), None, "Personalmöte"),
    ]


def test_twenty_places_cost_as_many_queries_as_one():
    def cost():
        with CaptureQueriesContext(connection) as captured:
            found = len(places(NOW))
        return found, len(captured)

    open_site("Plats 0", text="Hej")
    one = cost()
    for number in range(1, 20):
        open_site(f"Plats {number}", text="Hej")
    assert cost() == (20, one[1])


@pytest.mark.parametrize("code", [language.code for language in LANGUAGES if language != SWEDISH])
def test_each_standing_is_said_in_the_language_of_the_page(code):
    site, silent = open_site(), GymFactory().site
    friday_evening = datetime(2026, 11, 27, 20, tzinfo=UTC)
    closed_days(site, MONDAY, MONDAY)
    moments = [NOW, datetime(2026, 11, 24, 5, tzinfo=UTC), datetime(2026, 11, 24, 9, tzinfo=UTC), friday_evening]
    swedish = {standing(site, moment) for moment in moments} | {standing(silent)}
    assert len(swedish) == 5
    with override(code):
        theirs = {standing(site, moment) for moment in moments} | {standing(silent)}
        assert not swedish & theirs
        assert not [each for each in theirs if "ppnar" in each or "Stängt" in each]
        closed(site)
        assert standing(site) != "Stängt tills vidare"
