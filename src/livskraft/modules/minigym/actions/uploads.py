"""How does an inventory workbook become items? Uploaded, looked through, corrected, and confirmed at once."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.files import actions as files
from livskraft.files import content
from livskraft.files.content import Upload
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.names import name_key, sort_key
from livskraft.modules.minigym.actions.equipment import item_sort_key, touch_list
from livskraft.modules.minigym.actions.gyms import lock_gym
from livskraft.modules.minigym.imports import InventoryPreview, ParsedItem, number_key, read_inventory
from livskraft.modules.minigym.models import (
    Equipment,
    EquipmentKind,
    FollowUp,
    Gym,
    Inspection,
    InventoryUpload,
    Move,
    Regime,
    Service,
    Stop,
)
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.queries import known_owners
from livskraft.modules.minigym.rules import RegimeKey, Status, UsageClass, Verdict, follow_up_due

# Long enough to fix a list in peace; then the workbook is thrown away, confirmed or not.
KEEP_UPLOADS = timedelta(days=30)
MOST_FIXES = 20_000
BATCH = 500
# Without these a row cannot become an item, not even with the value unknown.
NEEDED = ("kind", "owner")


@dataclass
class ImportResult:
    added: list[Equipment] = field(default_factory=list)
    already_there: int = 0


def start_import(*, gym: Gym, file: Upload | bytes, filename: str, by: Actor, sheet: str = "") -> InventoryUpload:
    """The workbook, kept until it is confirmed, cancelled or too old. Raises Refused when it is no workbook."""
    by.must(Permission.EDIT, at=gym.site)
    source: Any = _Named(filename, file) if isinstance(file, bytes) else file
    checked = content.spreadsheet(source, field="file")
    with transaction.atomic():
        stored = files.store(
            checked,
            at=by.at,
            retention_until=by.today + KEEP_UPLOADS,
            created_by=by.user.pk if by.user else None,
        )
        upload = InventoryUpload.objects.create(
            gym=gym, file=stored, filename=filename[:200], sheet=sheet, uploaded_at=by.at, uploaded_by=by.user
        )
        audit.wrote(by, "minigym.inventory_uploaded", [gym, upload])
    return upload


class _Named(io.BytesIO):
    """Bytes with a name, as a form's file field gives them."""

    def __init__(self, name: str, data: bytes) -> None:
        super().__init__(data)
        self.name = name


def read_upload(upload: InventoryUpload, *, by: Actor, progress: Any = None) -> InventoryPreview:
    """What would be imported, with the mapping and the fixes made so far. Raises Refused; saves nothing."""
    if upload.file is None:
        raise Refused(_("Filen har tagits bort. Ladda upp den igen."))
    return read_inventory(
        files.read(upload.file),
        filename=upload.filename,
        today=by.today,
        mapping=upload.mapping,
        fixes=upload.fixes,
        sheet=upload.sheet or None,
        known_owners=known_owners(),
        progress=progress,
    )


@transaction.atomic
def fix_upload(
    *,
    upload: InventoryUpload,
    mapping: Mapping[str, int | None],
    fixes: Mapping[str, str],
    version: int,
    by: Actor,
) -> InventoryUpload:
    """The upload read with these columns and texts too. Raises Conflict when it is no longer at `version`."""
    by.must(Permission.EDIT, at=upload.gym.site)
    locked = _waiting(upload)
    if locked.version != version:
        raise Conflict(locked.filename)
    locked.mapping = {**(locked.mapping or {}), **mapping} or None
    locked.fixes = {**locked.fixes, **fixes}
    if len(locked.fixes) > MOST_FIXES:
        raise Refused(_("Det är fler rättelser än en lista kan ha. Rätta i filen och ladda upp den igen."))
    locked.failed = ""
    locked.version += 1
    locked.save(update_fields=["mapping", "fixes", "failed", "version"])
    audit.wrote(by, "minigym.inventory_corrected", [locked], ["mapping", "fixes"])
    return locked


@transaction.atomic
def cancel_import(*, upload: InventoryUpload, by: Actor) -> None:
    """The upload and its workbook are gone; nothing of it was saved. A confirmed one cannot be cancelled."""
    by.must(Permission.EDIT, at=upload.gym.site)
    locked = _waiting(upload)
    audit.wrote(by, "minigym.import_cancelled", [locked.gym, locked])
    stored = locked.file
    locked.delete()
    if stored:
        files.delete(stored)


