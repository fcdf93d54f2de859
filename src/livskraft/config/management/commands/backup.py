"""How is everything saved? In one encrypted file with the database and the files, also while Livskraft runs."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from livskraft.config.backup import archive
from livskraft.config.backup.errors import BackupError
from livskraft.config.backup.sealed import key_from_environment


class Command(BaseCommand):
    help = "Writes an encrypted copy of the database and the files; the key is LIVSKRAFT_BACKUP_KEY."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="default: var/backups/livskraft-DATE-TIME.backup")

    def handle(self, **options: Any) -> None:
        now = timezone.localtime()
        target = options["file"] or archive.var() / "backups" / f"livskraft-{now:%Y%m%d-%H%M%S}.backup"
        try:
            copy = archive.save(target, key=key_from_environment(), at=now)
        except (BackupError, OSError) as why:
            raise CommandError(f"No copy was made. {why}") from why
        self.stdout.write(f"✓ Saved {copy}: {target} ({target.stat().st_size / 1e6:.1f} MB)")
