"""What does the reader of pasted programmes make of a text file?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from livskraft.modules.activities.rules.pasted import Kind, Reading, read_programme
from livskraft.modules.activities.rules.pasted_calendar import FIRST_YEAR, LAST_YEAR

# A programme is a few pages of text; what is larger is another kind of file.
MOST_BYTES = 2_000_000
# Text has line breaks and tabs, and no other control characters.
TEXT_CONTROLS = {"\t", "\n", "\r", "\x0b", "\x0c"}


class Command(BaseCommand):
    help = "Läser ett program som klistrats in i en textfil och visar vad som förstås. Sparar inget."
    # Reading needs no database.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="Textfilen (UTF-8, UTF-16 med inledande märke, eller Windows-1252)")
        parser.add_argument("--year", type=int, required=True, help="Året som programmet börjar i")
        parser.add_argument("--json", action="store_true", help="Skriv resultatet som JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if not FIRST_YEAR <= options["year"] < LAST_YEAR:
            raise CommandError(
                f"Året {options['year']} kan inte vara rätt. Ange ett år från {FIRST_YEAR} till {LAST_YEAR - 1}."
            )
        reading = read_programme(_text(Path(options["file"])), year=options["year"])
        if options["json"]:
            self.stdout.write(json.dumps(reading.as_json(), ensure_ascii=False, indent=1))
        else:
            self._tell(reading)

    def _tell(self, reading: Reading) -> None:
        for each in reading.activities:
            end = f"–{each.end:%H.%M}" if each.end else ""
            cost = "" if each.cost is None else "  gratis" if each.cost == 0 else f"  {each.cost} kr"
            self.stdout.write(f"{each.date}  {each.start:%H.%M}{end}  {each.title}{cost}  (rad {each.line})")
        for day in reading.closed:
            self.stdout.write(f"{day}  stängt")
        for line in reading.lines:
            if line.kind is Kind.UNREAD:
                self.stdout.write(f"Rad {line.number} förstods inte: {line.text.strip()}")
            for cell in line.left:
                self.stdout.write(f"Rad {line.number}, en ruta förstods inte: {cell}")
        self.stdout.write(
            f"{len(reading.activities)} aktiviteter, {len(reading.closed)} stängda dagar, "
            f"{len(reading.unread)} rader förstods inte. Inget är sparat."
        )


def _text(path: Path) -> str:
    """The file's text. Raises CommandError if it cannot be read or is no text."""
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if path.is_file() and size <= MOST_BYTES else b""
    except FileNotFoundError as error:
        raise CommandError(f"Filen {path} finns inte.") from error
    except OSError as error:
        raise CommandError(f"Filen {path} går inte att läsa: {error.strerror}.") from error
    if not path.is_file():
        raise CommandError(f"{path} är ingen fil.")
    if size > MOST_BYTES:
        raise CommandError(f"Filen {path} är för stor för att vara ett program.")
    text = _decoded(raw)
    if text is None or any(sign < " " and sign not in TEXT_CONTROLS for sign in text):
        raise CommandError(f"Filen {path} är ingen textfil. Spara programmet som oformaterad text och försök igen.")
    return text


def _decoded(raw: bytes) -> str | None:
    # Windows saves "Unicode-text" as UTF-16 with a mark; without the mark it is not guessed.
    for encoding in ("utf-16",) if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
