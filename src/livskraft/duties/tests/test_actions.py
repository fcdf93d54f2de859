"""Can only those who owe a duty write on it, once at a time, and is a note gone when its duty is?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.actor import Actor, system_actor
from livskraft.access.models import AuditEntry
from livskraft.access.tests.factories import UserFactory, actor_at
from livskraft.duties.actions import clear_notes, remove_note, set_digest, write_note
from livskraft.duties.catalogue import Group
from livskraft.duties.models import DigestSetting, DutyNote
from livskraft.duties.queries import duties_of
from livskraft.duties.tests.factories import only_kinds, site_kind
from livskraft.kit.errors import Conflict, Refused
from livskraft.organisation.tests.factories import SiteFactory

__all__ = ["only_kinds"]
pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
LATER = date(2027, 5, 5)


@pytest.fixture
def manager(only_kinds):
    only_kinds(site_kind(days=-3))
    return actor_at(SiteFactory(name="Lunden"), at=NOW)


@pytest.fixture
def key(manager):
    return duties_of(manager)[0].key


def test_a_duty_waits_until_the_day_and_says_why(manager, key):
    write_note(key=key, text="Reservdel beställd", waiting_until=LATER, by=manager)
    (duty,) = duties_of(manager)
    assert (duty.group(manager.today), duty.group(LATER)) == (Group.WAITING, Group.LATE)
    assert (duty.note.text, duty.note.written_by) == ("Reservdel beställd", manager.user.name)


def test_a_note_without_a_day_leaves_the_duty_in_its_place(manager, key):
    write_note(key=key, text="Ringt två gånger", waiting_until=None, by=manager)
    assert duties_of(manager)[0].group(manager.today) == Group.LATE


def test_a_day_that_has_come_is_refused_and_nothing_is_written(manager, key):
    with pytest.raises(Refused):
        write_note(key=key, text="Väntar", waiting_until=manager.today, by=manager)
    assert not DutyNote.objects.exists()


def test_who_does_not_owe_the_duty_can_neither_write_nor_remove(manager, key):
    twin = actor_at(SiteFactory(), at=NOW)
    note = write_note(key=key, text="Kvar", waiting_until=None, by=manager)
    with pytest.raises(PermissionDenied):
        write_note(key=key, text="Fel", waiting_until=None, by=twin, version=note.version)
    with pytest.raises(PermissionDenied):
        remove_note(key=key, by=twin)
    assert DutyNote.objects.get().text == "Kvar"


def test_the_second_of_two_writers_gets_a_conflict(manager, key):
    first = write_note(key=key, text="Ett", waiting_until=None, by=manager)
    write_note(key=key, text="Två", waiting_until=None, by=manager, version=first.version)
    for version in (0, first.version):
        with pytest.raises(Conflict):
            write_note(key=key, text="Tre", waiting_until=None, by=manager, version=version)
    assert DutyNote.objects.get().text == "Två"


def test_a_removed_note_puts_the_duty_back(manager, key):
    write_note(key=key, text="Väntar", waiting_until=LATER, by=manager)
    remove_note(key=key, by=manager)
    remove_note(key=key, by=manager)
    assert duties_of(manager)[0].group(manager.today) == Group.LATE


def test_the_audit_knows_what_was_written_but_not_the_words(manager, key):
    write_note(key=key, text="KANARIE", waiting_until=LATER, by=manager)
    remove_note(key=key, by=manager)
    removed, written = AuditEntry.objects.all()
    assert (written.verb, written.field_names) == ("duties.note_written", ["text", "waiting_until"])
    assert removed.verb == "duties.note_removed"
    assert "KANARIE" not in f"{written.__dict__}{removed.__dict__}"


def test_a_note_goes_with_its_duty_and_does_not_come_back_with_next_years(manager, key, only_kinds):
    write_note(key=key, text="Väntar", waiting_until=LATER, by=manager)
    night = system_actor("clear_notes", NOW + timedelta(hours=19))
    assert clear_notes(by=night) == 0
    only_kinds(site_kind("test.other"))
    assert clear_notes(by=night) == 1
    assert not DutyNote.objects.exists()


def test_people_choose_about_their_own_e_mail_only(manager):
    other = UserFactory()
    with pytest.raises(PermissionDenied):
        set_digest(user=other, wanted=False, by=manager)
    set_digest(user=manager.user, wanted=False, by=manager)
    set_digest(user=other, wanted=False, by=Actor(at=NOW, visitor="digest"))
    assert DigestSetting.objects.filter(wanted=False).count() == 2
    set_digest(user=manager.user, wanted=True, by=manager)
    assert DigestSetting.objects.get(user=manager.user).wanted
