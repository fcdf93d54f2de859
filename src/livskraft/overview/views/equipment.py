"""What is missing where, of what every trygghetsboende should have?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from livskraft.access.guards import requires
from livskraft.documents import excel, responses
from livskraft.modules.minigym.public import may_change_base_list
from livskraft.overview.equipment import equipment_map
from livskraft.overview.papers import equipment_table
from livskraft.overview.permissions import Permission


@require_safe
@requires(Permission.SEE_MUNICIPALITY)
def equipment_gaps(request: HttpRequest) -> HttpResponse:
    found = equipment_map(request.actor.units(Permission.SEE_MUNICIPALITY), request.actor.today)
    context = {"map": found, "may_change": may_change_base_list(request.actor)}
    return render(request, "overview/equipment_gaps.html", context)


@require_safe
@requires(Permission.SEE_MUNICIPALITY)
def equipment_gaps_excel(request: HttpRequest) -> HttpResponse:
    today = request.actor.today
    found = equipment_map(request.actor.units(Permission.SEE_MUNICIPALITY), today)
    return responses.excel(excel.render(equipment_table(found, today)), f"{_('Luckor i utrustningen')} {today}")
