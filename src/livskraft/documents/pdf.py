"""How does a report become a PDF that hangs on a wall and is read aloud by a screen reader?"""

import json
import tempfile
import threading
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _

from livskraft.documents import fonts, qr
from livskraft.documents.report import (
    Block,
    Bullets,
    CellKind,
    Facts,
    Figure,
    Heading,
    Labels,
    Notice,
    PageBreak,
    Qr,
    Report,
    Sign,
    SignatureLine,
    Table,
    Text,
    Together,
    Value,
)
from livskraft.documents.values import is_empty, long, plain, short

if TYPE_CHECKING:
    from typst import Compiler

TEMPLATE = Path(__file__).parent / "typst" / "report.typ"
_kept = threading.local()
ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg"}


def render(report: Report) -> bytes:
    """The report as tagged PDF/UA-1. Everything a person wrote goes in as data, never as markup."""
    with tempfile.TemporaryDirectory() as folder:
        return typeset(_template(), _report(report, Path(folder)), at=_moment(report), folder=folder)


def typeset(template: bytes, data: dict[str, Any], *, at: datetime, folder: str) -> bytes:
    """What `template` makes of `data`, which it finds in `sys.inputs.report`, as tagged PDF/UA-1 dated `at`.

    The template may read the pictures in `folder` and nothing else. Texts in `data` have been through `printable`.
    """
    made = _compiler().compile(
        template,
        root=folder,
        format="pdf",
        sys_inputs={"report": json.dumps(data, ensure_ascii=False)},
        pdf_standards="ua-1",
        timestamp=at,
    )
    assert isinstance(made, bytes)
    return made


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()


def _compiler() -> "Compiler":
    """This thread's own: a compiler at work refuses a second caller."""
    import typst

    if not hasattr(_kept, "compiler"):
        _kept.compiler = typst.Compiler(font_paths=fonts.loaded(), ignore_system_fonts=True)
    compiler: Compiler = _kept.compiler
    return compiler


def _moment(report: Report) -> datetime:
    """The paper's own date, so that the same report is the same file."""
    dated = report.dated
    return (
        datetime(dated.year, dated.month, dated.day, tzinfo=UTC) if dated else datetime.now(UTC).replace(microsecond=0)
    )


def _report(report: Report, folder: Path) -> dict[str, Any]:
    return {
        "municipality": _text(settings.LIVSKRAFT_MUNICIPALITY),
        "title": _text(report.title),
        "subtitle": _text(report.subtitle),
        "meta": [_pair(label, value, "okänt") for label, value in report.meta],
        "version": _text(report.version),
        # Our months have Swedish names; figures are read everywhere.
        "dated": long(report.dated) if report.language == "sv" else short(report.dated),
        "landscape": report.orientation.value == "landscape",
        "language": report.language,
        "paper": report.paper.value,
        "on_a_wall": report.on_a_wall,
        "rtl": get_language_info(report.language)["bidi"],
        "words": _words(report.language),
        "blocks": [_block(block, folder, str(place)) for place, block in enumerate(report.blocks)],
    }


def _words(language: str) -> dict[str, str]:
    """What the paper itself says, in its language."""
    with override(language):
        return {
            "page": _("Sida %(page)s av %(pages)s"),
            "version": _("Version %(version)s"),
            "warning": _("Viktigt."),
            "information": _("Att veta."),
        }


def _block(block: Block, folder: Path, place: str) -> dict[str, Any]:
    match block:
        case Heading():
            return {"is": "heading", "text": _text(block.text), "level": block.level}
        case Text():
            return {"is": "text", "text": _text(block.text), "language": block.language or None}
        case Bullets():
            return {"is": "bullets", "items": [_text(item) for item in block.items], "numbered": block.numbered}
        case Facts():
            return {"is": "facts", "pairs": [_pair(label, value, block.unknown) for label, value in block.pairs]}
        case Table():
            return _table(block)
        case Figure():
            name = f"{place}.{ENDINGS[block.content_type]}"
            (folder / name).write_bytes(block.data)
            figure = {"path": name, "alt": _text(block.alt), "caption": _text(block.caption), "width": block.width}
            return {"is": "figure", **figure}
        case Qr():
            return {"is": "qr", **_qr(block)}
        case SignatureLine():
            return {"is": "signature", "label": _text(block.label)}
        case PageBreak():
            return {"is": "pagebreak"}
        case Together():
            inside = [_block(one, folder, f"{place}-{number}") for number, one in enumerate(block.blocks)]
            return {"is": "together", "blocks": inside}
        case Sign():
            return {"is": "sign", "text": _text(block.text)}
        case Labels():
            labels = [{"title": _text(one.title), "text": _text(one.text), "qr": _qr(one.code)} for one in block.labels]
            return {"is": "labels", "labels": labels, "empty": _text(block.empty)}
        case Notice():
            return {"is": "notice", "text": _text(block.text), "tone": block.tone.value}


def _table(table: Table) -> dict[str, Any]:
    return {
        "is": "table",
        "columns": [
            {
                "label": _text(column.label),
                "width": column.width,
                "align": column.aligned.value,
                "figures": column.kind in (CellKind.NUMBER, CellKind.MONEY),
            }
            for column in table.columns
        ],
        "rows": [
            [
                _cell(value, short(value, column.kind), column.unknown)
                for value, column in zip(row, table.columns, strict=True)
            ]
            for row in table.rows
        ],
        "caption": _text(table.caption),
        "note": _text(table.note),
        "empty": _text(table.empty),
    }


def _pair(label: str, value: Value, unknown: str) -> dict[str, Any]:
    return {"label": _text(label), "value": _cell(value, long(value), unknown)}


def _cell(value: Value, written: str, unknown: str) -> dict[str, Any]:
    if isinstance(value, Qr):
        return {"qr": _qr(value)}
    if is_empty(value):
        return {"unknown": _text(unknown)}
    return {"text": fonts.printable(written)}


def _qr(code: Qr) -> dict[str, str]:
    return {"svg": qr.svg(code), "alt": _text(code.alt)}


def _text(text: str) -> str:
    return fonts.printable(plain(text))
