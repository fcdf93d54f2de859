"""Who may support visitors, what is a gap, and whose move is it in a consultation? Pure decisions, no clock."""

from collections.abc import Collection
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# Local rules: no source states how long guidance holds, how soon it is renewed, or how soon somebody answers.
RENEW_AHEAD = timedelta(days=60)
DAYS_TO_RENEW = 30
DAYS_TO_ANSWER = 14
DAYS_TO_CLOSE = 14


class LocalRuleKey(TextChoices):
    """The months that the municipality sets itself."""

    GUIDANCE = "guidance", _("Så länge gäller en vägledning")
    CONDITIONS = "conditions", _("Så ofta bedöms fysioterapeutens förutsättningar")


# What holds until the municipality has set something else.
DEFAULT_MONTHS = {LocalRuleKey.GUIDANCE: 24, LocalRuleKey.CONDITIONS: 12}


class GuidanceState(TextChoices):
    """How one person stands with one kind of equipment."""

    MISSING = "missing", _("Saknas")
    EXPIRED = "expired", _("Har gått ut")
    RENEW = "renew", _("Ska förnyas")
    SOON = "soon", _("Går snart ut")
    VALID = "valid", _("Gäller")


MAY_SUPPORT = frozenset({GuidanceState.RENEW, GuidanceState.SOON, GuidanceState.VALID})


def guidance_until(*, on: date, months: int) -> date:
    """The last day that guidance given `on` holds."""
    return on + relativedelta(months=months)


def guidance_state(*, on: date | None, until: date | None, renewed: date | None, today: date) -> GuidanceState:
    """How guidance given `on` stands today; `renewed` is when an instruction that asks for renewal was approved.

    What is to be renewed holds until its last day: the physiotherapist has said "anew", not "stop".
    Source: 000 Omsorgspersonal (supports visitors after guidance by a physiotherapist).
    """
    if on is None or until is None:
        return GuidanceState.MISSING
    if until < today:
        return GuidanceState.EXPIRED
    if renewed is not None and renewed > on:
        return GuidanceState.RENEW
    return GuidanceState.SOON if until <= today + RENEW_AHEAD else GuidanceState.VALID


def renew_by(*, until: date, renewed: date | None, on: date) -> date:
    """The last day to guide somebody anew: before it runs out, and soon after the instruction was changed."""
    if renewed is None or renewed <= on:
        return until
    return min(until, renewed + timedelta(days=DAYS_TO_RENEW))


def is_covered(*, holders: Collection[int], guided: Collection[int]) -> bool:
    """Whether a staffed span has somebody who may support visitors: one of those who usually hold the whole of it.

    Source: 000 Verksamhetschef (the staff in the minigym has the competence that is needed).
    """
    return any(person in guided for person in holders)


class ConsultationParty(TextChoices):
    MANAGER = "manager", _("Verksamhetschefen")
    PHYSIOTHERAPIST = "physiotherapist", _("Fysioterapeuten")


class ConsultationKind(TextChoices):
    """What the two are to consult each other about. Source: 000 Verksamhetschef, Fysioterapeut."""

    PLACEMENT = "placement", _("Placering")
    PLANNING = "planning", _("Planering av lokalen")
    SUPPLEMENT = "supplement", _("Kompletterande utrustning")
    COMPETENCE = "competence", _("Kompetens")


class Decision(TextChoices):
    YES = "yes", _("Vi gör det")
    LATER = "later", _("Vi väntar")
    NO = "no", _("Vi gör det inte")
    ADVICE = "advice", _("Det räckte med råd")


def answerer(asked_as: ConsultationParty) -> ConsultationParty:
    """The one who answers a question: the other one."""
    if asked_as == ConsultationParty.MANAGER:
        return ConsultationParty.PHYSIOTHERAPIST
    return ConsultationParty.MANAGER


class Condition(TextChoices):
    MET = "met", _("Finns")
    PARTLY = "partly", _("Finns delvis")
    LACKING = "lacking", _("Saknas")
