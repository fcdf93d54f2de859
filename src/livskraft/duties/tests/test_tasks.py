"""Is the background work of this room handed out when it should be?"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from livskraft.access.tests.factories import AssignmentFactory
from livskraft.duties.tasks import clear_notes, send_digests
from livskraft.duties.tests.factories import only_kinds, site_kind
from livskraft.kit.schedule import jobs
from livskraft.organisation.tests.factories import SiteFactory

__all__ = ["only_kinds"]


@pytest.mark.django_db
def test_the_tasks_do_their_work(only_kinds, settings):
    settings.LIVSKRAFT_DIGEST = True
    only_kinds(site_kind())
    AssignmentFactory(unit=SiteFactory())
    assert send_digests.func() == len(mail.outbox) == 1
    assert clear_notes.func() == 0


def test_the_e_mail_goes_on_weekday_mornings_before_seven():
    job = jobs["duties.digest"]
    monday = datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert job.slot(monday).astimezone(ZoneInfo("Europe/Stockholm")).strftime("%a %H:%M") == "Mon 06:30"
    assert job.task is jobs["duties.digest_again"].task is send_digests
