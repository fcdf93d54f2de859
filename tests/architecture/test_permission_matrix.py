"""Does every view × method × role × place answer as the grants say?

Every address is found from the resolver. Who has the permission meets the own place and not the twin's; who lacks it,
whose assignment has ended, or who is nobody, is stopped before anything is looked up.
"""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from livskraft.access.permissions import PERSONAL, PUBLIC, granted
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory
from tests.architecture.places import SAMPLES, Place
from tests.architecture.routes import Route, routes

# The mark lets the database be made; what a test writes is taken back inside the world's own transaction.
pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ROUTES = routes()
METHODS = ("get", "post")
REFUSED = {401, 403, 500, 502, 503}
# Here the twin sites' own things are nothing yet: a picture, a document or a paper that nobody has made.
MAY_BE_EMPTY = {
    "binder_archive_file",
    "equipment_document",
    "check_photo",
    "equipment_photo",
    "fault_photo",
    "firms_protocol",
    "follow_up_evidence",
    "inspection_photo",
    "order_invoice",
    "order_protocol",
    "property_letter",
    "property_letter_pdf",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "round_invoice",
    "round_protocol",
}


class World:
    """Twin places, and one browser for each role, for each role whose assignment has ended, and for nobody."""

    def __init__(self) -> None:
        self.own, self.twin = Place().furnish(), Place().furnish()
        self.nobody = Client()
        self._clients: dict[tuple[Role, bool], Client] = {}

    def client(self, role: Role, *, ended: bool = False) -> Client:
        if (role, ended) not in self._clients:
            holder = self.own.holder(role)
            if ended:
                holder = AssignmentFactory(role=role, unit=holder.unit, ends=date(2021, 1, 1))
            client = Client()
            client.force_login(holder.user, backend=BACKEND)
            self._clients[role, ended] = client
        return self._clients[role, ended]

    def url(self, route: Route, place: Place, role: Role | None = None) -> str:
        unknown = [noun for noun in route.parameters if noun not in SAMPLES]
        assert not unknown, f"{route.pattern}: tell tests/architecture/places how to find {unknown}"
        who = self.own.holder(role) if role else None
        return reverse(route.name, kwargs={noun: SAMPLES[noun].find(place, who) for noun in route.parameters})


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """Made once; each request below is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]  # pytest-django's own
        world = World()
        for role in Role:
            world.client(role)
            world.client(role, ended=True)
        yield world
        transaction.set_rollback(True)


def ask(client: Client, method: str, url: str) -> tuple[int, str]:
    """The status and where it leads; what the request wrote is taken back."""
    sid = transaction.savepoint()
    try:
        response = getattr(client, method)(url)
        return response.status_code, response.headers.get("Location", "")
    finally:
        transaction.savepoint_rollback(sid)


def is_about_a_place(route: Route) -> bool:
    return any(not SAMPLES[noun].shared for noun in route.parameters)


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_every_view_names_its_permission(route: Route) -> None:
    assert route.permission, f"{route.pattern} has neither @requires, @personal nor @public"
    assert route.name, f"{route.pattern} has no name"
    assert getattr(route.view, "login_required", True) is (route.permission != PUBLIC)


@pytest.mark.parametrize("route", [route for route in ROUTES if route.permission == PUBLIC], ids=str)
def test_what_is_public_opens_for_nobody(world: World, route: Route) -> None:
    url = world.url(route, world.own)
    for method in METHODS:
        status, _where = ask(world.nobody, method, url)
        # 503 is an answer, too: the health page says that nobody works in the background here.
        assert status not in (401, 403, 500), f"{method} {url} → {status}"


@pytest.mark.parametrize("route", [route for route in ROUTES if route.permission != PUBLIC], ids=str)
def test_nobody_is_sent_to_sign_in(world: World, route: Route) -> None:
    url = world.url(route, world.own)
    for method in METHODS:
        status, where = ask(world.nobody, method, url)
        assert status == 302, f"{method} {url} → {status}"
        assert where.startswith("/logga-in/?next=")


@pytest.mark.parametrize("route", [route for route in ROUTES if route.permission == PERSONAL], ids=str)
def test_what_is_personal_opens_for_everybody_and_holds_only_ones_own(world: World, route: Route) -> None:
    for role in Role:
        url = world.url(route, world.own, role)
        for method in METHODS:
            status, _where = ask(world.client(role), method, url)
            assert status not in REFUSED, f"{role} {method} {url} → {status}"
            if is_about_a_place(route):
                twins = world.url(route, world.twin, role)
                assert ask(world.client(role), method, twins)[0] in (404, 405), f"{role} {method} {twins}"
    if not is_about_a_place(route):
        assert ask(world.client(Role.CARE_STAFF, ended=True), "get", url)[0] in (200, 204, 302, 404, 405)


GUARDED = [route for route in ROUTES if route.permission not in (PUBLIC, PERSONAL)]


@pytest.mark.parametrize("route", GUARDED, ids=str)
def test_who_lacks_the_permission_is_refused_and_so_is_who_had_it_once(world: World, route: Route) -> None:
    for role in Role:
        has_it = granted(route.permission, role)
        client = world.client(role, ended=True) if has_it else world.client(role)
        url = world.url(route, world.own)
        for method in METHODS:
            status, _where = ask(client, method, url)
            assert status in (403, 405), f"{role}{' ended' if has_it else ''} {method} {url} → {status}"


@pytest.mark.parametrize("route", GUARDED, ids=str)
def test_who_has_the_permission_meets_the_own_place_and_never_the_twins(world: World, route: Route) -> None:
    holders = [role for role in Role if granted(route.permission, role)]
    assert holders, f"nobody is granted {route.permission}"
    opened = False
    for role in holders:
        client = world.client(role)
        for method in METHODS:
            url = world.url(route, world.own, role)
            status, _where = ask(client, method, url)
            assert status not in REFUSED, f"{role} {method} {url} → {status}"
            opened |= status not in (404, 405)
            if not is_about_a_place(route):
                continue
            for noun in route.parameters:
                if SAMPLES[noun].shared:
                    continue
                status, _where = ask(client, method, swapped(world, route, role, noun))
                assert status in (404, 405), f"{role} {method} the twin's {noun} in {route.pattern} → {status}"
    assert opened or route.name in MAY_BE_EMPTY, f"{route.name} has nothing at the own place, so nothing is proved"


def swapped(world: World, route: Route, role: Role, noun: str) -> str:
    """The own address with one id exchanged for the twin's."""
    who = world.own.holder(role)
    values = {name: SAMPLES[name].find(world.twin if name == noun else world.own, who) for name in route.parameters}
    return reverse(route.name, kwargs=values)


def test_the_library_has_no_address_that_we_did_not_choose() -> None:
    unwanted = ("signup", "account_email", "inactive", "confirm_email", "login_code", "trust", "download", "phone")
    assert not [route.name for route in ROUTES if any(word in route.name for word in unwanted)]


def test_there_is_no_administration_but_our_own() -> None:
    assert not [route.pattern for route in ROUTES if route.pattern.startswith("admin/")]
