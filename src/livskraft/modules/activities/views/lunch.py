"""What is for lunch, who has booked, and how many ate?"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from livskraft.access.guards import requires
from livskraft.kit.errors import Conflict
from livskraft.modules.activities.actions import lunch as actions
from livskraft.modules.activities.forms.lunch import SERVED, WEEKDAYS, BookingForm, LunchForm, MenuForm, PortionsForm
from livskraft.modules.activities.models import LunchBooking, LunchService
from livskraft.modules.activities.permissions import Permission
from livskraft.modules.activities.queries.lunch import LunchDay, lunch_week
from livskraft.modules.activities.rules.programme import FIRST_YEAR, LAST_YEAR, Stretch, read_week, week_of
from livskraft.organisation.models import Unit
from livskraft.ui.messages import done
from livskraft.ui.responses import conflict


@requires(Permission.VIEW)
def lunch(request: HttpRequest, site: int) -> HttpResponse:
    """The week's menu with what is booked and served; or how lunch is set up where there is none."""
    found = _site_or_404(request, site, Permission.VIEW)
    actor = request.actor
    service = LunchService.objects.filter(site=found).first()
    week = _week(request)
    context = {
        "site": found,
        "service": service,
        "week": week,
        "days": lunch_week(found, service, week) if service else [],
        "today": actor.today,
        "may_plan": actor.may(Permission.PLAN, at=found),
        "may_count": actor.may(Permission.COUNT, at=found),
        "may_book": actor.may(Permission.SIGN_UP, at=found),
    }
    return render(request, "activities/lunch.html", context)


