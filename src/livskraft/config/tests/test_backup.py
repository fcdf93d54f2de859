"""Does the backup command say what it saved and where, and in one sentence why it could not?"""

import base64
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from livskraft.config.backup import archive

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def home(settings, tmp_path, monkeypatch):
    settings.LIVSKRAFT_VAR = tmp_path / "var"
    monkeypatch.setenv("LIVSKRAFT_BACKUP_KEY", base64.b64encode(bytes(range(32))).decode())
    return tmp_path / "var"


def backup(*arguments: str) -> str:
    said = StringIO()
    call_command("backup", *arguments, stdout=said)
    return said.getvalue()


def test_without_a_name_the_copy_is_named_by_the_moment_and_lies_among_the_backups(home):
    said = backup()
    (made,) = (home / "backups").iterdir()
    assert made.name.startswith("livskraft-")
    assert made.suffix == ".backup"
    assert str(made) in said
    assert "rows in" in said


def test_a_name_of_ones_own_is_used(tmp_path):
    assert str(tmp_path / "min.backup") in backup(str(tmp_path / "min.backup"))
    assert (tmp_path / "min.backup").is_file()


@pytest.mark.parametrize(("key", "why"), [("", "is not set"), ("hej", "32 bytes"), ("aGVq", "32 bytes")])
def test_without_a_good_key_there_is_one_sentence_and_no_file(tmp_path, monkeypatch, key, why):
    monkeypatch.setenv("LIVSKRAFT_BACKUP_KEY", key)
    with pytest.raises(CommandError, match=f"No copy was made. LIVSKRAFT_BACKUP_KEY .*{why}"):
        backup(str(tmp_path / "min.backup"))
    assert not (tmp_path / "min.backup").exists()


def test_a_full_disk_is_one_sentence_and_leaves_no_file(tmp_path, monkeypatch):
    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive, "_add", full)
    with pytest.raises(CommandError, match=r"No copy was made\..*No space left"):
        backup(str(tmp_path / "min.backup"))
    assert list(tmp_path.glob("min*")) == []
