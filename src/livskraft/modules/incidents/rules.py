"""Where does an incident go, what must be considered, and who may take it further? Pure decisions about incidents."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Kind(TextChoices):
    NEAR_MISS = "near_miss", lazy("Tillbud")
    ACCIDENT = "accident", lazy("Olycksfall")


class What(TextChoices):
    FALL = "fall", lazy("Fall")
    PINCH = "pinch", lazy("Klämning eller slag")
    STRAIN = "strain", lazy("Sträckning eller överansträngning")
    UNWELL = "unwell", lazy("Någon blev dålig")
    BROKE = "broke", lazy("Något gick sönder")
    DATA = "data", lazy("Uppgifter kom i orätta händer")
    OTHER = "other", lazy("Något annat")


class Context(TextChoices):
    """What was going on; friskvård and health care are two legal regimes."""

    WELLNESS = "wellness", lazy("Friskvård")
    CARE = "care", lazy("Hälso- och sjukvård (HSL)")
    ELSE = "else", lazy("Något annat")


class Factor(TextChoices):
    """What at the site may have contributed."""

    EQUIPMENT = "equipment", lazy("Utrustningen")
    PREMISES = "premises", lazy("Lokalen")
    CLEANING = "cleaning", lazy("Städningen")
    INSTRUCTION = "instruction", lazy("Instruktionen")
    GUIDANCE = "guidance", lazy("Vägledningen från personalen")


class Concerned(TextChoices):
    ANONYMOUS = "anonymous", lazy("En besökare, utan namn")
    NAMED = "named", lazy("En besökare, med namn")
    STAFF = "staff", lazy("Personal")
    NOBODY = "nobody", lazy("Ingen särskild")


class Insurance(TextChoices):
    LIABILITY = "liability", lazy("Kommunens ansvarsförsäkring")
    PATIENT = "patient", lazy("Patientförsäkringen")
    OWN = "own", lazy("Besökarens egen försäkring")


class Law(TextChoices):
    """What a law may demand beside the insurance; each is considered, with a reason."""

    LEX_SARAH = "lex_sarah", lazy("Lex Sarah")
    LEX_MARIA = "lex_maria", lazy("Lex Maria")
    MEDICAL_DEVICE = "medical_device", lazy("Medicinteknisk produkt")
    WORK_ENVIRONMENT = "work_environment", lazy("Arbetsmiljö")
    DATA_BREACH = "data_breach", lazy("Personuppgiftsincident")


class State(TextChoices):
    REPORTED = "reported", lazy("Rapporterad")
    ASSESSING = "assessing", lazy("Utreds")
    DECIDED = "decided", lazy("Beslutad")
    CLOSED = "closed", lazy("Avslutad")


class Party(TextChoices):
    """In which capacity somebody acts on an incident."""

    MANAGER = "manager", lazy("Chefen")
    COORDINATOR = "coordinator", lazy("Säkerhetssamordnaren")


# Who may take an incident from which state to which.
TRANSITIONS: Mapping[tuple[State, State], frozenset[Party]] = {
    (State.REPORTED, State.ASSESSING): frozenset({Party.MANAGER}),
    (State.ASSESSING, State.DECIDED): frozenset({Party.MANAGER}),
    (State.DECIDED, State.CLOSED): frozenset({Party.MANAGER}),
    (State.DECIDED, State.ASSESSING): frozenset({Party.MANAGER, Party.COORDINATOR}),
    (State.CLOSED, State.ASSESSING): frozenset({Party.MANAGER, Party.COORDINATOR}),
}

# Local rules: no source states within how many days.
DAYS_TO_RECEIVE = 1
DAYS_TO_DECIDE = 14
DAYS_TO_CLOSE = 30
DAYS_TO_INSURE: Mapping[Insurance, int] = {Insurance.LIABILITY: 7, Insurance.PATIENT: 7, Insurance.OWN: 1}
# The laws say "genast", "snarast" and "utan dröjsmål"; how many days that is here is a local rule.
# Only for a data breach does the law give a number: 72 hours from when it was known.
DAYS_TO_CONSIDER: Mapping[Law, int] = {
    Law.LEX_SARAH: 1,
    Law.LEX_MARIA: 3,
    Law.MEDICAL_DEVICE: 1,
    Law.WORK_ENVIRONMENT: 1,
    Law.DATA_BREACH: 1,
}
DAYS_TO_NOTIFY: Mapping[Law, int] = {
    Law.LEX_SARAH: 14,
    Law.LEX_MARIA: 60,
    Law.MEDICAL_DEVICE: 2,
    Law.WORK_ENVIRONMENT: 1,
    Law.DATA_BREACH: 3,
}
LAW_TEXTS: "Mapping[Law, StrPromise]" = {
    Law.LEX_SARAH: lazy(
        "Missförhållande eller risk för missförhållande i socialtjänsten rapporteras genast och utreds. Är det "
        "allvarligt anmäls det snarast till IVO. Källa: socialtjänstlagen 27 kap. 2–6 §§."
    ),
    Law.LEX_MARIA: lazy(
        "Har någon fått eller kunnat få en allvarlig vårdskada anmäls det snarast till IVO, med utredning. "
        "Källa: patientsäkerhetslagen 3 kap. 5–8 §§."
    ),
    Law.MEDICAL_DEVICE: lazy(
        "Fel på en medicinteknisk produkt som lett eller kunnat leda till allvarlig försämring anmäls snarast till "
        "Läkemedelsverket. Spara produkten. Källa: HSLF-FS 2021:52 5 kap. 5 §."
    ),
    Law.WORK_ENVIRONMENT: lazy(
        "Svår skada på personal eller ett tillbud med allvarlig fara anmäls utan dröjsmål till Arbetsmiljöverket. "
        "Källa: arbetsmiljölagen 3 kap. 3 a §."
    ),
    Law.DATA_BREACH: lazy(
        "En personuppgiftsincident anmäls till Integritetsskyddsmyndigheten inom 72 timmar, om den inte är osannolik "
        "att medföra risk för någon. Källa: dataskyddsförordningen artikel 33."
    ),
}

# What is said of each insurance, and where that is written, until a municipality says it in its own words.
TEXTS: "Mapping[Insurance, tuple[StrPromise, StrPromise]]" = {
    Insurance.LIABILITY: (
        lazy(
            "Kommunens ansvarsförsäkring kan ersätta en skada som något på platsen bidrog till. Säkerhetssamordnaren "
            "tar ställning till om skadan ska anmälas."
        ),
        lazy("Uppdragsbeskrivning Minigym, Försäkring"),
    ),
    Insurance.PATIENT: (
        lazy(
            "Patientförsäkringen kan ersätta en skada som uppstod i hälso- och sjukvård. Säkerhetssamordnaren tar "
            "ställning till om skadan ska anmälas."
        ),
        lazy("Uppdragsbeskrivning Minigym, Försäkring"),
    ),
    Insurance.OWN: (
        lazy(
            "Friskvård sker under eget ansvar. Den som skadade sig anmäler själv skadan till sitt försäkringsbolag. "
            "Egen skada ersätts oftast av en olycksfallsförsäkring, ibland av hemförsäkringen."
        ),
        lazy(
            "Uppdragsbeskrivning Minigym, Försäkring, som säger ansvarsförsäkring; om olycksfalls- och "
            "hemförsäkring: lokal text"
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a reporter answers; `unsure` means that nobody knows yet whether anything contributed."""

    kind: Kind
    what: What
    context: Context
    concerned: Concerned
    factors: frozenset[Factor] = frozenset()
    unsure: bool = False

    @property
    def contributed(self) -> bool:
        return bool(self.factors)

    @property
    def visitor(self) -> bool:
        return self.concerned in (Concerned.ANONYMOUS, Concerned.NAMED)


