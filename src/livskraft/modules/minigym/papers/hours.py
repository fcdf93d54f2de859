"""What does the notice with a gym's hours say, on the door and to those who cannot read it on a phone?"""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from livskraft.documents.report import Align, Block, Column, Heading, Notice, Report, Table, Text, Tone
from livskraft.kit.formats import day
from livskraft.modules.minigym.models import Gym
from livskraft.modules.minigym.queries.hours import Schedule, Span
from livskraft.modules.minigym.rules import Weekday, holiday

AHEAD = timedelta(days=60)


def hours_notice(gym: Gym, schedule: Schedule, today: date) -> Report:
    """The usual hours, and what is not as usual in the two months to come."""
    blocks: list[Block] = []
    if schedule.closure:
        blocks.append(Notice(_("Stängt tills vidare. %(why)s") % {"why": schedule.closure.reason}, Tone.WARNING))
    rows = [
        [str(row.label), _spans(schedule.usual(row)) or _("Stängt"), _spans(schedule.usual(row, staffed=True)) or "–"]
        for row in Weekday
    ]
    blocks.append(
        Table(
            [
                Column(_("Dag"), 2),
                Column(_("Öppet"), 3, align=Align.LEFT),
                Column(_("Personal på plats"), 3, align=Align.LEFT),
            ],
            rows if schedule.known else [],
            empty=_("Öppettiderna är inte inlagda än."),
        )
    )
    if schedule.known:
        blocks.append(Text(_("När det finns personal på plats kan du få hjälp att komma i gång.")))
    ahead = _not_as_usual(schedule, today)
    if ahead:
        blocks += [
            Heading(_("Inte som vanligt")),
            Table([Column(_("Dag"), 2), Column(_("Öppet"), 2), Column(_("Varför"), 3, unknown="")], ahead),
        ]
    return Report(
        title=_("Öppettider"),
        subtitle=gym.full_name,
        meta=[(_("Lokal"), gym.room)] if gym.room else [],
        blocks=blocks,
        dated=today,
    )


def _not_as_usual(schedule: Schedule, today: date) -> list[list[str]]:
    """A row for each exception, and for each holiday that no exception covers, as far as people plan."""
    rows = []
    for exception in schedule.exceptions:
        if exception.last_day >= today and exception.first_day <= today + AHEAD:
            first, last = day(exception.first_day, today), day(exception.last_day, today)
            days = first if exception.first_day == exception.last_day else f"{first} – {last}"
            hours = _spans(schedule.day(exception.first_day).opening) or _("Stängt")
            rows.append((exception.first_day, [days, hours, exception.reason]))
    for number in range(AHEAD.days + 1):
        when = today + timedelta(days=number)
        name = holiday(when)
        if name and schedule.known and not any(exception.holds_on(when) for exception in schedule.exceptions):
            rows.append((when, [day(when, today), _spans(schedule.day(when).opening) or _("Stängt"), name]))
    return [row for _when, row in sorted(rows)]


def _spans(spans: list[Span]) -> str:
    return ", ".join(str(span) for span in spans)
