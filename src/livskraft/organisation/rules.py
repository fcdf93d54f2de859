"""Which units may stand where, and when may a contract hold? Pure decisions about the organisation."""

from livskraft.kit.periods import Period
from livskraft.organisation.kinds import UnitKind

K = UnitKind
MAY_STAND_UNDER: dict[UnitKind, frozenset[UnitKind]] = {
    K.MUNICIPALITY: frozenset(),
    K.REGION: frozenset(),
    K.COMMITTEE: frozenset({K.MUNICIPALITY, K.REGION}),
    K.DEPARTMENT: frozenset({K.MUNICIPALITY, K.REGION, K.COMMITTEE}),
    K.AREA: frozenset({K.MUNICIPALITY, K.DEPARTMENT}),
    K.AREA_PART: frozenset({K.AREA}),
    K.SITE: frozenset({K.AREA_PART}),
    K.WORK_GROUP: frozenset({K.AREA_PART, K.SITE}),
    K.TEAM: frozenset({K.AREA_PART, K.SITE}),
    K.HOSPITAL: frozenset({K.MUNICIPALITY, K.REGION}),
    K.HEALTH_CENTRE: frozenset({K.MUNICIPALITY, K.REGION}),
    K.ASSOCIATION: frozenset({K.MUNICIPALITY, K.REGION}),
    K.RD_CENTRE: frozenset({K.MUNICIPALITY, K.REGION}),
    K.PROVIDER: frozenset({K.MUNICIPALITY, K.REGION}),
    K.PROPERTY_OWNER: frozenset({K.MUNICIPALITY, K.REGION}),
    K.SERVICE_FIRM: frozenset({K.MUNICIPALITY, K.REGION}),
}


def may_stand_under(kind: UnitKind, parent: UnitKind | None) -> bool:
    """Whether a unit of `kind` may have a parent of kind `parent`; only the responsible body has none."""
    allowed = MAY_STAND_UNDER[kind]
    return parent in allowed if parent else not allowed


def free_for_contract(wanted: Period, held: list[Period]) -> bool:
    """Whether a part of an area has no provider during any day of `wanted`.

    Source: 004 Bakgrund (one and the same provider is responsible for the services of the area).
    """
    return not any(wanted.overlaps(period) for period in held)
