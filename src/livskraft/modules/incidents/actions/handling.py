"""How is an incident received, looked into, considered, decided on, closed and opened again?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit import versions
from livskraft.kit.errors import Refused
from livskraft.kit.words import plain
from livskraft.modules.incidents.actions.writing import log, move, opened
from livskraft.modules.incidents.models import Consideration, Incident, IncidentEvent, InsuranceStep, Measure
from livskraft.modules.incidents.permissions import Permission
from livskraft.modules.incidents.rules import Insurance, Law, Party, State, notify_by

E = IncidentEvent.Kind


@dataclass(frozen=True, slots=True)
class Considered:
    """What somebody ticked about a law: whether the authority is notified, and why."""

    law: Law
    notify: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Notified:
    """That an authority was notified about a law, when, and under which number."""

    law: Law
    on: date
    reference: str = ""


@transaction.atomic
def receive(*, incident: Incident, by: Actor, version: int | None = None) -> Incident:
    """The manager takes the incident up."""
    held = opened(incident, by, version, Party.MANAGER)
    held.save()
    audit.wrote(by, "incidents.received", [held], ["state"])
    return held


@transaction.atomic
def add_note(*, incident: Incident, text: str, by: Actor) -> Incident:
    """A note of the investigation; it cannot be changed, and two people may write at once."""
    held = opened(incident, by, None, Party.MANAGER, Party.COORDINATOR)
    log(held, E.NOTE, by, plain(text, field="text", missing=_("Skriv en anteckning.")))
    held.save()
    audit.wrote(by, "incidents.noted", [held], ["note"])
    return held


@transaction.atomic
def consider(
    *,
    incident: Incident,
    by: Actor,
    considered: Sequence[Considered] = (),
    notified: Sequence[Notified] = (),
    version: int | None = None,
) -> Incident:
    """What was ticked about the laws, and which authorities have been notified. The coordinator may do it, too."""
    held = opened(incident, by, version, Party.MANAGER, Party.COORDINATOR)
    if not considered and not notified:
        raise Refused(_("Ta ställning till minst en av lagarna."))
    laws = {Law(each.law): each for each in held.considerations.all()}
    for choice in considered:
        _considered(held, laws[choice.law], choice, by)
    for notice in notified:
        _notified(held, laws[notice.law], notice, by)
    held.save()
    audit.wrote(by, "incidents.considered", [held], ["notify", "reason", "notified_on"])
    return held


def _considered(held: Incident, law: Consideration, choice: Considered, by: Actor) -> None:
    if law.notified_on:
        raise Refused(_("%(law)s är redan anmäld.") % {"law": law})
    law.notify = choice.notify
    law.reason = plain(choice.reason, field=f"reason_{law.law}", missing=_("Skriv varför."))
    law.not_here = ""
    law.considered_at, law.considered_by = by.at, by.user
    if choice.notify:
        law.due = notify_by(choice.law, timezone.localdate(held.reported_at))
    law.save()
    said = _("%(law)s: ska anmälas. %(reason)s") if choice.notify else _("%(law)s: anmäls inte. %(reason)s")
    log(held, E.CONSIDERED, by, said % {"law": law, "reason": law.reason})


def _notified(held: Incident, law: Consideration, notice: Notified, by: Actor) -> None:
    field = f"notified_on_{law.law}"
    if not law.notify:
        raise Refused(_("%(law)s ska inte anmälas.") % {"law": law}, field=field)
    if notice.on > by.today:
        raise Refused(_("Dagen kan inte ligga framåt i tiden."), field=field)
    if notice.on < timezone.localdate(held.happened_at):
        raise Refused(_("Dagen kan inte ligga före händelsen."), field=field)
    law.notified_on = notice.on
    law.reference = plain(notice.reference, field=f"reference_{law.law}", longest=80)
    law.save()
    log(held, E.NOTIFIED, by, _("%(law)s anmäld %(day)s. %(number)s") % _said(law, notice.on, law.reference))


def _said(law: Consideration, on: date, reference: str) -> dict[str, object]:
    return {"law": law, "day": on.isoformat(), "number": reference}


@transaction.atomic
def decide_insurance(
    *,
    incident: Incident,
    insurance: Insurance,
    claimed: bool,
    reason: str,
    by: Actor,
    reference: str = "",
    version: int | None = None,
) -> Incident:
    """Whether a claim is made; for the visitor's own insurance whether the visitor has been told of it.

    The coordinator decides on the municipality's insurances, the manager tells the visitor.
    """
    step = InsuranceStep.objects.filter(incident=incident, insurance=insurance).first()
    if step is None:
        raise Refused(_("Händelsen leder inte till den försäkringen."))
    held = opened(incident, by, version, step.party)
    if step.decided_at:
        raise Refused(_("Det är redan beslutat om %(insurance)s.") % {"insurance": step})
    step.claimed = claimed
    step.reason = plain(reason, field="reason", missing="" if claimed else _("Skriv varför."))
    step.reference = plain(reference, field="reference", longest=80)
    step.decided_at, step.decided_by = by.at, by.user
    step.save()
    held.save()
    log(held, E.INSURED, by, f"{step}: {_outcome(insurance, claimed)}. {step.reason}".strip())
    audit.wrote(by, "incidents.insurance_decided", [held, step], ["claimed", "reason", "reference"])
    return held


def _outcome(insurance: Insurance, claimed: bool) -> str:
    if insurance == Insurance.OWN:
        return _("besökaren har fått veta") if claimed else _("besökaren har inte fått veta")
    return _("anmäls") if claimed else _("anmäls inte")


@transaction.atomic
def add_measure(
    *, incident: Incident, what: str, due: date, by: Actor, responsible: str = "", version: int | None = None
) -> Measure:
    """Something to do so that it does not happen again."""
    held = opened(incident, by, version, Party.MANAGER)
    if due < by.today:
        raise Refused(_("Dagen har redan varit."), field="due")
    measure = Measure.objects.create(
        incident=held,
        what=plain(what, field="what", missing=_("Skriv vad som ska göras.")),
        responsible=plain(responsible, field="responsible", longest=120),
        due=due,
    )
    held.save()
    log(held, E.MEASURE, by, measure.what)
    audit.wrote(by, "incidents.measure_added", [held, measure], ["what", "responsible", "due"])
    return measure


@transaction.atomic
def finish_measure(*, measure: Measure, done_on: date, result: str, by: Actor, version: int | None = None) -> Measure:
    held = opened(measure.incident, by, version, Party.MANAGER)
    fresh = Measure.objects.select_for_update().get(pk=measure.pk)
    if fresh.done_on:
        raise Refused(_("Åtgärden är redan klar."))
    if done_on > by.today:
        raise Refused(_("Dagen kan inte ligga framåt i tiden."), field="done_on")
    fresh.done_on = done_on
    fresh.result = plain(result, field="result", missing=_("Skriv vad som gjordes."))
    fresh.save()
    held.save()
    log(held, E.MEASURE_DONE, by, fresh.result)
    audit.wrote(by, "incidents.measure_finished", [held, fresh], ["done_on", "result"])
    return fresh


@transaction.atomic
def decide(*, incident: Incident, outcome: str, by: Actor, why_none: str = "", version: int | None = None) -> Incident:
    """The manager has decided on measures, or why there are none; `outcome` is what the reporter is told.

    Refused while nobody knows whether anything contributed, or a law has not been considered.
    """
    held = opened(incident, by, version, Party.MANAGER)
    if held.route.assess:
        raise Refused(_("Avgör först om något på platsen bidrog."))
    left = [str(each) for each in held.considerations.all() if not each.not_here and each.notify is None]
    if left:
        raise Refused(_("Ta först ställning till: %(laws)s.") % {"laws": ", ".join(left)})
    none = plain(why_none, field="why_none")
    if not none and not held.measures.exists():
        raise Refused(_("Lägg till en åtgärd, eller skriv varför ingen behövs."), field="why_none")
    move(held, State.DECIDED, by)
    held.outcome = plain(outcome, field="outcome", missing=_("Skriv ett besked till den som rapporterade."))
    held.decided_at = by.at
    held.save()
    log(held, E.DECIDED, by, none)
    audit.wrote(by, "incidents.decided", [held], ["state", "outcome"])
    return held


@transaction.atomic
def close(*, incident: Incident, by: Actor, version: int | None = None) -> Incident:
    """Everything is done. Refused, in words, while something is left."""
    held = opened(incident, by, version, Party.MANAGER)
    left = what_is_left(held)
    if left:
        raise Refused(_("Det här återstår: %(left)s.") % {"left": ", ".join(left)})
    move(held, State.CLOSED, by)
    held.closed_at = by.at
    held.save()
    log(held, E.CLOSED, by)
    audit.wrote(by, "incidents.closed", [held], ["state"])
    return held


@transaction.atomic
def reopen(*, incident: Incident, reason: str, by: Actor, version: int | None = None) -> Incident:
    """Something new has come up; what was decided stays in the log."""
    if not (incident.with_coordinator and by.may(Permission.COORDINATE, at=incident.site)):
        by.must(Permission.HANDLE, at=incident.site)
    held = versions.locked(incident, version)
    if held.state not in (State.DECIDED, State.CLOSED):
        raise Refused(_("Händelsen är redan öppen."))
    words = plain(reason, field="reason", missing=_("Skriv varför."))
    move(held, State.ASSESSING, by)
    held.decided_at = held.closed_at = None
    held.reopened_at = by.at
    held.save()
    log(held, E.REOPENED, by, words)
    audit.wrote(by, "incidents.reopened", [held], ["state"])
    return held


def what_is_left(incident: Incident) -> list[str]:
    """What must be done before the incident can be closed, as words in a sentence."""
    left = [str(each).lower() for each in incident.insurances.all() if each.decided_at is None]
    left += [str(each).lower() for each in incident.considerations.all() if each.is_open]
    if any(each.done_on is None for each in incident.measures.all()):
        left.append(_("åtgärder som inte är klara"))
    return left
