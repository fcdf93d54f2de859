"""Is guidance recorded by a physiotherapist, replaced by newer, and taken back without losing what held before?"""

from datetime import date, time, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from django.core.exceptions import PermissionDenied

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.modules.minigym.actions.guidance import end_guidance, guide_staff, set_turns, take_back_guidance
from livskraft.modules.minigym.actions.local_rules import set_local_rules
from livskraft.modules.minigym.models import Guidance, LocalRule, StaffedTurn
from livskraft.modules.minigym.queries.local_rules import months_of
from livskraft.modules.minigym.queries.local_rules import version as rules_version
from livskraft.modules.minigym.rules import LocalRuleKey, Weekday
from livskraft.modules.minigym.tests.guidance import AT, TODAY, guided, gym_with, kind, physiotherapist, worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return gym_with().site


def current(person):
    return list(Guidance.objects.current().filter(person=person).order_by("kind__name").values_list("kind__name", "on"))


def test_a_group_is_guided_in_one_step_also_those_who_cannot_sign_in(site):
    people = [worker(site, f"Person {number}") for number in range(5)]
    occasion = guided(site, people, ("Benpress", "Motionscykel"))
    assert Guidance.objects.filter(occasion=occasion, current=True).count() == 10
    assert occasion.until == TODAY + relativedelta(months=24)
    entry = AuditEntry.objects.get(verb="minigym.staff_guided")
    assert f"minigym.guidanceoccasion:{occasion.pk}" in entry.objects_touched


@pytest.mark.parametrize("role", [Role.UNIT_MANAGER, Role.CARE_STAFF, Role.OCCUPATIONAL_THERAPIST])
def test_only_a_physiotherapist_guides(site, role):
    with pytest.raises(PermissionDenied):
        guide_staff(
            site=site, people=[worker(site)], kinds=[kind("Benpress")], on=TODAY, by=actor_at(site, role, at=AT)
        )


def test_a_physiotherapist_elsewhere_does_not_guide_here(site):
    by = physiotherapist(gym_with().site)
    with pytest.raises(PermissionDenied):
        guide_staff(site=site, people=[worker(site)], kinds=[kind("Benpress")], on=TODAY, by=by)


def test_newer_guidance_replaces_older_also_when_it_is_written_down_late(site):
    person = worker(site)
    guided(site, [person], on=TODAY - timedelta(days=10))
    guided(site, [person], on=TODAY - timedelta(days=100))
    assert current(person) == [("Benpress", TODAY - timedelta(days=10))]
    guided(site, [person], on=TODAY)
    assert current(person) == [("Benpress", TODAY)]


def test_what_was_taken_back_no_longer_holds_and_what_held_before_does_again(site):
    person = worker(site)
    guided(site, [person], on=TODAY - timedelta(days=10))
    wrong = guided(site, [person], ("Benpress", "Motionscykel"))
    assert take_back_guidance(occasion=wrong, reason="Fel dag", by=physiotherapist(site)) == 2
    assert current(person) == [("Benpress", TODAY - timedelta(days=10))]
    with pytest.raises(Refused):
        take_back_guidance(occasion=wrong, reason="Igen", by=physiotherapist(site))


def test_taking_back_needs_a_reason_and_is_the_physiotherapists(site):
    wrong = guided(site, [worker(site)])
    with pytest.raises(Refused):
        take_back_guidance(occasion=wrong, reason=" ", by=physiotherapist(site))
    with pytest.raises(PermissionDenied):
        take_back_guidance(occasion=wrong, reason="x", by=actor_at(site, at=AT))
    assert Guidance.objects.current().count() == 1


