"""How many of the staff are guided, and how many have a plan for their competence?"""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from livskraft.indicators.catalogue import Counted, Counts, Form, indicator
from livskraft.kit.periods import Period
from livskraft.modules.minigym.indicators.equipment import last_day
from livskraft.modules.minigym.models import CompetencePlan
from livskraft.modules.minigym.models.competence import employments
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.queries.guidance import shares
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import UnitQuerySet


@indicator(
    "minigym.guided",
    label=_("Vägledd personal"),
    definition=_("Andel av omsorgspersonalen som har giltig vägledning på minst ett slags utrustning."),
    numerator=_("De i nämnaren som har vägledning som gäller på periodens sista dag."),
    denominator=_("Omsorgspersonal som arbetar på platsen på periodens sista dag."),
    population=_("Omsorgspersonal med ett uppdrag på platsen eller i dess område."),
    source=_("000 Fysioterapeut: personal ger stöd först efter vägledning. Registrerad vägledning."),
    counts=Counts.PERSONS,
    form=Form.SHARE,
    unit=_("procent"),
    on_last_day=True,
    individuals=Permission.SEE_GUIDANCE,
)
def guided(units: UnitQuerySet, period: Period) -> Mapping[int, Counted]:
    sites = list(units.of_kind(UnitKind.SITE))
    found = shares(sites, last_day(period))
    return {each.site_id: Counted(Decimal(each.guided), Decimal(each.staff)) for each in found if each.staff}


@indicator(
    "minigym.competence_plan",
    label=_("Personal med kompetensplan"),
    definition=_("Andel av utförarens medarbetare som har en kompetensutvecklingsplan."),
    numerator=_("De i nämnaren som har en plan hos den utförare de arbetar för."),
    denominator=_("Medarbetare med ett uppdrag hos en utförare på periodens sista dag."),
    population=_("Alla medarbetare hos utförarna; den som arbetar på två platser räknas på båda."),
    source=_("004: varje medarbetare har en kompetensutvecklingsplan. Registrerade planer."),
    counts=Counts.PERSONS,
    form=Form.SHARE,
    unit=_("procent"),
    on_last_day=True,
    individuals=Permission.PLAN_COMPETENCE,
)
def competence_plan(units: UnitQuerySet, period: Period) -> Mapping[int, Counted]:
    day = last_day(period)
    begun = set(CompetencePlan.objects.filter(started_on__lte=day).values_list("pk", flat=True))
    people: dict[int, dict[int, bool]] = defaultdict(dict)
    for held in employments(units, day).order_by():
        unit, user, plan = held.unit_id, held.user_id, held.plan
        people[unit][user] = people[unit].get(user, False) or plan in begun
    return {unit: Counted(Decimal(sum(planned.values())), Decimal(len(planned))) for unit, planned in people.items()}
