"""What is in the minigyms that I see, and what is due?"""

from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.guards import requires
from livskraft.access.models import Assignment
from livskraft.kit.errors import Conflict
from livskraft.kit.names import name_key, sort_key
from livskraft.modules.minigym import queries
from livskraft.modules.minigym.forms.gyms import GymFilters, GymForm
from livskraft.modules.minigym.models import Equipment, Gym, RegimeTerms, Round
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.queries.hours import DayHours, Schedule, schedules
from livskraft.modules.minigym.rules import Standing, Status
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Unit
from livskraft.organisation.queries import provider_of
from livskraft.ui.messages import done
from livskraft.ui.pages import KeyPage, key_page
from livskraft.ui.responses import conflict

PAGE = 25


class GymList:
    """The gyms that the actor sees, as filtered and paged by the address; asked for only when the page is not kept."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.actor = request.actor

    @cached_property
    def terms(self) -> dict[str, RegimeTerms]:
        return queries.terms_on(self.actor.today)

    @cached_property
    def filters(self) -> GymFilters:
        areas = Unit.objects.visible_to(self.actor).of_kind(UnitKind.AREA).order_by("sort_key")
        return GymFilters(self.request.GET, areas=list(areas))

    @property
    def narrowed(self) -> bool:
        return any(self.request.GET.get(name) for name in self.filters.fields)

    @cached_property
    def page(self) -> KeyPage[Gym]:
        found = queries.with_list_dates(
            Gym.objects.visible_to(self.actor).open().select_related("site__parent__parent")
        )
        if self.filters.is_valid():
            wanted = self.filters.cleaned_data
            if text := wanted["q"]:
                found = found.filter(Q(site__name_key__contains=name_key(text)) | Q(sort_key__contains=sort_key(text)))
            if area := wanted.get("area"):
                found = found.filter(site__path__startswith=area.path)
            here = Equipment.objects.kept().filter(gym=OuterRef("pk"))
            if wanted["show"] == "late":
                found = found.filter(Exists(here.filter(queries.late(self.terms, self.actor.today))))
            if wanted["show"] == "stopped":
                found = found.filter(Exists(here.filter(status=Status.OUT_OF_USE)))
        return key_page(found, request=self.request, order=["sort_key", "pk"], size=PAGE)

    @cached_property
    def rows(self) -> list[tuple[Gym, queries.Counts]]:
        counts = queries.counts_of(self.page.items, self.terms, self.actor.today)
        return [(gym, counts.get(gym.pk, queries.Counts())) for gym in self.page.items]


class GymBody:
    """What a gym's page shows below its name; asked for only when the page is not kept."""

    def __init__(self, gym: Gym, today: date) -> None:
        self.pk, self.today = gym.pk, today

    @cached_property
    def gym(self) -> Gym:
        return queries.with_list_dates(Gym.objects.select_related("site__premises__property_owner")).get(pk=self.pk)

    @cached_property
    def rows(self) -> list[queries.ItemRow]:
        items = self.gym.items.kept().select_related("kind", "regime")
        return queries.rows_of(items, queries.terms_on(self.today), self.today)

    def _standing(self, standing: Standing) -> list[queries.ItemRow]:
        return [row for row in self.rows if row.worst.standing == standing]

    @property
    def late(self) -> list[queries.ItemRow]:
        return self._standing(Standing.LATE)

    @property
    def soon(self) -> list[queries.ItemRow]:
        return self._standing(Standing.SOON)

    @property
    def unknown(self) -> list[queries.ItemRow]:
        return self._standing(Standing.UNKNOWN)

    @property
    def stopped(self) -> list[queries.ItemRow]:
        return [row for row in self.rows if row.item.status == Status.OUT_OF_USE]

    @cached_property
    def schedule(self) -> Schedule:
        return schedules([self.pk], since=self.today)[self.pk]

    @property
    def hours(self) -> DayHours:
        return self.schedule.day(self.today)

    @cached_property
    def under_way(self) -> Round | None:
        return Round.objects.unfinished().filter(gym=self.pk).first()

    @property
    def managers(self) -> list[Assignment]:
        return queries.managers_of(self.gym.site, self.today)

    @property
    def provider(self) -> Unit | None:
        return provider_of(self.gym.site, self.today)

    @property
    def property_owner(self) -> Unit | None:
        return getattr(getattr(self.gym.site, "premises", None), "property_owner", None)


@requires(Permission.VIEW)
def gyms(request: HttpRequest) -> HttpResponse:
    actor = request.actor
    context = {
        "list": GymList(request),
        "may_open": actor.may(Permission.EDIT),
        "may_change_terms": actor.may(Permission.CHANGE_TERMS),
        "may_see_faults": actor.may(Permission.SEE_FAULTS),
        "may_see_guidance": actor.may(Permission.SEE_GUIDANCE),
        "may_see_consultations": actor.may(Permission.SEE_CONSULTATIONS),
        "may_see_conditions": actor.may(Permission.SEE_CONDITIONS),
        "address": request.get_full_path(),
        "watermark": audit.watermark(),
    }
    return render(request, "minigym/gyms.html", context)


@requires(Permission.VIEW)
def gym_page(request: HttpRequest, gym: int) -> HttpResponse:
    actor = request.actor
    found = get_object_or_404(Gym.objects.visible_to(actor).select_related("site"), pk=gym)
    context = {
        "gym": found,
        "body": GymBody(found, actor.today),
        "may_edit": actor.may(Permission.EDIT, at=found.site),
        "may_inspect": actor.may(Permission.INSPECT, at=found.site),
        "may_order": actor.may(Permission.ORDER_SERVICE, at=found.site),
        "may_see_faults": actor.may(Permission.SEE_FAULTS, at=found.site),
        "may_see_guidance": actor.may(Permission.SEE_GUIDANCE, at=found.site),
        "may_see_consultations": actor.may(Permission.SEE_CONSULTATIONS, at=found.site),
        "watermark": audit.watermark(),
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
