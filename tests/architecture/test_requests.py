"""Can somebody reach or change more than they may through what a request carries? Asked of every view of every role."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model
from django.forms import BaseForm, ModelChoiceField
from django.test import Client

from livskraft.access.models import Assignment, AuditEntry, AuditSeal, User
from livskraft.access.permissions import granted
from livskraft.access.roles import Role
from livskraft.modules.minigym.models import Equipment, FollowUp, Gym, Round, ServiceOrder
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit
from livskraft.people.models import Relative
from tests.architecture.places import Place
from tests.architecture.test_permission_matrix import GUARDED, ROUTES, World, world

__all__ = ["world"]
pytestmark = pytest.mark.django_db
# The mail program unsubscribes with one click of its own, with a token that is nobody else's.
WITHOUT_PROOF = {"stop_digest"}
SCOPED: dict[type, Any] = {
    Gym: lambda place: [place.gym],
    Equipment: lambda place: [place.item],
    Round: lambda place: [place.round],
    FollowUp: lambda place: [place.followup],
    ServiceOrder: lambda place: [place.order],
    User: lambda place: [place.staff.user],
    Assignment: lambda place: [place.staff],
    Unit: lambda place: [place.site, place.site.parent, place.site.parent.parent],
}


def forms_in(context: Any) -> Iterator[BaseForm]:
    seen = [value for layer in context or [] for mapping in layer for value in mapping.values()]
    for value in seen:
        every = value if isinstance(value, list | tuple) else [value]
        yield from [each for each in every if isinstance(each, BaseForm)]


def opened(world: World, role: Role, route: Any) -> Any:
    """The own page as the role sees it; what the request wrote is taken back, and counted."""
    client: Client = world.client(role)
    sid = transaction.savepoint()
    try:
        address = world.url(route, world.own, role)
        before = AuditEntry.objects.filter(category=AuditEntry.Category.WROTE).count()
        response = client.get(address)
        wrote = AuditEntry.objects.filter(category=AuditEntry.Category.WROTE).count() - before
        return response, wrote
    finally:
        transaction.savepoint_rollback(sid)


# Where a person lives: anybody may live anywhere, and the areas of a municipality are known to all.
OPEN_CHOICES = {"area"}


def offered(form: BaseForm, twin: Place) -> list[str]:
    """What of the twin's the form lets one choose."""
    found = []
    for name, field in form.fields.items():
        if name in OPEN_CHOICES:
            assert set(field.queryset.values_list("kind", flat=True)) <= {UnitKind.AREA}
        elif isinstance(field, ModelChoiceField) and field.queryset is not None and field.queryset.model in SCOPED:
            theirs = [thing.pk for thing in SCOPED[field.queryset.model](twin)]
            found += [f"{name}: {thing}" for thing in field.queryset.filter(pk__in=theirs)]
    return found


@pytest.mark.parametrize("route", GUARDED, ids=str)
def test_opening_a_page_writes_nothing_and_no_form_offers_what_is_the_twins(world: World, route: Any) -> None:
    for role in [role for role in Role if granted(route.permission, role)]:
        response, wrote = opened(world, role, route)
        assert not wrote, f"{role} GET {route.pattern} wrote"
        for form in forms_in(response.context):
            assert not offered(form, world.twin), f"{role} {route.pattern} offers {offered(form, world.twin)}"


def test_the_search_sees_forms_with_choices_of_objects(world: World) -> None:
    """Else the test above would prove nothing."""
    wanted, seen = {Gym, Unit}, set()
    # A machine is moved to another gym; begun there, it is soon found.
    first = sorted(GUARDED, key=lambda route: "item" not in route.parameters)
    for route, role in [(route, role) for route in first for role in Role if granted(route.permission, role)]:
        for form in forms_in(opened(world, role, route)[0].context):
            seen |= {
                field.queryset.model
                for field in form.fields.values()
                if isinstance(field, ModelChoiceField) and field.queryset is not None
            }
        if wanted <= seen:
            return
    assert wanted <= seen


def test_every_form_proves_where_it_comes_from() -> None:
    without = {route.name for route in ROUTES if getattr(route.view, "csrf_exempt", False)}
    assert without == WITHOUT_PROOF


