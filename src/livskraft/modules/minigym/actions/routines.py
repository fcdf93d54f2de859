"""Which self-checks must a gym make: a template made, changed or ended, and taken up by a gym?"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit.errors import Refused
from livskraft.kit.versions import locked
from livskraft.modules.minigym.models import CheckPoint, CheckRoutine, CheckTemplate, Gym
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.rules import Every, period_of

MOST_POINTS = 40


@transaction.atomic
def make_template(
    *, name: str, every: Every, points: Sequence[str], by: Actor, gym: Gym | None = None
) -> CheckTemplate:
    """A self-check that every open gym owes from this week or month on, or only `gym` when one is given."""
    _must(by, gym)
    texts = _texts(points)
    template = CheckTemplate.objects.create(name=_name(name), every=every, gym=gym)
    _set_points(template, texts)
    gyms = [gym] if gym else Gym.objects.open()
    _take_up([template], gyms, by.today)
    audit.wrote(by, "minigym.check_template_made", [template], ["name", "every", "points"])
    return template


@transaction.atomic
def change_template(
    *, template: CheckTemplate, name: str, points: Sequence[str], version: int, by: Actor
) -> CheckTemplate:
    """The template with another name or points; checks already made keep the points that they answered.

    Raises Conflict when it is no longer at `version`.
    """
    _must(by, template.gym)
    held = locked(template, version)
    if held.ended_on:
        raise Refused(_("Mallen används inte längre."))
    held.name = _name(name)
    held.save()
    _set_points(held, _texts(points))
    audit.wrote(by, "minigym.check_template_changed", [held], ["name", "points"])
    return held


@transaction.atomic
def end_template(*, template: CheckTemplate, by: Actor) -> CheckTemplate:
    """No gym owes it from now; the checks made stay."""
    _must(by, template.gym)
    held = locked(template, None)
    held.ended_on = held.ended_on or by.today
    held.save()
    audit.wrote(by, "minigym.check_template_ended", [held], ["ended_on"])
    return held


def take_up_routines(gym: Gym, day: date) -> None:
    """A new gym owes the municipality's self-checks from the week or month that holds `day`."""
    _take_up(CheckTemplate.objects.in_force().filter(gym__isnull=True), [gym], day)


def owe_from_now(gym: Gym, day: date) -> None:
    """What fell due while the gym was closed is not owed; what the week or month of `day` asks is."""
    for every in Every:
        before = _before(every, day)
        gym.routines.filter(template__every=every, done_for__lt=before).update(done_for=before)


def _take_up(templates: Iterable[CheckTemplate], gyms: Iterable[Gym], day: date) -> None:
    CheckRoutine.objects.bulk_create(
        CheckRoutine(gym=gym, template=template, done_for=_before(Every(template.every), day))
        for template in templates
        for gym in gyms
    )


def _before(every: Every, day: date) -> date:
    """When the week or month before that of `day` began."""
    return period_of(every, period_of(every, day).starts - timedelta(days=1)).starts


def _must(by: Actor, gym: Gym | None) -> None:
    if gym:
        by.must(Permission.EDIT, at=gym.site)
    else:
        by.must(Permission.SET_CHECKS)


def _set_points(template: CheckTemplate, texts: Sequence[str]) -> None:
    """A point whose words stay is the same point; others are dropped, so that old answers keep theirs."""
    there = {point.text: point for point in template.points.filter(dropped=False)}
    template.points.filter(dropped=False).exclude(text__in=texts).update(dropped=True)
    for position, text in enumerate(texts, start=1):
        if text in there:
            CheckPoint.objects.filter(pk=there[text].pk).update(position=position)
        else:
            CheckPoint.objects.create(template=template, position=position, text=text)


def _texts(points: Sequence[str]) -> list[str]:
    texts = list(dict.fromkeys(text for point in points if (text := point.replace("\x00", "").strip())))
    if not texts:
        raise Refused(_("Skriv minst en punkt."), field="points")
    if len(texts) > MOST_POINTS:
        raise Refused(_("En egenkontroll kan ha högst %(most)d punkter.") % {"most": MOST_POINTS}, field="points")
    if any(len(text) > 200 for text in texts):
        raise Refused(_("En punkt kan ha högst 200 tecken."), field="points")
    return texts


def _name(text: str) -> str:
    name = text.replace("\x00", "").strip()[:80]
    if not name:
        raise Refused(_("Skriv vad egenkontrollen heter."), field="name")
    return name
