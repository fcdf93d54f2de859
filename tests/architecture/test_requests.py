"""Can somebody reach or change more than they may through what a request carries? Asked of every view of every role."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.forms import BaseForm, ModelChoiceField
from django.test import Client

from livskraft.access.models import Assignment, AuditEntry, AuditSeal, User
from livskraft.access.permissions import granted
from livskraft.access.roles import Role
from livskraft.modules.minigym.models import Equipment, FollowUp, Gym, Round, ServiceOrder
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit
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
    seen = set()
    for route in GUARDED:
        for role in [role for role in Role if granted(route.permission, role)]:
            for form in forms_in(opened(world, role, route)[0].context):
                seen |= {
                    field.queryset.model
                    for field in form.fields.values()
                    if isinstance(field, ModelChoiceField) and field.queryset is not None
                }
    assert {Gym, Unit} <= seen


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


def rows() -> dict[tuple[type, int], dict[str, Any]]:
    return {(model, row["id"]): row for model in OURS for row in model._default_manager.values()}


def of(place: Place) -> set[tuple[type, int]]:
    return {(model, thing.pk) for model, things in SCOPED.items() for thing in things(place)}


@pytest.mark.parametrize("route", GUARDED, ids=str)
def test_what_is_posted_beside_the_form_changes_nothing_of_the_twins_and_nobodys_name(world: World, route: Any) -> None:
    before, posted = rows(), everything(world.twin)
    for role in [role for role in Role if granted(route.permission, role)]:
        actor = world.own.holder(role).user_id
        sid = transaction.savepoint()
        try:
            world.client(role).post(world.url(route, world.own, role), posted)
            after = rows()
        finally:
            transaction.savepoint_rollback(sid)
        for key in of(world.twin):
            assert after[key] == before[key], f"{role} {route.name} changed the twin's {key}"
        for (model, pk), row in after.items():
            if old := before.get((model, pk)):
                changed = {name for name in row if row[name] != old[name]}
                if route.name in RENEWS and row.get("token") != posted["token"]:
                    changed -= {"token"}
                assert not changed & NEVER, f"{role} {route.name} changed {changed & NEVER} of {model.__name__}"
            for name in [name for name in row if name.endswith("by_id") and (not old or row[name] != old[name])]:
                assert row[name] in (None, actor), f"{role} {route.name} put another's name in {model.__name__}.{name}"
