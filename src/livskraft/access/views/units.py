"""How are units administered: the tree, one unit, its name, place, premises and contacts?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from livskraft.access import actions
from livskraft.access.forms import units as forms
from livskraft.access.guards import requires
from livskraft.access.models import Assignment
from livskraft.access.permissions import Permission
from livskraft.access.views.acting import FormPage, carry_out, reread
from livskraft.organisation.kinds import WITHOUT_ACCOUNTS, UnitKind
from livskraft.organisation.models import Contact, Contract, Premises, Unit
from livskraft.organisation.queries import ids_in_path, provider_of
from livskraft.organisation.rules import MAY_STAND_UNDER
from livskraft.ui import messages


def _unit(request: HttpRequest, pk: int) -> Unit:
    return get_object_or_404(Unit.objects.visible_to(request.actor).select_related("parent"), pk=pk)


def _way(unit: Unit) -> tuple[tuple[str, str], ...]:
    return (
        (_("Administration"), reverse("administration")),
        (_("Enheter"), reverse("units")),
        (unit.name, reverse("unit_page", kwargs={"unit": unit.pk})),
    )


def _page_of(unit: Unit) -> str:
    return reverse("unit_page", kwargs={"unit": unit.pk})


@requires(Permission.ADMINISTER)
def administration(request: HttpRequest) -> HttpResponse:
    return render(request, "access/administration.html")


@requires(Permission.ADMINISTER)
def units(request: HttpRequest) -> HttpResponse:
    """The tree, each level in Swedish order; parties without accounts have their own page."""
    closed = "stangda" in request.GET
    every_kind = Unit.objects.visible_to(request.actor).select_related("parent")
    found = every_kind.exclude(kind__in=WITHOUT_ACCOUNTS).order_by("sort_key", "pk")
    beneath: dict[int | None, list[Unit]] = {}
    every = list(found if closed else found.open_on(request.actor.today))
    ids = {unit.pk for unit in every}
    for unit in every:
        beneath.setdefault(unit.parent_id if unit.parent_id in ids else None, []).append(unit)
    rows: list[tuple[Unit, int]] = []
    waiting = [(unit, 0) for unit in reversed(beneath.get(None, []))]
    while waiting:
        unit, depth = waiting.pop()
        rows.append((unit, depth))
        waiting += [(child, depth + 1) for child in reversed(beneath.get(unit.pk, []))]
    return render(request, "access/units.html", {"rows": rows, "closed": closed})


@requires(Permission.ADMINISTER)
def unit_page(request: HttpRequest, unit: int) -> HttpResponse:
    found = _unit(request, unit)
    today = request.actor.today
    above = Unit.objects.visible_to(request.actor).filter(pk__in=ids_in_path(found)[:-1]).order_by("path")
    context = {
        "unit": found,
        "above": above,
        "children": found.children.open_on(today),
        "former_names": found.former_names.all(),
        "premises": Premises.objects.filter(site=found).select_related("property_owner").first(),
        "contacts": found.contacts.all(),
        "contracts": Contract.objects.filter(area_part=found).select_related("provider"),
        "held": Contract.objects.filter(provider=found).select_related("area_part"),
        "provider": provider_of(found, today) if found.kind != UnitKind.AREA_PART else None,
        "assignments": Assignment.objects.holding_on(today)
        .filter(unit=found)
        .select_related("user", "unit")
        .order_by("user__sort_key", "pk")[:100],
        "may_have_children": any(found.kind in parents for parents in MAY_STAND_UNDER.values()),
        "is_site": found.kind == UnitKind.SITE,
        "is_closed": bool(found.closed and found.closed <= today),
    }
    return render(request, "access/unit_page.html", context)


@requires(Permission.ADMINISTER)
def add_unit(request: HttpRequest, unit: int) -> HttpResponse:
    parent = _unit(request, unit)
    page = FormPage(_("Lägg till en enhet"), _way(parent), _("Lägg till"), _("Enheten är tillagd."))
    return carry_out(
        request,
        page,
        forms.AddUnitForm(request.POST or None, parent=parent),
        lambda data: actions.add_unit(**data, parent=parent, by=request.actor),
        then=_page_of,
    )


@requires(Permission.ADMINISTER)
def rename_unit(request: HttpRequest, unit: int) -> HttpResponse:
    found = _unit(request, unit)
    page = FormPage(_("Byt namn"), _way(found), _("Byt namn"), _("Namnet är bytt."))
    initial = {"name": found.name, "on": request.actor.today, "version": found.version}
    return carry_out(
        request,
        page,
        forms.RenameUnitForm(request.POST or None, initial=initial),
        lambda data: actions.rename_unit(unit=found, **data, by=request.actor),
        then=_page_of,
        saved=reread(found, name="name"),
    )


@requires(Permission.ADMINISTER)
def move_unit(request: HttpRequest, unit: int) -> HttpResponse:
    found = _unit(request, unit)
    page = FormPage(
        _("Flytta enheten"), _way(found), _("Flytta"), _("Enheten är flyttad."), _("Allt som ligger under följer med.")
    )
    initial = {"parent": found.parent_id, "version": found.version}
    return carry_out(
        request,
        page,
        forms.MoveUnitForm(request.POST or None, initial=initial, actor=request.actor, unit=found),
        lambda data: actions.move_unit(unit=found, **data, by=request.actor),
        then=_page_of,
        saved=reread(found, parent="parent"),
    )


@requires(Permission.ADMINISTER)
def close_unit(request: HttpRequest, unit: int) -> HttpResponse:
    found = _unit(request, unit)
    page = FormPage(
        _("Stäng enheten"),
        _way(found),
        _("Stäng"),
        _("Enheten är stängd."),
        _("Historiken finns kvar. Du kan öppna enheten igen."),
    )
    return carry_out(
        request,
        page,
        forms.CloseUnitForm(request.POST or None, initial={"on": request.actor.today, "version": found.version}),
        lambda data: actions.close_unit(unit=found, **data, by=request.actor),
        then=_page_of,
        saved=reread(found, on="closed"),
    )


@requires(Permission.ADMINISTER)
@require_POST
def reopen_unit(request: HttpRequest, unit: int) -> HttpResponse:
    found = _unit(request, unit)
    actions.reopen_unit(unit=found, by=request.actor)
    messages.done(request, _("Enheten är öppen igen."))
    return redirect(_page_of(found))


@requires(Permission.ADMINISTER)
def set_premises(request: HttpRequest, unit: int) -> HttpResponse:
    found = _unit(request, unit)
    kept = Premises.objects.filter(site=found).values("address", "property_owner", "version").first()
    page = FormPage(_("Adress och fastighetsägare"), _way(found), _("Spara"), _("Uppgifterna är sparade."))
    return carry_out(
        request,
        page,
        forms.PremisesForm(request.POST or None, initial=kept or {"version": 0}, actor=request.actor),
        lambda data: actions.set_premises(site=found, **data, by=request.actor),
        then=lambda _premises: _page_of(found),
        saved=lambda: reread(Premises.objects.get(site=found), address="address", property_owner="property_owner")(),
    )


@requires(Permission.ADMINISTER)
def add_contact(request: HttpRequest, unit: int) -> HttpResponse:
    found = _unit(request, unit)
    page = FormPage(_("Lägg till en kontakt"), _way(found), _("Spara"), _("Kontakten är sparad."))
    return carry_out(
        request,
        page,
        forms.ContactForm(request.POST or None),
        lambda data: actions.set_contact(unit=found, **data, by=request.actor),
        then=lambda _contact: _page_of(found),
    )


@requires(Permission.ADMINISTER)
def edit_contact(request: HttpRequest, contact: int) -> HttpResponse:
    found = get_object_or_404(Contact.objects.visible_to(request.actor).select_related("unit"), pk=contact)
    page = FormPage(_("Ändra kontakten"), _way(found.unit), _("Spara"), _("Kontakten är sparad."))
    fields = {"purpose": "purpose", "name": "name", "email": "email", "phone": "phone"}
    initial = {"version": found.version} | {field: getattr(found, field) for field in fields}
    return carry_out(
        request,
        page,
        forms.EditContactForm(request.POST or None, initial=initial),
        lambda data: actions.set_contact(unit=found.unit, contact=found, **data, by=request.actor),
        then=lambda _contact: _page_of(found.unit),
        saved=reread(found, **fields),
    )


@requires(Permission.ADMINISTER)
@require_POST
def remove_contact(request: HttpRequest, contact: int) -> HttpResponse:
    found = get_object_or_404(Contact.objects.visible_to(request.actor).select_related("unit"), pk=contact)
    unit = found.unit
    actions.remove_contact(contact=found, by=request.actor)
    messages.done(request, _("Kontakten är borttagen."))
    return redirect(_page_of(unit))
