"""Who came to friskvård after their rehabilitation, and which sessions were journalled the same day?"""

from collections import defaultdict
from datetime import date, timedelta

from django.db.models import CharField, Count, Exists, ExpressionWrapper, F, OuterRef, Q
from django.db.models.functions import Coalesce

from livskraft.kit.periods import Period
from livskraft.modules.activities.public import first_visits
from livskraft.modules.training.models import Episode, EpisodeQuerySet, RehabSession, TrainingSession
from livskraft.modules.training.rules.episodes import DAYS_TO_CROSS, crossed
from livskraft.modules.training.rules.vocabulary import NoIntroduction
from livskraft.organisation.models import Contract, UnitQuerySet
from livskraft.people.queries import all_ids_of

WHO = Coalesce("person__merged_into", "person")
TO_CROSS = timedelta(days=DAYS_TO_CROSS)


def crossings(units: UnitQuerySet, period: Period) -> dict[int, tuple[int, int]]:
    """By site: how many persons' rehabilitation ended, and how many of them came to friskvård in time. Five queries.

    Of what was closed so long before the period's days that all have had the time. A person counts once at a site.
    Whoever was handed over to another caregiver meanwhile did not end, but goes on there. Where another caregiver had
    the meeting place, it is in that one's records whether they came.
    """
    assert period.ends
    closed = Episode.objects.filter(
        site__in=units, closed_on__gte=period.starts - TO_CROSS, closed_on__lt=period.ends - TO_CROSS
    ).exclude(not_introduced=NoIntroduction.HANDED_OVER)
    ended = set(_at_keeper(closed).order_by().values_list("site", WHO, "closed_on"))
    since = {(person, day) for _site, person, day in ended}
    came = first_visits(since, DAYS_TO_CROSS).keys() | _trained(since)
    everybody: dict[int, set[int]] = defaultdict(set)
    over: dict[int, set[int]] = defaultdict(set)
    for site, person, day in ended:
        everybody[site].add(person)
        if (person, day) in came:
            over[site].add(person)
    return {site: (len(over[site]), len(persons)) for site, persons in everybody.items()}


def _at_keeper(closed: EpisodeQuerySet) -> EpisodeQuerySet:
    """Those whose caregiver had the meeting place that day: where they were introduced, else the period's own."""
    place = ExpressionWrapper(OuterRef("place"), output_field=CharField())
    anothers = (
        Contract.objects.annotate(place=place)
        .filter(place__startswith=F("area_part__path"), starts__lte=OuterRef("closed_on"))
        .filter(Q(ends__isnull=True) | Q(ends__gt=OuterRef("closed_on")))
        .exclude(provider=OuterRef("keeper"))
    )
    return closed.annotate(place=Coalesce("introduced_at__path", "site__path")).exclude(Exists(anothers))


def _trained(since: set[tuple[int, date]]) -> set[tuple[int, date]]:
    """Those who have trained by a programme of their own in friskvård."""
    if not since:
        return set()
    days = [day for _person, day in since]
    rows = TrainingSession.objects.filter(
        person__in=all_ids_of({person for person, _day in since}), on__gte=min(days), on__lte=max(days) + TO_CROSS
    )
    visits: dict[int, list[date]] = defaultdict(list)
    for person, on in rows.order_by().values_list(WHO, "on"):
        visits[person].append(on)
    return {(person, day) for person, day in since if crossed(day, visits[person])}


def journalled_same_day(units: UnitQuerySet, period: Period) -> dict[int, tuple[int, int]]:
    """By site: how many of the period's sessions were journalled the day they were held, and how many there were."""
    at_once = Q(note__signed_at__date=F("on")) | Q(elsewhere__on=F("on"))
    rows = (
        RehabSession.objects.filter(site__in=units, on__gte=period.starts, on__lt=period.ends)
        .order_by()
        .values("site")
        .annotate(held=Count("pk"), soon=Count("pk", filter=at_once))
    )
    return {row["site"]: (row["soon"], row["held"]) for row in rows}
