"""Is everything told however long it is, and no more read than is shown?"""

from datetime import date, timedelta
from itertools import islice

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.holdings import in_portions
from livskraft.people.models import Consent
from livskraft.people.tests.factories import person_at
from livskraft.people.tests.upkeep import note

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kept", [0, 29, 30, 31, 60, 61])
def test_every_row_is_told_once_and_in_order(kept):
    person = person_at(SiteFactory())
    for day in range(kept):
        note(person, date(2026, 1, 1) + timedelta(days=day))
    rows = Consent.objects.order_by("-given_on", "-pk")
    assert [row.pk for row in in_portions(rows)] == list(rows.values_list("pk", flat=True))


def test_what_is_not_asked_for_is_not_read():
    person = person_at(SiteFactory())
    for day in range(70):
        note(person, date(2026, 1, 1) + timedelta(days=day))
    with CaptureQueriesContext(connection) as captured:
        assert len(list(islice(in_portions(Consent.objects.order_by("pk")), 21))) == 21
    assert len(captured) == 1
    assert "LIMIT 30" in captured[0]["sql"]
