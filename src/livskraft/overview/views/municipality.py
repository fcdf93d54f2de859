"""Where does it slip? Every site in reach, by area and by kind of duty."""

from dataclasses import replace
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
from livskraft.overview.queries import AreaBlock, Choice, Overview, overview

# With more sites than this each area has a page of its own, so that the whole fits on a screen and a slow phone.
MOST_AT_ONCE = 40


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
        "areas": [(area, _leads_to(area, choice, found)) for area in found.areas],
        "kind_links": [(kind, tally, _address(replace(choice, kind=kind.key))) for kind, tally in found.kinds],
        "query": request.GET.urlencode(),
    }
    return render(request, "overview/municipality.html", context)


@require_safe
@requires(Permission.SEE_MUNICIPALITY)
def municipality_excel(request: HttpRequest) -> HttpResponse:
    today = request.actor.today
    found = overview(request.actor.units(Permission.SEE_MUNICIPALITY), today, choice_from(request.GET))
    return responses.excel(excel.render(overview_table(found, today)), f"{_('Att göra')} {today.isoformat()}")


def _leads_to(area: AreaBlock, choice: Choice, found: Overview) -> str:
    """The address of the area's own page when there are too many sites for one; what stands in no area has none."""
    return _address(replace(choice, area=area.pk)) if found.sites > MOST_AT_ONCE and area.pk and not choice.area else ""


def _address(choice: Choice) -> str:
    wanted = {"omrade": choice.area, "utforare": choice.provider, "slag": choice.kind}
    return "?" + urlencode({name: value for name, value in wanted.items() if value})
