"""Is the department reminded of an order that nobody has decided on, in counts only?"""

from datetime import UTC, date, datetime, timedelta

import pytest

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.duties.queries import counts_at, duties_of
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import UnitFactory, responsible_body
from livskraft.people.duties.retention import DAYS_TO_DECIDE, retention_to_decide
from livskraft.people.models import PurgeOrder
from livskraft.people.rules.vocabulary import Regime

pytestmark = pytest.mark.django_db
MADE = datetime(2026, 1, 15, 9, tzinfo=UTC)


@pytest.fixture
def department(db):
    return UnitFactory(kind=UnitKind.DEPARTMENT, parent=responsible_body(), name="Förvaltningen")


@pytest.fixture
def order(db):
    order = PurgeOrder.objects.create(regime=Regime.SOCIAL, rule="", last_note_before=MADE.date(), made_at=MADE)
    for person, spared in ((1, ""), (2, ""), (3, "hold")):
        order.lines.create(person_id=person, last_note=MADE.date(), spared=spared)
    return order


def owed(department, day: date):
    by = actor_at(department, Role.ADMINISTRATION, datetime(day.year, day.month, day.day, 9, tzinfo=UTC))
    return [duty for duty in duties_of(by) if duty.key.startswith("people.decide_retention:")]


def test_an_order_is_owed_until_somebody_decides(department, order):
    (duty,) = owed(department, MADE.date())
    assert duty.what == "Besluta om gallring av uppgifter om 2 personer (socialtjänstlagen)"
    assert duty.due == MADE.date() + timedelta(days=DAYS_TO_DECIDE)
    for field in ("decided_at", "withdrawn_at"):
        PurgeOrder.objects.update(**{field: MADE})
        assert not owed(department, MADE.date())
        PurgeOrder.objects.update(**{field: None})


@pytest.mark.parametrize(("days", "late"), [(0, 0), (1, 1)])
def test_it_is_late_the_day_after_its_last_and_counted_once_whatever_it_holds(department, order, days, late):
    day = MADE.date() + timedelta(days=DAYS_TO_DECIDE + days)
    (duty,) = owed(department, day)
    assert (duty.due < day) == bool(late)
    counts = [each for each in counts_at(Unit.objects.all(), day) if each.kind.key == "people.decide_retention"]
    assert [(each.unit_id, each.owed, each.late) for each in counts] == [(department.pk, 1, late)]


def test_where_there_is_no_department_nobody_owes_it(order):
    assert not retention_to_decide(Unit.objects.filter(kind=UnitKind.SITE), MADE.date())
