"""When is an item due, who answers for it, and what follows from a verdict? Pure decisions about a minigym."""

from collections.abc import Collection
from datetime import date, timedelta
from functools import cache
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from holidays import country_holidays

from livskraft.kit.partial_date import PartialDate
from livskraft.kit.periods import Period


class RegimeKey(TextChoices):
    MUNICIPAL = "municipal", _("Kommunen köpte")
    PROVIDER = "provider", _("Utföraren köpte")
    PROPERTY = "property", _("Fast inredning")


class Party(TextChoices):
    MUNICIPALITY = "municipality", _("Förvaltningen")
    PROVIDER = "provider", _("Utföraren")
    PROPERTY_OWNER = "property_owner", _("Fastighetsägaren")
    SERVICE_FIRM = "service_firm", _("Servicefirman")


class Status(TextChoices):
    IN_USE = "in_use", _("I bruk")
    OUT_OF_USE = "out_of_use", _("Ur bruk")
    RETIRED = "retired", _("Kasserad")


class UsageClass(TextChoices):
    """Classes of SS-EN ISO 20957-1."""

    STUDIO = "S", _("S – professionell användning")
    INCLUSIVE = "I", _("I – inkluderande användning")
    HOME = "H", _("H – hemmabruk")


class Verdict(TextChoices):
    OK = "ok", _("Utan anmärkning")
    STOP = "A", _("A – ta ur bruk")
    REPAIR = "B", _("B – åtgärdas")
    NOTE = "C", _("C – håll under uppsikt")


class Symptom(TextChoices):
    """What somebody who reports a fault can choose; a machine's and a gym's differ, see OF_ITEM and OF_GYM."""

    DANGEROUS = "dangerous", _("Någon kan göra sig illa")
    BROKEN = "broken", _("Något är trasigt eller löst")
    STUCK = "stuck", _("Den går trögt eller har fastnat")
    NOISE = "noise", _("Den låter konstigt")
    MISSING = "missing", _("Något saknas")
    ACCESS = "access", _("Dörren eller låset krånglar")
    AIR = "air", _("Ljus, värme eller luft")
    DIRTY = "dirty", _("Smutsigt eller stökigt")
    OTHER = "other", _("Något annat")


OF_ITEM = (Symptom.DANGEROUS, Symptom.BROKEN, Symptom.STUCK, Symptom.NOISE, Symptom.DIRTY, Symptom.OTHER)
OF_GYM = (Symptom.DANGEROUS, Symptom.BROKEN, Symptom.MISSING, Symptom.ACCESS, Symptom.AIR, Symptom.DIRTY, Symptom.OTHER)


class Outcome(TextChoices):
    """What came of a fault."""

    FIXED = "fixed", _("Åtgärdat")
    NO_FAULT = "no_fault", _("Inget fel hittades")
    REMOVED = "removed", _("Maskinen är borttagen")


class Stage(TextChoices):
    """How far a fault has come, as the one who reported it is told."""

    RECEIVED = "received", _("Mottagen")
    PLANNED = "planned", _("Ska åtgärdas")
    STOPPED = "stopped", _("Tagen ur bruk")
    ASKED = "asked", _("Husets ägare kontaktad")
    ORDERED = "ordered", _("Lagning beställd")
    FIXED = "fixed", _("Åtgärdad")
    BACK = "back", _("Åter i bruk")
    NO_FAULT = "no_fault", _("Inget fel hittades")
    REMOVED = "removed", _("Borttagen")


# Local rules: no source states within how long a remark must be seen to.
# What is stopped stands among the things of the week from its first day, never among those for later.
DAYS_TO_FOLLOW_UP = {Verdict.STOP: 7, Verdict.REPAIR: 60}
DAYS_TO_BOOK = 14
DAYS_TO_UPDATE_LIST = 7
# Local rule: a machine that nobody mends takes up room and promises what it cannot keep.
DAYS_TO_DECIDE = 30
AHEAD = timedelta(days=60)
# The intervals one can choose between, in months: a closed list, docs/adr/intervals-are-a-closed-list.md says why.
INTERVALS = (1, 2, 3, 4, 6, 12, 18, 24, 36, 48, 60)


