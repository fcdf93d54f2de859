"""What of a site can an address name? The site itself, who works there, and what concerns every site."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from allauth.mfa.models import Authenticator

from livskraft.access.actor import Actor
from livskraft.access.models import Assignment
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory
from livskraft.duties.queries import duties_of
from livskraft.indicators.models import Residents
from livskraft.modules.incidents.models import Incident, Measure
from livskraft.modules.incidents.rules import Factor
from livskraft.modules.incidents.tests.factories import reported
from livskraft.organisation.models import Contact, Contract, Unit
from livskraft.organisation.queries import provider_of
from livskraft.organisation.tests.factories import SiteFactory

NOW = datetime(2026, 1, 15, 9, tzinfo=UTC)
AT_THE_PROVIDER = {Role.AREA_MANAGER}
# What these administer stands above the site: contracts of its part of the area, agreements.
AT_THE_AREA = {Role.SYSTEM_ADMINISTRATOR, Role.ADMINISTRATION}


@dataclass(frozen=True)
class Sample:
    """How an object of an address is found at a place, for who asks; shared ones are the same everywhere."""

    find: Callable[[Any, Assignment | None], Any]
    shared: bool = False


class SitePlace:
    """A site with staff; each part is made when it is first asked for."""

    def __init__(self) -> None:
        self.site: Unit = SiteFactory()
        self._held: dict[Role, Assignment] = {}

    def unit_of(self, role: Role) -> Unit:
        if role in AT_THE_PROVIDER:
            provider = provider_of(self.site, date(2026, 1, 1))
            assert provider
            return provider
        return self.site.parent.parent if role in AT_THE_AREA else self.site

    def holder(self, role: Role) -> Assignment:
        """The assignment of the one who has `role` here."""
        if role not in self._held:
            self._held[role] = AssignmentFactory(role=role, unit=self.unit_of(role))
        return self._held[role]

    @cached_property
    def staff(self) -> Assignment:
        """Somebody who is nobody's holder, whom administrators act upon."""
        assignment: Assignment = AssignmentFactory(role=Role.KEY_PERSON, unit=self.site)
        return assignment

    @cached_property
    def incident(self) -> Incident:
        """Somebody's report, which leads to the coordinator and to an insurance."""
        return reported(self.site, factors=frozenset({Factor.PREMISES}))

    @cached_property
    def measure(self) -> Measure:
        return self.incident.measures.create(what="Laga golvet", due=NOW.date())

    @cached_property
    def contact(self) -> Contact:
        return Contact.objects.create(unit=self.site, name="Kontakt", phone="011-740 00 00")

    @cached_property
    def residents(self) -> Residents:
        return Residents.objects.create(unit=self.site, on=NOW.date(), number=40, source="Listan", recorded_at=NOW)

    @cached_property
    def contract(self) -> Contract:
        return self.site.parent.contracts.get()


def _passkey(place: SitePlace, who: Assignment | None) -> int:
    holder = who if who and place.site.pk in reach(who) else place.holder(Role.UNIT_MANAGER)
    found = Authenticator.objects.filter(user=holder.user, type=Authenticator.Type.WEBAUTHN).first()
    return (found or Authenticator.objects.create(user=holder.user, type=Authenticator.Type.WEBAUTHN, data={})).pk


def _report(place: SitePlace, who: Assignment | None) -> int:
    """Reports are personal, as archives are."""
    holder = who if who and place.site.pk in reach(who) else place.holder(Role.UNIT_MANAGER)
    return reported(place.site, Actor(at=datetime.now(UTC), user=holder.user, assignment=holder)).pk


def _duty(place: SitePlace, who: Assignment | None) -> str:
    """The first thing that the unit manager of the place owes."""
    manager = place.holder(Role.UNIT_MANAGER)
    return duties_of(Actor(at=datetime.now(UTC), user=manager.user, assignment=manager))[0].key


def reach(who: Assignment) -> set[int]:
    actor = Actor(at=datetime.now(UTC), user=who.user, assignment=who)
    return set(actor.units().values_list("pk", flat=True))


SITE_SAMPLES: dict[str, Sample] = {
    "provider": Sample(lambda place, who: place.unit_of(Role.AREA_MANAGER).pk),
    "assignment": Sample(lambda place, who: place.staff.pk),
    "contact": Sample(lambda place, who: place.contact.pk),
    "contract": Sample(lambda place, who: place.contract.pk),
    "duty": Sample(_duty),
    "incident": Sample(lambda place, who: place.incident.pk),
    "measure": Sample(lambda place, who: place.measure.pk),
    "passkey": Sample(_passkey),
    "report": Sample(_report),
    "site": Sample(lambda place, who: place.site.pk),
    "unit": Sample(lambda place, who: place.site.pk),
    "user": Sample(lambda place, who: place.staff.user_id),
    "residents": Sample(lambda place, who: place.residents.pk),
    # Parts of an address that name nothing in the database, or something under the object before them.
    "format": Sample(lambda place, who: "csv", shared=True),
    "indicator": Sample(lambda place, who: "minigym.in_use", shared=True),
    "key": Sample(lambda place, who: "set-password", shared=True),
    "number": Sample(lambda place, who: 1, shared=True),
    "uidb36": Sample(lambda place, who: "1", shared=True),
}
