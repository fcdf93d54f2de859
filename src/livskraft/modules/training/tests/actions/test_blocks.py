"""Is what the patient has blocked closed to other units, and opened only on the law's grounds, for a while, by name?"""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Refused
from livskraft.modules.training.actions.blocks import end_block, lift, set_block
from livskraft.modules.training.actions.episodes import open_episode
from livskraft.modules.training.models import Block, Lift
from livskraft.modules.training.queries.blocks import blocks_of, hidden_units
from livskraft.modules.training.rules.blocks import OPEN_FOR
from livskraft.modules.training.rules.vocabulary import Lifted, Lives
from livskraft.modules.training.tests.factories import episode_of
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions.persons import relate
from livskraft.people.rules.vocabulary import Purpose
from livskraft.people.tests.factories import NOW, person_at, protected, sister

pytestmark = pytest.mark.django_db
WHY = "Patienten föll ihop under besöket"


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def other(site):
    return sister(site)


@pytest.fixture
def by(site):
    return actor_at(site, Role.PHYSIOTHERAPIST, at=NOW)


@pytest.fixture
def colleague(other):
    """At another unit of the same caregiver."""
    return actor_at(other, Role.OCCUPATIONAL_THERAPIST, at=NOW)


@pytest.fixture
def person(site, other, by):
    made = person_at(site)
    relate(person=made, unit=other, purpose=Purpose.TRAINING, until=None, by=by)
    return made


def merged(person, site, other):
    """Somebody else on paper, who turned out to be the person."""
    before = person_at(site, "Elsie")
    relate(person=before, unit=other, purpose=Purpose.TRAINING, until=None, by=actor_at(site, at=NOW))
    return before


def test_other_units_are_kept_out_and_the_own_one_is_not(person, site, by, colleague):
    block = set_block(person=person, by=by)
    assert hidden_units(person, colleague) == {site.pk}
    assert hidden_units(person, by) == frozenset()
    assert block.keeper == by.caregiver
    assert AuditEntry.objects.latest("pk").verb == "training.block_set"


def test_twice_is_as_once_and_another_unit_may_block_its_own(person, by, colleague, other):
    assert set_block(person=person, by=by) == set_block(person=person, by=by)
    assert set_block(person=person, by=colleague).unit == other
    assert Block.objects.count() == 2


def test_it_ends_only_at_the_unit_that_set_it(person, by, colleague):
    block = set_block(person=person, by=by)
    with pytest.raises(PermissionDenied):
        end_block(block=block, by=colleague)
    ended = end_block(block=block, by=by)
    assert ended.ended_at == by.at
    again = end_block(block=block, by=replace(by, at=by.at + timedelta(hours=1)))
    assert again.ended_at == by.at
    assert hidden_units(person, colleague) == frozenset()
    assert set_block(person=person, by=by) != block


def test_opening_a_period_tells_a_colleague_only_that_something_is_blocked(person, site, other, by, colleague):
    episode_of(person, by)
    with pytest.raises(Refused, match="redan en pågående"):
        open_episode(person=person, site=other, lives=Lives.NEARBY, by=colleague)
    set_block(person=person, by=by)
    with pytest.raises(Refused, match="spärrade uppgifter") as refused:
        open_episode(person=person, site=other, lives=Lives.NEARBY, by=colleague)
    assert "pågående" not in str(refused.value)


