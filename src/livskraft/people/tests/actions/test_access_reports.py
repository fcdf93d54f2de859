"""Is it written down that a person asked, by the unit manager who may see them, and nowhere what they were told?"""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Refused
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions.access_reports import erase, make_access_report
from livskraft.people.models import AccessReport
from livskraft.people.queries.access_reports import export
from livskraft.people.tests.factories import NOW, person_at, protected

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def elsa(site):
    return person_at(site)


def make(person, by, **changed):
    values = {"asked_on": NOW.date(), "how": AccessReport.How.IN_PERSON, "note": "Visade legitimation."}
    return make_access_report(person=person, by=by, **values | changed)


def test_the_asking_is_kept_and_logged(site, elsa):
    manager = actor_at(site, at=NOW)
    made = make(elsa, manager)
    assert (made.unit, made.made_by, made.made_at, made.note) == (site, manager.user, NOW, "Visade legitimation.")
    entry = AuditEntry.objects.get(verb="people.access_report_made")
    assert set(entry.objects_touched) == {f"people.person:{elsa.pk}", f"people.accessreport:{made.pk}"}
    assert [line.text for line in export([elsa.pk])] == [
        "Bad om ett utdrag 15 januari 2026 (på plats). Visade legitimation."
    ]
    assert erase([elsa.pk]) == 1


@pytest.mark.parametrize(
    "asked_on", [NOW.date() + timedelta(days=1), NOW.date() - timedelta(days=367), date.min, date.max]
)
def test_it_was_asked_for_on_a_day_that_can_be(site, elsa, asked_on):
    with pytest.raises(Refused) as refused:
        make(elsa, actor_at(site, at=NOW), asked_on=asked_on)
    assert refused.value.field == "asked_on"


def test_only_the_manager_of_a_unit_that_sees_the_person(site, elsa):
    for by in (actor_at(site, Role.CARE_STAFF, at=NOW), actor_at(SiteFactory(), at=NOW)):
        with pytest.raises(PermissionDenied):
            make(elsa, by)
    manager = actor_at(site, at=NOW)
    protected(elsa)
    with pytest.raises(PermissionDenied):
        make(elsa, manager)
    protected(elsa, manager.user)
    assert make(elsa, manager)
