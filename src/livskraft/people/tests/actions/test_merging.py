"""Do two become one by pointers alone, can it all be undone, and is nobody's protection lost on the way?"""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.identity import read_number
from livskraft.kit.tests.at_once import at_once
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions import merging
from livskraft.people.actions.holds import lift_hold, place_hold
from livskraft.people.actions.persons import Contact, change_contact
from livskraft.people.actions.protection import decide_protection
from livskraft.people.models import ContactDetails, Merge, Person
from livskraft.people.queries import all_ids, with_number
from livskraft.people.rules.merging import Taken
from livskraft.people.rules.vocabulary import Protection
from livskraft.people.tests.factories import NOW, person_at, protected
from livskraft.people.tests.upkeep import note

pytestmark = pytest.mark.django_db
NUMBER = "194408139089"


@pytest.fixture
def site(db):
    return SiteFactory()


@pytest.fixture
def by(site):
    return actor_at(site, Role.UNIT_MANAGER, NOW)


def tables(*without):
    """Every row of the floor as it is, but for what says that something was done."""
    rows = {}
    for model in apps.get_app_config("people").get_models():
        if model not in without:
            rows[model] = sorted(
                tuple((key, value) for key, value in row.items() if key != "version")
                for row in model._default_manager.values()
            )
    return rows


def later(by, hours):
    return replace(by, at=by.at + timedelta(hours=hours))


def pointer(person):
    return Person.objects.values_list("merged_into", flat=True).get(pk=person.pk)


@pytest.fixture
def two(site):
    kept = person_at(site, number=NUMBER, language="finska", contact=Contact(phone="011-1"))
    gone = person_at(
        site, "Else", language="svenska", adaptations="Rullator", contact=Contact(phone="011-2", street="Gatan 1")
    )
    note(gone, date(2026, 1, 3))
    return kept, gone


class TestMerging:
    def test_moves_a_pointer_and_nothing_else(self, two, by):
        kept, gone = two
        before = tables(Merge, Person)
        merging.merge(kept=kept, gone=gone, by=by)
        assert tables(Merge, Person) == before
        assert pointer(gone) == kept.pk
        assert Person.objects.visible_to(by).get() == kept
        assert all_ids(kept) == [kept.pk, gone.pk]

    def test_loses_nothing_that_undoing_does_not_bring_back(self, two, by):
        kept, gone = two
        before = tables(Merge)
        made = merging.merge(kept=kept, gone=gone, take=list(Taken), by=by)
        assert tables(Merge) != before
        merging.undo_merge(merge=made, by=by)
        assert tables(Merge) == before

    def test_takes_over_only_what_is_chosen(self, two, by):
        kept, gone = two
        merging.merge(kept=kept, gone=gone, take=[Taken.ADAPTATIONS, Taken.PHONE], by=by)
        kept.refresh_from_db()
        assert (kept.adaptations, kept.language) == ("Rullator", "finska")
        assert (kept.contact.phone, kept.contact.street) == ("011-2", "")
        assert AuditEntry.objects.get(verb="people.merged").field_names == ["adaptations", "phone"]

    def test_lets_nothing_take_the_place_of_something(self, two, by):
        kept, gone = two
        Person.objects.filter(pk=gone.pk).update(language="")
        ContactDetails.objects.filter(person=gone).update(phone="")
        merging.merge(kept=kept, gone=gone, take=[Taken.LANGUAGE, Taken.PHONE, Taken.ADDRESS], by=by)
        kept.refresh_from_db()
        assert (kept.language, kept.contact.phone, kept.contact.street) == ("finska", "011-1", "Gatan 1")

    def test_gives_contact_details_to_one_who_had_none_and_takes_them_back(self, site, by):
        kept, gone = person_at(site), person_at(site, "Else", contact=Contact(phone="011-2"))
        made = merging.merge(kept=kept, gone=gone, take=[Taken.PHONE], by=by)
        assert ContactDetails.objects.get(person=kept).phone == "011-2"
        merging.undo_merge(merge=made, by=by)
        assert not ContactDetails.objects.filter(person=kept).exists()

    def test_finds_the_kept_one_by_the_others_number(self, site, by):
        kept, gone = person_at(site), person_at(site, "Else", number=NUMBER)
        merging.merge(kept=kept, gone=gone, by=by)
        assert with_number(read_number(NUMBER, today=by.today), kept.keeper) == kept

    def test_is_refused_when_either_was_changed_meanwhile(self, two, by):
        kept, gone = two
        seen = merging.versions_of(kept, gone)
        Person.objects.filter(pk=gone.pk).update(version=9)
        with pytest.raises(Conflict):
            merging.merge(kept=kept, gone=gone, versions=seen, by=by)

    def test_is_not_done_twice_nor_with_oneself(self, two, by):
        kept, gone = two
        with pytest.raises(Conflict):
            merging.merge(kept=kept, gone=kept, by=by)
        merging.merge(kept=kept, gone=gone, by=by)
        with pytest.raises(PermissionDenied):
            merging.merge(kept=kept, gone=gone, by=by)

    def test_is_for_managers_of_a_unit_that_has_to_do_with_both(self, two, site):
        kept, gone = two
        elsewhere = person_at(SiteFactory())
        for actor, other in [
            (actor_at(site, Role.CARE_STAFF, NOW), gone),
            (actor_at(SiteFactory(), Role.UNIT_MANAGER, NOW), gone),
            (actor_at(site, Role.UNIT_MANAGER, NOW), elsewhere),
        ]:
            with pytest.raises(PermissionDenied):
                merging.merge(kept=kept, gone=other, by=actor)


