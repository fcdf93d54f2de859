"""In which group does a duty stand, and does the catalogue refuse what it cannot keep?"""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from livskraft.access.roles import Role
from livskraft.duties.catalogue import Duty, Group, Note, duty, kind_of, kinds

TODAY = date(2026, 11, 23)


def duty_due(due, waiting_until=None):
    note = Note("väntar", waiting_until, "Kim", datetime(2026, 11, 1, tzinfo=UTC)) if waiting_until else None
    return Duty(key="a:1", unit_id=1, unit_name="Lunden", what="Gör", url="/", due=due, note=note)


@pytest.mark.parametrize(
    ("days", "group"),
    [(-400, Group.LATE), (-1, Group.LATE), (0, Group.TODAY), (1, Group.WEEK), (7, Group.WEEK), (8, Group.LATER)],
)
def test_the_group_follows_the_day(days, group):
    assert duty_due(TODAY + timedelta(days=days)).group(TODAY) == group


def test_what_nothing_is_known_about_is_todays():
    assert duty_due(None).group(TODAY) == Group.TODAY


def test_what_waits_rests_until_the_day_has_come():
    late = duty_due(TODAY - timedelta(days=3), waiting_until=TODAY + timedelta(days=1))
    assert late.group(TODAY) == Group.WAITING
    assert late.group(TODAY + timedelta(days=1)) == Group.LATE


def test_a_kind_without_a_source_is_refused():
    with pytest.raises(ValueError, match="source"):
        duty("test.none", role=Role.UNIT_MANAGER, label="x", source="", describe=lambda rows, today: [])
    assert "test.none" not in kinds


@pytest.mark.parametrize("key", ["", ":", "minigym.inspect", "unknown:1", "minigym:inspect:1"])
def test_a_key_of_no_kind_belongs_to_none(key):
    assert kind_of(key) is None


def test_a_key_names_its_kind():
    assert kind_of("minigym.inspect:12") is kinds["minigym.inspect"]


def test_every_kind_quotes_a_document_or_says_that_the_rule_is_local():
    """One of the source documents by its number, or a statute by its own."""
    for kind in kinds:
        assert kind.local_rule or re.match(r"\d{3} |\w+ \(\d{4}:\d+\)", str(kind.source)), kind.key
