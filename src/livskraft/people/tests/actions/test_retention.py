"""Is only what is old enough thrown away, only after a decision, never what must stay, and all of it logged?"""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from livskraft.access.actor import system_actor
from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.tests.at_once import at_once
from livskraft.modules.activities.models import Attendance
from livskraft.modules.activities.tests.factories import activity_at, occasion_of
from livskraft.organisation.kinds import ContractKind
from livskraft.organisation.tests.factories import SiteFactory, responsible_body
from livskraft.people import erasures
from livskraft.people.actions import holds, merging, retention
from livskraft.people.actions.persons import Contact
from livskraft.people.models import (
    BreakGlass,
    ContactDetails,
    IdentityRecord,
    LegalHold,
    Merge,
    Person,
    PurgeLine,
    PurgeOrder,
    RetentionRule,
)
from livskraft.people.rules.retention import Spared
from livskraft.people.rules.vocabulary import Regime
from livskraft.people.tests.factories import person_at
from livskraft.people.tests.upkeep import note, notes_of, only

TODAY = datetime(2026, 11, 22, 9, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 2, 9, tzinfo=UTC)
OLD, RECENT = date(2020, 11, 1), date(2026, 1, 1)
BORN_13, BORN_5, BORN_2 = "194408139089", "194004057032", "193805028432"


@pytest.fixture(autouse=True)
def jonkoping(settings, tmp_path):
    settings.LIVSKRAFT_MUNICIPALITY_CODE = "0680"
    settings.LIVSKRAFT_VAR = tmp_path
    with only(*Regime):
        yield


@pytest.fixture
def site(db):
    return SiteFactory(contract={"kind": ContractKind.ASSIGNMENT})


@pytest.fixture
def by(db):
    return actor_at(responsible_body(), Role.ADMINISTRATION, TODAY)


def old_person(site, number=BORN_13, on=OLD, regime=Regime.SOCIAL, **details):
    """Somebody whom no unit has to do with any longer, with one old note."""
    person = person_at(
        site, number=number, at=LONG_AGO, until=date(2020, 3, 1), contact=Contact(phone="011-1"), **details
    )
    if on:
        note(person, on, regime)
    return person


def carried_out(order, by):
    retention.decide(order=order, reference="Dnr 1", by=by)
    return retention.execute(order=order, by=system_actor("test", TODAY))


