"""How does the municipality set an interval that no document states?"""

from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit.errors import Conflict, Refused
from livskraft.modules.minigym.models import LocalRule
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.queries import local_rules
from livskraft.modules.minigym.rules import INTERVALS, LocalRuleKey


@transaction.atomic
def set_local_rules(*, months: dict[LocalRuleKey, int], version: int | None = None, by: Actor) -> list[LocalRule]:
    """New intervals for what is recorded from now on; what is already recorded keeps its day.

    Raises Conflict when somebody has set one after `version`.
    """
    by.must(Permission.CHANGE_TERMS)
    if version is not None and version != local_rules.version():
        raise Conflict(_("De lokala reglerna"))
    if any(value not in INTERVALS for value in months.values()):
        raise Refused(_("Välj ett av intervallen i listan."))
    changed = [(key, value) for key, value in months.items() if value != local_rules.months_of(key)]
    made = [LocalRule.objects.create(key=key, months=value, set_at=by.at, set_by=by.user) for key, value in changed]
    if made:
        audit.wrote(by, "minigym.local_rules_set", made, [str(key) for key, _value in changed])
    return made
