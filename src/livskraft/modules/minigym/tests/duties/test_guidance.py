"""Does the physiotherapist owe what runs out, and the manager every staffed span without somebody guided?"""

from datetime import UTC, datetime, timedelta

import pytest

from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, actor_at
from livskraft.duties.catalogue import kinds
from livskraft.modules.minigym.actions.equipment import retire_equipment
from livskraft.modules.minigym.actions.guidance import end_guidance, set_turns
from livskraft.modules.minigym.models import Closure, Equipment
from livskraft.modules.minigym.queries.guidance import turns_of
from livskraft.modules.minigym.rules import Weekday
from livskraft.modules.minigym.tests.guidance import (
    AT,
    TODAY,
    guided,
    gym_with,
    physiotherapist,
    renewing_instruction,
    staffed,
    worker,
)

pytestmark = pytest.mark.django_db
RENEW, GAP = "minigym.renew_guidance", "minigym.unguided_hours"


def owed(key, actor, today=TODAY):
    kind = kinds[key]
    return kind.describe(kind.rows(actor.units(), today), today)


def late(key, actor, today):
    return [row.duty_late for row in kinds[key].rows(actor.units(), today)]


@pytest.fixture
def gym():
    return gym_with()


@pytest.fixture
def site(gym):
    return gym.site


@pytest.mark.parametrize(("days", "expected"), [(-61, []), (-60, [False]), (0, [False]), (1, [True])])
def test_guidance_is_owed_anew_sixty_days_before_it_runs_out_and_late_after(site, days, expected):
    occasion = guided(site, [worker(site)])
    assert late(RENEW, physiotherapist(site), occasion.until + timedelta(days=days)) == expected


def test_one_duty_per_site_however_many_people_and_kinds(site):
    people = [worker(site, f"Person {number}") for number in range(3)]
    occasion = guided(site, people, ("Benpress", "Motionscykel"))
    (duty,) = owed(RENEW, physiotherapist(site), occasion.until)
    assert "3 medarbetare" in duty.what
    assert (duty.count, duty.due, duty.url) == (6, occasion.until, f"/minigym/vagledning/{site.pk}/ny/?fornya=1")


def test_nobody_is_guided_anew_who_has_left_or_ended_or_on_what_is_gone(site):
    left = worker(site, "Slutar Snart", ends=TODAY + timedelta(days=30))
    ended, stays = worker(site, "Byter Jobb"), worker(site, "Blir Kvar")
    occasion = guided(site, [left, ended, stays], ("Benpress", "Motionscykel"))
    end_guidance(site=site, person=ended, reason="Ny tjänst", by=physiotherapist(site))
    retire_equipment(item=Equipment.objects.get(kind__name="Motionscykel"), reason="Slut", by=actor_at(site, at=AT))
    (row,) = kinds[RENEW].rows(physiotherapist(site).units(), occasion.until)
    assert (row.person, row.kind.name) == (stays, "Benpress")


@pytest.mark.parametrize(("day", "renews", "expected"), [(4, True, [False]), (3, True, []), (4, False, [])])
def test_a_new_version_makes_earlier_guidance_owed_when_the_physiotherapist_says_so(site, day, renews, expected):
    guided(site, [worker(site)])
    renewing_instruction("Benpress", datetime(2026, 3, day, 12, tzinfo=UTC), renews=renews)
    assert late(RENEW, physiotherapist(site), TODAY + timedelta(days=7)) == expected


@pytest.mark.parametrize(("days", "is_late"), [(30, False), (31, True)])
def test_it_is_late_thirty_days_after_the_new_version(site, days, is_late):
    guided(site, [worker(site)])
    approved = datetime(2026, 3, 10, 12, tzinfo=UTC)
    renewing_instruction("Benpress", approved)
    today = approved.date() + timedelta(days=days)
    (duty,) = owed(RENEW, physiotherapist(site), today)
    assert duty.due == approved.date() + timedelta(days=30)
    assert late(RENEW, physiotherapist(site), today) == [is_late]


