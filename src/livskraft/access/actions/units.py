"""How does the tree of units change? Units are added, renamed, moved, closed and opened again; never deleted."""

from datetime import date

from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.access.models import Assignment
from livskraft.access.permissions import Permission
from livskraft.kit.errors import Refused
from livskraft.kit.names import name_key, sort_key
from livskraft.kit.versions import locked
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Contract, Unit
from livskraft.organisation.rules import may_stand_under


@transaction.atomic
def add_unit(*, kind: UnitKind, name: str, parent: Unit | None, opened: date | None = None, by: Actor) -> Unit:
    """A new unit under `parent`; only the responsible body, of which there is one, has none."""
    by.must(Permission.ADMINISTER, at=parent)
    above = Unit.objects.select_for_update().get(pk=parent.pk) if parent else None
    _refuse_place(kind, above)
    if above is None and Unit.objects.filter(parent=None).exists():
        raise Refused(_("Det finns redan en kommun eller region. Lägg enheten under den."), "parent")
    name = _clean_name(name)
    unit = Unit(kind=kind, name=name, name_key=name_key(name), sort_key=sort_key(name), parent=above, opened=opened)
    unit.save()
    unit.path = f"{above.path if above else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    audit.wrote(by, "access.unit_added", [unit], ["kind", "name", "parent", "opened"])
    return unit


@transaction.atomic
def rename_unit(*, unit: Unit, name: str, on: date | None = None, version: int | None = None, by: Actor) -> Unit:
    """The unit is called `name` from the day `on`, today when not given; what it was called before is kept."""
    by.must(Permission.ADMINISTER, at=unit)
    on = on or by.today
    unit = locked(unit, version)
    name = _clean_name(name)
    latest = unit.former_names.order_by("-until").first()
    if on > by.today:
        raise Refused(_("Namnbytet kan inte ligga i framtiden."), "on")
    if latest and on < latest.until:
        raise Refused(_("Enheten bytte namn senare än så, den %(day)s.") % {"day": latest.until}, "on")
    # Two changes on the same day leave one former name: nobody met the name between them.
    if name != unit.name and not (latest and latest.until == on):
        unit.former_names.create(name=unit.name, until=on)
    unit.name, unit.name_key, unit.sort_key = name, name_key(name), sort_key(name)
    unit.save(update_fields=["name", "name_key", "sort_key", "version"])
    audit.wrote(by, "access.unit_renamed", [unit], ["name"])
    return unit


@transaction.atomic
def move_unit(*, unit: Unit, parent: Unit, version: int | None = None, by: Actor) -> Unit:
    """The unit, with all beneath it, stands under `parent`."""
    by.must(Permission.ADMINISTER, at=unit)
    by.must(Permission.ADMINISTER, at=parent)
    # Two moves at once could make a ring, so every move waits for the responsible body's row.
    list(Unit.objects.select_for_update().filter(parent=None))
    unit = locked(unit, version)
    parent = Unit.objects.get(pk=parent.pk)
    _refuse_place(UnitKind(unit.kind), parent)
    if unit.holds(parent):
        raise Refused(_("En enhet kan inte ligga under sig själv."), "parent")
    before, unit.parent = unit.path, parent
    unit.save(update_fields=["parent", "version"])
    moved = Concat(Value(f"{parent.path}{unit.pk}/"), Substr("path", len(before) + 1))
    Unit.objects.filter(path__startswith=before).update(path=moved)
    unit.refresh_from_db(fields=["path"])
    audit.wrote(by, "access.unit_moved", [unit, parent], ["parent"])
    return unit


@transaction.atomic
def close_unit(*, unit: Unit, on: date | None = None, version: int | None = None, by: Actor) -> Unit:
    """The unit is closed from the day `on`; everything that still holds there must end first."""
    by.must(Permission.ADMINISTER, at=unit)
    on = on or by.today
    unit = locked(unit, version)
    if unit.opened and on <= unit.opened:
        raise Refused(_("Enheten kan inte stänga innan den har öppnat."), "on")
    if Unit.objects.filter(path__startswith=unit.path).exclude(pk=unit.pk).open_on(on).exists():
        raise Refused(_("Det finns öppna enheter under den här. Stäng eller flytta dem först."), "on")
    after = Q(ends__isnull=True) | Q(ends__gt=on)
    if Contract.objects.filter(after, Q(provider=unit) | Q(area_part=unit)).exists():
        raise Refused(_("Enheten har ett avtal som gäller efter den dagen. Avsluta avtalet först."), "on")
    if Assignment.objects.filter(after, unit=unit).exists():
        raise Refused(_("Någon har ett uppdrag på enheten efter den dagen. Avsluta uppdragen först."), "on")
    unit.closed = on
    unit.save(update_fields=["closed", "version"])
    audit.wrote(by, "access.unit_closed", [unit], ["closed"])
    return unit


@transaction.atomic
def reopen_unit(*, unit: Unit, version: int | None = None, by: Actor) -> Unit:
    """The unit was not closed after all."""
    by.must(Permission.ADMINISTER, at=unit)
    unit = locked(unit, version)
    if unit.parent and unit.parent.closed and unit.parent.closed <= by.today:
        raise Refused(_("Enheten ovanför är stängd. Öppna den först."))
    unit.closed = None
    unit.save(update_fields=["closed", "version"])
    audit.wrote(by, "access.unit_reopened", [unit], ["closed"])
    return unit


def _refuse_place(kind: UnitKind, parent: Unit | None) -> None:
    if not may_stand_under(kind, UnitKind(parent.kind) if parent else None):
        raise Refused(_("En enhet av det slaget kan inte ligga där. Välj en annan enhet ovanför."), "parent")


def _clean_name(name: str) -> str:
    cleaned = " ".join(name.split())
    if not cleaned:
        raise Refused(_("Skriv enhetens namn."), "name")
    return cleaned
