"""How does a pasted programme become activities: kept as it was pasted, looked through, and saved at once?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit import formats, versions
from livskraft.kit.errors import Refused
from livskraft.kit.names import name_key
from livskraft.modules.activities.actions.occasions import add_occasion, close_day
from livskraft.modules.activities.actions.programme import Details, add_activity
from livskraft.modules.activities.actions.writing import alone_at
from livskraft.modules.activities.models import Activity, ClosedDay, Occasion, PastedProgramme
from livskraft.modules.activities.permissions import Permission
from livskraft.modules.activities.queries.pasted import reading_of
from livskraft.modules.activities.rules.pasted_choices import MOST_PROPOSED
from livskraft.modules.activities.rules.pasted_reading import Proposed
from livskraft.modules.activities.rules.vocabulary import Kind
from livskraft.organisation.models import Unit

LONGEST = 80_000
YEARS = range(2000, 2100)
# A local rule: what was pasted is only needed until it is looked through.
KEPT_DAYS = 30


@dataclass(frozen=True, slots=True)
class Named:
    """How a title that is new shall stand in the programme."""

    title: str
    kind: Kind


@transaction.atomic
def paste_programme(*, site: Unit, text: str, year: int, by: Actor) -> PastedProgramme:
    """Keeps the text until somebody has looked it through. Raises Refused when there is nothing to look through."""
    by.must(Permission.PLAN, at=site)
    if year not in YEARS:
        raise Refused(_("Skriv året med fyra siffror."), field="year")
    text = text.replace("\x00", "")
    if not text.strip():
        raise Refused(_("Klistra in veckans program."), field="text")
    if len(text) > LONGEST:
        raise Refused(_("Texten är för lång. Klistra in en del i taget."), field="text")
    pasted = PastedProgramme(site=site, text=text, year=year, pasted_at=by.at, pasted_by=by.user)
    if len(reading_of(pasted).activities) > MOST_PROPOSED:
        raise Refused(
            _("Det blir fler än %(most)d tider. Klistra in en del i taget.") % {"most": MOST_PROPOSED}, field="text"
        )
    pasted.save()
    audit.wrote(by, "activities.programme_pasted", [pasted, site])
    return pasted


@transaction.atomic
def save_pasted(
    *,
    pasted: PastedProgramme,
    take: Collection[int],
    closed: Collection[date],
    named: Mapping[str, Named],
    version: int | None = None,
    by: Actor,
) -> int:
    """Puts the times with those numbers in the programme, and closes the days; gives how many times were added.

    `named` says by name key how a new title shall stand. A time that is there already is passed over. All or nothing:
    raises Refused in a sentence that names the time, and Conflict when somebody saved it meanwhile.
    """
    by.must(Permission.PLAN, at=pasted.site)
    alone_at(pasted.site_id)
    held = versions.locked(pasted, version)
    if held.saved_at:
        raise Refused(_("Programmet är redan sparat."))
    reading = reading_of(held)
    chosen = [each for number, each in enumerate(reading.activities) if number in take]
    days = [day for day in reading.closed if day in closed]
    if not chosen and not days:
        raise Refused(_("Bocka för minst en rad att spara."))
    standing = {
        name_key(each.title): each for each in Activity.objects.current().filter(site=held.site).order_by("-pk")
    }
    added = sum(_add(each, held.site, standing, named, by) for each in chosen)
    there = set(ClosedDay.objects.filter(site=held.site, on__in=days).values_list("on", flat=True))
    for day in days:
        if day >= by.today and day not in there:
            close_day(site=held.site, on=day, by=by)
    held.saved_at = by.at
    held.save(update_fields=["saved_at", "version"])
    audit.wrote(by, "activities.pasted_saved", [held, held.site])
    return added


def _add(each: Proposed, site: Unit, standing: dict[str, Activity], named: Mapping[str, Named], by: Actor) -> bool:
    """Whether the time was added; False when it stands in the programme already."""
    key = name_key(each.title)
    wish = named.get(key)
    activity = standing.get(key) or (standing.get(name_key(wish.title)) if wish else None)
    try:
        if activity is None:
            details = Details(
                title=wish.title if wish else each.title,
                kind=wish.kind if wish else Kind.SOCIAL,
                cost=None if each.cost is None else Decimal(each.cost),
            )
            activity = add_activity(site=site, details=details, by=by)
        standing[key] = standing[name_key(activity.title)] = activity
        if Occasion.objects.filter(activity=activity, on=each.date, from_time=each.start).exists():
            return False
        add_occasion(
            activity=activity,
            on=each.date,
            from_time=each.start,
            to_time=each.end,
            # Who wrote the programme knew when it is closed: what stands on such a day is meant.
            although_closed=True,
            by=by,
        )
    except Refused as refused:
        when = formats.day(each.date, by.today)
        text = _("%(title)s, %(day)s kl. %(time)s: %(why)s")
        values = {"title": each.title[:80], "day": when, "time": formats.clock(each.start), "why": refused.message}
        raise Refused(text % values) from refused
    return True


@transaction.atomic
def forget_pasted(*, by: Actor) -> int:
    """Throws away the texts that were pasted long ago; what came of them stays in the programme."""
    old = PastedProgramme.objects.filter(pasted_at__lt=by.at - timedelta(days=KEPT_DAYS))
    gone = old.count()
    if gone:
        old.delete()
        audit.wrote(by, "activities.pasted_forgotten", [])
    return gone
