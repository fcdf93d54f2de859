"""How does a list of staff become people with assignments? Looked through, corrected, and added at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.contrib.auth.hashers import make_password
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from livskraft.access import audit
from livskraft.access.actions.users import must_administer
from livskraft.access.actor import Actor
from livskraft.access.imports import LONGEST, read_email, read_name, read_role, read_start
from livskraft.access.models import Assignment, User
from livskraft.access.permissions import Permission
from livskraft.access.roles import Role
from livskraft.kit.errors import Refused
from livskraft.kit.lists import error_in
from livskraft.kit.names import name_key, sort_key
from livskraft.kit.swedish_values import key
from livskraft.organisation.kinds import WITHOUT_ACCOUNTS
from livskraft.organisation.models import Unit

T = TypeVar("T")
Rows = Mapping[int, Mapping[str, str]]
# A manager adds those who work there and do not sign in. Who leads or administers, the administrator adds.
ROLES_OF_STAFF = (
    Role.CARE_STAFF,
    Role.PHYSIOTHERAPIST,
    Role.OCCUPATIONAL_THERAPIST,
    Role.HOME_ACTIVITIES_STAFF,
    Role.KEY_PERSON,
)
# These have rules of their own for where they may be; they are given one by one.
ROLES_GIVEN_ONE_BY_ONE = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.ADMINISTRATION})
BATCH = 500


@dataclass
class ListedPerson:
    """A row of the list as it is understood; `problems` are to be put right, and what is `left_out` is not added."""

    row: int
    written: Mapping[str, str]
    name: str = ""
    email: str | None = None
    role: Role | None = None
    unit: Unit | None = None
    title: str = ""
    starts: date | None = None
    problems: dict[str, str] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    left_out: str = ""
    person: User | None = None

    @property
    def is_new(self) -> bool:
        return not self.problems and not self.left_out


@dataclass(frozen=True)
class Listed:
    people: list[ListedPerson]

    @property
    def new(self) -> list[ListedPerson]:
        return [person for person in self.people if person.is_new]

    @property
    def wrong(self) -> list[ListedPerson]:
        return [person for person in self.people if person.problems]


def roles_for(by: Actor) -> list[Role]:
    """The roles that the actor can give through a list."""
    if by.may(Permission.ADMINISTER):
        return [role for role in Role if role not in ROLES_GIVEN_ONE_BY_ONE]
    return list(ROLES_OF_STAFF)


def units_for(by: Actor) -> list[Unit]:
    """The units that the actor's lists can name."""
    units = Unit.objects.filter(pk__in=by.units(Permission.IMPORT_STAFF)).exclude(kind__in=WITHOUT_ACCOUNTS)
    return list(units.open_on(by.today).order_by("sort_key", "pk"))


def look_through(rows: Rows, *, default_unit: Unit | None, by: Actor) -> Listed:
    """What each row would become; saves nothing. Rows without a unit belong to `default_unit`."""
    by.must(Permission.IMPORT_STAFF)
    units = units_for(by)
    by_name: dict[str, list[Unit]] = {}
    for unit in units:
        by_name.setdefault(name_key(unit.name), []).append(unit)
        by_name[str(unit.pk)] = [unit]
    people = [_read(number, row, by_name, default_unit, by) for number, row in rows.items()]
    _recognise(people, by)
    return Listed(people)


@transaction.atomic
def import_staff(*, rows: Rows, default_unit: Unit | None, by: Actor) -> list[Assignment]:
    """Everybody in the list who is not there already is added with an assignment; all of them or none.

    Raises Refused while a row has something to put right.
    """
    by.must(Permission.IMPORT_STAFF)
    # Two who bring in the same list at once do it after one another, and the second adds nothing.
    list(Unit.objects.select_for_update().filter(pk__in=[unit.pk for unit in units_for(by)]).order_by("pk"))
    listed = look_through(rows, default_unit=default_unit, by=by)
    if listed.wrong:
        text = ngettext(
            "%(rows)s rad behöver rättas eller hoppas över.",
            "%(rows)s rader behöver rättas eller hoppas över.",
            len(listed.wrong),
        )
        raise Refused(text % {"rows": len(listed.wrong)})
    users: dict[Any, User] = {}
    owners = []
    for person in listed.new:
        known = next((users[each] for each in _keys(person) if each in users), None)
        user = person.person or known or _new_user(person, by)
        users.update(dict.fromkeys(_keys(person), user))
        owners.append(user)
    User.objects.bulk_create({id(user): user for user in owners if user.pk is None}.values(), batch_size=BATCH)
    given = Assignment.objects.bulk_create(
        (_assignment(user, person, by) for user, person in zip(owners, listed.new, strict=True)), batch_size=BATCH
    )
    if given:
        fields = ["name", "email", "title", "role", "unit", "starts"]
        audit.wrote(by, "access.staff_imported", [*{user.pk: user for user in owners}.values(), *given], fields)
    return given


