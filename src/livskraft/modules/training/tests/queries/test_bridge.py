"""Of those whose rehabilitation ended, is it told right how many came to friskvård in time?"""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from livskraft.indicators.catalogue import indicators
from livskraft.kit.periods import Period
from livskraft.modules.activities.models import Attendance
from livskraft.modules.activities.rules.vocabulary import Kind
from livskraft.modules.activities.tests.factories import activity_at, occasion_of
from livskraft.modules.training.actions.elsewhere import note_elsewhere
from livskraft.modules.training.models import Episode, Programme, TrainingSession
from livskraft.modules.training.queries.bridge import crossings, journalled_same_day
from livskraft.modules.training.rules.vocabulary import Lives, NoIntroduction, Noted, NoteKind
from livskraft.modules.training.tests.factories import episode_of, later, therapist_at
from livskraft.modules.training.tests.notes import note_of
from livskraft.modules.training.tests.rehab import session_of
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory, UnitFactory
from livskraft.people.models import Person
from livskraft.people.tests.factories import NOW, person_at, sister

pytestmark = pytest.mark.django_db
MAY = Period(date(2026, 5, 1), date(2026, 6, 1))
CLOSED = date(2026, 4, 15)


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def by(site):
    return therapist_at(site)


def ended(person, by, on=CLOSED, site=None, introduced_at=None):
    """A period that was closed on the day."""
    at = timezone.make_aware(datetime.combine(on, time(12)))
    return Episode.objects.create(
        person=person,
        keeper=by.caregiver,
        unit=by.assignment.unit,
        site=site or by.assignment.unit,
        therapist=by.user,
        lives=Lives.NEARBY,
        opened_at=NOW,
        opened_on=NOW.date(),
        last_on=NOW.date(),
        closed_at=at,
        closed_on=on,
        introduced_to="Gymmet" if introduced_at else "",
        introduced_at=introduced_at,
        introduced_with="Anna" if introduced_at else "",
        not_introduced="" if introduced_at else NoIntroduction.OTHER,
    )


def came(person, site, on, kind=Kind.GYM):
    held = occasion_of(activity_at(site, kind=kind, at=NOW), on=on, at=NOW)
    return Attendance.objects.create(occasion=held, person=person, site=site, on=on, noted_at=NOW)


def found(period=MAY):
    return crossings(Unit.objects.all(), period)


def test_who_came_and_who_did_not(site, by):
    one, other = person_at(site), person_at(site, "Bo")
    ended(one, by)
    ended(other, by)
    came(one, site, CLOSED + timedelta(days=3))
    assert found() == {site.pk: (1, 2)}


@pytest.mark.parametrize(("days", "over"), [(-1, 0), (0, 1), (30, 1), (31, 0)])
def test_from_the_day_of_closing_and_thirty_days_on(site, by, days, over):
    person = person_at(site)
    ended(person, by)
    came(person, site, CLOSED + timedelta(days=days))
    assert found() == {site.pk: (over, 1)}


@pytest.mark.parametrize(
    ("on", "counted"),
    [(date(2026, 3, 31), 0), (date(2026, 4, 1), 1), (date(2026, 5, 1), 1), (date(2026, 5, 2), 0)],
)
def test_a_month_holds_what_was_closed_thirty_days_before_it(site, by, on, counted):
    ended(person_at(site), by, on)
    assert found().get(site.pk, (0, 0))[1] == counted


def test_every_closing_is_in_exactly_one_month(site, by):
    closings = [date(2026, 1, 1) + timedelta(days=days) for days in range(0, 365, 7)]
    for number, on in enumerate(closings):
        ended(person_at(site, f"Bo {number}"), by, on)
    months = [date(2026, month, 1) for month in range(1, 13)] + [date(2027, month, 1) for month in (1, 2)]
    assert sum(found(Period(*span)).get(site.pk, (0, 0))[1] for span in pairwise(months)) == len(closings)


def test_only_training_counts_and_any_meeting_place_does(site, by):
    one, other = person_at(site), person_at(site, "Bo")
    ended(one, by)
    ended(other, by)
    came(one, site, CLOSED, Kind.SOCIAL)
    came(other, sister(site), CLOSED, Kind.TRAINING)
    assert found() == {site.pk: (1, 2)}


def test_who_trains_by_a_programme_of_their_own_has_come(site, by):
    person = person_at(site)
    ended(person, by)
    programme = Programme.objects.create(person=person, unit=site, site=site, made_at=NOW, review_on=CLOSED)
    TrainingSession.objects.create(
        programme=programme, person=person, site=site, on=CLOSED + timedelta(days=30), noted_at=NOW,
        noted=Noted.TOGETHER,
    )  # fmt: skip
    assert found() == {site.pk: (1, 1)}