@pytest.mark.django_db
class TestAnOrder:
    def test_holds_those_whose_last_note_is_old_enough(self, site, by):
        person, young = old_person(site), old_person(site, BORN_2, on=RECENT)
        note(person, OLD - timedelta(days=900))
        order = retention.make_order(regime=Regime.SOCIAL, by=by)
        (line,) = order.lines.all()
        assert (line.person_id, line.last_note, line.records, line.whole_person) == (person.pk, OLD, 2, True)
        assert order.last_note_before == date(2024, 11, 22)
        assert "SoL" in order.rule
        assert notes_of(person, young) == 3

    def test_spares_a_research_day_an_unknown_day_and_a_hold(self, site, by):
        kept = {
            old_person(site, BORN_5).pk: Spared.RESEARCH,
            old_person(site, "").pk: Spared.UNKNOWN_BIRTH_DAY,
        }
        held = old_person(site, BORN_2)
        holds.place_hold(person=held, reason="Tvist", by=system_actor("test", TODAY))
        old_person(site)
        order = retention.make_order(regime=Regime.SOCIAL, by=by)
        spared = dict(order.lines.exclude(spared="").values_list("person_id", "spared"))
        assert spared == kept | {held.pk: Spared.HOLD}

    def test_counts_a_private_providers_records_in_two_years(self, by):
        private, own = SiteFactory(), SiteFactory(contract={"kind": ContractKind.ASSIGNMENT})
        three_years = date(2023, 11, 1)
        theirs = old_person(private, on=three_years)
        old_person(own, BORN_2, on=three_years)
        order = retention.make_order(regime=Regime.SOCIAL, by=by)
        assert [line.person_id for line in order.lines.all()] == [theirs.pk]

    def test_leaves_one_regime_when_another_is_due(self, site, by):
        person = old_person(site)
        note(person, OLD, Regime.HEALTH)
        order = retention.make_order(regime=Regime.SOCIAL, by=by)
        assert not order.lines.get().whole_person
        assert carried_out(order, by)
        assert notes_of(person) == 1
        assert Person.objects.filter(pk=person.pk).exists()

    def test_is_refused_where_everything_is_kept(self, site, by, settings):
        settings.LIVSKRAFT_MUNICIPALITY_CODE = "0580"
        old_person(site)
        with pytest.raises(Refused, match="Allt bevaras"):
            retention.make_order(regime=Regime.SOCIAL, by=by)

    def test_is_made_by_a_municipalitys_own_rule(self, site, by, settings):
        settings.LIVSKRAFT_MUNICIPALITY_CODE = "0580"
        RetentionRule.objects.create(regime=Regime.SOCIAL, years=7, source="Dnr 2026/1")
        person = old_person(site)
        with pytest.raises(Refused):
            retention.make_order(regime=Regime.SOCIAL, by=by)
        note_before = old_person(site, BORN_2, on=date(2020, 11, 21))
        RetentionRule.objects.update(years=5)
        order = retention.make_order(regime=Regime.SOCIAL, by=by)
        assert {line.person_id for line in order.lines.all()} == {person.pk, note_before.pk}
        assert "Dnr 2026/1" in order.rule

    def test_is_not_made_when_nothing_would_go_and_says_how_many_are_kept(self, site, by):
        old_person(site, BORN_5)
        with pytest.raises(Refused, match="1 person"):
            retention.make_order(regime=Regime.SOCIAL, by=by)
        assert not PurgeOrder.objects.exists()

    def test_is_alone_under_its_regime(self, site, by):
        old_person(site)
        old_person(site, BORN_2, regime=Regime.NEITHER)
        first = retention.make_order(regime=Regime.SOCIAL, by=by)
        with pytest.raises(Refused, match="redan"):
            retention.make_order(regime=Regime.SOCIAL, by=by)
        retention.make_order(regime=Regime.NEITHER, by=by)
        retention.withdraw(order=first, by=by)
        retention.make_order(regime=Regime.SOCIAL, by=by)

    def test_finds_somebody_about_whom_nothing_is_written_two_years_after_they_were_last_known(self, site, by):
        gone = old_person(site, on=None)
        person_at(site, number=BORN_2, at=LONG_AGO, until=None)
        person_at(site, at=LONG_AGO, until=date(2024, 11, 22))
        order = retention.make_order(regime=Regime.NEITHER, by=by)
        line = order.lines.get()
        assert (line.person_id, line.records, line.whole_person) == (gone.pk, 0, True)
        assert carried_out(order, by)
        assert not Person.objects.filter(pk=gone.pk).exists()

    def test_leaves_an_old_yes_of_somebody_who_still_comes(self, site, by):
        for until in (None, date(2027, 1, 1), date(2025, 1, 1)):
            note(person_at(site, at=LONG_AGO, until=until), OLD, Regime.NEITHER)
        with pytest.raises(Refused, match="gammalt nog"):
            retention.make_order(regime=Regime.NEITHER, by=by)

    def test_goes_through_more_persons_than_one_batch(self, site, by, monkeypatch):
        from livskraft.people.queries import retention as queries

        monkeypatch.setattr(queries, "BATCH", 2)
        persons = [old_person(site, "", regime=Regime.NEITHER) for _ in range(5)]
        order = retention.make_order(regime=Regime.NEITHER, by=by)
        assert [line.person_id for line in order.lines.all()] == [person.pk for person in persons]


