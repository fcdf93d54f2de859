"""Are the database and the static files brought up to date, only when needed, and again after an interruption?"""

import os
from io import StringIO

import pytest
from django.contrib.staticfiles import finders
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from livskraft.config.management.commands import prepare


@pytest.fixture
def sources(settings, tmp_path):
    """A folder of static files, collected into another."""
    folder = tmp_path / "assets"
    folder.mkdir()
    (folder / "a.css").write_text("a {}")
    settings.STATICFILES_DIRS = [folder]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "build" / "static"
    finders.get_finder.cache_clear()
    yield folder
    finders.get_finder.cache_clear()


def collected(folder) -> set[str]:
    root = folder.parent / "build" / "static"
    return {path.name for path in root.iterdir()} if root.exists() else set()


def run(*arguments: str) -> str:
    said = StringIO()
    call_command("prepare", "--no-migrate", *arguments, stdout=said)
    return said.getvalue()


def test_the_first_time_everything_is_collected(sources):
    assert "Collecting" in run()
    assert "a.css" in collected(sources)


def test_the_second_time_nothing_is_done(sources):
    run()
    assert run() == ""


def test_a_changed_file_is_collected_and_a_removed_one_disappears(sources):
    run()
    (sources / "a.css").unlink()
    (sources / "b.css").write_text("b {}")
    assert "Collecting" in run()
    assert collected(sources) == {"b.css"}


def test_a_file_with_another_time_counts_as_changed(sources):
    run()
    os.utime(sources / "a.css", ns=(1, 1))
    assert "Collecting" in run()


def test_interrupted_while_collecting_it_collects_again(sources, monkeypatch):
    run()
    before = (sources / "a.css").stat()
    (sources / "a.css").write_text("b {}")
    with monkeypatch.context() as broken:
        broken.setattr(prepare, "call_command", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            run()
    # Also when the source is again as it was: what was half collected cannot be trusted.
    (sources / "a.css").write_text("a {}")
    os.utime(sources / "a.css", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "Collecting" in run()


def test_lost_files_are_collected_again(sources):
    run()
    (sources.parent / "build" / "static" / "a.css").unlink()
    (sources.parent / "build" / "static").rmdir()
    assert "Collecting" in run()


@pytest.mark.django_db
def test_migrations_run_each_time_unless_told_not_to(sources, monkeypatch):
    run()
    called = []
    monkeypatch.setattr(prepare, "call_command", lambda name, **_: called.append(name))
    call_command("prepare", stdout=StringIO())
    assert called == ["migrate"]
    run()
    assert called == ["migrate"]


def test_a_database_that_does_not_answer_is_said_in_one_sentence(sources, monkeypatch):
    def dead():
        raise OperationalError("connection refused\n\tIs the server running?")

    monkeypatch.setattr(connection, "ensure_connection", dead)
    with pytest.raises(CommandError, match="does not answer: connection refused Is the server running") as refused:
        call_command("prepare", stdout=StringIO())
    assert "\n" not in str(refused.value)
