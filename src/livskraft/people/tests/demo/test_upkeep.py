"""Does the demo municipality have persons who are registered twice, and an order that waits for the department?"""

from datetime import date, datetime, time

import pytest
from django.utils import timezone

from livskraft.access import demo as access_demo
from livskraft.access.actor import Actor
from livskraft.access.models import Assignment
from livskraft.people import demo
from livskraft.people.models import Person, PurgeOrder
from livskraft.people.queries.duplicates import pairs

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def test_karin_has_two_pairs_to_compare_and_anders_an_order_to_decide(settings):
    settings.LIVSKRAFT_MUNICIPALITY_CODE = "0680"
    access_demo.demo(TODAY)
    demo.demo(TODAY)
    karin = Assignment.objects.get(user__name="Karin Ahlvik")
    now = timezone.make_aware(datetime.combine(TODAY, time(9)))
    found = pairs(Person.objects.visible_to(Actor(at=now, user=karin.user, assignment=karin)))
    assert {pair.one.name for pair in found} == {"Harry Sandström", "Birgit Öhman"}
    order = PurgeOrder.objects.get()
    assert (order.made_by.name, order.lines.filter(spared="").count()) == ("Anders Fjällman", 2)
