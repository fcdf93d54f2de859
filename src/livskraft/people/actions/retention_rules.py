"""How does a municipality give its own rule for how long records are kept, and end it?"""

from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit import versions
from livskraft.kit.errors import Refused
from livskraft.organisation.models import Unit
from livskraft.people.models import RetentionRule
from livskraft.people.permissions import Permission
from livskraft.people.queries.retention import here
from livskraft.people.rules.retention import LEAST_YEARS, RESEARCH_DAYS, OwnRule, rule_for
from livskraft.people.rules.vocabulary import Regime


@transaction.atomic
def add_rule(*, regime: Regime, rule: OwnRule, by: Actor) -> RetentionRule:
    """From now on the municipality's own rule holds for the regime; an order that waits is checked against it too.

    Raises Refused when there is one already, without a source, and for fewer years than the law asks.
    """
    by.must(Permission.DECIDE_RETENTION)
    if not rule.source:
        raise Refused(_("Skriv vilket beslut regeln bygger på."), field="source")
    if not rule.keep_all:
        _must_be_lawful(regime, rule)
    # One rule at a time: whoever adds one waits here for the other.
    Unit.objects.select_for_update().filter(parent=None).order_by("pk").first()
    if RetentionRule.objects.filter(regime=regime, ended_at=None).exists():
        raise Refused(_("Det finns redan en egen regel. Avsluta den först."), field="regime")
    made: RetentionRule = RetentionRule.objects.create(
        regime=regime,
        keep_all=rule.keep_all,
        years=None if rule.keep_all else rule.years,
        kept_birth_days=[] if rule.keep_all else sorted(set(rule.kept_birth_days)),
        source=rule.source,
        made_at=by.at,
        made_by=by.user,
    )
    audit.wrote(by, "people.rule_added", [made], ["source"])
    return made


@transaction.atomic
def end_rule(*, rule: RetentionRule, version: int | None = None, by: Actor) -> RetentionRule:
    """From now on the rule that comes along holds again. Raises Refused when it is ended already."""
    by.must(Permission.DECIDE_RETENTION)
    held = versions.locked(rule, version)
    if held.ended_at:
        raise Refused(_("Regeln är redan avslutad."))
    held.ended_at, held.ended_by = by.at, by.user
    held.save()
    audit.wrote(by, "people.rule_ended", [held])
    return held


def _must_be_lawful(regime: Regime, rule: OwnRule) -> None:
    where = here()
    if regime == Regime.SOCIAL and where and rule_for(regime, where=where).keeps_all:
        raise Refused(_("Här ska alla personakter bevaras för forskning (SoF 2025:468, 13:1)."), field="keep")
    least = LEAST_YEARS.get(regime, 1)
    if rule.years is None or rule.years < least:
        raise Refused(_("Skriv minst %(least)d år.") % {"least": least}, field="years")
    if regime == Regime.SOCIAL and not set(RESEARCH_DAYS).issubset(rule.kept_birth_days):
        raise Refused(
            _("Den som är född den 5, 15 eller 25 i en månad ska bevaras (SoF 2025:468, 13:1)."),
            field="kept_birth_days",
        )
    if any(not 1 <= day <= 31 for day in rule.kept_birth_days):
        raise Refused(_("Skriv dagar mellan 1 och 31."), field="kept_birth_days")
