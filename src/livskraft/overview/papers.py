"""How is the overview laid out as a table that can be taken along?"""

from datetime import date

from django.utils.translation import gettext as _

from livskraft.documents.report import CellKind, Column, Orientation, Report, Table, Value
from livskraft.modules.minigym.public import There
from livskraft.overview.equipment import EquipmentMap
from livskraft.overview.queries import Overview


def overview_table(overview: Overview, dated: date) -> Report:
    """A row for each site and kind of duty that something is owed of."""
    columns = [
        Column(_("Område"), 2),
        Column(_("Områdesdel"), 2),
        Column(_("Plats"), 3),
        Column(_("Utförare"), 2, unknown=_("saknas")),
        Column(_("Verksamhetschef"), 1),
        Column(_("Uppgift"), 3, unknown="–"),
        Column(_("Att göra"), 1, CellKind.NUMBER),
        Column(_("Varav försenade"), 1, CellKind.NUMBER),
    ]
    rows: list[list[Value]] = []
    for area in overview.areas:
        for row in area.rows:
            site: list[Value] = [area.name, row.part, row.name, row.provider, _("saknas") if row.vacant else _("finns")]
            rows += [[*site, str(count.kind.label), count.owed, count.late] for count in row.kinds]
            if not row.kinds:
                rows.append([*site, "", 0, 0])
    return Report(
        title=_("Vad platserna har att göra"),
        blocks=[Table(columns, rows, empty=_("Inga platser."))],
        dated=dated,
    )


def equipment_table(found: EquipmentMap, dated: date) -> Report:
    """Every site × the base list: how many there are of each kind, and how many of them can be used."""
    columns = [Column(_("Plats"), 3), Column(_("Område"), 2, unknown="–"), Column(_("Minigym"), 1, CellKind.NUMBER)]
    columns += [
        Column(_("%(kind)s, ska vara %(number)s") % {"kind": kind.name, "number": kind.number}, 2)
        for kind in found.kinds
    ]
    columns += [
        Column(_("Besök senaste 12 månaderna"), 1, CellKind.NUMBER),
        Column(_("Besök per boende"), 1, CellKind.NUMBER),
    ]
    rows: list[list[Value]] = [
        [
            line.site.name,
            line.area,
            line.gaps.gyms,
            *(_held(each) for each in line.gaps.there),
            line.visits,
            line.per_resident,
        ]
        for line in found.sites
    ]
    return Report(
        title=_("Luckor i utrustningen"),
        blocks=[Table(columns, rows, empty=_("Inga platser."))],
        dated=dated,
        orientation=Orientation.LANDSCAPE,
    )


def _held(there: There) -> str:
    if not there.kept:
        return _("saknas")
    told = [str(there.kept)]
    if still := there.kept - there.in_use:
        told.append(_("varav %(still)s ur bruk") % {"still": still} if there.in_use else _("ur bruk"))
    if there.missing:
        told.append(_("saknar %(missing)s") % {"missing": there.missing})
    return ", ".join(told)
