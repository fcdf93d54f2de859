"""Does the restore command say what came back and what was kept, and fail loudly when what came back is not sound?"""

import base64
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core import checks
from django.core.management import CommandError, call_command
from django.utils import timezone

from livskraft.access import seal
from livskraft.access.actor import system_actor
from livskraft.access.models import AuditEntry
from livskraft.config.backup import archive
from livskraft.config.management.commands import restore as command
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people import erasures
from livskraft.people.actions import retention
from livskraft.people.models import Person
from livskraft.people.rules.vocabulary import Regime
from livskraft.people.tests.factories import person_at

pytestmark = pytest.mark.django_db(transaction=True)
KEY = bytes(range(32))


@pytest.fixture
def home(settings, tmp_path, monkeypatch) -> Path:
    settings.LIVSKRAFT_VAR = tmp_path / "var"
    monkeypatch.setenv("LIVSKRAFT_BACKUP_KEY", base64.b64encode(KEY).decode())
    return tmp_path / "var"


@pytest.fixture
def copy(home, tmp_path) -> Path:
    archive.save(tmp_path / "en.backup", key=KEY, at=timezone.now())
    return tmp_path / "en.backup"


def restore(*arguments: object) -> str:
    said = StringIO()
    call_command("restore", *map(str, arguments), stdout=said)
    return said.getvalue()


def test_it_says_what_came_back_and_that_it_is_sound(copy):
    said = restore("--replace", copy)
    assert "✓ Put back" in said
    assert "guards verified" in said


def test_it_says_where_the_earlier_files_are_kept(copy, home):
    (home / "files").mkdir()
    (home / "files" / "ett").write_text("tidigare")
    said = restore("--replace", copy)
    (kept,) = home.glob("before-restore-*")
    assert str(kept) in said
    assert (kept / "files" / "ett").read_text() == "tidigare"


def test_a_refusal_says_that_nothing_has_changed(copy, tmp_path):
    with pytest.raises(CommandError, match="Nothing has changed"):
        restore(copy)
    with pytest.raises(CommandError, match=r"There is no file .* Nothing has changed"):
        restore(tmp_path / "saknas")


def test_a_missing_key_is_said_before_anything_is_read(copy, monkeypatch):
    monkeypatch.delenv("LIVSKRAFT_BACKUP_KEY")
    with pytest.raises(CommandError, match="LIVSKRAFT_BACKUP_KEY is not set"):
        restore("--replace", copy)


def test_a_database_that_is_not_sound_is_said_by_name(copy, monkeypatch):
    monkeypatch.setattr(command.checks, "run_checks", lambda **_: [checks.Error("Vakten saknas", id="kit.E001")])
    with pytest.raises(CommandError, match=r"not sound:\n.*Vakten saknas"):
        restore("--replace", copy)


def test_a_broken_audit_is_said_by_the_number_of_its_seal(copy, monkeypatch):
    monkeypatch.setattr(seal, "verify", lambda: seal.Broken(7, "En rad är ändrad."))
    with pytest.raises(CommandError, match="audit is broken at seal 7: En rad är ändrad"):
        restore("--replace", copy)


@pytest.fixture
def thrown_away(home, tmp_path, settings):
    """Somebody who is in the copy, and whose records were thrown away after it was made."""
    settings.LIVSKRAFT_MUNICIPALITY_CODE = "0680"
    long_ago, by = datetime(2020, 2, 1, tzinfo=UTC), system_actor("test")
    site = SiteFactory()
    gone = person_at(site, "Kanariefågel", at=long_ago, until=date(2021, 1, 1))
    stays = person_at(site, at=long_ago)
    archive.save(tmp_path / "en.backup", key=KEY, at=timezone.localtime())
    order = retention.make_order(regime=Regime.NEITHER, by=by)
    retention.decide(order=order, reference="Dnr 1", by=by)
    assert retention.execute(order=order, by=by)
    return gone, stays


def test_what_was_thrown_away_since_the_copy_was_made_does_not_come_back(thrown_away, home, tmp_path):
    said = restore("--replace", tmp_path / "en.backup")
    assert "✓ Thrown away again: the records of 1 persons" in said
    assert "the audit's chain is whole" in said
    assert list(Person.objects.all()) == [thrown_away[1]]
    assert AuditEntry.objects.filter(verb="people.erased_again").count() == 1


def test_on_a_new_machine_the_list_beside_the_copy_says_it(thrown_away, home, tmp_path):
    erasures.beside_the_copies().rename(tmp_path / erasures.NAME)
    restore("--replace", tmp_path / "en.backup")
    assert list(Person.objects.all()) == [thrown_away[1]]


def test_without_any_list_they_would_come_back(thrown_away, home, tmp_path):
    erasures.beside_the_copies().unlink()
    assert "Thrown away" not in restore("--replace", tmp_path / "en.backup")
    assert Person.objects.count() == 2


def test_a_list_that_cannot_be_read_is_told(thrown_away, home, tmp_path):
    erasures.beside_the_copies().write_text("{}\n")
    with pytest.raises(CommandError, match="cannot be read"):
        restore("--replace", tmp_path / "en.backup")
