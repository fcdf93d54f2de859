"""Who provides where, and which parties have no accounts? Contracts, property owners and service firms."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from livskraft.access import actions
from livskraft.access.forms import units as forms
from livskraft.access.guards import requires
from livskraft.access.permissions import Permission
from livskraft.access.views.acting import FormPage, carry_out, reread
from livskraft.organisation.kinds import WITHOUT_ACCOUNTS, UnitKind
from livskraft.organisation.models import Contract, Unit
from livskraft.organisation.queries import responsible_body


def _way() -> tuple[tuple[str, str], ...]:
    return ((_("Administration"), reverse("administration")), (_("Avtal"), reverse("contracts")))


@requires(Permission.ADMINISTER)
def contracts(request: HttpRequest) -> HttpResponse:
    """By part of an area, the one that holds today first; parts without a provider are named."""
    today = request.actor.today
    found = (
        Contract.objects.visible_to(request.actor)
        .select_related("provider", "area_part", "area_part__parent")
        .order_by("area_part__sort_key", "area_part_id", "-starts")
    )
    every = list(found)
    covered = {contract.area_part_id for contract in every if today in contract.period}
    parts = Unit.objects.visible_to(request.actor).of_kind(UnitKind.AREA_PART).open_on(today)
    context = {
        "rows": [(contract, today in contract.period, contract.starts > today) for contract in every],
        "without": parts.exclude(pk__in=covered).select_related("parent"),
    }
    return render(request, "access/contracts.html", context)


@requires(Permission.ADMINISTER)
def record_contract(request: HttpRequest) -> HttpResponse:
    page = FormPage(_("Nytt avtal"), _way(), _("Spara avtalet"), _("Avtalet är sparat."))
    part = request.GET.get("del", "")
    return carry_out(
        request,
        page,
        forms.ContractForm(request.POST or None, actor=request.actor, initial={"area_part": part}),
        lambda data: actions.record_contract(**data, by=request.actor),
        then=lambda _contract: reverse("contracts"),
    )


@requires(Permission.ADMINISTER)
def end_contract(request: HttpRequest, contract: int) -> HttpResponse:
    found = get_object_or_404(
        Contract.objects.visible_to(request.actor).select_related("provider", "area_part"), pk=contract
    )
    page = FormPage(_("När slutar avtalet?"), _way(), _("Spara"), _("Avtalets slut är sparat."), str(found))
    return carry_out(
        request,
        page,
        forms.EndContractForm(request.POST or None, initial={"ends": found.ends, "version": found.version}),
        lambda data: actions.end_contract(contract=found, **data, by=request.actor),
        then=lambda _contract: reverse("contracts"),
        saved=reread(found, ends="ends"),
    )


@requires(Permission.ADMINISTER)
def parties(request: HttpRequest) -> HttpResponse:
    found = (
        Unit.objects.visible_to(request.actor)
        .of_kind(*WITHOUT_ACCOUNTS)
        .open_on(request.actor.today)
        .prefetch_related("contacts")
        .order_by("kind", "sort_key", "pk")
    )
    return render(request, "access/parties.html", {"parties": found, "root": responsible_body()})
