"""How does an exercise come into the library, how is it changed, and how does it go?"""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.files import actions as files
from livskraft.files.content import Content
from livskraft.kit.errors import Refused
from livskraft.kit.names import name_key, sort_key
from livskraft.kit.versions import locked
from livskraft.kit.words import line, plain
from livskraft.modules.minigym.public import equipment_kinds
from livskraft.modules.training.models import Exercise
from livskraft.modules.training.permissions import Permission
from livskraft.modules.training.rules.exercises import leads_back, steps
from livskraft.modules.training.rules.vocabulary import Measure

LONGEST_NAME, LONGEST_WARNING, LONGEST_PICTURE_TEXT, MOST_STEPS = 80, 300, 200, 10
LONGEST_KEY, LONGEST_SORT_KEY = 90, 200


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of an exercise. `kind` and `alternative` are their numbers; `steps` has one on each line."""

    name: str
    steps: str
    kind: int | None = None
    warning: str = ""
    measure: str = Measure.REPETITIONS
    loaded: bool = False
    alternative: int | None = None
    picture_text: str = ""


@transaction.atomic
def add_exercise(*, told: Told, by: Actor, picture: Content | None = None) -> Exercise:
    """An exercise that everybody who trains others can read. Raises Refused."""
    by.must(Permission.WRITE_EXERCISES)
    made = _saved(Exercise(version=1), told, picture, by)
    audit.wrote(by, "training.exercise_added", [made])
    return made


@transaction.atomic
def change_exercise(
    *,
    exercise: Exercise,
    told: Told,
    by: Actor,
    picture: Content | None = None,
    remove_picture: bool = False,
    version: int | None = None,
) -> Exercise:
    """The exercise as it now reads, also in the programmes where it stands. Raises Refused, Conflict and Gone."""
    by.must(Permission.WRITE_EXERCISES)
    held = locked(exercise, version)
    before = held.picture
    if remove_picture and picture is None:
        held.picture = None
    changed = _saved(held, told, picture, by)
    if before and before != changed.picture:
        files.delete(before)
    audit.wrote(by, "training.exercise_changed", [changed])
    return changed


@transaction.atomic
def retire_exercise(*, exercise: Exercise, by: Actor) -> Exercise:
    """No longer offered, neither in new programmes nor instead of another; where it stands it stays. Twice is as once.

    What named it as an alternative keeps it in mind, so that it is there again when it is taken back.
    """
    by.must(Permission.WRITE_EXERCISES)
    held = locked(exercise, None)
    if held.retired_at is None:
        held.retired_at, held.changed_by = by.at, by.user
        held.save(update_fields=["retired_at", "changed_by", "version"])
        audit.wrote(by, "training.exercise_retired", [held])
    return held


@transaction.atomic
def resume_exercise(*, exercise: Exercise, by: Actor) -> Exercise:
    """In the library again. Twice is as once."""
    by.must(Permission.WRITE_EXERCISES)
    held = locked(exercise, None)
    if held.retired_at is not None:
        held.retired_at, held.changed_by = None, by.user
        held.save(update_fields=["retired_at", "changed_by", "version"])
        audit.wrote(by, "training.exercise_resumed", [held])
    return held


def _saved(exercise: Exercise, told: Told, picture: Content | None, by: Actor) -> Exercise:
    name = line(told.name, field="name", missing=_("Skriv vad övningen heter."))
    if len(name) > LONGEST_NAME:
        raise Refused(_("Namnet kan ha högst %(most)s tecken.") % {"most": LONGEST_NAME}, field="name")
    exercise.name, exercise.name_key = name, name_key(name)[:LONGEST_KEY]
    exercise.sort_key = sort_key(name)[:LONGEST_SORT_KEY]
    exercise.steps = plain(told.steps, field="steps", missing=_("Skriv hur man gör, ett steg på varje rad."))
    if len(steps(exercise.steps)) > MOST_STEPS:
        raise Refused(_("Högst %(most)s steg går att minnas. Slå ihop några.") % {"most": MOST_STEPS}, field="steps")
    exercise.warning = line(told.warning, field="warning")[:LONGEST_WARNING]
    if told.measure not in Measure.values:
        raise Refused(_("Välj vad övningen räknas i."), field="measure")
    exercise.measure, exercise.loaded = told.measure, told.loaded
    if told.kind is not None and told.kind not in dict(equipment_kinds()):
        raise Refused(_("Det slaget av utrustning finns inte längre."), field="kind")
    exercise.kind_id = told.kind
    _may_stand_in(exercise, told.alternative)
    exercise.alternative_id = told.alternative
    if picture is not None:
        exercise.picture = files.store(picture, at=by.at, created_by=by.user.pk if by.user else None)
    exercise.picture_text = line(told.picture_text, field="picture_text")[:LONGEST_PICTURE_TEXT]
    if exercise.picture is None:
        exercise.picture_text = ""
    elif not exercise.picture_text:
        raise Refused(_("Skriv vad bilden visar, för den som inte ser den."), field="picture_text")
    exercise.changed_by = by.user
    try:
        with transaction.atomic():
            exercise.save()
    except IntegrityError as taken:
        raise Refused(_("Det finns redan en övning med det namnet."), field="name") from taken
    return exercise


def _may_stand_in(exercise: Exercise, alternative: int | None) -> None:
    """Raises Refused for itself, for one that is not in the library, and for one that leads back here."""
    if alternative is None:
        return
    # Two who write at once wait for each other here: neither sees the circle by themselves.
    rows = Exercise.objects.select_for_update().order_by("pk").values_list("pk", "alternative", "retired_at")
    library = {pk: (other, retired) for pk, other, retired in rows}
    if alternative == exercise.pk:
        raise Refused(_("En övning kan inte ersätta sig själv."), field="alternative")
    if alternative not in library or library[alternative][1] is not None:
        raise Refused(_("Den övningen är borttagen. Välj en annan."), field="alternative")
    others = {pk: other for pk, (other, _retired) in library.items()}
    if exercise.pk and leads_back(exercise.pk, alternative, others):
        raise Refused(_("De två övningarna hänvisar till varandra. Välj en annan."), field="alternative")
