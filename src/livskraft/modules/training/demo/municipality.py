"""Whom does the demo municipality itself treat, and which months of codes are reported? Through actions, on their day.

Rebecka works for a whole area, where several providers answer for a part each, so her journal is the municipality's
own. Its months are told by the calendar: the one before last is reported, and last month waits for the department.
"""

from datetime import date

from dateutil.relativedelta import TU, relativedelta
from django.db import transaction

from livskraft.access.actor import Actor
from livskraft.access.demo import OWN_PROVIDER, at
from livskraft.access.models import Assignment
from livskraft.access.roles import Role
from livskraft.kit.identity import read_number
from livskraft.modules.training.actions.code_reports import month_checked, report_codes
from livskraft.modules.training.actions.episodes import open_episode
from livskraft.modules.training.actions.goals import add_goal
from livskraft.modules.training.demo.episodes import PLAN_CODE, noted
from livskraft.modules.training.models import CodeReport, Episode
from livskraft.modules.training.rules.kva import MONTHS_BACK, closed_months
from livskraft.modules.training.rules.vocabulary import Heading, Lives, NoteKind
from livskraft.organisation.models import Unit
from livskraft.people.actions.persons import Details, register_person

REBECKA, SITE = "Rebecka Lindh", "Ekbacken"
# From the serials that Skatteverket keeps for tests; nobody has it.
ASTRID = "193706219841"
# A prescription of exercise, and its follow-up.
PRESCRIBED, FOLLOWED_UP = "DV200", "AW005"
# From which day of the month the first Tuesday is when it is opened, trained twice and followed up.
OPENED, VISITED, FOLLOWED = 3, (10, 17), 10
REPORTED = 10

BEGINNING = {
    Heading.REASON: "Har ont i höger höft när hon går, och har slutat gå ut. Vill kunna promenera till vattnet igen.",
    Heading.BACKGROUND: "Bor i eget hus nära Ekbacken. Artros i höften sedan fem år. Tar smärtstillande vid behov.",
    Heading.STATUS: "Går utan hjälpmedel men haltar. Sträcker höften fullt, böjer till 95 grader. Svag i sätet.",
    Heading.ASSESSMENT: "Smärta och nedsatt styrka vid artros. Kan träna i minigym om belastningen ökas långsamt.",
    Heading.INFORMATION: "Fick veta att träning är grunden i behandlingen av artros, och att det får göra lite ont.",
    Heading.PLAN: "Fysisk aktivitet på recept: promenad 15 minuter fem dagar i veckan. Styrka en gång i veckan.",
}
VISITS = (
    "Styrketräning för höften, två omgångar med tio. Smärta 3 av 10 under passet, borta samma kväll.",
    "Samma övningar, tre omgångar. Promenerar 15 minuter tre dagar i veckan.",
)
FOLLOW_UP = {Heading.MEASURES: "Följde upp receptet: promenerar 20 minuter fem dagar i veckan. Fortsätter så."}


@transaction.atomic
def municipality_demo(today: date) -> None:
    """Nothing when a month is reported already."""
    if CodeReport.objects.exists():
        return
    held = Assignment.objects.holding_on(today).select_related("user", "unit")
    _treated(held.get(user__name=REBECKA), today)
    manager = held.get(unit__name=OWN_PROVIDER, role=Role.AREA_MANAGER)
    administrator = held.filter(role=Role.ADMINISTRATION).order_by("pk")[0]
    _, before = closed_months(today, 2)
    _reported(administrator, before)
    for month in sorted(closed_months(today, MONTHS_BACK)):
        if _reported_on(month) <= today:
            _reported(manager, month)


def _treated(rebecka: Assignment, today: date) -> None:
    last, before = closed_months(today, 2)
    first = _acting(rebecka, _tuesday(before, OPENED))
    number = read_number(ASTRID, today=today)
    astrid = register_person(unit=rebecka.unit, details=Details("Astrid", "Nyberg", number=number), by=first)
    site = Unit.objects.get(name=SITE)
    episode = open_episode(person=astrid, site=site, lives=Lives.NEARBY, by=first)
    noted(episode, NoteKind.BEGINNING, BEGINNING, first, codes=(PLAN_CODE, PRESCRIBED))
    add_goal(episode=episode, text="Promenera till vattnet och tillbaka.", agreed_on=first.today, by=first)
    for day, told in zip(VISITED, VISITS, strict=True):
        _visited(episode, told, _acting(rebecka, _tuesday(before, day)))
    follow_up = _acting(rebecka, _tuesday(last, FOLLOWED))
    noted(episode, NoteKind.SESSION, FOLLOW_UP, follow_up, codes=(FOLLOWED_UP,))


def _visited(episode: Episode, told: str, by: Actor) -> None:
    noted(episode, NoteKind.SESSION, {Heading.MEASURES: told}, by)


def _reported(post: Assignment, month: date) -> None:
    by = _acting(post, _reported_on(month))
    if by.caregiver and month_checked(by.caregiver, month).contacts:
        report_codes(month=month, by=by)


def _reported_on(month: date) -> date:
    return month + relativedelta(months=1, day=REPORTED)


def _tuesday(month: date, day: int) -> date:
    return month + relativedelta(day=day, weekday=TU)


def _acting(post: Assignment, day: date) -> Actor:
    return Actor(at=at(day, 14), user=post.user, assignment=post)
