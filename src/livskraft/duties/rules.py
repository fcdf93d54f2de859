"""To whom does a duty climb when the role that owes it is vacant, and until when may it be put off?"""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from livskraft.access.roles import Role
from livskraft.kit.errors import Refused

# The next unit up answers: the provider for its sites, the department for its providers.
CLIMBS_TO: dict[Role, Role] = {
    Role.UNIT_MANAGER: Role.AREA_MANAGER,
    Role.HOME_CARE_MANAGER: Role.AREA_MANAGER,
    # The provider sees to it that there is a physiotherapist; the municipality, that there is a coordinator.
    Role.PHYSIOTHERAPIST: Role.AREA_MANAGER,
    Role.AREA_MANAGER: Role.ADMINISTRATION,
    Role.SAFETY_COORDINATOR: Role.ADMINISTRATION,
}
# Local rule: what waits longer than a year is not waiting but forgotten.
LONGEST_WAIT = timedelta(days=366)


def climbing_to(role: str) -> list[list[Role]]:
    """For each chain that ends at `role`: the vacant roles below it, the one that owes first.

    For the department: [[AREA_MANAGER], [UNIT_MANAGER, AREA_MANAGER], …].
    """
    chains: list[list[Role]] = []
    for start in Role:
        chain = [start]
        while chain[-1] in CLIMBS_TO:
            above = CLIMBS_TO[chain[-1]]
            if above == role:
                chains.append(chain)
                break
            chain = [*chain, above]
    return chains


def answered_by(role: str) -> frozenset[str]:
    """The roles whose duties `role` sees to: its own, and those that climb to it when they are vacant."""
    return frozenset({role} | {chain[0] for chain in climbing_to(role)})


def must_be_a_wait(until: date, today: date) -> None:
    """Raises Refused unless `until` is after today and at most a year ahead."""
    if until <= today:
        raise Refused(_("Välj en dag efter i dag."), "waiting_until")
    if until > today + LONGEST_WAIT:
        raise Refused(_("Välj en dag inom ett år. Det som väntar längre glöms bort."), "waiting_until")
