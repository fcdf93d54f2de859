"""Where does it slip? Every site in reach, by area and by kind of duty."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from livskraft.access.guards import requires
from livskraft.documents import excel, responses
from livskraft.duties.catalogue import kinds
from livskraft.overview.forms import FilterForm, choice_from
from livskraft.overview.papers import overview_table
from livskraft.overview.permissions import Permission
from livskraft.overview.queries import Choice, overview

# With more sites than this the areas are folded, so that the whole fits on a screen.
UNFOLDED = 40


@require_safe
@requires(Permission.SEE_MUNICIPALITY)
def municipality(request: HttpRequest) -> HttpResponse:
    choice = choice_from(request.GET)
    found = overview(request.actor.units(Permission.SEE_MUNICIPALITY), request.actor.today, choice)
    context = {
        "overview": found,
        "form": FilterForm(found, choice),
        "choice": choice,
        "kind": kinds[choice.kind] if choice.kind else None,
        "unfolded": found.sites <= UNFOLDED,
        "kind_links": [(kind, tally, _address(choice, kind.key)) for kind, tally in found.kinds],
        "query": request.GET.urlencode(),
    }
    return render(request, "overview/municipality.html", context)


@require_safe
@requires(Permission.SEE_MUNICIPALITY)
def municipality_excel(request: HttpRequest) -> HttpResponse:
    today = request.actor.today
    found = overview(request.actor.units(Permission.SEE_MUNICIPALITY), today, choice_from(request.GET))
    return responses.excel(excel.render(overview_table(found, today)), f"{_('Att göra')} {today.isoformat()}")


def _address(choice: Choice, kind: str) -> str:
    wanted = {"omrade": choice.area, "utforare": choice.provider, "slag": kind}
    return "?" + urlencode({name: value for name, value in wanted.items() if value})
