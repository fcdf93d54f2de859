"""How fast and small is the import? A list of 10,000 rows, and the tests' hostile files, each in its own process."""

import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEADER = ["Märkning", "Benämning", "Märke", "Typ/modell", "Anskaffad", "Ägare", "Senaste besiktning", "Pris", "Anm."]
ROW = ["Benpress", "HUR", "3540", "17/9 -16", "Kommunen", "sept 2023", "12 500 kr", "trasig – ur bruk!"]


def long_list(rows: int) -> bytes:
    """A workbook with that many items below a title and a header."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Blad1")
    sheet.write(0, 0, "INVENTARIELISTA MINIGYM – Storstad")
    sheet.write_row(3, 0, HEADER)
    for number in range(rows):
        sheet.write_row(4 + number, 0, [f"MG-{number + 1}", *ROW])
    book.close()
    return out.getvalue()


def preview_seconds(rows: int) -> float:
    """Seconds to read and interpret the list, the sandboxed process included."""
    from livskraft.modules.minigym.imports import read_inventory

    data = long_list(rows)
    start = time.perf_counter()
    preview = read_inventory(data, filename="lista.xlsx", today=date.today())  # noqa: DTZ011 - any day will do
    taken = time.perf_counter() - start
    assert len(preview.items) == rows
    return taken


def hostile() -> Iterator[tuple[str, float, float]]:
    """Name, seconds and megabytes (the largest process) of the import command given each hostile file."""
    from livskraft.kit.tests.test_spreadsheets import HOSTILE

    for name, make in HOSTILE.items():
        data, _sentence = make()
        with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
            file.write(data)
            file.flush()
            command = [sys.executable, "manage.py", "import_inventory", file.name, "--dry-run", "--json"]
            yield name, *_whole_process(command)


def _whole_process(command: list[str]) -> tuple[float, float]:
    """Seconds and megabytes of a command, counted in a small process so that its memory is not ours."""
    watcher = (
        "import resource, subprocess, sys, time\n"
        "start = time.perf_counter()\n"
        "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
        "print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", watcher, *command], cwd=ROOT, env=os.environ, capture_output=True, text=True, check=True
    )
    seconds, megabytes = answer.stdout.split()
    return float(seconds), float(megabytes)
