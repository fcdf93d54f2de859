"""Do the public's pages tell what they should and nothing more, and are they light and framed only where allowed?"""

import gzip
import html
import re
from datetime import time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from livskraft.access.actor import system_actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, UserFactory
from livskraft.files.actions import store_picture
from livskraft.files.tests.factories import picture, upload
from livskraft.modules.activities.actions.occasions import cancel_occasion, close_day, move_occasion
from livskraft.modules.activities.rules.vocabulary import Allergen
from livskraft.modules.activities.tests.factories import activity_at, occasion_of
from livskraft.modules.activities.tests.sign_ups import signed
from livskraft.modules.minigym.tests.factories import EquipmentFactory
from livskraft.organisation.models import Contact, Presentation
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.overview.tests.factories import MONDAY, NOW, closed, closed_days, gym_of, open_site, with_lunch
from livskraft.ui.languages import LANGUAGES

pytestmark = pytest.mark.django_db
PUBLIC = [
    "find",
    "place",
    "place_programme",
    "place_block",
    "place_calendar",
    "open_data",
    "open_data_feed",
    "open_data_schema",
]
LIGHTEST = 100_000


@pytest.fixture(autouse=True)
def monday(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def site():
    return open_site(
        text="Välkommen hit", phone="012-34 56 78", email="lunden@example.invalid", way="Buss 4", access="Hiss finns"
    )


def address(name, site):
    return reverse(name, args=[site.pk] if name.startswith("place") else [])


def text(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_page_says_where_when_what_and_whom_to_ring(client, site):
    EquipmentFactory(gym=gym_of(site), kind__name="Benpress")
    EquipmentFactory(gym=gym_of(site), kind__name="Armcykel", status="out_of_use")
    found = text(client, address("place", site))
    for words in (
        "Välkommen hit",
        "Storgatan 1",
        "Buss 4",
        "Hiss finns",
        'href="tel:012345678"',
        "9–16",
        "13–15",
        "Benpress",
        "Ur bruk",
        "Öppet nu, till 16.00",
        "65 år",
        site.parent.contracts.get().provider.name,
        "måndag 23 november",
    ):
        assert words in found, words


@pytest.mark.parametrize("name", ["find", "place", "place_block"])
def test_everybody_is_told_that_one_may_apply_for_support(client, site, name):
    """SoL (2025:400) 11:6."""
    assert "ansöka om" in text(client, address(name, site))


def test_where_one_applies_is_a_setting(client, site, settings):
    assert "kontaktcenter och fråga efter" in text(client, address("find", site))
    settings.LIVSKRAFT_APPLY_AT = "https://www.example.invalid/ansok"
    assert 'href="https://www.example.invalid/ansok"' in text(client, address("find", site))


def test_a_closed_gym_says_so_and_why(client, site):
    closed_days(site, MONDAY, MONDAY)
    assert "Golvet vaxas" in text(client, address("place", site))
    closed(site, "Vattenskada i lokalen")
    for name in ("place", "place_block", "open_data_feed"):
        assert "Vattenskada i lokalen" in text(client, address(name, site))
    assert "Stängt tills vidare" in text(client, address("find", site))
    # No week of closed days, and no last day that nobody has set.
    page = text(client, address("place", site))
    assert "Öppettider den närmaste veckan" not in page
    assert "Inte som vanligt" not in page


def test_a_site_without_a_gym_points_to_the_nearest(client, site):
    without = SiteFactory(parent=site.parent, name="Asken")
    found = text(client, address("place", without))
    assert "Inget minigym här" in found
    assert f'href="{address("place", site)}"' in found


@pytest.mark.parametrize("name", PUBLIC)
def test_no_person_code_or_history_is_told_to_anybody(client, site, name):
    AssignmentFactory(unit=site, user=UserFactory(name="Karin Hemligsson"))
    AssignmentFactory(unit=site, role=Role.CARE_STAFF, user=UserFactory(name="Kim Hemligsson"))
    Contact.objects.create(unit=site, name="Kontakt Hemligsson", phone="011-1", email="hemlig@example.invalid")
    Contact.objects.create(unit=site.premises.property_owner, name="Ägar Hemligsson", phone="011-2")
    item = EquipmentFactory(gym=gym_of(site), serial_number="HEMLIGT", status="out_of_use")
    item.stops.create(reason="HEMLIGT skäl", since=NOW)
    found = text(client, address(name, site))
    assert "hemlig" not in found.lower()
    assert item.token not in found
    assert gym_of(site).token not in found
    assert "011-" not in found


@pytest.mark.parametrize("name", PUBLIC)
def test_nothing_is_stored_with_who_looks_and_nothing_can_be_posted(client, site, name):
    answer = client.get(address(name, site))
    assert not answer.cookies
    assert client.post(address(name, site)).status_code == 405


@pytest.mark.parametrize("name", ["find", "place", "place_programme", "place_block", "open_data"])
def test_there_is_no_script_to_wait_for(client, site, name):
    assert "<script" not in text(client, address(name, site))


@pytest.mark.parametrize("name", ["find", "place"])
def test_the_first_page_weighs_at_most_100_kilobytes_without_pictures(client, site, name):
    for number in range(20):
        EquipmentFactory(gym=gym_of(site), kind__name=f"Maskin {number}")
        SiteFactory(name=f"Plats {number}")
    page = client.get(address(name, site)).content
    linked = re.findall(rb'<link[^>]+href="/static/([^"]+)"', page) + re.findall(
        rb'<script[^>]+src="/static/([^"]+)"', page
    )
    files = [finders.find(path.decode()) for path in linked]
    assert len(files) >= 8
    assert all(files), f"not built: {linked}"
    weight = len(gzip.compress(page)) + sum(_sent(Path(path)) for path in files)
    assert weight <= LIGHTEST


def _sent(path):
    data = path.read_bytes()
    return len(data) if path.suffix == ".woff2" else len(gzip.compress(data))


def test_only_the_block_may_be_framed_and_only_by_the_sites_in_the_settings(client, site, settings):
    settings.LIVSKRAFT_EMBEDDED_ON = ["https://www.example.se", "https://*.utforare.example"]
    block = client.get(address("place_block", site))
    policy = block.headers["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors 'self' https://www.example.se https://*.utforare.example")
    assert "default-src 'none'" in policy
    assert "form-action 'none'" in policy
    assert "unsafe" not in policy
    assert "X-Frame-Options" not in block.headers
    for name in PUBLIC:
        if name != "place_block":
            answer = client.get(address(name, site))
            assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"], name
            assert answer.headers["X-Frame-Options"] == "DENY", name


def test_nobody_frames_the_block_until_the_settings_say_so(client, site):
    policy = client.get(address("place_block", site)).headers["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors 'self'")


def test_a_block_of_a_place_that_is_not_there_is_framed_by_nobody(client, site):
    answer = client.get(reverse("place_block", args=[999999]))
    assert answer.status_code == 404
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["open_data_feed", "open_data_schema", "place_calendar"])
def test_any_page_may_fetch_the_data(client, site, name):
    answer = client.get(address(name, site), headers={"Origin": "https://www.example.se"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_what_has_not_changed_is_not_sent_again(client, site):
    first = client.get(address("place", site))
    again = client.get(address("place", site), headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_calendar_is_a_calendar(client, site):
    answer = client.get(address("place_calendar", site))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.content.startswith(b"BEGIN:VCALENDAR\r\n")


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "{{ 7|add:7 }}", '"><img src=x onerror=alert(1)>', "\u202eevil", "O'Brien"]
)
def test_what_is_written_of_a_place_stays_text(client, hostile):
    site = open_site(hostile, text=hostile, way=hostile, access=hostile)
    held(site, title=hostile, place=hostile, for_whom=hostile, accessibility=hostile, partner=hostile)
    with_lunch(site, {MONDAY: hostile})
    for name in ("place", "place_programme", "find", "place_block", "open_data"):
        found = client.get(address(name, site)).content.decode()
        assert "<script>alert" not in found
        assert "<img src=x" not in found
        assert ">14<" not in found


def held(site, days=0, hour=14, **details):
    activity = activity_at(site, **({"title": "Körsång"} | details))
    return occasion_of(activity, on=MONDAY + timedelta(days=days), from_time=time(hour), to_time=None)


@pytest.mark.parametrize("name", ["find", "place", "place_programme", "place_block"])
def test_what_is_on_today_is_told(client, site, name):
    held(site)
    found = text(client, address(name, site))
    assert '<bdi lang="sv">Körsång</bdi>' in found
    assert "14.00" in found


def test_the_place_tells_what_one_needs_to_know_to_come(client, site):
    occasion = held(
        site,
        3,
        place="Salongen",
        cost=Decimal(30),
        for_whom="Alla",
        accessibility="Hörslinga",
        partner="Sångens vänner",
        leader="Hemliga Hilda",
        sign_up="public",
    )
    held(site, 4, title="Bingo", cost=Decimal(0))
    found = text(client, address("place", site))
    for words in ("Torsdag 26 november", "Salongen", "30 kr", "Alla", "Hörslinga", "Sångens vänner", "Gratis"):
        assert words in found, words
    assert found.count("Anmäl dig<") == 1
    assert f'href="{reverse("public_sign_up", args=[occasion.pk])}"' in found
    assert "Hemliga Hilda" not in found


def test_what_is_cancelled_moved_and_closed_says_why(client, site):
    by = system_actor("test", NOW)
    cancel_occasion(occasion=held(site, 1, sign_up="public"), reason="Ledaren är sjuk", by=by)
    move_occasion(
        occasion=held(site, 1, title="Bingo"),
        on=MONDAY + timedelta(days=2),
        from_time=time(10),
        reason="Målning",
        by=by,
    )
    close_day(site=site, on=MONDAY + timedelta(days=3), reason="Utbildning", by=by)
    for name in ("place", "place_programme"):
        found = text(client, address(name, site))
        assert "<s>Körsång</s>" in found
        assert "Ledaren är sjuk" in found
        assert "Flyttat från tisdag 24 november, klockan 14.00" in found
        assert "Målning" in found
        assert "Utbildning" in found
        assert "Anmäl dig<" not in found


def test_lunch_is_told_with_its_allergens(client, site):
    with_lunch(
        site, {MONDAY: "Kokt torsk", MONDAY + timedelta(days=7): "Torskgryta"}, allergens=[Allergen.EGG, Allergen.FISH]
    )
    found = text(client, address("place", site))
    for words in (
        "Kokt torsk",
        "Torskgryta",
        "Innehåller ägg, fisk",
        "11.30–13",
        "85 kr",
        "Sallad ingår",
        "Nästa vecka",
    ):
        assert words in found, words
    assert "Kokt torsk" in text(client, address("place_block", site))
    assert "Contains egg, fish" in text(client, address("place", site) + "?sprak=en")


def test_a_dish_of_which_nobody_has_said_anything_sends_one_to_the_staff(client, site):
    with_lunch(site, {MONDAY: "Svampstuvning"}, allergens=None)
    assert "Allergener: fråga personalen" in text(client, address("place", site))


def test_every_allergen_is_said_in_every_language():
    for allergen in Allergen:
        words = {language.code: _in(language.code, allergen.label) for language in LANGUAGES}
        assert words["ar"] != words["sv"], allergen
        assert words["fi"] != words["sv"] or allergen == Allergen.CELERY, allergen


def _in(code, word):
    with override(code):
        return str(word)


def test_the_weeks_are_turned_in_the_chosen_language(client, site):
    held(site, 7)
    url = address("place_programme", site)
    assert "Körsång" not in text(client, url)
    found = text(client, url + "?sprak=ar&vecka=2026-V49")
    assert '<bdi lang="sv">Körsång</bdi>' in found
    assert f'href="{url}?vecka=2026-V50&amp;sprak=ar"' in found
    assert f'href="{url}?vecka=2026-V48&amp;sprak=ar"' in found
    assert 'href="?vecka=2026-V49&amp;sprak=fi"' in found


@pytest.mark.parametrize(
    "query", ["?vecka=", "?vecka=2026-V99", "?vecka=%00", "?vecka=9999-V01", "?vecka=" + "1" * 5000]
)
def test_a_week_that_is_none_is_this_week(client, site, query):
    assert "Vecka 48" in text(client, address("place_programme", site) + query)


def test_a_place_that_is_not_there_has_no_programme(client):
    assert client.get(reverse("place_programme", args=[999999])).status_code == 404


def test_who_has_signed_up_is_told_to_nobody(client, site):
    signed(held(site, sign_up="public"), "Kanarievilda Kanariestrand")
    for name in PUBLIC:
        assert "Kanarie" not in text(client, address(name, site)), name


@pytest.mark.parametrize(
    "name", ["find", "place", "place_programme", "place_block", "open_data_feed", "place_calendar"]
)
def test_as_many_queries_however_much_is_on(client, site, name):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address(name, site)).status_code == 200
        return len(captured)

    with_lunch(site, {MONDAY: "Ärtsoppa"})
    held(site)
    before = cost()
    for days in range(6):
        held(site, days, title=f"Nummer {days}", hour=15)
    with_lunch(open_site("Asken"), {MONDAY: "Torsk"})
    assert cost() == before


def test_a_search_without_a_hit_leads_back(client, site):
    found = text(client, reverse("find") + "?q=finnsinte")
    assert "Ingen plats stämmer med sökningen" in found
    assert "0 platser hittades." in found
    assert "Lunden" in text(client, reverse("find") + "?q=lun")


@pytest.mark.parametrize(
    "query", ["?q=" + "a" * 5000, "?omrade=finnsinte", "?q=%00", "?q=%ff", "?sprak=xx", "?q=a&q=b"]
)
def test_a_strange_question_is_no_error(client, site, query):
    assert client.get(reverse("find") + query).status_code == 200


def test_a_municipality_without_places_says_so(client):
    assert "Här finns inga platser än" in text(client, reverse("find"))


def test_the_picture_is_for_everybody_and_only_there_when_there_is_one(client, site):
    url = address("place_picture", site)
    assert client.get(url).status_code == 404
    told = Presentation.objects.get(site=site)
    told.picture, told.picture_alt = store_picture(upload(picture()), at=NOW), "Entrén från gatan"
    told.save()
    answer = client.get(url)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert 'alt="Entrén från gatan"' in text(client, address("place", site))


def test_a_new_picture_has_an_address_that_nobody_has_kept(client, site):
    told = Presentation.objects.get(site=site)

    def shown():
        told.picture, told.picture_alt = store_picture(upload(picture()), at=NOW), "Entrén från gatan"
        told.save()
        (found,) = re.findall(r'<img class="ov-picture" src="([^"]+)"', text(client, address("place", site)))
        assert client.get(found).status_code == 200
        return found

    assert shown() != shown()


def test_the_sign_in_page_leads_visitors_right(client):
    assert f'href="{reverse("find")}"' in text(client, reverse("account_login"))


def test_the_row_to_paste_frames_the_block_and_cannot_be_broken_out_of(client):
    site = open_site('Lunden" onload="alert(1)')
    found = text(client, reverse("open_data"))
    row = html.unescape(re.search(r"<code>(&lt;iframe.+?)</code>", found).group(1))
    assert f'src="http://127.0.0.1:8000{address("place_block", site)}"' in row
    assert 'onload="' not in row


def test_the_chosen_language_goes_along_to_the_next_page(client, site):
    found = text(client, reverse("find") + "?sprak=ar")
    assert '<html lang="ar" dir="rtl"' in found
    assert f'href="{address("place", site)}?sprak=ar"' in found
    assert 'name="sprak" value="ar"' in found
    page = text(client, address("place", site) + "?sprak=ar")
    assert f'href="{reverse("find")}?sprak=ar"' in page
    assert '<p lang="sv" dir="auto">Välkommen hit</p>' in page
    assert '<span dir="ltr">012-34 56 78</span>' in page
    assert 'dir="ltr">09:00–16:00</span>' in page
    assert f'href="{address("place", site)}"' in text(client, reverse("find"))