@transaction.atomic
def queue_import(*, upload: InventoryUpload, by: Actor) -> InventoryUpload:
    """A long list is handed to the worker, which calls `import_items`. Refused while the worker has it."""
    by.must(Permission.EDIT, at=upload.gym.site)
    locked = _waiting(upload)
    if locked.is_with_the_worker(by.at):
        raise Refused(_("Listan håller redan på att läsas in."))
    locked.queued_at, locked.failed = by.at, ""
    locked.save(update_fields=["queued_at", "failed"])
    audit.wrote(by, "minigym.import_queued", [locked], ["queued_at"])
    return locked


def import_items(
    *,
    gym: Gym,
    preview: InventoryPreview,
    by: Actor,
    upload: InventoryUpload | None = None,
    unread_as_unknown: bool = False,
) -> ImportResult:
    """Every row of the preview that is not in the gym already becomes an item; all of them or none.

    What the list says is out of use is stopped, and is to be seen to as after a remark A.

    Cells that could not be read are saved as unknown only when `unread_as_unknown` says so. Raises Refused when that
    is not said, when a row lacks a name or an owner, or when the upload is confirmed already.
    """
    by.must(Permission.EDIT, at=gym.site)
    _refuse_unfinished(preview, unread_as_unknown)
    with transaction.atomic():
        locked = lock_gym(gym)
        waiting = _waiting(upload) if upload else None
        source = source_of(waiting, preview) if waiting else ""
        there = already_there(locked, preview, source)
        rows = [row for row in preview.items if row.row not in there]
        added = _create(locked, rows, source, by)
        if added:
            touch_list(locked, by)
        if waiting:
            waiting.confirmed_at = by.at
            waiting.added, waiting.already_there, waiting.failed = len(added), len(there), ""
            waiting.version += 1
            waiting.save(update_fields=["confirmed_at", "added", "already_there", "failed", "version"])
        audit.wrote(by, "minigym.inventory_imported", [locked, *([waiting] if waiting else [])])
    return ImportResult(added, len(there))


def source_of(upload: InventoryUpload, preview: InventoryPreview) -> str:
    """Which workbook and sheet, so that a row of it is known again whatever was corrected in the preview."""
    return f"{upload.file.sha256[:32]}:{preview.sheet[:30]}" if upload.file else ""


def already_there(gym: Gym, preview: InventoryPreview, source: str = "") -> dict[int, Equipment]:
    """Row number → the item of this gym that the row describes; each item answers for one row at most.

    The same row of the same file; else the same serial number; else the same number and kind; else the same kind, make,
    model and year, with nothing that says otherwise. Items that were retired or moved away count: they are not new.
    """
    moved_away = Move.objects.filter(before=gym).values("item")
    here_or_moved = Equipment.objects.filter(Q(gym=gym) | Q(pk__in=moved_away))
    items = list(here_or_moved.select_related("kind").order_by("pk"))
    found: dict[int, Equipment] = {}
    left = {item.pk: item for item in items}
    ways: list[tuple[Any, Any, Any]] = [
        (lambda row: f"{source}:{row.row}" if source else "", lambda item: item.import_key, lambda row, item: True),
        (lambda row: name_key(row.serial_number), lambda item: name_key(item.serial_number), _may_be),
        (
            lambda row: (name_key(row.kind), row.number_key) if row.number_key else "",
            lambda item: (name_key(item.kind.name), number_key(item.number)) if item.number else "",
            _may_be,
        ),
        (_likeness, lambda item: _likeness(item, item.kind.name), _may_be),
    ]
    for of_row, of_item, fits in ways:
        by_key: dict[Any, list[Equipment]] = {}
        for item in left.values():
            if item_key := of_item(item):
                by_key.setdefault(item_key, []).append(item)
        for row in preview.items:
            if row.row in found or not (row_key := of_row(row)):
                continue
            match = next((item for item in by_key.get(row_key, ()) if item.pk in left and fits(row, item)), None)
            if match:
                found[row.row] = left.pop(match.pk)
    return found


def _likeness(each: Any, kind: str = "") -> tuple[Any, ...]:
    return (name_key(kind or each.kind), name_key(each.make), name_key(each.model), each.acquired)


def _may_be(row: ParsedItem, item: Equipment) -> bool:
    """Whether nothing in the row speaks against that it is the item."""
    serials = {name_key(serial) for serial in (row.serial_number, item.serial_number) if serial}
    numbers = {number_key(number) for number in (row.number, item.number) if number}
    return len(serials) < 2 and len(numbers) < 2


