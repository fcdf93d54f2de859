"""How has it gone for a patient, with the words of what it means?"""

from datetime import date

from django.utils.translation import gettext as _

from livskraft.documents.report import Report
from livskraft.people.models import Person
from livskraft.questionnaires.papers.curves import curve_blocks
from livskraft.questionnaires.queries.curves import Curve


def assessments_paper(person: Person, curves: list[Curve], today: date) -> Report:
    """Every instrument with its chart, its table and what the latest value means in health care."""
    blocks = [block for curve in curves for block in curve_blocks(curve, in_health_care=True)]
    return Report(title=_("Så har det gått för %(name)s") % {"name": person.name}, dated=today, blocks=blocks)
