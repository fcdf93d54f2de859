"""What is in the minigyms that I see, and what is due?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from livskraft.access.guards import requires
from livskraft.modules.minigym.models import Gym
from livskraft.modules.minigym.permissions import Permission


@requires(Permission.VIEW)
def gyms(request: HttpRequest) -> HttpResponse:
    return render(request, "minigym/gyms.html", {"gyms": Gym.objects.visible_to(request.actor).open()})


@requires(Permission.VIEW)
def gym_page(request: HttpRequest, gym: int) -> HttpResponse:
    found = get_object_or_404(Gym.objects.visible_to(request.actor).select_related("site"), pk=gym)
    items = found.items.kept().select_related("kind", "regime")
    return render(request, "minigym/gym_page.html", {"gym": found, "items": items})