# What decides who did something and whose a thing is; set by actions from who acts, never from a form.
NEVER = {"token", "import_key", "site_id", "password", "user_id", "role"}
# These give a new code, but never the one that was posted.
RENEWS = {"renew_item_token", "renew_gym_token"}
OURS = [
    model
    for model in apps.get_models()
    if model.__module__.startswith("livskraft.") and model not in (AuditEntry, AuditSeal)
]


def everything(place: Place) -> dict[str, Any]:
    """Every field of every model of ours by both its names, with the place's own things where it points to one."""
    values: dict[str, Any] = {"items": place.item.pk, "version": 1, "confirm": "1"}
    for field in [field for model in OURS for field in model._meta.concrete_fields]:
        theirs = SCOPED.get(field.related_model) if field.is_relation else None
        value = theirs(place)[0].pk if theirs else "2026-01-05" if "Date" in type(field).__name__ else "1"
        values |= {field.name: value, field.attname: value}
    return values | {"role": Role.SYSTEM_ADMINISTRATOR.value, "reason": "Därför", "email": "ny@example.invalid"}


Rows = dict[tuple[type[Model], int], dict[str, Any]]


def rows(models: Iterable[type[Model]] = OURS) -> Rows:
    return {(model, row["id"]): row for model in models for row in model._default_manager.values()}


class Written:
    """Which tables did a request write to? Heard in its SQL, so that only those need to be read again."""

    WRITES = re.compile(r"(?:INSERT (?:OR IGNORE )?INTO|UPDATE|DELETE FROM) \"(\w+)\"")
    READS = re.compile(r"SELECT|\(SELECT|(?:RELEASE |ROLLBACK TO )?SAVEPOINT")

    def __init__(self) -> None:
        self.tables: set[str] = set()
        self.unknown: list[str] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if found := self.WRITES.match(sql):
            self.tables.add(found[1])
        elif not self.READS.match(sql):
            self.unknown.append(sql)
        return execute(sql, params, many, context)

    @property
    def models(self) -> list[type[Model]]:
        assert not self.unknown, f"say whether this writes: {self.unknown}"
        return [model for model in OURS if model._meta.db_table in self.tables]


def of(place: Place) -> set[tuple[type, int]]:
    return {(model, thing.pk) for model, things in SCOPED.items() for thing in things(place)}


@pytest.fixture(scope="module")
def before(world: World) -> Iterator[Rows]:
    """Read once, since each request is taken back; were one not, that would show here."""
    read = rows()
    yield read
    assert rows() == read


def test_every_table_that_a_request_writes_to_is_heard(world: World, before: Rows) -> None:
    """Else what it changed would not be looked at."""
    sid = transaction.savepoint()
    try:
        with connection.execute_wrapper(written := Written()):
            world.client(Role.UNIT_MANAGER).post("/personer/ny/", {"given_name": "Ny", "gender": "unknown"})
            Relative.objects.filter(pk=world.own.relative.pk).delete()
        after = rows()
    finally:
        transaction.savepoint_rollback(sid)
    changed = {model for model, pk in before.keys() | after.keys() if before.get((model, pk)) != after.get((model, pk))}
    assert len(changed) > 2
    assert changed <= set(written.models)


@pytest.mark.parametrize("route", GUARDED, ids=str)
def test_what_is_posted_beside_the_form_changes_nothing_of_the_twins_and_nobodys_name(
    world: World, before: Rows, route: Any
) -> None:
    posted = everything(world.twin)
    for role in [role for role in Role if granted(route.permission, role)]:
        actor = world.own.holder(role).user_id
        sid = transaction.savepoint()
        try:
            url = world.url(route, world.own, role)
            with connection.execute_wrapper(written := Written()):
                world.client(role).post(url, posted)
            after = rows(written.models)
        finally:
            transaction.savepoint_rollback(sid)
        for key in [key for key in of(world.twin) if key[0] in written.models]:
            assert after.get(key) == before[key], f"{role} {route.name} changed the twin's {key}"
        for (model, pk), row in after.items():
            if old := before.get((model, pk)):
                changed = {name for name in row if row[name] != old[name]}
                if route.name in RENEWS and row.get("token") != posted["token"]:
                    changed -= {"token"}
                assert not changed & NEVER, f"{role} {route.name} changed {changed & NEVER} of {model.__name__}"
            for name in [name for name in row if name.endswith("by_id") and (not old or row[name] != old[name])]:
                assert row[name] in (None, actor), f"{role} {route.name} put another's name in {model.__name__}.{name}"
