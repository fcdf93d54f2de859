"""How is the list changed of what every trygghetsboende should have?"""

from django.db import transaction

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.modules.minigym.models import BaseListEntry, EquipmentKind
from livskraft.modules.minigym.permissions import Permission


@transaction.atomic
def ask_for(*, kind: EquipmentKind, number: int, by: Actor) -> BaseListEntry:
    """Every trygghetsboende should have `number` of the kind, whatever was asked for before."""
    by.must(Permission.CHANGE_TERMS)
    entry, _new = BaseListEntry.objects.update_or_create(kind=kind, defaults={"number": number})
    audit.wrote(by, "minigym.base_list_changed", [entry], ["number"])
    return entry


@transaction.atomic
def ask_no_more_for(*, entry: BaseListEntry, by: Actor) -> None:
    by.must(Permission.CHANGE_TERMS)
    audit.wrote(by, "minigym.base_list_shortened", [entry])
    entry.delete()
