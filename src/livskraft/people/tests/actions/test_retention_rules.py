"""Can the department give the municipality's own rule, never a shorter one than the law's, and end it again?"""

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.organisation.tests.factories import SiteFactory, responsible_body
from livskraft.people.actions.retention_rules import add_rule, end_rule
from livskraft.people.models import RetentionRule
from livskraft.people.queries.retention import current_rules
from livskraft.people.rules.retention import OwnRule
from livskraft.people.rules.vocabulary import Regime
from livskraft.people.tests.factories import NOW

pytestmark = pytest.mark.django_db
KEEP_SEVEN = OwnRule("Dnr 7", years=7, kept_birth_days=(25, 15, 5))


@pytest.fixture(autouse=True)
def jonkoping(settings):
    settings.LIVSKRAFT_MUNICIPALITY_CODE = "0680"


@pytest.fixture
def by(db):
    return actor_at(responsible_body(), Role.ADMINISTRATION, at=NOW)


def test_an_own_rule_holds_until_it_is_ended_and_can_then_be_given_anew(by):
    before = current_rules()[Regime.SOCIAL]
    made = add_rule(regime=Regime.SOCIAL, rule=KEEP_SEVEN, by=by)
    held = current_rules()[Regime.SOCIAL]
    assert (held.years, held.kept_birth_days, held.source, held.local) == (7, (5, 15, 25), "Dnr 7", True)
    with pytest.raises(Refused):
        add_rule(regime=Regime.SOCIAL, rule=KEEP_SEVEN, by=by)
    with pytest.raises(Conflict):
        end_rule(rule=made, version=9, by=by)
    end_rule(rule=made, version=1, by=by)
    assert current_rules()[Regime.SOCIAL] == before
    with pytest.raises(Refused):
        end_rule(rule=made, by=by)
    add_rule(regime=Regime.SOCIAL, rule=OwnRule("Dnr 8", keep_all=True), by=by)
    assert current_rules()[Regime.SOCIAL].keeps_all
    assert RetentionRule.objects.count() == 2
    verbs = AuditEntry.objects.filter(verb__startswith="people.rule_").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["people.rule_added", "people.rule_ended", "people.rule_added"]


@pytest.mark.parametrize(
    ("regime", "rule"),
    [
        (Regime.SOCIAL, OwnRule("Dnr", years=4, kept_birth_days=(5, 15, 25))),
        (Regime.SOCIAL, OwnRule("Dnr", years=7, kept_birth_days=(5, 15))),
        (Regime.HEALTH, OwnRule("Dnr", years=9)),
        (Regime.NEITHER, OwnRule("Dnr", years=0)),
        (Regime.NEITHER, OwnRule("Dnr")),
        (Regime.NEITHER, OwnRule("", years=2)),
        (Regime.SOCIAL, OwnRule("Dnr", years=5, kept_birth_days=(5, 15, 25, 32))),
    ],
)
def test_less_than_the_law_asks_is_refused(by, regime, rule):
    with pytest.raises(Refused):
        add_rule(regime=regime, rule=rule, by=by)
    assert not RetentionRule.objects.exists()


def test_where_the_law_keeps_all_nothing_can_be_thrown_away(by, settings):
    settings.LIVSKRAFT_MUNICIPALITY_CODE = "0580"
    with pytest.raises(Refused):
        add_rule(regime=Regime.SOCIAL, rule=KEEP_SEVEN, by=by)
    add_rule(regime=Regime.NEITHER, rule=KEEP_SEVEN, by=by)


def test_nobody_else_gives_or_ends_a_rule(by):
    made = add_rule(regime=Regime.SOCIAL, rule=KEEP_SEVEN, by=by)
    manager = actor_at(SiteFactory(), at=NOW)
    with pytest.raises(PermissionDenied):
        add_rule(regime=Regime.HEALTH, rule=OwnRule("Dnr", years=10), by=manager)
    with pytest.raises(PermissionDenied):
        end_rule(rule=made, by=manager)