def test_somebody_is_one_person_under_whichever_name_they_came(site, by):
    before, now = person_at(site), person_at(site, "Elsa", "Andersson")
    ended(before, by)
    ended(now, by, CLOSED + timedelta(days=1))
    came(before, site, CLOSED + timedelta(days=2))
    Person.objects.filter(pk=before.pk).update(merged_into=now)
    assert found() == {site.pk: (1, 1)}
    other = person_at(site, "Else")
    ended(other, by)
    came(now, site, CLOSED + timedelta(days=5))
    assert found() == {site.pk: (1, 2)}


def test_each_site_counts_its_own(site, by):
    other = sister(site)
    person = person_at(site)
    ended(person, by)
    ended(person, by, CLOSED + timedelta(days=10), site=other)
    came(person, site, CLOSED + timedelta(days=5))
    assert found() == {site.pk: (1, 1), other.pk: (0, 1)}
    assert crossings(Unit.objects.filter(pk=other.pk), MAY) == {other.pk: (0, 1)}


def test_where_another_caregiver_had_the_site_nobody_is_counted(site, by):
    ended(person_at(site), by)
    theirs = therapist_at(site.parent.parent)
    for number, where in enumerate((site, None)):
        ended(person_at(theirs.assignment.unit, f"Bo {number}"), theirs, site=site, introduced_at=where)
    assert found() == {site.pk: (0, 1)}
    ended(person_at(site, "Else"), by, introduced_at=sister(site))
    assert found() == {site.pk: (0, 2)}


@pytest.mark.parametrize(("ends", "counted"), [(CLOSED, 1), (CLOSED + timedelta(days=1), 0)])
def test_whose_the_site_was_is_asked_of_the_day_of_closing(site, ends, counted):
    own = therapist_at(site.parent.parent)
    site.parent.contracts.update(ends=ends)
    ended(person_at(own.assignment.unit), own, site=site, introduced_at=site)
    assert found().get(site.pk, (0, 0))[1] == counted


def test_who_was_introduced_at_the_caregivers_own_site_counts_where_they_trained(site):
    area = site.parent.parent
    own = SiteFactory(parent=UnitFactory(kind=UnitKind.AREA_PART, parent=area))
    own.parent.contracts.all().delete()
    by = therapist_at(area)
    person = person_at(area)
    ended(person, by, site=site, introduced_at=own)
    came(person, own, CLOSED)
    assert found() == {site.pk: (1, 1)}


def test_many_cost_as_much_as_one(site, by):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            found()
        return len(captured)

    first = person_at(site)
    ended(first, by)
    came(first, site, CLOSED)
    one = cost()
    for number in range(10):
        person = person_at(site, f"Bo {number}")
        ended(person, by)
        came(person, site, CLOSED)
    assert cost() == one
    assert found() == {site.pk: (11, 11)}


def test_the_indicators_say_what_was_counted(site, by):
    ended(person_at(site), by)
    assert "drevs av en annan utförare" in str(indicators["training.bridge"].population)
    part = indicators["training.bridge"].measure(Unit.objects.all(), MAY)[site.pk]
    assert (part.numerator, part.denominator) == (Decimal(0), Decimal(1))


def test_what_was_journalled_the_same_day(site, by):
    here = episode_of(person_at(site), by)
    note_of(here, by, session=session_of(here, by))
    late = session_of(here, later(by, days=1))
    note_of(here, later(by, days=2), session=late, happened_at=later(by, days=1).at)
    session_of(here, later(by, days=3))
    january = Period(date(2026, 1, 1), date(2026, 2, 1))
    assert journalled_same_day(Unit.objects.all(), january) == {site.pk: (1, 3)}
    there = SiteFactory()
    theirs = therapist_at(there)
    elsewhere = episode_of(person_at(there), theirs, elsewhere="Journalsystem A")
    session_of(elsewhere, theirs)
    note_elsewhere(episode=elsewhere, kind=NoteKind.SESSION, on=theirs.today, who=theirs.user, by=theirs)
    last = later(theirs, days=4)
    session_of(elsewhere, last)
    after = later(theirs, days=5)
    waiting = elsewhere.sessions.filter(elsewhere=None).values_list("pk", flat=True)
    note_elsewhere(
        episode=elsewhere, kind=NoteKind.SESSION, on=after.today, who=theirs.user, sessions=list(waiting), by=after
    )
    assert journalled_same_day(Unit.objects.all(), january) == {site.pk: (1, 3), there.pk: (1, 2)}
    assert "training.journalled_same_day" in indicators
