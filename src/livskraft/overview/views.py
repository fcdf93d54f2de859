"""What does a person see first, and what does a site or the whole municipality owe?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from livskraft.access.guards import requires
from livskraft.access.permissions import Permission
from livskraft.duties.catalogue import Group
from livskraft.duties.queries import duties_of


@requires(Permission.SIGNED_IN)
def my_day(request: HttpRequest) -> HttpResponse:
    duties = duties_of(request.actor)
    groups = {group: [d for d in duties if d.group(request.actor.today) == group] for group in Group}
    return render(request, "overview/my_day.html", {"groups": groups})
