"""Is every place of the demo presented to the public but one, and only once?"""

from datetime import date

import pytest

from livskraft.organisation.models import Presentation
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.overview.demo_places import SILENT, present_places

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def test_all_places_but_one_are_told_of_and_no_more_than_once():
    for name in ("Almgården", "Björkhagen", SILENT):
        SiteFactory(name=name)
    present_places(TODAY)
    present_places(TODAY)
    told = Presentation.objects.order_by("site__name")
    assert [each.site.name for each in told] == ["Almgården", "Björkhagen"]
    assert len({each.phone for each in told}) == 2
