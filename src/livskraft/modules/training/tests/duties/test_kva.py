"""Is a municipal caregiver's month owed until it is reported, by who reports it, and nobody else's?"""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from livskraft.duties.catalogue import kinds
from livskraft.duties.queries import counts_at, duties_of, duty_owed
from livskraft.modules.training.actions.code_reports import report_codes
from livskraft.modules.training.rules.vocabulary import NoteKind
from livskraft.modules.training.tests.factories import episode_of, later, therapist_at
from livskraft.modules.training.tests.kva import (
    FEBRUARY,
    MONTH,
    administrator_of,
    area_of,
    department,
    manager_of,
    municipal_site,
)
from livskraft.modules.training.tests.notes import note_of
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit
from livskraft.organisation.queries import keeper_of
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.tests.factories import person_at

pytestmark = pytest.mark.django_db
KIND, OWN = "training.report_codes", "training.report_own_codes"


def written(unit, name="Elsa", days=1):
    opened = therapist_at(unit)
    site = None if unit.kind == UnitKind.SITE else Unit.objects.below([unit.path]).sites().first()
    return note_of(episode_of(person_at(unit, name), opened, site=site), later(opened, days=days))


def owed(manager):
    return [duty for duty in duties_of(manager) if duty.kind.key in (KIND, OWN)]


def test_a_month_in_which_somebody_wrote_is_owed_until_it_is_reported():
    site = municipal_site()
    manager = manager_of(site)
    assert owed(manager) == []
    written(site, "Kanariefågel")
    (duty,) = owed(manager)
    assert duty.due == date(2026, 2, 15)
    assert duty.url == f"/rehab/kva/?manad=2026-01&vardgivare={manager.caregiver.pk}"
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


def test_what_there_is_nothing_to_report_of_is_not_owed():
    """A summary without a code is no contact; owed all the same, nothing on the page would end the duty."""
    site = municipal_site()
    manager, opened = manager_of(site), therapist_at(site)
    episode = episode_of(person_at(site), opened)
    note_of(episode, later(opened, days=1), NoteKind.SUMMARY)
    assert owed(manager) == []
    note_of(episode, later(opened, days=2))
    assert len(owed(manager)) == 1


def test_the_municipalitys_own_month_is_owed_at_the_department_until_it_is_reported():
    there = department()
    administrator, manager = administrator_of(there), manager_of(municipal_site())
    written(area_of(there), "Kanariefågel")
    (duty,) = owed(administrator)
    assert (duty.key, duty.unit_id) == (f"{OWN}:{there.parent_id}:2026-01", there.pk)
    assert there.parent.name in duty.what
    assert "Kanariefågel" not in duty.what
    # What a provider reports is another report.
    assert owed(manager) == []
    report_codes(month=MONTH, by=administrator)
    assert owed(administrator) == []


def test_a_providers_month_is_not_the_departments_to_report():
    there, site = department(), municipal_site()
    manager = manager_of(site)
    written(site)
    assert len(owed(manager)) == 1
    assert owed(administrator_of(there)) == []


def test_where_no_area_manager_is_left_it_is_told_that_nobody_is_there(client):
    site = municipal_site()
    keeper = keeper_of(site, FEBRUARY.date())
    written(site, "Kanariefågel")
    above = administrator_of(keeper.parent)
    (duty,) = owed(above)
    told = f"Ingen områdesansvarig finns hos {keeper.name}: månadens vårdåtgärder att rapportera"
    assert (duty.what, duty.url, duty.vacant) == (told, "/personal/?role=area_manager", True)
    assert (duty.due, duty.unit_id, duty_owed(above, duty.key)) == (date(2026, 2, 15), keeper.pk, duty)
    manager = manager_of(site)
    assert owed(above) == []
    (own,) = owed(manager)
    assert own.what == f"Rapportera vårdåtgärderna i januari från {keeper.name}"


def test_of_several_departments_the_first_owes_it():
    first, second = department(), department()
    written(area_of(second))
    rows = kinds[OWN].rows(Unit.objects.all(), FEBRUARY.date())
    assert [row.duty_unit for row in rows] == [first.pk]
    administrator = administrator_of(first.parent)
    assert [duty.unit_id for duty in owed(administrator)] == [first.pk]


def test_a_private_providers_patients_are_nothing_for_the_department():
    there = department()
    written(Unit.objects.below([area_of(there).path]).sites().get())
    assert owed(administrator_of(there)) == []


def test_both_are_found_by_one_query():
    there = department()
    written(area_of(there))
    for _number in range(3):
        written(municipal_site())
    with CaptureQueriesContext(connection) as captured:
        found = counts_at(Unit.objects.all(), FEBRUARY.date(), [kinds[KIND], kinds[OWN]])
    assert len(captured) == 1
    assert sorted((each.kind.key, each.owed) for each in found) == [(KIND, 1), (KIND, 1), (KIND, 1), (OWN, 1)]
    with CaptureQueriesContext(connection) as captured:
        rows = kinds[KIND].rows(Unit.objects.all(), FEBRUARY.date())
        assert len(kinds[KIND].describe(rows, FEBRUARY.date())) == 3
    assert len(captured) == 1
