"""How is friskvård in the gym noted in seconds, and the support that was given there?"""

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from livskraft.access.actor import Actor
from livskraft.access.guards import requires
from livskraft.modules.activities.actions.gym_visits import open_gym_today
from livskraft.modules.activities.forms.attendance import SupportForm
from livskraft.modules.activities.models import Support
from livskraft.modules.activities.permissions import Permission
from livskraft.modules.activities.queries.gym_visits import gym_of, gym_today
from livskraft.organisation.models import Unit
from livskraft.ui.messages import done


@requires(Permission.SUPPORT)
def gym_visits(request: HttpRequest, site: int) -> HttpResponse:
    """Who trained here today on their own responsibility; one press leads to the list of today."""
    found = _site_or_404(request, site)
    actor = request.actor
    if request.method == "POST":
        if not _may_note(found, actor):
            return redirect("gym_visits", found.pk)
        occasion = open_gym_today(site=found, by=actor)
        return redirect("head_count" if occasion.activity.counts_heads else "attendance", occasion.pk)
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
def record_support(request: HttpRequest, site: int) -> HttpResponse:
    """What was given, to how many and how long; about nobody."""
    found = _site_or_404(request, site)
    form = SupportForm(request.POST or None, by=request.actor)
    if request.method == "POST" and form.is_valid():
        occasion = open_gym_today(site=found, by=request.actor)
        if form.act(occasion):
            done(request, _("Stödet är uppskrivet."))
            return redirect("gym_visits", found.pk)
    return render(request, "activities/record_support.html", {"site": found, "form": form})


def _may_note(site: Unit, actor: Actor) -> bool:
    """Names are written up by those who work at the site; heads may be counted by a therapist of the area, too."""
    if actor.may(Permission.ATTEND, at=site):
        return True
    gym = gym_of(site)
    return gym is not None and gym.counts_heads and actor.may(Permission.COUNT, at=site)


def _site_or_404(request: HttpRequest, site: int) -> Unit:
    return get_object_or_404(request.actor.units(Permission.SUPPORT).sites().open_on(request.actor.today), pk=site)
