"""How is it recorded that staff were guided, that guidance ended, and who usually holds the staffed hours?"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.access.models import User
from livskraft.kit.errors import Refused
from livskraft.kit.versions import locked
from livskraft.modules.minigym.models import EquipmentKind, Guidance, GuidanceOccasion, Gym, StaffedTurn
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.queries import guidance as staff
from livskraft.modules.minigym.queries.local_rules import months_of
from livskraft.modules.minigym.rules import INTERVALS, LocalRuleKey, Weekday, guidance_until
from livskraft.organisation.models import Unit

# A day of the week, from and until by the clock, and the person who usually holds it.
Turn = tuple[Weekday, time, time, int]


@transaction.atomic
def guide_staff(
    *,
    site: Unit,
    people: Collection[User],
    kinds: Collection[EquipmentKind],
    on: date,
    by: Actor,
    months: int | None = None,
    note: str = "",
) -> GuidanceOccasion:
    """A physiotherapist has guided `people` on `kinds`; it holds as long as the local rule says, or shorter.

    Source: 000 Fysioterapeut (guides care staff so that they can support those who want to train).
    """
    by.must(Permission.GUIDE, at=site)
    longest = months_of(LocalRuleKey.GUIDANCE)
    holds = longest if months is None else months
    if holds not in INTERVALS or holds > longest:
        raise Refused(_("Välj högst %(months)s månader.") % {"months": longest}, field="months")
    if on > by.today:
        raise Refused(_("Dagen kan inte ligga framåt i tiden."), field="on")
    until = guidance_until(on=on, months=holds)
    if until < by.today:
        raise Refused(_("En vägledning från den dagen har redan gått ut."), field="on")
    if not people:
        raise Refused(_("Kryssa för minst en medarbetare."), field="people")
    if not kinds:
        raise Refused(_("Kryssa för minst ett slags utrustning."), field="kinds")
    _hold(site)
    working = {person.pk for person in staff.care_staff_at(site, by.today)}
    if any(person.pk not in working for person in people):
        raise Refused(_("Någon av medarbetarna arbetar inte här längre."), field="people")
    standing = {kind.pk for kind in staff.kinds_at(site)}
    if any(kind.pk not in standing for kind in kinds):
        raise Refused(_("Något av slagen står inte i minigymmet längre."), field="kinds")
    occasion = GuidanceOccasion.objects.create(
        site=site, on=on, until=until, note=_clean(note, 400), recorded_at=by.at, recorded_by=by.user
    )
    day_ends = timezone.make_aware(datetime.combine(on + timedelta(days=1), time.min))
    Guidance.objects.bulk_create(
        Guidance(occasion=occasion, site=site, person=person, kind=kind, on=on, until=until, day_ends=day_ends)
        for person in people
        for kind in kinds
    )
    _settle(site, [person.pk for person in people])
    audit.wrote(by, "minigym.staff_guided", [occasion, site, *people], ["people", "kinds", "on", "until", "note"])
    return occasion


@transaction.atomic
def take_back_guidance(*, occasion: GuidanceOccasion, reason: str, by: Actor) -> int:
    """The registration was wrong: nothing of it holds, and what held before does again. Returns how many it was."""
    by.must(Permission.GUIDE, at=occasion.site)
    _hold(occasion.site)
    rows = list(Guidance.objects.filter(occasion=occasion, ended_at__isnull=True))
    if not rows:
        raise Refused(_("Vägledningen är redan borttagen."))
    _end(rows, reason, by)
    _settle(occasion.site, {row.person_id for row in rows})
    audit.wrote(by, "minigym.guidance_taken_back", [occasion], ["ended_at", "ended_because"])
    return len(rows)


@transaction.atomic
def end_guidance(*, site: Unit, person: User, reason: str, by: Actor) -> int:
    """The person no longer supports visitors here; nobody owes to guide them anew. Returns how many kinds it was."""
    by.must(Permission.GUIDE, at=site)
    _hold(site)
    rows = list(Guidance.objects.filter(site=site, person=person, ended_at__isnull=True))
    if not any(row.current for row in rows):
        raise Refused(_("Personen har ingen vägledning att avsluta."))
    _end(rows, reason, by)
    audit.wrote(by, "minigym.guidance_ended", [site, person], ["ended_at", "ended_because"])
    return sum(row.current for row in rows)


@transaction.atomic
def set_turns(*, gym: Gym, turns: Iterable[Turn], by: Actor, version: int | None = None) -> int:
    """Who usually holds which staffed span of the gym; replaces what was said before. Returns how many turns it is.

    Raises Conflict when the gym, and so maybe its hours or who holds them, is no longer at `version`.
    """
    by.must(Permission.EDIT, at=gym.site)
    held = locked(gym, version)
    wanted = set(turns)
    possible = {person.pk: person for person in staff.holders_at(gym.site, by.today)}
    if any(person not in possible for _day, _start, _end, person in wanted):
        raise Refused(_("Någon av medarbetarna arbetar inte här längre. Öppna sidan igen."))
    StaffedTurn.objects.filter(gym=gym).delete()
    StaffedTurn.objects.bulk_create(
        StaffedTurn(gym=gym, person=possible[person].user, weekday=day, starts=start, ends=end)
        for day, start, end, person in sorted(wanted)
    )
    held.save(update_fields=["version"])
    audit.wrote(by, "minigym.turns_set", [gym], ["turns"])
    return len(wanted)


def _hold(site: Unit) -> None:
    """Two who register at the same site do it one after the other."""
    Unit.objects.select_for_update().get(pk=site.pk)


def _end(rows: Iterable[Guidance], reason: str, by: Actor) -> None:
    words = _clean(reason, 300)
    if not words:
        raise Refused(_("Skriv varför."), field="reason")
    Guidance.objects.filter(pk__in=[row.pk for row in rows]).update(
        current=False, ended_at=by.at, ended_by=by.user, ended_because=words
    )


def _settle(site: Unit, people: Iterable[int]) -> None:
    """Marks the latest guidance of each person and kind as the current one."""
    rows = Guidance.objects.filter(site=site, person__in=people)
    latest: dict[tuple[int, int], int] = defaultdict(int)
    for pk, person, kind in rows.filter(ended_at__isnull=True).order_by("on", "pk").values_list("pk", "person", "kind"):
        latest[person, kind] = pk
    rows.filter(current=True).exclude(pk__in=latest.values()).update(current=False)
    rows.filter(pk__in=latest.values(), current=False).update(current=True)


def _clean(text: str, longest: int) -> str:
    return text.replace("\x00", "").strip()[:longest]
