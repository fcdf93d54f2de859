"""How is a list of codes loaded without a browser, when Livskraft is installed?"""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from livskraft.access.actor import system_actor
from livskraft.kit.errors import Refused
from livskraft.modules.training.actions.codes import SHIPPED, SHIPPED_SINCE, load_codes
from livskraft.modules.training.imports import read_codes

SHIPPED_SOURCE = "De koder som följer med Livskraft; källan till varje kod står i filen"


class Command(BaseCommand):
    help = "Läser in en kodlista (.xlsx, .ods, .csv) med kolumnerna Kod och Text: hela listan eller inget av den."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", default=str(SHIPPED), help="Listan; annars den som följer med")
        parser.add_argument("--from", dest="starts", help="Dagen då listan börjar gälla, ÅÅÅÅ-MM-DD")
        parser.add_argument("--source", help="Varifrån listan kommer")
        parser.add_argument("--leave-out-wrong", action="store_true", help="Läs in resten om några rader är fel")
        parser.add_argument("--dry-run", action="store_true", help="Läs och visa, men spara inget")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        shipped = path == SHIPPED
        if not shipped and not (options["starts"] and options["source"]):
            raise CommandError("Skriv --from och --source.")
        try:
            starts = date.fromisoformat(options["starts"]) if options["starts"] else SHIPPED_SINCE
        except ValueError as wrong:
            raise CommandError("Skriv dagen så här: 2027-01-01.") from wrong
        try:
            read = read_codes(path.read_bytes())
            for fault in read.faults:
                self.stdout.write(f"rad {fault.row}: {fault.wrong.label} {fault.written}".rstrip())
            if options["dry_run"]:
                self.stdout.write(f"{len(read.codes)} koder lästes. Inget är sparat.")
                return
            made = load_codes(
                read=read,
                name=path.name,
                starts=starts,
                source=options["source"] or SHIPPED_SOURCE,
                leave_out_wrong=options["leave_out_wrong"],
                by=system_actor("load_codes"),
            )
        except OSError as missing:
            raise CommandError(f"Filen {path} går inte att öppna.") from missing
        except Refused as refused:
            raise CommandError(refused.message) from refused
        self.stdout.write(f"{made.codes.count()} koder gäller från och med {made.starts}.")
