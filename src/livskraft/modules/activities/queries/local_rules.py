"""Which numbers hold here: the municipality's own, or the ones that come along?"""

from django.db.models import IntegerField, Subquery, Value
from django.db.models.functions import Coalesce

from livskraft.modules.activities.models import LocalRule
from livskraft.modules.activities.rules.local_rules import BOUNDS, LocalRuleKey


def number_of(key: LocalRuleKey) -> int:
    """The number that holds now; one query."""
    own = LocalRule.objects.filter(key=key).values_list("number", flat=True).first()
    return BOUNDS[key].default if own is None else own


def number_in_query(key: LocalRuleKey) -> Coalesce:
    """As `number_of`, for a query that annotates its rows with it: a duty is found in one query."""
    own = LocalRule.objects.filter(key=key).values("number")[:1]
    return Coalesce(Subquery(own), Value(BOUNDS[key].default), output_field=IntegerField())


def all_rules() -> dict[LocalRuleKey, LocalRule]:
    """The municipality's own, by key; one query."""
    return {LocalRuleKey(rule.key): rule for rule in LocalRule.objects.all()}
