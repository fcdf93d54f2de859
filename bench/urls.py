"""Which address is the baseline? The same signed-in shell with an empty body, beside all of Livskraft's own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from livskraft.access.guards import requires
from livskraft.access.permissions import Permission


@requires(Permission.SIGNED_IN)
def empty(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/page.html")


urlpatterns = [path("tomt/", empty), path("", include("livskraft.config.urls"))]
