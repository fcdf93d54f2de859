"""Where do the shell's links lead in these tests? To stand-ins for the pages of the floors above."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def stand_in(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [
    path("", include("livskraft.ui.urls")),
    path("logga-in/", stand_in, name="account_login"),
    path("logga-ut/", stand_in, name="account_logout"),
    path("byt/", stand_in, name="switch_assignment"),
]
