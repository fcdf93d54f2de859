"""How long has a unit to do with somebody whom its staff have written down, when nothing more happens?"""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

# A local rule: no law states it. What a person takes part in makes the time longer.
MONTHS = 12
# Whom the unit's staff only say that they have to do with, when others at the caregiver know the person. Local rule.
STATED_DAYS = 30


def relation_ends(since: date) -> date:
    return since + relativedelta(months=MONTHS)


def stated_relation_ends(since: date) -> date:
    return since + timedelta(days=STATED_DAYS)
