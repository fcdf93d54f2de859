"""What have the demo's managers and physiotherapists consulted each other about, and who assessed the conditions?"""

from decimal import Decimal

from livskraft.access.actor import Actor
from livskraft.access.demo import HEMGARDEN, OWN_PROVIDER
from livskraft.access.roles import Role
from livskraft.modules.minigym.actions.consultations import answer, ask, assess_conditions, close
from livskraft.modules.minigym.demo.cast import Cast
from livskraft.modules.minigym.models import EquipmentKind
from livskraft.modules.minigym.queries.consultations import physiotherapists_of
from livskraft.modules.minigym.rules import Condition, ConsultationKind, Decision
from livskraft.organisation.models import Unit
from livskraft.organisation.queries import ids_in_path

FINISHED, ASKED, ANSWERED = "Almgården", "Björkhagen", "Granliden"


def consultations(cast: Cast) -> None:
    """Two that are finished, one that waits for an answer, one to close, and two providers that have assessed."""
    sites = {site.name: site for site in Unit.objects.filter(name__in=[FINISHED, ASKED, ANSWERED])}

    def therapist(site: str, days_ago: int) -> Actor:
        return cast.with_role(Role.PHYSIOTHERAPIST, ids_in_path(sites[site]), days_ago)

    moved = ask(
        site=sites[FINISHED],
        kind=ConsultationKind.PLACEMENT,
        question="Gåbarren står trångt sedan vi fick recumbentcykeln. Var ska den stå?",
        by=cast.at(FINISHED, 250),
    )
    answer(
        consultation=moved,
        text="Längs långväggen, med en och en halv meter fritt i båda ändar så att rollatorn får plats.",
        by=therapist(FINISHED, 246),
    )
    close(
        consultation=moved,
        decision=Decision.YES,
        outcome="Gåbarren är flyttad till långväggen. Vaktmästaren har satt upp ett handtag bredvid.",
        by=cast.at(FINISHED, 240),
    )
    taught = ask(
        site=sites[FINISHED],
        kind=ConsultationKind.COMPETENCE,
        question="Benpressens bruksanvisning är ändrad. När kan jag vägleda personalen på nytt?",
        by=therapist(FINISHED, 44),
    )
    answer(consultation=taught, text="Torsdag efter lunch, då är båda på plats.", by=cast.at(FINISHED, 42))
    close(
        consultation=taught,
        decision=Decision.YES,
        outcome="Båda är vägledda på benpressen.",
        by=cast.at(FINISHED, 29),
    )
    ask(
        site=sites[ASKED],
        kind=ConsultationKind.PLANNING,
        question="Vi vill kunna ha fyra besökare samtidigt. Hur möblerar vi om?",
        by=cast.at(ASKED, 5),
    )
    wanted = ask(
        site=sites[ANSWERED],
        kind=ConsultationKind.SUPPLEMENT,
        question="Flera besökare frågar efter en roddmaskin. Ska vi köpa en?",
        wanted="En sittande roddmaskin med ryggstöd",
        wanted_kind=EquipmentKind.objects.get(name="Rodd sittande"),
        price=Decimal(38900),
        yearly_cost=Decimal(1900),
        bought_by_municipality=False,
        by=cast.at(ANSWERED, 12),
    )
    answer(
        consultation=wanted,
        text="Ja, den tränar rygg och hållning. Välj en med lågt insteg och ryggstöd.",
        by=therapist(ANSWERED, 8),
    )
    _assess(cast, OWN_PROVIDER, 100, Condition.MET, "")
    _assess(
        cast,
        HEMGARDEN,
        320,
        Condition.PARTLY,
        "Fysioterapeuten får fyra timmar i veckan för minigymmen från årsskiftet.",
    )


def _assess(cast: Cast, name: str, days_ago: int, time: Condition, measures: str) -> None:
    provider = Unit.objects.get(name=name)
    by = cast.with_role(Role.AREA_MANAGER, [provider.pk], days_ago)
    assess_conditions(
        provider=provider,
        physiotherapists=physiotherapists_of(provider, by.today),
        conditions={
            "time": time,
            "premises": Condition.MET,
            "competence": Condition.MET,
            "mandate": Condition.MET,
        },
        grounds="Samtal med fysioterapeuterna och en genomgång av vad de hunnit med under året.",
        measures=measures,
        on=by.today,
        by=by,
    )
