"""Is a municipal caregiver's month owed until it is reported, and nobody else's?"""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from livskraft.duties.catalogue import kinds
from livskraft.duties.queries import duties_of
from livskraft.modules.training.actions.code_reports import report_codes
from livskraft.modules.training.tests.factories import episode_of, later, therapist_at
from livskraft.modules.training.tests.kva import FEBRUARY, MONTH, manager_of, municipal_site
from livskraft.modules.training.tests.notes import note_of
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.tests.factories import person_at

pytestmark = pytest.mark.django_db
KIND = "training.report_codes"


def written(site, name="Elsa", days=1):
    opened = therapist_at(site)
    return note_of(episode_of(person_at(site, name), opened), later(opened, days=days))


def owed(manager):
    return [duty for duty in duties_of(manager) if duty.key.startswith(KIND)]


def test_a_month_in_which_somebody_wrote_is_owed_until_it_is_reported():
    site = municipal_site()
    manager = manager_of(site)
    assert owed(manager) == []
    written(site, "Kanariefågel")
    (duty,) = owed(manager)
    assert duty.due == date(2026, 2, 15)
    assert duty.url == "/rehab/kva/?manad=2026-01"
    assert "januari" in duty.what
    assert "Kanariefågel" not in duty.what
    report_codes(month=MONTH, by=manager)
    assert owed(manager) == []


@pytest.mark.parametrize(
    ("today", "months"),
    [((2026, 1, 31), []), ((2026, 2, 1), ["2026-01"]), ((2026, 4, 30), ["2026-01"]), ((2026, 5, 1), [])],
)
def test_it_is_owed_from_when_the_month_is_over_for_three_months(today, months):
    site = municipal_site()
    written(site)
    found = owed(manager_of(site, datetime(*today, 12, tzinfo=UTC)))
    assert [duty.key.rsplit(":", 1)[1] for duty in found] == months


def test_the_oldest_is_told_first_and_once():
    site = municipal_site()
    written(site)
    written(site, "Else", days=30)
    manager = manager_of(site, datetime(2026, 3, 10, tzinfo=UTC))
    (duty,) = owed(manager)
    assert duty.key.endswith("2026-01")
    report_codes(month=MONTH, by=manager)
    (duty,) = owed(manager)
    assert duty.key.endswith("2026-02")


@pytest.mark.parametrize(("day", "late"), [(15, False), (16, True)])
def test_it_is_late_after_the_fifteenth(day, late):
    site = municipal_site()
    written(site)
    manager = manager_of(site)
    rows = kinds[KIND].rows(Unit.objects.filter(pk=manager.assignment.unit_id), date(2026, 2, day))
    assert [row.duty_late for row in rows] == [late]


def test_a_private_caregiver_owes_none():
    site = SiteFactory()
    written(site)
    assert owed(manager_of(site, FEBRUARY)) == []


def test_it_is_one_query():
    for _number in range(3):
        written(municipal_site())
    with CaptureQueriesContext(connection) as captured:
        rows = kinds[KIND].rows(Unit.objects.all(), FEBRUARY.date())
        assert len(kinds[KIND].describe(rows, FEBRUARY.date())) == 3
    assert len(captured) == 1
