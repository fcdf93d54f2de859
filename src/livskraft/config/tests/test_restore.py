"""Does the restore command say what came back and what was kept, and fail loudly when what came back is not sound?"""

import base64
from io import StringIO
from pathlib import Path

import pytest
from django.core import checks
from django.core.management import CommandError, call_command
from django.utils import timezone

from livskraft.access import seal
from livskraft.config.backup import archive
from livskraft.config.management.commands import restore as command

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
