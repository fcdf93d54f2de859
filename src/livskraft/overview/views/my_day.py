"""What does a person see first?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from livskraft.access.guards import requires
from livskraft.access.permissions import Permission
from livskraft.duties.queries import duties_of
from livskraft.overview.board import board
from livskraft.overview.permissions import Permission as Overview


@require_safe
@requires(Permission.SIGNED_IN)
def my_day(request: HttpRequest) -> HttpResponse:
    actor = request.actor
    active = actor.assignment.pk if actor.assignment else None
    context = {
        "board": board(duties_of(actor), actor.today, whole=request.GET.get("visa", "")),
        "today": actor.today,
        "others": [assignment for assignment in request.assignments if assignment.pk != active],
        "sees_sites": actor.may(Overview.SEE_SITES),
    }
    return render(request, "overview/my_day.html", context)
