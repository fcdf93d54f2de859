"""Do a person's records change hands whole and at once, and are the units before left with nothing?"""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.actor import Actor
from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.tests.at_once import at_once
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.queries import keeper_of
from livskraft.organisation.tests.factories import ContractFactory, SiteFactory, UnitFactory
from livskraft.people.actions import handovers
from livskraft.people.actions.handovers import hand_over, hand_over_many
from livskraft.people.holdings import Left, Parting, holdings
from livskraft.people.models import BreakGlass, CareRelation, Handover, Person
from livskraft.people.queries.handovers import abandoned_by, left_behind, told_before
from livskraft.people.rules.vocabulary import Purpose
from livskraft.people.tests.factories import NOW, person_at, protected, sister

pytestmark = pytest.mark.django_db
NUMBER = "194408139089"


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def receiver():
    return SiteFactory()


@pytest.fixture
def manager(site):
    return actor_at(site, at=NOW + timedelta(days=1))


def hand(person, to, by, **more):
    return hand_over(person=person, to_unit=to, reason="Har flyttat", on=by.today, by=by, **more)


def seen(site, day=1):
    return set(Person.objects.visible_to(actor_at(site, Role.CARE_STAFF, at=NOW + timedelta(days=day))))


def test_the_new_unit_sees_the_person_and_no_unit_of_the_old_caregiver_does(site, receiver, manager):
    person, stays, beside = person_at(site), person_at(site), sister(site)
    CareRelation.objects.create(person=person, unit=beside, purpose=Purpose.REGISTERED, starts=NOW.date())
    third = SiteFactory()
    hand(person, receiver, manager)
    assert seen(receiver) == {person}
    assert seen(site) == {stays}
    assert seen(beside) == set()
    assert seen(third) == set()
    person.refresh_from_db()
    assert person.keeper == keeper_of(receiver, manager.today)
    moved = Handover.objects.get()
    assert (moved.from_keeper, moved.to_unit, moved.reason) == (manager.caregiver, receiver, "Har flyttat")
    assert AuditEntry.objects.filter(verb="people.handed_over").exists()


def test_relations_that_began_today_and_those_to_come_end_too(site, receiver, manager):
    person = person_at(site, at=manager.at)
    CareRelation.objects.create(
        person=person, unit=site, purpose=Purpose.MEETING_PLACE, starts=manager.today + timedelta(days=9)
    )
    hand(person, receiver, manager)
    assert seen(site) == seen(site, 20) == set()
    assert list(CareRelation.objects.values_list("unit", "purpose")) == [(receiver.pk, Purpose.HANDED_OVER)]


def test_an_open_glass_at_the_old_caregiver_shuts(site, receiver, manager):
    person, by = person_at(site), actor_at(sister(site), Role.CARE_STAFF, at=manager.at)
    BreakGlass.objects.create(
        person=person, user=by.user, unit=by.assignment.unit, reason="x", at=NOW, until=NOW + timedelta(days=3)
    )
    assert Person.objects.visible_to(by).exists()
    hand(person, receiver, manager)
    assert not Person.objects.visible_to(by).exists()


def test_the_same_number_at_the_receiver_stops_nothing_and_tells_nothing(site, receiver, manager):
    theirs, person = person_at(receiver, number=NUMBER), person_at(site, number=NUMBER)
    hand(person, receiver, manager)
    assert seen(receiver) == {theirs, person}


def test_those_who_were_merged_into_the_person_follow(site, receiver, manager):
    person, gone = person_at(site), person_at(site)
    Person.objects.filter(pk=gone.pk).update(merged_into=person)
    hand(person, receiver, manager)
    gone.refresh_from_db()
    assert gone.keeper == keeper_of(receiver, manager.today)
    assert seen(site) == set()


def test_somebody_protected_goes_from_those_who_knew_to_the_managers_there(site, receiver, manager):
    theirs = actor_at(receiver, at=manager.at)
    person = protected(person_at(site), manager.user)
    hand(person, receiver, manager)
    assert Person.objects.visible_to(theirs).get() == person
    assert seen(receiver) == set()
    assert not Person.objects.visible_to(manager).exists()


def test_somebody_protected_stays_when_nobody_there_can_know(site, receiver, manager):
    person = protected(person_at(site), manager.user)
    with pytest.raises(Refused):
        hand(person, receiver, manager)
    assert Person.objects.visible_to(manager).exists()


def test_the_own_caregiver_and_a_day_to_come_are_refused_and_a_stale_page_is_a_conflict(site, receiver, manager):
    person = person_at(site)
    with pytest.raises(Refused):
        hand(person, sister(site), manager)
    with pytest.raises(Refused):
        hand_over(person=person, to_unit=receiver, reason="x", on=manager.today + timedelta(days=1), by=manager)
    with pytest.raises(Conflict):
        hand(person, receiver, manager, version=person.version + 1)
    assert seen(site) == {person}


def test_only_the_manager_of_a_unit_that_sees_the_person_hands_over(site, receiver, manager):
    person = person_at(site)
    ended = Actor(at=manager.at, user=manager.user, assignment=actor_at(site, at=NOW).assignment)
    for by in (actor_at(site, Role.CARE_STAFF, at=NOW), actor_at(receiver, at=NOW), ended):
        with pytest.raises(PermissionDenied):
            hand(person, receiver, by)


def changes_caregiver(site, on):
    """From `on` the site's part of the area has another provider."""
    held = site.parent.contracts.get()
    held.ends = on
    held.save()
    return ContractFactory(
        area_part=site.parent, provider=UnitFactory(kind=UnitKind.PROVIDER, parent=held.provider.parent), starts=on
    )