@pytest.mark.django_db
class TestADecision:
    @pytest.fixture
    def order(self, site, by):
        self.person = old_person(site)
        return retention.make_order(regime=Regime.SOCIAL, by=by)

    def test_needs_a_reference(self, order, by):
        with pytest.raises(Refused):
            retention.decide(order=order, reference="  ", by=by)

    def test_is_made_once(self, order, by):
        retention.decide(order=order, reference="Dnr 1", by=by)
        with pytest.raises(Conflict):
            retention.decide(order=order, reference="Dnr 2", by=by)

    def test_is_refused_to_whoever_saw_an_older_version(self, order, by):
        with pytest.raises(Conflict):
            retention.decide(order=order, reference="Dnr 1", version=order.version + 1, by=by)

    def test_is_needed_before_anything_goes(self, order, by):
        assert not retention.execute(order=order, by=system_actor("test", TODAY))
        assert notes_of(self.person) == 1

    def test_can_be_taken_back_before_it_is_carried_out(self, order, by):
        retention.decide(order=order, reference="Dnr 1", by=by)
        retention.withdraw(order=order, by=by)
        assert not retention.execute(order=order, by=system_actor("test", TODAY))
        assert notes_of(self.person) == 1
        assert not order.lines.exists()

    def test_cannot_be_taken_back_afterwards(self, order, by):
        assert carried_out(order, by)
        with pytest.raises(Conflict):
            retention.withdraw(order=order, by=by)
        assert order.lines.get().erased_at

    @pytest.mark.parametrize("role", [Role.UNIT_MANAGER, Role.CARE_STAFF, Role.SYSTEM_ADMINISTRATOR])
    def test_is_the_departments_alone(self, order, role):
        other = actor_at(responsible_body(), role, TODAY)
        for act in (
            lambda: retention.make_order(regime=Regime.HEALTH, by=other),
            lambda: retention.decide(order=order, reference="Dnr 1", by=other),
            lambda: retention.withdraw(order=order, by=other),
            lambda: retention.execute(order=order, by=other),
        ):
            with pytest.raises(PermissionDenied):
                act()


