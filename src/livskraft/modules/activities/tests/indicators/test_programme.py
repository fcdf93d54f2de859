"""Are occasions counted where and when they were held, and those that were cancelled by themselves?"""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from livskraft.access.actor import system_actor
from livskraft.kit.periods import Period
from livskraft.modules.activities.actions.occasions import cancel_occasion
from livskraft.modules.activities.indicators.programme import occasions_cancelled, occasions_held
from livskraft.modules.activities.tests.factories import activity_at, occasion_of
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))


def held_on(site, day, cancelled=False):
    occasion = occasion_of(activity_at(site), on=day, from_time=time(0), to_time=time(0, 1))
    if cancelled:
        cancel_occasion(occasion=occasion, reason="Kurs", by=system_actor("test"))


def numbers(measure, period=MARCH, units=None):
    found = measure(Unit.objects.all() if units is None else units, period)
    return {site: int(counted.numerator) for site, counted in found.items()}


def test_each_counts_in_the_month_of_its_day_and_at_its_site():
    site, other, empty = SiteFactory(), SiteFactory(), SiteFactory()
    for day in (date(2026, 2, 28), MARCH.starts, date(2026, 3, 31), date(2026, 4, 1)):
        held_on(site, day)
    held_on(site, MARCH.starts, cancelled=True)
    held_on(other, MARCH.starts, cancelled=True)
    assert numbers(occasions_held) == {site.pk: 2, other.pk: 0}
    assert numbers(occasions_cancelled) == {site.pk: 1, other.pk: 1}
    assert numbers(occasions_held, units=Unit.objects.filter(pk=site.pk)) == {site.pk: 2}
    assert empty.pk not in numbers(occasions_held)


def test_what_is_still_to_come_is_not_held_yet():
    site, today = SiteFactory(), timezone.localdate()
    held_on(site, today + timedelta(days=1))
    held_on(site, today - timedelta(days=1))
    period = Period(today - timedelta(days=1), today + timedelta(days=2))
    assert numbers(occasions_held, period) == {site.pk: 1}