@requires(Permission.PLAN)
def set_lunch(request: HttpRequest, site: int) -> HttpResponse:
    found = _site_or_404(request, site, Permission.PLAN)
    service = LunchService.objects.filter(site=found).first()
    form = LunchForm(request.POST or None, site=found, service=service, by=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            saved = form.act()
        except Conflict:
            return _service_conflict(request, found, form)
        if saved:
            done(request, _("Lunchens tider är sparade."))
            return redirect("lunch", found.pk)
    return render(request, "activities/set_lunch.html", {"site": found, "form": form, "service": service})


@requires(Permission.PLAN)
def write_menu(request: HttpRequest, site: int) -> HttpResponse:
    """A week's menu, proposed from the week before when one asks for it; without a lunch that is set up, that first."""
    found = _site_or_404(request, site, Permission.PLAN)
    service = LunchService.objects.filter(site=found).first()
    if service is None:
        return redirect("set_lunch", found.pk)
    week = _week(request)
    before = lunch_week(found, service, week.before)
    copies = "kopiera" in request.GET
    form = MenuForm(
        request.POST or None,
        site=found,
        service=service,
        monday=week.first,
        days=lunch_week(found, service, week),
        before=before if copies else (),
        by=request.actor,
    )
    if request.method == "POST" and form.is_valid():
        try:
            saved = form.act()
        except Conflict:
            return _menu_conflict(request, found, week)
        if saved:
            done(request, _("Matsedeln för %(week)s är sparad.") % {"week": week.name})
            return redirect(f"{reverse('lunch', args=[found.pk])}?vecka={week.code}")
    context = {
        "site": found,
        "form": form,
        "week": week,
        "copies": copies,
        "may_copy": not copies and any(day.dishes for day in before),
    }
    return render(request, "activities/write_menu.html", context)


@requires(Permission.SIGN_UP)
def lunch_guests(request: HttpRequest, site: int) -> HttpResponse:
    """Who has booked on a day, and one more."""
    found = _site_or_404(request, site, Permission.SIGN_UP)
    service = get_object_or_404(LunchService, site=found)
    on = _day(request)
    form = BookingForm(request.POST or None, site=found, on=on, by=request.actor)
    if request.method == "POST" and form.is_valid() and form.act():
        done(request, _("Lunchen är bokad."))
        return redirect(f"{reverse('lunch_guests', args=[found.pk])}?dag={on}")
    bookings = LunchBooking.objects.visible_to(request.actor).standing().filter(site=found, on=on)
    context = {
        "site": found,
        "service": service,
        "on": on,
        "form": form,
        "bookings": list(bookings),
        "booked": actions.booked_portions(found, on),
    }
    return render(request, "activities/lunch_guests.html", context)


@requires(Permission.SIGN_UP)
@require_POST
def cancel_lunch(request: HttpRequest, booking: int) -> HttpResponse:
    found = get_object_or_404(LunchBooking.objects.visible_to(request.actor).select_related("site"), pk=booking)
    actions.cancel_lunch(booking=found, by=request.actor)
    done(request, _("Bokningen är borttagen."))
    return redirect(f"{reverse('lunch_guests', args=[found.site_id])}?dag={found.on}")


@requires(Permission.SIGN_UP)
@require_POST
def tell_guest(request: HttpRequest, booking: int) -> HttpResponse:
    """Somebody has told the guest that the lunch is off; back to the list of those who wait to be told."""
    found = get_object_or_404(LunchBooking.objects.visible_to(request.actor).select_related("site"), pk=booking)
    actions.tell_guest(booking=found, by=request.actor)
    done(request, _("%(name)s har fått veta.") % {"name": found.name})
    return redirect("call_list")


@requires(Permission.COUNT)
def count_portions(request: HttpRequest, site: int) -> HttpResponse:
    """How many portions were served on a day."""
    found = _site_or_404(request, site, Permission.COUNT)
    service = get_object_or_404(LunchService, site=found)
    on = _day(request)
    day = next((one for one in lunch_week(found, service, week_of(on)) if one.on == on), LunchDay(on))
    form = PortionsForm(request.POST or None, site=found, on=on, served=day.served, by=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            saved = form.act()
        except Conflict:
            return conflict(
                request,
                what=_("Antalet portioner"),
                theirs=[(_("Serverade portioner"), day.served, form.cleaned_data["served"])],
                retry_url=f"{reverse('count_portions', args=[found.pk])}?dag={on}",
            )
        if saved:
            done(request, _("Portionerna är räknade."))
            return redirect(f"{reverse('lunch', args=[found.pk])}?vecka={week_of(on).code}")
    return render(request, "activities/count_portions.html", {"site": found, "form": form, "on": on, "day": day})


def _site_or_404(request: HttpRequest, site: int, permission: Permission) -> Unit:
    return get_object_or_404(request.actor.units(permission).sites(), pk=site)


def _week(request: HttpRequest) -> Stretch:
    return read_week(request.GET.get("vecka", "")) or week_of(request.actor.today)


def _day(request: HttpRequest) -> date:
    """The day that the address names; today when it names none. Raises Http404 for what is no day."""
    text = request.GET.get("dag", "")
    try:
        day = date.fromisoformat(text) if text else request.actor.today
    except ValueError as error:
        raise Http404 from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Http404
    return day


def _service_conflict(request: HttpRequest, site: Unit, form: LunchForm) -> HttpResponse:
    now = LunchService.objects.get(site=site)
    typed = form.cleaned_data
    told: dict[str, Callable[[Any], str]] = {"weekdays": _days_told, "bookable": _yes_or_no}
    theirs: list[tuple[Any, Any, Any]] = [
        (
            form.fields[name].label,
            told[name](saved) if name in told else saved,
            told[name](new) if name in told else new,
        )
        for name, saved, new in [(name, getattr(now, name), typed[name]) for name in SERVED]
        if saved != new
    ]
    url = reverse("set_lunch", args=[site.pk])
    return conflict(request, what=_("Lunchens tider"), theirs=theirs, retry_url=url, version=now.version)


def _days_told(weekdays: list[int]) -> str:
    return ", ".join(str(name).lower() for number, name in WEEKDAYS if number in weekdays)


def _yes_or_no(value: bool) -> str:
    return _("Ja") if value else _("Nej")


def _menu_conflict(request: HttpRequest, site: Unit, week: Stretch) -> HttpResponse:
    now = LunchService.objects.get(site=site)
    theirs: list[tuple[Any, Any, Any]] = []
    for day in lunch_week(site, now, week):
        typed = [request.POST.get(f"name_{day.on}_{n}", "") for n in range(3)]
        saved = [dish.name for dish in day.dishes]
        if saved != [name for name in typed if name]:
            theirs.append((f"{day.on:%Y-%m-%d}", ", ".join(saved), ", ".join(name for name in typed if name)))
    url = f"{reverse('write_menu', args=[site.pk])}?vecka={week.code}"
    return conflict(request, what=_("Matsedeln"), theirs=theirs, retry_url=url, version=now.version)