def test_guidance_given_after_the_new_version_settles_it(site):
    person = worker(site)
    guided(site, [person])
    renewing_instruction("Benpress", datetime(2026, 3, 10, 12, tzinfo=UTC))
    later = datetime(2026, 3, 12, 12, tzinfo=UTC)
    guided(site, [person], on=later.date(), at=later)
    assert owed(RENEW, physiotherapist(site), later.date()) == []


@pytest.mark.parametrize(
    ("holds", "is_guided", "covered"), [(False, True, False), (True, False, False), (True, True, True)]
)
def test_a_staffed_span_needs_somebody_who_holds_it_and_is_guided(gym, site, holds, is_guided, covered):
    span, person = staffed(gym), worker(site)
    if holds:
        set_turns(gym=gym, turns=[(Weekday.TUESDAY, span.starts, span.ends, person.pk)], by=actor_at(site, at=AT))
    if is_guided:
        guided(site, [person])
    assert (owed(GAP, actor_at(site)) == []) is covered
    ((_day, (turn,)),) = turns_of(gym, TODAY, 1)
    assert turn.covered is covered


def _nobody_left(gym, person):
    person.assignments.update(ends=TODAY)


def _inactive(gym, person):
    person.is_active = False
    person.save()


def _longer_span(gym, person):
    gym.hours.update(ends=datetime(2026, 3, 3, 12, tzinfo=UTC).time())


def _ended(gym, person):
    end_guidance(site=gym.site, person=person, reason="x", by=physiotherapist(gym.site))


@pytest.mark.parametrize("changed", [_nobody_left, _inactive, _longer_span, _ended])
def test_rule_and_query_agree_that_a_gap_opens_when_its_holder_is_lost(gym, site, changed):
    span, person = staffed(gym), worker(site)
    set_turns(gym=gym, turns=[(Weekday.TUESDAY, span.starts, span.ends, person.pk)], by=actor_at(site, at=AT))
    guided(site, [person])
    assert owed(GAP, actor_at(site)) == []
    changed(gym, person)
    (duty,) = owed(GAP, actor_at(site))
    assert duty.url == f"/minigym/vagledning/{site.pk}/#pass"
    ((_day, (turn,)),) = turns_of(gym, TODAY, 1)
    assert not turn.covered


@pytest.mark.parametrize(
    ("before", "after", "covered"),
    [(Role.OCCUPATIONAL_THERAPIST, Role.CARE_STAFF, False), (Role.CARE_STAFF, Role.OCCUPATIONAL_THERAPIST, True)],
)
def test_rule_and_query_agree_on_a_holder_who_has_changed_profession(gym, site, before, after, covered):
    span, held = staffed(gym), AssignmentFactory(unit=site, role=before)
    set_turns(gym=gym, turns=[(Weekday.TUESDAY, span.starts, span.ends, held.user_id)], by=actor_at(site, at=AT))
    held.role = after
    held.save()
    assert (owed(GAP, actor_at(site)) == []) is covered
    ((_day, (turn,)),) = turns_of(gym, TODAY, 1)
    assert turn.covered is covered


def test_a_closed_gym_has_no_gaps_and_an_unstaffed_span_none(gym, site):
    staffed(gym)
    gym.hours.create(weekday=3, staffed=False, starts=AT.time(), ends=datetime(2026, 1, 1, 15, tzinfo=UTC).time())
    (duty,) = owed(GAP, actor_at(site))
    assert duty.count == 1
    Closure.objects.create(gym=gym, since=AT, reason="Vattenskada")
    assert owed(GAP, actor_at(site)) == []


def test_others_gaps_and_renewals_are_none_of_ours(gym, site):
    staffed(gym)
    occasion = guided(site, [worker(site)])
    stranger = gym_with().site
    assert owed(GAP, actor_at(stranger)) == []
    assert owed(RENEW, physiotherapist(stranger), occasion.until) == []
