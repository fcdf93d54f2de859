"""What do the incidents tell together, and what is said of insurances here?"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from livskraft.access.guards import requires
from livskraft.documents import excel, responses
from livskraft.kit.errors import Conflict
from livskraft.modules.incidents import queries
from livskraft.modules.incidents.actions.texts import change_text
from livskraft.modules.incidents.forms.filters import PeriodForm
from livskraft.modules.incidents.forms.handling import TextForm, attempt
from livskraft.modules.incidents.papers import overview_report, sections
from livskraft.modules.incidents.permissions import Permission
from livskraft.modules.incidents.rules import Insurance
from livskraft.ui.messages import done
from livskraft.ui.responses import conflict


@requires(Permission.SEE_OVERVIEW)
def incidents_overview(request: HttpRequest) -> HttpResponse:
    form, found = _overview(request)
    context = {"form": form, "overview": found, "sections": sections(found), "query": request.GET.urlencode()}
    return render(request, "incidents/incidents_overview.html", context)


@requires(Permission.SEE_OVERVIEW)
def incidents_excel(request: HttpRequest) -> HttpResponse:
    form, found = _overview(request)
    report = overview_report(found, form.period, request.actor.today)
    return responses.excel(excel.render(report), _("Händelser %(day)s") % {"day": request.actor.today})


def _overview(request: HttpRequest) -> tuple[PeriodForm, queries.Overview]:
    form = PeriodForm(request.GET, by=request.actor)
    rows = queries.happened_in(request.actor.units(Permission.SEE_OVERVIEW), form.period)
    return form, queries.overview(form.narrow(rows))


@requires(Permission.CHANGE_TEXTS)
def insurance_texts(request: HttpRequest) -> HttpResponse:
    return render(request, "incidents/insurance_texts.html", {"texts": list(enumerate(queries.texts().values(), 1))})


@requires(Permission.CHANGE_TEXTS)
def change_insurance_text(request: HttpRequest, number: int) -> HttpResponse:
    """`number` is the place of the insurance among all, from one."""
    every = list(Insurance)
    if not 1 <= number <= len(every):
        raise Http404
    now = queries.texts()[every[number - 1]]
    start = {"text": now.text, "source": now.source, "version": now.version}
    form = TextForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            if attempt(form, lambda: change_text(insurance=now.insurance, by=request.actor, **data)):
                done(request, _("Texten är sparad och gäller från nu."))
                return redirect("insurance_texts")
        except Conflict:
            theirs: list[tuple[Any, Any, Any]] = [(_("Text"), now.text, data["text"])]
            return conflict(request, what=str(now.insurance.label), theirs=theirs, retry_url=request.path)
    return render(request, "incidents/change_insurance_text.html", {"form": form, "insurance": now.insurance})
