"""Does anything of what a patient has blocked reach another unit of the caregiver, on any page, in any format?

One patient has a canary in everything that one unit has written. Every address that a therapist may open is opened as
the therapist of another unit, who has to do with the patient too; what comes back is read, papers too.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from livskraft.access.actor import Actor
from livskraft.access.permissions import PERSONAL, granted
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, actor_at
from livskraft.modules.training.actions.assessments import assess
from livskraft.modules.training.actions.blocks import end_block, lift, set_block
from livskraft.modules.training.actions.goals import add_goal
from livskraft.modules.training.actions.notes import disclose, object_to
from livskraft.modules.training.rules.vocabulary import Heading, Lifted, NoteKind
from livskraft.modules.training.tests.factories import episode_of, later
from livskraft.modules.training.tests.kva import shipped_codes
from livskraft.modules.training.tests.notes import draft_of, filled, note_of
from livskraft.modules.training.tests.rehab import programme_of, session_of
from livskraft.organisation.models import Unit
from livskraft.organisation.queries import keeper_of
from livskraft.organisation.tests.factories import SiteFactory, responsible_body
from livskraft.people.actions.persons import relate
from livskraft.people.models import Person
from livskraft.people.rules.vocabulary import Purpose
from livskraft.people.tests.factories import person_at, sister
from livskraft.questionnaires.rules.answers import read
from livskraft.questionnaires.rules.library import library
from livskraft.questionnaires.rules.vocabulary import Answered
from livskraft.questionnaires.stores import Given
from tests.architecture.places import SAMPLES, Place
from tests.architecture.routes import Route, routes
from tests.architecture.test_protected import BACKEND, words_of

pytestmark = pytest.mark.django_db
# Of notes, drafts, goals, programmes, objections, disclosures, measurements, and of who wrote them.
CANARIES = (
    "Kanarieanteckning",
    "Kanarieutkast",
    "Kanariemål",
    "Kanarieord",
    "Kanarieinvändning",
    "Kanariemottagare",
    "Kanarieterapeut",
    "37 uppresningar",
    "AW020",
)
THEIRS = frozenset(
    {
        "person",
        "block",
        "own_block",
        "episode",
        "note",
        "draft",
        "goal",
        "rehab_programme",
        "rehab_session",
        "rehab_measurement",
        "disclosure",
    }
)
OPEN = [
    route
    for route in routes()
    if route.permission and (route.permission == PERSONAL or granted(route.permission, Role.PHYSIOTHERAPIST))
]
ABOUT = [route for route in OPEN if THEIRS & set(route.parameters)]
WAYS = [route for route in routes() if route.permission and THEIRS & set(route.parameters)]
LISTS = [route for route in OPEN if not route.parameters]
# Where each of the others stands; a therapist under another caregiver.
ELSEWHERE: dict[Role, Callable[[Unit], Unit]] = {
    Role.UNIT_MANAGER: lambda site: site,
    Role.CARE_STAFF: lambda site: site,
    Role.AREA_MANAGER: lambda site: keeper_of(site, timezone.localdate()),
    Role.ADMINISTRATION: lambda _site: responsible_body(),
    Role.SYSTEM_ADMINISTRATOR: lambda _site: responsible_body(),
    Role.PHYSIOTHERAPIST: lambda _site: SiteFactory(),
}


class World:
    """A patient of two units, who has blocked what the first has written."""

    def __init__(self) -> None:
        self.place = Place()
        self.there = therapist(self.place.site, "Kanarieterapeut Fågel", timezone.now() - timedelta(days=2))
        self.here = therapist(sister(self.place.site), "Kollega", timezone.now())
        self.person: Person = person_at(self.place.site)
        for by in (self.there, self.here):
            assert by.assignment
            relate(person=self.person, unit=by.assignment.unit, purpose=Purpose.TRAINING, until=None, by=self.there)
        self.theirs = written(self.person, self.there)
        self.block = set_block(person=self.person, by=self.there)
        self.theirs |= {"person": self.person.pk, "block": self.block.pk, "own_block": self.block.pk}

    def url(self, route: Route) -> str:
        unknown = [noun for noun in route.parameters if noun not in self.theirs and noun not in SAMPLES]
        assert not unknown, f"{route.pattern}: tell tests/architecture/test_blocked.py how to find {unknown}"
        found = {
            noun: self.theirs[noun] if noun in self.theirs else SAMPLES[noun].find(self.place, None)
            for noun in route.parameters
        }
        return reverse(route.name, kwargs=found)


def therapist(unit: Unit, name: str, at: datetime) -> Actor:
    held = AssignmentFactory(unit=unit, role=Role.PHYSIOTHERAPIST, user__name=name)
    return Actor(at=at, user=held.user, assignment=held)


def written(person: Person, by: Actor) -> dict[str, int]:
    """One of everything that can be written of a patient, by the noun it has in an address."""
    shipped_codes()
    episode = episode_of(person, by)
    by = later(by, hours=2)
    parts = filled(NoteKind.SESSION) | {Heading.STATUS.value: "Kanarieanteckning"}
    note = note_of(episode, by, parts=parts, codes=("AW020",))
    object_to(note=note, text="Kanarieinvändning", by=by)
    draft = draft_of(episode, by, NoteKind.CONTACT, parts={Heading.STATUS.value: "Kanarieutkast"})
    goal = add_goal(episode=episode, text="Kanariemål", agreed_on=by.today, by=by)
    programme = programme_of(episode, by, "Tåhävning", remark="Kanarieord")
    session = session_of(episode, by, programme)
    stands = library()["chair_stands:1"]
    given = Given(
        stands, read(stands, {"stands": "37", "hands": "0"}), by.today, Answered.MEASURED, None, "none", "none"
    )
    measurement = assess(episode=episode, given=given, by=by)
    given_out = disclose(episode=episode, what="Allt", recipient="Kanariemottagare", on=by.today, by=by)
    return {
        "episode": episode.pk,
        "note": note.pk,
        "draft": draft.pk,
        "goal": goal.pk,
        "rehab_programme": programme.pk,
        "rehab_session": session.pk,
        "rehab_measurement": measurement.pk,
        "disclosure": given_out.pk,
    }


@pytest.fixture
def world() -> World:
    return World()


def browser(by: Actor) -> Client:
    client = Client()
    client.force_login(by.user, backend=BACKEND)
    return client


def opened(client: Client, url: str, method: str = "get") -> tuple[int, str]:
    response = getattr(client, method)(url)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, words_of(content) + str(response.headers)


def told(text: str) -> list[str]:
    return [canary for canary in CANARIES if canary.casefold() in text.casefold()]


def test_nothing_of_what_is_blocked_reaches_another_unit(world: World) -> None:
    client = browser(world.here)
    found = []
    for route in [*ABOUT, *LISTS]:
        for method in ("get", "post"):
            # Blocking what one's own unit writes, opening and leaving are other tests' business.
            if method == "post" and route.name in {"set_block", "lift_block", "open_episode", "account_logout"}:
                continue
            status, text = opened(client, world.url(route), method)
            assert status < 500, f"{method} {route.pattern} → {status}"
            if told(text):
                found.append((method, route.pattern, told(text)))
    assert not found


def test_no_address_of_a_blocked_period_opens(world: World) -> None:
    client = browser(world.here)
    asked = 0
    for route in ABOUT:
        if set(route.parameters) & (THEIRS - {"person", "block", "own_block"}):
            status, _text = opened(client, world.url(route))
            assert status in (302, 403, 404, 405), f"{route.pattern} → {status}"
            asked += 1
    assert asked > 20


@pytest.mark.parametrize("role", [None, *ELSEWHERE])
def test_nobody_who_keeps_no_journal_there_is_told_anything(world: World, role: Role | None) -> None:
    """Each of those around the patient, where they stand; the staff know the person, and nothing is blocked."""
    end_block(block=world.block, by=world.there)
    client = browser(actor_at(ELSEWHERE[role](world.place.site), role)) if role else Client()
    found = [(route.pattern, told(text)) for route in WAYS if told(text := opened(client, world.url(route))[1])]
    assert len(WAYS) > 40
    # Whom the manager may name as a reader are those who work there, of whatever they do.
    assert [each for each in found if each != ("personer/<int:person>/skydd/behorig/", ["Kanarieterapeut"])] == []


def test_the_own_unit_reads_it_all_and_so_does_who_has_opened_it(world: World) -> None:
    """Otherwise the tests above could not fail."""
    ways = [route for route in ABOUT if route.parameters[0] != "draft" and "discard" not in route.name]

    def seen(by: Actor) -> set[str]:
        client = browser(by)
        return {canary for route in ways for canary in told(opened(client, world.url(route))[1])}

    own = set(CANARIES) - {"Kanarieutkast"}
    assert seen(world.there) >= own
    lift(block=world.block, ground=Lifted.EMERGENCY, reason="Patienten föll ihop", by=world.here)
    assert seen(world.here) >= own
