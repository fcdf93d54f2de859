"""Does an inspection keep what was found, stop what is dangerous, and refuse what it must?"""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from PIL import Image

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.files import actions as files
from livskraft.files import content
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.partial_date import PartialDate
from livskraft.kit.tests.at_once import at_once
from livskraft.modules.minigym.actions.equipment import move_equipment, take_out_of_use
from livskraft.modules.minigym.actions.inspections import (
    discard_round,
    finish_round,
    record_protocol,
    record_verdict,
    sign_protocol,
    start_round,
)
from livskraft.modules.minigym.models import Equipment, FollowUp, Inspection, Round, Service
from livskraft.modules.minigym.rules import RegimeKey, Status, Verdict
from livskraft.modules.minigym.tests.factories import (
    EquipmentFactory,
    GymFactory,
    regime,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 3)


@pytest.fixture
def gym():
    return GymFactory()


@pytest.fixture
def by(gym):
    return actor_at(gym.site, at=AT)


@pytest.fixture
def round(gym, by):
    return start_round(gym=gym, on=TODAY, inspector="Ines Pektor", by=by)


def items(gym, count=2, key=RegimeKey.MUNICIPAL):
    return [EquipmentFactory(gym=gym, regime=regime(key)) for _n in range(count)]


class NamedBytes(BytesIO):
    name = "bild.png"


def photo():
    out = NamedBytes()
    Image.new("RGB", (4, 4), "red").save(out, "PNG")
    out.seek(0)
    return content.picture(out)


def test_ok_moves_the_latest_inspection_and_opens_nothing(gym, by, round):
    item, _other = items(gym)
    record_verdict(round=round, item=item, verdict=Verdict.OK, by=by)
    item.refresh_from_db()
    assert item.inspected == PartialDate.of(TODAY)
    assert item.status == Status.IN_USE
    assert not FollowUp.objects.exists()


@pytest.mark.parametrize(
    ("verdict", "status", "days"),
    [(Verdict.NOTE, Status.IN_USE, None), (Verdict.REPAIR, Status.IN_USE, 60), (Verdict.STOP, Status.OUT_OF_USE, 7)],
)
def test_each_remark_has_its_own_consequence(gym, by, round, verdict, status, days):
    (item,) = items(gym, 1)
    record_verdict(round=round, item=item, verdict=verdict, remark="Vajern fransar sig.", by=by)
    item.refresh_from_db()
    assert item.status == status
    assert [found.due for found in item.follow_ups.all()] == ([TODAY + timedelta(days=days)] if days else [])


def test_a_remark_without_words_is_refused(gym, by, round):
    (item,) = items(gym, 1)
    with pytest.raises(Refused) as refused:
        record_verdict(round=round, item=item, verdict=Verdict.NOTE, remark=" \x00 ", by=by)
    assert refused.value.field == "remark"


def test_a_photo_is_kept_and_survives_that_only_the_words_are_changed(gym, by, round):
    (item,) = items(gym, 1)
    first = record_verdict(round=round, item=item, verdict=Verdict.NOTE, remark="Sliten.", photo=photo(), by=by)
    second = record_verdict(round=round, item=item, verdict=Verdict.NOTE, remark="Mer sliten.", version=1, by=by)
    assert second.photo_id == first.photo_id
    assert files.read(second.photo).startswith(b"\xff\xd8")


def test_the_second_person_on_the_same_item_gets_a_conflict_and_the_first_verdict_stands(gym, by, round):
    (item,) = items(gym, 1)
    record_verdict(round=round, item=item, verdict=Verdict.STOP, remark="Farlig.", by=by)
    other = actor_at(gym.site, Role.CARE_STAFF, at=AT)
    with pytest.raises(Conflict):
        record_verdict(round=round, item=item, verdict=Verdict.OK, by=other)
    with pytest.raises(Conflict):
        record_verdict(round=round, item=item, verdict=Verdict.STOP, remark="Farlig.", by=other)
    assert Inspection.objects.get().verdict == Verdict.STOP


def test_the_same_verdict_sent_again_by_the_same_person_changes_nothing(gym, by, round):
    (item,) = items(gym, 1)
    first = record_verdict(round=round, item=item, verdict=Verdict.REPAIR, remark="Lös skruv.", by=by)
    again = record_verdict(round=round, item=item, verdict=Verdict.REPAIR, remark="Lös skruv.", by=by)
    assert (again.pk, again.version) == (first.pk, 1)
    assert FollowUp.objects.count() == 1


