"""Are curves made of what can be compared, in order, without what was taken back?"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from livskraft.modules.training.models import OwnMeasurement
from livskraft.questionnaires.queries.curves import curves_of
from livskraft.questionnaires.rules.change import Change

DAY = date(2026, 3, 10)


def measured(pk, code, value, days, aid="none", withdrawn=False):
    return OwnMeasurement(
        pk=pk,
        instrument=code,
        on=DAY + timedelta(days=days),
        how="measured",
        aid=aid,
        score=None if value is None else Decimal(value),
        could_not=value is None,
        withdrawn_at=datetime(2026, 4, 1, tzinfo=UTC) if withdrawn else None,
    )


def test_each_instrument_is_a_curve_and_two_wordings_are_two():
    rows = [
        measured(1, "health_elderly_survey:1", "2", 0),
        measured(2, "health_public_survey:1", "2", 20),
        measured(3, "tug:1", "14", 10),
    ]
    assert [curve.instrument.code for curve in curves_of(rows)] == [
        "health_public_survey:1",
        "tug:1",
        "health_elderly_survey:1",
    ]


def test_the_oldest_comes_first_whatever_order_they_were_typed_in():
    rows = [measured(1, "six_minute_walk:1", "340", 30), measured(2, "six_minute_walk:1", "300", 0)]
    (curve,) = curves_of(rows)
    assert [point.value for point in curve.points] == [300, 340]
    assert [point.change and point.change.change for point in curve.points] == [None, Change.BETTER]
    assert curve.latest.on == DAY + timedelta(days=30)


def test_each_is_compared_with_the_one_before_and_only_when_measured_alike():
    rows = [
        measured(1, "tug:1", "16", 0),
        measured(2, "tug:1", "14", 10, aid="rollator"),
        measured(3, "tug:1", "13", 20, aid="rollator"),
        measured(4, "tug:1", None, 30, aid="rollator"),
    ]
    (curve,) = curves_of(rows)
    assert [point.change.change for point in curve.points[1:]] == [
        Change.NOT_COMPARABLE,
        Change.NO_LIMIT,
        Change.NO_LONGER,
    ]


def test_what_was_taken_back_is_in_no_curve():
    assert curves_of([measured(1, "tug:1", "16", 0, withdrawn=True)]) == []
    rows = [measured(1, "tug:1", "16", 0), measured(2, "tug:1", "99", 5, withdrawn=True), measured(3, "tug:1", "16", 9)]
    (curve,) = curves_of(rows)
    assert [point.change.change for point in curve.points[1:]] == [Change.SAME]


@pytest.mark.parametrize("same_day", [(1, 2), (2, 1)])
def test_on_one_day_the_one_typed_in_last_is_the_latest(same_day):
    rows = [measured(pk, "tug:1", str(10 + pk), 0) for pk in same_day]
    (curve,) = curves_of(rows)
    assert curve.latest.value == 12
