"""What is on at a site this week or month, and on which days is it closed?"""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from livskraft.access.guards import requires
from livskraft.modules.activities.actions import occasions
from livskraft.modules.activities.forms.programme import CloseDayForm
from livskraft.modules.activities.models import ClosedDay, LunchBooking, Occasion
from livskraft.modules.activities.permissions import Permission
from livskraft.modules.activities.queries.programme import address, days_of
from livskraft.modules.activities.rules.programme import (
    RIGHT_TO_APPLY,
    RIGHT_TO_APPLY_SOURCE,
    Stretch,
    month_of,
    read_month,
    read_week,
    week_of,
)
from livskraft.modules.activities.rules.vocabulary import State
from livskraft.organisation.models import Unit
from livskraft.ui.messages import done

NOTICE = {"notice": RIGHT_TO_APPLY, "notice_source": RIGHT_TO_APPLY_SOURCE}


@requires(Permission.VIEW)
def programmes(request: HttpRequest) -> HttpResponse:
    """The sites whose programme one reaches; straight there when it is one."""
    actor = request.actor
    sites = list(actor.units(Permission.VIEW).sites().open_on(actor.today))
    if len(sites) == 1:
        return redirect("programme", sites[0].pk)
    today = dict(
        Occasion.objects.planned()
        .filter(site__in=sites, on=actor.today)
        .order_by()
        .values_list("site")
        .annotate(Count("pk"))
    )
    context = {
        "sites": [(site, today.get(site.pk, 0)) for site in sites],
        "may_set_rules": actor.may(Permission.SET_RULES),
        **NOTICE,
    }
    return render(request, "activities/programmes.html", context)


@requires(Permission.VIEW)
def programme(request: HttpRequest, site: int) -> HttpResponse:
    """The week that the address names, or its month; this week when it names neither."""
    found = _site_or_404(request, site, Permission.VIEW)
    actor = request.actor
    stretch = (
        read_month(request.GET.get("manad", "")) or read_week(request.GET.get("vecka", "")) or week_of(actor.today)
    )
    days = days_of(found, stretch.whole_weeks)
    context = {
        "site": found,
        "stretch": stretch,
        "days": days,
        "is_empty": all(day.is_empty for day in days if stretch.first <= day.on <= stretch.last),
        "before": address(found.pk, stretch.before),
        "after": address(found.pk, stretch.after),
        "now": address(found.pk, (month_of if stretch.is_month else week_of)(actor.today)),
        "other": address(found.pk, _other(stretch, actor.today)),
        "here": address(found.pk, stretch),
        "closed_days": [day.closed for day in days if day.closed],
        "holds_today": stretch.first <= actor.today <= stretch.last,
        "today": actor.today,
        "may_plan": actor.may(Permission.PLAN, at=found),
        **NOTICE,
    }
    return render(request, "activities/programme.html", context)


@requires(Permission.PLAN)
def close_day(request: HttpRequest, site: int) -> HttpResponse:
    found = _site_or_404(request, site, Permission.PLAN)
    form = CloseDayForm(request.POST or None, site=found, by=request.actor, initial={"on": request.GET.get("dag", "")})
    if request.method == "POST" and form.is_valid() and (closed := form.act()):
        done(request, _("Dagen är markerad som stängd."))
        if untold := LunchBooking.objects.untold().filter(site=found, on=closed.on).count():
            text = ngettext(
                "%(number)d har bokat lunch den dagen och står på ringlistan.",
                "%(number)d har bokat lunch den dagen och står på ringlistan.",
                untold,
            )
            messages.warning(request, text % {"number": untold})
        return redirect(address(found.pk, week_of(closed.on)))
    return render(request, "activities/close_day.html", {"site": found, "form": form})


@require_POST
@requires(Permission.PLAN)
def open_day(request: HttpRequest, site: int) -> HttpResponse:
    """What was cancelled when the day was closed is said, since it stays cancelled."""
    found = _site_or_404(request, site, Permission.PLAN)
    try:
        on = date.fromisoformat(request.POST.get("on", ""))
    except ValueError:
        return redirect("programme", found.pk)
    closed = ClosedDay.objects.select_related("site").filter(site=found, on=on).first()
    if closed is None:
        return redirect("programme", found.pk)
    again, told = occasions.open_day(closed=closed, by=request.actor)
    done(request, _("Dagen är inte längre stängd."))
    if again:
        text = ngettext("%(number)d lunchbokning gäller igen.", "%(number)d lunchbokningar gäller igen.", again)
        messages.info(request, text % {"number": again})
    if told:
        text = ngettext(
            "%(number)d gäst har fått veta att lunchen är inställd och är fortfarande avbokad. Fråga och boka om.",
            "%(number)d gäster har fått veta att lunchen är inställd och är fortfarande avbokade. Fråga och boka om.",
            told,
        )
        messages.warning(request, text % {"number": told})
    if Occasion.objects.filter(site=found, on=on, state=State.CANCELLED).exists():
        messages.warning(request, _("Det som ställdes in är fortfarande inställt. Öppna det som ska hållas ändå."))
    return redirect(address(found.pk, week_of(on)))


def _other(stretch: Stretch, today: date) -> Stretch:
    """The month of a week, and the week of a month: this one when it holds today."""
    if stretch.is_month:
        return week_of(today if stretch.first <= today <= stretch.last else stretch.first)
    return month_of(today if stretch.first <= today <= stretch.last else stretch.first)


def _site_or_404(request: HttpRequest, site: int, permission: Permission) -> Unit:
    found: Any = get_object_or_404(request.actor.units(permission).sites(), pk=site)
    return found
