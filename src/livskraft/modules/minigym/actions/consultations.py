"""How do manager and physiotherapist ask, answer and close, and how is it assessed what the physiotherapist needs?"""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.access.models import User
from livskraft.access.roles import Role
from livskraft.kit.errors import Refused
from livskraft.kit.versions import locked
from livskraft.modules.minigym.models import ConditionsAssessment, Consultation, EquipmentKind
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.queries.consultations import physiotherapists_of
from livskraft.modules.minigym.queries.local_rules import months_of
from livskraft.modules.minigym.rules import (
    DAYS_TO_ANSWER,
    DAYS_TO_CLOSE,
    Condition,
    ConsultationKind,
    ConsultationParty,
    Decision,
    LocalRuleKey,
    answerer,
)
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit

LONGEST = 2000


def side_of(by: Actor) -> ConsultationParty:
    """For whom the actor speaks; the area manager speaks for the manager's side."""
    physiotherapist = by.assignment and by.assignment.role == Role.PHYSIOTHERAPIST
    return ConsultationParty.PHYSIOTHERAPIST if physiotherapist else ConsultationParty.MANAGER


@transaction.atomic
def ask(
    *,
    site: Unit,
    kind: ConsultationKind,
    question: str,
    by: Actor,
    wanted: str = "",
    wanted_kind: EquipmentKind | None = None,
    price: Decimal | None = None,
    yearly_cost: Decimal | None = None,
    bought_by_municipality: bool | None = None,
) -> Consultation:
    """A question to the other of the two. One about supplementary equipment says what, its cost and who buys it.

    Source: 000 Verksamhetschef (consults the physiotherapist, who is the expert in the field), 000 Fysioterapeut.
    """
    by.must(Permission.CONSULT, at=site)
    words = _words(question, "question", _("Skriv vad du vill fråga om."))
    supplement = kind == ConsultationKind.SUPPLEMENT
    if supplement and not wanted.strip():
        raise Refused(_("Skriv vilken utrustning det gäller."), field="wanted")
    if supplement and price is None:
        raise Refused(_("Skriv vad utrustningen kostar, ungefär."), field="price")
    if supplement and bought_by_municipality is None:
        raise Refused(_("Välj vem som köper utrustningen."), field="bought_by_municipality")
    for field, cost in (("price", price), ("yearly_cost", yearly_cost)):
        if cost is not None and cost < 0:
            raise Refused(_("Kostnaden kan inte vara negativ."), field=field)
    side = side_of(by)
    asked = Consultation.objects.create(
        site=site,
        kind=kind,
        question=words,
        turn=answerer(side),
        due=by.today + timedelta(days=DAYS_TO_ANSWER),
        asked_at=by.at,
        asked_by=by.user,
        asked_as=side,
        wanted=wanted.replace("\x00", "").strip()[:200] if supplement else "",
        wanted_kind=wanted_kind if supplement else None,
        price=price if supplement else None,
        yearly_cost=yearly_cost if supplement else None,
        bought_by_municipality=bought_by_municipality if supplement else None,
    )
    audit.wrote(by, "minigym.consultation_asked", [asked, site], ["kind", "question"])
    return asked


@transaction.atomic
def answer(*, consultation: Consultation, text: str, by: Actor, version: int | None = None) -> Consultation:
    """The other one answers, and the manager is left to close. Raises Conflict when it is no longer at `version`."""
    held = _open(consultation, by, version)
    if held.answered_at:
        raise Refused(_("Frågan är redan besvarad."))
    if side_of(by) == held.asked_as:
        raise Refused(_("Frågan väntar på den andres svar."))
    held.answer = _words(text, "text", _("Skriv ditt svar."))
    held.answered_at, held.answered_by = by.at, by.user
    held.turn = ConsultationParty.MANAGER
    held.due = by.today + timedelta(days=DAYS_TO_CLOSE)
    held.save()
    audit.wrote(by, "minigym.consultation_answered", [held], ["answer"])
    return held


@transaction.atomic
def close(
    *, consultation: Consultation, decision: Decision, outcome: str, by: Actor, version: int | None = None
) -> Consultation:
    """The manager writes what came of it. A question of the manager's own may be closed before it is answered.

    Raises Conflict when it is no longer at `version`.
    """
    held = _open(consultation, by, version)
    if side_of(by) != ConsultationParty.MANAGER:
        raise Refused(_("Verksamhetschefen avslutar samrådet."))
    if not held.answered_at and held.asked_as == ConsultationParty.PHYSIOTHERAPIST:
        raise Refused(_("Svara fysioterapeuten först."))
    held.decision = decision
    held.outcome = _words(outcome, "outcome", _("Skriv vad ni kom fram till."))
    held.closed_at, held.closed_by = by.at, by.user
    held.turn = ""
    held.save()
    audit.wrote(by, "minigym.consultation_closed", [held], ["decision", "outcome"])
    return held


@transaction.atomic
def assess_conditions(
    *,
    provider: Unit,
    physiotherapists: Collection[User],
    conditions: Mapping[str, Condition],
    grounds: str,
    measures: str,
    on: date,
    by: Actor,
) -> ConditionsAssessment:
    """The provider's own assessment; the next one is owed when the municipality's interval has passed.

    Source: 000 Verksamhetschef (the provider answers for and assesses the physiotherapist's conditions).
    """
    by.must(Permission.ASSESS_CONDITIONS, at=provider)
    if provider.kind != UnitKind.PROVIDER:
        raise Refused(_("Bedömningen görs av en utförare."))
    if on > by.today:
        raise Refused(_("Dagen kan inte ligga framåt i tiden."), field="on")
    if not physiotherapists:
        raise Refused(_("Kryssa för vilka bedömningen gäller."), field="physiotherapists")
    known = {person.pk for person in physiotherapists_of(provider, by.today)}
    if any(person.pk not in known for person in physiotherapists):
        raise Refused(_("Någon av fysioterapeuterna arbetar inte hos er längre."), field="physiotherapists")
    ground = _words(grounds, "grounds", _("Skriv vad bedömningen bygger på."))
    measure = measures.replace("\x00", "").strip()[:LONGEST]
    if not measure and any(state != Condition.MET for state in conditions.values()):
        raise Refused(_("Skriv vad ni gör åt det som saknas."), field="measures")
    # Two who assess at once do it one after the other, so that the later one's next day holds.
    Unit.objects.select_for_update().get(pk=provider.pk)
    made = ConditionsAssessment.objects.create(
        provider=provider,
        on=on,
        time=conditions["time"],
        premises=conditions["premises"],
        competence=conditions["competence"],
        mandate=conditions["mandate"],
        grounds=ground,
        measures=measure,
        next_by=on + relativedelta(months=months_of(LocalRuleKey.CONDITIONS)),
        recorded_at=by.at,
        recorded_by=by.user,
    )
    made.physiotherapists.set(physiotherapists)
    audit.wrote(by, "minigym.conditions_assessed", [made, provider, *physiotherapists], ["conditions", "measures"])
    return made


def _open(consultation: Consultation, by: Actor, version: int | None) -> Consultation:
    by.must(Permission.CONSULT, at=consultation.site)
    held = locked(consultation, version)
    if held.closed_at:
        raise Refused(_("Samrådet är redan avslutat."))
    return held


def _words(text: str, field: str, missing: str) -> str:
    words = text.replace("\x00", "").strip()[:LONGEST]
    if not words:
        raise Refused(missing, field=field)
    return words
