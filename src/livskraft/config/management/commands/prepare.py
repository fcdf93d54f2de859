"""Is everything in place before the first page? Brings the database and the collected static files up to date."""

import hashlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection


class Command(BaseCommand):
    help = "Migrates the database and collects static files, only where something has changed."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-migrate", action="store_true", help="only the static files")

    def handle(self, **options: Any) -> None:
        self.collect()
        if not options["no_migrate"]:
            must_answer()
            call_command("migrate", verbosity=0, interactive=False)

    def collect(self) -> None:
        root = Path(settings.STATIC_ROOT)
        stamp = root.with_name(".static")
        want = fingerprint()
        if root.is_dir() and stamp.is_file() and stamp.read_text() == want:
            return
        self.stdout.write("• Collecting static files …")
        stamp.unlink(missing_ok=True)
        call_command("collectstatic", verbosity=0, interactive=False, clear=root.is_dir())
        stamp.write_text(want)


def must_answer() -> None:
    """Raises CommandError in one sentence when the database does not answer."""
    try:
        connection.ensure_connection()
    except OperationalError as why:
        raise CommandError(f"The database does not answer: {' '.join(str(why).split())}") from why


def fingerprint() -> str:
    """Changes when any static file is added, removed or changed."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(ignore_patterns=[]):
            stat = Path(storage.path(path)).stat()
            digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
