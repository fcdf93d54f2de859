"""How is lunch set up, its menu written, a portion booked, and what was served counted?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit import versions
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.words import line
from livskraft.modules.activities.actions.writing import alone_at, check
from livskraft.modules.activities.models import ClosedDay, Dish, LunchBooking, LunchCount, LunchService
from livskraft.modules.activities.permissions import Permission
from livskraft.modules.activities.queries.local_rules import number_of
from livskraft.modules.activities.rules.attendance import SAME_PRESS
from livskraft.modules.activities.rules.local_rules import LocalRuleKey
from livskraft.modules.activities.rules.programme import week_of
from livskraft.modules.activities.rules.vocabulary import Allergen
from livskraft.organisation.models import Unit


@dataclass(frozen=True, slots=True)
class Serving:
    """When lunch is served, at what price, and how it is booked."""

    weekdays: Sequence[int]
    from_time: time
    to_time: time
    price: Decimal | None = None
    note: str = ""
    bookable: bool = False
    portions: int | None = None
    book_before: time | None = None


@dataclass(frozen=True, slots=True)
class DishLine:
    """A dish as it is typed; `allergens` None when nobody has said."""

    name: str
    vegetarian: bool = False
    allergens: Sequence[Allergen] | None = None


@transaction.atomic
def set_lunch(*, site: Unit, serving: Serving, version: int | None = None, by: Actor) -> LunchService:
    """The site's lunch from now on; `version` None where there was none. Raises Conflict when somebody was first."""
    by.must(Permission.PLAN, at=site)
    alone_at(site.pk)
    held = LunchService.objects.filter(site=site).first()
    if held and version is None:
        raise Conflict(str(held))
    service = versions.locked(held, version) if held else LunchService(site=site)
    if not serving.weekdays:
        raise Refused(_("Välj minst en dag."), field="weekdays")
    service.weekdays = sorted(set(serving.weekdays))
    service.from_time, service.to_time, service.price = serving.from_time, serving.to_time, serving.price
    service.note = line(serving.note, field="note")
    service.bookable, service.portions, service.book_before = serving.bookable, serving.portions, serving.book_before
    check(service, "site")
    service.save()
    audit.wrote(by, "activities.lunch_set", [service, site])
    return service


@transaction.atomic
def write_menu(
    *, site: Unit, monday: date, dishes: Mapping[date, Sequence[DishLine]], version: int | None = None, by: Actor
) -> list[Dish]:
    """The week's menu, in place of what stood there. Raises Conflict when the lunch was changed since `version`."""
    service = _service(site, by, Permission.PLAN, version)
    service.save(update_fields=["version"])
    week = week_of(monday).whole_weeks
    Dish.objects.filter(site=site, on__in=week).delete()
    made = []
    for day in week:
        for place, typed in enumerate(dishes.get(day, ())):
            dish = Dish(
                site=site, on=day, name=line(typed.name, field="name"), vegetarian=typed.vegetarian, place=place
            )
            dish.allergens = None if typed.allergens is None else [each.value for each in typed.allergens]
            check(dish, "site")
            made.append(dish)
    Dish.objects.bulk_create(made)
    audit.wrote(by, "activities.menu_written", [service, site])
    return made


@transaction.atomic
def book_lunch(*, site: Unit, on: date, name: str, portions: int = 1, by: Actor) -> LunchBooking:
    """Portions for somebody on a day; the same again within a minute is the same press.

    Raises Refused when lunch is not served then, when it is too late, and when too few portions are left."""
    # A day is closed under the same lock.
    alone_at(site.pk)
    service = _service(site, by, Permission.SIGN_UP, None)
    refuse_unserved(service, on)
    if not service.bookable:
        raise Refused(_("Lunchen bokas inte här. Det är bara att komma."))
    now = timezone.localtime(by.at)
    if on < now.date() or (on == now.date() and service.book_before and now.time() > service.book_before):
        raise Refused(_("Det är för sent att boka den dagen."))
    wanted = line(name, field="name", missing=_("Skriv vem det är till."))
    pressed = LunchBooking.objects.standing().filter(site=site, on=on, portions=portions, booked_by=by.user)
    for same in pressed.filter(booked_at__gt=by.at - SAME_PRESS):
        if same.name == wanted:
            return same
    booked = booked_portions(site, on)
    if service.portions is not None and booked + portions > service.portions:
        left = max(service.portions - booked, 0)
        text = ngettext(
            "Det finns %(left)d portion kvar den dagen.", "Det finns %(left)d portioner kvar den dagen.", left
        )
        raise Refused(text % {"left": left}, field="portions")
    booking = LunchBooking(site=site, on=on, portions=portions, booked_at=by.at, booked_by=by.user)
    booking.name = wanted
    check(booking, "site", "booked_by")
    booking.save()
    audit.wrote(by, "activities.lunch_booked", [booking, site])
    return booking