def test_a_verdict_may_be_put_right_while_the_round_is_under_way(gym, by, round):
    (item,) = items(gym, 1)
    first = record_verdict(round=round, item=item, verdict=Verdict.STOP, remark="Farlig.", by=by)
    record_verdict(round=round, item=item, verdict=Verdict.OK, version=first.version, by=by)
    item.refresh_from_db()
    assert item.status == Status.IN_USE
    assert not item.follow_ups.open().exists()
    assert item.stops.get().ended_at == AT


def test_from_a_to_b_the_follow_up_is_milder_and_the_item_back_in_use(gym, by, round):
    (item,) = items(gym, 1)
    record_verdict(round=round, item=item, verdict=Verdict.STOP, remark="Farlig.", by=by)
    record_verdict(round=round, item=item, verdict=Verdict.REPAIR, remark="Lös.", version=1, by=by)
    item.refresh_from_db()
    follow_up = item.follow_ups.get()
    assert (follow_up.severity, follow_up.what, follow_up.due) == ("B", "Lös.", TODAY + timedelta(days=60))
    assert item.status == Status.IN_USE


def test_who_may_not_return_an_item_leaves_it_stopped_when_the_verdict_is_put_right(gym, round):
    (item,) = items(gym, 1)
    staff = actor_at(gym.site, Role.CARE_STAFF, at=AT)
    record_verdict(round=round, item=item, verdict=Verdict.STOP, remark="Farlig.", by=staff)
    record_verdict(round=round, item=item, verdict=Verdict.OK, version=1, by=staff)
    item.refresh_from_db()
    assert item.status == Status.OUT_OF_USE


def test_an_item_that_was_already_stopped_stays_so_when_the_verdict_is_put_right(gym, by, round):
    (item,) = items(gym, 1)
    take_out_of_use(item=item, reason="Trasig sedan i går.", by=by)
    record_verdict(round=round, item=item, verdict=Verdict.STOP, remark="Farlig.", by=by)
    record_verdict(round=round, item=item, verdict=Verdict.OK, version=1, by=by)
    item.refresh_from_db()
    assert item.status == Status.OUT_OF_USE


def test_a_finished_round_is_never_rewritten(gym, by, round):
    first, second = items(gym)
    record_verdict(round=round, item=first, verdict=Verdict.OK, by=by)
    finish_round(round=round, by=by)
    with pytest.raises(Refused):
        record_verdict(round=round, item=first, verdict=Verdict.NOTE, remark="Nej.", version=1, by=by)
    with pytest.raises(Refused):
        record_verdict(round=round, item=second, verdict=Verdict.OK, by=by)
    with pytest.raises(Refused):
        finish_round(round=round, by=by)


def test_what_was_not_inspected_is_listed_and_its_date_stays(gym, by, round):
    first, second = items(gym)
    record_verdict(round=round, item=first, verdict=Verdict.OK, by=by)
    finish_round(round=round, by=by)
    assert list(round.missed.all()) == [second]
    second.refresh_from_db()
    assert second.inspected is None


def test_a_visit_is_the_yearly_service_only_when_somebody_says_so(gym, by, round):
    (item,) = items(gym, 1)
    record_verdict(round=round, item=item, verdict=Verdict.OK, by=by)
    finish_round(round=round, by=by)
    item.refresh_from_db()
    assert item.serviced is None
    assert not Service.objects.exists()


def test_a_visit_that_was_also_service_closes_both_for_the_inspected_only(gym, by, round):
    first, second = items(gym)
    record_verdict(round=round, item=first, verdict=Verdict.OK, by=by)
    finish_round(round=round, by=by, counts_as_service=True)
    assert Equipment.objects.get(pk=first.pk).serviced == PartialDate.of(TODAY)
    assert Equipment.objects.get(pk=second.pk).serviced is None
    assert Service.objects.get().round == round


def test_a_round_without_a_verdict_is_not_finished_but_discarded(gym, by, round):
    items(gym)
    with pytest.raises(Refused):
        finish_round(round=round, by=by)
    discard_round(round=round, by=by)
    assert not Round.objects.exists()


def test_a_round_with_a_verdict_is_not_discarded(gym, by, round):
    (item,) = items(gym, 1)
    record_verdict(round=round, item=item, verdict=Verdict.OK, by=by)
    with pytest.raises(Refused):
        discard_round(round=round, by=by)


