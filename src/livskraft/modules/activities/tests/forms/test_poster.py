"""Is the poster's week, paper and lunch what was chosen, and something sensible when the address says nonsense?"""

from datetime import date

import pytest
from django.http import QueryDict

from livskraft.modules.activities.forms.poster import PosterForm
from livskraft.modules.activities.papers.poster import Size

TODAY = date(2026, 11, 22)


def form(query="", has_lunch=True):
    return PosterForm(QueryDict(query), today=TODAY, has_lunch=has_lunch)


def test_this_week_in_a3_with_the_lunch_is_what_one_gets_unasked():
    made = form()
    assert (made.week.code, made.size, made.with_lunch) == ("2026-V47", Size.A3, True)
    assert made.query == "vecka=2026-V47&format=a3&valt=ja&lunch"


@pytest.mark.parametrize(
    "query", ["vecka=2026-V99&format=a9", "vecka=&format=", "vecka=%00&format=A3", "vecka=1&lunch"]
)
def test_nonsense_gives_what_one_gets_unasked(query):
    made = form(query)
    assert (made.week.code, made.size, made.with_lunch) == ("2026-V47", Size.A3, True)


def test_what_is_chosen_is_chosen_and_carried_on():
    made = form("vecka=2026-V49&format=a4&valt=ja")
    assert (made.week.code, made.size, made.with_lunch) == ("2026-V49", Size.A4, False)
    assert form(made.query).query == made.query


def test_any_week_can_be_named_and_stands_in_the_list():
    choices = [code for code, _label in form("vecka=2027-V10").fields["vecka"].choices]
    assert choices == ["2026-V47", "2026-V48", "2026-V49", "2026-V50", "2026-V51", "2026-V52", "2027-V10"]
    assert dict(form().fields["vecka"].choices)["2026-V49"] == "Vecka 49, 30/11–6/12"


def test_where_no_lunch_is_served_it_cannot_be_asked_for():
    made = form("lunch", has_lunch=False)
    assert not made.with_lunch
    assert "lunch" not in made.fields
