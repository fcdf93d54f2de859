"""How is a programme made for one person, changed, gone through and ended? In friskvård, which says nothing of why."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit import versions
from livskraft.kit.errors import Refused
from livskraft.modules.training.actions import plans
from livskraft.modules.training.actions.plans import Wanted
from livskraft.modules.training.models import Dose, Programme, TrainingSession
from livskraft.modules.training.permissions import Permission
from livskraft.modules.training.rules.programmes import last_review
from livskraft.organisation.models import Unit
from livskraft.people.actions.persons import relate
from livskraft.people.models import Person
from livskraft.people.queries import all_ids
from livskraft.people.rules.relations import relation_ends
from livskraft.people.rules.vocabulary import Purpose

AT_ONCE = timedelta(minutes=1)


@transaction.atomic
def make_programme(
    *, person: Person, unit: Unit, site: Unit, review_on: date, doses: Sequence[Wanted], by: Actor
) -> Programme:
    """A programme for the person at `site`, made at `unit`; both know the person from now. Twice pressed is once.

    Each dose is said in whole: nothing is taken from a template but which exercises there are. Raises Refused, and
    PermissionDenied for whom the actor may not see.
    """
    by.must(Permission.PLAN, at=unit)
    must_see(person, by)
    must_be_day(review_on, by)
    if not by.units().sites().open_on(by.today).filter(pk=site.pk).exists():
        raise Refused(_("Välj en plats som du arbetar för."), field="site")
    if not doses:
        raise Refused(_("Välj minst en övning."))
    # Two presses wait for each other here.
    Person.objects.select_for_update().get(pk=person.pk)
    if there := Programme.objects.open().filter(person__in=all_ids(person)).first():
        if by.user is not None and there.made_by_id == by.user.pk and there.made_at > by.at - AT_ONCE:
            return there
        raise Refused(_("Det finns redan ett program. Ändra det, eller avsluta det innan du gör ett nytt."))
    made = Programme.objects.create(
        person=person, unit=unit, site=site, made_at=by.at, made_by=by.user, review_on=review_on
    )
    plans.place(Dose, made, doses)
    for each in (unit, site):
        relate(person=person, unit=each, purpose=Purpose.TRAINING, until=relation_ends(by.today), by=by)
    audit.wrote(by, "training.programme_made", [made, person, site])
    return made


@transaction.atomic
def add_dose(*, programme: Programme, wanted: Wanted, version: int | None = None, by: Actor) -> Dose:
    """Raises Conflict when another therapist has changed the programme since, and Refused."""
    held = _opened(programme, version, by)
    made: Dose
    (made,) = plans.place(Dose, held, [wanted])
    _changed(held, "training.dose_added", by)
    return made


@transaction.atomic
def change_dose(*, dose: Dose, wanted: Wanted, version: int | None = None, by: Actor) -> Dose:
    """The dose that takes its place; the one before stays with what was done by it. Raises as `add_dose`."""
    held = _opened(dose.programme, version, by)
    before = Dose.objects.select_related("exercise").get(pk=dose.pk)
    made: Dose = plans.replace(before, wanted, by)
    if made.pk != before.pk:
        _changed(held, "training.dose_changed", by)
    return made


@transaction.atomic
def end_dose(*, dose: Dose, version: int | None = None, by: Actor) -> Programme:
    """The exercise is no longer in the programme; the last one cannot be taken out. Raises as `add_dose`."""
    held = _opened(dose.programme, version, by)
    before = Dose.objects.get(pk=dose.pk)
    if not held.doses.filter(ended_at=None).exclude(pk=before.pk).exists():
        raise Refused(_("Programmet har bara den övningen. Avsluta programmet i stället."))
    plans.end(before, by)
    return _changed(held, "training.dose_ended", by)


@transaction.atomic
def review_programme(*, programme: Programme, review_on: date, version: int | None = None, by: Actor) -> Programme:
    """Gone through with the person, as it now stands, until the next day that it is. Raises as `add_dose`."""
    held = _opened(programme, version, by)
    must_be_day(review_on, by)
    held.review_on = review_on
    return _changed(held, "training.programme_reviewed", by, "review_on")


@transaction.atomic
def end_programme(*, programme: Programme, by: Actor) -> Programme:
    """What was done stays. Twice is as once."""
    by.must(Permission.PLAN)
    held = versions.locked(programme, None)
    must_see(who_trains(held), by)
    if held.ended_at is None:
        held.ended_at = by.at
        _changed(held, "training.programme_ended", by, "ended_at")
    return held


@transaction.atomic
def keep_one_programme(*, persons: Sequence[int], by: Actor) -> None:
    """Persons who turned out to be one have one programme: the one that was made last."""
    theirs = Programme.objects.open().filter(person__in=persons).select_for_update().order_by("-made_at", "-pk")
    for needless in list(theirs)[1:]:
        needless.ended_at, needless.version = by.at, needless.version + 1
        _changed(needless, "training.programme_ended", by, "ended_at")


def keep_one(persons: Sequence[int], by: Actor) -> None:
    """When persons have turned out to be one."""
    keep_one_programme(persons=persons, by=by)


def erase(persons: Sequence[int]) -> int:
    """Removes every programme and session of theirs in friskvård, and says how many."""
    sessions, _each = TrainingSession.objects.filter(programme__person__in=persons).delete()
    Dose.objects.filter(programme__person__in=persons).delete()
    return sessions + Programme.objects.filter(person__in=persons).delete()[0]


def who_trains(programme: Programme) -> Person:
    """Who the person turned out to be, when they were merged with somebody."""
    return programme.person.merged_into or programme.person


def must_see(person: Person, by: Actor) -> None:
    if not Person.objects.visible_to(by, among=[person.pk]).exists():
        raise PermissionDenied


def must_be_day(review_on: date, by: Actor) -> None:
    """Raises Refused for a day to go through a programme that is not to come, or too far off."""
    if review_on <= by.today:
        raise Refused(_("Välj en dag som kommer."), field="review_on")
    if review_on > last_review(by.today):
        raise Refused(_("Välj en dag inom ett år, så att programmet inte blir gammalt."), field="review_on")


def _opened(programme: Programme, version: int | None, by: Actor) -> Programme:
    by.must(Permission.PLAN)
    held = versions.locked(programme, version)
    must_see(who_trains(held), by)
    if held.ended_at is not None:
        raise Refused(_("Programmet är avslutat."))
    return held


def _changed(held: Programme, verb: str, by: Actor, *fields: str) -> Programme:
    held.save(update_fields=["version", *fields])
    audit.wrote(by, verb, [held, who_trains(held)], fields)
    return held
