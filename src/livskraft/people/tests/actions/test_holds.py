"""Is a hold placed and lifted by those who see the person, once, and logged?"""

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions import holds, merging
from livskraft.people.models import LegalHold, Person
from livskraft.people.tests.factories import NOW, person_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(db):
    return SiteFactory()


@pytest.fixture
def by(site):
    return actor_at(site, Role.UNIT_MANAGER, NOW)


def test_a_hold_is_placed_once_and_can_be_placed_again_when_lifted(site, by):
    person = person_at(site)
    hold = holds.place_hold(person=person, reason=" Tvist ", reference="Dnr 1", by=by)
    assert (hold.reason, hold.reference) == ("Tvist", "Dnr 1")
    with pytest.raises(Refused, match="redan"):
        holds.place_hold(person=person, reason="Igen", by=by)
    holds.lift_hold(hold=hold, by=by)
    with pytest.raises(Conflict):
        holds.lift_hold(hold=hold, by=by)
    holds.place_hold(person=person, reason="Igen", by=by)
    assert list(AuditEntry.objects.filter(verb__startswith="people.hold").values_list("verb", flat=True)) == [
        "people.hold_placed", "people.hold_lifted", "people.hold_placed"
    ]  # fmt: skip


def test_a_reason_is_needed(site, by):
    with pytest.raises(Refused):
        holds.place_hold(person=person_at(site), reason="  ", by=by)


def test_the_hold_of_one_who_was_merged_is_the_kept_ones(site, by):
    kept, gone = person_at(site), person_at(site, "Else")
    hold = holds.place_hold(person=gone, reason="Tvist", by=by)
    merging.merge(kept=kept, gone=gone, by=by)
    with pytest.raises(Refused):
        holds.place_hold(person=kept, reason="Tvist", by=by)
    holds.lift_hold(hold=LegalHold.objects.get(pk=hold.pk), by=by)


def test_nobody_holds_whom_they_do_not_see(site):
    person = person_at(site)
    hold = holds.place_hold(person=person, reason="Tvist", by=actor_at(site, Role.UNIT_MANAGER, NOW))
    for other in (actor_at(SiteFactory(), Role.UNIT_MANAGER, NOW), actor_at(site, Role.CARE_STAFF, NOW)):
        with pytest.raises(PermissionDenied):
            holds.place_hold(person=person, reason="Tvist", by=other)
        with pytest.raises(PermissionDenied):
            holds.lift_hold(hold=hold, by=other)


def test_one_who_is_thrown_away_while_the_form_is_open_is_no_longer_there_to_hold(site, by, monkeypatch):
    person = person_at(site)
    monkeypatch.setattr(holds, "_must_see", lambda person, by: None)
    person.relations.all().delete()
    Person.objects.filter(pk=person.pk).delete()
    with pytest.raises(Conflict):
        holds.place_hold(person=person, reason="Tvist", by=by)
