"""Which incidents do tests need? They are reported as people report them, so that all that follows is there."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from livskraft.access.actor import Actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.incidents.actions.reports import item_at, report
from livskraft.modules.incidents.models import Incident
from livskraft.modules.incidents.rules import Concerned, Context, Factor, Facts, Kind, What
from livskraft.organisation.models import Unit

EQUIPMENT = frozenset({Factor.EQUIPMENT})


def facts(**answers: Any) -> Facts:
    """An accident in friskvård, with a visitor, to which nothing contributed."""
    plain: dict[str, Any] = {
        "kind": Kind.ACCIDENT,
        "what": What.FALL,
        "context": Context.WELLNESS,
        "concerned": Concerned.ANONYMOUS,
    }
    return Facts(**(plain | answers))


def reported(site: Unit, by: Actor | None = None, *, item: int | None = None, **answers: Any) -> Incident:
    """An incident at the site, reported by a member of its staff; `answers` differ from those of `facts`."""
    by = by or actor_at(site, Role.CARE_STAFF)
    given = facts(**answers)
    return report(
        site=site,
        facts=given,
        description="Någon föll vid ribbstolarna.",
        happened_at=by.at - timedelta(minutes=30),
        key=str(uuid4()),
        item=item_at(site, item, by),
        person_name="Rut Sandin" if given.concerned == Concerned.NAMED else "",
        person_contact="070-174 06 90" if given.concerned == Concerned.NAMED else "",
        by=by,
    )
