"""Does the table refuse what nobody granted, and persons to those without a second factor?"""

from enum import StrEnum

import pytest

from livskraft.access import permissions
from livskraft.access.roles import READS_PERSONS, Role


class Sample(StrEnum):
    ONE = "sample.one"


@pytest.fixture(autouse=True)
def a_table_of_its_own(monkeypatch):
    monkeypatch.setattr(permissions, "_grants", {})
    monkeypatch.setattr(permissions, "_persons", set())


def test_a_permission_without_grants_is_refused():
    with pytest.raises(ValueError, match="no grants"):
        permissions.register(Sample, {})


def test_persons_are_not_granted_to_a_role_without_a_second_factor():
    assert Role.COMMITTEE_SECRETARY not in READS_PERSONS
    with pytest.raises(ValueError, match="reaches persons"):
        permissions.register(Sample, {Sample.ONE: frozenset({Role.COMMITTEE_SECRETARY})}, persons=[Sample.ONE])


def test_what_is_granted_is_in_the_table_and_nothing_else():
    permissions.register(Sample, {Sample.ONE: frozenset({Role.PLANNER})})
    assert permissions.table() == {"sample.one": ["planner"]}
    assert permissions.granted("sample.one", "planner")
    assert not permissions.granted("sample.one", "key_person")
    assert not permissions.granted("sample.two", "planner")