@pytest.mark.django_db
class TestCarryingOut:
    def test_takes_the_person_with_everything_and_is_logged_without_a_name(self, site, by):
        person = old_person(site, given_name="Kanariefågel")
        order = retention.make_order(regime=Regime.SOCIAL, by=by)
        assert carried_out(order, by)
        for model in apps.get_app_config("people").get_models():
            for field in model._meta.get_fields():
                if field.concrete and field.is_relation and field.related_model is Person:
                    assert not model._default_manager.filter(**{field.name: person.pk}).exists(), model
        assert not Person.objects.filter(pk=person.pk).exists()
        order.refresh_from_db()
        assert order.executed_at == TODAY
        entry = AuditEntry.objects.get(verb="people.erased")
        assert f"people.person:{person.pk}" in entry.objects_touched

    def test_keeps_the_person_while_a_unit_has_to_do_with_them(self, site, by):
        person = person_at(site, number=BORN_13, at=LONG_AGO, until=None)
        note(person, OLD)
        order = retention.make_order(regime=Regime.SOCIAL, by=by)
        assert not order.lines.get().whole_person
        assert carried_out(order, by)
        assert notes_of(person) == 0
        assert IdentityRecord.objects.filter(person=person).exists()

    def test_keeps_the_person_while_nobody_has_judged_an_emergency_opening(self, site, by):
        person = old_person(site)
        reader = actor_at(site, Role.CARE_STAFF, TODAY).user
        glass = BreakGlass.objects.create(
            person=person, user=reader, unit=site, reason="x", at=TODAY, until=TODAY + timedelta(hours=8)
        )
        order = retention.make_order(regime=Regime.SOCIAL, by=by)
        assert carried_out(order, by)
        assert notes_of(person) == 0
        assert BreakGlass.objects.get() == glass

    def test_spares_whoever_got_a_new_note_since(self, site, by):
        person = old_person(site)
        order = retention.make_order(regime=Regime.SOCIAL, by=by)
        note(person, RECENT)
        assert carried_out(order, by)
        assert order.lines.get().spared == Spared.NEW_NOTE
        assert notes_of(person) == 2

    def test_spares_whoever_was_held_since(self, site, by):
        person = old_person(site)
        order = retention.make_order(regime=Regime.SOCIAL, by=by)
        holds.place_hold(person=person, reason="Tvist", by=system_actor("test", TODAY))
        assert carried_out(order, by)
        assert order.lines.get().spared == Spared.HOLD
        assert notes_of(person) == 1

    def test_takes_whoever_is_no_longer_held(self, site, by):
        person = old_person(site)
        hold = holds.place_hold(person=person, reason="Tvist", by=system_actor("test", TODAY))
        holds.lift_hold(hold=hold, by=system_actor("test", TODAY))
        assert carried_out(retention.make_order(regime=Regime.SOCIAL, by=by), by)
        assert not Person.objects.filter(pk=person.pk).exists()
        assert not LegalHold.objects.exists()

    def test_spares_whose_day_of_birth_turned_out_to_be_one_that_is_kept(self, site, by):
        person, number = old_person(site), old_person(site, BORN_5, on=RECENT).identities.get()
        order = retention.make_order(regime=Regime.SOCIAL, by=by)
        IdentityRecord.objects.filter(person=person).update(ends=RECENT)
        IdentityRecord.objects.filter(pk=number.pk).update(person=person)
        assert carried_out(order, by)
        assert order.lines.get().spared == Spared.RESEARCH

    def test_spares_everybody_when_the_rule_was_changed_to_keep_all(self, site, by, settings):
        person = old_person(site)
        order = retention.make_order(regime=Regime.SOCIAL, by=by)
        settings.LIVSKRAFT_MUNICIPALITY_CODE = "0580"
        assert carried_out(order, by)
        assert order.lines.get().spared == Spared.RULE_CHANGED
        assert notes_of(person) == 1

    def test_takes_those_who_were_merged_along(self, site, by):
        kept, gone = old_person(site), old_person(site, BORN_2)
        merging.merge(kept=kept, gone=gone, by=system_actor("test", TODAY))
        order = retention.make_order(regime=Regime.SOCIAL, by=by)
        assert order.lines.get().records == 2
        assert carried_out(order, by)
        assert not Person.objects.filter(pk__in=[kept.pk, gone.pk]).exists()
        assert not Merge.objects.exists()

    def test_spares_both_when_the_one_merged_along_has_a_recent_note_or_is_held(self, site, by):
        kept, gone = old_person(site), old_person(site, BORN_2, on=RECENT)
        other, held = old_person(site, "", regime=Regime.NEITHER), old_person(site, "", regime=Regime.NEITHER)
        holds.place_hold(person=held, reason="Tvist", by=system_actor("test", TODAY))
        merging.merge(kept=kept, gone=gone, by=system_actor("test", TODAY))
        merging.merge(kept=other, gone=held, by=system_actor("test", TODAY))
        for regime in (Regime.SOCIAL, Regime.NEITHER):
            with pytest.raises(Refused):
                retention.make_order(regime=regime, by=by)

    def test_spares_whoever_was_merged_into_another_since(self, site, by):
        person, other = old_person(site), old_person(site, BORN_2, on=RECENT)
        order = retention.make_order(regime=Regime.SOCIAL, by=by)
        merging.merge(kept=other, gone=person, by=system_actor("test", TODAY))
        assert carried_out(order, by)
        assert order.lines.get().spared == Spared.MERGED
        assert notes_of(person) == 1

    def test_goes_on_where_it_was_interrupted(self, site, by, monkeypatch):
        old_person(site)
        old_person(site, BORN_2)
        order = retention.make_order(regime=Regime.SOCIAL, by=by)
        retention.decide(order=order, reference="Dnr 1", by=by)
        system, erase = system_actor("test", TODAY), retention.erase_line
        done = []

        def once(**arguments):
            if done:
                raise RuntimeError("the power went")
            done.append(1)
            return erase(**arguments)

        monkeypatch.setattr(retention, "erase_line", once)
        with pytest.raises(RuntimeError):
            retention.execute(order=order, by=system)
        monkeypatch.undo()
        assert Person.objects.count() == 1
        assert retention.execute(order=order, by=system)
        assert not Person.objects.exists()

    def test_is_written_beside_the_copies_with_numbers_only(self, site, by):
        person = old_person(site, given_name="Kanariefågel")
        order = retention.make_order(regime=Regime.SOCIAL, by=by)
        assert carried_out(order, by)
        (erasure,) = erasures.since(LONG_AGO)
        assert erasure == erasures.Erasure(TODAY, order.pk, Regime.SOCIAL, (person.pk,), True)
        assert "Kanarie" not in erasures.beside_the_copies().read_text()

    def test_takes_nothing_when_the_disk_cannot_be_written(self, site, by, monkeypatch):
        person = old_person(site)
        order = retention.make_order(regime=Regime.SOCIAL, by=by)
        monkeypatch.setattr(erasures, "append", lambda erasure: (_ for _ in ()).throw(OSError("full")))
        with pytest.raises(OSError, match="full"), transaction.atomic():
            carried_out(order, by)
        assert notes_of(person) == 1
        assert ContactDetails.objects.filter(person=person).exists()

    def test_leaves_a_person_to_whom_a_room_still_holds_on(self, site, by):
        person = old_person(site)
        occasion = occasion_of(activity_at(site))
        Attendance.objects.create(occasion=occasion, person=person, site=site, on=OLD, noted_at=LONG_AGO)
        order = retention.make_order(regime=Regime.SOCIAL, by=by)
        assert carried_out(order, by)
        line = order.lines.get()
        assert line.erased_at
        assert not line.whole_person
        assert notes_of(person) == 0
        assert ContactDetails.objects.filter(person=person).exists()


