"""What is in the minigyms that I see, and what is due?"""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from livskraft.access.guards import requires
from livskraft.kit.errors import Conflict
from livskraft.kit.names import name_key, sort_key
from livskraft.modules.minigym import queries
from livskraft.modules.minigym.forms.gyms import GymFilters, GymForm
from livskraft.modules.minigym.models import Equipment, Gym
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.rules import Standing, Status
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit
from livskraft.organisation.queries import provider_of
from livskraft.ui.messages import done
from livskraft.ui.pages import key_page
from livskraft.ui.responses import conflict

PAGE = 25


@requires(Permission.VIEW)
def gyms(request: HttpRequest) -> HttpResponse:
    actor = request.actor
    terms = queries.terms_on(actor.today)
    areas = list(Unit.objects.visible_to(actor).of_kind(UnitKind.AREA).order_by("sort_key"))
    filters = GymFilters(request.GET, areas=areas)
    found = queries.with_list_dates(Gym.objects.visible_to(actor).open().select_related("site__parent__parent"))
    if filters.is_valid():
        wanted = filters.cleaned_data
        if text := wanted["q"]:
            found = found.filter(Q(site__name_key__contains=name_key(text)) | Q(sort_key__contains=sort_key(text)))
        if area := wanted.get("area"):
            found = found.filter(site__path__startswith=area.path)
        here = Equipment.objects.kept().filter(gym=OuterRef("pk"))
        if wanted["show"] == "late":
            found = found.filter(Exists(here.filter(queries.late(terms, actor.today))))
        if wanted["show"] == "stopped":
            found = found.filter(Exists(here.filter(status=Status.OUT_OF_USE)))
    page = key_page(found, request=request, order=["sort_key", "pk"], size=PAGE)
    counts = queries.counts_of(page.items, terms, actor.today)
    rows = [(gym, counts.get(gym.pk, queries.Counts())) for gym in page.items]
    context = {
        "rows": rows,
        "page": page,
        "filters": filters,
        "narrowed": any(request.GET.get(name) for name in filters.fields),
        "may_open": actor.may(Permission.EDIT),
        "may_change_terms": actor.may(Permission.CHANGE_TERMS),
    }
    return render(request, "minigym/gyms.html", context)


@requires(Permission.VIEW)
def gym_page(request: HttpRequest, gym: int) -> HttpResponse:
    actor = request.actor
    visible = queries.with_list_dates(Gym.objects.visible_to(actor))
    found = get_object_or_404(visible.select_related("site__premises__property_owner"), pk=gym)
    items = found.items.kept().select_related("kind", "regime")
    rows = queries.rows_of(items, queries.terms_on(actor.today), actor.today)
    context = {
        "gym": found,
        "rows": rows,
        "late": [row for row in rows if row.worst.standing == Standing.LATE],
        "soon": [row for row in rows if row.worst.standing == Standing.SOON],
        "unknown": [row for row in rows if row.worst.standing == Standing.UNKNOWN],
        "stopped": [row for row in rows if row.item.status == Status.OUT_OF_USE],
        "managers": queries.managers_of(found.site, actor.today),
        "provider": provider_of(found.site, actor.today),
        "property_owner": getattr(getattr(found.site, "premises", None), "property_owner", None),
        "may_edit": actor.may(Permission.EDIT, at=found.site),
        "may_inspect": actor.may(Permission.INSPECT, at=found.site),
        "may_order": actor.may(Permission.ORDER_SERVICE, at=found.site),
    }
    return render(request, "minigym/gym_page.html", context)


@requires(Permission.VIEW)
def gym_history(request: HttpRequest, gym: int) -> HttpResponse:
    found = get_object_or_404(Gym.objects.visible_to(request.actor).select_related("site"), pk=gym)
    return render(request, "minigym/gym_history.html", {"gym": found, "events": queries.history_of_gym(found)})


@requires(Permission.EDIT)
def new_gym(request: HttpRequest) -> HttpResponse:
    form = GymForm(request.POST or None, by=request.actor)
    if form.is_valid() and (gym := form.act()):
        done(request, _("%(gym)s är öppnat. Läs in listan eller lägg till maskiner.") % {"gym": gym})
        return redirect(gym)
    return render(request, "minigym/new_gym.html", {"form": form})


@requires(Permission.EDIT)
def edit_gym(request: HttpRequest, gym: int) -> HttpResponse:
    found = get_object_or_404(Gym.objects.editable_by(request.actor).select_related("site"), pk=gym)
    name = found.name
    form = GymForm(request.POST or None, instance=found, by=request.actor)
    try:
        if form.is_valid() and (changed := form.act()):
            done(request, _("Ändringen är sparad."))
            return redirect(changed)
    except Conflict:
        fresh = Gym.objects.get(pk=gym)
        shown: list[tuple[Any, Any, Any]] = [
            (_("Namn"), fresh.name, form.cleaned_data["name"]),
            (_("Lokal"), fresh.room, form.cleaned_data["room"]),
            (_("Öppnat"), fresh.opened, form.cleaned_data["opened"]),
        ]
        retry = reverse("edit_gym", args=[gym])
        return conflict(request, what=fresh.name, theirs=shown, retry_url=retry, version=fresh.version)
    return render(request, "minigym/edit_gym.html", {"form": form, "gym": found, "name": name})
