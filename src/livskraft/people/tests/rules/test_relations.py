"""How long has a unit to do with somebody who was written down?"""

from datetime import date

from livskraft.people.rules.relations import relation_ends


def test_a_year_from_the_day_also_from_the_29th_of_february():
    assert relation_ends(date(2026, 11, 22)) == date(2027, 11, 22)
    assert relation_ends(date(2028, 2, 29)) == date(2029, 2, 28)
