"""To whom does a duty climb when the role that owes it is vacant?"""

from livskraft.access.roles import Role

# The next unit up answers: the provider for its sites, the department for its providers.
CLIMBS_TO: dict[Role, Role] = {
    Role.UNIT_MANAGER: Role.AREA_MANAGER,
    Role.HOME_CARE_MANAGER: Role.AREA_MANAGER,
    Role.AREA_MANAGER: Role.ADMINISTRATION,
}


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
