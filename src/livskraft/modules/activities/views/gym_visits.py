"""How is friskvård in the gym noted in seconds, and the support that was given there?"""

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from livskraft.access.actor import Actor
from livskraft.access.guards import requires
from livskraft.kit.errors import Conflict, Refused
from livskraft.modules.activities.actions import gym_visits as actions
from livskraft.modules.activities.forms.attendance import HeadCountForm, SupportForm, ticked
from livskraft.modules.activities.models import Occasion, Support
from livskraft.modules.activities.permissions import Permission
from livskraft.modules.activities.queries.attendance import came_to, search
from livskraft.modules.activities.queries.gym_visits import gym_begun, gym_of, gym_to_be, gym_today
from livskraft.modules.activities.views.attendance import count_conflict, count_page, tap_page
from livskraft.organisation.models import Unit
from livskraft.people.models import Person
from livskraft.ui.messages import done


@require_safe
@requires(Permission.SUPPORT)
def gym_visits(request: HttpRequest, site: int) -> HttpResponse:
    """Who trained here today on their own responsibility; one press leads to the list of today."""
    found = _site_or_404(request, site)
    actor = request.actor
    supports = Support.objects.filter(site=found, on=actor.today).select_related("given_by")
    context = {
        "site": found,
        "occasions": gym_today(found, actor.today),
        "supports": supports,
        "minutes": supports.aggregate(all=Sum("minutes"))["all"] or 0,
        "may_note": _may_note(found, actor),
        "today": actor.today,
    }
    return render(request, "activities/gym_visits.html", context)


@requires(Permission.SUPPORT)
def note_gym_visit(request: HttpRequest, site: int) -> HttpResponse:
    """The list of today's time; before the first visit one that makes the time when it is saved, and not before."""
    found = _site_or_404(request, site)
    actor = request.actor
    if not _may_note(found, actor):
        return redirect("gym_visits", found.pk)
    begun = gym_begun(found, actor)
    if begun and request.method != "POST":
        return redirect(_list_of(begun))
    held = gym_to_be(found, actor)
    return _count(request, held) if held.activity.counts_heads else _tick(request, held)


@requires(Permission.SUPPORT)
def record_support(request: HttpRequest, site: int) -> HttpResponse:
    """What was given, to how many and how long; about nobody."""
    found = _site_or_404(request, site)
    form = SupportForm(request.POST or None, site=found, by=request.actor)
    if request.method == "POST" and form.is_valid() and form.act():
        done(request, _("Stödet är uppskrivet."))
        return redirect("gym_visits", found.pk)
    return render(request, "activities/record_support.html", {"site": found, "form": form})


@requires(Permission.SUPPORT)
def change_support(request: HttpRequest, support: int) -> HttpResponse:
    """A slip of the finger is put right, or taken away."""
    held = _support_or_404(request, support)
    form = SupportForm(request.POST or None, site=held.site, support=held, by=request.actor)
    if request.method == "POST" and form.is_valid() and form.act():
        done(request, _("Stödet är ändrat."))
        return redirect("gym_visits", held.site_id)
    return render(request, "activities/change_support.html", {"site": held.site, "form": form, "support": held})


@require_POST
@requires(Permission.SUPPORT)
def remove_support(request: HttpRequest, support: int) -> HttpResponse:
    held = _support_or_404(request, support)
    actions.remove_support(support=held, by=request.actor)
    done(request, _("Stödet är borttaget."))
    return redirect("gym_visits", held.site_id)


def _tick(request: HttpRequest, held: Occasion) -> HttpResponse:
    sent = ticked(request.POST)
    refused, text = "", ""
    found: list[Person] = []
    if request.method == "POST" and request.POST.get("do") == "search":
        text = " ".join(request.POST.get("search", "").replace("\x00", "").split())[:160]
        found = search(text, request.actor)
    elif request.method == "POST":
        try:
            made = actions.note_names(site=held.site, ticked=sent, by=request.actor)
        except Refused as no:
            refused = no.message
        else:
            number = came_to(made)
            said = ngettext("Närvaron är sparad: %(number)s kom.", "Närvaron är sparad: %(number)s kom.", number)
            done(request, said % {"number": number})
            return redirect("attendance", made.pk)
    return tap_page(request, held, sent if request.method == "POST" else None, refused, text, found)


def _count(request: HttpRequest, held: Occasion) -> HttpResponse:
    form = HeadCountForm(request.POST or None, occasion=held, saved={}, by=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            number = form.act()
        except Conflict:
            return count_conflict(request, actions.open_gym_today(site=held.site, by=request.actor), form)
        if number is not None:
            done(request, _("Antalet är sparat: %(number)s kom.") % {"number": number})
            return redirect("gym_visits", held.site_id)
    return count_page(request, held, form)


def _list_of(occasion: Occasion) -> str:
    return reverse("head_count" if occasion.activity.counts_heads else "attendance", args=[occasion.pk])


def _may_note(site: Unit, actor: Actor) -> bool:
    """Names are written up by those who work at the site; heads may be counted by a therapist of the area, too."""
    if actor.may(Permission.ATTEND, at=site):
        return True
    gym = gym_of(site)
    return gym is not None and gym.counts_heads and actor.may(Permission.COUNT, at=site)


def _site_or_404(request: HttpRequest, site: int) -> Unit:
    return get_object_or_404(request.actor.units(Permission.SUPPORT).sites().open_on(request.actor.today), pk=site)


def _support_or_404(request: HttpRequest, support: int) -> Support:
    mine = Support.objects.filter(site__in=request.actor.units(Permission.SUPPORT))
    return get_object_or_404(mine.select_related("site"), pk=support)
