"""How is an indicator laid out: its definition, its trend and each unit, as page, PDF and workbook alike?"""

from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.documents import charts
from livskraft.documents.report import (
    Align,
    Block,
    CellKind,
    Column,
    Facts,
    Figure,
    Heading,
    Narrow,
    Notice,
    Report,
    Table,
    Text,
    Value,
)
from livskraft.documents.values import short
from livskraft.indicators.catalogue import Indicator
from livskraft.indicators.queries import Cell, Row
from livskraft.indicators.rules import Counts, Form, Span, Term
from livskraft.kit.partial_date import PartialDate
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit

FEWEST_BARS, MOST_BARS = 2, 30
Trend = list[tuple[Term, Cell]]
_SHORT_MONTHS = ("jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")


def indicator_paper(indicator: Indicator, *, term: Term, unit: Unit, trend: Trend, rows: list[Row]) -> Report:
    """The trend of one unit and all units in one period. What may not be shown is left out here, for every format."""
    here = next((row.cell for row in rows if row.unit.pk == unit.pk), Cell())
    said = spoken(indicator, here)
    why_hidden = _why_hidden(indicator, [here, *(row.cell for row in rows), *(cell for _term, cell in trend)])
    blocks = [
        Facts([(_("Värde"), said), (_("Läge"), standing(here, term))]),
        *(why_hidden if here.hidden else []),
        Heading(_("Utveckling")),
        *_chart(indicator, unit, trend),
        Table(
            [
                Column(_("Period"), 2),
                Column(_value_label(indicator), 1, CellKind.NUMBER, unknown="–"),
                Column(_("Läge"), 3, unknown=""),
            ],
            [[each.label, shown(indicator, cell), standing(cell, each)] for each, cell in reversed(trend)],
            caption=_("Period för period, %(unit)s") % {"unit": unit.name},
            narrow=Narrow.LINES,
        ),
        Heading(_("Plats för plats")),
        *_comparison(indicator, rows),
        Table(
            [Column(_("Enhet"), 3), *_columns(indicator), Column(_("Rättad"), 1, CellKind.DATE, unknown="–")],
            [[_named(row.unit), *_values(indicator, row.cell), _revised(row.cell)] for row in rows],
            caption=_("%(period)s, enhet för enhet") % {"period": term.label.capitalize()},
            narrow=Narrow.LINES,
            depths=[row.depth for row in rows],
        ),
        *([] if here.hidden else why_hidden),
        Heading(_("Så är det räknat")),
        Facts(_definition(indicator)),
    ]
    return Report(
        title=str(indicator.label),
        subtitle=f"{unit.name}, {term.label}",
        blocks=blocks,
    )


def sites_paper(indicators: list[Indicator], *, term: Term, columns: list[list[Row]], units: list[Unit]) -> Report:
    """The indicators side by side, unit by unit, a table for each thing that is counted: who has what, and who less.

    An indicator that none of the units can have, such as one for areas, is left out.
    """
    cells = {each.key: {row.unit.pk: row.cell for row in rows} for each, rows in zip(indicators, columns, strict=True)}
    blocks: list[Block] = []
    for counts in Counts:
        there = [each for each in indicators if each.counts == counts]
        together = [each for each in there if any(_has(cell) for cell in cells[each.key].values())]
        if not together:
            continue
        table = Table(
            [
                Column(_("Enhet"), 3),
                # To the left, so that long headings may break.
                *(Column(str(each.label), 2, CellKind.NUMBER, Align.LEFT, unknown="–") for each in together),
            ],
            [[unit.name, *(shown(each, cells[each.key][unit.pk]) for each in together)] for unit in units],
            caption=str(counts.label).capitalize(),
            note=" ".join(f"{each.label}: {each.unit}." for each in together),
            empty=_("Inga platser."),
            narrow=Narrow.COLUMNS,
        )
        hidden = any(cell.hidden for each in together for cell in cells[each.key].values())
        blocks += [table, _hidden_note()] if hidden else [table]
    return Report(title=_("Lika tillgång"), subtitle=term.label.capitalize(), blocks=blocks)


def shown(indicator: Indicator, cell: Cell) -> Value:
    """The value as a number for a table; words when it may not be shown, None when there is none."""
    if cell.hidden:
        return _("visas inte")
    return None if cell.value is None else _rounded(indicator, cell.value)


def spoken(indicator: Indicator, cell: Cell) -> str:
    """The value with its unit, as people say it."""
    if cell.hidden:
        return _("Visas inte, för att det gäller få personer.")
    if cell.value is None:
        return _("Ingen uppgift")
    value = _rounded(indicator, cell.value)
    return f"{short(value)} {indicator.one if value == 1 and indicator.one else indicator.unit}"


def standing(cell: Cell, term: Term) -> str:
    """Frozen since when, corrected when, or still open."""
    if cell.closed_at is None:
        return (
            _("Preliminär till %(day)s") % {"day": PartialDate.of(term.closes).text}
            if _has(cell)
            else _("Ingen uppgift")
        )
    day = PartialDate.of(timezone.localdate(cell.closed_at)).text
    if cell.revised_at:
        revised = PartialDate.of(timezone.localdate(cell.revised_at)).text
        return _("Fryst %(day)s, rättad %(revised)s") % {"day": day, "revised": revised}
    return _("Fryst %(day)s") % {"day": day}


def chart(indicator: Indicator, unit: Unit, trend: Trend) -> bytes:
    points = [(_along(each), None if cell.hidden or cell.value is None else float(cell.value)) for each, cell in trend]
    return charts.line(points, unit=str(indicator.unit), title=f"{indicator.label}, {unit.name}")


