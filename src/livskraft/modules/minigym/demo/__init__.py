"""What do the demo's minigyms look like? Twelve gyms and their story, through actions with their own dates."""

from datetime import date

from django.db import transaction

from livskraft.modules.minigym.demo.base_list import base_list
from livskraft.modules.minigym.demo.cast import Cast
from livskraft.modules.minigym.demo.competence import competence
from livskraft.modules.minigym.demo.consultations import consultations
from livskraft.modules.minigym.demo.faults import faults
from livskraft.modules.minigym.demo.guidance import guidance
from livskraft.modules.minigym.demo.hours import hours
from livskraft.modules.minigym.demo.instructions import instructions
from livskraft.modules.minigym.demo.inventory import inventory
from livskraft.modules.minigym.demo.self_checks import self_checks
from livskraft.modules.minigym.models import Gym

# Told in this order: what comes later builds on what came before.
CHAPTERS = (inventory, instructions, hours, guidance, consultations, self_checks, competence, faults, base_list)


@transaction.atomic
def demo(today: date) -> None:
    """The whole story; nothing when there already are gyms."""
    if Gym.objects.exists():
        return
    cast = Cast(today)
    for tell in CHAPTERS:
        tell(cast)
