"""On which day did something last happen in a period of rehabilitation? It stands on the period."""

from datetime import date

from django.db.models import F, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest

from livskraft.modules.training.models import Episode, JournalledElsewhere, Note, RehabSession


def keep_latest(episode: Episode, on: date) -> None:
    """Moves the kept day forward, never back: what is written afterwards of a day before is history."""
    Episode.objects.filter(pk=episode.pk, last_on__lt=on).update(last_on=on)


def count_latest_anew(episode: Episode) -> None:
    """When something was moved to another day or taken away, so that the day may be earlier than it was."""
    Episode.objects.filter(pk=episode.pk).update(last_on=latest_day())


def latest_day() -> Greatest:
    """For a query of periods: opened, trained, the day that a signed note is about, or journalled elsewhere."""
    happened = [
        (RehabSession.objects.filter(episode=OuterRef("pk")), "on"),
        (Note.objects.filter(episode=OuterRef("pk")), "happened_on"),
        (JournalledElsewhere.objects.filter(episode=OuterRef("pk")), "on"),
    ]
    days = [
        Coalesce(Subquery(found.order_by().values("episode").annotate(day=Max(field)).values("day")), F("opened_on"))
        for found, field in happened
    ]
    return Greatest(F("opened_on"), *days)
