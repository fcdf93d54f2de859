"""Does every rule about the report name its source, and is a request from long ago refused?"""

from datetime import date

import pytest

from livskraft.people.rules import access_reports
from livskraft.people.rules.access_reports import Told, may_have_been_asked

TODAY = date(2026, 3, 10)


def test_every_rule_has_words_and_a_source():
    rules = [each for each in vars(access_reports).values() if isinstance(each, Told)]
    assert len(rules) == 5
    assert all(str(rule.text) and str(rule.source) for rule in rules)


@pytest.mark.parametrize(
    ("on", "may"),
    [
        (TODAY, True),
        (date(2026, 3, 11), False),
        (date(2025, 3, 10), True),
        (date(2025, 3, 8), False),
        (date.min, False),
    ],
)
def test_it_was_asked_for_within_a_year(on, may):
    assert may_have_been_asked(on, TODAY) is may
