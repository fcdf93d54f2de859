"""Does a question stand on the list of whoever's turn it is, and an assessment on the provider's?"""

from datetime import date, timedelta

import pytest

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.duties.catalogue import kinds
from livskraft.modules.minigym.actions.consultations import answer, ask, assess_conditions, close
from livskraft.modules.minigym.rules import Condition, ConsultationKind, Decision
from livskraft.modules.minigym.tests.guidance import AT, TODAY, physiotherapist
from livskraft.organisation.queries import provider_of
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
ANSWER, CLOSE, ASSESS = "minigym.answer_consultation", "minigym.close_consultation", "minigym.assess_conditions"


def owed(key, actor, today=TODAY):
    kind = kinds[key]
    return kind.describe(kind.rows(actor.units(), today), today)


@pytest.fixture
def site():
    return SiteFactory()


def test_it_goes_from_one_to_the_other_and_away(site):
    manager, therapist = actor_at(site, at=AT), physiotherapist(site)
    asked = ask(site=site, kind=ConsultationKind.PLACEMENT, question="Var?", by=manager)
    (duty,) = owed(ANSWER, therapist)
    assert (duty.url, duty.due, duty.action) == (asked.get_absolute_url(), TODAY + timedelta(days=14), "Svara")
    assert owed(CLOSE, manager) == []
    answer(consultation=asked, text="Där", by=therapist)
    assert owed(ANSWER, therapist) == []
    (duty,) = owed(CLOSE, manager)
    assert (duty.action, duty.due) == ("Avsluta", TODAY + timedelta(days=14))
    close(consultation=asked, decision=Decision.YES, outcome="Gjort", by=manager)
    assert owed(CLOSE, manager) == []


def test_a_physiotherapists_question_stands_on_the_managers_list(site):
    therapist = physiotherapist(site)
    ask(site=site, kind=ConsultationKind.COMPETENCE, question="När?", by=therapist)
    (duty,) = owed(CLOSE, actor_at(site))
    assert duty.action == "Svara"
    assert owed(ANSWER, therapist) == []
    assert owed(CLOSE, actor_at(SiteFactory())) == []


@pytest.mark.parametrize(("days", "late"), [(14, False), (15, True)])
def test_it_is_late_after_its_day(site, days, late):
    ask(site=site, kind=ConsultationKind.PLACEMENT, question="Var?", by=actor_at(site, at=AT))
    (row,) = kinds[ANSWER].rows(physiotherapist(site).units(), TODAY + timedelta(days=days))
    assert row.duty_late is late


def area_manager(site):
    return actor_at(provider_of(site, TODAY), Role.AREA_MANAGER, at=AT)


def test_a_provider_that_never_assessed_owes_it_now_and_the_unit_manager_does_not(site):
    (duty,) = owed(ASSESS, area_manager(site))
    assert (duty.due, duty.unit_id) == (None, provider_of(site, TODAY).pk)
    assert kinds[ASSESS].role == Role.AREA_MANAGER
    assert owed(ASSESS, actor_at(site)) == []


@pytest.mark.parametrize(("days", "expected"), [(-61, []), (-60, [False]), (0, [False]), (1, [True])])
def test_the_next_is_owed_when_the_interval_has_passed(site, days, expected):
    therapist, by = physiotherapist(site), area_manager(site)
    assess_conditions(
        provider=provider_of(site, TODAY),
        physiotherapists=[therapist.user],
        conditions=dict.fromkeys(("time", "premises", "competence", "mandate"), Condition.MET),
        grounds="Samtal",
        measures="",
        on=TODAY,
        by=by,
    )
    day = date(2027, 3, 3) + timedelta(days=days)
    assert [row.duty_late for row in kinds[ASSESS].rows(by.units(), day)] == expected


def test_a_provider_without_a_contract_owes_nothing(site):
    by = area_manager(site)
    site.parent.contracts.update(ends=TODAY)
    assert owed(ASSESS, by) == []
