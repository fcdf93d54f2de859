"""Is what somebody is about to do in the gym friskvård or rehabilitation? Nothing is stored of the answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from livskraft.access.guards import requires
from livskraft.modules.activities.public import wellness_places
from livskraft.modules.training.public import way_to_rehabilitation
from livskraft.overview.permissions import Permission
from livskraft.overview.queries import therapists


@require_safe
@requires(Permission.FIRST_CHOICE)
def first_choice(request: HttpRequest) -> HttpResponse:
    """What each means, and the two ways on; a link leads, so that nothing is sent and nothing is kept."""
    actor = request.actor
    rehabilitation = way_to_rehabilitation(actor)
    context = {
        "places": wellness_places(actor),
        "rehabilitation": rehabilitation,
        "therapists": [] if rehabilitation else therapists(actor),
    }
    return render(request, "overview/first_choice.html", context)
