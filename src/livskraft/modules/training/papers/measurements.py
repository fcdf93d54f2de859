"""How has it gone, on paper and on the page, and what does the slip with the link say?"""

from datetime import date

from django.utils.translation import gettext as _

from livskraft.documents.report import Heading, Notice, Qr, Report, Text
from livskraft.documents.values import long
from livskraft.people.models import Person
from livskraft.questionnaires.papers.curves import curve_blocks
from livskraft.questionnaires.queries.curves import Curve
from livskraft.questionnaires.rules.instruments import Instrument


def curves_paper(person: Person, curves: list[Curve], today: date) -> Report:
    """Every instrument with its chart and table; what a value means is not said here."""
    blocks = [block for curve in curves for block in curve_blocks(curve, in_health_care=False)]
    return Report(title=_("Så har det gått för %(name)s") % {"name": person.name}, dated=today, blocks=blocks)


def answer_slip(url: str, instrument: Instrument, unit: str, until: date, today: date) -> Report:
    """What the person takes home: nobody's name, and nothing of what the questions are about but their title."""
    return Report(
        title=_("Svara på några frågor"),
        dated=today,
        on_a_wall=True,
        blocks=[
            Text(_("%(unit)s vill gärna veta hur du har det. Det är frivilligt att svara.") % {"unit": unit}),
            Heading(_("Gör så här")),
            Text(_("Rikta telefonens kamera mot rutan, eller skriv adressen i en webbläsare.")),
            Qr(url, _("Leder till frågorna")),
            Text(url),
            Notice(_("Länken går att använda en gång, till och med %(day)s.") % {"day": long(until)}),
        ],
    )
