"""What can training build on: which kinds are there, in use and described, and who is guided on them?"""

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from livskraft.access.models import User
from livskraft.modules.minigym.models import Closure, Equipment, EquipmentKind, Guidance, Instruction
from livskraft.modules.minigym.rules import Status
from livskraft.organisation.models import Unit


def equipment_kinds() -> list[tuple[int, str]]:
    """Every kind there is, by name, to choose from; one query."""
    return list(EquipmentKind.objects.values_list("pk", "name"))


def kinds_there(site: Unit) -> dict[int, bool]:
    """Each kind that the site's open gyms have, and whether one can train on it now; one query.

    Not when every item of it is out of use, or stands in a gym that is closed until further notice.
    """
    standing = (
        Equipment.objects.kept()
        .filter(gym__site=site, gym__closed__isnull=True)
        .annotate(shut=Exists(Closure.objects.open().filter(gym=OuterRef("gym"))))
        .order_by()
    )
    found: dict[int, bool] = {}
    for kind, status, shut in standing.values_list("kind", "status", "shut").distinct():
        found[kind] = found.get(kind, False) or (status == Status.IN_USE and not shut)
    return found


def kinds_out_of_use(site: Unit) -> frozenset[int]:
    """The kinds that the site has, and that one cannot train on now, so never what it lacks; one query."""
    return frozenset(kind for kind, in_use in kinds_there(site).items() if not in_use)


def is_guided(user: User, site: Unit, kinds: Collection[int], on: date) -> bool:
    """Whether the user's guidance at the site held that day for all those kinds, or for any when none is named.

    The latest that had been given decides, as in the matrix. It says nothing of those who support by their profession,
    as therapists do; one query.
    """
    given = Guidance.objects.filter(
        Q(ended_at__isnull=True) | Q(ended_at__date__gt=on), person=user, site=site, on__lte=on
    )
    until = dict(given.order_by("on", "pk").values_list("kind", "until"))
    held = {kind for kind, last in until.items() if last >= on}
    return held.issuperset(kinds) if kinds else bool(held)


def instruction_links(kinds: Collection[int]) -> Mapping[int, str]:
    """Kind → the address of its approved instruction, for those of `kinds` that have one; one query."""
    described = Instruction.objects.filter(kind__in=kinds, published__isnull=False).order_by()
    return {kind: reverse("instruction_page", args=[kind]) for kind in described.values_list("kind", flat=True)}
