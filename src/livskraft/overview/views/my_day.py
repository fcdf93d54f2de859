"""What does a person see first?"""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from livskraft.access.gates import no_assignment
from livskraft.access.guards import personal, requires
from livskraft.access.permissions import Permission
from livskraft.duties.catalogue import owed_by
from livskraft.duties.queries import duties_of
from livskraft.duties.rules import answered_by
from livskraft.overview.board import board, by_party, doable
from livskraft.overview.permissions import Permission as Overview
from livskraft.ui.navigation import links


@require_safe
@personal
def my_day(request: HttpRequest) -> HttpResponseBase:
    actor = request.actor
    if actor.assignment is None:
        return no_assignment(request)
    duties = duties_of(actor)
    shown = board(duties, actor.today, whole=request.GET.get("visa", ""))
    sees_sites = actor.may(Overview.SEE_SITES)
    context = {
        "board": shown,
        "doable": doable(duties, actor),
        "today": actor.today,
        "others": [assignment for assignment in request.assignments if assignment.pk != actor.assignment.pk],
        "sees_sites": sees_sites,
        "owes": any(owed_by(role) for role in answered_by(actor.assignment.role)),
        "at_hand": links(request, menu="day"),
        "sees_municipality": actor.may(Overview.SEE_MUNICIPALITY),
    }
    return render(request, "overview/my_day.html", context)


@require_safe
@requires(Permission.SIGNED_IN)
def waiting_for(request: HttpRequest) -> HttpResponseBase:
    """What owners of houses and firms owe the places that one answers for."""
    actor = request.actor
    duties = duties_of(actor)
    context = {
        "parties": by_party(duties, actor.today),
        "doable": doable(duties, actor),
        "today": actor.today,
        "sees_sites": actor.may(Overview.SEE_SITES),
    }
    return render(request, "overview/waiting_for.html", context)
