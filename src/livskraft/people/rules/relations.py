"""How long has a unit to do with somebody whom its staff have written down, when nothing more happens?"""

from datetime import date

from dateutil.relativedelta import relativedelta

# A local rule: no law states it. What a person takes part in makes the time longer.
MONTHS = 12


def relation_ends(since: date) -> date:
    return since + relativedelta(months=MONTHS)
