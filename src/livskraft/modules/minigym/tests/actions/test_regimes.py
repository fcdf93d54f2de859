"""Are the terms of responsibility data with a history, and are agreements never in each other's way?"""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.actor import system_actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Refused
from livskraft.modules.minigym.actions import regimes as actions
from livskraft.modules.minigym.models import Agreement, EquipmentKind, Regime, RegimeTerms
from livskraft.modules.minigym.queries import terms_on
from livskraft.modules.minigym.rules import Party, RegimeKey
from livskraft.modules.minigym.tests.factories import municipal_agreement
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.tests.factories import UnitFactory, responsible_body

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def administration():
    return actor_at(responsible_body(), Role.ADMINISTRATION)


def new_terms(by, starts, **changes):
    terms = {
        "owner": Party.MUNICIPALITY,
        "inspector": Party.SERVICE_FIRM,
        "payer": Party.MUNICIPALITY,
        "inspection_months": 6,
        "service_months": 12,
    }
    found = Regime.objects.get(key=RegimeKey.MUNICIPAL)
    return actions.set_terms(regime=found, starts=starts, by=by, **terms | changes)


def test_setting_up_twice_changes_nothing_and_only_municipal_intervals_have_a_source():
    by = system_actor("set_up")
    actions.set_up_minigym(by=by)
    RegimeTerms.objects.filter(regime__key=RegimeKey.PROVIDER).update(inspection_months=24)
    counts = (Regime.objects.count(), RegimeTerms.objects.count(), EquipmentKind.objects.count())
    actions.set_up_minigym(by=by)
    assert (Regime.objects.count(), RegimeTerms.objects.count(), EquipmentKind.objects.count()) == counts
    terms = terms_on(date(2026, 1, 1))
    assert terms[RegimeKey.PROVIDER].inspection_months == 24
    assert "000" in terms[RegimeKey.MUNICIPAL].inspection_source
    assert "000" in terms[RegimeKey.MUNICIPAL].service_source
    assert not terms[RegimeKey.PROVIDER].inspection_source
    assert not terms[RegimeKey.PROPERTY].inspection_source
    assert terms[RegimeKey.PROPERTY].service_months is None
    assert EquipmentKind.objects.get(name="Ribbstol").is_fixture


def test_new_terms_never_rewrite_the_old():
    actions.set_up_minigym(by=system_actor("set_up"))
    by = administration()
    new_terms(by, by.today + DAY)
    assert terms_on(by.today)[RegimeKey.MUNICIPAL].inspection_months == 12
    assert terms_on(by.today + DAY)[RegimeKey.MUNICIPAL].inspection_months == 6


def test_terms_that_have_begun_cannot_be_changed_but_coming_ones_can():
    actions.set_up_minigym(by=system_actor("set_up"))
    by = administration()
    with pytest.raises(Refused, match="ändras aldrig"):
        new_terms(by, actions.BEGINNING)
    new_terms(by, by.today + 2 * DAY)
    new_terms(by, by.today + DAY, inspection_months=24)
    assert terms_on(by.today + 3 * DAY)[RegimeKey.MUNICIPAL].inspection_months == 24


def test_only_the_administration_sets_terms_and_agreements():
    actions.set_up_minigym(by=system_actor("set_up"))
    by = actor_at(responsible_body())
    with pytest.raises(PermissionDenied):
        new_terms(by, by.today + DAY)
    with pytest.raises(PermissionDenied):
        actions.set_up_minigym(by=by)


def agree(by, **changes):
    body = responsible_body()
    values = {
        "regime": Regime.objects.get(key=RegimeKey.MUNICIPAL),
        "customer": body,
        "firm": UnitFactory(kind=UnitKind.SERVICE_FIRM, parent=body),
        "invoiced": body,
        "reference": "A-2",
        "starts": date(2026, 1, 1),
    }
    return actions.record_agreement(by=by, **values | changes)


def test_two_agreements_never_hold_at_the_same_time_for_the_same_customer():
    first = municipal_agreement()
    by = administration()
    with pytest.raises(Refused, match="redan avtal"):
        agree(by)
    actions.end_agreement(agreement=first, ends=date(2026, 1, 1), by=by)
    agree(by)
    assert Agreement.objects.holding_on(date(2026, 1, 1)).count() == 1
    with pytest.raises(Refused, match="redan avtal"):
        actions.end_agreement(agreement=first, ends=date(2026, 6, 1), by=by)


def test_agreements_are_with_firms_and_for_the_right_customer():
    actions.set_up_minigym(by=system_actor("set_up"))
    by = administration()
    provider = UnitFactory(kind=UnitKind.PROVIDER, parent=responsible_body())
    regimes = {found.key: found for found in Regime.objects.all()}
    with pytest.raises(Refused, match="servicefirma"):
        agree(by, firm=provider)
    with pytest.raises(Refused, match="fastighetsägaren"):
        agree(by, regime=regimes[RegimeKey.PROPERTY])
    with pytest.raises(Refused, match="utförare"):
        agree(by, regime=regimes[RegimeKey.PROVIDER])
    with pytest.raises(Refused, match="Kommunens avtal"):
        agree(by, customer=provider)
    with pytest.raises(Refused, match="sluta"):
        agree(by, ends=date(2026, 1, 1))
