"""How has it gone, on paper and on the page, and what does the slip with the link say?"""

from datetime import date

from django.utils.translation import gettext as _

from livskraft.documents.report import Facts, Heading, Notice, Qr, Report, Text
from livskraft.documents.values import long
from livskraft.people.models import Person
from livskraft.questionnaires.papers.blanks import LINE
from livskraft.questionnaires.papers.curves import curve_blocks
from livskraft.questionnaires.queries.curves import Curve
from livskraft.questionnaires.rules.instruments import Instrument


def curves_paper(person: Person, curves: list[Curve], today: date) -> Report:
    """Every instrument with its chart and table; what a value means is not said here."""
    blocks = [block for curve in curves for block in curve_blocks(curve, in_health_care=False)]
    return Report(title=_("Så har det gått för %(name)s") % {"name": person.name}, dated=today, blocks=blocks)


def answer_slip(url: str, instrument: Instrument, unit: str, until: date, today: date) -> Report:
    """What the person takes home: what it asks, in plain words, and nobody's name.

    A slip is left on tables, and who is asked what is nobody else's to know. Whoever hands out several writes by hand
    what tells them apart. `unit` is left empty for somebody whose data are protected.
    """
    asking = _("%(unit)s vill gärna veta hur du har det. Det är frivilligt att svara.") % {"unit": unit}
    return Report(
        title=instrument.asks,
        subtitle=_("Svara på %(number)d frågor") % {"number": len(instrument.parts)}
        if len(instrument.parts) > 1
        else _("Svara på en fråga"),
        dated=today,
        on_a_wall=True,
        blocks=[
            Text(asking if unit else _("Det är frivilligt att svara.")),
            Heading(_("Gör så här")),
            Text(_("Rikta telefonens kamera mot rutan, eller skriv adressen i en webbläsare.")),
            Qr(url, _("Leder till frågorna")),
            Text(url),
            Notice(_("Länken går att använda en gång, till och med %(day)s.") % {"day": long(until)}),
            Facts([(_("Anteckning"), LINE)]),
        ],
    )
