"""Who provides, owns and answers for a unit on a given day?"""

from datetime import date

from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Contract, Unit


def provider_of(unit: Unit, day: date) -> Unit | None:
    """The provider with whole responsibility for the part of an area that `unit` stands in, or None."""
    contract = (
        Contract.objects.holding_on(day).filter(area_part_id__in=ids_in_path(unit)).select_related("provider").first()
    )
    return contract.provider if contract else None


def keeper_of(unit: Unit, day: date) -> Unit:
    """The caregiver whose the records of persons are, where `unit` stands: the provider there, else the topmost unit.

    Source: SoLPuF (2001:637) 20 §; a provider's records are its own."""
    if unit.kind == UnitKind.PROVIDER:
        return unit
    return provider_of(unit, day) or Unit.objects.get(pk=ids_in_path(unit)[0])


def area_parts_of(provider: Unit, day: date) -> list[Unit]:
    """The parts of areas that `provider` answers for on `day`."""
    return list(
        Unit.objects.filter(
            kind=UnitKind.AREA_PART,
            pk__in=Contract.objects.holding_on(day).filter(provider=provider).values("area_part"),
        )
    )


def ids_in_path(unit: Unit) -> list[int]:
    """The ids of the unit and all above it, the responsible body first."""
    return [int(part) for part in unit.path.strip("/").split("/")]


def responsible_body() -> Unit | None:
    """The municipality or region that this installation serves; None before it is set up."""
    return Unit.objects.filter(parent=None, kind__in=[UnitKind.MUNICIPALITY, UnitKind.REGION]).first()
