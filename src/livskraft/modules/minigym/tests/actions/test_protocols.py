"""Is a protocol that somebody else wrote typed in as it stands, and our own signed once?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.documents import seal
from livskraft.files import actions as files
from livskraft.kit.errors import Refused
from livskraft.kit.partial_date import PartialDate
from livskraft.modules.minigym.actions.inspections import (
    finish_round,
    record_property_inspection,
    record_protocol,
    record_verdict,
    sign_protocol,
    start_round,
)
from livskraft.modules.minigym.models import Round, Service
from livskraft.modules.minigym.rules import RegimeKey, Status, Verdict
from livskraft.modules.minigym.tests.factories import (
    EquipmentFactory,
    GymFactory,
    municipal_agreement,
    provider_agreement,
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


def test_care_staff_walk_rounds_but_do_not_type_in_protocols(gym):
    items(gym)
    staff = actor_at(gym.site, Role.CARE_STAFF, at=AT)
    with pytest.raises(PermissionDenied):
        record_protocol(gym=gym, on=TODAY, inspector="X", firm=None, verdicts={}, by=staff)


def test_a_protocol_says_all_are_ok_but_for_the_named(gym, by):
    first, second, third = items(gym, 3)
    agreement = municipal_agreement()
    held = record_protocol(
        gym=gym,
        on=TODAY,
        inspector="Fia Firma",
        firm=agreement.firm,
        verdicts={second.pk: (Verdict.STOP, "Spricka i svetsen.")},
        by=by,
    )
    assert {found.item_id: found.verdict for found in held.inspections.all()} == {
        first.pk: "ok",
        second.pk: "A",
        third.pk: "ok",
    }
    second.refresh_from_db()
    assert second.status == Status.OUT_OF_USE
    assert second.follow_ups.open().get().due == TODAY + timedelta(days=7)
    assert held.finished_at == AT


def test_a_firms_protocol_holds_only_the_items_of_its_agreement(gym, by):
    (ours,) = items(gym, 1)
    (own,) = items(gym, 1, RegimeKey.PROVIDER)
    (bars,) = items(gym, 1, RegimeKey.PROPERTY)
    firm = municipal_agreement().firm
    held = record_protocol(gym=gym, on=TODAY, inspector="Fia", firm=firm, verdicts={}, by=by)
    assert [found.item for found in held.inspections.all()] == [ours]
    for foreign in (own, bars):
        with pytest.raises(Refused):
            record_protocol(gym=gym, on=TODAY, inspector="F", firm=firm, verdicts={}, items=[foreign.pk], by=by)
        with pytest.raises(Refused):
            record_protocol(gym=gym, on=TODAY, inspector="F", firm=firm, verdicts={foreign.pk: (Verdict.OK, "")}, by=by)


def test_a_firm_without_an_agreement_here_cannot_have_inspected(gym, by):
    items(gym)
    elsewhere = provider_agreement(GymFactory())
    with pytest.raises(Refused):
        record_protocol(gym=gym, on=TODAY, inspector="F", firm=elsewhere.firm, verdicts={}, by=by)


def test_the_providers_firm_inspects_the_providers_items(gym, by):
    items(gym)
    (own,) = items(gym, 1, RegimeKey.PROVIDER)
    held = record_protocol(gym=gym, on=TODAY, inspector="F", firm=provider_agreement(gym).firm, verdicts={}, by=by)
    assert [found.item for found in held.inspections.all()] == [own]


def test_the_property_owner_inspects_the_wall_bars_and_that_is_no_service(gym, by):
    items(gym)
    (bars,) = items(gym, 1, RegimeKey.PROPERTY)
    held = record_property_inspection(gym=gym, on=TODAY, inspector="Ove Ägare", by=by)
    assert [found.item for found in held.inspections.all()] == [bars]
    assert held.firm == gym.site.premises.property_owner
    bars.refresh_from_db()
    assert (bars.inspected, bars.serviced) == (PartialDate.of(TODAY), None)


def test_a_wall_bar_is_never_serviced_even_when_somebody_says_the_visit_was(gym, by):
    items(gym, 1, RegimeKey.PROPERTY)
    owner = gym.site.premises.property_owner
    record_protocol(gym=gym, on=TODAY, inspector="O", firm=owner, verdicts={}, counts_as_service=True, by=by)
    assert not Service.objects.exists()


def test_without_a_known_owner_a_wall_bar_cannot_be_inspected(gym, by):
    items(gym, 1, RegimeKey.PROPERTY)
    gym.site.premises.delete()
    with pytest.raises(Refused):
        record_property_inspection(gym=gym, on=TODAY, inspector="Ove", by=by)


def test_a_protocol_typed_in_late_moves_nothing_back_and_stops_nothing(gym, by):
    (item,) = items(gym, 1)
    firm = municipal_agreement().firm
    record_protocol(gym=gym, on=TODAY, inspector="F", firm=firm, verdicts={}, counts_as_service=True, by=by)
    record_protocol(
        gym=gym,
        on=TODAY - timedelta(days=365),
        inspector="F",
        firm=firm,
        verdicts={item.pk: (Verdict.STOP, "Var trasig då.")},
        counts_as_service=True,
        by=by,
    )
    item.refresh_from_db()
    assert (item.inspected, item.serviced) == (PartialDate.of(TODAY), PartialDate.of(TODAY))
    assert item.status == Status.IN_USE
    assert not item.follow_ups.exists()
    assert item.inspections.count() == 2


def test_the_same_protocol_is_not_typed_in_twice(gym, by):
    items(gym)
    firm = municipal_agreement().firm
    record_protocol(gym=gym, on=TODAY, inspector="F", firm=firm, verdicts={}, by=by)
    with pytest.raises(Refused):
        record_protocol(gym=gym, on=TODAY, inspector="F", firm=firm, verdicts={}, by=by)
    assert Round.objects.count() == 1


def test_the_signed_protocol_verifies_and_is_made_once(gym, by, round):
    (item,) = items(gym, 1)
    record_verdict(round=round, item=item, verdict=Verdict.NOTE, remark="Sliten dyna", by=by)
    finished = finish_round(round=round, by=by)
    signed = sign_protocol(round=finished, by=by).signed_protocol
    data = files.read(signed)
    status = seal.verify(data)
    assert status.intact
    assert status.signer == by.name
    changed = bytearray(data)
    changed[len(changed) // 3] ^= 1
    assert not seal.verify(bytes(changed)).intact
    assert sign_protocol(round=Round.objects.get(), by=by).signed_protocol == signed


def test_a_round_under_way_is_not_signed(by, round):
    with pytest.raises(Refused):
        sign_protocol(round=round, by=by)
