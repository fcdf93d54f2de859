"""Is an incident kept, sent the right way and its item stopped, whoever reports it and whatever has happened since?"""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from livskraft.access.actor import Actor
from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.tests.at_once import at_once
from livskraft.modules.incidents.actions.handling import decide_insurance
from livskraft.modules.incidents.actions.reports import correct_answers, hand_to_coordinator, item_at, report
from livskraft.modules.incidents.models import Incident, IncidentEvent
from livskraft.modules.incidents.rules import Concerned, Context, Factor, Insurance, Kind, Law, State
from livskraft.modules.incidents.tests.factories import EQUIPMENT, facts, reported
from livskraft.modules.minigym.actions.equipment import retire_equipment, take_out_of_use
from livskraft.modules.minigym.rules import Status, Verdict
from livskraft.modules.minigym.tests.factories import EquipmentFactory, GymFactory
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.tests.factories import SiteFactory, UnitFactory, responsible_body

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def item(site):
    return EquipmentFactory(gym=GymFactory(site=site))


def send(site, by, **given):
    """A report with those words in place of the plain ones."""
    plain = {
        "site": site,
        "facts": facts(),
        "description": "Någon föll.",
        "happened_at": by.at - timedelta(hours=1),
        "key": str(uuid4()),
        "by": by,
    }
    return report(**(plain | given))


def insurances(incident):
    return set(incident.insurances.values_list("insurance", flat=True))


def asked(incident):
    return set(incident.considerations.filter(not_here="").values_list("law", flat=True))


def test_friskvard_to_which_nothing_contributed_leads_to_the_visitors_own_insurance(site):
    incident = reported(site)
    assert insurances(incident) == {Insurance.OWN}
    assert (incident.state, incident.with_coordinator, incident.item) == (State.REPORTED, False, None)
    assert asked(incident) == {Law.LEX_SARAH}
    assert incident.considerations.count() == len(Law)


def test_what_is_broken_leads_to_the_coordinator_and_stops_the_item_with_something_to_see_to(site, item):
    incident = reported(site, item=item.pk, factors=EQUIPMENT)
    item.refresh_from_db()
    assert item.status == Status.OUT_OF_USE
    assert incident.item_stopped
    assert (incident.item_name, incident.item_kind) == (str(item), item.kind.name)
    assert item.follow_ups.open().filter(severity=Verdict.STOP).count() == 1
    assert incident.with_coordinator
    assert insurances(incident) == {Insurance.LIABILITY}
    kinds = [event.kind for event in incident.events.all()]
    assert kinds == [IncidentEvent.Kind.REPORTED, IncidentEvent.Kind.INFORMED, IncidentEvent.Kind.STOPPED]


def test_health_care_with_a_faulty_item_leads_to_both_insurances(site, item):
    incident = reported(site, item=item.pk, factors=EQUIPMENT, context=Context.CARE)
    assert insurances(incident) == {Insurance.PATIENT, Insurance.LIABILITY}
    assert asked(incident) == {Law.LEX_MARIA, Law.MEDICAL_DEVICE}


def test_who_may_not_stop_an_item_themselves_stops_it_all_the_same_by_reporting(site, item):
    incident = reported(site, actor_at(site, Role.COMMITTEE_SECRETARY), item=item.pk, factors=EQUIPMENT)
    item.refresh_from_db()
    assert (item.status, incident.item_stopped) == (Status.OUT_OF_USE, True)
    stopped = AuditEntry.objects.get(verb="minigym.equipment_stopped")
    assert stopped.who == "system:incidents"


def test_an_item_that_contributed_to_nothing_is_left_alone(site, item):
    incident = reported(site, item=item.pk, factors=frozenset({Factor.PREMISES}))
    item.refresh_from_db()
    assert (item.status, incident.item) == (Status.IN_USE, None)


