"""What may anybody know of a gym? Its hours and its machines by kind; no item by itself, so no code of one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone

from livskraft.modules.minigym.models import Equipment, Gym, Instruction
from livskraft.modules.minigym.queries.hours import DayHours, schedules
from livskraft.modules.minigym.rules import Status


@dataclass(frozen=True, slots=True)
class KindThere:
    """How many machines of a kind a gym has, and whether there is an instruction to read."""

    pk: int
    name: str
    in_use: int
    out_of_use: int
    has_instruction: bool


@dataclass(frozen=True, slots=True)
class OpenGym:
    """A gym as the public knows it; `days` begins with today."""

    pk: int
    site_id: int
    name: str
    room: str
    hours_known: bool
    closed_until_further_notice: str
    days: tuple[DayHours, ...]
    equipment: tuple[KindThere, ...]

    @property
    def machines(self) -> int:
        return sum(kind.in_use + kind.out_of_use for kind in self.equipment)


def gyms_for_anybody(sites: Iterable[int], moment: datetime, days: int) -> dict[int, list[OpenGym]]:
    """The open gyms of the sites, by site, with hours from that day on; six queries whatever their number."""
    today = timezone.localdate(moment)
    gyms = list(Gym.objects.open().filter(site__in=list(sites)))
    hours = schedules(gyms, since=today)
    kinds = _kinds(gyms)
    found: dict[int, list[OpenGym]] = defaultdict(list)
    for gym in gyms:
        schedule = hours[gym.pk]
        closure = schedule.closure
        found[gym.site_id].append(
            OpenGym(
                pk=gym.pk,
                site_id=gym.site_id,
                name=gym.name,
                room=gym.room,
                hours_known=schedule.known,
                closed_until_further_notice=closure.reason if closure else "",
                days=tuple(schedule.days(today, days)),
                equipment=tuple(kinds[gym.pk]),
            )
        )
    return found


def _kinds(gyms: list[Gym]) -> dict[int, list[KindThere]]:
    described = set(Instruction.objects.filter(published__isnull=False).values_list("kind_id", flat=True))
    rows = (
        Equipment.objects.kept()
        .filter(gym__in=gyms)
        .order_by("kind__sort_key", "kind")
        .values_list("gym", "kind", "kind__name")
        .annotate(
            in_use=Count("pk", filter=Q(status=Status.IN_USE)), stopped=Count("pk", filter=Q(status=Status.OUT_OF_USE))
        )
    )
    found: dict[int, list[KindThere]] = defaultdict(list)
    for gym, kind, name, in_use, stopped in rows:
        found[gym].append(KindThere(kind, name, in_use, stopped, kind in described))
    return found
