"""How is everything put back? From one encrypted file, or nothing is changed."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core import checks
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from livskraft.access import seal
from livskraft.config.backup import archive
from livskraft.config.backup.errors import BackupError
from livskraft.config.backup.sealed import key_from_environment


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
        faults = [fault for fault in checks.run_checks(databases=["default"]) if fault.is_serious()]
        if faults:
            raise CommandError("The copy is back, but its database is not sound:\n" + "\n".join(map(str, faults)))
        if broken := seal.verify():
            raise CommandError(f"The copy is back, but its audit is broken at seal {broken.seal}: {broken.why}")
        self.stdout.write("✓ Migrations applied, guards verified, the audit's chain is whole.")
