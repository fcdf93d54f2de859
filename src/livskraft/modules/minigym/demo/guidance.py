"""Who has been guided in the demo's minigyms, who holds the staffed hours, and where is there a gap?"""

from collections import defaultdict

from livskraft.access.models import Assignment, User
from livskraft.access.roles import Role
from livskraft.modules.minigym.actions.guidance import guide_staff, set_turns
from livskraft.modules.minigym.demo.cast import Cast
from livskraft.modules.minigym.models import EquipmentKind, Gym, OpeningHours
from livskraft.modules.minigym.rules import Weekday
from livskraft.organisation.queries import ids_in_path

# Days since everybody at the site was guided on everything. Björkhagen's runs out within two months; Cederslund's is
# older than the latest instruction for the leg press, and there nobody has been guided on it since.
AGO = {"Almgården": 300, "Björkhagen": 690, "Cederslund": 200}
USUALLY = 40
RENEWED, RENEWED_AGO, NOT_YET = "Benpress", 30, "Cederslund"
# Newly employed and not guided, and holds a span alone.
UNGUIDED_AT, UNGUIDED, ALONE = "Fridhem", "Pontus Rask", Weekday.FRIDAY


def guidance(cast: Cast) -> None:
    """Nearly everybody is guided; one site's guidance runs out, one is to be renewed, and one span has a gap."""
    staff: dict[int, list[User]] = defaultdict(list)
    working = Assignment.objects.holding_on(cast.today).filter(role=Role.CARE_STAFF)
    for held in working.select_related("user").order_by("pk"):
        staff[held.unit_id].append(held.user)
    spans: dict[int, list[OpeningHours]] = defaultdict(list)
    for span in OpeningHours.objects.filter(staffed=True).order_by("weekday", "starts"):
        spans[span.gym_id].append(span)
    kinds: dict[int, list[EquipmentKind]] = defaultdict(list)
    for where, kind in _standing():
        kinds[where].append(kind)
    for gym in Gym.objects.open().select_related("site"):
        if staff[gym.site_id] and spans[gym.pk]:
            _guide(gym, staff[gym.site_id], kinds[gym.pk], cast)
            _hold(gym, staff[gym.site_id], spans[gym.pk], cast)


def _standing() -> list[tuple[int, EquipmentKind]]:
    kinds = EquipmentKind.objects.in_bulk()
    rows = Gym.objects.exclude(items__status="retired").values_list("pk", "items__kind").distinct()
    return [(gym, kinds[kind]) for gym, kind in rows.order_by("pk", "items__kind") if kind]


def _guide(gym: Gym, staff: list[User], kinds: list[EquipmentKind], cast: Cast) -> None:
    site = gym.site
    people = [person for person in staff if person.name != UNGUIDED]
    occasions = [(AGO.get(site.name, USUALLY), kinds)]
    if site.name in AGO and site.name != NOT_YET:
        occasions.append((RENEWED_AGO, [kind for kind in kinds if kind.name == RENEWED]))
    for ago, shown in occasions:
        by = cast.with_role(Role.PHYSIOTHERAPIST, ids_in_path(site), ago)
        guide_staff(site=site, people=people, kinds=shown, on=by.today, by=by)


def _hold(gym: Gym, staff: list[User], spans: list[OpeningHours], cast: Cast) -> None:
    """The staff take turns; the manager wrote down how when the hours were set."""
    turns = []
    for number, span in enumerate(spans):
        holder = staff[number % len(staff)]
        if holder.name == UNGUIDED and span.weekday != ALONE:
            holder = staff[0]
        turns.append((Weekday(span.weekday), span.starts, span.ends, holder.pk))
    set_turns(gym=gym, turns=turns, by=cast.at(gym.site.name, 20))
