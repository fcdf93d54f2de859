"""Do the duties of every module keep what their kinds promise, over a whole municipality?"""

import pytest
from django.utils import timezone

from livskraft.access import demo as access_demo
from livskraft.duties.catalogue import kinds
from livskraft.modules.incidents import demo as incidents_demo
from livskraft.modules.minigym import demo as minigym_demo
from livskraft.organisation.models import Unit


@pytest.mark.django_db
def test_duties_arise_only_at_units_of_the_kinds_that_they_say():
    today = timezone.localdate()
    access_demo.demo(today)
    minigym_demo.demo(today)
    incidents_demo.demo(today)
    units = Unit.objects.all()
    places = dict(units.values_list("pk", "kind"))
    found = [(kind, places[row.duty_unit]) for kind in kinds for row in kind.rows(units, today)]
    assert len({kind.key for kind, _place in found}) > 5
    assert [(kind.key, place) for kind, place in found if place not in kind.arises_at] == []
