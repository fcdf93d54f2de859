"""Are inspections owed by the right party until they are recorded?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from dateutil.relativedelta import relativedelta

from livskraft.access.tests.factories import actor_at
from livskraft.duties.catalogue import kinds
from livskraft.duties.queries import duties_of
from livskraft.kit.partial_date import PartialDate
from livskraft.modules.minigym.actions.inspections import (
    finish_round,
    record_property_inspection,
    record_verdict,
    start_round,
)
from livskraft.modules.minigym.rules import RegimeKey, Verdict
from livskraft.modules.minigym.tests.factories import EquipmentFactory, GymFactory, regime
from livskraft.organisation.models import Contact

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 3)
LONG_AGO = PartialDate.of(TODAY - relativedelta(years=1, days=1))


def owed(key, actor, today=TODAY):
    kind = kinds[key]
    return kind.describe(kind.rows(actor.units(), today), today)


@pytest.fixture
def gym():
    return GymFactory()


@pytest.fixture
def by(gym):
    return actor_at(gym.site, at=AT)


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        (RegimeKey.MUNICIPAL, "minigym.inspect"),
        (RegimeKey.PROVIDER, "minigym.inspect_own"),
        (RegimeKey.PROPERTY, "minigym.property_inspection"),
    ],
)
def test_each_regime_has_its_own_duty_and_no_other(gym, by, key, kind):
    EquipmentFactory(gym=gym, regime=regime(key), inspected=LONG_AGO)
    found = [duty.key for duty in duties_of(by) if "inspect" in duty.key]
    assert found == [f"{kind}:{gym.pk}"]


def test_the_duty_vanishes_item_by_item_and_is_back_a_year_later(gym, by):
    first, second = (EquipmentFactory(gym=gym, inspected=LONG_AGO) for _n in range(2))
    held = start_round(gym=gym, on=TODAY, inspector="Ines", by=by)
    record_verdict(round=held, item=first, verdict=Verdict.OK, by=by)
    (duty,) = owed("minigym.inspect", by)
    assert (duty.count, duty.due) == (1, TODAY - timedelta(days=1))
    record_verdict(round=held, item=second, verdict=Verdict.OK, by=by)
    finish_round(round=held, by=by)
    assert owed("minigym.inspect", by) == []
    assert owed("minigym.inspect", by, TODAY + relativedelta(years=1, days=-61)) == []
    (duty,) = owed("minigym.inspect", by, TODAY + relativedelta(years=1, days=-59))
    assert duty.count == 2


def test_the_wall_bars_wait_on_the_owner_of_the_house_with_contact_letter_and_evidence(gym, by):
    EquipmentFactory(gym=gym, regime=regime(RegimeKey.PROPERTY), inspected=LONG_AGO)
    owner = gym.site.premises.property_owner
    Contact.objects.create(unit=owner, name="Frans", phone="013-9", email="f@example.invalid")
    Contact.objects.create(unit=owner, name="Någon annan")
    (duty,) = owed("minigym.property_inspection", by)
    waits = duty.waiting_on
    assert (waits.name, waits.contact, waits.phone, waits.email) == (owner.name, "Frans", "013-9", "f@example.invalid")
    assert waits.letter_url == f"/minigym/{gym.pk}/fastighetsagare/"
    assert waits.evidence_url == f"/minigym/{gym.pk}/protokoll/?av=property"
    assert kinds["minigym.property_inspection"].waits
    record_property_inspection(gym=gym, on=TODAY, inspector="Frans", by=by)
    assert owed("minigym.property_inspection", by) == []


@pytest.mark.parametrize("premises", ["none", "ownerless"])
def test_a_house_without_a_known_owner_is_said_to_lack_one(gym, by, premises):
    EquipmentFactory(gym=gym, regime=regime(RegimeKey.PROPERTY), inspected=LONG_AGO)
    if premises == "none":
        gym.site.premises.delete()
    else:
        gym.site.premises.property_owner = None
        gym.site.premises.save()
    (duty,) = owed("minigym.property_inspection", by)
    assert duty.waiting_on.name == "Fastighetsägare saknas"


def test_an_interval_that_no_source_states_is_called_a_local_rule():
    assert kinds["minigym.inspect_own"].local_rule
    assert not kinds["minigym.inspect"].local_rule
