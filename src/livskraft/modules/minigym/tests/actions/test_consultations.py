"""Does a question go to the other one, end with an outcome, and is the assessment of conditions the provider's?"""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.modules.minigym.actions.consultations import answer, ask, assess_conditions, close
from livskraft.modules.minigym.actions.local_rules import set_local_rules
from livskraft.modules.minigym.models import ConditionsAssessment, Consultation
from livskraft.modules.minigym.rules import (
    Condition,
    ConsultationKind,
    ConsultationParty,
    Decision,
    LocalRuleKey,
    RegimeKey,
)
from livskraft.modules.minigym.tests.factories import EquipmentKindFactory
from livskraft.modules.minigym.tests.guidance import AT, TODAY, physiotherapist
from livskraft.organisation.queries import provider_of
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
MET = dict.fromkeys(("time", "premises", "competence", "mandate"), Condition.MET)


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def manager(site):
    return actor_at(site, at=AT)


@pytest.fixture
def therapist(site):
    return physiotherapist(site)


@pytest.fixture
def asked(site, manager):
    return ask(site=site, kind=ConsultationKind.PLACEMENT, question="Var ska cykeln stå?", by=manager)


def test_a_managers_question_waits_for_the_physiotherapist_then_for_the_manager_to_close(asked, manager, therapist):
    assert (asked.turn, asked.due) == (ConsultationParty.PHYSIOTHERAPIST, TODAY + timedelta(days=14))
    answered = answer(consultation=asked, text="Vid fönstret", by=therapist, version=asked.version)
    assert answered.turn == ConsultationParty.MANAGER
    closed = close(consultation=answered, decision=Decision.YES, outcome="Flyttad", by=manager, version=2)
    assert (closed.turn, closed.closed_by, closed.decision) == ("", manager.user, Decision.YES)
    assert not Consultation.objects.open().exists()


def test_a_physiotherapists_question_is_answered_before_it_is_closed(site, manager, therapist):
    asked = ask(site=site, kind=ConsultationKind.COMPETENCE, question="När kan jag vägleda?", by=therapist)
    assert asked.turn == ConsultationParty.MANAGER
    with pytest.raises(Refused):
        close(consultation=asked, decision=Decision.ADVICE, outcome="Klart", by=manager)
    with pytest.raises(Refused):
        answer(consultation=asked, text="Svarar mig själv", by=therapist)
    answered = answer(consultation=asked, text="På torsdag", by=manager)
    with pytest.raises(Refused):
        close(consultation=answered, decision=Decision.ADVICE, outcome="Klart", by=therapist)
    assert close(consultation=answered, decision=Decision.ADVICE, outcome="Bokat", by=manager).closed_at == AT


def test_the_manager_may_close_a_question_of_ones_own_that_needs_no_answer_any_more(asked, manager):
    assert close(consultation=asked, decision=Decision.NO, outcome="Cykeln är såld", by=manager).closed_at


def test_the_area_manager_speaks_for_the_manager(asked, site, therapist):
    above = actor_at(provider_of(site, TODAY), Role.AREA_MANAGER, at=AT)
    answered = answer(consultation=asked, text="Vid fönstret", by=therapist)
    assert close(consultation=answered, decision=Decision.YES, outcome="Ja", by=above).closed_by == above.user


def test_it_is_answered_and_closed_once_and_not_from_an_old_page(asked, manager, therapist):
    with pytest.raises(Conflict):
        answer(consultation=asked, text="a", by=therapist, version=asked.version + 1)
    answer(consultation=asked, text="a", by=therapist, version=asked.version)
    with pytest.raises(Refused):
        answer(consultation=asked, text="b", by=therapist)
    close(consultation=asked, decision=Decision.YES, outcome="c", by=manager, version=2)
    with pytest.raises(Conflict):
        close(consultation=asked, decision=Decision.NO, outcome="d", by=manager, version=2)
    with pytest.raises(Refused):
        close(consultation=asked, decision=Decision.NO, outcome="d", by=manager)
    saved = Consultation.objects.get()
    assert (saved.answer, saved.outcome) == ("a", "c")


@pytest.mark.parametrize("role", [Role.CARE_STAFF, Role.OCCUPATIONAL_THERAPIST, Role.ADMINISTRATION])
def test_nobody_but_the_two_consult(site, role):
    with pytest.raises(PermissionDenied):
        ask(site=site, kind=ConsultationKind.PLACEMENT, question="x", by=actor_at(site, role, at=AT))


def test_others_elsewhere_neither_answer_nor_see_it(asked):
    stranger = physiotherapist(SiteFactory())
    with pytest.raises(PermissionDenied):
        answer(consultation=asked, text="x", by=stranger)
    assert not Consultation.objects.visible_to(stranger).exists()


