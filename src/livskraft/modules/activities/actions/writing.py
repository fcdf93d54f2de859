"""What do all writes of the programme share: their checks, and when a day and a clock are?"""

from datetime import date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from livskraft.access.actor import Actor
from livskraft.kit.errors import Refused
from livskraft.modules.activities.rules.recurrence import MOST_YEARS, length, moment
from livskraft.organisation.models import Unit

EARLIEST = date(2000, 1, 1)


def check(record: Model, *known: str) -> None:
    """Raises Refused with the first thing that the table would refuse; relations in `known` are not asked for again."""
    try:
        record.full_clean(exclude=known)
    except ValidationError as wrong:
        field, messages = next(iter(wrong.message_dict.items()))
        raise Refused(messages[0], None if field == NON_FIELD_ERRORS else field) from wrong


def alone_at(site_id: int) -> None:
    """Whoever else plans at the site waits until the transaction ends. Held before activity and occasion.

    A day is closed under it too, so that nothing comes to stand on a day while it is being closed. What only refers to
    the site, such as a sign-up, does not wait.
    """
    list(Unit.objects.select_for_update(no_key=True).filter(pk=site_id).values_list("pk"))


def refuse_far_days(*days: date, by: Actor, field: str) -> None:
    """A day in another age is a mistake at the keyboard, such as 2206 for 2026."""
    for day in days:
        if not EARLIEST <= day <= by.today + relativedelta(years=MOST_YEARS, days=1):
            raise Refused(_("Året ser inte rätt ut."), field=field)


def span(on: date, from_time: time, to_time: time | None, assumed: timedelta) -> tuple[datetime, datetime]:
    """From which moment to which, in UTC; `assumed` long when no end is said.

    When the hour is skipped it is as long as the wall clock says. Raises Refused when it does not end after it starts.
    """
    starts = moment(on, from_time)
    if to_time is None:
        return starts, starts + assumed
    try:
        lasts = length(on, from_time, to_time)
    except Refused as refused:
        raise Refused(refused.message, "to_time") from refused
    return starts, starts + (lasts or datetime.combine(on, to_time) - datetime.combine(on, from_time))
