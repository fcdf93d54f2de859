"""How does a curve look beside the table that says the same?"""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from livskraft.documents import charts
from livskraft.documents.report import Block, CellKind, Column, Figure, Heading, Narrow, Notice, Table, Text
from livskraft.documents.values import number, short
from livskraft.questionnaires.queries.curves import MOST_POINTS, Curve, Point
from livskraft.questionnaires.rules.vocabulary import Aid, Answered, Help
from livskraft.questionnaires.rules.words import change_in_words, meanings, value_in_words


def curve_blocks(curve: Curve, *, in_health_care: bool) -> list[Block]:
    """Heading, chart, what has changed, and every value. What a value means is said in health care only."""
    instrument = curve.instrument
    shown = curve.points[-MOST_POINTS:]
    blocks: list[Block] = [Heading(instrument.title), Text(instrument.about)]
    known = [point for point in shown if point.value is not None]
    if len(known) > 1:
        blocks.append(Figure(_chart(curve, shown), _alt(curve, known[0], known[-1])))
    if curve.latest.change:
        blocks.append(Text(change_in_words(instrument, curve.latest.change)))
    if in_health_care:
        blocks += [
            Notice(f"{each.text} ({each.source})") for each in meanings(instrument, curve.latest.measurement.kept_score)
        ]
    blocks.append(_table(curve))
    if not instrument.verified:
        blocks.append(Text(f"{instrument.source}."))
    return blocks


def _chart(curve: Curve, shown: Sequence[Point]) -> bytes:
    points = [(_along(point.on), None if point.value is None else float(point.value)) for point in shown]
    return charts.line(points, unit=curve.instrument.unit, title=curve.instrument.title)


def _alt(curve: Curve, first: Point, last: Point) -> str:
    return _("Kurva över %(title)s: från %(first)s %(before)s till %(last)s %(after)s.") % {
        "title": curve.instrument.title,
        "first": number(first.value or 0),
        "before": short(first.on),
        "last": number(last.value or 0),
        "after": short(last.on),
    }


def _table(curve: Curve) -> Table:
    columns = [
        Column(_("Dag"), 0, CellKind.DATE),
        Column(_("Resultat"), 3),
        Column(_("Hur"), 5, unknown=""),
    ]
    rows = [(point.on, _value(point), _circumstances(point)) for point in reversed(curve.points)]
    return Table(columns, rows, narrow=Narrow.LINES)


def _value(point: Point) -> str:
    return value_in_words(point.measurement.of, point.measurement.kept_score)


def _circumstances(point: Point) -> str:
    row = point.measurement
    told = [str(Answered(row.how).label)]
    if row.course is not None:
        told.append(_("bana %(metres)s meter") % {"metres": number(row.course)})
    if row.aid:
        told.append(str(Aid(row.aid).label))
    if row.help and row.help != Help.NONE:
        told.append(str(Help(row.help).label))
    return ", ".join(told)


def _along(on: date) -> str:
    """Short, since four stand beside each other below a chart on a phone."""
    return f"{on.day}/{on.month} {on:%y}"
