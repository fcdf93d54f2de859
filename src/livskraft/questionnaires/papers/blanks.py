"""What does a person fill in on paper, to be typed in afterwards?"""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from livskraft.documents.report import Block, Facts, Heading, Report, Text, Together
from livskraft.documents.values import number
from livskraft.questionnaires.rules.instruments import Instrument, Part, is_asked
from livskraft.questionnaires.rules.vocabulary import Aid, Help

BOX, LINE = "☐", "_" * 24


def blank(instrument: Instrument, unit: str, today: date) -> Report:
    """The questions in the order and the words of the instrument, none of them torn apart between two pages.

    Large, and without a name: one writes it oneself. On a test also stands what is typed in about how it was done.
    """
    # A test is measured by staff, who read what it is; whoever answers by themselves reads what is meant for them.
    asked = is_asked(instrument)
    told = instrument.instruction if asked else instrument.about
    blocks: list[Block] = [*([Text(told)] if told else []), Facts([(_("Namn"), LINE), (_("Dag"), LINE)])]
    if instrument.course:
        courses = [_("%(metres)s meter") % {"metres": number(each)} for each in instrument.course]
        blocks.append(Together([Heading(_("Hur lång var banan?")), Text(_boxes(courses))]))
    if instrument.aids:
        blocks.append(Together([Heading(_("Hjälpmedel")), Text(_boxes(Aid.labels))]))
        blocks.append(Together([Heading(_("Hjälp under tiden")), Text(_boxes(Help.labels))]))
    blocks += [Together([Heading(part.label), Text(_answers(part))]) for part in instrument.parts]
    if asked:
        blocks.append(Text(_("Formuläret heter %(title)s.") % {"title": instrument.title}))
    blocks.append(
        Text(_("%(licence)s. Källa: %(source)s.") % {"licence": instrument.licence, "source": instrument.source})
    )
    return Report(
        title=instrument.asks or instrument.title, dated=today, meta=[(_("Plats"), unit)], blocks=blocks, on_a_wall=True
    )


def _answers(part: Part) -> str:
    if part.options:
        return _boxes([option.label for option in part.options])
    told = _("%(line)s %(unit)s (%(least)s–%(most)s)") % {
        "line": LINE,
        "unit": part.unit,
        "least": number(part.least),
        "most": number(part.most),
    }
    return f"{told}\n{BOX} {_('Kunde inte')}" if part.may_be_unable else told


def _boxes(choices: Iterable[object]) -> str:
    return "\n".join(f"{BOX} {each}" for each in choices)
