"""What does the floor keep about a person, and since when?"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.people.holdings import Line, in_portions
from livskraft.questionnaires.models import AnswerLink
from livskraft.questionnaires.rules.library import library


def last_asked(persons: Sequence[int]) -> Mapping[int, date]:
    rows = AnswerLink.objects.filter(person__in=persons).order_by().values("person").annotate(last=Max("made_at"))
    return {row["person"]: timezone.localdate(row["last"]) for row in rows}


def told_links(persons: Sequence[int]) -> Iterator[Line]:
    """Each time the person was asked, the latest first: with what, and whether they answered."""
    for row in in_portions(AnswerLink.objects.filter(person__in=persons)):
        title = library()[row.instrument].title
        text = _("Fick en länk till %(title)s och svarade") if row.answered_at else _("Fick en länk till %(title)s")
        yield Line(timezone.localdate(row.made_at), text % {"title": title}, unit_id=row.unit_id)


def erase_links(persons: Sequence[int]) -> int:
    return AnswerLink.objects.filter(person__in=persons).delete()[0]
