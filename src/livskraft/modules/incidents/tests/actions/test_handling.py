"""Does an incident go from report to closed in the right hands, with nothing left undone and nothing rewritten?"""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.modules.incidents.actions import handling
from livskraft.modules.incidents.actions.handling import Considered, Notified
from livskraft.modules.incidents.models import Incident, IncidentEvent
from livskraft.modules.incidents.rules import Context, Factor, Insurance, Kind, Law, State
from livskraft.modules.incidents.tests.factories import reported
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def manager(site):
    return actor_at(site)


@pytest.fixture
def coordinator(site):
    return actor_at(site, Role.SAFETY_COORDINATOR)


def considered(incident, by, notify=False):
    """Every law that must be considered is, with the same answer."""
    laws = [Law(law.law) for law in incident.considerations.filter(not_here="", notify=None)]
    return handling.consider(incident=incident, considered=[Considered(law, notify, "Skäl.") for law in laws], by=by)


def test_an_incident_is_received_considered_decided_and_closed_with_the_moment_of_each(site, manager):
    incident = reported(site)
    handling.receive(incident=incident, by=manager)
    considered(incident, manager)
    handling.decide_insurance(incident=incident, insurance=Insurance.OWN, claimed=True, reason="", by=manager)
    measure = handling.add_measure(incident=incident, what="Laga", due=manager.today, by=manager)
    handling.decide(incident=incident, outcome="Det lagas.", by=manager)
    handling.finish_measure(measure=measure, done_on=manager.today, result="Lagat.", by=manager)
    handling.close(incident=incident, by=manager)
    incident.refresh_from_db()
    assert incident.state == State.CLOSED
    assert incident.outcome == "Det lagas."
    assert incident.received_at == incident.decided_at == incident.closed_at == manager.at
    assert [event.kind for event in incident.events.order_by("pk")][-3:] == ["decided", "measure_done", "closed"]


def test_the_first_thing_the_manager_does_receives_it_and_what_the_coordinator_does_not(site, manager, coordinator):
    incident = reported(site, context=Context.CARE)
    handling.decide_insurance(incident=incident, insurance=Insurance.PATIENT, claimed=True, reason="", by=coordinator)
    incident.refresh_from_db()
    assert (incident.state, incident.received_at) == (State.REPORTED, None)
    handling.add_note(incident=incident, text="Jag har ringt.", by=manager)
    incident.refresh_from_db()
    assert (incident.state, incident.received_at) == (State.ASSESSING, manager.at)


def test_each_insurance_is_decided_on_by_the_one_it_belongs_to_and_once(site, manager, coordinator):
    incident = reported(site, factors=frozenset({Factor.PREMISES}))
    liability = {"incident": incident, "insurance": Insurance.LIABILITY, "claimed": True, "reason": ""}
    with pytest.raises(PermissionDenied):
        handling.decide_insurance(**liability, by=manager)
    handling.decide_insurance(**liability, by=coordinator)
    with pytest.raises(Refused):
        handling.decide_insurance(**liability, by=coordinator)
    with pytest.raises(Refused):
        handling.decide_insurance(**(liability | {"insurance": Insurance.OWN}), by=manager)


