"""What of a site's week stands on its poster?"""

import re
from collections.abc import Iterable
from enum import Enum

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.access.actor import Actor
from livskraft.kit.formats import clock, day
from livskraft.modules.activities.models import Dish, LunchService, Occasion
from livskraft.modules.activities.papers.poster import (
    LONGEST_FACT,
    PosterDay,
    PosterLine,
    PosterLunch,
    PosterWeek,
    Size,
    render,
)
from livskraft.modules.activities.queries.lunch import LunchDay, lunch_week
from livskraft.modules.activities.queries.programme import Day, days_of
from livskraft.modules.activities.rules.programme import RIGHT_TO_APPLY, Stretch
from livskraft.modules.activities.rules.vocabulary import Allergen, Kind
from livskraft.organisation.models import Presentation, Unit


class Allergens(Enum):
    """How the poster tells what the dishes contain."""

    WORDS = "words"
    CODES = "codes"
    NONE = "none"


# As typst begins each page of a PDF.
_PAGE = re.compile(rb"/Type\s*/Page\b")
# From Monday to Friday each day is there, also when nothing is on; a weekend only when something is.
WORKING_DAYS = 5


def printed(site: Unit, week: Stretch, size: Size, *, with_lunch: bool, actor: Actor) -> bytes:
    """The paper. The allergens stand on it as words or as short codes, as long as they cost no sheet.

    Else the page behind its QR code tells them.
    """
    whole = poster_week(site, week, with_lunch=with_lunch, allergens=Allergens.WORDS, actor=actor)
    best = render(whole, size)
    if not any(day.lunch for day in whole.days):
        return best
    for how in (Allergens.CODES, Allergens.NONE):
        if _sheets(best) == 1:
            break
        shorter = render(poster_week(site, week, with_lunch=True, allergens=how, actor=actor), size)
        best = min(best, shorter, key=_sheets)
    return best


def _sheets(made: bytes) -> int:
    return len(_PAGE.findall(made))


def poster_week(
    site: Unit, week: Stretch, *, with_lunch: bool, allergens: Allergens = Allergens.NONE, actor: Actor
) -> PosterWeek:
    """Nothing about those who come: only what anybody may know, and who leads it, as it was typed."""
    service = LunchService.objects.filter(site=site).first() if with_lunch else None
    menus = {each.on: each for each in lunch_week(site, service, week)} if service else {}
    lunches = {
        on: _lunch(menu, service, allergens=allergens) for on, menu in menus.items() if service and menu.closed is None
    }
    days = [_day(each, lunches.get(each.on), week) for each in days_of(site, week.whole_weeks)]
    told = Presentation.objects.filter(site=site).only("phone").first()
    return PosterWeek(
        site=site.name,
        monday=week.first,
        days=[each for each in days if each.on.weekday() < WORKING_DAYS or each.lines or each.lunch or each.closed],
        dated=actor.today,
        notice=f"{_legend(menus.values())} {RIGHT_TO_APPLY}" if allergens == Allergens.CODES else str(RIGHT_TO_APPLY),
        phone=told.phone if told else "",
        url=settings.BASE_URL.rstrip("/") + reverse("place", args=[site.pk]),
    )


def _day(found: Day, lunch: PosterLunch | None, week: Stretch) -> PosterDay:
    lines = [_line(each) for each in found.occasions]
    # What was moved within the week says so where it is now.
    lines += [_moved_away(each) for each in found.moved_away if not week.first <= each.on <= week.last]
    return PosterDay(
        on=found.on,
        lines=lines,
        lunch=lunch,
        closed=found.closed is not None,
        note=found.closed.reason if found.closed else "",
    )


def _line(occasion: Occasion) -> PosterLine:
    activity = occasion.activity
    note = occasion.reason if occasion.is_cancelled else ""
    if occasion.was_moved and not occasion.is_cancelled:
        was = timezone.localtime(occasion.moved_from)
        note = _("Flyttat från %(day)s kl. %(time)s") % {
            "day": day(was.date(), occasion.on),
            "time": clock(was.time()),
        }
    return PosterLine(
        title=activity.title,
        kind=Kind(activity.kind),
        starts=occasion.from_time,
        ends=occasion.to_time,
        place=occasion.place or activity.place,
        leader=occasion.leader or activity.leader,
        cost=activity.cost,
        cancelled=occasion.is_cancelled,
        note=note,
    )


def _moved_away(occasion: Occasion) -> PosterLine:
    assert occasion.moved_from
    was = timezone.localtime(occasion.moved_from)
    note = _("Flyttat till %(day)s kl. %(time)s") % {
        "day": day(occasion.on, was.date()),
        "time": clock(occasion.from_time),
    }
    return PosterLine(occasion.activity.title, Kind(occasion.activity.kind), was.time(), cancelled=True, note=note)


def _code(allergen: Allergen) -> str:
    """Three letters tell the fourteen apart."""
    return str(allergen.label)[:3].lower()


def _legend(menus: Iterable[LunchDay]) -> str:
    """What the codes of these menus mean, in the order of the table."""
    dishes = [dish for menu in menus if menu.closed is None for dish in menu.dishes]
    used = {each for dish in dishes for each in dish.allergens or ()}
    told = [f"{_code(each)} = {str(each.label).lower()}" for each in Allergen if each.value in used]
    if any(dish.allergens is None for dish in dishes):
        told.append(_("? = fråga personalen"))
    return _("Allergener i lunchen: %(codes)s.") % {"codes": ", ".join(told)} if told else ""


def _lunch(menu: LunchDay, service: LunchService, *, allergens: Allergens) -> PosterLunch | None:
    if not menu.dishes:
        return None
    dishes = [_dish(each, allergens=allergens) for each in menu.dishes]
    return PosterLunch(dishes, service.from_time, service.to_time, service.price)


def _dish(dish: Dish, *, allergens: Allergens) -> str:
    """Half a list of allergens would be taken for all of it, so what has no room says nothing but that one asks."""
    said = "vegetarisk" in dish.name.casefold()
    name = _("%(dish)s, vegetarisk") % {"dish": dish.name} if dish.vegetarian and not said else dish.name
    if allergens == Allergens.NONE or dish.contains == "":
        return name
    if allergens == Allergens.CODES:
        codes = ", ".join(_code(Allergen(each)) for each in dish.allergens or ()) or "?"
        whole = f"{name} ({codes})"
        return whole if len(whole) <= LONGEST_FACT else f"{name[: LONGEST_FACT - len(codes) - 4]}… ({codes})"
    ask = _("fråga om allergener")
    told = _("innehåller %(contains)s") % {"contains": dish.contains} if dish.contains else ask
    whole = f"{name} ({told})"
    return whole if len(whole) <= LONGEST_FACT else f"{name[: LONGEST_FACT - len(ask) - 4]}… ({ask})"
