"""How does a new kind of equipment come into the catalogue, without one machine having two names?"""

from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit.errors import Refused
from livskraft.kit.names import name_key, sort_key
from livskraft.modules.minigym.imports.kinds import name_kind
from livskraft.modules.minigym.models import EquipmentKind, Gym
from livskraft.modules.minigym.permissions import Permission


@transaction.atomic
def kind_named(*, name: str, gym: Gym, by: Actor) -> EquipmentKind:
    """The kind that somebody at `gym` calls `name`: one that exists when any goes by it, else a new one."""
    by.must(Permission.EDIT, at=gym.site)
    words = " ".join(name.replace("\x00", "").split())
    if not words:
        raise Refused(_("Skriv vad slaget heter."), field="new_kind")
    meant = name_kind(words)
    key = name_key(meant.name)
    for kind in EquipmentKind.objects.all():
        if name_key(kind.name) == key:
            return kind
    if len(meant.name) > 80:
        raise Refused(_("Namnet kan ha högst 80 tecken."), field="new_kind")
    spelt = meant.name[:1].upper() + meant.name[1:]
    made = EquipmentKind.objects.create(
        name=spelt,
        sort_key=sort_key(spelt)[:160],
        group=meant.kind.group if meant.kind else "övrigt",
        is_fixture=meant.is_fixture,
    )
    audit.wrote(by, "minigym.kind_added", [made], ["name"])
    return made
