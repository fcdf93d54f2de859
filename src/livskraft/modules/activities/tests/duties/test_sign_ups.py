"""Is it owed to call those who must be told something, once for each occasion, and never about somebody protected?"""

from datetime import timedelta

import pytest
from django.utils import timezone

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.duties.catalogue import kind_of
from livskraft.modules.activities.actions.calls import record_call
from livskraft.modules.activities.actions.occasions import cancel_occasion
from livskraft.modules.activities.duties.sign_ups import (
    _to_call,
    _to_see_to,
    calls_owed,
    protected_calls_owed,
)
from livskraft.modules.activities.models import Call
from livskraft.modules.activities.rules.vocabulary import CallOutcome
from livskraft.modules.activities.tests.sign_ups import popular, signed
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.tests.factories import person_at, protected

pytestmark = pytest.mark.django_db


@pytest.fixture
def occasion():
    """Cancelled, with three to call."""
    made = popular(SiteFactory())
    for name in ("Rut", "Sten", "Tyra"):
        signed(made, name)
    return cancel_occasion(occasion=made, reason="Läcka", by=actor_at(made.site))


def owed(day=None):
    day = day or timezone.localdate()
    return _to_call(calls_owed(Unit.objects.all(), day), day)


def test_it_is_one_duty_for_the_occasion_that_says_how_many_and_no_name(occasion):
    (duty,) = owed()
    assert (duty.count, duty.unit_id) == (3, occasion.site_id)
    assert duty.what.startswith("Ring 3 anmälda: Sittgympa")
    assert "Rut" not in duty.what


def test_it_shrinks_as_they_are_called_and_ends(occasion):
    staff = actor_at(occasion.site, Role.CARE_STAFF)
    for call, left in zip(Call.objects.all(), (2, 1, 0), strict=True):
        record_call(call=call, outcome=CallOutcome.REACHED, by=staff)
        assert [duty.count for duty in owed()] == ([left] if left else [])


def test_it_is_late_the_day_after_it_was_due_and_gone_when_the_occasion_has_been(occasion):
    Call.objects.update(due_at=timezone.now() - timedelta(days=1))
    assert {row.duty_late for row in calls_owed(Unit.objects.all(), timezone.localdate())} == {True}
    Call.objects.update(due_at=timezone.now())
    assert {row.duty_late for row in calls_owed(Unit.objects.all(), timezone.localdate())} == {False}
    assert owed(occasion.on + timedelta(days=1)) == []


def test_somebody_protected_is_neither_told_of_nor_counted():
    site = SiteFactory()
    made = popular(site, seats=3)
    reader = actor_at(site, Role.CARE_STAFF)
    secret, double = protected(person_at(site), reader.user), person_at(site)
    signed(made, person=double, by=reader)
    signed(made, "Rut")
    cancel_occasion(occasion=made, reason="Läcka", by=actor_at(site))
    assert [duty.count for duty in owed()] == [2]
    double.merged_into = secret
    double.save()
    assert [duty.count for duty in owed()] == [1]


def test_the_manager_owes_the_calls_to_those_who_are_protected_without_name_place_or_time():
    site = SiteFactory()
    made, other = popular(site, seats=3), popular(site, seats=3, title="Sorgegrupp")
    reader = actor_at(site, Role.CARE_STAFF)
    secret, double = protected(person_at(site, "Hemlig"), reader.user), person_at(site, "Dubbel")
    for occasion in (made, other):
        signed(occasion, person=secret, by=reader)
        signed(occasion, "Rut")
    signed(other, person=double, by=reader)
    double.merged_into = secret
    double.save()
    day = timezone.localdate()

    def watched():
        return _to_see_to(protected_calls_owed(Unit.objects.all(), day), day)

    assert watched() == []
    for occasion in (made, other):
        cancel_occasion(occasion=occasion, reason="Läcka", by=actor_at(site))
    (duty,) = watched()
    assert (duty.count, duty.unit_id, duty.key) == (3, site.pk, f"activities.protected_call:{site.pk}")
    for secret_word in ("Hemlig", "Sittgympa", "Sorgegrupp"):
        assert secret_word not in duty.what
    assert not (set(protected_calls_owed(Unit.objects.all(), day)) & set(calls_owed(Unit.objects.all(), day)))
    for call in Call.objects.filter(sign_up__person__isnull=False):
        record_call(call=call, outcome=CallOutcome.REACHED, by=reader)
    assert watched() == []


def test_it_is_the_managers_and_nobody_elses():
    kind = kind_of("activities.protected_call:1")
    assert (kind.role, kind.persons) == (Role.UNIT_MANAGER, True)
