"""How is an incident reported and sent the right way, and its answers put right afterwards?"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.access.models import User
from livskraft.kit.errors import Refused
from livskraft.kit.words import plain
from livskraft.modules.incidents.actions.writing import log, opened
from livskraft.modules.incidents.models import Consideration, Incident, IncidentEvent, InsuranceStep
from livskraft.modules.incidents.permissions import Permission
from livskraft.modules.incidents.rules import (
    Concerned,
    Factor,
    Facts,
    Insurance,
    Kind,
    Law,
    Party,
    State,
    consider_by,
    considerations,
    insure_by,
)
from livskraft.modules.minigym.public import ItemThere, Stopping, item_wherever, items_at, stop_item
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit
from livskraft.organisation.queries import provider_of

EARLIEST = 2000


@transaction.atomic
def report(
    *,
    site: Unit,
    facts: Facts,
    description: str,
    happened_at: datetime,
    by: Actor,
    key: str,
    item: ItemThere | None = None,
    person_name: str = "",
    person_contact: str = "",
) -> Incident:
    """A new incident, sent where the rules say; a faulty item is out of use at once. Anybody may report at any site.

    The same `key` from the same person gives the incident that is already there.
    """
    by.must(Permission.REPORT)
    # The same form sent twice in one moment: the second waits here until the first is kept.
    list(User.objects.select_for_update(no_key=True).filter(pk=by.user.pk if by.user else None))
    key = key[:36]
    already = Incident.objects.filter(reported_by=by.user, key=key).first()
    if already:
        return already
    if site.kind != UnitKind.SITE or (site.closed and site.closed <= by.today):
        raise Refused(_("Välj en plats som är öppen."), field="site")
    if happened_at > by.at:
        raise Refused(_("Tiden kan inte ligga framåt."), field="happened_at")
    if happened_at.year < EARLIEST:
        raise Refused(_("Året ser inte rätt ut."), field="happened_at")
    named = facts.concerned == Concerned.NAMED
    incident = Incident(
        site=site,
        provider=provider_of(site, timezone.localdate(happened_at)),
        key=key,
        description=plain(description, field="description", missing=_("Skriv vad som hände.")),
        person_name=plain(person_name, field="person_name", missing=_("Skriv namnet."), longest=120) if named else "",
        person_contact=plain(person_contact, field="person_contact", longest=120) if named else "",
        happened_at=happened_at,
        reported_at=by.at,
        reported_by=by.user,
    )
    _answer(incident, facts, item)
    incident.save()
    log(incident, IncidentEvent.Kind.REPORTED, by)
    audit.wrote(by, "incidents.reported", [incident, site], ["kind", "what", "context", "concerned", "description"])
    _send(incident, facts, item.medical_device if item else None, by)
    return incident


@transaction.atomic
def correct_answers(
    *, incident: Incident, facts: Facts, item: ItemThere | None, by: Actor, version: int | None = None
) -> Incident:
    """The manager puts the answers right, or settles what nobody knew; the incident is sent anew by the rules.

    What somebody has already decided stays. Whether the person is named is the reporter's to say, and stays too.
    """
    held = opened(incident, by, version, Party.MANAGER)
    if held.state != State.ASSESSING:
        raise Refused(_("Händelsen är beslutad. Öppna den igen först."))
    if (facts.concerned == Concerned.NAMED) != held.is_named:
        raise Refused(_("Om besökaren är namngiven kan inte ändras i efterhand."), field="concerned")
    if facts.factors and facts.unsure:
        raise Refused(_("Välj antingen vad som bidrog eller att ingen vet."), field="factors")
    _answer(held, facts, item)
    held.save()
    log(held, IncidentEvent.Kind.ASSESSED, by, held.route.why)
    audit.wrote(by, "incidents.answers_corrected", [held], ["kind", "what", "context", "concerned", "factors", "item"])
    _send(held, facts, item.medical_device if item else None, by)
    return held


@transaction.atomic
def hand_to_coordinator(*, incident: Incident, reason: str, by: Actor, version: int | None = None) -> Incident:
    """The manager lets the safety coordinator see an incident that the rules did not send there."""
    held = opened(incident, by, version, Party.MANAGER)
    words = plain(reason, field="reason", missing=_("Skriv varför."))
    if held.with_coordinator:
        raise Refused(_("Säkerhetssamordnaren har redan händelsen."))
    held.with_coordinator = True
    held.save()
    log(held, IncidentEvent.Kind.INFORMED, by, words)
    audit.wrote(by, "incidents.handed_over", [held], ["with_coordinator"])
    return held


def item_at(site: Unit, pk: int | None, actor: Actor) -> ItemThere | None:
    """The item of that id at the site, None when none is asked for or none is seen there."""
    return next((item for item in items_at(site, actor) if item.pk == pk), None) if pk else None


def item_of(incident: Incident) -> ItemThere | None:
    """The item that the incident names, as it is now, wherever it has been moved."""
    return item_wherever(incident.item_id) if incident.item_id else None


def _answer(incident: Incident, facts: Facts, item: ItemThere | None) -> None:
    if facts.kind == Kind.ACCIDENT and facts.concerned == Concerned.NOBODY:
        raise Refused(_("Vid ett olycksfall kom någon till skada. Välj vem det gällde."), field="concerned")
    incident.kind, incident.what, incident.context = facts.kind, facts.what, facts.context
    incident.concerned, incident.unsure = facts.concerned, facts.unsure and not facts.contributed
    for factor in Factor:
        setattr(incident, factor.value, factor in facts.factors)
    named = item if Factor.EQUIPMENT in facts.factors else None
    if named and named.pk == incident.item_id:
        return  # what it was called then stays
    incident.item_stopped = False
    incident.item_id = named.pk if named else None
    incident.item_name = named.name[:130] if named else ""
    incident.item_kind = named.kind if named else ""


def _send(incident: Incident, facts: Facts, medical_device: bool | None, by: Actor) -> None:
    """Those the route names get it, the item is stopped, and what must be considered stands there."""
    way = incident.route
    if way.coordinator and not incident.with_coordinator:
        incident.with_coordinator = True
        log(incident, IncidentEvent.Kind.INFORMED, by, way.why)
    if way.stop_item and incident.item_id and not incident.item_stopped:
        _stop(incident, by)
    incident.save(update_fields=["with_coordinator", "item_stopped"])
    _insurances(incident, way.insurances, by)
    _considerations(incident, considerations(facts, medical_device), by)


def _stop(incident: Incident, by: Actor) -> None:
    reason = _("%(incident)s: utrustningen bidrog.") % {"incident": incident}
    stopping = stop_item(incident.item_id or 0, reason=reason, by=by)
    incident.item_stopped = stopping != Stopping.RETIRED
    if stopping == Stopping.ALREADY:
        return  # somebody else took it out of use, and that stands in the item's own history
    said = _("%(item)s är tagen ur bruk.") if incident.item_stopped else _("%(item)s är kasserad och stoppades inte.")
    log(incident, IncidentEvent.Kind.STOPPED, by, said % {"item": incident.item_name})


def _insurances(incident: Incident, wanted: Collection[Insurance], by: Actor) -> None:
    incident.insurances.filter(decided_at__isnull=True).exclude(insurance__in=wanted).delete()
    there = set(incident.insurances.values_list("insurance", flat=True))
    InsuranceStep.objects.bulk_create(
        InsuranceStep(incident=incident, insurance=insurance, due=insure_by(insurance, by.today))
        for insurance in wanted
        if insurance not in there
    )


def _considerations(incident: Incident, wanted: dict[Law, str], by: Actor) -> None:
    known_on = timezone.localdate(incident.reported_at)
    there = {Law(each.law): each for each in incident.considerations.all()}
    fresh = []
    for law, not_here in wanted.items():
        old = there.get(law)
        if old is None:
            fresh.append(Consideration(incident=incident, law=law, not_here=not_here, due=consider_by(law, known_on)))
        elif old.notify is None and old.not_here != not_here:
            old.not_here = not_here
            old.due = max(consider_by(law, known_on), by.today)
            old.save(update_fields=["not_here", "due"])
    Consideration.objects.bulk_create(fresh)