def _refuse_unfinished(preview: InventoryPreview, unread_as_unknown: bool) -> None:
    missing = sum(any(cell.field in NEEDED for cell in item.problems) or not item.regime for item in preview.items)
    if missing:
        text = ngettext(
            "%(rows)s rad saknar namn eller vem som köpte. Fyll i det först.",
            "%(rows)s rader saknar namn eller vem som köpte. Fyll i det först.",
            missing,
        )
        raise Refused(text % {"rows": missing})
    if preview.unread and not unread_as_unknown:
        text = ngettext(
            "%(cells)s cell kunde inte läsas. Rätta den, eller välj att läsa in den som okänd.",
            "%(cells)s celler kunde inte läsas. Rätta dem, eller välj att läsa in dem som okända.",
            len(preview.unread),
        )
        raise Refused(text % {"cells": len(preview.unread)})


def _create(gym: Gym, rows: list[ParsedItem], source: str, by: Actor) -> list[Equipment]:
    regimes = {RegimeKey(regime.key): regime for regime in Regime.objects.all()}
    if len(regimes) < len(RegimeKey):
        raise Refused(_("Ansvarsformerna är inte inlagda än. Be systemförvaltaren om det."))
    kinds = _kinds(rows)
    items = []
    for row in rows:
        assert row.regime
        item = Equipment(
            gym=gym,
            kind=kinds[name_key(row.kind)],
            number=row.number,
            regime=regimes[row.regime],
            status=Status.OUT_OF_USE if row.out_of_use else Status.IN_USE,
            make=row.make,
            model=row.model,
            serial_number=row.serial_number,
            standard=row.standard,
            usage_class=row.usage_class if row.usage_class in UsageClass.values else "",
            max_user_weight=row.max_user_weight,
            acquired=row.acquired,
            supplier=row.supplier,
            price=row.price,
            warranty_until=row.warranty_until,
            placement=row.placement,
            supplementary=row.supplementary,
            is_medical_device=row.is_medical_device,
            note=_note(row),
            inspected=row.inspected,
            serviced=row.serviced,
            import_key=f"{source}:{row.row}" if source else "",
        )
        item.sort_key = item_sort_key(item)
        items.append(item)
    Equipment.objects.bulk_create(items, batch_size=BATCH)
    recorded: dict[str, Any] = {"imported": True, "recorded_at": by.at, "recorded_by": by.user}
    Inspection.objects.bulk_create(
        (Inspection(item=item, on=item.inspected, verdict=Verdict.OK, **recorded) for item in items if item.inspected),
        batch_size=BATCH,
    )
    Service.objects.bulk_create(
        (Service(item=item, on=item.serviced, **recorded) for item in items if item.serviced), batch_size=BATCH
    )
    stopped = [(item, _stop_reason(row)) for item, row in zip(items, rows, strict=True) if row.out_of_use]
    Stop.objects.bulk_create(
        (Stop(item=item, since=by.at, reason=why, by=by.user) for item, why in stopped), batch_size=BATCH
    )
    opened: dict[str, Any] = {
        "severity": Verdict.STOP,
        "due": follow_up_due(Verdict.STOP, by.today),
        "opened_at": by.at,
        "opened_by": by.user,
    }
    FollowUp.objects.bulk_create((FollowUp(item=item, what=why, **opened) for item, why in stopped), batch_size=BATCH)
    return items


def _kinds(rows: list[ParsedItem]) -> dict[str, EquipmentKind]:
    """The kinds that the rows name; those that the catalogue lacks are added to it."""
    kinds = {name_key(kind.name): kind for kind in EquipmentKind.objects.all()}
    new = {name_key(row.kind): row for row in rows if name_key(row.kind) not in kinds}
    for key, row in new.items():
        kinds[key] = EquipmentKind.objects.create(
            name=row.kind, sort_key=sort_key(row.kind)[:160], group="övrigt", is_fixture=row.is_fixture
        )
    return kinds


def _note(row: ParsedItem) -> str:
    """The row's note, and how many there are when one row stands for several."""
    several = _("%(number)s stycken") % {"number": row.quantity} if row.quantity and row.quantity > 1 else ""
    return "; ".join(part for part in (row.note, several) if part)[:400]


def _stop_reason(row: ParsedItem) -> str:
    return (row.stop_reason or row.note or _("Ur bruk enligt listan"))[:400]


def _waiting(upload: InventoryUpload) -> InventoryUpload:
    """The upload, held until the transaction ends; Conflict when it is gone, Refused when it is confirmed."""
    uploads = InventoryUpload.objects.select_for_update(of=("self",)).select_related("gym__site", "file")
    locked = uploads.filter(pk=upload.pk).first()
    if locked is None:
        raise Conflict(upload.filename)
    if locked.confirmed_at:
        raise Refused(_("Listan är redan inläst."))
    return locked
