"""What does a programme look like in large type to take home, and how has it gone? For either store."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from livskraft.documents import charts
from livskraft.documents.report import (
    Block,
    Bullets,
    CellKind,
    Column,
    Figure,
    Heading,
    Narrow,
    Notice,
    Report,
    Single,
    Table,
    Text,
    Together,
)
from livskraft.documents.values import long, number
from livskraft.files import actions as files
from livskraft.modules.training.queries.plans import ExerciseCurve, Planned, Week
from livskraft.modules.training.rules.amounts import done_in_words, scale_of
from livskraft.modules.training.rules.exercises import steps
from livskraft.modules.training.rules.vocabulary import Caution

# More makes the table longer than anybody reads; the chart has them all.
ROWS_SHOWN = 12
# Two exercises then stand on most pages, and the picture is still read at arm's length.
PICTURE_WIDTH = 0.36


def programme_paper(planned: Sequence[Planned], *, name: str, site: str, review_on: date, today: date) -> Report:
    """Each exercise with picture, dose and steps, as the person reads it at home.

    `name` and `site` are left empty for somebody whose data are protected: papers are left on tables.
    """
    blocks: list[Block] = []
    for place, each in enumerate(planned, start=1):
        exercise = each.exercise
        parts: list[Single] = [Heading(f"{place}. {exercise.name}")]
        if exercise.picture:
            parts.append(Figure(files.read(exercise.picture), exercise.picture_text, width=PICTURE_WIDTH))
        parts.append(Heading(each.told, 2))
        if each.dose.effort is not None:
            parts.append(Text(_("Det ska kännas som %(effort)d av 10.") % {"effort": each.dose.effort}))
        parts.append(Bullets(steps(exercise.steps), numbered=True))
        # Only a dose in rehabilitation has words for the person.
        caution = f"{Caution(each.dose.caution).label}." if each.dose.caution else ""
        words = (caution, getattr(each.dose, "remark", ""), exercise.warning)
        minded = [text for text in words if text]
        if minded:
            parts.append(Notice("\n".join(minded)))
        # One stands with the sheet in the hand, and does not turn it in the middle of an exercise.
        blocks.append(Together(parts))
    last: list[Single] = [
        Heading(_("Känn efter")),
        Text(_("0 är ingen ansträngning alls och 10 är att inte orka mer.")),
        Text(_("Programmet gås igenom senast %(day)s.") % {"day": long(review_on)}),
    ]
    blocks.append(Together(last))
    return Report(
        title=_("Träningsprogram"),
        subtitle=_("för %(name)s") % {"name": name} if name else "",
        meta=[(_("Tränar på"), site)] if site else [],
        dated=today,
        blocks=blocks,
        on_a_wall=True,
    )


def progress_paper(weeks: Sequence[Week], curves: Sequence[ExerciseCurve], today: date) -> Report:
    """Sessions week by week, and the load of each exercise over time: charts, and folded tables that say the same."""
    blocks: list[Block] = [Heading(_("Pass i veckan")), *_sessions(weeks)]
    for curve in curves:
        blocks += [Heading(curve.exercise.name), *_exercise(curve)]
    return Report(title=_("Så har det gått"), dated=today, blocks=blocks)


def _sessions(weeks: Sequence[Week]) -> list[Block]:
    all_of_them = sum(each.sessions for each in weeks)
    points = [(_along(each.monday), float(each.sessions)) for each in weeks]
    alt = _("Pass i veckan, vecka för vecka.")
    rows = [(_the_week(each.monday), each.sessions) for each in reversed(weeks)]
    columns = [Column(_("Vecka"), 3), Column(_("Pass"), 0, CellKind.NUMBER)]
    figure = Figure(charts.line(points, unit=_("pass"), title=_("Pass i veckan")), alt)
    told = ngettext(
        "%(number)d pass på %(weeks)d vecka, vecka %(last)d.",
        "%(number)d pass på %(weeks)d veckor, till och med vecka %(last)d.",
        len(weeks),
    ) % {"number": all_of_them, "weeks": len(weeks), "last": weeks[-1].monday.isocalendar().week}
    return [figure, Text(told), Table(columns, rows, narrow=Narrow.LINES, folded=_("Visa vecka för vecka"))]


def _exercise(curve: ExerciseCurve) -> list[Block]:
    known = [(on, value) for on, done in curve.points if (value := curve.value(done)) is not None]
    blocks: list[Block] = []
    if len(known) > 1:
        most = max(value for _on, value in known)
        unit, one = scale_of(curve.exercise.measure, most, loaded=curve.exercise.loaded)
        (first, before), (last, after) = known[0], known[-1]
        alt = _("Kurva över %(name)s: från %(before)s till %(after)s %(unit)s, %(first)s till %(last)s.") % {
            "name": curve.exercise.name,
            "before": number(round(before / one, 1)),
            "after": number(round(after / one, 1)),
            "unit": unit,
            "first": long(first),
            "last": long(last),
        }
        points = [(_along(on), float(value / one)) for on, value in known]
        blocks.append(Figure(charts.line(points, unit=unit, title=curve.exercise.name), alt))
    day, done = curve.points[-1]
    blocks.append(Text(_("%(day)s: %(done)s.") % {"day": long(day).capitalize(), "done": done_in_words(done)}))
    latest = curve.points[-ROWS_SHOWN:]
    if len(latest) == 1:
        return blocks
    columns = [Column(_("Dag"), 0, CellKind.DATE), Column(_("Gjort"), 4)]
    rows = [(on, done_in_words(done)) for on, done in reversed(latest)]
    older = len(curve.points) - len(latest)
    note = _("%(number)d äldre finns i kurvan.") % {"number": older} if older else ""
    folded = _("Visa pass för pass")
    blocks.append(Table(columns, rows, note=note, folded=folded))
    return blocks


def _the_week(monday: date) -> str:
    sunday = monday + timedelta(days=6)
    return _("vecka %(week)d, %(first)s–%(last)s") % {
        "week": monday.isocalendar().week,
        "first": f"{monday.day}/{monday.month}",
        "last": f"{sunday.day}/{sunday.month}",
    }


def _along(on: date) -> str:
    return f"{on.day}/{on.month}"
