"""Are words kept without what nobody can see, and are times the moments that the clock shows?"""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection, transaction

from livskraft.access.actor import system_actor
from livskraft.kit.errors import Refused
from livskraft.kit.tests.at_once import at_once
from livskraft.modules.activities.actions.writing import alone_at, refuse_far_days, span
from livskraft.modules.activities.tests.sign_ups import popular, signed
from livskraft.organisation.tests.factories import SiteFactory

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("on", "ends", "hours"),
    [
        (date(2026, 3, 28), time(4), 3),
        (date(2026, 3, 29), time(4), 2),
        (date(2026, 10, 25), time(4), 4),
    ],
)
def test_a_night_when_the_clocks_change_is_as_long_as_it_is(on, ends, hours):
    starts_at, ends_at = span(on, time(1), ends, HOUR)
    assert ends_at - starts_at == hours * HOUR


def test_what_falls_in_the_hour_that_is_skipped_still_ends_after_it_begins():
    starts_at, ends_at = span(date(2026, 3, 29), time(2, 30), time(3, 15), HOUR)
    assert starts_at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert ends_at - starts_at == timedelta(minutes=45)


def test_without_an_end_it_is_as_long_as_is_assumed_and_an_end_before_the_start_is_refused():
    starts_at, ends_at = span(date(2026, 5, 5), time(10), None, HOUR)
    assert (starts_at, ends_at) == (datetime(2026, 5, 5, 8, tzinfo=UTC), datetime(2026, 5, 5, 9, tzinfo=UTC))
    with pytest.raises(Refused) as refused:
        span(date(2026, 5, 5), time(10), time(10), HOUR)
    assert refused.value.field == "to_time"


@pytest.mark.parametrize("year", [1, 1999, 2206, 9999])
def test_a_day_in_another_age_is_refused_beside_its_field(year):
    by = system_actor("test", datetime(2026, 5, 5, tzinfo=UTC))
    refuse_far_days(date(2036, 5, 5), date(2000, 1, 1), by=by, field="on")
    with pytest.raises(Refused) as refused:
        refuse_far_days(date(year, 5, 5), by=by, field="on")
    assert refused.value.field == "on"


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="It writes one transaction at a time and locks no rows")
def test_who_signs_up_does_not_wait_for_who_plans():
    occasion = popular(SiteFactory())

    def sign_up_at_once():
        with transaction.atomic():
            connection.cursor().execute("SET LOCAL lock_timeout = '2s'")
            signed(occasion)

    with transaction.atomic():
        alone_at(occasion.site_id)
        assert at_once([sign_up_at_once]) == [None]