@dataclass(frozen=True, slots=True)
class Route:
    """Where an incident goes beside the manager, who is always informed; `why` is one line for people.

    `assess` means that the manager must first settle whether anything at the site contributed.
    """

    coordinator: bool
    insurances: tuple[Insurance, ...]
    stop_item: bool
    assess: bool
    why: str


def route(facts: Facts) -> Route:
    """Where the incident goes. Source: 000 Försäkring.

    In health care the coordinator considers the patient insurance, also for a near-miss; it is for patients, so not
    when it concerned staff. Where something at the site contributed to an injury, or to anything in health care, the
    coordinator considers the municipality's liability insurance. A visitor's own insurance is named only for an
    injury in friskvård to which nothing contributed. All else is the manager's to decide on.
    """
    care, accident = facts.context == Context.CARE, facts.kind == Kind.ACCIDENT
    insurances = []
    if care and facts.concerned != Concerned.STAFF:
        insurances.append(Insurance.PATIENT)
    if facts.contributed and (accident or care):
        insurances.append(Insurance.LIABILITY)
    own = facts.context == Context.WELLNESS and accident and facts.visitor
    assess = facts.unsure and not facts.contributed
    if own and not facts.contributed and not assess:
        insurances.append(Insurance.OWN)
    return Route(
        coordinator=care or (accident and facts.contributed),
        insurances=tuple(insurances),
        stop_item=Factor.EQUIPMENT in facts.factors,
        assess=assess,
        why=_why(facts, tuple(insurances), assess),
    )


