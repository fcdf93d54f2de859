"""Who may do what? The table that the modules have granted, as it was last reviewed."""

import json
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import pytest

from livskraft.access import permissions
from livskraft.access.actor import Actor
from livskraft.access.roles import READS_PERSONS, Role
from livskraft.access.tests.factories import AssignmentFactory
from livskraft.organisation.tests.factories import SiteFactory

REVIEWED = Path(__file__).parent / "permissions.json"


def test_the_table_is_the_reviewed_one():
    """After a review: python -m tests.architecture.review_permissions."""
    assert json.loads(REVIEWED.read_text(encoding="utf-8")) == permissions.table()


def test_every_permission_says_in_words_what_it_lets_one_do():
    assert not [permission for permission in permissions.table() if permissions.label_of(permission) == permission]


class Sample(StrEnum):
    READ = "sample.read_person"
    COUNT = "sample.count"


@pytest.fixture
def sample(monkeypatch):
    monkeypatch.setattr(permissions, "_grants", dict(permissions._grants))
    monkeypatch.setattr(permissions, "_persons", set(permissions._persons))
    roles = frozenset({Role.PHYSIOTHERAPIST})
    permissions.register(Sample, {Sample.READ: roles, Sample.COUNT: roles}, persons=[Sample.READ])


@pytest.mark.django_db
def test_what_reaches_persons_is_not_inherited_downwards(sample):
    site = SiteFactory()
    assignment = AssignmentFactory(role=Role.PHYSIOTHERAPIST, unit=site.parent)
    actor = Actor(at=datetime.now(UTC), user=assignment.user, assignment=assignment)
    assert actor.may(Sample.COUNT, at=site)
    assert site in actor.units(Sample.COUNT)
    assert not actor.may(Sample.READ, at=site)
    assert site not in actor.units(Sample.READ)
    assert actor.may(Sample.READ, at=site.parent)
    assert site.parent in actor.units(Sample.READ)


@pytest.mark.parametrize("role", sorted(set(Role) - READS_PERSONS))
def test_a_role_without_second_step_cannot_be_granted_what_reaches_persons(role, sample):
    with pytest.raises(ValueError, match="reaches persons"):
        permissions.register(Sample, {Sample.READ: frozenset({role}), Sample.COUNT: frozenset()}, persons=[Sample.READ])


def test_a_permission_without_grants_is_not_registered(sample):
    with pytest.raises(ValueError, match="no grants"):
        permissions.register(Sample, {Sample.READ: frozenset()})


def test_an_unknown_permission_is_nobodys():
    assert not any(permissions.granted("sample.unheard_of", role) for role in Role)
