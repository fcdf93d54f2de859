"""What can be done with an item: added, edited, moved, retired, stopped, taken back, passed to another regime?"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.files.models import StoredFile
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.names import sort_key
from livskraft.modules.minigym.models import (
    BinderPrint,
    Equipment,
    EquipmentKind,
    Gym,
    ListConfirmation,
    Move,
    Regime,
    RegimeChange,
    Stop,
)
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.rules import RegimeKey, Status, Verdict

# What a person may fill in; anything else in `fields` or `changes` is a mistake of the caller's.
EDITABLE = (
    "kind",
    "number",
    "make",
    "model",
    "serial_number",
    "standard",
    "usage_class",
    "max_user_weight",
    "acquired",
    "supplier",
    "price",
    "warranty_until",
    "placement",
    "supplementary",
    "is_medical_device",
    "note",
    "photo",
)


def touch_list(gym: Gym, by: Actor) -> None:
    """Something that stands in the gym's inventory list changed: a confirmation or a print before now is too old.

    Since when the list waits is the first such change: later ones do not put off its day.
    """
    Gym.objects.filter(pk=gym.pk, list_changed_at__lt=by.at).update(
        list_changed_at=by.at,
        unconfirmed_since=_first("unconfirmed_since", by, ListConfirmation.objects.all()),
        unprinted_since=_first("unprinted_since", by, BinderPrint.objects.all()),
    )
    gym.refresh_from_db(fields=["list_changed_at", "unconfirmed_since", "unprinted_since"])


def _first(since: str, by: Actor, made: "QuerySet[ListConfirmation] | QuerySet[BinderPrint]") -> Case:
    """The first change that waits: this one when none does already, unless something was `made` after it."""
    later = made.filter(gym=OuterRef("pk"), at__gte=by.at)
    return Case(When(Exists(later), then=F(since)), default=Coalesce(F(since), Value(by.at)))


@transaction.atomic
def add_equipment(
    *,
    gym: Gym,
    kind: EquipmentKind,
    regime: Regime,
    by: Actor,
    documents: Iterable[StoredFile] = (),
    **fields: Any,
) -> Equipment:
    """A new item in use; `fields` are of EDITABLE. Raises Refused when the regime cannot hold the kind."""
    by.must(Permission.EDIT, at=gym.site)
    _known(fields)
    refuse_wrong_regime(kind=kind, regime=regime)
    item = Equipment(gym=gym, kind=kind, regime=regime, **fields)
    item.sort_key = item_sort_key(item)
    item.save()
    item.documents.set(documents)
    touch_list(gym, by)
    audit.wrote(by, "minigym.equipment_added", [item], [*fields, "kind", "regime"])
    return item


@transaction.atomic
def edit_equipment(
    *,
    item: Equipment,
    changes: Mapping[str, Any],
    version: int,
    by: Actor,
    add_documents: Iterable[StoredFile] = (),
    remove_documents: Iterable[StoredFile] = (),
) -> Equipment:
    """The item with `changes` (of EDITABLE). Raises Conflict when it is no longer at `version`."""
    by.must(Permission.EDIT, at=item.gym.site)
    _known(changes)
    locked = lock(item)
    if locked.version != version:
        raise Conflict(str(locked))
    refuse_wrong_regime(kind=changes.get("kind", locked.kind), regime=locked.regime)
    changed = [name for name, value in changes.items() if getattr(locked, name) != value]
    for name in changed:
        setattr(locked, name, changes[name])
    locked.sort_key = item_sort_key(locked)
    _save(locked, [*changed, "sort_key"])
    locked.documents.add(*add_documents)
    locked.documents.remove(*remove_documents)
    touch_list(locked.gym, by)
    audit.wrote(by, "minigym.equipment_edited", [locked], changed)
    return locked


@transaction.atomic
def move_equipment(*, item: Equipment, to: Gym, reason: str, by: Actor) -> Move:
    """The item stands in `to` from today, with its QR code, history, open follow-ups and faults."""
    by.must(Permission.EDIT, at=item.gym.site)
    by.must(Permission.EDIT, at=to.site)
    locked = _kept(item)
    if to.pk == locked.gym_id:
        raise Refused(_("Maskinen står redan där."), field="to")
    if to.closed:
        raise Refused(_("Det minigymmet är stängt."), field="to")
    before = locked.gym
    locked.gym = to
    _save(locked, ["gym"])
    item.gym = to
    move = Move.objects.create(item=locked, before=before, after=to, on=by.today, reason=_words(reason), by=by.user)
    locked.faults.open().update(gym=to)
    touch_list(before, by)
    touch_list(to, by)
    audit.wrote(by, "minigym.equipment_moved", [locked, before, to], ["gym"])
    return move


@transaction.atomic
def retire_equipment(*, item: Equipment, reason: str, by: Actor) -> Equipment:
    """The item leaves the list; QR code, history and open follow-ups stay. `restore_equipment` takes it back."""
    by.must(Permission.EDIT, at=item.gym.site)
    locked = _kept(item)
    locked.status = Status.RETIRED
    locked.retired_on = by.today
    locked.retired_reason = _words(reason)
    _save(locked, ["status", "retired_on", "retired_reason"])
    _mirror(locked, item)
    touch_list(locked.gym, by)
    audit.wrote(by, "minigym.equipment_retired", [locked], ["status"])
    return locked


@transaction.atomic
def restore_equipment(*, item: Equipment, by: Actor) -> Equipment:
    """A retired item is back in the list; out of use when it was that when it was retired."""
    by.must(Permission.EDIT, at=item.gym.site)
    locked = lock(item)
    if locked.status != Status.RETIRED:
        raise Refused(_("Maskinen är inte kasserad."))
    stopped = locked.stops.filter(ended_at__isnull=True).exists()
    locked.status = Status.OUT_OF_USE if stopped else Status.IN_USE
    locked.retired_on = None
    locked.retired_reason = ""
    _save(locked, ["status", "retired_on", "retired_reason"])
    _mirror(locked, item)
    touch_list(locked.gym, by)
    audit.wrote(by, "minigym.equipment_restored", [locked], ["status"])
    return locked


@transaction.atomic
def take_out_of_use(*, item: Equipment, reason: str, by: Actor) -> Stop:
    """The item may not be used from now. An item that is already out of use keeps its stop, which is returned."""
    by.must(Permission.STOP, at=item.gym.site)
    locked = _kept(item)
    words = _words(reason, longest=400)
    standing = locked.stops.filter(ended_at__isnull=True).first()
    if standing:
        return standing
    locked.status = Status.OUT_OF_USE
    _save(locked, ["status"])
    _mirror(locked, item)
    stop = Stop.objects.create(item=locked, since=by.at, reason=words, by=by.user)
    touch_list(locked.gym, by)
    audit.wrote(by, "minigym.equipment_stopped", [locked, stop], ["status"])
    return stop


@transaction.atomic
def return_to_use(*, item: Equipment, reason: str, by: Actor) -> Equipment:
    """The item may be used again. Refused while a follow-up of a stop-use remark is open: close that first."""
    by.must(Permission.EDIT, at=item.gym.site)
    locked = _kept(item)
    if locked.status != Status.OUT_OF_USE:
        raise Refused(_("Maskinen är redan i bruk."))
    if locked.follow_ups.open().filter(severity=Verdict.STOP).exists():
        raise Refused(_("Maskinen har en anmärkning A som inte är åtgärdad. Avsluta uppföljningen först."))
    words = _words(reason, longest=400)
    locked.status = Status.IN_USE
    _save(locked, ["status"])
    _mirror(locked, item)
    locked.stops.filter(ended_at__isnull=True).update(ended_at=by.at, ended_reason=words, ended_by=by.user)
    touch_list(locked.gym, by)
    audit.wrote(by, "minigym.equipment_returned", [locked], ["status"])
    return locked


@transaction.atomic
def change_regime(*, item: Equipment, to: Regime, reason: str, by: Actor) -> RegimeChange:
    """The item follows another regime from today; the history keeps the old one.

    Raises Refused when the regime cannot hold the kind: wall bars belong to the house.
    """
    by.must(Permission.EDIT, at=item.gym.site)
    locked = _kept(item)
    if locked.regime_id == to.pk:
        raise Refused(_("Maskinen följer redan det ansvaret."), field="to")
    refuse_wrong_regime(kind=locked.kind, regime=to, field="to")
    before = locked.regime
    locked.regime = to
    _save(locked, ["regime"])
    item.regime = to
    change = RegimeChange.objects.create(
        item=locked, before=before, after=to, on=by.today, reason=_words(reason), by=by.user
    )
    touch_list(locked.gym, by)
    audit.wrote(by, "minigym.regime_changed", [locked, change], ["regime"])
    return change


def refuse_wrong_regime(*, kind: EquipmentKind, regime: Regime, field: str = "regime") -> None:
    """Raises Refused when what is fixed to the house would leave the property owner, whoever bought it."""
    if kind.is_fixture and regime.key != RegimeKey.PROPERTY:
        raise Refused(_("%(kind)s är fast inredning och följer alltid fastighetsägaren.") % {"kind": kind}, field=field)


def item_sort_key(item: Equipment) -> str:
    """Kind and then number, in Swedish order, as the lists show items."""
    return sort_key(f"{item.kind.name} {item.number}")[:240]


def lock(item: Equipment) -> Equipment:
    """The item as it is now, held until the transaction ends."""
    return (
        Equipment.objects.select_for_update(of=("self",)).select_related("gym__site", "kind", "regime").get(pk=item.pk)
    )


def _kept(item: Equipment) -> Equipment:
    locked = lock(item)
    if locked.status == Status.RETIRED:
        raise Refused(_("Maskinen är kasserad. Ta tillbaka den först."))
    return locked


def _save(locked: Equipment, changed: list[str]) -> None:
    locked.version += 1
    locked.save(update_fields=[*changed, "version"])


def _mirror(locked: Equipment, item: Equipment) -> None:
    """The caller's copy says what is now saved."""
    item.status = locked.status
    item.retired_on = locked.retired_on
    item.retired_reason = locked.retired_reason
    item.version = locked.version


def _known(fields: Mapping[str, Any]) -> None:
    if unknown := set(fields) - set(EDITABLE):
        raise TypeError(f"not fields of an item: {sorted(unknown)}")


def _words(reason: str, longest: int = 300) -> str:
    words = reason.replace("\x00", "").strip()
    if not words:
        raise Refused(_("Skriv ett skäl."), field="reason")
    return words[:longest]
