"""Is a self-check owed until it is made, a deviation until it is seen to, and a round until it is finished?"""

from datetime import UTC, date, datetime, timedelta

import pytest

from livskraft.access.tests.factories import actor_at
from livskraft.duties.catalogue import kinds
from livskraft.modules.minigym.actions.hours import close_gym
from livskraft.modules.minigym.actions.inspections import finish_round, record_verdict, start_round
from livskraft.modules.minigym.actions.routines import end_template, make_template
from livskraft.modules.minigym.actions.self_checks import answer_point, close_deviation, finish_check, start_check
from livskraft.modules.minigym.models import Deviation
from livskraft.modules.minigym.queries.self_checks import points_of
from livskraft.modules.minigym.rules import Every, Verdict
from livskraft.modules.minigym.tests.factories import EquipmentFactory, GymFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)  # a Wednesday
TODAY = date(2026, 3, 4)


def owed(key, actor, today=TODAY):
    """Each duty with whether it is late in SQL and whether it is in Python, which must agree."""
    kind = kinds[key]
    rows = list(kind.rows(actor.units(), today))
    found = kind.describe(rows, today)
    assert [row.duty_late for row in rows] == [duty.due < today for duty in found]
    return found


@pytest.fixture
def gym():
    return GymFactory()


@pytest.fixture
def by(gym):
    return actor_at(gym.site, at=AT)


def template(by, gym, every=Every.WEEK):
    return make_template(name="Kontroll", every=every, points=["Golvet"], gym=gym, by=by)


def make(gym, by, **answer):
    check = start_check(routine=gym.routines.get(), by=by)
    for point in points_of(check):
        answer_point(check=check, point=point, by=by, **({"ok": True} | answer))
    return finish_check(check=check, by=by)


@pytest.mark.parametrize(("every", "due"), [(Every.WEEK, date(2026, 3, 8)), (Every.MONTH, date(2026, 3, 31))])
def test_a_check_is_due_on_the_last_day_of_its_week_or_month(gym, by, every, due):
    template(by, gym, every)
    (duty,) = owed("minigym.self_check", by)
    assert (duty.due, duty.unit_id, duty.url) == (due, gym.site_id, f"/minigym/{gym.pk}/egenkontroll/")
    for days in range(80):
        owed("minigym.self_check", by, TODAY + timedelta(days=days))
    assert owed("minigym.self_check", by, due)[0].due == due
    assert owed("minigym.self_check", by, due + timedelta(days=1))[0].due == due


def test_it_is_gone_when_it_is_made_and_comes_back_the_next_week(gym, by):
    template(by, gym)
    make(gym, by)
    assert owed("minigym.self_check", by, date(2026, 3, 8)) == []
    (duty,) = owed("minigym.self_check", by, date(2026, 3, 9))
    assert duty.due == date(2026, 3, 15)


def test_neither_an_ended_check_nor_a_closed_gyms_is_owed(gym, by):
    made = template(by, gym)
    close_gym(gym=gym, reason="Vattenläcka", by=by)
    assert owed("minigym.self_check", by) == []
    gym.closures.all().delete()
    assert len(owed("minigym.self_check", by)) == 1
    end_template(template=made, by=by)
    assert owed("minigym.self_check", by) == []


def test_a_deviation_is_owed_until_it_is_seen_to(gym, by):
    template(by, gym)
    make(gym, by, ok=False, remark="100% vått", responsible=by.user)
    (duty,) = owed("minigym.deviation", by)
    assert "100% vått" in duty.what
    assert by.user.name in duty.what
    assert duty.due == TODAY + timedelta(days=14)
    owed("minigym.deviation", by, TODAY + timedelta(days=15))
    close_deviation(deviation=Deviation.objects.get(), outcome="Torkat", by=by)
    assert owed("minigym.deviation", by) == []


def test_a_round_that_was_begun_is_owed_until_it_is_finished(gym, by):
    item = EquipmentFactory(gym=gym)
    begun = start_round(gym=gym, on=TODAY, inspector="Någon", by=by)
    (duty,) = owed("minigym.unfinished_round", by)
    assert (duty.due, duty.url) == (TODAY + timedelta(days=7), begun.get_absolute_url())
    for days in (7, 8):
        owed("minigym.unfinished_round", by, TODAY + timedelta(days=days))
    record_verdict(round=begun, item=item, verdict=Verdict.OK, by=by)
    finish_round(round=begun, by=by)
    assert owed("minigym.unfinished_round", by) == []


@pytest.mark.parametrize("key", ["minigym.self_check", "minigym.deviation", "minigym.unfinished_round"])
def test_another_units_are_none_of_ours_and_twenty_cost_as_much_as_one(gym, by, key, django_assert_num_queries):
    def fill(gym):
        by = actor_at(gym.site, at=AT)
        template(by, gym)
        make(gym, by, ok=False, remark="Vått")
        gym.routines.update(done_for=date(2026, 1, 5))
        start_round(gym=gym, on=TODAY, inspector="Någon", by=by)

    fill(gym)
    fill(GymFactory())
    kind = kinds[key]
    with django_assert_num_queries(1):
        assert len(kind.describe(kind.rows(by.units(), TODAY), TODAY)) == 1
    for _number in range(5):
        fill(GymFactory(site=gym.site))
    with django_assert_num_queries(1):
        assert len(kind.describe(kind.rows(by.units(), TODAY), TODAY)) == 6
