"""Who is likely to come to an occasion, who is there, how many, and what was put right afterwards?"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from livskraft.access.actor import Actor
from livskraft.kit.names import name_key
from livskraft.modules.activities.models import Attendance, Correction, HeadCount, Occasion, SignUp
from livskraft.modules.activities.rules.attendance import LIKELY_WEEKS, Cell
from livskraft.modules.activities.rules.vocabulary import AgeGroup, CountedGender, SignUpState
from livskraft.people.models import Person

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

MOST_LIKELY = 200
MOST_FOUND = 12


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody to tick: a registered person, somebody who signed up by name only, or a name that was just typed.

    `field` and `value` are what the row sends when it is ticked. `born` is a year, only where somebody else in the list
    has the same name.
    """

    field: str
    value: str
    name: str
    ticked: bool
    note: str = ""
    born: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    label: "str | StrPromise"
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class TapList:
    """Everybody to tick. `shown` are those here now, `unseen` how many are here whom the viewer does not see.

    `persons` are all who are named, for the log of readings.
    """

    groups: list[Group]
    shown: list[int]
    unseen: int
    persons: list[Person] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(len(group.rows) for group in self.groups)


def tap_list(
    occasion: Occasion,
    actor: Actor,
    *,
    ticked: Collection[int] | None = None,
    shown: Collection[int] | None = None,
    sign_ups: Collection[int] = (),
    new: Sequence[str] = (),
    found: Sequence[Person] = (),
) -> TapList:
    """Those who signed up, those who came the last weeks, and the others who are here; each in Swedish order.

    `ticked`, `shown` and what follows are what somebody has sent and not saved yet. The same number of queries however
    many they are.
    """
    came = list(
        Attendance.objects.filter(occasion=occasion.pk)
        .order_by("pk")
        .values_list(Coalesce("person__merged_into", "person"), flat=True)
    )
    waiting = list(SignUp.objects.visible_to(actor).standing().filter(occasion=occasion.pk).select_related("person"))
    signed = {each.person.merged_into_id or each.person.pk: each for each in waiting if each.person}
    likely = _likely(occasion)
    asked = {*came, *signed, *likely, *(ticked or ()), *(person.pk for person in found)}
    seen = {
        person.pk: person for person in Person.objects.visible_to(actor).filter(pk__in=asked).order_by("sort_key", "pk")
    }
    here = set(came if ticked is None else ticked)
    names = Counter(name_key(person.name) for person in seen.values())
    names.update(name_key(each.name) for each in waiting if each.person is None)
    rows = {
        pk: Row(
            "here",
            str(pk),
            person.name,
            pk in here,
            _noted(person, signed.get(pk)),
            person.birth_year if names[name_key(person.name)] > 1 else None,
        )
        for pk, person in seen.items()
    }
    by_name = [
        Row("sign_up", str(each.pk), each.name, each.pk in sign_ups, _("registreras när du sparar"))
        for each in waiting
        if each.person is None and each.name
    ]
    typed = [Row("new", name, name, True, _("ny, registreras när du sparar")) for name in new]
    groups = [
        Group(_("Anmälda"), [rows[pk] for pk in seen if pk in signed] + by_name),
        Group(
            _("Brukar komma"),
            [rows[pk] for pk in seen if pk in likely and pk not in signed],
        ),
        Group(_("Tillagda"), [rows[pk] for pk in seen if pk not in signed and pk not in likely] + typed),
    ]
    return TapList(
        groups=[group for group in groups if group.rows],
        shown=[pk for pk in (came if shown is None else shown) if pk in seen],
        unseen=sum(pk not in seen for pk in set(came)),
        persons=list(seen.values()),
    )


def _likely(occasion: Occasion) -> set[int]:
    """Those who came to the same activity the last weeks before it; those who came most often if they are many."""
    rows = (
        Attendance.objects.filter(
            site=occasion.site_id,
            on__gte=occasion.on - timedelta(weeks=LIKELY_WEEKS),
            on__lt=occasion.on,
            occasion__activity=occasion.activity_id,
        )
        .order_by()
        .annotate(who=Coalesce("person__merged_into", "person"))
        .values("who")
        .annotate(times=Count("pk"))
        .order_by("-times", "who")
        .values_list("who", flat=True)
    )
    return set(rows[:MOST_LIKELY])


def _noted(person: Person, sign_up: SignUp | None) -> str:
    if person.is_protected:
        return _("skyddade uppgifter")
    return _("står i kö") if sign_up and sign_up.state == SignUpState.WAITING else ""


def search(text: str, actor: Actor) -> list[Person]:
    """Those whom the site knows and some name of whom begins so; nobody for fewer than two letters."""
    if len(text.strip()) < 2:
        return []
    return list(Person.objects.visible_to(actor).named(text).order_by("sort_key", "pk")[:MOST_FOUND])


def head_counts(occasion: Occasion) -> dict[Cell, int]:
    """What is saved, by age group and gender; a cell with nobody is not there."""
    rows = occasion.head_counts.values_list("age_group", "gender", "number")
    return {(AgeGroup(age), CountedGender(gender)): number for age, gender, number in rows}


@dataclass(frozen=True, slots=True)
class Corrected:
    """A change after the first time, as the viewer may read it."""

    at: datetime
    by: str
    who: str
    was: str
    became: str


def corrections(occasion: Occasion, actor: Actor) -> tuple[list[Corrected], list[Person]]:
    """The latest changes, and the persons whom they name; somebody whom the viewer does not see has no name."""
    kept = Correction.objects.filter(occasion=occasion.pk).select_related("by")
    rows: list[Correction] = list(kept.order_by("-at", "-pk")[:50])
    ids = {row.person_id for row in rows if row.person_id}
    seen = {person.pk: person for person in Person.objects.visible_to(actor).filter(pk__in=ids)} if ids else {}
    said = [Corrected(row.at, row.by.name if row.by else "", _who(row, seen), row.was, row.became) for row in rows]
    return said, list(seen.values())


def _who(row: Correction, seen: dict[int, Person]) -> str:
    if row.person_id is None:
        return ""
    return seen[row.person_id].name if row.person_id in seen else _("En person som inte visas")


def came_to(occasion: Occasion) -> int:
    """How many came, named or counted; also those whom the viewer does not see."""
    counted = HeadCount.objects.filter(occasion=occasion.pk).aggregate(number=Sum("number"))["number"] or 0
    return Attendance.objects.filter(occasion=occasion.pk).count() + int(counted)
