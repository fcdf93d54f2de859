"""What can be done with a minigym: opened, its list confirmed, its binder printed?"""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.access.models import User
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.names import sort_key
from livskraft.modules.minigym.actions.routines import take_up_routines
from livskraft.modules.minigym.models import BinderPrint, Gym, ListConfirmation
from livskraft.modules.minigym.permissions import Permission
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit


@transaction.atomic
def open_gym(*, site: Unit, name: str, room: str = "", opened: date | None = None, by: Actor) -> Gym:
    """A minigym with an empty list at `site`. Raises Refused when the name is taken there."""
    by.must(Permission.EDIT, at=site)
    if site.kind != UnitKind.SITE:
        raise Refused(_("Ett minigym hör till ett trygghetsboende."), field="site")
    Unit.objects.select_for_update().get(pk=site.pk)
    refuse_taken_name(site, name)
    gym = Gym.objects.create(
        site=site,
        name=name,
        sort_key=gym_sort_key(site, name),
        room=room,
        opened=opened,
        list_changed_at=by.at,
        unconfirmed_since=by.at,
        unprinted_since=by.at,
    )
    take_up_routines(gym, by.today)
    audit.wrote(by, "minigym.gym_opened", [gym, site], ["name", "room", "opened"])
    return gym


@transaction.atomic
def edit_gym(*, gym: Gym, name: str, room: str, opened: date | None, version: int, by: Actor) -> Gym:
    """The gym with another name, room or opening day. Raises Conflict when it is no longer at `version`."""
    by.must(Permission.EDIT, at=gym.site)
    locked = lock_gym(gym)
    if locked.version != version:
        raise Conflict(str(locked))
    if name != locked.name:
        refuse_taken_name(locked.site, name)
    locked.name, locked.room, locked.opened = name, room, opened
    locked.sort_key = gym_sort_key(locked.site, name)
    locked.version += 1
    locked.save(update_fields=["name", "room", "opened", "sort_key", "version"])
    audit.wrote(by, "minigym.gym_edited", [locked], ["name", "room", "opened"])
    return locked


@transaction.atomic
def confirm_list(*, gym: Gym, by: Actor) -> ListConfirmation:
    """That the inventory list is current, with how many items it held.

    Source: 000 Inventarielista (the unit manager answers for that the list is current).
    """
    by.must(Permission.CONFIRM_LIST, at=gym.site)
    locked = lock_gym(gym)
    kept = locked.items.kept().count()
    confirmation = ListConfirmation.objects.create(gym=locked, at=by.at, by=_person(by), items=kept)
    locked.unconfirmed_since = _still_since(locked.unconfirmed_since, locked, by)
    locked.save(update_fields=["unconfirmed_since"])
    audit.wrote(by, "minigym.list_confirmed", [locked, confirmation])
    return confirmation


@transaction.atomic
def print_binder(*, gym: Gym, by: Actor) -> BinderPrint:
    """That the list was printed for the binder; each print has the gym's next number, which stands on the paper.

    Source: 000 Inventarielista (the list is kept in a binder in the unit).
    """
    by.must(Permission.CONFIRM_LIST, at=gym.site)
    locked = lock_gym(gym)
    latest = locked.prints.aggregate(latest=Max("number"))["latest"] or 0
    printed = BinderPrint.objects.create(gym=locked, at=by.at, by=_person(by), number=latest + 1)
    locked.unprinted_since = _still_since(locked.unprinted_since, locked, by)
    locked.save(update_fields=["unprinted_since"])
    audit.wrote(by, "minigym.binder_printed", [locked, printed])
    return printed


def _still_since(since: datetime | None, gym: Gym, by: Actor) -> datetime | None:
    """Since when the list waits though this was done: None unless it changed after the actor asked for it."""
    if since is None or gym.list_changed_at <= by.at:
        return None
    return max(since, by.at)


def lock_gym(gym: Gym) -> Gym:
    """The gym as it is now, held until the transaction ends."""
    return Gym.objects.select_for_update(of=("self",)).select_related("site").get(pk=gym.pk)


def gym_sort_key(site: Unit, name: str) -> str:
    """Sites in order, and the gyms of each site in order."""
    return sort_key(f"{site.name} {name}")[:240]


def refuse_taken_name(site: Unit, name: str) -> None:
    if Gym.objects.filter(site=site, name=name).exists():
        raise Refused(_("Det finns redan ett minigym med det namnet här."), field="name")


def _person(by: Actor) -> User:
    """Who confirms or prints; a task of the system's cannot."""
    if by.user is None:
        raise PermissionDenied
    return by.user
