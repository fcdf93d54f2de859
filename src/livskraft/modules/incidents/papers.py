"""What do the incidents look like as a table to take along?"""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from livskraft.documents.report import Block, CellKind, Column, Heading, Report, Table, Value
from livskraft.kit.formats import day
from livskraft.kit.periods import Period
from livskraft.modules.incidents.queries import Overview, Row


def overview_report(overview: Overview, period: Period, today: date) -> Report:
    """Every table of the overview page; only counts of incidents, never a person."""
    last = period.ends - timedelta(days=1) if period.ends else today
    blocks: list[Block] = []
    for heading, rows in sections(overview):
        blocks += [Heading(heading), _table(heading, rows)]
    waits: list[list[Value]] = [[wait.label, wait.words, len(wait.times)] for wait in overview.waits]
    columns = [
        Column(_("Från rapport till"), 3),
        Column(_("Hälften inom"), 2, unknown="–"),
        Column(_("Antal"), 1, CellKind.NUMBER),
    ]
    return Report(
        title=_("Händelser"),
        subtitle=_("%(start)s till %(last)s") % {"start": day(period.starts, today), "last": day(last, today)},
        blocks=[*blocks, Heading(_("Hur snabbt")), Table(columns, waits)],
        dated=today,
    )


def sections(overview: Overview) -> list[tuple[str, list[Row]]]:
    """The overview's tables with their headings, in order."""
    return [
        (_("Plats"), overview.by_site),
        (_("Vad hände"), overview.by_what),
        (_("Sammanhang"), overview.by_context),
        (_("Utrustning"), overview.by_equipment),
        (_("Bidragande orsak"), overview.by_cause),
    ]


def _table(label: str, rows: list[Row]) -> Table:
    columns = [
        Column(label, 3),
        Column(_("Tillbud"), 1, CellKind.NUMBER),
        Column(_("Olycksfall"), 1, CellKind.NUMBER),
        Column(_("Alla"), 1, CellKind.NUMBER),
    ]
    return Table(columns, [[row.label, row.near_misses, row.accidents, row.all] for row in rows], empty=_("Inga."))