def test_two_rounds_are_not_under_wayat_once(gym, by, round):
    with pytest.raises(Refused):
        start_round(gym=gym, on=TODAY, inspector="Någon annan", by=by)


@pytest.mark.parametrize(("days", "allowed"), [(0, True), (1, False)])
def test_nobody_inspects_tomorrow(gym, by, days, allowed):
    on = TODAY + timedelta(days=days)
    if allowed:
        assert start_round(gym=gym, on=on, inspector="Ines", by=by).on == on
    else:
        with pytest.raises(Refused):
            start_round(gym=gym, on=on, inspector="Ines", by=by)


def test_wall_bars_are_not_in_our_own_round(gym, by, round):
    (bars,) = items(gym, 1, RegimeKey.PROPERTY)
    with pytest.raises(Refused):
        record_verdict(round=round, item=bars, verdict=Verdict.OK, by=by)


def test_an_item_that_moved_away_is_no_longer_in_the_round(gym, by, round):
    (item,) = items(gym, 1)
    move_equipment(item=item, to=GymFactory(site=gym.site), reason="Trångt", by=by)
    with pytest.raises(Refused):
        record_verdict(round=round, item=item, verdict=Verdict.OK, by=by)


def test_another_units_item_is_refused(by, round):
    (foreign,) = items(GymFactory(), 1)
    with pytest.raises(Refused):
        record_verdict(round=round, item=foreign, verdict=Verdict.OK, by=by)


@pytest.mark.parametrize("role", [Role.ADMINISTRATION, Role.OCCUPATIONAL_THERAPIST])
def test_who_may_not_inspect_cannot(gym, round, role):
    (item,) = items(gym, 1)
    with pytest.raises(PermissionDenied):
        record_verdict(round=round, item=item, verdict=Verdict.OK, by=actor_at(gym.site, role, at=AT))


def test_a_manager_elsewhere_cannot_inspect_here(gym, round):
    (item,) = items(gym, 1)
    stranger = actor_at(GymFactory().site, at=AT)
    for act in (
        lambda: start_round(gym=gym, on=TODAY, inspector="X", by=stranger),
        lambda: record_verdict(round=round, item=item, verdict=Verdict.OK, by=stranger),
        lambda: finish_round(round=round, by=stranger),
        lambda: discard_round(round=round, by=stranger),
        lambda: record_protocol(gym=gym, on=TODAY, inspector="X", firm=None, verdicts={}, by=stranger),
        lambda: sign_protocol(round=round, by=stranger),
    ):
        with pytest.raises(PermissionDenied):
            act()


@pytest.mark.django_db(transaction=True)
def test_of_many_who_record_the_same_item_at_once_one_is_first_and_the_others_are_told():
    gym = GymFactory()
    (item,) = items(gym, 1)
    people = [actor_at(gym.site, at=AT) for _n in range(6)]
    held = start_round(gym=gym, on=TODAY, inspector="Ines", by=people[0])
    ended = at_once(
        [
            lambda by=by: record_verdict(round=held, item=item, verdict=Verdict.STOP, remark=f"{by.name}", by=by)
            for by in people
        ]
    )
    assert sorted(ended, key=str) == sorted([None] + [Conflict] * 5, key=str)
    assert Inspection.objects.count() == FollowUp.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_on_different_items_lose_nothing():
    gym = GymFactory()
    machines = items(gym, 6)
    people = [actor_at(gym.site, at=AT) for _n in range(2)]
    held = start_round(gym=gym, on=TODAY, inspector="Ines", by=people[0])
    ended = at_once(
        [
            lambda item=item, by=people[number % 2]: record_verdict(round=held, item=item, verdict=Verdict.OK, by=by)
            for number, item in enumerate(machines)
        ]
    )
    assert ended == [None] * 6
    assert Inspection.objects.count() == 6


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_database_still_refuses_a_second_verdict():
    gym = GymFactory()
    (item,) = items(gym, 1)
    by = actor_at(gym.site, at=AT)
    held = start_round(gym=gym, on=TODAY, inspector="Ines", by=by)

    def guilty():
        Inspection.objects.create(
            round=held, item=item, on=PartialDate.of(TODAY), verdict=Verdict.OK, recorded_at=AT, recorded_by=by.user
        )

    assert sorted(at_once([guilty, guilty]), key=str) == sorted([None, IntegrityError], key=str)
