"""What does a person see first?"""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from livskraft.access.gates import no_assignment
from livskraft.access.guards import personal
from livskraft.duties.queries import duties_of
from livskraft.overview.board import board
from livskraft.overview.permissions import Permission as Overview


@require_safe
@personal
def my_day(request: HttpRequest) -> HttpResponseBase:
    actor = request.actor
    if actor.assignment is None:
        return no_assignment(request)
    context = {
        "board": board(duties_of(actor), actor.today, whole=request.GET.get("visa", "")),
        "today": actor.today,
        "others": [assignment for assignment in request.assignments if assignment.pk != actor.assignment.pk],
        "sees_sites": actor.may(Overview.SEE_SITES),
    }
    return render(request, "overview/my_day.html", context)