def next_due(*, months: int | None, acquired: PartialDate | None, last: PartialDate | None) -> date | None:
    """First possible day of the next inspection or service; None when nothing is known, which means now.

    The caller asks only about items whose terms have an interval; `months` None gives `date.max`, never.
    Source: 000 Verksamhetschef (yearly for equipment provided by the municipality).
    """
    if months is None:
        return date.max
    known = last or acquired
    return known.first + relativedelta(months=months) if known else None


class Standing(TextChoices):
    """How an item stands with its next inspection or service."""

    NEVER = "never", _("Ingår inte")
    UNKNOWN = "unknown", _("Ingen uppgift")
    LATE = "late", _("Försenad")
    SOON = "soon", _("Snart")
    LATER = "later", _("I tid")


def standing(*, due: date | None, today: date) -> Standing:
    """Where `next_due` leaves an item: late before today, soon within AHEAD; the twin of `queries.late`."""
    if due is None:
        return Standing.UNKNOWN
    if due == date.max:
        return Standing.NEVER
    if due < today:
        return Standing.LATE
    return Standing.SOON if due <= today + AHEAD else Standing.LATER


def due_cutoff(months: int, day: date) -> date:
    """The last day that, `months` later, is on or before `day`: the SQL twin of `next_due(...) <= day`.

    An item last seen to on or before the cut-off is due on `day`.
    """
    cutoff = day - relativedelta(months=months)
    while cutoff + timedelta(days=1) + relativedelta(months=months) <= day:
        cutoff += timedelta(days=1)
    return cutoff


def regime_for(*, is_fixture: bool, bought_by_municipality: bool) -> RegimeKey:
    """Which regime an item gets. It follows who bought it; wall bars belong to the house whoever bought them.

    Source: 000 Service och underhåll av utrustning.
    """
    if is_fixture:
        return RegimeKey.PROPERTY
    return RegimeKey.MUNICIPAL if bought_by_municipality else RegimeKey.PROVIDER


def follow_up_due(verdict: Verdict, on: date) -> date | None:
    """The day by which a remark must be seen to, or None when the verdict needs no follow-up. Local rule."""
    days = DAYS_TO_FOLLOW_UP.get(verdict)
    return on + timedelta(days=days) if days else None


def may_be_ordered(*, regime: RegimeKey, agreement_regime: RegimeKey, customer_is_provider_here: bool) -> bool:
    """Whether an item may stand in an order under an agreement: the same regime, and for a provider's items the
    agreement of the provider that answers for the site. Fixtures are nobody's to order; the property owner inspects.
    """
    if regime == RegimeKey.PROPERTY or regime != agreement_regime:
        return False
    return regime == RegimeKey.MUNICIPAL or customer_is_provider_here


class Weekday(IntegerChoices):
    """The rows of a week's hours; a holiday has hours of its own, whatever day it falls on."""

    MONDAY = 0, _("Måndag")
    TUESDAY = 1, _("Tisdag")
    WEDNESDAY = 2, _("Onsdag")
    THURSDAY = 3, _("Torsdag")
    FRIDAY = 4, _("Fredag")
    SATURDAY = 5, _("Lördag")
    SUNDAY = 6, _("Söndag")
    HOLIDAY = 7, _("Helgdag")


def holiday(day: date) -> str | None:
    """The Swedish name of the holiday on `day`, None on an ordinary day; an ordinary Sunday is none.

    Source: lag (1989:253) om allmänna helgdagar; the eves of midsummer, Christmas and the new year are held as
    holidays, as semesterlagen (1977:480) 3 a § does.
    """
    name: str | None = _holidays().get(day)
    return name


@cache
def _holidays() -> Any:
    return country_holidays("SE", language="sv", categories=("public", "de_facto"), include_sundays=False)


