"""Has the demo municipality a month of its own that is reported and one that waits, whatever day it is built?"""

from datetime import date

import pytest
from dateutil.relativedelta import relativedelta

from livskraft.access import demo as access_demo
from livskraft.access.actor import Actor
from livskraft.access.demo import at
from livskraft.access.models import Assignment, AuditEntry
from livskraft.access.roles import Role
from livskraft.duties.queries import duties_of
from livskraft.modules.training.actions.code_reports import month_checked
from livskraft.modules.training.demo.codes import codes
from livskraft.modules.training.demo.municipality import municipality_demo
from livskraft.modules.training.models import CodeReport, Note
from livskraft.modules.training.rules.kva import closed_months
from livskraft.modules.training.tests.factories import kept
from livskraft.organisation.queries import responsible_body

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("today", [date(2026, 3, 1), date(2026, 1, 31), date(2028, 2, 29), date(2026, 11, 15)])
def test_one_month_is_reported_and_the_latest_waits_for_the_department(today):
    access_demo.demo(today)
    codes(today)
    kept(responsible_body(), at=at(today - relativedelta(days=199)))
    municipality_demo(today)
    municipality_demo(today)
    last, before = closed_months(today, 2)
    report = CodeReport.objects.get()
    assert (report.keeper, report.month, report.contacts, report.codes, report.left_out) == (
        responsible_body(),
        before,
        3,
        2,
        0,
    )
    held = Assignment.objects.select_related("user", "unit").get(role=Role.ADMINISTRATION)
    by = Actor(at=at(today), user=held.user, assignment=held)
    (duty,) = [each for each in duties_of(by) if each.kind.key == "training.report_own_codes"]
    assert duty.key.endswith(f"{last:%Y-%m}")
    found = month_checked(by.caregiver, last)
    assert ([contact.codes for contact in found.contacts], found.faults) == ([("AW005",)], [])
    assert all(note.happened_on.isoweekday() <= 5 for note in Note.objects.all())
    assert not AuditEntry.objects.filter(at__gt=at(today, 23)).exists()