def hand_many(persons, by):
    return hand_over_many(persons=[person.pk for person in persons], reason="Dnr 1", on=by.today, by=by)


@pytest.fixture
def left(site):
    """Two whom the caregiver before knew at the site, and who is the manager there now."""
    persons = [person_at(site, "Elsa"), person_at(site, "Sten")]
    changes_caregiver(site, NOW.date() + timedelta(days=1))
    return persons


def test_those_whom_the_caregiver_before_left_are_handed_over_at_once(site, left, manager):
    assert seen(site) == set()
    assert set(left_behind(manager)) == set(left)
    made = hand_many(left, manager)
    assert seen(site) == set(left)
    assert {(each.to_unit, each.to_keeper, each.reason) for each in made} == {(site, manager.caregiver, "Dnr 1")}
    assert AuditEntry.objects.filter(verb="people.handed_over").count() == 2
    assert not left_behind(manager).exists()
    with pytest.raises(Refused):
        hand_many(left, manager)
    assert Handover.objects.count() == 2


def test_only_those_who_are_ticked_are_handed_over_and_nobody_elses(site, left, manager):
    stranger, elsewhere = person_at(SiteFactory()), person_at(sister(site))
    hand_many([left[0], stranger, elsewhere], manager)
    assert seen(site) == {left[0]}
    assert Handover.objects.count() == 1
    with pytest.raises(Refused):
        hand_many([stranger], manager)


def test_whom_another_unit_of_the_caregiver_before_still_knows_stays_with_it(site, manager):
    person, other = person_at(site), SiteFactory()
    old = site.parent.contracts.get().provider
    other.parent.contracts.update(provider=old)
    CareRelation.objects.create(person=person, unit=other, purpose=Purpose.REGISTERED, starts=NOW.date())
    changes_caregiver(site, manager.today)
    assert not left_behind(manager).exists()
    with pytest.raises(Refused):
        hand_many([person], manager)
    CareRelation.objects.filter(unit=other).update(ends=manager.today)
    assert left_behind(manager).get() == person


def test_of_somebody_protected_only_who_is_named_is_told(site, left, manager):
    protected(left[0], manager.user)
    other = actor_at(site, at=manager.at)
    assert set(left_behind(other)) == {left[1]}
    with pytest.raises(Refused):
        hand_many([left[0]], other)
    hand_many(left, manager)
    assert Person.objects.visible_to(manager).count() == 2
    assert Person.objects.visible_to(other).count() == 2


def test_many_are_all_handed_over_or_none_and_never_by_staff_or_for_a_day_to_come(site, left, manager, monkeypatch):
    with pytest.raises(PermissionDenied):
        hand_many(left, actor_at(site, Role.CARE_STAFF, at=manager.at))
    with pytest.raises(Refused):
        hand_over_many(persons=[left[0].pk], reason="x", on=manager.today + timedelta(days=1), by=manager)
    relations, calls = handovers.relate, []

    def fails_the_second_time(**given):
        calls.append(given)
        if len(calls) == 2:
            raise Refused("nej")
        return relations(**given)

    monkeypatch.setattr(handovers, "relate", fails_the_second_time)
    with pytest.raises(Refused):
        hand_many(left, manager)
    assert not Handover.objects.exists()
    assert set(left_behind(manager)) == set(left)


@pytest.mark.django_db(transaction=True)
def test_two_managers_who_hand_over_the_same_at_once_hand_each_over_once(site, left, manager):
    other = actor_at(site, at=manager.at)
    ended = at_once([lambda by=by: hand_many(left, by) for by in (manager, other)])
    assert sorted(map(str, ended)) == sorted(map(str, [None, Refused]))
    assert Handover.objects.count() == 2


def test_what_a_room_has_going_on_is_waited_for_and_ends_just_before(site, receiver, manager, monkeypatch):
    person, calls = person_at(site), []
    parting = Parting(
        wait=lambda ids: calls.append(("wait", ids)),
        left=lambda ids: state,
        end=lambda ids, to, by: calls.append(("end", ids, to, Person.objects.get(pk=person.pk).keeper)),
        going_on="Något pågår.",
        unfinished="Gör det färdigt.",
        abandoned="Det är inte färdigt.",
    )
    entries = {"test": replace(next(iter(holdings)), parting=parting)}
    monkeypatch.setattr(holdings, "_entries", entries)
    state = Left.UNFINISHED
    with pytest.raises(Refused, match="Gör det färdigt"):
        hand(person, receiver, manager)
    assert calls == [("wait", [person.pk])]
    assert (told_before(person), abandoned_by([person.pk])) == ("Gör det färdigt.", "Det är inte färdigt.")
    state = Left.GOING_ON
    assert (told_before(person), abandoned_by([person.pk])) == ("Något pågår.", "")
    hand(person, receiver, manager)
    assert calls[-1] == ("end", [person.pk], keeper_of(receiver, manager.today), manager.caregiver)
    state = Left.NOTHING
    assert told_before(person) == ""


def test_what_the_caregiver_before_did_not_finish_stops_nobody_and_ends_all_the_same(site, left, manager, monkeypatch):
    ended = []
    parting = Parting(lambda _ids: None, lambda _ids: Left.UNFINISHED, lambda ids, _to, _by: ended.extend(ids))
    monkeypatch.setattr(holdings, "_entries", {"test": replace(next(iter(holdings)), parting=parting)})
    hand_many(left, manager)
    assert sorted(ended) == sorted(person.pk for person in left)
