"""Does each incident ask the right person for the next step, by the right day, and do Python and SQL agree on late?"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from livskraft.access.actor import Actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.duties.catalogue import kinds
from livskraft.duties.queries import duties_of
from livskraft.modules.incidents.actions import handling
from livskraft.modules.incidents.actions.handling import Considered, Notified
from livskraft.modules.incidents.models import Incident
from livskraft.modules.incidents.rules import DAYS_TO_DECIDE, Context, Insurance, Kind, Law, State
from livskraft.modules.incidents.tests.factories import reported
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 10, tzinfo=ZoneInfo("Europe/Stockholm"))


@pytest.fixture
def site():
    return SiteFactory()


def on(actor, days):
    """The same person some days later."""
    return Actor(at=actor.at + timedelta(days=days), user=actor.user, assignment=actor.assignment)


def person(site, role=Role.UNIT_MANAGER):
    return actor_at(site, role, at=NOW)


def owed(actor):
    return [(duty.kind.key, duty.due) for duty in duties_of(actor) if duty.kind.key.startswith("incidents.")]


def day(number, month=3):
    return date(2026, month, number)


def incident_at(site, **answers):
    return reported(site, actor_at(site, Role.CARE_STAFF, at=NOW), **answers)


def test_the_manager_owes_each_step_until_it_is_done_and_then_nothing(site):
    manager = person(site)
    incident = incident_at(site)
    assert owed(manager) == [("incidents.handle", day(3))]
    handling.receive(incident=incident, by=manager)
    handling.consider(incident=incident, considered=[Considered(Law.LEX_SARAH, False, "Nej.")], by=manager)
    assert owed(manager) == [("incidents.handle", day(3))], "the visitor is still to be told"
    handling.decide_insurance(incident=incident, insurance=Insurance.OWN, claimed=True, reason="", by=manager)
    assert owed(manager) == [("incidents.handle", day(16))]
    measure = handling.add_measure(incident=incident, what="Laga", due=day(9), by=manager)
    assert owed(manager) == [("incidents.handle", day(9))]
    handling.decide(incident=incident, outcome="Det lagas.", by=manager)
    later = on(manager, 5)
    handling.finish_measure(measure=measure, done_on=later.today, result="Klart.", by=later)
    assert owed(manager) == [("incidents.handle", day(1, month=4))]
    handling.close(incident=incident, by=later)
    assert owed(manager) == []


def test_a_notice_to_an_authority_has_its_own_day(site):
    manager = person(site)
    incident = incident_at(site, kind=Kind.NEAR_MISS)
    handling.consider(incident=incident, considered=[Considered(Law.LEX_SARAH, True, "Allvarligt.")], by=manager)
    incident.considerations.filter(law=Law.LEX_SARAH).update(due=day(5))
    assert owed(manager) == [("incidents.handle", day(5))]
    handling.consider(incident=incident, notified=[Notified(Law.LEX_SARAH, manager.today)], by=manager)
    assert owed(manager) == [("incidents.handle", day(16))]


def test_the_coordinator_owes_a_decision_on_each_insurance_and_the_manager_does_not_wait_for_it_twice(site):
    manager, coordinator = person(site), person(site, Role.SAFETY_COORDINATOR)
    incident = incident_at(site, context=Context.CARE)
    assert owed(coordinator) == [("incidents.insure", day(9))]
    handling.consider(incident=incident, considered=[Considered(Law.LEX_MARIA, False, "Nej.")], by=manager)
    handling.decide(incident=incident, outcome="Tack.", why_none="Inget.", by=manager)
    assert owed(manager) == [], "only the coordinator's decision is left"
    handling.decide_insurance(
        incident=incident, insurance=Insurance.PATIENT, claimed=False, reason="Ingen skada.", by=coordinator
    )
    assert owed(coordinator) == []
    assert owed(manager) == [("incidents.handle", day(1, month=4))]


def test_what_the_manager_owes_climbs_when_the_post_is_vacant(site):
    provider = site.parent.contracts.get().provider
    above = actor_at(provider, Role.AREA_MANAGER, at=NOW)
    incident_at(site)
    (found,) = [duty for duty in duties_of(above) if duty.kind.key == "incidents.handle"]
    assert found.vacant


@pytest.mark.parametrize("state", [State.REPORTED, State.ASSESSING, State.DECIDED])
@pytest.mark.parametrize("hanging", [None, 3, 20])
@pytest.mark.parametrize("hour", [0, 12, 23])
@pytest.mark.parametrize("reopened", [False, True])
def test_python_and_sql_agree_on_what_is_late(site, state, hanging, hour, reopened):
    incident = incident_at(site, kind=Kind.NEAR_MISS)
    incident.considerations.all().delete()
    moment = NOW.replace(hour=hour, minute=59)
    decided = moment if state == State.DECIDED else None
    reported = moment - timedelta(days=90) if reopened else moment
    Incident.objects.update(
        state=state,
        happened_at=reported,
        reported_at=reported,
        decided_at=decided,
        reopened_at=moment if reopened else None,
    )
    if hanging:
        incident.measures.create(what="Laga", due=NOW.date() + timedelta(days=hanging))
    kind = kinds["incidents.handle"]
    units = Unit.objects.filter(pk=site.pk)
    (found,) = kind.describe(kind.rows(units, NOW.date()), NOW.date())
    for today in (found.due - timedelta(days=1), found.due, found.due + timedelta(days=1)):
        assert kind.rows(units, today).get().duty_late == (found.due < today), today


def test_what_is_opened_again_is_to_be_decided_as_soon_as_what_is_reported(site):
    incident = incident_at(site, kind=Kind.NEAR_MISS)
    incident.considerations.all().delete()
    long_ago = NOW - timedelta(days=200)
    Incident.objects.update(state=State.CLOSED, happened_at=long_ago, reported_at=long_ago, closed_at=long_ago)
    incident.refresh_from_db()
    handling.reopen(incident=incident, reason="Ett vittne har hört av sig", by=person(site))
    (found,) = [duty for duty in duties_of(person(site)) if duty.kind.key == "incidents.handle"]
    assert found.due == NOW.date() + timedelta(days=DAYS_TO_DECIDE)


def test_twenty_incidents_cost_as_much_as_one(site):
    manager = person(site)

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            duties_of(manager)
        return len(queries)

    incident_at(site)
    one = cost()
    for _each in range(19):
        incident_at(site)
    assert cost() == one


def test_a_duty_leads_to_the_incident_and_names_no_person(site):
    manager = person(site)
    incident = incident_at(site, concerned="named")
    (found,) = [duty for duty in duties_of(manager) if duty.kind.key == "incidents.handle"]
    assert found.url == incident.get_absolute_url()
    assert "Rut" not in found.what
