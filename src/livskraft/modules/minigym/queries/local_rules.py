"""Which interval holds for a local rule, and since when?"""

from livskraft.modules.minigym.models import LocalRule
from livskraft.modules.minigym.rules import DEFAULT_MONTHS, LocalRuleKey


def months_of(key: LocalRuleKey) -> int:
    """The months that the municipality has set, or those that hold until it has."""
    found = LocalRule.objects.filter(key=key).order_by("-pk").values_list("months", flat=True).first()
    return found or DEFAULT_MONTHS[key]


def version() -> int:
    """Another number as soon as a rule has been set; rules are never rewritten."""
    return LocalRule.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
