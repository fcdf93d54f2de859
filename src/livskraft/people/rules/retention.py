"""How long are a person's records kept, from when may they be thrown away, and when must that be finished?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from livskraft.people.rules.municipalities import Municipality
from livskraft.people.rules.vocabulary import Regime

SOCIAL_YEARS = 5
PRIVATE_YEARS = 2
HEALTH_YEARS = 10
# No law says how long what is neither social service nor health care is kept.
NEITHER_YEARS = 2
RESEARCH_DAYS = (5, 15, 25)
# Östergötland, Gotland, Västernorrland, and the city of Gothenburg.
KEEPING_COUNTIES = frozenset({"05", "09", "22"})
KEEPING_MUNICIPALITIES = frozenset({"1480"})
# A municipality's own rule can keep records longer than the law asks, never shorter.
LEAST_YEARS = {Regime.SOCIAL: SOCIAL_YEARS, Regime.HEALTH: HEALTH_YEARS}


class Spared(TextChoices):
    """Why records that are old enough stay."""

    HOLD = "hold", gettext_lazy("Får inte gallras förrän spärren är hävd")
    RESEARCH = "research", gettext_lazy("Född en dag som bevaras för forskning")
    UNKNOWN_BIRTH_DAY = "unknown", gettext_lazy("Födelsedagen är okänd, så allt bevaras tills den är känd")
    NEW_NOTE = "new_note", gettext_lazy("Något nytt har skrivits")
    RULE_CHANGED = "rule_changed", gettext_lazy("Regeln har ändrats")
    MERGED = "merged", gettext_lazy("Personen har slagits ihop med en annan")
    GONE = "gone", gettext_lazy("Fanns inte längre")


@dataclass(frozen=True, slots=True)
class OwnRule:
    """What a municipality has decided for a regime, with its source."""

    source: str
    keep_all: bool = False
    years: int | None = None
    kept_birth_days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """How long the records of one regime are kept. `years` None: for ever."""

    regime: Regime
    years: int | None
    private_years: int | None
    kept_birth_days: tuple[int, ...]
    words: str
    source: str
    local: bool = False

    @property
    def keeps_all(self) -> bool:
        return self.years is None

    def years_at(self, *, private: bool) -> int | None:
        return self.private_years if private else self.years

    def is_due(self, last_note: date, *, private: bool, today: date) -> bool:
        years = self.years_at(private=private)
        return years is not None and last_note < due_before(today, years)

    def spares(self, birth_days: Iterable[int]) -> Spared | None:
        """Why the person's records stay for research. Of several numbers one on such a day is enough; none that is
        known means that it may be such a day, and what has been thrown away does not come back."""
        if not self.kept_birth_days:
            return None
        days = set(birth_days)
        if not days:
            return Spared.UNKNOWN_BIRTH_DAY
        return Spared.RESEARCH if days & set(self.kept_birth_days) else None


def due_before(today: date, years: int) -> date:
    """Records whose last note is of an earlier day than this one may be thrown away on `today`.

    The years have passed when the day with the same number is over, or the month's last where there is none.
    Source: lagen (1930:173) om beräkning av lagstadgad tid 1 §.
    """
    then = today - relativedelta(years=years)
    # 29 February looks back to 28 February, of which the years are over already.
    return then + timedelta(days=1) if then.day != today.day else then


def finish_by(last_note: date, years: int) -> date:
    """The last day of the calendar year after the one when the duty arose. Source: SoL (2025:400) 16:1."""
    return date((last_note + relativedelta(years=years)).year + 1, 12, 31)


def rule_for(regime: Regime, *, where: Municipality | None, own: OwnRule | None = None) -> Rule:
    """The rule of a regime in a municipality; its own goes first. Where it is not known which municipality this is,
    everything of the social services is kept."""
    if own:
        return _own_rule(regime, own)
    if regime == Regime.HEALTH:
        return Rule(
            regime,
            HEALTH_YEARS,
            HEALTH_YEARS,
            (),
            _("Bevaras i minst tio år efter den sista anteckningen. Sedan får det gallras."),
            "PDL (2008:355) 3:17",
        )
    if regime == Regime.NEITHER:
        return Rule(
            regime,
            NEITHER_YEARS,
            NEITHER_YEARS,
            (),
            _("Gallras två år efter det sista som skrevs, och efter att någon enhet hade med personen att göra."),
            _("Lokal regel: ingen lag säger hur länge"),
            local=True,
        )
    return _social_rule(where)


def _social_rule(where: Municipality | None) -> Rule:
    regime = Regime.SOCIAL
    if where is None:
        return Rule(
            regime,
            None,
            None,
            (),
            _("Allt bevaras tills Livskraft vet vilken kommun det är. Den som driver Livskraft anger kommunens kod."),
            "SoF (2025:468) 13:1",
        )
    if where.county in KEEPING_COUNTIES or where.code in KEEPING_MUNICIPALITIES:
        place = where.name if where.code in KEEPING_MUNICIPALITIES else where.county_name
        words = _("Allt bevaras för forskning: i %(place)s gallras inga personakter.") % {"place": place}
        return Rule(regime, None, None, (), words, "SoF (2025:468) 13:1")
    words = _(
        "Gallras när fem år har gått sedan den sista anteckningen, hos privata utförare två år. Det ska vara klart "
        "före utgången av nästa kalenderår. Den som är född den 5, 15 eller 25 i en månad bevaras för forskning."
    )
    source = "SoL (2025:400) 16:1 och 17:2, SoF (2025:468) 13:1"
    return Rule(regime, SOCIAL_YEARS, PRIVATE_YEARS, RESEARCH_DAYS, words, source)


def _own_rule(regime: Regime, own: OwnRule) -> Rule:
    if own.keep_all or own.years is None:
        return Rule(regime, None, None, (), _("Allt bevaras."), own.source, local=True)
    years = max(own.years, LEAST_YEARS.get(regime, 0))
    words = _("Gallras när %(years)d år har gått sedan den sista anteckningen.") % {"years": years}
    if own.kept_birth_days:
        days = ", ".join(map(str, sorted(own.kept_birth_days)))
        words += " " + _("Den som är född någon av dagarna %(days)s i en månad bevaras.") % {"days": days}
    return Rule(regime, years, years, tuple(own.kept_birth_days), words, own.source, local=True)
