"""Do the template filters write what the kit writes, with today filled in?"""

from datetime import UTC, date, datetime, time

import pytest
import time_machine
from django.template import Context, Template, TemplateSyntaxError
from django.utils.translation import override


def shown(source: str, **context: object) -> str:
    return Template("{% load formats %}" + source).render(Context(context))


@time_machine.travel(datetime(2026, 3, 4, 12, tzinfo=UTC), tick=False)
def test_today_is_filled_in():
    assert shown("{{ d|day }}, {{ d|days_late }}", d=date(2026, 3, 3)) == "tisdag 3 mars, Försenad 1 dag"


@time_machine.travel(datetime(2026, 3, 4, 12, tzinfo=UTC), tick=False)
def test_a_moment_just_before_midnight_utc_is_the_next_swedish_day():
    assert shown("{{ d|day }}", d=datetime(2026, 3, 3, 23, 30, tzinfo=UTC)) == "onsdag 4 mars"


@time_machine.travel(datetime(2026, 3, 4, 12, tzinfo=UTC), tick=False)
@pytest.mark.parametrize(
    ("code", "said"), [("en", "Tuesday 3 March"), ("fi", "tiistai 3. maaliskuuta"), ("ar", "الثلاثاء 3 مارس")]
)
def test_a_page_in_another_language_has_its_days_in_it(code, said):
    with override(code):
        assert shown("{{ d|day }}", d=date(2026, 3, 3)) == said
        assert "2027" in shown("{{ d|day }}", d=date(2027, 3, 3))


@time_machine.travel(datetime(2026, 3, 4, 12, tzinfo=UTC), tick=False)
@pytest.mark.parametrize(
    ("code", "said"),
    [("sv", "fredag 1 januari 2027"), ("en", "Friday 1 January 2027"), ("fi", "perjantai 1. tammikuuta 2027")],
)
def test_a_day_that_people_are_to_come_on_keeps_its_weekday_in_another_year(code, said):
    with override(code):
        assert shown("{{ d|weekday }}", d=date(2027, 1, 1)) == said
        assert "2026" not in shown("{{ d|weekday }}", d=date(2026, 3, 3))
        assert shown("{{ d|weekday }}", d=None) == ""


def test_a_moment_is_told_by_swedish_clocks():
    assert shown("{{ d|clock }}", d=datetime(2026, 7, 3, 7, 5, tzinfo=UTC)) == "9.05"
    assert shown("{{ d|hours:e }}", d=time(8), e=time(16, 30)) == "8–16.30"


def test_what_is_unknown_is_left_empty():
    assert shown("{{ d|day }}{{ d|days_late }}{{ d|money }}{{ d|clock }}", d=None) == ""


def test_a_free_thing_costs_nothing_rather_than_something_unknown():
    assert shown("{{ d|money }}", d=0) == "0\u00a0kr"


def test_counting_without_both_forms_of_the_noun_raises():
    with pytest.raises(TemplateSyntaxError):
        shown('{{ 3|count:"maskin" }}')
