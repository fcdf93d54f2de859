"""Who answers for a gym and its items: firms, provider, house owner, manager?"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from livskraft.access.models import Assignment
from livskraft.access.roles import Role
from livskraft.modules.minigym.models import (
    Agreement,
    Equipment,
    Gym,
    Round,
)
from livskraft.modules.minigym.models.equipment import EquipmentQuerySet
from livskraft.modules.minigym.rules import (
    RegimeKey,
)
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import FormerName, Premises, Unit
from livskraft.organisation.queries import ids_in_path, provider_of


@dataclass(frozen=True, slots=True)
class Inspector:
    """A party that inspects items of a gym: which regime's, and who comes."""

    regime: RegimeKey
    unit: Unit


def agreements_for(gym: Gym, day: date) -> list[Agreement]:
    """The agreements that can hold an order from the gym on `day`: the municipality's, and its own provider's."""
    own = Q(regime__key=RegimeKey.PROVIDER, customer=provider_of(gym.site, day))
    return list(
        Agreement.objects.holding_on(day)
        .filter(Q(regime__key=RegimeKey.MUNICIPAL) | own)
        .select_related("regime", "firm", "customer", "invoiced")
        .order_by("regime", "pk")
    )


def inspectors_at(gym: Gym, day: date) -> list[Inspector]:
    """Who, besides the staff, can have inspected items of the gym on `day`, each with whose items.

    The firms of the agreements, the provider for what it bought, and the owner of the house for its fixtures.
    """
    found = [Inspector(RegimeKey(agreement.regime.key), agreement.firm) for agreement in agreements_for(gym, day)]
    provider = provider_of(gym.site, day)
    if provider:
        found.append(Inspector(RegimeKey.PROVIDER, provider))
    owner = property_owner_of(gym)
    if owner:
        found.append(Inspector(RegimeKey.PROPERTY, owner))
    return list(dict.fromkeys(found))


def property_owner_of(gym: Gym) -> Unit | None:
    """Who owns the house that the gym stands in; None when nobody has said."""
    premises = Premises.objects.filter(site=gym.site_id).select_related("property_owner").first()
    return premises.property_owner if premises else None


def known_owners() -> dict[str, RegimeKey]:
    """Name, also a former one, → whose items it stands for, of every provider, owner of houses and department here."""
    kinds: dict[str, RegimeKey] = {
        UnitKind.PROVIDER: RegimeKey.PROVIDER,
        UnitKind.PROPERTY_OWNER: RegimeKey.PROPERTY,
        UnitKind.MUNICIPALITY: RegimeKey.MUNICIPAL,
        UnitKind.COMMITTEE: RegimeKey.MUNICIPAL,
        UnitKind.DEPARTMENT: RegimeKey.MUNICIPAL,
    }
    former = FormerName.objects.filter(unit__kind__in=kinds).values_list("name", "unit__kind")
    named = Unit.objects.filter(kind__in=kinds).values_list("name", "kind")
    return {name: kinds[kind] for name, kind in [*former, *named]}


def items_in(round: Round) -> EquipmentQuerySet:
    """The kept items that the round holds: those of its regime, or all but the fixtures."""
    items = round.gym.items.kept()
    if round.regime:
        return items.filter(regime__key=round.regime)
    return items.exclude(regime__key=RegimeKey.PROPERTY)


def agreement_for(item: Equipment, day: date) -> Agreement | None:
    """The agreement that the item is serviced under; a provider's item only under that of the site's own provider."""
    agreements = Agreement.objects.holding_on(day).filter(regime=item.regime_id).select_related("firm", "invoiced")
    if item.regime.key == RegimeKey.PROVIDER:
        agreements = agreements.filter(customer=provider_of(item.gym.site, day))
    return agreements.first()


def managers_of(site: Unit, day: date) -> list[Assignment]:
    """Who is unit manager at the site today, or nearest above it; empty when nobody is."""
    ids = ids_in_path(site)
    holding = Assignment.objects.holding_on(day).filter(role=Role.UNIT_MANAGER, unit__in=ids, user__is_active=True)
    found = sorted(holding.select_related("user"), key=lambda held: -ids.index(held.unit_id))
    return [held for held in found if held.unit_id == found[0].unit_id]
