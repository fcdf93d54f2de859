"""Which of a person's records may a role read, and from which units?

Sources: SoLPuL (2001:454) 10 § and PDL (2008:355) 4:2 (by need); OSL 8:2, 25:1 (health care is a branch of its own);
SoLPuF (2001:637) 21 § (the units of a private provider do not share with each other).
"""

from livskraft.access.roles import Role
from livskraft.organisation.kinds import ContractKind
from livskraft.people.rules.vocabulary import Regime

SHOWN = 20
_HEALTH = frozenset({Role.PHYSIOTHERAPIST, Role.OCCUPATIONAL_THERAPIST})


def may_read(regime: Regime, role: str) -> bool:
    """Records of health care only for those who work in it."""
    return regime != Regime.HEALTH or role in _HEALTH


def units_share(kind: str) -> bool:
    """Whether the units of a caregiver see each other's records: those of the municipality do."""
    return kind != ContractKind.PROCURED