@pytest.mark.parametrize(
    ("municipality", "fixture", "regime"),
    [
        (True, False, RegimeKey.MUNICIPAL),
        (False, False, RegimeKey.PROVIDER),
        (True, True, RegimeKey.PROPERTY),
        (False, True, RegimeKey.PROPERTY),
    ],
)
def test_a_supplement_gets_the_regime_of_who_buys_it_and_a_fixture_that_of_the_house(
    site, manager, municipality, fixture, regime
):
    asked = ask(
        site=site,
        kind=ConsultationKind.SUPPLEMENT,
        question="Vi vill ha en till.",
        wanted="Roddmaskin",
        wanted_kind=EquipmentKindFactory(name="Prov", is_fixture=fixture),
        price=Decimal("12500"),
        bought_by_municipality=municipality,
        by=manager,
    )
    assert asked.regime == regime


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"wanted": " "}, "wanted"),
        ({"price": None}, "price"),
        ({"price": Decimal(-1)}, "price"),
        ({"yearly_cost": Decimal(-1)}, "yearly_cost"),
        ({"bought_by_municipality": None}, "bought_by_municipality"),
        ({"question": " \x00"}, "question"),
    ],
)
def test_a_supplement_says_what_its_cost_and_who_buys(site, manager, changes, field):
    whole = {"question": "Får vi?", "wanted": "Rodd", "price": Decimal(1), "bought_by_municipality": False}
    with pytest.raises(Refused) as refused:
        ask(site=site, kind=ConsultationKind.SUPPLEMENT, by=manager, **(whole | changes))
    assert refused.value.field == field


def test_other_questions_carry_no_cost(site, manager):
    asked = ask(site=site, kind=ConsultationKind.PLACEMENT, question="x", wanted="Rodd", price=Decimal(1), by=manager)
    assert (asked.wanted, asked.price, asked.regime) == ("", None, None)


@pytest.fixture
def provider(site):
    return provider_of(site, TODAY)


@pytest.fixture
def area_manager(provider):
    return actor_at(provider, Role.AREA_MANAGER, at=AT)


def assessed(provider, by, people, **changes):
    whole = {"conditions": MET, "grounds": "Samtal", "measures": "", "on": TODAY}
    return assess_conditions(provider=provider, physiotherapists=people, by=by, **(whole | changes))


def test_the_area_manager_assesses_and_the_next_one_is_owed_after_the_municipalitys_interval(
    provider, area_manager, therapist, site
):
    assert assessed(provider, area_manager, [therapist.user]).next_by == date(2027, 3, 3)
    department = actor_at(site.parent.parent.parent, Role.ADMINISTRATION, at=AT)
    set_local_rules(months={LocalRuleKey.CONDITIONS: 6}, by=department)
    assert assessed(provider, area_manager, [therapist.user]).next_by == date(2026, 9, 3)


def test_the_unit_manager_and_another_providers_area_manager_do_not_assess(provider, manager, therapist):
    elsewhere = actor_at(provider_of(SiteFactory(), TODAY), Role.AREA_MANAGER, at=AT)
    for stranger in (manager, therapist, elsewhere):
        with pytest.raises(PermissionDenied):
            assessed(provider, stranger, [therapist.user])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"conditions": MET | {"time": Condition.PARTLY}}, "measures"),
        ({"grounds": " "}, "grounds"),
        ({"on": TODAY + timedelta(days=1)}, "on"),
        ({"people": []}, "physiotherapists"),
    ],
)
def test_what_lacks_needs_measures_and_the_assessment_its_grounds(provider, area_manager, therapist, changes, field):
    people = changes.pop("people", [therapist.user])
    with pytest.raises(Refused) as refused:
        assessed(provider, area_manager, people, **changes)
    assert refused.value.field == field


def test_only_ones_own_physiotherapists_are_assessed(provider, area_manager):
    with pytest.raises(Refused):
        assessed(provider, area_manager, [physiotherapist(SiteFactory()).user])


def test_it_is_read_by_the_provider_and_by_those_it_is_about(provider, area_manager, therapist, manager, site):
    made = assessed(provider, area_manager, [therapist.user])
    for reader in (area_manager, therapist):
        assert list(ConditionsAssessment.objects.visible_to(reader)) == [made]
    colleague = physiotherapist(site)
    elsewhere = actor_at(provider_of(SiteFactory(), TODAY), Role.AREA_MANAGER, at=AT)
    for stranger in (manager, colleague, elsewhere):
        assert not ConditionsAssessment.objects.visible_to(stranger).exists()
