"""How is a workbook from outside opened without harm, and what stands in its cells?"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from livskraft.kit import spreadsheet_worker
from livskraft.kit.errors import Refused

Cell = str | int | float | bool | date | None

# Beyond the limit of processor time: the machine is busy, or the file waits for something.
_PATIENCE_SECONDS = 10

_WHY = {
    "empty": gettext_lazy("Filen är tom."),
    "large": gettext_lazy("Filen är större än %(most)s MB. Ta bort bilder ur den och försök igen."),
    "encrypted": gettext_lazy(
        "Filen är skyddad med lösenord. Öppna den i Excel, ta bort lösenordet, spara den och försök igen."
    ),
    "old_excel": gettext_lazy(
        "Filen har ett äldre Excel-format. Öppna den i Excel, spara den som .xlsx och försök igen."
    ),
    "wrong_type": gettext_lazy("Filen är inget kalkylblad. Välj en fil som slutar på .xlsx, .ods eller .csv."),
    "damaged": gettext_lazy(
        "Filen är skadad och går inte att läsa. Öppna den i Excel, spara den på nytt och försök igen."
    ),
    "bomb": gettext_lazy("Filen packar upp till orimligt mycket innehåll och lästes därför inte."),
    "declaration": gettext_lazy("Filen innehåller kod som inte hör hemma i ett kalkylblad och lästes därför inte."),
    "rows": gettext_lazy(
        "Det står något på rad %(row)s. Livskraft läser högst %(most)s rader. Ta bort det som ligger utanför listan."
    ),
    "columns": gettext_lazy(
        "Det står något i kolumn nummer %(column)s. Livskraft läser högst %(most)s kolumner. "
        "Ta bort det som ligger utanför listan."
    ),
    "cells": gettext_lazy("Filen innehåller mer text än en inventarielista kan göra. Dela upp den i flera filer."),
    "cell": gettext_lazy("En cell innehåller mer text än ett kalkylblad får ha. Korta texten och försök igen."),
    "sheets": gettext_lazy("Filen har fler än %(most)s blad. Ta bort de blad som inte hör till listan."),
    "heavy": gettext_lazy(
        "Filen är för stor eller för invecklad för att läsas. Spara listan i en ny fil och försök igen."
    ),
}


@dataclass(frozen=True)
class Sheet:
    """rows[0] is the workbook's row 1. A row ends at its last written cell."""

    name: str
    visible: bool
    rows: list[list[Cell]]


def read_sheets(source: str | Path | bytes | IO[bytes]) -> list[Sheet]:
    """All worksheets of an .xlsx, .xlsm, .ods or .csv file, told apart by content; Refused with a sentence otherwise.

    The file is parsed in a process of its own that may use neither much memory nor much time."""
    answer = _ask(_bytes(source))
    if "refused" in answer:
        raise Refused(_WHY[answer["refused"]] % answer["values"])
    return [
        Sheet(sheet["name"], sheet["visible"], [[_cell(value) for value in row] for row in sheet["rows"]])
        for sheet in answer["sheets"]
    ]


def _bytes(source: str | Path | bytes | IO[bytes]) -> bytes:
    most = spreadsheet_worker.MAX_FILE
    if isinstance(source, bytes):
        data = source
    elif isinstance(source, str | Path):
        try:
            with Path(source).open("rb") as file:
                data = file.read(most + 1)
        except OSError as error:
            raise Refused(_("Filen går inte att öppna.")) from error
    else:
        data = source.read(most + 1)
    if len(data) > most:
        raise Refused(_WHY["large"] % {"most": most // spreadsheet_worker.MEGABYTE})
    return data


def _ask(data: bytes) -> dict[str, Any]:
    try:
        worker = subprocess.run(
            [sys.executable, "-I", spreadsheet_worker.__file__],
            input=data,
            capture_output=True,
            timeout=_PATIENCE_SECONDS,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(str(_WHY["heavy"])) from error
    if worker.returncode < 0 or b"MemoryError" in worker.stderr:
        # Ended by one of its limits.
        return {"refused": "heavy", "values": {}}
    if worker.returncode:
        # A parser that gives up in a way nobody foresaw has met a damaged file.
        return {"refused": "damaged", "values": {}}
    answer: dict[str, Any] = json.loads(worker.stdout.decode("utf-8", errors="replace"))
    return answer


def _cell(value: Any) -> Cell:
    if isinstance(value, dict):
        return date.fromisoformat(value["day"])
    cell: Cell = value
    return cell
