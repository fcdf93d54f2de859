"""Where does somebody look at who has read: at the unit they manage, or where nobody else does?"""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q

from livskraft.access.actor import Actor
from livskraft.access.models import Assignment
from livskraft.access.roles import Role
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Contract, UnitQuerySet
from livskraft.people.permissions import Permission


def reviewed_by(actor: Actor) -> UnitQuerySet:
    """The units whose readings the actor looks at: a subquery, not yet run.

    A unit manager looks at the own unit. Whoever is responsible at the provider looks at all that are no sites, where
    therapists and others work with persons and nobody is manager, and at a site without a manager. The department
    takes those for which nobody is responsible.
    """
    if actor.system or actor.may(Permission.REVIEW_LOGS):
        return actor.units(Permission.REVIEW_LOGS)
    holding = Assignment.objects.holding_on(actor.today).filter(user__is_active=True)
    managed = Exists(holding.filter(role=Role.UNIT_MANAGER, unit=OuterRef("pk")))
    units = actor.units(Permission.JUDGE_LOGS).filter(~Q(kind=UnitKind.SITE) | ~managed)
    if actor.assignment is None or actor.assignment.role == Role.AREA_MANAGER:
        return units
    here = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    responsible = holding.filter(role=Role.AREA_MANAGER)
    above = responsible.annotate(here=here).filter(here__startswith=F("unit__path"))
    contracts = Contract.objects.holding_on(actor.today).annotate(here=here)
    held = contracts.filter(here__startswith=F("area_part__path"), provider__in=responsible.values("unit"))
    return units.filter(~Exists(above), ~Exists(held))