def _why(facts: Facts, insurances: tuple[Insurance, ...], assess: bool) -> str:
    if facts.context == Context.CARE:
        if Insurance.PATIENT in insurances and Insurance.LIABILITY in insurances:
            return _(
                "Det hände i hälso- och sjukvård och %(factors)s bidrog. Därför prövar säkerhetssamordnaren både "
                "patientförsäkringen och kommunens ansvarsförsäkring."
            ) % {"factors": named(facts.factors)}
        if Insurance.PATIENT in insurances and assess:
            return _(
                "Det hände i hälso- och sjukvård. Därför prövar säkerhetssamordnaren patientförsäkringen, och chefen "
                "avgör om något på platsen bidrog."
            )
        if Insurance.PATIENT in insurances:
            return _("Det hände i hälso- och sjukvård. Därför prövar säkerhetssamordnaren patientförsäkringen.")
        if not insurances:
            return _(
                "Det hände i hälso- och sjukvård och gällde personal. Därför får säkerhetssamordnaren veta det, och "
                "chefen prövar arbetsmiljöreglerna."
            )
    if Insurance.LIABILITY in insurances:
        return _("%(factors)s bidrog. Därför prövar säkerhetssamordnaren kommunens ansvarsförsäkring.") % {
            "factors": named(facts.factors).capitalize()
        }
    if assess:
        return _("Ingen vet än om något på platsen bidrog. Därför avgör chefen det först.")
    if Insurance.OWN in insurances:
        return _(
            "Friskvård sker under eget ansvar och inget på platsen bidrog. Därför gäller besökarens egen försäkring."
        )
    if facts.concerned == Concerned.STAFF:
        return _("Det gällde personal. Därför prövar chefen arbetsmiljöreglerna och beslutar om åtgärder.")
    if facts.kind == Kind.NEAR_MISS:
        return _("Ingen skadades. Därför beslutar chefen om åtgärder, så att det inte händer igen.")
    return _("Inget på platsen bidrog. Därför beslutar chefen om åtgärder.")


def named(factors: Collection[Factor]) -> str:
    """The factors as words in a sentence, in their own order: "utrustningen och städningen"."""
    words = [str(factor.label).lower() for factor in Factor if factor in factors]
    return _(" och ").join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def considerations(facts: Facts, medical_device: bool | None) -> dict[Law, str]:
    """Each law with why it need not be considered; an empty reason means that somebody must.

    `medical_device` is what the inventory says of the item; None, unknown, must be found out.
    """
    staff = facts.concerned == Concerned.STAFF
    care = facts.context == Context.CARE
    return {
        Law.LEX_SARAH: _("Det gällde personal.")
        if staff
        else _("Det hände i hälso- och sjukvård, där lex Maria gäller.")
        if care
        else "",
        Law.LEX_MARIA: _("Det hände inte i hälso- och sjukvård.")
        if not care
        else _("Det gällde personal.")
        if staff
        else "",
        Law.MEDICAL_DEVICE: _("Ingen utrustning bidrog.")
        if Factor.EQUIPMENT not in facts.factors
        else _("Maskinen är inte en medicinteknisk produkt.")
        if medical_device is False
        else "",
        Law.WORK_ENVIRONMENT: "" if staff else _("Det gällde inte personal."),
        Law.DATA_BREACH: "" if facts.what == What.DATA else _("Inga uppgifter kom i orätta händer."),
    }


def owed_by(insurance: Insurance) -> Party:
    """The visitor hears of their own insurance from the manager; the others the coordinator decides on."""
    return Party.MANAGER if insurance == Insurance.OWN else Party.COORDINATOR


def consider_by(law: Law, known_on: date) -> date:
    return known_on + timedelta(days=DAYS_TO_CONSIDER[law])


def notify_by(law: Law, known_on: date) -> date:
    """The last day to notify the authority, counted from when the incident was known here."""
    return known_on + timedelta(days=DAYS_TO_NOTIFY[law])


def insure_by(insurance: Insurance, known_on: date) -> date:
    return known_on + timedelta(days=DAYS_TO_INSURE[insurance])


def manager_due(
    state: State, *, reported_on: date, decided_on: date | None, reopened_on: date | None = None
) -> date | None:
    """The last day for the manager's next step by itself, apart from what hangs on it; None when there is none.

    What is opened again is to be decided as soon after that as what is reported.
    """
    if state == State.REPORTED:
        return reported_on + timedelta(days=DAYS_TO_RECEIVE)
    if state == State.ASSESSING:
        return (reopened_on or reported_on) + timedelta(days=DAYS_TO_DECIDE)
    if state == State.DECIDED:
        return (decided_on or reported_on) + timedelta(days=DAYS_TO_CLOSE)
    return None


def may_move(before: State, after: State, parties: Collection[Party]) -> bool:
    return bool(TRANSITIONS.get((before, after), frozenset()) & set(parties))


def may_know_person(
    *,
    is_manager_there: bool,
    is_manager_above: bool,
    manager_missing: bool,
    is_coordinator: bool,
    same_provider: bool,
) -> bool:
    """Whether somebody who may see a named person's incident may also see the name.

    The manager at that very site; whoever manages above only while nobody manages there; both only while the
    provider that wrote it still answers for the site. The coordinator, who sees only what has come to them.
    """
    if is_coordinator:
        return True
    return same_provider and (is_manager_there or (is_manager_above and manager_missing))
