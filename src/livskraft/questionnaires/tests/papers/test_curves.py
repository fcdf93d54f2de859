"""Does a curve stand beside a table that says the same, and is what a value means said in health care only?"""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from livskraft.documents import page
from livskraft.documents.report import Figure, Notice, Report, Table
from livskraft.modules.training.models import OwnMeasurement
from livskraft.questionnaires.papers.curves import curve_blocks
from livskraft.questionnaires.queries.curves import curves_of
from livskraft.questionnaires.rules.library import library

DAY = date(2026, 3, 10)


def curve(code, *values, **kept):
    rows = [
        OwnMeasurement(pk=n, instrument=code, on=DAY + timedelta(days=n), how="measured", score=value, **kept)
        for n, value in enumerate(map(Decimal, values))
    ]
    return curves_of(rows)[0]


def shown(blocks):
    return page.render(Report(title="Prov", dated=DAY, blocks=blocks))


@pytest.mark.parametrize("code", list(library()))
def test_what_a_value_means_is_told_in_health_care_only(code):
    instrument = library()[code]
    for limit in instrument.limits:
        at_limit = curve(code, limit.value)
        outside, inside = (curve_blocks(at_limit, in_health_care=each) for each in (False, True))
        assert limit.text not in shown(outside)
        assert limit.text in shown(inside)
    assert not any(
        isinstance(block, Notice) for block in curve_blocks(curve(code, instrument.least), in_health_care=False)
    )


def test_one_value_is_no_curve_and_two_are():
    assert not any(isinstance(block, Figure) for block in curve_blocks(curve("tug:1", "14"), in_health_care=False))
    blocks = curve_blocks(curve("tug:1", "14", "12.5"), in_health_care=False)
    (figure,) = [block for block in blocks if isinstance(block, Figure)]
    assert figure.alt == "Kurva över TUG: från 14 2026-03-10 till 12,5 2026-03-11."


def test_the_table_says_the_latest_first_and_how_it_was_measured():
    blocks = curve_blocks(
        curve("gait_speed:1", "0.7", "0.8", course=Decimal(4), aid="rollator", help="hands"), in_health_care=False
    )
    (table,) = [block for block in blocks if isinstance(block, Table)]
    assert [row[1] for row in table.rows] == ["0,8 meter per sekund", "0,7 meter per sekund"]
    assert table.rows[0][2] == "Mätt på plats, bana 4 meter, Rollator, Någon höll i eller stödde"