def _read(
    number: int, row: Mapping[str, str], units: dict[str, list[Unit]], default_unit: Unit | None, by: Actor
) -> ListedPerson:
    person = ListedPerson(number, row)

    def attempt(field: str, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except Refused as refused:
            person.problems[field] = refused.message
            return None

    person.name = attempt("name", lambda: read_name(row.get("name", ""))) or ""
    person.role = attempt("role", lambda: _role(row, by))
    person.unit = attempt("unit", lambda: _unit(row.get("unit", ""), units, default_unit))
    person.starts = attempt("starts", lambda: read_start(row.get("starts", ""), by.today))
    said = row.get("role", "")
    is_a_title = bool(person.role) and key(said) not in (
        key(str(person.role.label if person.role else "")),
        person.role,
    )
    person.title = (row.get("title", "") or (said if is_a_title else ""))[: LONGEST["title"]]
    if by.may(Permission.ADMINISTER):
        person.email = attempt("email", lambda: read_email(row.get("email", "")))
    elif row.get("email"):
        person.notices.append(_("E-posten läses inte in. Bara systemförvaltaren lägger upp inloggning."))
    person.problems |= {name: why for name, text in row.items() if (why := error_in(text))}
    return person


def _role(row: Mapping[str, str], by: Actor) -> Role:
    said = row.get("role", "") or row.get("title", "")
    role = read_role(said)
    if role is None:
        raise Refused(_("Vi känner inte igen rollen. Välj en.") if said else _("Rollen saknas. Välj en."))
    if role not in roles_for(by):
        raise Refused(_("Den rollen ger systemförvaltaren. Välj en annan eller hoppa över raden."))
    return role


def _unit(text: str, units: dict[str, list[Unit]], default_unit: Unit | None) -> Unit:
    found = units.get(name_key(text), []) if text else [default_unit] if default_unit else []
    if not text and not found:
        raise Refused(_("Enheten saknas. Välj en."))
    if len(found) != 1:
        raise Refused(
            _("Flera enheter heter så. Välj en.") if found else _("Enheten finns inte, eller är inte din. Välj en.")
        )
    if found[0].closed:
        raise Refused(_("Enheten ska stänga, och listan säger inte när uppdragen slutar. Hoppa över raden."))
    return found[0]


def _keys(person: ListedPerson) -> list[Any]:
    """By what the same person is known again in the list: the address, or the name at the unit."""
    named = ("name", name_key(person.name), person.unit.pk if person.unit else 0)
    return [("email", person.email)] if person.email else [named]


def _recognise(people: list[ListedPerson], by: Actor) -> None:
    """Finds those who are there already, and rows that say the same thing twice."""
    emails = {person.email for person in people if person.email}
    by_email = {user.email: user for user in User.objects.filter(email__in=emails)}
    units = {person.unit.pk for person in people if person.unit}
    held: dict[tuple[str, int], list[Assignment]] = {}
    of: dict[int, list[Assignment]] = {}
    for assignment in Assignment.objects.filter(unit__in=units).select_related("user").order_by("pk"):
        held.setdefault((assignment.user.name_key, assignment.unit_id), []).append(assignment)
        of.setdefault(assignment.user_id, []).append(assignment)
    seen: dict[Any, int] = {}
    for person in people:
        if person.problems or person.unit is None:
            continue
        same_name = held.get((name_key(person.name), person.unit.pk), [])
        person.person = by_email.get(person.email) if person.email else None
        if person.person is None:
            # An address that is not the one we know is somebody else of the same name.
            fits = (each.user for each in same_name if not (person.email and each.user.email))
            person.person = next(fits, None)
        _judge(person, of.get(person.person.pk, []) if person.person else [], by)
        for each in _keys(person):
            first = seen.setdefault((each, person.role, person.unit.pk), person.row)
            if first != person.row and not person.left_out:
                person.left_out = _("Står redan på rad %(row)s.") % {"row": first}


def _judge(person: ListedPerson, held: list[Assignment], by: Actor) -> None:
    """Leaves out who has the role already, has left, or is not the actor's to give anything."""
    user, unit = person.person, person.unit
    if user is None or unit is None:
        return
    same = [each for each in held if each.role == person.role and each.unit_id == unit.pk]
    if any(each.ends is None or each.ends > by.today for each in same):
        person.left_out = _("Finns redan.")
    elif ended := [each.ends for each in same if each.ends and person.starts and each.ends > person.starts]:
        person.left_out = _("Har slutat %(day)s. Skriv ett senare startdatum om personen är tillbaka.") % {
            "day": max(ended)
        }
    elif not user.is_active:
        person.left_out = _("Personen är avstängd.")
    elif by.may(Permission.ADMINISTER):
        try:
            must_administer(by, user)
        except PermissionDenied:
            person.left_out = _("Personen har uppdrag utanför ditt område.")
    elif user.email:
        person.left_out = _("Personen kan logga in. Be systemförvaltaren ge uppdraget.")
    if not person.left_out:
        person.notices.append(_("Personen finns redan och får ett uppdrag till."))


def _assignment(user: User, person: ListedPerson, by: Actor) -> Assignment:
    # What has no problems has all of these.
    assert person.role
    assert person.unit
    assert person.starts
    return Assignment(user=user, role=person.role, unit=person.unit, starts=person.starts, added_on=by.today)


def _new_user(person: ListedPerson, by: Actor) -> User:
    return User(
        name=person.name,
        name_key=name_key(person.name),
        sort_key=sort_key(person.name),
        email=person.email,
        title=person.title,
        created_at=by.at,
        password=make_password(None),
    )
