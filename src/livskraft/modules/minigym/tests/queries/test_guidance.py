"""Who works at a site, who of them is guided, and is that the same whichever way it is asked?"""

from datetime import date, timedelta

import pytest

from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, actor_at
from livskraft.modules.minigym.actions.guidance import end_guidance, set_turns
from livskraft.modules.minigym.queries.guidance import care_staff_at, holders_at, kinds_at, shares, turns_of
from livskraft.modules.minigym.rules import Weekday
from livskraft.modules.minigym.tests.guidance import (
    AT,
    TODAY,
    guided,
    gym_with,
    physiotherapist,
    staffed,
    worker,
)
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.tests.factories import UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def gym():
    return gym_with()


@pytest.fixture
def site(gym):
    return gym.site


def test_staff_of_the_site_of_a_group_there_and_of_the_area_work_there_but_the_neighbours_do_not(site):
    group = UnitFactory(kind=UnitKind.WORK_GROUP, parent=site, name="Gruppen")
    here = [worker(site, "A"), worker(group, "B"), worker(site.parent, "C"), worker(site.parent.parent, "D")]
    worker(gym_with().site, "Grannen")
    worker(site, "Har slutat", ends=TODAY)
    worker(site, "Börjar sedan", starts=TODAY + timedelta(days=1))
    AssignmentFactory(unit=site, role=Role.KEY_PERSON)
    assert care_staff_at(site, TODAY) == here


def test_whoever_has_two_assignments_here_counts_once(site):
    person = worker(site)
    AssignmentFactory(unit=site.parent, role=Role.CARE_STAFF, user=person)
    assert care_staff_at(site, TODAY) == [person]
    assert [share.staff for share in shares([site], TODAY)] == [1]


def test_therapists_can_hold_a_span_without_being_guided(gym, site):
    therapist = physiotherapist(site.parent).user
    nurse = worker(site)
    assert {holder.user: holder.by_profession for holder in holders_at(site, TODAY)} == {therapist: True, nurse: False}
    span = staffed(gym)
    turn = (Weekday.TUESDAY, span.starts, span.ends, therapist.pk)
    set_turns(gym=gym, turns=[turn], by=actor_at(site))
    ((_day, (found,)),) = turns_of(gym, TODAY, 1)
    assert found.covered


def test_a_span_is_judged_for_its_own_day(gym, site):
    person = worker(site)
    span = staffed(gym)
    set_turns(gym=gym, turns=[(Weekday.TUESDAY, span.starts, span.ends, person.pk)], by=actor_at(site))
    guided(site, [person], on=TODAY - timedelta(days=25), months=1)
    found = turns_of(gym, TODAY, 14)
    assert [(day, turns[0].covered) for day, turns in found] == [(TODAY, True), (TODAY + timedelta(days=7), False)]


def test_who_has_left_by_then_holds_no_span(gym, site):
    span = staffed(gym)
    for end in (TODAY + timedelta(days=7), None):
        person = worker(site, "Slutar snart", ends=TODAY + timedelta(days=7))
        if end is None:
            AssignmentFactory(unit=site.parent, role=Role.CARE_STAFF, user=person)
        set_turns(gym=gym, turns=[(Weekday.TUESDAY, span.starts, span.ends, person.pk)], by=actor_at(site, at=AT))
        guided(site, [person])
        held = [turns[0].covered for _day, turns in turns_of(gym, TODAY, 14)]
        assert held == [True, end is None]


def test_a_holiday_has_no_usual_staffing(gym, site):
    for day in list(Weekday)[:7]:
        staffed(gym, day)
    christmas = date(2026, 12, 25)
    assert turns_of(gym, christmas, 1) == []
    span = staffed(gym, Weekday.HOLIDAY)
    gym.hours.create(weekday=Weekday.HOLIDAY, staffed=False, starts=span.starts, ends=span.ends)
    assert [day for day, _turns in turns_of(gym, christmas, 1)] == [christmas]


def test_what_stands_in_a_closed_gym_is_nothing_to_be_guided_on(gym, site):
    assert [str(kind) for kind in kinds_at(site)] == ["Benpress", "Motionscykel"]
    gym.closed = TODAY
    gym.save()
    assert kinds_at(site) == []


def test_the_share_counts_people_not_kinds_and_only_those_who_work_there(site):
    people = [worker(site, f"Person {number}") for number in range(3)]
    left = worker(site, "Slutar", ends=TODAY + timedelta(days=5))
    guided(site, [*people[:2], left], ("Benpress", "Motionscykel"))
    (share,) = shares([site], TODAY)
    assert (share.guided, share.staff) == (3, 4)
    (share,) = shares([site], TODAY + timedelta(days=5))
    assert (share.guided, share.staff) == (2, 3)


def test_the_share_of_an_earlier_day_is_what_held_then(site):
    first, second = worker(site, "A"), worker(site, "B")
    guided(site, [first], on=TODAY - timedelta(days=40))
    guided(site, [first, second], on=TODAY - timedelta(days=10))
    then = TODAY - timedelta(days=20)
    assert [(share.guided, share.staff) for share in shares([site], then)] == [(1, 2)]
    end_guidance(site=site, person=first, reason="Ny tjänst", by=physiotherapist(site))
    assert [share.guided for share in shares([site], then)] == [1]
    assert [share.guided for share in shares([site], TODAY)] == [1]


def test_shares_cost_the_same_for_one_site_as_for_ten(site, django_assert_num_queries):
    with django_assert_num_queries(2):
        shares([site], TODAY)
    sites = [gym_with(site__parent=site.parent).site for _number in range(9)]
    with django_assert_num_queries(2):
        assert len(shares(sites, TODAY)) == 9
