"""Is it told in plain Swedish when somebody came and signed up, and does it go away when it is decided?"""

from datetime import UTC, date, datetime

import pytest

from livskraft.access.actor import system_actor
from livskraft.modules.activities.actions.attendance import Ticked, save_attendance
from livskraft.modules.activities.models import Attendance, SignUp
from livskraft.modules.activities.tests.factories import activity_at, occasion_of
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.holdings import holdings
from livskraft.people.rules.vocabulary import Regime
from livskraft.people.tests.factories import person_at

pytestmark = pytest.mark.django_db
EARLY = datetime(2026, 1, 2, 8, tzinfo=UTC)
BY = system_actor("test", datetime(2026, 3, 10, 12, tzinfo=UTC))


@pytest.fixture
def site():
    return SiteFactory(name="Almgården")


def test_visits_are_told_the_latest_first_and_erased_for_that_person_only(site):
    anna, bo = person_at(site, "Anna", at=EARLY), person_at(site, "Bo", at=EARLY)
    for day in (2, 9):
        held = occasion_of(activity_at(site, at=EARLY), on=date(2026, 3, day), at=EARLY)
        save_attendance(occasion=held, ticked=Ticked(here=[anna.pk, bo.pk]), by=BY)
    holding = holdings["activities.attendance"]
    assert holding.regime == Regime.SOCIAL
    assert holding.last_notes([anna.pk, 10**9]) == {anna.pk: date(2026, 3, 9)}
    lines = list(holding.export([anna.pk]))
    assert [line.on for line in lines] == [date(2026, 3, 9), date(2026, 3, 2)]
    assert lines[0].text == "Kom till Sittgympa på Almgården klockan 10.00"
    assert (lines[0].unit_id, lines[0].url) == (site.pk, f"/program/tillfalle/{held.pk}/")
    assert holding.erase([anna.pk]) == 2
    assert set(Attendance.objects.values_list("person", flat=True)) == {bo.pk}


def test_sign_ups_are_told_with_how_they_stand_and_erased(site):
    anna = person_at(site, "Anna", at=EARLY)
    held = occasion_of(activity_at(site, at=EARLY), on=date(2026, 3, 2), at=EARLY)
    late = datetime(2026, 2, 1, 23, 30, tzinfo=UTC)
    SignUp.objects.create(occasion=held, site=site, person=anna, state="waiting", key="a", signed_up_at=late)
    holding = holdings["activities.signup"]
    assert holding.last_notes([anna.pk]) == {anna.pk: date(2026, 2, 2)}
    (line,) = holding.export([anna.pk])
    assert line.text == "Anmäld till Sittgympa på Almgården den 2026-03-02. Står i kö."
    assert holding.erase([anna.pk]) == 1
    assert not SignUp.objects.exists()
