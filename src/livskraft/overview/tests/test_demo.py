"""Does the demo municipality have a year of frozen figures?"""

from datetime import UTC, date, datetime

import pytest
import time_machine

from livskraft.access import demo as access_demo
from livskraft.indicators.models import Closing, Figure, Residents, Revision
from livskraft.indicators.rules import Span
from livskraft.modules.minigym import demo as minigym_demo
from livskraft.overview import demo as overview_demo

pytestmark = pytest.mark.django_db


@time_machine.travel(datetime(2026, 11, 22, 9, tzinfo=UTC))
def test_twelve_months_are_closed_in_their_time_and_only_once() -> None:
    today = date(2026, 11, 22)
    access_demo.demo(today)
    minigym_demo.demo(today)
    overview_demo.demo(today)
    months = list(Closing.objects.filter(span=Span.MONTH).order_by("starts"))
    assert [closing.term.code for closing in (months[0], months[-1])] == ["2025-11", "2026-10"]
    assert len(months) == overview_demo.MONTHS
    assert all(closing.closed_at.date() == closing.term.closes for closing in months)
    assert Residents.objects.count() == len(overview_demo.RESIDENTS) + len(overview_demo.OLDER)
    in_use = Figure.objects.filter(closing=months[-1], indicator="minigym.in_use")
    assert in_use.count() == 12
    assert not Revision.objects.exists()
    overview_demo.demo(today)
    assert len(months) == Closing.objects.filter(span=Span.MONTH).count()