def _chart(indicator: Indicator, unit: Unit, trend: Trend) -> list[Figure | Text]:
    known = [(each, cell) for each, cell in trend if not cell.hidden and cell.value is not None]
    if len(known) < 2:
        return [Text(_("En kurva visas när det finns minst två perioder med uppgifter."))]
    first, last = known[0], known[-1]
    alt = _("Kurva över %(label)s för %(unit)s: från %(before)s %(first)s till %(after)s %(last)s.") % {
        "label": str(indicator.label).lower(),
        "unit": unit.name,
        "before": spoken(indicator, first[1]),
        "first": first[0].label,
        "after": spoken(indicator, last[1]),
        "last": last[0].label,
    }
    caption = _("%(unit)s. Samma siffror står i tabellen.") % {"unit": str(indicator.unit).capitalize()}
    return [Figure(chart(indicator, unit, trend), alt, caption)]


def _comparison(indicator: Indicator, rows: list[Row]) -> list[Figure]:
    """The sites beside each other, the highest first; none when there are too few or too many to compare by eye."""
    known = [
        (row.unit.name, row.cell.value)
        for row in rows
        if row.unit.kind == UnitKind.SITE and not row.cell.hidden and row.cell.value is not None
    ]
    if not FEWEST_BARS <= len(known) <= MOST_BARS:
        return []
    known.sort(key=lambda pair: -pair[1])
    (most, highest), (least, lowest) = known[0], known[-1]
    alt = _("Staplar, en för varje plats: högst har %(most)s med %(highest)s och lägst %(least)s med %(lowest)s.") % {
        "most": most,
        "highest": short(_rounded(indicator, highest)),
        "least": least,
        "lowest": short(_rounded(indicator, lowest)),
    }
    svg = charts.bars([(name, float(value)) for name, value in known], title=str(indicator.label))
    return [
        Figure(svg, alt, _("%(unit)s. Samma siffror står i tabellen.") % {"unit": str(indicator.unit).capitalize()})
    ]


def _along(term: Term) -> str:
    if term.span == Span.MONTH:
        return f"{_SHORT_MONTHS[term.starts.month - 1]} {term.starts:%y}"
    return term.code


def _columns(indicator: Indicator) -> list[Column]:
    columns = [Column(_value_label(indicator), 1, CellKind.NUMBER, unknown="–")]
    if indicator.form == Form.MEDIAN:
        columns.append(Column(_("Antal"), 1, CellKind.NUMBER, unknown="–"))
    if indicator.form in (Form.SHARE, Form.RATE):
        columns.append(Column(_("Täljare"), 1, CellKind.NUMBER, unknown="–"))
        columns.append(Column(_("Nämnare"), 1, CellKind.NUMBER, unknown="–"))
    return columns


def _value_label(indicator: Indicator) -> str:
    return f"{_('Värde')} ({indicator.unit})"


def _values(indicator: Indicator, cell: Cell) -> list[Value]:
    values = [shown(indicator, cell)]
    counted = None if cell.hidden else cell.counted
    if indicator.form in (Form.SHARE, Form.RATE):
        values.append(_whole(counted.numerator) if counted else None)
    if indicator.form != Form.TOTAL:
        values.append(_whole(counted.denominator) if counted and counted.denominator is not None else None)
    return values


def _definition(indicator: Indicator) -> list[tuple[str, Value]]:
    pairs: list[tuple[str, Value]] = [
        (_("Definition"), str(indicator.definition)),
        (_("Täljare") if indicator.denominator else _("Räknas"), str(indicator.numerator)),
    ]
    if indicator.denominator:
        pairs.append((_("Nämnare"), str(indicator.denominator)))
    return [
        *pairs,
        (_("Vad som ingår"), str(indicator.population)),
        (_("Mäts"), _("på periodens sista dag") if indicator.on_last_day else _("under perioden")),
        (_("Källa"), str(indicator.source)),
        (
            _("Rättelser"),
            _("Siffrorna fryses den 10:e i månaden efter. Det som rättas senare märks som rättat."),
        ),
    ]


def _why_hidden(indicator: Indicator, cells: list[Cell]) -> list[Notice]:
    return [_hidden_note()] if indicator.counts == Counts.PERSONS and any(cell.hidden for cell in cells) else []


def _hidden_note() -> Notice:
    return Notice(
        _(
            "En siffra visas inte när färre än fem personer räknas med, eller när färre än fem inte gör det, "
            "för då kan man förstå vilka de är. Alla eller ingen visas först när det gäller minst tio. "
            "Ibland döljs en siffra till, så att den inte kan räknas ut av de andra."
        )
    )


def _named(unit: Unit) -> str:
    """A site by its name alone; whatever gathers sites says what it is."""
    if unit.kind == UnitKind.SITE:
        return unit.name
    return f"{unit.name} ({unit.get_kind_display().lower()})"


def _revised(cell: Cell) -> Value:
    return timezone.localdate(cell.revised_at) if cell.revised_at else None


def _has(cell: Cell) -> bool:
    return cell.hidden or cell.value is not None


def _rounded(indicator: Indicator, value: Decimal) -> Value:
    if indicator.counts == Counts.MONEY:
        return round(value)
    if indicator.form == Form.TOTAL:
        return _whole(value)
    return _tenths(value, 0, 100) if indicator.form == Form.SHARE else _tenths(value, 0)


def _whole(amount: Decimal) -> Value:
    return int(amount) if amount == amount.to_integral_value() else _tenths(amount, 0)


def _tenths(amount: Decimal, *ends: int) -> float:
    """To one decimal, and to more where it would turn into one of `ends`: little is not nothing, nearly all not all."""
    decimals = 1
    while amount not in ends and round(amount, decimals) in ends:
        decimals += 1
    return float(round(amount, decimals))
