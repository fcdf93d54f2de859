"""Is there something on at the demo's meeting places, with all that can become of it, and is it built once?"""

from datetime import date

import pytest
from django.utils import timezone

from livskraft.access import demo as access_demo
from livskraft.access.models import AuditEntry
from livskraft.access.tests.factories import actor_at
from livskraft.duties.queries import duties_of
from livskraft.modules.activities.demo.programme import programmes
from livskraft.modules.activities.models import Activity, ClosedDay, Occasion
from livskraft.modules.activities.rules.vocabulary import Kind, SignUpMode, State
from livskraft.organisation.models import Unit

pytestmark = pytest.mark.django_db


def test_four_sites_have_a_full_programme_back_and_ahead_and_building_it_again_changes_nothing():
    today = timezone.localdate()
    access_demo.demo(today)
    programmes(today)
    for name in ("Almgården", "Björkhagen", "Cederslund", "Lindegården"):
        site = Unit.objects.get(name=name)
        assert Activity.objects.filter(site=site).count() >= 10
        assert Occasion.objects.filter(site=site, on__lt=today).count() > 40
        assert Occasion.objects.filter(site=site, on__gt=today).count() > 40
    assert set(Activity.objects.values_list("kind", flat=True)) == set(Kind)
    assert set(Activity.objects.values_list("sign_up", flat=True)) == set(SignUpMode)
    assert Occasion.objects.filter(state=State.CANCELLED, starts_at__gt=timezone.now()).exists()
    assert Occasion.objects.exclude(moved_from=None).exists()
    assert ClosedDay.objects.filter(on__gt=today).exists()
    assert not AuditEntry.objects.filter(at__gt=timezone.now()).exists()
    before = AuditEntry.objects.count()
    programmes(today)
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("today", [date(2026, 1, 5), date(2026, 12, 23), date(2028, 2, 29)])
def test_it_is_built_on_any_day_of_the_year_and_one_place_waits_for_its_programme(today):
    access_demo.demo(today)
    programmes(today)
    assert Activity.objects.count() > 40
    site = Unit.objects.get(name="Mariehem")
    friday = access_demo.at(date.fromisocalendar(*today.isocalendar()[:2], 5))
    found = [duty for duty in duties_of(actor_at(site, at=friday)) if duty.kind.key == "activities.weekly_programme"]
    assert [duty.unit_id for duty in found] == [site.pk]
