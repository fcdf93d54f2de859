"""What does a person fill in on paper, to be typed in afterwards?"""

from datetime import date

from django.utils.translation import gettext as _

from livskraft.documents.report import Block, Facts, Heading, Report, Text
from livskraft.documents.values import number
from livskraft.questionnaires.rules.instruments import Instrument, Part, is_asked

BOX, LINE = "☐", "_" * 24


def blank(instrument: Instrument, unit: str, today: date) -> Report:
    """The questions in the order and the words of the instrument. Large, and without a name: one writes it oneself."""
    # A test is measured by staff, who read what it is; whoever answers by themselves reads what is meant for them.
    told = instrument.instruction if is_asked(instrument) else instrument.about
    blocks: list[Block] = [*([Text(told)] if told else []), Facts([(_("Namn"), LINE), (_("Dag"), LINE)])]
    for part in instrument.parts:
        blocks += [Heading(part.label), Text(_answers(part))]
    blocks.append(
        Text(_("%(licence)s. Källa: %(source)s.") % {"licence": instrument.licence, "source": instrument.source})
    )
    return Report(title=instrument.title, dated=today, meta=[(_("Plats"), unit)], blocks=blocks, on_a_wall=True)


def _answers(part: Part) -> str:
    if part.options:
        return "\n".join(f"{BOX} {option.label}" for option in part.options)
    told = _("%(line)s %(unit)s (%(least)s–%(most)s)") % {
        "line": LINE,
        "unit": part.unit,
        "least": number(part.least),
        "most": number(part.most),
    }
    return f"{told}\n{BOX} {_('Kunde inte')}" if part.may_be_unable else told
