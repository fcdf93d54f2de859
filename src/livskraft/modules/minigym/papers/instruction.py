"""How does an instruction hang by the machine: one sheet, to be laminated?"""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from livskraft.documents.report import Block, Bullets, Figure, Heading, Notice, Paper, Qr, Report, Text, Tone
from livskraft.files import actions as files
from livskraft.modules.minigym.models import Equipment
from livskraft.modules.minigym.queries.instructions import ShownInstruction
from livskraft.ui.languages import SWEDISH


def sheet(
    shown: ShownInstruction, *, paper: Paper, item: Equipment | None = None, addition: str = "", url: str = ""
) -> Report:
    """The instruction on a sheet of that size; with an item also its number, what is special about it and its code."""
    text = shown.text
    with override(shown.language.code):
        blocks: list[Block] = []
        if shown.older:
            blocks.append(
                Notice(_("Översättningen gäller en äldre version. Den svenska texten är nyare och är den som gäller."))
            )
        if text.ask_first:
            blocks.append(Notice(text.ask_first, Tone.WARNING))
        blocks += [
            Figure(files.read(picture.file), picture.shows, width=0.5 if paper is Paper.A4 else 0.6)
            for picture in shown.pictures[:2]
        ]
        blocks += _part(_("Ställ in maskinen"), text.set_up)
        if shown.steps:
            blocks += [Heading(_("Så gör du")), Bullets(shown.steps, numbered=True)]
        blocks += _part(_("Börja lätt"), text.first_load)
        blocks += _part(_("Tänk på"), text.warnings)
        # Written by hand at the site, in Swedish.
        blocks += [Heading(_("Om just den här maskinen")), Text(addition, language=SWEDISH.code)] if addition else []
        blocks += _part(_("Muskler som arbetar"), text.muscles)
        if url:
            blocks.append(Qr(url, _("Läs mer eller anmäl fel: skanna koden med telefonen.")))
        approved = text.of.approved_at
        return Report(
            title=f"{shown.name} {item.number}".strip() if item else shown.name,
            subtitle=text.purpose,
            blocks=blocks,
            version=str(text.of.number),
            dated=timezone.localdate(approved) if approved else None,
            language=shown.language.code,
            paper=paper,
            on_a_wall=True,
        )


def _part(heading: str, words: str) -> list[Block]:
    return [Heading(heading), Text(words)] if words else []