def weekday(day: date) -> Weekday:
    """Which row of a week's hours holds on `day`."""
    return Weekday.HOLIDAY if holiday(day) else Weekday(day.weekday())


class Every(TextChoices):
    """How often a self-check is made. Local rule: the municipality chooses for each template."""

    WEEK = "week", _("Varje vecka")
    MONTH = "month", _("Varje månad")


def period_of(every: Every, day: date) -> Period:
    """The week, Monday to Sunday, or the month that holds `day`: within it the self-check is made once."""
    if every == Every.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=7))
    first = day.replace(day=1)
    return Period(first, first + relativedelta(months=1))


# Local rules: no source states within how long a deviation must be seen to, sooner when it has closed the gym, or a
# round finished.
DAYS_TO_MEND_DEVIATION = 14
DAYS_TO_REOPEN = 3
DAYS_TO_FINISH_ROUND = 7


# Local rules: how soon somebody looks at a fault that a visitor reported, and how many reports are a flood.
DAYS_TO_LOOK_AT_FAULT = 3
MOST_FAULTS_PER_ITEM = 6
MOST_FAULTS_PER_GYM = 12
FAULT_WINDOW = timedelta(hours=1)
# Local rule: a picture that a stranger took may show somebody, and is of no use long after the fault was seen to.
KEEP_FAULT_PHOTO = timedelta(days=365)


def fault_due(symptom: Symptom, on: date) -> date:
    """The last day to look at a fault: the same day when somebody can get hurt. Local rule."""
    return on if symptom == Symptom.DANGEROUS else on + timedelta(days=DAYS_TO_LOOK_AT_FAULT)


def stages(
    *, planned: bool, stopped: bool, out_of_use: bool, asked: bool, ordered: bool, outcome: Outcome | None
) -> list[Stage]:
    """The stages that a fault has been through, in order; the last one is where it stands.

    `stopped` is that the fault took the item out of use, `out_of_use` that the item is not in use today, `asked` that
    the owner of the house was: nobody knows here whether the owner has ordered anything.
    """
    passed = [Stage.RECEIVED]
    if stopped:
        passed.append(Stage.STOPPED)
    elif planned:
        passed.append(Stage.PLANNED)
    if asked:
        passed.append(Stage.ASKED)
    if ordered:
        passed.append(Stage.ORDERED)
    if outcome == Outcome.FIXED:
        passed.append(Stage.BACK if stopped and not out_of_use else Stage.FIXED)
    elif outcome:
        passed.append(Stage.NO_FAULT if outcome == Outcome.NO_FAULT else Stage.REMOVED)
    return passed


# Local rules: no contract says how soon a new employee has a plan, or how often it is talked through.
DAYS_TO_PLAN_COMPETENCE = 60
MONTHS_TO_REVIEW_PLAN = 12
REVIEW_AHEAD = timedelta(days=30)


def plan_due(known_since: date) -> date:
    """The last day to make a competence plan for somebody employed, and known here, since that day. Local rule."""
    return known_since + timedelta(days=DAYS_TO_PLAN_COMPETENCE)


def next_review(on: date) -> date:
    """When a plan that was talked through that day is to be talked through again. Local rule."""
    return on + relativedelta(months=MONTHS_TO_REVIEW_PLAN)


# Local rule: no source says how often an instruction is gone through.
MONTHS_TO_REVIEW_INSTRUCTION = 24
LATEST_INSTRUCTION_REVIEW = 60


def next_instruction_review(on: date) -> date:
    """When an instruction that was approved or gone through that day is to be gone through again. Local rule."""
    return on + relativedelta(months=MONTHS_TO_REVIEW_INSTRUCTION)


def may_be_instruction_review(review_on: date, today: date) -> bool:
    """Whether the day is ahead, and no further than an instruction can go unread. Local rule."""
    return today < review_on <= today + relativedelta(months=LATEST_INSTRUCTION_REVIEW)


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