@transaction.atomic
def cancel_lunch(*, booking: LunchBooking, by: Actor) -> LunchBooking:
    """The portions are free again; cancelling twice is cancelling once."""
    _service(booking.site, by, Permission.SIGN_UP, None)
    held = LunchBooking.objects.select_for_update().get(pk=booking.pk)
    if held.cancelled_at is None:
        held.cancelled_at = by.at
        held.save(update_fields=["cancelled_at"])
        audit.wrote(by, "activities.lunch_cancelled", [held, held.site])
    return held


def cancel_lunches(*, site: Unit, on: date, reason: str, by: Actor) -> int:
    """No lunch is served that day after all; how many bookings that concerns. The caller has the site alone.

    No number is kept of those who book, so somebody tells each of them (`tell_guest`).
    """
    booked = list(LunchBooking.objects.standing().filter(site=site, on=on).select_for_update().order_by("pk"))
    for booking in booked:
        booking.cancelled_at, booking.reason, booking.told_at = by.at, reason, None
    LunchBooking.objects.bulk_update(booked, ["cancelled_at", "reason", "told_at"])
    if booked:
        audit.wrote(by, "activities.lunch_cancelled", [*booked, site], ["reason"])
    return len(booked)


def restore_lunches(*, site: Unit, on: date, by: Actor) -> tuple[int, int]:
    """The day is a usual one again: who had not heard that it was off still has the lunch, who had heard has not.

    Gives the numbers of both. The caller has the site alone.
    """
    off = LunchBooking.objects.filter(site=site, on=on, cancelled_at__isnull=False).exclude(reason="")
    untold = list(off.untold().select_for_update().order_by("pk"))
    told = off.filter(told_at__isnull=False).count()
    for booking in untold:
        booking.cancelled_at, booking.reason = None, ""
    LunchBooking.objects.bulk_update(untold, ["cancelled_at", "reason"])
    if untold:
        audit.wrote(by, "activities.lunch_restored", [*untold, site], ["reason"])
    return len(untold), told


@transaction.atomic
def tell_guest(*, booking: LunchBooking, by: Actor) -> LunchBooking:
    """The guest has heard that the lunch is off; twice is as once."""
    by.must(Permission.SIGN_UP, at=booking.site)
    held = LunchBooking.objects.select_for_update().get(pk=booking.pk)
    if held.cancelled_at is None or not held.reason:
        raise Refused(_("Bokningen gäller igen. Säg det i stället."))
    if held.told_at is None:
        held.told_at = by.at
        held.save(update_fields=["told_at"])
        audit.wrote(by, "activities.lunch_guest_told", [held, held.site])
    return held


@transaction.atomic
def count_portions(*, site: Unit, on: date, portions: int, was: int | None = None, by: Actor) -> LunchCount:
    """How many portions were served. Raises Conflict when somebody has counted another number than `was` since."""
    by.must(Permission.COUNT, at=site)
    if on > by.today:
        raise Refused(_("Det går inte att räkna portioner för en dag som inte har varit."), field="portions")
    service = LunchService.objects.select_for_update().get(site=site)
    refuse_unserved(service, on)
    held = LunchCount.objects.filter(site=site, on=on).first()
    if held and held.portions not in (was, portions):
        raise Conflict(str(held))
    count = held or LunchCount(site=site, on=on)
    count.portions, count.counted_at, count.counted_by = portions, by.at, by.user
    check(count, "site", "counted_by")
    count.save()
    audit.wrote(by, "activities.portions_counted", [count, site], ["portions"])
    return count


@transaction.atomic
def forget_lunch_guests(*, by: Actor) -> int:
    """Takes away the names of those who booked lunch long ago; the portions stay. Gives their number.

    Local rule: nobody needs to know who ate when the month is over.
    """
    before = by.today - timedelta(days=number_of(LocalRuleKey.FORGET_DAYS))
    old = LunchBooking.objects.filter(on__lt=before, forgotten=False)
    forgotten = old.update(name="", forgotten=True)
    if forgotten:
        audit.wrote(by, "activities.lunch_guests_forgotten", [])
    return forgotten


def booked_portions(site: Unit, on: date) -> int:
    """How many portions are booked on a day; one query."""
    found = LunchBooking.objects.standing().filter(site=site, on=on).aggregate(all=Sum("portions"))["all"]
    return found or 0


def refuse_unserved(service: LunchService, on: date) -> None:
    if on.weekday() not in service.weekdays:
        raise Refused(_("Lunch serveras inte den dagen."))
    if ClosedDay.objects.filter(site=service.site_id, on=on).exists():
        raise Refused(_("Mötesplatsen är stängd den dagen."))


def _service(site: Unit, by: Actor, permission: Permission, version: int | None) -> LunchService:
    """The site's lunch, locked, so that portions are counted one booking at a time."""
    by.must(permission, at=site)
    held = LunchService.objects.filter(site=site).first()
    if held is None:
        raise Refused(_("Här serveras ingen lunch."))
    return versions.locked(held, version)
