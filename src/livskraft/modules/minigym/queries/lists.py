"""What does the inventory list of a gym say, and is it confirmed and printed?"""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.modules.minigym.models import (
    BinderPrint,
    Equipment,
    Gym,
    ListConfirmation,
    RegimeTerms,
)
from livskraft.modules.minigym.queries.due import terms_on
from livskraft.organisation.models import Contract, Premises
from livskraft.organisation.queries import ids_in_path


def with_list_dates(gyms: "QuerySet[Gym, Gym]") -> "QuerySet[Gym, Gym]":
    """Gyms annotated with when the list was last confirmed and printed, and the number of that print."""
    confirmed = ListConfirmation.objects.filter(gym=OuterRef("pk")).order_by("-at")
    printed = BinderPrint.objects.filter(gym=OuterRef("pk")).order_by("-at", "-number")
    return gyms.annotate(
        confirmed_at=Subquery(confirmed.values("at")[:1]),
        printed_at=Subquery(printed.values("at")[:1]),
        printed_number=Subquery(printed.values("number")[:1]),
    )


@dataclass(frozen=True, slots=True)
class ListFacts:
    """What the paper list of a gym needs to know. `version`: of the latest print, or that it has changed since."""

    gym: Gym
    items: list[Equipment]
    terms: dict[str, RegimeTerms]
    provider: str
    property_owner: str
    version: str
    confirmed: tuple[date, str] | None


def list_facts(gyms: list[Gym], today: date) -> list[ListFacts]:
    """The facts of each gym, which has its site, at the same number of queries however many they are."""
    terms = terms_on(today)
    ids = [gym.pk for gym in gyms]
    items: dict[int, list[Equipment]] = {}
    for item in Equipment.objects.kept().filter(gym__in=ids).select_related("kind", "regime"):
        items.setdefault(item.gym_id, []).append(item)
    confirmed: dict[int, tuple[date, str]] = {}
    latest = ListConfirmation.objects.filter(gym=OuterRef("gym")).order_by("-at", "-pk").values("pk")[:1]
    for row in ListConfirmation.objects.filter(gym__in=ids, pk=Subquery(latest)).select_related("by"):
        confirmed[row.gym_id] = (timezone.localdate(row.at), row.by.name)
    printed: dict[int, BinderPrint] = {}
    for latest_print in BinderPrint.objects.filter(gym__in=ids).order_by("number"):
        printed[latest_print.gym_id] = latest_print
    providers = {
        contract.area_part_id: contract.provider.name
        for contract in Contract.objects.holding_on(today).select_related("provider")
    }
    owners = {
        premises.site_id: premises.property_owner.name
        for premises in Premises.objects.filter(site__in={gym.site_id for gym in gyms}).select_related("property_owner")
        if premises.property_owner
    }
    return [
        ListFacts(
            gym=gym,
            items=items.get(gym.pk, []),
            terms=terms,
            provider=next((providers[part] for part in ids_in_path(gym.site) if part in providers), ""),
            property_owner=owners.get(gym.site_id, ""),
            version=version_of(gym, printed.get(gym.pk)),
            confirmed=confirmed.get(gym.pk),
        )
        for gym in gyms
    ]


def version_of(gym: Gym, printed: BinderPrint | None) -> str:
    """The number that stands on the paper: of the latest print, marked when the list has changed since."""
    if printed is None:
        return _("utkast")
    if gym.unprinted_since is None:
        return str(printed.number)
    return _("%(number)s, ändrad") % {"number": printed.number}
