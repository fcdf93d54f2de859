"""Does anything of a protected person leave for who is not named for it, on any page, in any format, as any role?

One person at a meeting place has a canary in everything that is written of them, and a part in all that happens there.
Every address is opened as every role that may open it; what comes back is read, papers and workbooks too.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cached_property
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from livskraft.access.actor import Actor, system_actor
from livskraft.access.permissions import PERSONAL, PUBLIC, granted
from livskraft.access.roles import Role
from livskraft.kit.identity import read_number
from livskraft.modules.activities.models import Activity, Attendance, Call, Occasion, SignUp
from livskraft.modules.activities.rules.vocabulary import Because, SignUpMode, SignUpState
from livskraft.people.actions.persons import Contact, Details, register_person
from livskraft.people.models import AuthorisedReader, CaseNumber, Consent, Person, Relative
from livskraft.people.rules.vocabulary import ConsentPurpose, Protection, Purpose
from tests.architecture.places import SAMPLES, Place
from tests.architecture.routes import Route, routes

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NUMBER = "194408139089"
CANARIES = (
    "Kanarievilda",
    "Kanariestrand",
    "070-5550199",
    "0705550199",
    "Kanariegatan",
    "kanarie@example.invalid",
    "Kanarietolk",
    "Kanarieramp",
    "Kanariedotter",
    "KAN-2026-77",
    "440813-9089",
    "19440813",
)
OPEN = [route for route in routes() if route.permission]


class World:
    """A place with somebody protected in all that happens there, and a browser for each role."""

    def __init__(self) -> None:
        self.place = Place().furnish()
        self.person = protected_everywhere(self.place)
        self._clients: dict[Role | None, Client] = {}

    def client(self, role: Role | None) -> Client:
        if role not in self._clients:
            client = Client()
            if role:
                client.force_login(self.place.holder(role).user, backend=BACKEND)
            self._clients[role] = client
        return self._clients[role]

    def urls(self, route: Route, role: Role | None) -> list[str]:
        """The address with the place's own samples, and with the protected person's where it names something theirs."""
        who = self.place.holder(role) if role else None
        found = {noun: SAMPLES[noun].find(self.place, who) for noun in route.parameters}
        made = [reverse(route.name, kwargs=found)]
        for noun in set(found) & set(self.theirs):
            made.append(reverse(route.name, kwargs=found | {noun: self.theirs[noun]}))
        return made

    @cached_property
    def theirs(self) -> dict[str, int]:
        return {
            "person": self.person.pk,
            "occasion": Occasion.objects.filter(attendances__person=self.person).get().pk,
            "call": Call.objects.get(sign_up__person=self.person).pk,
            "sign_up": SignUp.objects.get(person=self.person).pk,
            "consent": Consent.objects.get(person=self.person).pk,
            "relative": Relative.objects.get(person=self.person).pk,
        }


def protected_everywhere(place: Place) -> Person:
    now = timezone.now()
    person = register_person(
        unit=place.site,
        details=Details(
            "Kanarievilda",
            "Kanariestrand",
            number=read_number(NUMBER, today=now.date()),
            language="Kanarietolk",
            adaptations="Kanarieramp",
        ),
        contact=Contact("Kanariegatan 1", "111 11", "Lindvik", "070-5550199", "kanarie@example.invalid"),
        purpose=Purpose.MEETING_PLACE,
        by=system_actor("test", now - timedelta(days=10)),
    )
    Person.objects.filter(pk=person.pk).update(protection=Protection.REGISTERED_ELSEWHERE)
    Relative.objects.create(person=person, name="Kanariedotter", phone="0705550199")
    CaseNumber.objects.create(person=person, number="KAN-2026-77", number_key="kan-2026-77")
    Consent.objects.create(
        person=person, unit=place.site, purpose=ConsentPurpose.PHOTO, recipient="Föreningen",
        wording="Ja", given=Consent.Given.ORAL, given_on=now.date(),
    )  # fmt: skip
    occasion = occasion_at(place, now - timedelta(hours=3))
    Attendance.objects.create(occasion=occasion, person=person, site=place.site, on=occasion.on, noted_at=now)
    sign_up = SignUp.objects.create(
        occasion=occasion, site=place.site, person=person, state=SignUpState.OFFERED, key="k", signed_up_at=now,
        phone="0705550199", name="Kanarievilda Kanariestrand",
    )  # fmt: skip
    Call.objects.create(sign_up=sign_up, site=place.site, because=Because.OFFER, asked_at=now, due_at=now)
    return person


def occasion_at(place: Place, at: datetime) -> Occasion:
    activity = Activity.objects.create(site=place.site, title="Bingo", sign_up=SignUpMode.STAFF, capacity=20)
    local = timezone.localtime(at)
    return Occasion.objects.create(
        activity=activity, site=place.site, on=local.date(), from_time=local.time(), starts_at=at,
        ends_at=at + timedelta(hours=1), attendance_taken_at=at + timedelta(hours=1),
    )  # fmt: skip


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]  # pytest-django's own
        made = World()
        for role in Role:
            made.client(role)
        yield made
        transaction.set_rollback(True)


def opened(client: Client, url: str) -> tuple[int, str]:
    """The status and every word of the answer, whatever its format; what the request wrote is taken back."""
    sid = transaction.savepoint()
    try:
        response = client.get(url)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        return response.status_code, words_of(content) + str(response.headers)
    finally:
        transaction.savepoint_rollback(sid)


def words_of(content: bytes) -> str:
    if content.startswith(b"%PDF"):
        return "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    if is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as archive:
            return "".join(words_of(archive.read(name)) for name in archive.namelist())
    return content.decode("utf-8", "ignore").replace("\r\n ", "")


def told(text: str) -> list[str]:
    return [canary for canary in CANARIES if canary.casefold() in text.casefold()]


@pytest.mark.parametrize("route", OPEN, ids=str)
def test_nothing_of_a_protected_person_leaves_for_who_is_not_named(world: World, route: Route) -> None:
    everybody = route.permission in (PUBLIC, PERSONAL)
    for role in [None, *Role] if everybody else [role for role in Role if granted(route.permission, role)]:
        for url in world.urls(route, role):
            status, text = opened(world.client(role), url)
            assert not told(text), f"{role or 'nobody'} {url} → {status} tells {told(text)}"


def test_no_address_of_their_own_opens_for_who_is_not_named(world: World) -> None:
    client = world.client(Role.UNIT_MANAGER)
    asked = 0
    for route in OPEN:
        if "person" in route.parameters and granted(route.permission, Role.UNIT_MANAGER):
            found = {noun: SAMPLES[noun].find(world.place, None) for noun in route.parameters}
            status, _text = opened(client, reverse(route.name, kwargs=found | {"person": world.person.pk}))
            assert status in (404, 405), f"{route.pattern} → {status}"
            asked += 1
    assert asked > 3


@pytest.mark.parametrize("words", ["Kanarievilda", "kanariestrand", NUMBER, "440813-9089", "KAN-2026-77"])
def test_no_search_finds_them(world: World, words: str) -> None:
    for role in Role:
        if granted("people.view", role):
            sid = transaction.savepoint()
            client = world.client(role)
            text = client.post("/personer/", {"q": words}, follow=True).content.decode()
            transaction.savepoint_rollback(sid)
            assert not told(text.replace(words, "")), role


def test_who_is_named_sees_them(world: World) -> None:
    """Otherwise the tests above could not fail."""
    sid = transaction.savepoint()
    manager = world.place.holder(Role.UNIT_MANAGER)
    AuthorisedReader.objects.create(person=world.person, user=manager.user, starts=timezone.localdate())
    assert Person.objects.visible_to(Actor(at=timezone.now(), user=manager.user, assignment=manager)).contains(
        world.person
    )
    status, text = opened(world.client(Role.UNIT_MANAGER), reverse("person", args=[world.person.pk]))
    assert status == 200
    assert "Kanarievilda" in told(text)
    transaction.savepoint_rollback(sid)
