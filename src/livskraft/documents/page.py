"""How does a report become part of a page?"""

import base64
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from livskraft.documents import narrow, qr
from livskraft.documents.report import (
    Block,
    CellKind,
    Facts,
    Figure,
    Heading,
    Labels,
    Qr,
    Report,
    Table,
    Value,
)
from livskraft.documents.values import is_empty, long, plain, short


def render(report: Report, *, top: int = 1) -> SafeString:
    """The report as plain HTML with the classes of the shell; its title is a heading of level `top`."""
    return render_to_string(
        "documents/report.html",
        {
            "report": report,
            "dated": long(report.dated),
            "title": _heading(report.title, top),
            "meta": [_pair(label, value, "okänt") for label, value in report.meta],
            "blocks": [_block(block, top) for block in report.singles],
        },
    )


def _block(block: Block, top: int) -> dict[str, Any]:
    kind = type(block).__name__.lower()
    match block:
        case Heading():
            return {"is": kind, **_heading(block.text, top + block.level)}
        case Facts():
            return {"is": kind, "pairs": [_pair(label, value, block.unknown) for label, value in block.pairs]}
        case Table():
            rows = [
                [
                    {
                        **_cell(value, short(value, column.kind), column.unknown),
                        "label": plain(column.label),
                        "css": _column_class(column.aligned.value),
                        "datetime": short(value) if column.kind is CellKind.DATE and value else "",
                    }
                    for value, column in zip(row, block.columns, strict=True)
                ]
                for row in block.rows
            ]
            return {
                "is": kind,
                "block": block,
                "columns": [(plain(column.label), _column_class(column.aligned.value)) for column in block.columns],
                "rows": rows,
                "narrow": narrow.folds(block, rows),
            }
        case Figure():
            return {"is": kind, "block": block, "src": _data_uri(block.data, block.content_type)}
        case Qr():
            return {"is": kind, **_qr(block)}
        case Labels():
            return {
                "is": kind,
                "block": block,
                "labels": [(one.title, one.text, _qr(one.code)) for one in block.labels],
            }
        case _:
            return {"is": kind, "block": block}


def _heading(text: str, level: int) -> dict[str, Any]:
    return {"text": plain(text), "level": min(level, 6)}


def _pair(label: str, value: Value, unknown: str) -> dict[str, Any]:
    return {"label": plain(label), **_cell(value, long(value), unknown)}


def _cell(value: Value, written: str, unknown: str) -> dict[str, Any]:
    if isinstance(value, Qr):
        return {"qr": _qr(value)}
    return {"unknown": plain(unknown)} if is_empty(value) else {"text": written}


def _qr(code: Qr) -> dict[str, str]:
    return {"alt": plain(code.alt), "src": _data_uri(qr.svg(code).encode(), "image/svg+xml"), "data": code.data}


def _column_class(align: str) -> str:
    return "lk-number" if align == "right" else ""


def _data_uri(data: bytes, content_type: str) -> str:
    # In an <img> no script in an SVG can run, and nothing is fetched.
    return f"data:{content_type};base64,{base64.b64encode(data).decode('ascii')}"
