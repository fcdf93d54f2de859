"""What does the protocol of an inspection say?"""

from django.utils.translation import gettext as _

from livskraft.documents.report import Block, Column, Figure, Heading, Report, Table, Text
from livskraft.files import actions as files
from livskraft.modules.minigym.models import Inspection, Round
from livskraft.modules.minigym.rules import RegimeKey, Verdict


def protocol(round: Round) -> Report:
    """The finished round: every verdict, the remarks first, and what was not inspected."""
    found = list(round.inspections.select_related("item__kind", "photo").order_by("item__sort_key", "item"))
    remarks = [inspection for inspection in found if inspection.verdict != Verdict.OK]
    missed = list(round.missed.select_related("kind").order_by("sort_key", "pk"))
    blocks: list[Block] = [
        Heading(_("Anmärkningar")),
        Table(
            [Column(_("Maskin"), 2), Column(_("Resultat"), 2), Column(_("Vad som ska göras"), 4)],
            [[str(one.item), one.get_verdict_display(), one.remark] for one in remarks],
            empty=_("Inga anmärkningar."),
        ),
        *(_photo(one) for one in remarks if one.photo),
        Heading(_("Alla besiktade maskiner")),
        Table(
            [
                Column(_("Maskin"), 3),
                Column(_("Fabrikat och modell"), 3),
                Column(_("Serienummer"), 2),
                Column(_("Resultat"), 3),
            ],
            [
                [
                    str(one.item),
                    f"{one.item.make} {one.item.model}".strip(),
                    one.item.serial_number,
                    one.get_verdict_display(),
                ]
                for one in found
            ],
        ),
    ]
    if missed:
        blocks += [
            Heading(_("Inte besiktade")),
            Text(_("De här maskinerna hann inte besiktas. De står kvar som ej besiktade.")),
            Table([Column(_("Maskin"))], [[str(item)] for item in missed]),
        ]
    return Report(
        title=_("Besiktningsprotokoll"),
        subtitle=round.gym.full_name,
        meta=[
            (_("Besiktningsdag"), round.on),
            (_("Besiktningsman"), round.inspector),
            (_("Firma"), str(round.firm) if round.firm else _("Egen personal")),
            (_("Omfattar"), holds(round)),
            (_("Årlig service"), _("Ja, vid samma besök") if round.counts_as_service else _("Nej")),
            (_("Avslutat av"), str(round.finished_by) if round.finished_by else None),
        ],
        blocks=blocks,
        dated=round.on,
    )


def holds(round: Round) -> str:
    """Whose items the round holds, in words."""
    return str(RegimeKey(round.regime).label) if round.regime else _("Alla maskiner utom fast inredning")


def _photo(inspection: Inspection) -> Figure:
    assert inspection.photo
    about = {"item": inspection.item, "remark": inspection.remark}
    return Figure(
        files.read(inspection.photo),
        alt=_("Foto av anmärkningen på %(item)s: %(remark)s") % about,
        caption=_("%(item)s: %(remark)s") % about,
        width=0.5,
    )
