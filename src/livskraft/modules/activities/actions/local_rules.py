"""How does a municipality set the numbers that no law or document states?"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.words import line
from livskraft.modules.activities.actions.writing import check
from livskraft.modules.activities.models import LocalRule
from livskraft.modules.activities.permissions import Permission
from livskraft.modules.activities.rules.local_rules import BOUNDS, LocalRuleKey


@dataclass(frozen=True, slots=True)
class Chosen:
    """A number, and where it is written that it is so."""

    number: int
    source: str


@transaction.atomic
def set_meeting_place_rules(
    *, chosen: Mapping[LocalRuleKey, Chosen], version: int | None = None, by: Actor
) -> list[LocalRule]:
    """The numbers that hold from now on. A number of the municipality's own needs a source.

    Raises Conflict when somebody has set one after `version`.
    """
    by.must(Permission.SET_RULES)
    kept = {rule.key: rule for rule in LocalRule.objects.select_for_update().order_by("pk")}
    if version is not None and version != sum(rule.version for rule in kept.values()):
        raise Conflict(_("De lokala reglerna"))
    changed = []
    for key, wanted in chosen.items():
        bounds, rule = BOUNDS[key], kept.get(key)
        source = line(wanted.source, field=f"source_{key}")
        if (wanted.number, source) == ((rule.number, rule.source) if rule else (bounds.default, "")):
            continue
        if not bounds.least <= wanted.number <= bounds.most:
            text = _("Välj ett tal från %(least)d till %(most)d.") % {"least": bounds.least, "most": bounds.most}
            raise Refused(text, field=f"number_{key}")
        if not source:
            raise Refused(_("Skriv var det står, till exempel ett beslut."), field=f"source_{key}")
        rule = rule or LocalRule(key=key, version=0)
        rule.number, rule.source, rule.version = wanted.number, source, rule.version + 1
        check(rule)
        changed.append(rule)
    try:
        with transaction.atomic():
            for rule in changed:
                rule.save()
    except IntegrityError as error:
        raise Conflict(_("De lokala reglerna")) from error
    if changed:
        audit.wrote(by, "activities.rules_set", changed, [rule.key for rule in changed])
    return changed
