"""How is a month's look at the log kept as a paper? Without the names of those who were read about."""

from collections import Counter
from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.documents.report import Bullets, Column, Facts, Heading, Notice, Orientation, Report, Table, Text
from livskraft.kit.formats import clock
from livskraft.kit.partial_date import MONTHS
from livskraft.people.models import LogReview
from livskraft.people.queries.log_review import Row
from livskraft.people.rules.log_review import SOURCE, YEARS_KEPT
from livskraft.people.rules.vocabulary import Mark


def month_in_words(review: LogReview) -> str:
    return f"{MONTHS[review.month.month - 1]} {review.month.year}"


def log_review_paper(review: LogReview, rows: Sequence[Row]) -> Report:
    """The number of each reading leads back to it in the log, where it stands whom it was about."""
    marks = Counter(row.reading.mark for row in rows)
    unmarked = marks.get("", 0)
    finished = timezone.localdate(review.finished_at) if review.finished_at else None
    notices = []
    if not review.finished_at:
        notices.append(Notice(_("Kontrollen är inte avslutad.")))
    elif unmarked:
        notices.append(
            Notice(_("Läsningar som chefen själv har gjort är inte bedömda här. De ska bedömas av chefens chef."))
        )
    return Report(
        title=_("Loggkontroll %(month)s") % {"month": month_in_words(review)},
        subtitle=review.unit.name,
        meta=[
            (_("Urvalet gjordes"), timezone.localdate(review.drawn_at)),
            (_("Avslutad"), finished),
            (_("Av"), str(review.finished_by or review.drawn_by or "")),
        ],
        blocks=[
            *notices,
            Text(review.rule),
            Text(str(SOURCE) + "."),
            Facts(
                [
                    (_("Läsningar under månaden"), review.readings),
                    (_("Granskade"), len(rows)),
                    *((str(mark.label), marks.get(mark, 0)) for mark in Mark),
                    (_("Inte bedömda"), unmarked),
                ]
            ),
            Heading(_("Slutsats")),
            Text(review.conclusion or _("Ingen ännu.")),
            Heading(_("De läsningar som granskades")),
            Table(
                columns=[
                    Column(_("Nr i loggen"), 0.7),
                    Column(_("När"), 1),
                    Column(_("Vem läste"), 1.3),
                    Column(_("Vad"), 1.2),
                    Column(_("Stack ut"), 1.8, unknown="–"),
                    Column(_("Bedömning"), 1.2, unknown=_("Inte bedömd")),
                    Column(_("Anteckning"), 1.6, unknown="–"),
                ],
                rows=[
                    [
                        str(row.reading.entry_id),
                        _when(row),
                        f"{row.reader}, {row.role}" if row.role else row.reader,
                        row.what,
                        "; ".join(row.signals),
                        row.reading.get_mark_display(),
                        row.reading.note,
                    ]
                    for row in rows
                ],
            ),
            Bullets([_("Papperet sparas i minst %(years)s år.") % {"years": YEARS_KEPT}]),
        ],
        dated=finished or timezone.localdate(review.drawn_at),
        orientation=Orientation.LANDSCAPE,
    )


def _when(row: Row) -> str:
    local = timezone.localtime(row.at)
    return f"{local:%Y-%m-%d} {clock(local.time())}"