def test_the_coordinator_has_nothing_to_do_with_what_has_not_come_to_them(site, coordinator):
    incident = reported(site)
    for act in (
        lambda: handling.add_note(incident=incident, text="Hej", by=coordinator),
        lambda: considered(incident, coordinator),
        lambda: handling.decide_insurance(
            incident=incident, insurance=Insurance.OWN, claimed=True, reason="", by=coordinator
        ),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_no_needs_a_reason(site, manager, coordinator):
    incident = reported(site, context=Context.CARE)
    for reason in ("", " \u200b"):
        with pytest.raises(Refused) as refused:
            handling.decide_insurance(
                incident=incident, insurance=Insurance.PATIENT, claimed=False, reason=reason, by=coordinator
            )
        assert refused.value.field == "reason"
    with pytest.raises(Refused) as refused:
        handling.consider(incident=incident, considered=[Considered(Law.LEX_MARIA, False, " ")], by=manager)
    assert refused.value.field == "reason_lex_maria"


def test_a_law_is_considered_and_then_the_authority_notified(site, manager):
    incident = reported(site)
    considered(incident, manager, notify=True)
    law = incident.considerations.get(law=Law.LEX_SARAH)
    assert law.is_open
    assert law.due > manager.today
    for wrong in (manager.today + timedelta(days=1), manager.today - timedelta(days=5)):
        with pytest.raises(Refused):
            handling.consider(incident=incident, notified=[Notified(Law.LEX_SARAH, wrong)], by=manager)
    handling.consider(incident=incident, notified=[Notified(Law.LEX_SARAH, manager.today, "IVO 1")], by=manager)
    law.refresh_from_db()
    assert (law.is_open, law.reference) == (False, "IVO 1")
    with pytest.raises(Refused):
        handling.consider(incident=incident, considered=[Considered(Law.LEX_SARAH, False, "Nej.")], by=manager)


def test_what_is_not_to_be_notified_cannot_have_been(site, manager):
    incident = reported(site)
    with pytest.raises(Refused):
        handling.consider(incident=incident, notified=[Notified(Law.LEX_SARAH, manager.today)], by=manager)
    with pytest.raises(Refused):
        handling.consider(incident=incident, by=manager)


def test_a_law_that_the_answers_rule_out_may_still_be_considered(site, manager):
    incident = reported(site)
    handling.consider(
        incident=incident, considered=[Considered(Law.DATA_BREACH, True, "En lista låg kvar.")], by=manager
    )
    assert incident.considerations.get(law=Law.DATA_BREACH).is_open


def test_no_decision_before_what_contributed_and_every_law_is_settled_and_a_measure_or_a_reason(site, manager):
    incident = reported(site, unsure=True)
    decide = {"incident": incident, "outcome": "Tack.", "by": manager}
    with pytest.raises(Refused, match="bidrog"):
        handling.decide(**decide, why_none="Inget.")
    Incident.objects.update(unsure=False)
    with pytest.raises(Refused, match="Lex Sarah"):
        handling.decide(**decide, why_none="Inget.")
    considered(incident, manager)
    with pytest.raises(Refused) as refused:
        handling.decide(**decide)
    assert refused.value.field == "why_none"
    with pytest.raises(Refused) as refused:
        handling.decide(**(decide | {"outcome": " "}), why_none="Inget.")
    assert refused.value.field == "outcome"
    handling.decide(**decide, why_none="Inget.")
    assert Incident.objects.get().state == State.DECIDED


def test_it_is_not_closed_while_something_is_left_and_the_answer_says_what(site, manager, coordinator):
    incident = reported(site, context=Context.CARE)
    considered(incident, manager, notify=True)
    measure = handling.add_measure(incident=incident, what="Laga", due=manager.today, by=manager)
    handling.decide(incident=incident, outcome="Det lagas.", by=manager)
    with pytest.raises(Refused, match="patientförsäkringen, lex maria, åtgärder som inte är klara"):
        handling.close(incident=incident, by=manager)
    handling.finish_measure(measure=measure, done_on=manager.today, result="Lagat.", by=manager)
    handling.consider(incident=incident, notified=[Notified(Law.LEX_MARIA, manager.today)], by=manager)
    with pytest.raises(Refused, match="återstår: patientförsäkringen"):
        handling.close(incident=incident, by=manager)
    handling.decide_insurance(incident=incident, insurance=Insurance.PATIENT, claimed=True, reason="", by=coordinator)
    handling.close(incident=incident, by=manager)


def test_it_cannot_be_closed_before_it_is_decided(site, manager):
    incident = reported(site, kind=Kind.NEAR_MISS)
    considered(incident, manager)
    with pytest.raises(Refused, match="kan inte bli avslutad"):
        handling.close(incident=incident, by=manager)


def closed(site, manager):
    incident = reported(site, kind=Kind.NEAR_MISS, context=Context.CARE, factors=frozenset())
    considered(incident, manager)
    Incident.objects.filter(pk=incident.pk).update(state=State.CLOSED, closed_at=manager.at, decided_at=manager.at)
    return incident


def test_a_closed_incident_is_only_written_to_after_it_is_opened_again_with_a_reason(site, manager, coordinator):
    incident = closed(site, manager)
    with pytest.raises(Refused, match="avslutad"):
        handling.add_note(incident=incident, text="Mer.", by=manager)
    with pytest.raises(Refused):
        handling.reopen(incident=incident, reason="", by=manager)
    handling.reopen(incident=incident, reason="Ny uppgift.", by=coordinator)
    incident.refresh_from_db()
    assert (incident.state, incident.closed_at, incident.decided_at) == (State.ASSESSING, None, None)
    assert incident.received_at, "when the manager first had it is not forgotten"
    handling.add_note(incident=incident, text="Mer.", by=manager)


def test_what_is_only_reported_is_not_opened_again(site, manager):
    with pytest.raises(Refused):
        handling.reopen(incident=reported(site), reason="Varför inte?", by=manager)


def test_nobody_else_handles_an_incident(site):
    incident = reported(site, context=Context.CARE)
    measure = incident.measures.create(what="Laga", due=incident.reported_at.date())
    for by in (actor_at(site, Role.CARE_STAFF), actor_at(SiteFactory()), actor_at(site, Role.ADMINISTRATION)):
        for act in (
            lambda by=by: handling.receive(incident=incident, by=by),
            lambda by=by: handling.add_note(incident=incident, text="Hej", by=by),
            lambda by=by: considered(incident, by),
            lambda by=by: handling.add_measure(incident=incident, what="Laga", due=by.today, by=by),
            lambda by=by: handling.finish_measure(measure=measure, done_on=by.today, result="Klart", by=by),
            lambda by=by: handling.decide(incident=incident, outcome="Tack", by=by),
            lambda by=by: handling.close(incident=incident, by=by),
            lambda by=by: handling.reopen(incident=incident, reason="Ny", by=by),
        ):
            with pytest.raises(PermissionDenied):
                act()


def test_a_measure_has_a_day_that_can_be_kept_and_is_done_once(site, manager):
    incident = reported(site)
    with pytest.raises(Refused):
        handling.add_measure(incident=incident, what="Laga", due=manager.today - timedelta(days=1), by=manager)
    measure = handling.add_measure(incident=incident, what="Laga", due=manager.today, by=manager)
    with pytest.raises(Refused):
        handling.finish_measure(measure=measure, done_on=manager.today + timedelta(days=1), result="Klart", by=manager)
    handling.finish_measure(measure=measure, done_on=manager.today, result="Klart", by=manager)
    with pytest.raises(Refused):
        handling.finish_measure(measure=measure, done_on=manager.today, result="Igen", by=manager)


def test_of_two_who_close_the_second_gets_a_conflict(site, manager):
    incident = reported(site)
    seen = incident.version
    handling.receive(incident=incident, by=manager, version=seen)
    with pytest.raises(Conflict):
        handling.decide(incident=incident, outcome="Tack.", by=manager, version=seen)


@pytest.mark.django_db(transaction=True)
def test_the_log_can_only_grow(site, manager):
    incident = reported(site)
    for change in (
        lambda: IncidentEvent.objects.filter(incident=incident).update(kind="note"),
        lambda: IncidentEvent.objects.filter(incident=incident).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert incident.events.get().kind == IncidentEvent.Kind.REPORTED
