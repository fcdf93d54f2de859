"""What of a site's week stands on its poster?"""

import re

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
from livskraft.modules.activities.rules.vocabulary import Kind
from livskraft.organisation.models import Presentation, Unit

# As typst begins each page of a PDF.
_PAGE = re.compile(rb"/Type\s*/Page\b")
# From Monday to Friday each day is there, also when nothing is on; a weekend only when something is.
WORKING_DAYS = 5


def printed(site: Unit, week: Stretch, size: Size, *, with_lunch: bool, actor: Actor) -> bytes:
    """The paper. The allergens stand on it when they cost no sheet: else the page behind its QR code tells them."""
    whole = poster_week(site, week, with_lunch=with_lunch, allergens=True, actor=actor)
    made = render(whole, size)
    sheets = _sheets(made)
    if sheets > 1 and any(day.lunch for day in whole.days):
        shorter = render(poster_week(site, week, with_lunch=True, actor=actor), size)
        return shorter if _sheets(shorter) < sheets else made
    return made


def _sheets(made: bytes) -> int:
    return len(_PAGE.findall(made))


def poster_week(site: Unit, week: Stretch, *, with_lunch: bool, allergens: bool = False, actor: Actor) -> PosterWeek:
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
        notice=str(RIGHT_TO_APPLY),
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


def _lunch(menu: LunchDay, service: LunchService, *, allergens: bool) -> PosterLunch | None:
    if not menu.dishes:
        return None
    dishes = [_dish(each, allergens=allergens) for each in menu.dishes]
    return PosterLunch(dishes, service.from_time, service.to_time, service.price)


def _dish(dish: Dish, *, allergens: bool) -> str:
    """Half a list of allergens would be taken for all of it, so what has no room says nothing but that one asks."""
    said = "vegetarisk" in dish.name.casefold()
    name = _("%(dish)s, vegetarisk") % {"dish": dish.name} if dish.vegetarian and not said else dish.name
    if not allergens or dish.contains == "":
        return name
    ask = _("fråga om allergener")
    told = _("innehåller %(contains)s") % {"contains": dish.contains} if dish.contains else ask
    whole = f"{name} ({told})"
    return whole if len(whole) <= LONGEST_FACT else f"{name[: LONGEST_FACT - len(ask) - 4]}… ({ask})"
