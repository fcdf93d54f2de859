"""Which exercises are in the library, and where is each of them used?"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from livskraft.kit.names import name_key
from livskraft.modules.training.models import Dose, Exercise, RehabDose, Template
from livskraft.modules.training.rules.exercises import matches

WITHOUT_EQUIPMENT = 0


@dataclass(frozen=True, slots=True)
class Library:
    """The exercises that need nothing by name, and the others by kind of equipment and name."""

    without: Sequence[Exercise]
    equipped: Sequence[Exercise]

    @property
    def number(self) -> int:
        return len(self.without) + len(self.equipped)


def library(words: str = "", kind: int | None = None) -> Library:
    """What there is to choose from; one query.

    `words` are all found in the name, the kind or the steps; `kind` is WITHOUT_EQUIPMENT for what needs none, and None
    for all.
    """
    # Written by a handful of people: hundreds, so that they are searched here, the same on both engines.
    rows = Exercise.objects.current().select_related("kind").order_by("kind__sort_key", "sort_key", "pk")
    sought = name_key(words)
    found: dict[bool, list[Exercise]] = {False: [], True: []}
    for exercise in rows:
        name = exercise.kind.name if exercise.kind else ""
        asked = kind in (None, exercise.kind_id or WITHOUT_EQUIPMENT)
        if asked and matches(sought, exercise.name_key, name_key(f"{name} {exercise.steps}")):
            found[bool(name)].append(exercise)
    return Library(found[False], found[True])


def shelf_choices() -> list[tuple[int, str]]:
    """The kinds of equipment that there are exercises with, to choose from; one query."""
    kinds = Exercise.objects.current().filter(kind__isnull=False).order_by("kind__sort_key")
    return list(kinds.values_list("kind", "kind__name").distinct())


def to_choose(*, but: int | None = None) -> list[tuple[int, str]]:
    """The exercises of the library in the order of their names, each with its equipment, to choose from; one query."""
    others = Exercise.objects.current() if but is None else Exercise.objects.current().exclude(pk=but)
    rows = others.values_list("pk", "name", "kind__name")
    return [(pk, f"{name} ({kind.lower()})" if kind else name) for pk, name, kind in rows]


def stands_in_for(exercise: Exercise) -> list[Exercise]:
    """Those that name the exercise as what to do instead; one query."""
    return list(Exercise.objects.current().filter(alternative=exercise))


def programmes_with(exercise: Exercise) -> int:
    """In how many programmes that are followed now it stands, in friskvård and rehabilitation together; two queries.

    A number about nobody: who they are is each programme's own page to say.
    """
    return sum(
        doses.objects.filter(exercise=exercise, ended_at=None, programme__ended_at=None).count()
        for doses in (Dose, RehabDose)
    )


def templates() -> list[tuple[Template, list[Exercise]]]:
    """Every template with the exercises of it that are still in the library; two queries."""
    current = Prefetch("exercises", Exercise.objects.current().select_related("kind"))
    return [(template, list(template.exercises.all())) for template in Template.objects.prefetch_related(current)]
