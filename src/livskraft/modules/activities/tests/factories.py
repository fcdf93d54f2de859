"""Which activities and occasions do tests need? Made through the actions, so that times and moments agree."""

from datetime import date, datetime, time, timedelta
from typing import Any

from livskraft.access.actor import system_actor
from livskraft.modules.activities.actions.occasions import add_occasion
from livskraft.modules.activities.actions.programme import Details, add_activity
from livskraft.modules.activities.models import Activity, Occasion
from livskraft.modules.activities.rules.vocabulary import DocumentationMode
from livskraft.organisation.models import Unit

DECISION = {
    "documentation_mode": DocumentationMode.HEADCOUNT,
    "decision_committee": "Äldrenämnden",
    "decision_reference": "ÄN 2025-114",
    "decision_on": date(2025, 9, 18),
}


def activity_at(site: Unit, *, at: datetime | None = None, **details: Any) -> Activity:
    """Sittgympa at the site; `details` differ from what is usual, DECISION makes it one where heads are counted."""
    return add_activity(site=site, details=Details(**({"title": "Sittgympa"} | details)), by=system_actor("test", at))


def occasion_of(
    activity: Activity,
    *,
    on: date | None = None,
    from_time: time = time(10),
    to_time: time | None = time(11, 30),
    at: datetime | None = None,
    **more: Any,
) -> Occasion:
    """An occasion of it, tomorrow at ten unless said."""
    by = system_actor("test", at)
    on = on or by.today + timedelta(days=1)
    return add_occasion(activity=activity, on=on, from_time=from_time, to_time=to_time, by=by, **more)
