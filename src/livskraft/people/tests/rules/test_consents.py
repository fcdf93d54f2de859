"""Are the words whole for every purpose, and does a consent hold on the days it says?"""

from datetime import date

import pytest

from livskraft.people.rules.consents import NEVER_NEEDED, TEXTS, in_words, standing, wording
from livskraft.people.rules.vocabulary import ConsentPurpose

DAY = date(2026, 3, 10)


@pytest.mark.parametrize("purpose", ConsentPurpose)
def test_every_purpose_has_words_that_name_the_recipient_and_say_where_they_come_from(purpose):
    said = wording(purpose, recipient="Lindviks  %s\nförening", unit="Almgården")
    first, *told = said.split("\n")
    assert "Lindviks %s förening" in first
    assert "Almgården" in first
    assert told == [str(each) for each in TEXTS[purpose].told]
    assert str(TEXTS[purpose].source)
    assert str(TEXTS[purpose].revoked)


def test_nothing_asks_for_the_work_itself():
    assert {purpose.value for purpose in ConsentPurpose} == {"association", "photo", "research"}
    assert "även om du säger nej" in str(NEVER_NEEDED)


@pytest.mark.parametrize(
    ("until", "revoked_on", "day", "expected"),
    [
        (None, None, DAY, "holds"),
        (None, None, date(2026, 3, 9), "later"),
        (DAY, None, DAY, "holds"),
        (DAY, None, date(2026, 3, 11), "expired"),
        (None, date(2026, 3, 12), date(2026, 3, 11), "holds"),
        (None, date(2026, 3, 12), date(2026, 3, 12), "revoked"),
        (DAY, DAY, date(2026, 4, 1), "revoked"),
    ],
)
def test_how_a_consent_stands(until, revoked_on, day, expected):
    stands = standing(given_on=DAY, until=until, revoked_on=revoked_on, day=day)
    assert stands == expected
    assert in_words(stands)
