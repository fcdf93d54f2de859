"""Do the duties say what is owed, and no more?"""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, actor_at
from livskraft.duties.catalogue import kinds, owed_by
from livskraft.duties.models import DutyNote
from livskraft.duties.queries import counts_at, duties_of
from livskraft.kit.partial_date import PartialDate
from livskraft.modules.minigym.actions.consultations import ask
from livskraft.modules.minigym.actions.equipment import take_out_of_use
from livskraft.modules.minigym.actions.faults import report_fault
from livskraft.modules.minigym.actions.follow_ups import open_follow_up
from livskraft.modules.minigym.actions.inspections import start_round
from livskraft.modules.minigym.actions.orders import order_service
from livskraft.modules.minigym.actions.routines import make_template
from livskraft.modules.minigym.actions.self_checks import answer_point, start_check
from livskraft.modules.minigym.models import CompetencePlan, Equipment, Gym, Inspection, Round, Service
from livskraft.modules.minigym.queries import due_by, terms_on
from livskraft.modules.minigym.queries.self_checks import points_of
from livskraft.modules.minigym.rules import ConsultationKind, Every, RegimeKey, Symptom, Verdict, next_due
from livskraft.modules.minigym.tests.factories import EquipmentFactory, GymFactory, municipal_agreement, regime
from livskraft.modules.minigym.tests.guidance import guided, physiotherapist, staffed, worker
from livskraft.organisation.models import Contact, Unit
from livskraft.organisation.queries import provider_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 2, 28)


@pytest.mark.parametrize("shift", range(-3, 4))
@pytest.mark.parametrize("months", [1, 6, 12, 24])
@pytest.mark.parametrize("today", [date(2026, 2, 28), date(2024, 2, 29), date(2026, 3, 31), date(2026, 1, 1)])
def test_rule_and_query_agree_on_what_is_due(shift, months, today):
    from dateutil.relativedelta import relativedelta

    item = EquipmentFactory(inspected=PartialDate.of(today - relativedelta(months=months) + timedelta(days=shift)))
    item.regime.terms.update(inspection_months=months)
    by_rule = next_due(months=months, acquired=None, last=item.inspected) <= today
    by_query = Equipment.objects.filter(due_by(terms_on(today), "inspection", today))
    assert by_query.exists() == by_rule


def test_an_item_of_which_nothing_is_known_is_due_but_not_late():
    gym = GymFactory()
    EquipmentFactory(gym=gym)
    actor = actor_at(gym.site)
    (found,) = [duty for duty in duties_of(actor) if duty.kind.key == "minigym.inspect"]
    assert found.due is None
    (count,) = [count for count in counts_at(actor.units(), actor.today) if count.kind.key == "minigym.inspect"]
    assert (count.owed, count.late) == (1, 0)


def test_terms_without_an_interval_owe_nothing():
    item = EquipmentFactory()
    item.regime.terms.update(inspection_months=None)
    assert "minigym.inspect" not in {duty.kind.key for duty in duties_of(actor_at(item.gym.site))}


def test_the_latest_terms_that_have_begun_decide_not_those_to_come():
    item = EquipmentFactory(inspected=PartialDate.of(TODAY - timedelta(days=40)))
    terms = item.regime.terms.get()
    for starts, months in ((TODAY, 1), (TODAY + timedelta(days=1), 60), (date(2010, 1, 1), 60)):
        terms.pk, terms.starts, terms.inspection_months = None, starts, months
        terms.save()
    assert Equipment.objects.filter(due_by(terms_on(TODAY), "inspection", TODAY)).exists()
    yesterday = terms_on(TODAY - timedelta(days=1))
    assert not Equipment.objects.filter(due_by(yesterday, "inspection", TODAY)).exists()


def owe_everything() -> None:
    """A gym that owes a duty of every kind of the module."""
    gym = GymFactory()
    by = actor_at(gym.site)
    municipal = EquipmentFactory(gym=gym)
    EquipmentFactory(gym=gym, regime=regime(RegimeKey.PROVIDER))
    bars = EquipmentFactory(gym=gym, regime=regime(RegimeKey.PROPERTY))
    Contact.objects.create(unit=gym.site.premises.property_owner, name="Frans", phone="013-1")
    for item in (municipal, bars):
        open_follow_up(item=item, severity=Verdict.REPAIR, what="Lös skruv", by=by)
    order_service(gym=gym, agreement=municipal_agreement(), items=[municipal], text="x", by=by)
    owe_talks(gym)
    owe_what_happens(gym, municipal)
    owe_guidance(gym)