def test_ended_guidance_leaves_nothing_older_behind_and_others_untouched(site):
    person, other = worker(site), worker(site, "Britt Prov")
    guided(site, [person, other], on=TODAY - timedelta(days=10))
    guided(site, [person])
    assert end_guidance(site=site, person=person, reason="Ny tjänst", by=physiotherapist(site)) == 1
    assert current(person) == []
    assert len(current(other)) == 1
    with pytest.raises(Refused):
        end_guidance(site=site, person=person, reason="Igen", by=physiotherapist(site))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"on": TODAY + timedelta(days=1)}, "on"),
        ({"on": date(2023, 1, 1)}, "on"),
        ({"months": 36}, "months"),
        ({"months": 5}, "months"),
        ({"people": []}, "people"),
        ({"kinds": []}, "kinds"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(site, changes, field):
    asked = {"people": [worker(site)], "kinds": [kind("Benpress")], "on": TODAY, "by": physiotherapist(site)}
    with pytest.raises(Refused) as refused:
        guide_staff(site=site, **(asked | changes))
    assert refused.value.field == field
    assert not Guidance.objects.exists()


def test_somebody_who_has_left_and_equipment_that_is_gone_are_refused(site):
    left = worker(site, "Före Detta", ends=date(2026, 1, 1))
    for people, kinds in (([left], [kind("Benpress")]), ([worker(site)], [kind("Gåbarr")])):
        with pytest.raises(Refused):
            guide_staff(site=site, people=people, kinds=kinds, on=TODAY, by=physiotherapist(site))


def test_it_may_hold_shorter_than_the_local_rule(site):
    assert guided(site, [worker(site)], months=6).until == TODAY + relativedelta(months=6)


def test_the_municipalitys_own_interval_holds_from_then_on(site):
    department = actor_at(site.parent.parent.parent, Role.ADMINISTRATION, at=AT)
    before = guided(site, [worker(site)])
    set_local_rules(months={LocalRuleKey.GUIDANCE: 12}, by=department)
    assert months_of(LocalRuleKey.GUIDANCE) == 12
    assert months_of(LocalRuleKey.CONDITIONS) == 12
    assert guided(site, [worker(site, "Ny Prov")]).until == TODAY + relativedelta(months=12)
    before.refresh_from_db()
    assert before.until == TODAY + relativedelta(months=24)


def test_a_local_rule_is_the_departments_one_of_the_intervals_and_not_set_from_an_old_page(site):
    department = actor_at(site.parent.parent.parent, Role.ADMINISTRATION, at=AT)
    with pytest.raises(PermissionDenied):
        set_local_rules(months={LocalRuleKey.GUIDANCE: 12}, by=physiotherapist(site))
    with pytest.raises(Refused):
        set_local_rules(months={LocalRuleKey.GUIDANCE: 7}, by=department)
    seen = rules_version()
    set_local_rules(months={LocalRuleKey.GUIDANCE: 12}, version=seen, by=department)
    with pytest.raises(Conflict):
        set_local_rules(months={LocalRuleKey.GUIDANCE: 6}, version=seen, by=department)
    assert set_local_rules(months={LocalRuleKey.GUIDANCE: 12}, by=department) == []
    assert LocalRule.objects.count() == 1


def test_who_holds_the_spans_is_replaced_as_a_whole():
    gym = gym_with()
    site = gym.site
    nurse = worker(site)
    therapist = AssignmentFactory(unit=site, role=Role.OCCUPATIONAL_THERAPIST).user
    manager = actor_at(site, at=AT)
    nine, eleven = time(9), time(11)
    set_turns(gym=gym, turns=[(Weekday.MONDAY, nine, eleven, nurse.pk)], by=manager)
    set_turns(gym=gym, turns=[(Weekday.TUESDAY, nine, eleven, pk) for pk in (nurse.pk, therapist.pk)], by=manager)
    held = StaffedTurn.objects.values_list("weekday", "person")
    assert sorted(held) == sorted([(1, nurse.pk), (1, therapist.pk)])


def test_a_stranger_holds_no_span_and_only_who_manages_says_who_does():
    gym = gym_with()
    stranger = worker(gym_with().site)
    turn = (Weekday.MONDAY, time(9), time(11), stranger.pk)
    with pytest.raises(Refused):
        set_turns(gym=gym, turns=[turn], by=actor_at(gym.site, at=AT))
    with pytest.raises(PermissionDenied):
        set_turns(gym=gym, turns=[], by=actor_at(gym.site, Role.CARE_STAFF, at=AT))
