"""How is a yes written down, and how is it taken back?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit import versions
from livskraft.kit.errors import Refused
from livskraft.organisation.models import Unit
from livskraft.people.models import Consent, Person
from livskraft.people.permissions import Permission
from livskraft.people.rules.consents import wording
from livskraft.people.rules.vocabulary import ConsentPurpose

# Nobody who may say yes here was grown up before.
EARLIEST = date(1950, 1, 1)


@dataclass(frozen=True, slots=True)
class Given:
    """What was said yes to; `until` is the last day it counts, None until it is taken back."""

    purpose: ConsentPurpose
    recipient: str
    how: Consent.Given
    on: date
    until: date | None = None


@transaction.atomic
def give_consent(*, person: Person, unit: Unit, given: Given, by: Actor) -> Consent:
    """The yes with the words as they are read today; the one before for the same thing stays as it was."""
    by.must(Permission.CONSENT, at=unit)
    _may_see(person, by)
    recipient = " ".join(given.recipient.split())
    if not recipient:
        raise Refused(_("Skriv vem som får uppgifterna."), field="recipient")
    if not EARLIEST <= given.on <= by.today:
        raise Refused(_("Välj en dag som har varit."), field="given_on")
    if given.until is not None and given.until < given.on:
        raise Refused(_("Samtycket kan inte sluta gälla innan det gavs."), field="until")
    consent = Consent.objects.create(
        person=person,
        unit=unit,
        purpose=given.purpose,
        recipient=recipient,
        wording=wording(given.purpose, recipient=recipient, unit=unit.name),
        given=given.how,
        given_on=given.on,
        until=given.until,
        recorded_by=by.user,
    )
    audit.wrote(by, "people.consent_given", [consent, person])
    return consent


@transaction.atomic
def revoke_consent(*, consent: Consent, on: date, version: int | None = None, by: Actor) -> Consent:
    """From `on` the yes no longer counts; it is kept, so that it can be seen what held when.

    Raises Refused when it is taken back already, or on a day before it was given or after today.
    """
    by.must(Permission.CONSENT)
    _may_see(consent.person, by)
    held = versions.locked(consent, version)
    if held.revoked_on is not None:
        raise Refused(_("Samtycket är redan återkallat."))
    if not held.given_on <= on <= by.today:
        raise Refused(_("Välj en dag från det att samtycket gavs till och med i dag."), field="revoked_on")
    held.revoked_on, held.revoked_by = on, by.user
    held.save()
    audit.wrote(by, "people.consent_revoked", [held, consent.person], ["revoked_on"])
    return held


def erase(persons: Sequence[int]) -> int:
    """Called by a purge order that is carried out, which says who and why; how many went."""
    return Consent.objects.filter(person__in=persons).delete()[0]


def _may_see(person: Person, by: Actor) -> None:
    """The person, or the one they turned out to be."""
    if not Person.objects.visible_to(by).filter(pk=person.merged_into_id or person.pk).exists():
        raise PermissionDenied(f"{by.who} may not see {person.pk}")