def test_an_item_that_was_out_of_use_already_is_not_said_to_be_stopped_again(site, item):
    take_out_of_use(item=item, reason="Trasig", by=actor_at(site))
    incident = reported(site, item=item.pk, factors=EQUIPMENT)
    assert incident.item_stopped
    assert not incident.events.filter(kind=IncidentEvent.Kind.STOPPED).exists()
    assert item.stops.count() == 1


def test_an_item_that_was_retired_meanwhile_loses_nothing_of_the_report(site, item):
    retire_equipment(item=item, reason="Sliten", by=actor_at(site))
    incident = reported(site, item=item.pk, factors=EQUIPMENT)
    assert (incident.item, incident.item_stopped) == (item, False)
    assert "kasserad" in incident.events.get(kind=IncidentEvent.Kind.STOPPED).text
    assert insurances(incident) == {Insurance.LIABILITY}


def test_anybody_may_report_at_any_site_also_from_outside(site):
    association = UnitFactory(kind=UnitKind.ASSOCIATION, parent=responsible_body())
    incident = reported(site, actor_at(association, Role.GROUP_LEADER))
    assert incident.site == site


def test_whose_assignment_has_ended_may_not_report(site):
    ended = AssignmentFactory(unit=site, ends=datetime(2021, 1, 1, tzinfo=UTC).date())
    with pytest.raises(PermissionDenied):
        reported(site, Actor(at=datetime.now(UTC), user=ended.user, assignment=ended))


@pytest.mark.django_db(transaction=True)
def test_sending_twice_in_the_same_moment_reports_once(site):
    by, key = actor_at(site, Role.CARE_STAFF), str(uuid4())
    assert at_once([lambda: send(site, by, key=key)] * 4) == [None] * 4
    assert Incident.objects.count() == 1


