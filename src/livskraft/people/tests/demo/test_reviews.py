"""Does the demo leave Karin last month's readings to look at, with one month done, and a yes that was taken back?"""

from datetime import UTC, date, datetime

import pytest

from livskraft.access import demo as access
from livskraft.access.actor import Actor
from livskraft.access.models import Assignment
from livskraft.duties.queries import duties_of
from livskraft.people import demo as people
from livskraft.people.models import Consent, LogReview
from livskraft.people.queries.log_review import months_of, places_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("today", [date(2026, 11, 22), date(2026, 1, 1), date(2028, 3, 31)])
def test_one_month_is_done_and_the_next_waits(today):
    access.demo(today)
    people.demo(today)
    people.demo(today)
    held = Assignment.objects.select_related("user", "unit").get(user__name="Karin Ahlvik")
    noon = datetime(today.year, today.month, today.day, 12, tzinfo=UTC)
    karin = Actor(at=noon, user=held.user, assignment=held)
    review = LogReview.objects.get()
    assert review.finished_at
    assert review.sample.filter(mark="").exclude(entry__user_id=held.user_id).count() == 0
    assert [each.review for each in months_of(karin, held.unit)] == [None, review]
    assert [each.unit_name for each in duties_of(karin) if each.kind.key == "people.log_review"] == ["Almgården"]
    assert Consent.objects.filter(revoked_on=None).count() == Consent.objects.exclude(revoked_on=None).count() == 1
    above = Assignment.objects.select_related("user", "unit").get(user__name="Birgitta Sandell")
    birgitta = Actor(at=noon, user=above.user, assignment=above)
    part = "Norra Lindvik – Åsen"
    assert [(each.unit.name, len(each.left)) for each in places_of(birgitta)] == [(part, 1)]
    assert [each.unit_name for each in duties_of(birgitta) if each.kind.key == "people.log_review_above"] == [part]
