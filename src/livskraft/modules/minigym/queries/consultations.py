"""Which physiotherapists does a provider have, and when were their conditions last assessed?"""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from livskraft.access.models import Assignment, User
from livskraft.access.roles import Role
from livskraft.modules.minigym.models import ConditionsAssessment
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Contract, Unit, Units
from livskraft.organisation.queries import area_parts_of, ids_in_path


def physiotherapists_of(provider: Unit, day: date) -> list[User]:
    """Those who are physiotherapists on `day` at the provider, in its parts of areas, or above those parts."""
    parts = area_parts_of(provider, day)
    above = {pk for part in parts for pk in ids_in_path(part)}
    within = Unit.objects.below([provider.path, *(part.path for part in parts)])
    holding = Assignment.objects.holding_on(day).filter(role=Role.PHYSIOTHERAPIST, user__is_active=True)
    found = set(holding.filter(unit__in=within).values_list("user", flat=True))
    found |= set(holding.filter(unit__in=above).values_list("user", flat=True))
    return list(User.objects.filter(pk__in=found))


def with_next_assessment(units: Units, day: date) -> "QuerySet[Unit]":
    """The providers of `units` that answer for a part of an area on `day`, with `next_by`; None when never assessed."""
    latest = ConditionsAssessment.objects.filter(provider=OuterRef("pk")).order_by("-on", "-pk")
    answers = Contract.objects.holding_on(day).filter(provider=OuterRef("pk"))
    return Unit.objects.filter(Exists(answers), Q(pk__in=units), kind=UnitKind.PROVIDER).annotate(
        next_by=Subquery(latest.values("next_by")[:1])
    )
