"""How are exercises put together to begin from? Never with doses, and never for a person."""

from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit.errors import Gone, Refused
from livskraft.kit.names import name_key, sort_key
from livskraft.kit.versions import locked
from livskraft.kit.words import line
from livskraft.modules.training.actions.exercises import LONGEST_KEY, LONGEST_NAME, LONGEST_SORT_KEY
from livskraft.modules.training.models import Exercise, Template
from livskraft.modules.training.permissions import Permission

MOST_EXERCISES = 30


@transaction.atomic
def add_template(*, name: str, exercises: Collection[int], by: Actor) -> Template:
    """Raises Refused."""
    by.must(Permission.WRITE_EXERCISES)
    made = _saved(Template(version=1), name, exercises, by)
    audit.wrote(by, "training.template_added", [made])
    return made


@transaction.atomic
def change_template(
    *, template: Template, name: str, exercises: Collection[int], by: Actor, version: int | None = None
) -> Template:
    """The programmes that began from it stay as they are. Raises Refused, Conflict and Gone."""
    by.must(Permission.WRITE_EXERCISES)
    changed = _saved(locked(template, version), name, exercises, by)
    audit.wrote(by, "training.template_changed", [changed])
    return changed


@transaction.atomic
def remove_template(*, template: Template, by: Actor) -> None:
    """The exercises and the programmes that began from it stay. Raises Gone when somebody else was first."""
    by.must(Permission.WRITE_EXERCISES)
    held = Template.objects.select_for_update().filter(pk=template.pk).first()
    if held is None:
        raise Gone
    audit.wrote(by, "training.template_removed", [held])
    held.delete()


def _saved(template: Template, name: str, exercises: Collection[int], by: Actor) -> Template:
    template.name = line(name, field="name", missing=_("Skriv vad urvalet heter."))
    if len(template.name) > LONGEST_NAME:
        raise Refused(_("Namnet kan ha högst %(most)s tecken.") % {"most": LONGEST_NAME}, field="name")
    template.name_key = name_key(template.name)[:LONGEST_KEY]
    template.sort_key = sort_key(template.name)[:LONGEST_SORT_KEY]
    chosen = set(exercises)
    if not chosen:
        raise Refused(_("Välj minst en övning."), field="exercises")
    if len(chosen) > MOST_EXERCISES:
        raise Refused(_("Välj högst %(most)s övningar.") % {"most": MOST_EXERCISES}, field="exercises")
    if Exercise.objects.current().filter(pk__in=chosen).count() != len(chosen):
        raise Refused(_("Någon av övningarna är borttagen. Välj bland dem som finns."), field="exercises")
    template.changed_by = by.user
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError as taken:
        raise Refused(_("Det finns redan ett urval med det namnet."), field="name") from taken
    template.exercises.set(chosen)
    return template
