"""Does the feed follow the schema that is told, and hold nothing but what is for everybody?"""

import json

import fastjsonschema
import pytest

from livskraft.modules.minigym.tests.factories import EquipmentFactory, EquipmentKindFactory
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.overview.open_data import feed, fields, schema
from livskraft.overview.open_places import places
from livskraft.overview.tests.factories import MONDAY, NOW, closed, closed_days, gym_of, open_site, other_hours

pytestmark = pytest.mark.django_db


def told():
    return json.loads(json.dumps(feed(places(NOW), NOW)))


def test_what_is_told_follows_the_schema():
    site = open_site(text="Hej", phone="012-34 56 78")
    EquipmentFactory(gym=gym_of(site))
    closed_days(site, MONDAY, MONDAY)
    other_hours(open_site("Asken"), MONDAY)
    closed(open_site("Boda"))
    SiteFactory(name="Utan gym")
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
    assert {"places[].name", "places[].minigyms[].days[].staffed", "places[].picture.alt"} <= set(names)
