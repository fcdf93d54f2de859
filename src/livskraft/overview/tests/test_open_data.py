"""Does the feed follow the schema that is told, and hold nothing but what is for everybody?"""

import json
from datetime import time, timedelta
from decimal import Decimal

import fastjsonschema
import pytest

from livskraft.access.actor import system_actor
from livskraft.modules.activities.actions.occasions import cancel_occasion, close_day, move_occasion
from livskraft.modules.activities.rules.vocabulary import Allergen
from livskraft.modules.activities.tests.factories import activity_at, occasion_of
from livskraft.modules.minigym.tests.factories import EquipmentFactory, EquipmentKindFactory
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.overview.open_data import feed, fields, schema
from livskraft.overview.open_places import places
from livskraft.overview.open_programme import AHEAD
from livskraft.overview.tests.factories import (
    MONDAY,
    NOW,
    closed,
    closed_days,
    gym_of,
    open_site,
    other_hours,
    with_lunch,
)

pytestmark = pytest.mark.django_db


def told():
    return json.loads(json.dumps(feed(places(NOW, ahead=AHEAD), NOW)))


@pytest.fixture(autouse=True)
def monday(time_machine):
    time_machine.move_to(NOW, tick=False)


def held(site, to_time=time(15), **details):
    return occasion_of(activity_at(site, **details), on=MONDAY, from_time=time(14), to_time=to_time)


def test_what_is_told_follows_the_schema():
    site = open_site(text="Hej", phone="012-34 56 78")
    EquipmentFactory(gym=gym_of(site))
    closed_days(site, MONDAY, MONDAY)
    other_hours(open_site("Asken"), MONDAY)
    closed(open_site("Boda"))
    SiteFactory(name="Utan gym")
    by = system_actor("test", NOW)
    held(site, to_time=None, cost=Decimal("12.50"), sign_up="public")
    cancel_occasion(occasion=held(site), reason="Sjuk", by=by)
    move_occasion(occasion=held(site), on=MONDAY + timedelta(days=1), from_time=time(9), reason="Målning", by=by)
    close_day(site=site, on=MONDAY + timedelta(days=2), by=by)
    with_lunch(site, {MONDAY: "Ärtsoppa", MONDAY + timedelta(days=1): "Torsk"}, allergens=[Allergen.FISH])
    found = told()
    fastjsonschema.compile(schema())(found)
    assert [each["name"] for each in found["places"]] == ["Asken", "Boda", "Lunden", "Utan gym"]


def test_the_schema_refuses_what_is_not_told_as_it_says():
    """Else the test above would prove nothing."""
    open_site()
    check = fastjsonschema.compile(schema())
    found = told()
    found["places"][0]["minigyms"][0]["days"][0]["open"] = [["9", "16"]]
    with pytest.raises(fastjsonschema.JsonSchemaException):
        check(found)
    found = told()
    del found["places"][0]["calendar"]
    with pytest.raises(fastjsonschema.JsonSchemaException):
        check(found)
    held(open_site("Asken"))
    found = told()
    found["places"][0]["programme"][0]["occasions"][0]["kind"] = "annat"
    with pytest.raises(fastjsonschema.JsonSchemaException):
        check(found)


def test_hours_and_machines_are_told_by_kind_and_day():
    site = open_site()
    press = EquipmentKindFactory(name="Benpress")
    EquipmentFactory(gym=gym_of(site), kind=press)
    EquipmentFactory(gym=gym_of(site), kind=press, status="out_of_use")
    EquipmentFactory(gym=gym_of(site), status="retired", retired_on=MONDAY, retired_reason="Trasig")
    (gym,) = told()["places"][0]["minigyms"]
    assert gym["equipment"] == [{"kind": "Benpress", "in_use": 1, "out_of_use": 1}]
    assert gym["days"][0] == {
        "date": "2026-11-23",
        "open": [["09:00", "16:00"]],
        "staffed": [["13:00", "15:00"]],
        "closed_because": None,
        "note": "",
    }
    assert len(gym["days"]) == 7


def test_a_machines_code_number_and_maker_are_nobody_elses():
    site = open_site()
    item = EquipmentFactory(gym=gym_of(site), serial_number="HEMLIGT-7", make="HEMLIGT")
    text = json.dumps(told())
    assert item.token not in text
    assert "HEMLIGT" not in text


def test_each_field_of_the_feed_is_said_in_words():
    names = [name for name, meaning in fields() if meaning]
    assert len(names) == len(fields())
    assert {
        "places[].name",
        "places[].minigyms[].days[].staffed",
        "places[].picture.alt",
        "places[].programme[].occasions[].starts",
        "places[].lunch.days[].dishes[].allergens",
    } <= set(names)


def test_the_programme_is_told_with_moments_that_say_how_far_from_utc_they_are():
    site = open_site()
    occasion = held(
        site, title="Körsång", kind="cultural", place="Salongen", cost=Decimal(30), sign_up="public", leader="Hilda"
    )
    found = told()["places"][0]
    (day,) = found["programme"]
    (told_of,) = day["occasions"]
    assert (day["date"], day["closed"]) == ("2026-11-23", None)
    assert told_of["id"] == occasion.pk
    assert (told_of["starts"], told_of["ends"]) == ("2026-11-23T14:00:00+01:00", "2026-11-23T15:00:00+01:00")
    assert (told_of["title"], told_of["kind"], told_of["cost"]) == ("Körsång", "cultural", 30.0)
    assert told_of["sign_up_page"].endswith(f"/program/anmal/{occasion.pk}/")
    assert found["programme_page"].endswith(f"/hitta/{site.pk}/program/")
    assert "Hilda" not in json.dumps(found)


def test_an_end_that_nobody_has_said_and_a_cost_that_nobody_has_set_are_null():
    held(open_site(), to_time=None)
    (told_of,) = told()["places"][0]["programme"][0]["occasions"]
    assert (told_of["ends"], told_of["cost"], told_of["sign_up_page"]) == (None, None, None)


def test_lunch_is_told_with_allergens_as_codes_and_null_when_nobody_has_said():
    with_lunch(open_site(), {MONDAY: "Ärtsoppa"}, vegetarian=True)
    lunch = told()["places"][0]["lunch"]
    assert (lunch["weekdays"], lunch["hours"], lunch["price"]) == ([1, 2, 3, 4, 5], ["11:30", "13:00"], 85.0)
    assert lunch["days"] == [
        {"date": "2026-11-23", "dishes": [{"name": "Ärtsoppa", "vegetarian": True, "allergens": None}]}
    ]
    SiteFactory(name="Asken")
    assert told()["places"][0]["lunch"] is None
