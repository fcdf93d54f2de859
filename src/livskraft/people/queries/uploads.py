"""What would each row of an uploaded list become, given who is registered already?"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from livskraft.access.actor import Actor
from livskraft.kit.identity import IdentityNumber
from livskraft.kit.lists import error_in
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit
from livskraft.organisation.queries import keeper_of
from livskraft.people.imports import Listed
from livskraft.people.models import IdentityRecord, Person, PersonUpload
from livskraft.people.queries.persons import index_of
from livskraft.people.rules.imported import Imported, read_row, same_name

T = TypeVar("T")
_AT_A_TIME = 1000


class Outcome(TextChoices):
    NEW = "new", gettext_lazy("Ny")
    HERE = "here", gettext_lazy("Finns redan")
    KNOWN = "known", gettext_lazy("Finns hos utföraren")
    DOUBT = "doubt", gettext_lazy("Kan vara dubblett")
    TWICE = "twice", gettext_lazy("Två gånger i filen")
    WRONG = "wrong", gettext_lazy("Att rätta")
    SKIPPED = "skipped", gettext_lazy("Hoppas över")
    # The row says that somebody is protected, the number is a protected person's, or it is somebody's with another
    # name. Which of them it is, is told to nobody.
    REFUSED = "refused", gettext_lazy("Läses inte in")


@dataclass
class Stored:
    """An upload's content: the list, and what has been decided about its rows."""

    file_name: str
    rows: dict[int, dict[str, str]]
    marked: list[int] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)
    taken: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, listed: Listed, file_name: str) -> "Stored":
        return cls(file_name, listed.rows, listed.marked, listed.ignored, listed.sheets)

    @classmethod
    def read(cls, upload: PersonUpload) -> "Stored":
        """Nothing is left of one that was taken in."""
        said: dict[str, Any] = json.loads(upload.content) if upload.content else {"file_name": "", "rows": {}}
        return cls(**said | {"rows": {int(number): row for number, row in said["rows"].items()}})

    def text(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


@dataclass(slots=True)
class Judged:
    """A row, what becomes of it and why. Of one that is refused there is nothing but its number."""

    row: int
    outcome: Outcome
    person: Imported
    why: str = ""
    match: Person | None = None


def look_through(stored: Stored, upload: PersonUpload, by: Actor) -> list[Judged]:
    """In the order of the rows; saves nothing. As many queries for one thousand rows as for one."""
    areas = {unit.name_key: unit.pk for unit in Unit.objects.of_kind(UnitKind.AREA).open_on(by.today)}
    refused = [Judged(row, Outcome.REFUSED, Imported(row)) for row in stored.marked]
    judged: list[Judged] = []
    for row, written in stored.rows.items():
        person = read_row(row, written, areas=areas, today=by.today)
        person.problems |= {name: why for name, text in written.items() if (why := error_in(text))}
        outcome = Outcome.SKIPPED if row in stored.skipped else Outcome.WRONG if person.problems else Outcome.NEW
        judged.append(Judged(row, outcome, person))
    judged.sort(key=lambda each: each.row)
    _same_number_in_the_list(judged)
    _registered(judged, keeper_of(upload.unit, by.today), by)
    _namesakes(judged, set(stored.taken), by)
    return sorted([*judged, *refused], key=lambda each: each.row)


def numbers_of(judged: Iterable[Judged]) -> dict[Outcome, int]:
    """How many rows there are of each outcome."""
    found = dict.fromkeys(Outcome, 0)
    for each in judged:
        found[each.outcome] += 1
    return found


def _with(judged: Iterable[Judged], outcome: Outcome = Outcome.NEW) -> list[Judged]:
    return [each for each in judged if each.outcome == outcome]


def _same_number_in_the_list(judged: list[Judged]) -> None:
    by_number: dict[IdentityNumber, list[Judged]] = {}
    for each in _with(judged):
        if each.person.number:
            by_number.setdefault(each.person.number, []).append(each)
    for rows in by_number.values():
        first, *others = rows
        if all(same_name(first.person.name_key, other.person.name_key) for other in others):
            for other in others:
                other.outcome, other.why = Outcome.TWICE, _("Står redan på rad %(row)s.") % {"row": first.row}
            continue
        for each in rows:
            other = first if each is not first else others[0]
            each.outcome = Outcome.WRONG
            each.person.problems["number"] = _("Samma nummer står på rad %(row)s med ett annat namn.") % {
                "row": other.row
            }


def _registered(judged: list[Judged], keeper: Unit, by: Actor) -> None:
    """Finds by number those whom the caregiver knows."""
    rows = {index_of(each.person.number): each for each in _with(judged) if each.person.number}
    pairs: list[tuple[int, str]] = []
    for some in _chunks(list(rows)):
        pairs += IdentityRecord.objects.filter(index__in=some).order_by().values_list("person", "index")
    people: dict[int, Person] = {}
    for ids in _chunks(sorted({person for person, _index in pairs})):
        kept = Person.objects.filter(keeper=keeper, pk__in=ids).select_related("merged_into")
        people.update({person.pk: person for person in kept.defer("adaptations", "merged_into__adaptations")})
    held: dict[str, Person] = {}
    for pk, index in sorted(pair for pair in pairs if pair[0] in people):
        person, known = people[pk].merged_into or people[pk], held.get(index)
        # The first registered stands for all who have the number, but one who is protected stands before them.
        if known is None or person.is_protected:
            held[index] = person
    visible = _visible({person.pk for person in held.values()}, by)
    for index, person in held.items():
        each = rows[index]
        if person.is_protected or not same_name(each.person.name_key, person.name_key):
            each.outcome, each.person = Outcome.REFUSED, Imported(each.row)
            continue
        each.match = person
        each.outcome = Outcome.HERE if person.pk in visible else Outcome.KNOWN


def _namesakes(judged: list[Judged], taken: set[int], by: Actor) -> None:
    """Finds those who may be somebody at the unit, or in a row before, though no number says so."""
    names = {each.person.name_key for each in _with(judged)}
    here: dict[str, list[Person]] = {}
    for some in _chunks(sorted(names)):
        for person in Person.objects.visible_to(by).unprotected().filter(name_key__in=some).defer("adaptations"):
            here.setdefault(person.name_key, []).append(person)
    people = [person.pk for same in here.values() for person in same]
    numbered: set[int] = set()
    for ids in _chunks(people):
        numbered.update(IdentityRecord.objects.filter(person__in=ids).values_list("person", flat=True))
    earlier: dict[str, list[Judged]] = {}
    for each in judged:
        if each.outcome not in (Outcome.NEW, Outcome.HERE, Outcome.KNOWN):
            continue
        one, same = each.person, earlier.setdefault(each.person.name_key, [])
        if each.outcome == Outcome.NEW:
            likely = (person for person in here.get(one.name_key, []) if _may_be(one, person, numbered))
            each.match = next(likely, None)
            before = next((other for other in same if _may_be_same(one, other.person)), None)
            if each.match:
                each.outcome, each.why = Outcome.DOUBT, _("Någon hos er heter så.")
            elif before:
                each.outcome = Outcome.DOUBT
                each.why = _("Någon heter så på rad %(row)s.") % {"row": before.row}
            if each.outcome == Outcome.DOUBT and each.row in taken:
                each.outcome, each.match = Outcome.NEW, None
                each.why = _("Läses in som någon annan med samma namn.")
        same.append(each)


def _may_be(one: Imported, person: Person, numbered: set[int]) -> bool:
    """Two with a number each have been compared by it, and are not the same."""
    return not (one.number and person.pk in numbered) and _years_agree(one.birth_year, person.birth_year)


def _may_be_same(one: Imported, other: Imported) -> bool:
    return not (one.number and other.number) and _years_agree(one.birth_year, other.birth_year)


def _years_agree(one: int | None, other: int | None) -> bool:
    return one is None or other is None or one == other


def _visible(ids: set[int], by: Actor) -> set[int]:
    found: set[int] = set()
    for some in _chunks(sorted(ids)):
        found.update(Person.objects.visible_to(by).filter(pk__in=some).values_list("pk", flat=True))
    return found


def _chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), _AT_A_TIME):
        yield items[start : start + _AT_A_TIME]