@pytest.mark.django_db
class TestRepeating:
    def test_takes_somebody_who_came_back_and_leaves_a_newcomer_with_the_same_id(self, site, by):
        person, newcomer = old_person(site), person_at(site, at=TODAY + timedelta(days=1))
        done = [erasures.Erasure(TODAY, 1, Regime.SOCIAL, (person.pk, newcomer.pk), True)]
        assert retention.repeat_erasures(done=done, by=system_actor("restore", TODAY)) == 1
        assert list(Person.objects.all()) == [newcomer]

    def test_takes_only_the_regime_of_whoever_stayed(self, site, by):
        person = old_person(site)
        note(person, OLD, Regime.HEALTH)
        done = [erasures.Erasure(TODAY, 1, Regime.SOCIAL, (person.pk,), False)]
        retention.repeat_erasures(done=done, by=system_actor("restore", TODAY))
        assert notes_of(person) == 1
        assert AuditEntry.objects.filter(verb="people.erased_again").count() == 1

    def test_takes_one_who_was_two_when_the_copy_was_made_and_spares_a_third(self, site, by):
        kept, gone, third = old_person(site), old_person(site, BORN_2), old_person(site, "")
        Person.objects.filter(pk=third.pk).update(merged_into=kept)
        done = [erasures.Erasure(TODAY, 1, Regime.SOCIAL, (kept.pk, gone.pk), True)]
        retention.repeat_erasures(done=done, by=system_actor("restore", TODAY))
        assert list(Person.objects.values_list("pk", "merged_into")) == [(third.pk, None)]


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_a_hold_and_a_purge_never_both_win(self, site, by):
        persons = [old_person(site, "", regime=Regime.NEITHER) for _ in range(6)]
        order = retention.make_order(regime=Regime.NEITHER, by=by)
        retention.decide(order=order, reference="Dnr 1", by=by)
        system = system_actor("test", TODAY)
        acts = [lambda line=line: retention.erase_line(line=line, by=system) for line in _lines(order)]
        acts += [lambda p=person: holds.place_hold(person=p, reason="Tvist", by=system) for person in persons]
        at_once(acts)
        for person in persons:
            held = LegalHold.objects.filter(person=person.pk).exists()
            line = PurgeLine.objects.get(person_id=person.pk)
            assert Person.objects.filter(pk=person.pk).exists() is held
            assert notes_of(person) == held
            assert (line.spared == Spared.HOLD) is held
            assert (line.erased_at is None) is held

    def test_a_purge_waits_for_a_hold_that_is_being_placed(self, site, by):
        """The guilty way, looking without the lock, would not wait."""
        person = old_person(site)
        order = retention.make_order(regime=Regime.SOCIAL, by=by)
        retention.decide(order=order, reference="Dnr 1", by=by)
        system = system_actor("test", TODAY)
        (line,) = _lines(order)
        began = threading.Event()

        def purge():
            began.set()
            try:
                retention.erase_line(line=line, by=system)
            finally:
                connection.close()

        thread = threading.Thread(target=purge)
        with transaction.atomic():
            holds.place_hold(person=person, reason="Tvist", by=system)
            thread.start()
            began.wait(5)
            thread.join(0.3)
        thread.join(20)
        assert PurgeLine.objects.get(pk=line).spared == Spared.HOLD
        assert notes_of(person) == 1


def _lines(order):
    return list(order.lines.order_by("pk").values_list("pk", flat=True))
