"""What has the demo municipality decided that every trygghetsboende should have?"""

from dateutil.relativedelta import relativedelta

from livskraft.access.actor import Actor
from livskraft.access.demo import at
from livskraft.access.models import Assignment
from livskraft.access.roles import Role
from livskraft.modules.minigym.actions.base_list import ask_for
from livskraft.modules.minigym.demo.cast import Cast
from livskraft.modules.minigym.models import EquipmentKind

BASE = ("Motionscykel", "Benpress", "Ribbstol", "Balansplatta", "Recumbentcykel", "Gåbarr", "Rodd sittande")


def base_list(cast: Cast) -> None:
    """Seven kinds, decided a year ago; two sites have none of them, and one lacks two."""
    held = Assignment.objects.select_related("user", "unit").filter(role=Role.ADMINISTRATION).order_by("pk")[0]
    by = Actor(at=at(cast.today - relativedelta(years=1)), user=held.user, assignment=held)
    kinds = {kind.name: kind for kind in EquipmentKind.objects.filter(name__in=BASE)}
    for name in BASE:
        ask_for(kind=kinds[name], number=1, by=by)
