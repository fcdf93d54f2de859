"""Which self-checks have the demo's minigyms made, and what did they find?"""

from datetime import timedelta

from livskraft.access.actor import Actor
from livskraft.access.demo import at
from livskraft.modules.minigym.actions.routines import make_template
from livskraft.modules.minigym.actions.self_checks import answer_point, close_deviation, finish_check, start_check
from livskraft.modules.minigym.demo.cast import Cast
from livskraft.modules.minigym.models import CheckRoutine, Deviation, Gym
from livskraft.modules.minigym.rules import Every

WEEKLY = [
    "Golv och gångvägar är fria och torra",
    "Maskinerna är rengjorda, och det finns sprit och papper",
    "Vajrar, remmar och handtag är hela",
]
MONTHLY = [
    "Larmknappen fungerar och telefonnumren sitter uppe",
    "Bruksanvisningarna sitter kvar och går att läsa",
    "Förbandslådan är full",
    "Belysningen fungerar överallt",
]
THOROUGH, MISSED, CLOSED, NEW = "Almgården", "Lindegården", "Ekbacken", "Östanbäck"
# Where a care assistant has the check of the week to do.
TO_DO = "Björkhagen"


def self_checks(cast: Cast) -> None:
    """The municipality's check each week, one gym's own each month; one gym has missed weeks, and one had to close."""
    system = Actor(at=at(cast.today - timedelta(days=28)), system="demo")
    make_template(name="Veckokontroll", every=Every.WEEK, points=WEEKLY, by=system)
    gym = Gym.objects.select_related("site").get(site__name=THOROUGH)
    make_template(name="Månadskontroll", every=Every.MONTH, points=MONTHLY, gym=gym, by=cast.at(THOROUGH, 28))
    # This week's check was made yesterday, or today when the week began today.
    this_week = 1 if cast.today.weekday() else 0
    for routine in CheckRoutine.objects.select_related("gym__site", "template"):
        site = routine.gym.site.name
        if routine.template.every == Every.MONTH:
            _make(routine, cast, min(cast.today.day - 1, 5))
        elif site == THOROUGH:
            for days_ago in (this_week + 14, this_week + 7, this_week):
                _make(routine, cast, days_ago, remark="Pappret är slut." if days_ago > 10 else "")
        elif site == MISSED:
            _make(routine, cast, this_week + 21)
        elif site == TO_DO:
            _make(routine, cast, this_week + 7)
        elif site == NEW:
            _make(routine, cast, 5)
        else:
            _make(routine, cast, this_week, remark="Vatten droppar från taket över gåbarren." if site == CLOSED else "")


def _make(routine: CheckRoutine, cast: Cast, days_ago: int, remark: str = "") -> None:
    """Every point is as it should be, but for the first when there is a remark; what was slight is seen to by now."""
    site = routine.gym.site.name
    by = cast.at(site, days_ago, hour=8 if days_ago else 0)
    check = start_check(routine=routine, by=by)
    for point in routine.template.points.all():
        deviates = bool(remark) and point.position == 1
        answer_point(check=check, point=point, ok=not deviates, remark=remark, close=deviates and site == CLOSED, by=by)
    finish_check(check=check, by=by)
    if remark and site == THOROUGH:
        close_deviation(
            deviation=Deviation.objects.get(answer__self_check=check),
            outcome="Nytt papper är påfyllt.",
            by=cast.at(site, days_ago - 1),
        )
