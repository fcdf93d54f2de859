"""Is it counted how many incidents there are for each thousand visits?"""

from datetime import UTC, date, datetime

import pytest

from livskraft.access.actor import system_actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.indicators.catalogue import indicators
from livskraft.indicators.rules import Counted, together, value
from livskraft.kit.periods import Period
from livskraft.modules.activities.actions.attendance import save_head_count
from livskraft.modules.activities.rules.vocabulary import AgeGroup, CountedGender
from livskraft.modules.activities.tests.factories import DECISION, activity_at, occasion_of
from livskraft.modules.incidents.tests.factories import reported
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))
NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)


def test_a_site_has_its_incidents_and_its_visits_also_when_one_of_them_is_none():
    busy, quiet, unlucky = SiteFactory(), SiteFactory(), SiteFactory()
    by = system_actor("test", NOW)
    for site, number in ((busy, 400), (quiet, 100)):
        held = occasion_of(activity_at(site, at=NOW, **DECISION), on=date(2026, 3, 2), at=NOW)
        save_head_count(occasion=held, shown={}, typed={(AgeGroup.OLDER, CountedGender.WOMEN): number}, by=by)
    for site in (busy, unlucky):
        reported(site, actor_at(site, Role.CARE_STAFF, NOW))
    each = indicators["incidents.per_thousand_visits"]
    found = each.measure(Unit.objects.all(), MARCH)
    assert found == {busy.pk: Counted(1, 400), quiet.pk: Counted(0, 100), unlucky.pk: Counted(1, 0)}
    assert value(each.form, each.per, found[busy.pk]) == 2.5
    assert value(each.form, each.per, found[unlucky.pk]) is None
    assert value(each.form, each.per, together(found.values())) == 4
    assert each.measure(Unit.objects.all(), Period(date(2026, 4, 1), date(2026, 5, 1))) == {}
