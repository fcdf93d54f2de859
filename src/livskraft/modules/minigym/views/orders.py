"""How is service ordered, and how far has each order come?"""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from livskraft.access.guards import requires
from livskraft.documents import pdf, responses
from livskraft.files.models import StoredFile
from livskraft.files.responses import serve
from livskraft.kit.errors import Conflict
from livskraft.kit.ids import id_in
from livskraft.modules.minigym import queries
from livskraft.modules.minigym.forms.orders import BookForm, CancelForm, CompleteForm, OrderForm
from livskraft.modules.minigym.models import Fault, Gym, ServiceOrder, ServiceOrderLine
from livskraft.modules.minigym.papers.letter import to_firm
from livskraft.modules.minigym.papers.order import order_text
from livskraft.modules.minigym.papers.order import service_order as order_paper
from livskraft.modules.minigym.permissions import Permission
from livskraft.organisation.models import Premises
from livskraft.ui.messages import done
from livskraft.ui.responses import conflict

Stage = type[BookForm] | type[CompleteForm] | type[CancelForm]


@requires(Permission.ORDER_SERVICE)
def order_service(request: HttpRequest, gym: int) -> HttpResponse:
    """Under which agreement first, when there are several; then its items, already chosen."""
    gyms = Gym.objects.filter(site__in=request.actor.units(Permission.ORDER_SERVICE)).select_related("site")
    found = get_object_or_404(gyms, pk=gym)
    agreements = queries.agreements_for(found, request.actor.today)
    wanted = request.GET.get("avtal"), request.GET.get("ansvar")
    agreement = next((one for one in agreements if str(one.pk) == wanted[0]), None)
    agreement = agreement or next((one for one in agreements if one.regime.key == wanted[1]), None)
    orders = list(found.orders.select_related("agreement__firm")[:11])
    context: dict[str, Any] = {"gym": found, "orders": orders, "agreements": agreements, "agreement": agreement}
    if agreement is None:
        return render(request, "minigym/choose_agreement.html", context)
    yearly = request.GET.get("slag") != "underhall"
    offered = found.items.kept().filter(regime=agreement.regime_id).select_related("kind", "regime")
    premises = Premises.objects.filter(site=found.site_id).first()
    text = order_text(
        gym=found,
        agreement=agreement,
        yearly=yearly,
        address=premises.address if premises else "",
        sender=request.actor.name,
        wrong="" if yearly else _what_is_wrong(request, found),
    )
    ordered = ServiceOrderLine.objects.filter(order__gym=found, performed__isnull=True, order__yearly=True)
    chosen = list(offered.exclude(pk__in=ordered.values("item"))) if yearly else _asked_for(request)
    form = OrderForm(
        request.POST or None,
        gym=found,
        agreement=agreement,
        yearly=yearly,
        offered=offered,
        by=request.actor,
        initial={"items": chosen, "text": text},
    )
    if request.method == "POST" and form.is_valid():
        made = form.act()
        if made:
            done(request, _("Beställningen är sparad. Skicka den nu till firman."))
            return redirect(made)
    contact = agreement.firm.contacts.first()
    already = ordered.filter(item__in=offered).select_related("order").first() if yearly else None
    context |= {"form": form, "yearly": yearly, "contact": contact, "any": offered.exists(), "already": already}
    return render(request, "minigym/order_service.html", context)


@requires(Permission.VIEW)
def service_order(request: HttpRequest, order: int) -> HttpResponse:
    found = _order_or_404(request, order, Permission.VIEW)
    contact = found.agreement.firm.contacts.first()
    is_open = not found.performed_on and not found.cancelled_at
    context = {
        "order": found,
        "today": request.actor.today,
        "lines": list(found.lines.select_related("item__kind").order_by("item__sort_key", "item")),
        "letter": to_firm(order=found, contact=contact, today=request.actor.today),
        "contact": contact,
        "is_open": is_open,
        "may_order": is_open and request.actor.may(Permission.ORDER_SERVICE, at=found.gym.site),
    }
    return render(request, "minigym/service_order.html", context)