def test_sending_twice_reports_once_but_two_people_never_share_a_key(site):
    by, other, key = actor_at(site), actor_at(site), str(uuid4())
    assert send(site, by, key=key) == send(site, by, key=key)
    send(site, other, key=key)
    assert Incident.objects.count() == 2


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"description": " \u200b\x00 "}, "description"),
        ({"happened_at": datetime(2100, 1, 1, tzinfo=UTC)}, "happened_at"),
        ({"happened_at": datetime(1, 1, 2, tzinfo=UTC)}, "happened_at"),
        ({"facts": facts(concerned=Concerned.NAMED), "person_name": " "}, "person_name"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(site, given, field):
    with pytest.raises(Refused) as refused:
        send(site, actor_at(site), **given)
    assert refused.value.field == field
    assert not Incident.objects.exists()


def test_a_closed_site_and_a_unit_that_is_no_site_are_refused(site):
    by = actor_at(site)
    for wrong in (site.parent, SiteFactory(closed=datetime(2021, 1, 1, tzinfo=UTC).date())):
        with pytest.raises(Refused):
            send(wrong, by)


def test_a_name_is_kept_only_when_the_visitor_is_named_and_never_readable_in_the_database(site):
    by = actor_at(site)
    named = send(site, by, facts=facts(concerned=Concerned.NAMED), person_name="Rut Sandin", person_contact="070")
    send(site, by, person_name="Evert Holmlund")
    assert Incident.objects.get(pk=named.pk).person_name == "Rut Sandin"
    with connection.cursor() as cursor:
        cursor.execute("SELECT person_name, description FROM incidents_incident")
        rows = str(cursor.fetchall())
    assert "Rut" not in rows
    assert "föll" not in rows
    assert [each.person_name for each in Incident.objects.order_by("pk")] == ["Rut Sandin", ""]


def test_hostile_text_is_kept_as_plain_text(site):
    words = "a\u202eb\r\nrad två <script>'; DROP\x00"
    assert send(site, actor_at(site), description=words).description == "ab\nrad två <script>'; DROP"


def test_the_audit_names_fields_and_no_values(site):
    reported(site, concerned=Concerned.NAMED)
    entry = AuditEntry.objects.get(verb="incidents.reported")
    assert "description" in entry.field_names
    assert "Rut" not in f"{entry.field_names}{entry.objects_touched}"


def test_the_item_keeps_the_name_that_it_had_when_it_was_reported(site, item):
    incident, manager = reported(site, item=item.pk, factors=EQUIPMENT), actor_at(site)
    name = str(item)
    type(item).objects.filter(pk=item.pk).update(number="Nytt nummer")
    there = item_at(site, item.pk, manager)
    incident = correct_answers(incident=incident, facts=facts(factors=EQUIPMENT), item=there, by=manager)
    assert there.name != name
    assert (incident.item, incident.item_name, incident.item_stopped) == (item, name, True)


def test_the_manager_settles_what_nobody_knew_and_the_incident_is_sent_anew(site, item):
    incident = reported(site, unsure=True)
    assert insurances(incident) == set()
    manager = actor_at(site)
    there = item_at(site, item.pk, manager)
    incident = correct_answers(incident=incident, facts=facts(factors=EQUIPMENT), item=there, by=manager)
    item.refresh_from_db()
    assert (incident.state, incident.with_coordinator, item.status) == (State.ASSESSING, True, Status.OUT_OF_USE)
    assert insurances(incident) == {Insurance.LIABILITY}
    assert Law.MEDICAL_DEVICE in asked(incident)
    incident = correct_answers(incident=incident, facts=facts(), item=None, by=manager)
    assert insurances(incident) == {Insurance.OWN}
    assert Law.MEDICAL_DEVICE not in asked(incident)
    assert incident.with_coordinator, "who has been told of it keeps it"


def test_what_is_already_decided_stays_when_the_answers_are_corrected(site):
    incident = reported(site, factors=frozenset({Factor.PREMISES}))
    decide_insurance(
        incident=incident,
        insurance=Insurance.LIABILITY,
        claimed=True,
        reason="",
        by=actor_at(site, Role.SAFETY_COORDINATOR),
    )
    correct_answers(incident=incident, facts=facts(), item=None, by=actor_at(site))
    assert insurances(incident) == {Insurance.LIABILITY, Insurance.OWN}


def test_only_the_manager_corrects_and_only_what_is_still_being_looked_into(site):
    incident = reported(site, factors=frozenset({Factor.PREMISES}))
    for role in (Role.CARE_STAFF, Role.SAFETY_COORDINATOR):
        with pytest.raises(PermissionDenied):
            correct_answers(incident=incident, facts=facts(), item=None, by=actor_at(site, role))
    with pytest.raises(PermissionDenied):
        correct_answers(incident=incident, facts=facts(), item=None, by=actor_at(SiteFactory()))
    Incident.objects.update(state=State.DECIDED)
    with pytest.raises(Refused):
        correct_answers(incident=incident, facts=facts(), item=None, by=actor_at(site))


def test_a_named_visitor_cannot_lose_or_get_the_name_afterwards(site):
    incident = reported(site, concerned=Concerned.NAMED)
    with pytest.raises(Refused):
        correct_answers(incident=incident, facts=facts(), item=None, by=actor_at(site))


def test_the_second_of_two_who_correct_gets_a_conflict(site):
    incident, manager = reported(site), actor_at(site)
    seen = incident.version
    correct_answers(incident=incident, facts=facts(kind=Kind.NEAR_MISS), item=None, by=manager, version=seen)
    with pytest.raises(Conflict):
        correct_answers(incident=incident, facts=facts(), item=None, by=manager, version=seen)


def test_the_manager_may_hand_a_near_miss_to_the_coordinator_once_and_with_a_reason(site):
    incident, coordinator = reported(site, kind=Kind.NEAR_MISS), actor_at(site, Role.SAFETY_COORDINATOR)
    assert not Incident.objects.visible_to(coordinator).exists()
    with pytest.raises(Refused):
        hand_to_coordinator(incident=incident, reason=" ", by=actor_at(site))
    hand_to_coordinator(incident=incident, reason="Det har hänt förr.", by=actor_at(site))
    assert Incident.objects.visible_to(coordinator).get() == incident
    with pytest.raises(Refused):
        hand_to_coordinator(incident=incident, reason="Igen.", by=actor_at(site))
