"""What do all writes to incidents share: their log, and who acts in which capacity?"""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from livskraft.access.actor import Actor
from livskraft.kit import versions
from livskraft.kit.errors import Refused
from livskraft.modules.incidents.models import Incident, IncidentEvent
from livskraft.modules.incidents.permissions import Permission
from livskraft.modules.incidents.rules import Party, State, may_move
from livskraft.organisation.models import Unit


def log(incident: Incident, kind: IncidentEvent.Kind, by: Actor, text: str = "") -> None:
    IncidentEvent.objects.create(incident=incident, at=by.at, by=by.user, kind=kind, text=text)


def parties(by: Actor, site: Unit) -> set[Party]:
    """In which capacities the actor may act on an incident at `site`."""
    found = set()
    if by.may(Permission.HANDLE, at=site):
        found.add(Party.MANAGER)
    if by.may(Permission.COORDINATE, at=site):
        found.add(Party.COORDINATOR)
    return found


def opened(incident: Incident, by: Actor, version: int | None, *allowed: Party) -> Incident:
    """The incident locked for a write by one of the `allowed`; what the manager does first also receives it.

    Raises PermissionDenied, Conflict when it is no longer at `version`, and Refused when it is closed.
    """
    held = versions.locked(incident, version)
    acting = parties(by, held.site)
    if not acting & set(allowed) or (Party.MANAGER not in acting and not held.with_coordinator):
        raise PermissionDenied(f"{by.who} may not act on {held}")
    if held.state == State.CLOSED:
        raise Refused(_("Händelsen är avslutad. Öppna den igen först."))
    if held.state == State.REPORTED and Party.MANAGER in acting:
        received(held, by)
    return held


def received(held: Incident, by: Actor) -> None:
    """The manager has it now; the first time counts."""
    held.state = State.ASSESSING
    if held.received_at is None:
        held.received_at = by.at
        log(held, IncidentEvent.Kind.RECEIVED, by)


def move(held: Incident, to: State, by: Actor) -> None:
    """Raises Refused unless somebody in the actor's capacity may take the incident there from where it is."""
    if not may_move(State(held.state), to, parties(by, held.site)):
        raise Refused(
            _("Händelsen är %(before)s och kan inte bli %(after)s av dig.")
            % {"before": held.get_state_display().lower(), "after": to.label.lower()}
        )
    held.state = to