@pytest.mark.parametrize("role", [Role.UNIT_MANAGER, Role.CARE_STAFF, Role.AREA_MANAGER])
def test_only_who_writes_journals_blocks_and_opens(person, site, by, role):
    block = set_block(person=person, by=by)
    somebody = actor_at(site, role, at=NOW)
    for act in (
        lambda: set_block(person=person, by=somebody),
        lambda: end_block(block=block, by=somebody),
        lambda: lift(block=block, ground=Lifted.CONSENT, reason=WHY, by=somebody),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_of_whom_one_may_not_see_nothing_is_blocked_or_opened(person, site, by, colleague):
    stranger = person_at(SiteFactory())
    with pytest.raises(PermissionDenied):
        set_block(person=stranger, by=by)
    block = set_block(person=person, by=by)
    protected(person, by.user)
    with pytest.raises(PermissionDenied):
        lift(block=block, ground=Lifted.EMERGENCY, reason=WHY, by=colleague)
    assert not Lift.objects.exists()


@pytest.mark.parametrize("ground", Lifted)
def test_it_opens_for_oneself_for_a_day(person, site, by, colleague, other, ground):
    block = set_block(person=person, by=by)
    opened = lift(block=block, ground=ground, reason=WHY, by=colleague)
    assert (opened.user, opened.ground, opened.until - opened.at) == (colleague.user, ground, OPEN_FOR)
    last = replace(colleague, at=colleague.at + OPEN_FOR - timedelta(seconds=1))
    assert hidden_units(person, last) == frozenset()
    assert hidden_units(person, replace(colleague, at=colleague.at + OPEN_FOR)) == {site.pk}
    assert hidden_units(person, actor_at(other, Role.PHYSIOTHERAPIST, at=NOW)) == {site.pk}
    assert AuditEntry.objects.latest("pk").verb == "training.block_lifted"


def test_while_it_is_open_it_is_not_opened_again(person, by, colleague):
    block = set_block(person=person, by=by)
    first = lift(block=block, ground=Lifted.CONSENT, reason=WHY, by=colleague)
    assert lift(block=block, ground=Lifted.EMERGENCY, reason=WHY, by=colleague) == first
    later = replace(colleague, at=colleague.at + OPEN_FOR)
    assert lift(block=block, ground=Lifted.EMERGENCY, reason=WHY, by=later) != first


@pytest.mark.parametrize("reason", ["", " " * 20, "Behövs nu", "a        b"])
def test_a_reason_that_says_nothing_opens_nothing(person, by, colleague, reason):
    block = set_block(person=person, by=by)
    with pytest.raises(Refused) as refused:
        lift(block=block, ground=Lifted.CONSENT, reason=reason, by=colleague)
    assert refused.value.field == "reason"
    assert not Lift.objects.exists()


def test_the_own_units_and_what_has_ended_are_not_opened(person, by, colleague):
    block = set_block(person=person, by=by)
    with pytest.raises(Refused):
        lift(block=block, ground=Lifted.CONSENT, reason=WHY, by=by)
    end_block(block=block, by=by)
    with pytest.raises(Refused):
        lift(block=block, ground=Lifted.CONSENT, reason=WHY, by=colleague)


def test_another_caregivers_is_never_opened_also_when_the_patient_went_there(person, by):
    block = set_block(person=person, by=by)
    there = actor_at(SiteFactory(), Role.PHYSIOTHERAPIST, at=NOW)
    person.keeper = there.caregiver
    person.save(update_fields=["keeper"])
    relate(person=person, unit=there.assignment.unit, purpose=Purpose.TRAINING, until=None, by=there)
    assert blocks_of(person, there).elsewhere == []
    with pytest.raises(PermissionDenied):
        lift(block=block, ground=Lifted.EMERGENCY, reason=WHY, by=there)
    assert not Lift.objects.exists()


def test_one_who_was_merged_is_blocked_and_opened_under_both_names(person, site, other, by, colleague):
    before = merged(person, site, other)
    first, second = set_block(person=before, by=by), set_block(person=person, by=by)
    before.merged_into = person
    before.save()
    assert hidden_units(person, colleague) == {site.pk}
    assert len(blocks_of(person, colleague).elsewhere) == 1
    lift(block=first, ground=Lifted.CONSENT, reason=WHY, by=colleague)
    assert hidden_units(person, colleague) == frozenset()
    assert not blocks_of(person, colleague).hides
    end_block(block=second, by=by)
    assert not Block.objects.standing().exists()
