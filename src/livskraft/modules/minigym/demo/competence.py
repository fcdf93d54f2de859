"""Who in the demo has a competence plan, and who still lacks one?"""

from datetime import timedelta

from livskraft.access.actor import Actor
from livskraft.access.demo import at
from livskraft.modules.minigym.actions.competence import add_goal, close_goal, review_plan, start_plan
from livskraft.modules.minigym.demo.cast import Cast
from livskraft.modules.minigym.models.competence import employments
from livskraft.organisation.models import Unit

GOALS = [
    "Ge stöd vid alla maskiner i minigymmet",
    "Leda en reflektion i arbetsgruppen",
    "Visa hur rollator och gåbarr ställs in",
]
# They are new to the thought of plans, so their area managers have something to do. With one post without a plan they
# are more than four, so that the municipality's share of staff with a plan may be shown.
WITHOUT = {"Walid Omar", "Fatima Rashid", "Olle Råberg", "Ylva Brodin", "Tord Englund", "Signe Åberg"}
TO_REVIEW = {"Elias Norman", "Mehmet Aydin"}
TOLD_IN_FULL = "Ali Karimi"


def competence(cast: Cast) -> None:
    """Nearly everybody has a plan; one plan has its whole story, two are to be followed up."""
    today = cast.today
    by = Actor(at=at(today - timedelta(days=200)), system="demo")
    everybody = employments(Unit.objects.all(), today).select_related("user", "unit").order_by("user", "pk")
    planned: set[int] = set()
    for number, employed in enumerate(everybody):
        name = employed.user.name
        if name in WITHOUT or employed.user_id in planned or employed.starts > by.today:
            continue
        planned.add(employed.user_id)
        review_on = today + timedelta(days=20 if name in TO_REVIEW else 120 + number)
        plan = start_plan(assignment=employed, goals=[GOALS[number % len(GOALS)]], review_on=review_on, by=by)
        if name == TOLD_IN_FULL:
            goal = plan.goals.get()
            held = Actor(at=at(today - timedelta(days=60)), system="demo")
            close_goal(
                goal=goal,
                on=held.today,
                reached=True,
                outcome="Vägledd av fysioterapeuten och har hållit i träningen på egen hand.",
                by=held,
            )
            add_goal(
                plan=plan,
                what="Visa nya kollegor hur maskinerna ställs in",
                how="Går bredvid vid tre tillfällen.",
                due=today + timedelta(days=90),
                by=held,
            )
            review_plan(plan=plan, on=held.today, notes="Trygg i gymmet. Vill lära andra.", by=held)
