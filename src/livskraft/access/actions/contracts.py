"""Who has the whole responsibility in a part of an area? Contracts are recorded and ended; they never overlap."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.access.permissions import Permission
from livskraft.kit.errors import Refused
from livskraft.kit.periods import Period
from livskraft.kit.versions import locked
from livskraft.organisation.kinds import ContractKind, UnitKind
from livskraft.organisation.models import Contract, Unit
from livskraft.organisation.rules import free_for_contract


@transaction.atomic
def record_contract(
    *,
    provider: Unit,
    area_part: Unit,
    kind: ContractKind,
    starts: date,
    ends: date | None = None,
    reference: str = "",
    by: Actor,
) -> Contract:
    """`provider` answers for `area_part` from `starts`, included, to `ends`, excluded."""
    by.must(Permission.ADMINISTER, at=area_part)
    if provider.kind != UnitKind.PROVIDER:
        raise Refused(_("Välj en utförare."), "provider")
    if area_part.kind != UnitKind.AREA_PART:
        raise Refused(_("Välj en del av ett område."), "area_part")
    period = _period(starts, ends)
    _refuse_overlap(area_part, period)
    contract = Contract.objects.create(
        provider=provider, area_part=area_part, kind=kind, starts=starts, ends=ends, reference=reference.strip()
    )
    audit.wrote(
        by, "access.contract_recorded", [contract], ["provider", "area_part", "kind", "starts", "ends", "reference"]
    )
    return contract


@transaction.atomic
def end_contract(*, contract: Contract, ends: date | None, version: int | None = None, by: Actor) -> Contract:
    """The contract holds until `ends`, that day excluded; None leaves it open, which takes an end back."""
    by.must(Permission.ADMINISTER, at=contract.area_part)
    period = _period(contract.starts, ends)
    _refuse_overlap(contract.area_part, period, besides=contract.pk)
    contract = locked(contract, version)
    contract.ends = ends
    contract.save(update_fields=["ends", "version"])
    audit.wrote(by, "access.contract_ended", [contract], ["ends"])
    return contract


def _period(starts: date, ends: date | None) -> Period:
    if ends and ends <= starts:
        raise Refused(_("Avtalet kan inte sluta innan det börjar."), "ends")
    return Period(starts, ends)


def _refuse_overlap(area_part: Unit, period: Period, besides: int = 0) -> None:
    """Locks the part of the area, so that two administrators cannot both find it free."""
    Unit.objects.select_for_update().get(pk=area_part.pk)
    held = Contract.objects.filter(area_part=area_part).exclude(pk=besides)
    if not free_for_contract(period, [contract.period for contract in held]):
        raise Refused(
            _("En annan utförare har redan ansvaret under en del av tiden. Avsluta det avtalet först."), "starts"
        )
