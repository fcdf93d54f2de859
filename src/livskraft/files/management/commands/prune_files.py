"""Which files are no longer anybody's? `manage.py prune_files` removes them; run it nightly."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.files.actions import prune


class Command(BaseCommand):
    help = _("Tar bort filer utan ägare och filer vars bevarandetid har gått ut.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help=_("Räkna bara, ta inte bort något."))

    def handle(self, *args: Any, **options: Any) -> None:
        pruned = prune(now=timezone.localtime(), dry_run=options["dry_run"])
        self.stdout.write(
            _("Utan ägare: %(orphans)d. Utgångna: %(expired)d. Utgångna men i bruk: %(still_needed)d.")
            % {"orphans": pruned.orphans, "expired": pruned.expired, "still_needed": pruned.still_needed}
        )
