"""How is an inventory workbook read, and imported, without a browser?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from livskraft.kit.errors import Refused
from livskraft.modules.minigym.imports import InventoryPreview, read_inventory
from livskraft.modules.minigym.rules import RegimeKey


class Command(BaseCommand):
    help = "Läser en inventarielista (.xlsx, .ods, .csv). Sparar bara med --gym och utan --dry-run."
    # Reading needs no database, and a list should be readable on a machine that has none.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="Arbetsboken")
        parser.add_argument("--gym", type=int, help="Minigymmets nummer; utan det sparas inget")
        parser.add_argument("--sheet", help="Bladet, när filen har flera listor")
        parser.add_argument("--dry-run", action="store_true", help="Läs och visa, men spara inget")
        parser.add_argument("--unread-as-unknown", action="store_true", help="Spara oläsliga celler som okända")
        parser.add_argument("--json", action="store_true", help="Skriv resultatet som JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        try:
            preview = read_inventory(
                path,
                filename=path.name,
                today=timezone.localdate(),
                sheet=options["sheet"],
                known_owners=self._owners() if options["gym"] else None,
            )
            if preview.needs_kind:
                raise Refused(preview.notices[0])
            saved = self._save(preview, options) if options["gym"] and not options["dry_run"] else None
        except Refused as refused:
            raise CommandError(refused.message) from refused
        if options["json"]:
            self.stdout.write(json.dumps(preview.as_cli_json(), ensure_ascii=False, indent=1))
        else:
            self._tell(preview)
        if saved is not None and not options["json"]:
            self.stdout.write(f"{len(saved.added)} sparade, {saved.already_there} fanns redan.")
        elif not options["json"]:
            self.stdout.write("Inget är sparat." if options["dry_run"] else "Inget är sparat: ange --gym.")

    def _owners(self) -> dict[str, RegimeKey]:
        # Imported here because reading must work without a database.
        from livskraft.modules.minigym.queries import known_owners

        return known_owners()

    def _save(self, preview: InventoryPreview, options: dict[str, Any]) -> Any:
        # Imported here as above.
        from livskraft.access.actor import Actor
        from livskraft.modules.minigym.actions.uploads import import_items
        from livskraft.modules.minigym.models import Gym

        found = Gym.objects.filter(pk=options["gym"]).first()
        if found is None:
            raise CommandError(f"Minigym {options['gym']} finns inte.")
        by = Actor(at=timezone.now(), system="import_inventory")
        return import_items(gym=found, preview=preview, by=by, unread_as_unknown=options["unread_as_unknown"])

    def _tell(self, preview: InventoryPreview) -> None:
        self.stdout.write(
            f"Blad: {preview.sheet}  Rubriker på rad {preview.header_row}  Minigym: {preview.gym_name or '–'}"
        )
        for column in preview.columns:
            self.stdout.write(
                f"  {column.letter}  {column.header or '(utan rubrik)'} → {column.field or 'läses inte in'}"
            )
        for item in preview.items:
            stop = "  UR BRUK" if item.out_of_use else ""
            day = item.acquired.text if item.acquired else "okänt"
            self.stdout.write(f"rad {item.row}: {item.kind}, {item.regime or 'ägare okänd'}, anskaffad {day}{stop}")
        for skipped in preview.skipped:
            self.stdout.write(f"rad {skipped.row} läses inte in: {skipped.why} {skipped.text}".rstrip())
        for sheet in preview.ignored_sheets:
            self.stdout.write(f"blad {sheet.name} läses inte in: {sheet.why}")
        for cell in preview.unread:
            self.stdout.write(f"rad {cell.row}, {cell.column}: {cell.why}")
        for notice in preview.notices:
            self.stdout.write(notice)
        self.stdout.write(f"{len(preview.items)} föremål lästes.")