class TestUndoing:
    def test_is_possible_for_thirty_days(self, two, by, site):
        made = merging.merge(kept=two[0], gone=two[1], by=by)
        late = actor_at(site, Role.UNIT_MANAGER, NOW + timedelta(days=30))
        with pytest.raises(Refused, match="30 dagar"):
            merging.undo_merge(merge=made, by=late)
        in_time = actor_at(site, Role.UNIT_MANAGER, NOW + timedelta(days=30) - timedelta(seconds=1))
        merging.undo_merge(merge=made, by=in_time)
        assert pointer(two[1]) is None

    def test_is_done_once(self, two, by):
        made = merging.merge(kept=two[0], gone=two[1], by=by)
        merging.undo_merge(merge=made, by=by)
        with pytest.raises(Conflict):
            merging.undo_merge(merge=made, by=by)

    def test_leaves_what_somebody_has_changed_since(self, two, by):
        kept, gone = two
        made = merging.merge(kept=kept, gone=gone, take=[Taken.PHONE, Taken.LANGUAGE], by=by)
        change_contact(person=kept, contact=Contact(phone="011-3"), by=by)
        merging.undo_merge(merge=made, by=by)
        kept.refresh_from_db()
        assert (kept.contact.phone, kept.language) == ("011-3", "finska")

    def test_of_a_chain_brings_each_back_to_where_they_were_in_any_order(self, site, by):
        for first_undone in (0, 1):
            one, two, three = (person_at(site, name) for name in "ABC")
            made = [merging.merge(kept=two, gone=one, by=by), merging.merge(kept=three, gone=two, by=by)]
            assert [pointer(one), pointer(two)] == [three.pk, three.pk]
            assert made[1].followed == [one.pk]
            merging.undo_merge(merge=made[first_undone], by=by)
            assert [pointer(one), pointer(two)] == [[None, three.pk], [two.pk, None]][first_undone]
            merging.undo_merge(merge=made[1 - first_undone], by=by)
            assert [pointer(one), pointer(two)] == [None, None]

    def test_leaves_nobody_whom_no_unit_sees(self, site, by):
        kept, gone = person_at(site), person_at(site, "Else", until=(NOW + timedelta(days=2)).date())
        made = merging.merge(kept=kept, gone=gone, by=by)
        later = actor_at(site, Role.UNIT_MANAGER, NOW + timedelta(days=5))
        merging.undo_merge(merge=made, by=later)
        assert set(Person.objects.visible_to(later)) == {kept, gone}
        assert not gone.relations.filter(ends=None).exists()

    def test_leaves_both_protected_when_it_was_decided_while_they_were_one(self, two, by, site):
        kept, gone = two
        made = merging.merge(kept=kept, gone=gone, by=by)
        decide_protection(person=kept, kind=Protection.MARKED, ground="Hot", by=by)
        merging.undo_merge(merge=made, by=by)
        assert not Person.objects.visible_to(actor_at(site, Role.CARE_STAFF, NOW)).exists()
        assert set(Person.objects.visible_to(by)) == {kept, gone}
        assert gone.protection_decisions.get().kind == Protection.MARKED

    def test_leaves_both_held_when_it_was_placed_while_they_were_one(self, two, by):
        kept, gone = two
        place_hold(person=kept, reason="Före", by=by)
        before = merging.merge(kept=kept, gone=gone, by=later(by, 1))
        merging.undo_merge(merge=before, by=later(by, 2))
        assert not gone.holds.exists()
        lift_hold(hold=kept.holds.get(), by=later(by, 3))
        made = merging.merge(kept=kept, gone=gone, by=later(by, 4))
        place_hold(person=kept, reason="Tvist", reference="Dnr 7", by=later(by, 5))
        merging.undo_merge(merge=made, by=later(by, 6))
        assert [(hold.reason, hold.reference, hold.lifted_at) for hold in gone.holds.all()] == [
            ("Tvist", "Dnr 7", None)
        ]


class TestProtection:
    def test_is_not_lost_behind_somebody_who_has_none(self, two, by):
        kept, gone = two[0], protected(two[1], by.user)
        with pytest.raises(Refused, match="skyddade"):
            merging.merge(kept=kept, gone=gone, by=by)
        merging.merge(kept=gone, gone=kept, by=by)
        former = Person.objects.get(pk=kept.pk)
        assert former.is_protected
        assert not Person.objects.unprotected().filter(pk__in=[kept.pk, gone.pk]).exists()

    def test_leaves_only_readers_to_merge(self, two, by):
        kept, gone = two[0], protected(two[1])
        with pytest.raises(PermissionDenied):
            merging.merge(kept=gone, gone=kept, by=by)

    def test_comes_off_again_when_it_is_undone(self, two, by):
        kept, gone = protected(two[0], by.user), two[1]
        made = merging.merge(kept=kept, gone=gone, by=by)
        merging.undo_merge(merge=made, by=by)
        assert list(Person.objects.unprotected()) == [gone]


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_each_way_round_at_the_same_time_makes_one_of_two(self, two, by):
        one, other = two
        ended = at_once(
            [lambda: merging.merge(kept=one, gone=other, by=by), lambda: merging.merge(kept=other, gone=one, by=by)]
        )
        assert ended.count(None) == 1
        assert Person.objects.standing().count() == 1
        assert Merge.objects.count() == 1

    def test_a_chain_built_from_both_ends_has_no_loose_link(self, site, by):
        for _ in range(4):
            one, two, three = (person_at(site, name) for name in "ABC")
            at_once(
                [
                    lambda one=one, two=two: merging.merge(kept=two, gone=one, by=by),
                    lambda two=two, three=three: merging.merge(kept=three, gone=two, by=by),
                ]
            )
            for person in (one, two):
                held = pointer(person)
                assert held is None or pointer(Person(pk=held)) is None
