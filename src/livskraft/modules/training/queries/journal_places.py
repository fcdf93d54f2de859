"""Where does each caregiver keep its journal, and who decides it?"""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, Subquery

from livskraft.access.actor import Actor
from livskraft.access.models import Assignment
from livskraft.access.roles import Role
from livskraft.modules.training.models import Episode, EpisodeQuerySet, JournalPlace
from livskraft.modules.training.permissions import Permission
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit, UnitQuerySet
from livskraft.organisation.queries import ids_in_path


@dataclass(frozen=True, slots=True)
class Kept:
    """A caregiver with its decisions, the latest first, and the one that holds today."""

    keeper: Unit
    now: JournalPlace | None
    decisions: list[JournalPlace]


def caregivers(by: Actor) -> UnitQuerySet:
    """Those who keep a journal: the responsible body and its providers, within the actor's reach."""
    whose = Q(kind=UnitKind.PROVIDER) | Q(parent=None, kind__in=[UnitKind.MUNICIPALITY, UnitKind.REGION])
    within = by.units(Permission.ADMINISTER_JOURNAL)
    return within.filter(whose).open_on(by.today).order_by("sort_key", "pk")


def places_of(by: Actor) -> list[Kept]:
    """Each caregiver with what is decided; two queries."""
    keepers = list(caregivers(by))
    decided: dict[int, list[JournalPlace]] = {}
    for each in JournalPlace.objects.filter(keeper__in=keepers).select_related("decided_by"):
        decided.setdefault(each.keeper_id, []).append(each)
    found = []
    for keeper in keepers:
        decisions = decided.get(keeper.pk, [])
        now = next((each for each in decisions if each.starts <= by.today), None)
        found.append(Kept(keeper, now, decisions))
    return found


def journal_place_of(keeper: Unit, day: date) -> JournalPlace | None:
    """The decision that holds for the caregiver on `day`; None before the first."""
    return JournalPlace.objects.filter(keeper=keeper, starts__lte=day).order_by("-starts").first()


def opened_by(place: JournalPlace) -> EpisodeQuerySet:
    """The periods that were opened when this was the decision that held. Source: ADR on where the journal is kept."""
    decided = JournalPlace.objects.filter(
        keeper=OuterRef("keeper"), starts__lte=OuterRef("opened_on"), decided_at__lte=OuterRef("opened_at")
    )
    theirs = Episode.objects.filter(keeper=place.keeper_id, opened_on__gte=place.starts)
    return theirs.annotate(place=Subquery(decided.order_by("-starts").values("pk")[:1])).filter(place=place.pk)


def who_decides(keeper: Unit, day: date) -> list[str]:
    """The names of those who decide where the caregiver keeps its journal; one query."""
    held = Assignment.objects.holding_on(day).filter(
        role=Role.SYSTEM_ADMINISTRATOR, unit__in=ids_in_path(keeper), user__is_active=True
    )
    return list(held.order_by("user__sort_key", "user").values_list("user__name", flat=True).distinct())