def owe_what_happens(gym: Gym, item: Equipment) -> None:
    """A fault, a weekly check, a deviation, a round that somebody began, and a machine that stands still."""
    by = actor_at(gym.site)
    bars = EquipmentFactory(gym=gym, regime=regime(RegimeKey.PROPERTY))
    take_out_of_use(item=bars, reason="En ribba är lös", by=by)
    report_fault(gym=gym, item=item, symptom=Symptom.BROKEN, words="", by=by)
    make_template(name="Kontroll", every=Every.WEEK, points=["Golvet"], gym=gym, by=by)
    check = start_check(routine=gym.routines.get(), by=by)
    (point,) = points_of(check)
    answer_point(check=check, point=point, ok=False, remark="Halt", by=by)
    start_round(gym=gym, on=timezone.localdate() - timedelta(days=10), inspector="Tina", firm=None, by=by)


def owe_guidance(gym: Gym) -> None:
    """Guidance that has run out, a staffed span that nobody guided holds, and a question to each of the two."""
    site, now = gym.site, timezone.now()
    manager, therapist = actor_at(site), physiotherapist(site, at=now)
    staffed(gym)
    guided(site, [worker(site)], on=timezone.localdate() - timedelta(days=10), at=now, months=1)
    ask(site=site, kind=ConsultationKind.PLACEMENT, question="Var?", by=manager)
    ask(site=site, kind=ConsultationKind.COMPETENCE, question="När?", by=therapist)


def owe_talks(gym: Gym) -> None:
    """One of the site's staff and one of its managers have competence plans to talk through today."""
    provider = provider_of(gym.site, timezone.localdate())
    for role in (Role.CARE_STAFF, Role.UNIT_MANAGER):
        employed = AssignmentFactory(unit=gym.site, role=role)
        day = timezone.localdate()
        CompetencePlan.objects.create(employee=employed.user, provider=provider, started_on=day, review_on=day)


OURS = [kind for kind in kinds if kind.key.startswith("minigym.")]


# What is read besides: the terms in force, and how to reach the owner of the house where something waits on them.
BESIDES = {"inspect": 1, "inspect_own": 1, "service": 1, "service_own": 1, "property_follow_up": 1}
BESIDES |= {"property_inspection": 2}


@pytest.mark.parametrize("kind", OURS, ids=lambda kind: kind.key)
def test_every_kind_costs_the_same_queries_whether_one_gym_owes_or_twenty(kind, django_assert_num_queries):
    besides = BESIDES.get(kind.key.removeprefix("minigym."), 0)
    for gyms in (1, 20):
        while Gym.objects.count() < gyms:
            owe_everything()
        units, today = Unit.objects.all(), timezone.localdate()
        with django_assert_num_queries(1 + besides):
            described = kind.describe(kind.rows(units, today), today)
        assert len(described) == gyms
        rows = kind.rows(units, today)
        with django_assert_num_queries(1):
            counted = list(rows.order_by().values("duty_unit").annotate(owed=Count("pk")))
        assert len(counted) == gyms
        assert len({row["owed"] for row in counted}) == 1


@pytest.mark.parametrize("role", [Role.UNIT_MANAGER, Role.PHYSIOTHERAPIST])
def test_a_start_page_asks_at_most_one_query_for_each_kind_that_the_role_owes(role):
    owe_everything()
    actor = actor_at(Gym.objects.get().site, role)
    with CaptureQueriesContext(connection) as captured:
        found = {duty.kind for duty in duties_of(actor)}
    assert {kind for kind in OURS if kind.role == role} <= found
    asked = [query["sql"] for query in captured if DutyNote._meta.db_table not in query["sql"]]
    assert len(asked) <= len(owed_by(role))


@pytest.mark.parametrize("kind", OURS, ids=lambda kind: kind.key)
def test_no_kind_reads_the_history(kind):
    """The latest inspection and service stand on the item, so that ten times the history costs the same."""
    owe_everything()
    sql = str(kind.rows(Unit.objects.all(), TODAY).query)
    # A round that is not finished is no history; there is an index of just those.
    rounds = () if kind.key == "minigym.unfinished_round" else (Round,)
    for history in (Inspection, Service, *rounds):
        assert f'"{history._meta.db_table}"' not in sql