@requires(Permission.ORDER_SERVICE)
def book_service(request: HttpRequest, order: int) -> HttpResponse:
    return _stage(request, order, BookForm, _("Skriv in bokad dag"), _("Dagen är bokad."))


@requires(Permission.ORDER_SERVICE)
def complete_service(request: HttpRequest, order: int) -> HttpResponse:
    return _stage(request, order, CompleteForm, _("Skriv in vad som blev gjort"), _("Servicen är inskriven."))


@requires(Permission.ORDER_SERVICE)
def cancel_order(request: HttpRequest, order: int) -> HttpResponse:
    return _stage(request, order, CancelForm, _("Avbeställ"), _("Beställningen är avbeställd."))


@requires(Permission.VIEW)
def order_pdf(request: HttpRequest, order: int) -> HttpResponse:
    found = _order_or_404(request, order, Permission.VIEW)
    name = _("Beställning %(number)s %(gym)s") % {"number": found.pk, "gym": found.gym}
    return responses.pdf(pdf.render(order_paper(found)), name)


@requires(Permission.VIEW)
def order_invoice(request: HttpRequest, order: int) -> HttpResponse:
    found = _order_or_404(request, order, Permission.VIEW)
    return _served(found.invoice, _("Faktura beställning %(number)s") % {"number": found.pk})


@requires(Permission.VIEW)
def order_protocol(request: HttpRequest, order: int) -> HttpResponse:
    found = _order_or_404(request, order, Permission.VIEW)
    return _served(found.protocol, _("Protokoll beställning %(number)s") % {"number": found.pk})


def _stage(request: HttpRequest, order: int, form_class: Stage, heading: str, said: str) -> HttpResponse:
    """One step of an order: its form, and what is said when it is done."""
    found = _order_or_404(request, order, Permission.ORDER_SERVICE)
    form = form_class(request.POST or None, request.FILES or None, order=found, by=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            saved = form.act()
        except Conflict:
            return _order_conflict(request, order, form)
        if saved:
            done(request, said)
            return redirect(found)
    elif found.performed_on or found.cancelled_at:
        return redirect(found)
    context = {"order": found, "form": form, "heading": heading, "cancelling": form_class is CancelForm}
    return render(request, "minigym/order_step.html", context)


def _order_conflict(request: HttpRequest, order: int, form: forms.Form) -> HttpResponse:
    now = _order_or_404(request, order, Permission.ORDER_SERVICE)
    typed = form.cleaned_data
    theirs: list[tuple[Any, Any, Any]] = [
        (_("Bokad dag"), now.booked_on, typed.get("on") if isinstance(form, BookForm) else now.booked_on),
        (_("Utförd"), now.performed_on, typed.get("on") if isinstance(form, CompleteForm) else now.performed_on),
        (_("Avbeställd"), now.cancelled_reason, typed.get("reason", now.cancelled_reason)),
    ]
    return conflict(request, what=_("Beställningen"), theirs=theirs, retry_url=now.get_absolute_url())


def _order_or_404(request: HttpRequest, order: int, permission: Permission) -> ServiceOrder:
    orders = ServiceOrder.objects.filter(gym__site__in=request.actor.units(permission))
    related = (
        "gym__site",
        "agreement__firm",
        "agreement__customer",
        "agreement__invoiced",
        "ordered_by",
        "invoice",
        "protocol",
    )
    return get_object_or_404(orders.select_related(*related), pk=order)


def _asked_for(request: HttpRequest) -> list[str]:
    """The item that a follow-up sent along."""
    item = request.GET.get("maskin", "")
    return [] if id_in(item) is None else [item]


def _what_is_wrong(request: HttpRequest, gym: Gym) -> str:
    """What the fault that the order is for says; a number of another gym's fault says nothing."""
    fault = id_in(request.GET.get("fel", ""))
    if fault is None:
        return ""
    mine = Fault.objects.filter(gym=gym, gym__site__in=request.actor.units(Permission.SEE_FAULTS), pk=fault)
    found = mine.first()
    return found.told if found else ""


def _served(stored: StoredFile | None, name: str) -> HttpResponse:
    if stored is None:
        raise Http404
    return serve(stored, inline=True, name=name)
