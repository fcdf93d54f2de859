"""How long has a unit to do with somebody who was written down?"""

from datetime import date

from livskraft.people.rules.relations import STATED_DAYS, relation_ends, stated_relation_ends


def test_a_year_from_the_day_also_from_the_29th_of_february():
    assert relation_ends(date(2026, 11, 22)) == date(2027, 11, 22)
    assert relation_ends(date(2028, 2, 29)) == date(2029, 2, 28)


def test_what_staff_only_say_holds_a_month_and_not_a_year():
    assert stated_relation_ends(date(2026, 11, 22)) == date(2026, 12, 22)
    assert STATED_DAYS < 31
