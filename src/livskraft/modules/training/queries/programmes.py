"""Who trains where the actor works, with what can a programme begin, and what has a person trained?"""

from collections.abc import Sequence

from django.db.models import OuterRef, QuerySet, Subquery

from livskraft.access.actor import Actor
from livskraft.modules.training.models import Exercise, Programme, Template, TrainingSession
from livskraft.organisation.models import Unit
from livskraft.people.models import Person
from livskraft.people.queries import all_ids


def trainees(by: Actor) -> "QuerySet[Programme]":
    """The open programmes at the actor's sites, with `latest`, the day of the latest session; one query."""
    latest = TrainingSession.objects.filter(programme=OuterRef("pk")).order_by("-on").values("on")[:1]
    return (
        Programme.objects.visible_to(by)
        .open()
        .filter(site__in=by.units())
        .annotate(latest=Subquery(latest))
        .select_related("person__merged_into", "site")
    )


def programmes_of(person: Person, by: Actor) -> "QuerySet[Programme]":
    """The programmes of somebody whom the actor has been let in to see, the latest first; also those from before
    they were merged."""
    return Programme.objects.at_work(by).filter(person__in=all_ids(person)).select_related("site", "made_by")


def sessions_of(person: Person, by: Actor) -> "QuerySet[TrainingSession]":
    """What somebody whom the actor has been let in to see has trained, whichever their programmes were."""
    seen = Programme.objects.at_work(by).filter(person__in=all_ids(person))
    return TrainingSession.objects.filter(programme__in=seen)


def sites_to_train_at(by: Actor) -> list[Unit]:
    return list(by.units().sites().open_on(by.today).order_by("name", "pk"))


def exercises_by_id(ids: Sequence[int]) -> list[Exercise]:
    """Those of the library that have the ids, in their order; what has been taken out is left out."""
    found = {each.pk: each for each in Exercise.objects.current().filter(pk__in=ids).select_related("kind")}
    return [found[pk] for pk in ids if pk in found]


def to_choose_from(taken: Sequence[int]) -> list[Exercise]:
    """The exercises of the library that are not taken already."""
    return list(Exercise.objects.current().exclude(pk__in=taken).select_related("kind"))


def template_exercises(template: Template) -> list[int]:
    """Which exercises a programme begins with; there are no doses to take."""
    return list(template.exercises.current().values_list("pk", flat=True))
