"""How is everything put back? From one encrypted file, or nothing is changed."""

from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core import checks
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from livskraft.access import seal
from livskraft.access.actor import system_actor
from livskraft.config.backup import archive
from livskraft.config.backup.errors import BackupError
from livskraft.config.backup.sealed import key_from_environment
from livskraft.people import erasures
from livskraft.people.actions.retention import repeat_erasures


class Command(BaseCommand):
    help = "Puts a copy back, brings its database up to this version and verifies it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="also when there is a database or files already")

    def handle(self, **options: Any) -> None:
        try:
            copy, aside = archive.restore(
                options["file"], key=key_from_environment(), replace=options["replace"], at=timezone.localtime()
            )
        except BackupError as why:
            raise CommandError(f"{why} Nothing has changed.") from why
        self.stdout.write(f"✓ Put back {copy}")
        if aside.exists():
            self.stdout.write(f"• What was here before is kept in {aside}")
        call_command("migrate", verbosity=0, interactive=False)
        # Before anything else can be found wrong: whoever starts Livskraft in spite of that shall not meet them again.
        self._erase_again(copy, options["file"])
        faults = [fault for fault in checks.run_checks(databases=["default"]) if fault.is_serious()]
        if faults:
            raise CommandError("The copy is back, but its database is not sound:\n" + "\n".join(map(str, faults)))
        if broken := seal.verify():
            raise CommandError(f"The copy is back, but its audit is broken at seal {broken.seal}: {broken.why}")
        self.stdout.write("✓ Migrations applied, guards verified, the audit's chain is whole.")

    def _erase_again(self, copy: archive.Copy, file: Path) -> None:
        """What has been thrown away since the copy was made goes once more, from the lists here and beside the copy."""
        try:
            done = list(erasures.since(datetime.fromisoformat(copy.made), folders=[file.parent]))
        except erasures.Unreadable as why:
            raise CommandError(f"The copy is back, but the list of what was thrown away cannot be read: {why}") from why
        persons = repeat_erasures(done=done, by=system_actor("restore"))
        if persons:
            self.stdout.write(f"✓ Thrown away again: the records of {persons} persons")
