"""Is the demo's lunch written, booked and counted before today, whatever day of the week it is?"""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from livskraft.access.models import AuditEntry
from livskraft.modules.activities.demo.lunch import GUESTS, lunches
from livskraft.modules.activities.models import Dish, LunchBooking
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize("later", range(7))
def test_nothing_is_dated_later_than_the_day_before(later):
    today = MONDAY + timedelta(days=later)
    for name in ("Almgården", "Björkhagen"):
        SiteFactory(name=name)
    lunches(today)
    written = AuditEntry.objects.filter(verb__startswith="activities.")
    assert max(timezone.localdate(each) for each in written.values_list("at", flat=True)) == today - timedelta(days=1)
    assert LunchBooking.objects.count() == len(GUESTS)
    # This week's and the next one's.
    assert Dish.objects.filter(on__gte=MONDAY + timedelta(days=7)).exists()
    before = AuditEntry.objects.count()
    lunches(today)
    assert AuditEntry.objects.count() == before
