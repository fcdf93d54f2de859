"""How does it stand, since when, and who has less than others?"""

from collections.abc import Callable
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from livskraft.access.guards import requires
from livskraft.documents import csv, excel, page, pdf, responses
from livskraft.documents.report import Report
from livskraft.indicators import papers, queries
from livskraft.indicators.catalogue import Indicator
from livskraft.indicators.catalogue import indicators as catalogue
from livskraft.indicators.forms import ChoiceForm
from livskraft.indicators.permissions import Permission
from livskraft.indicators.rules import Span, Term
from livskraft.organisation.models import Unit

POINTS = {Span.MONTH: 13, Span.QUARTER: 8, Span.YEAR: 5}
FORMATS: dict[str, tuple[Callable[[Report], bytes], Callable[[bytes, str], HttpResponse]]] = {
    "excel": (excel.render, responses.excel),
    "csv": (csv.render, responses.csv),
    "pdf": (pdf.render, responses.pdf),
}


@require_safe
@requires(Permission.VIEW)
def indicators(request: HttpRequest) -> HttpResponse:
    """Every indicator for one unit, in the latest period that is closed when the address names none."""
    term = _term(request)
    units = queries.units_shown(request.actor, request.actor.today)
    unit = _unit(request, units)
    found = []
    for each in catalogue:
        if unit:
            (row,) = queries.rows(each, term, request.actor, [unit])
            found.append((each, papers.spoken(each, row.cell), row.cell))
    now = Term.holding(Span.MONTH, request.actor.today)
    context = {
        "found": found,
        "term": term,
        "unit": unit,
        "open": request.actor.today < term.closes,
        "closed": queries.is_closed(term),
        "form": ChoiceForm(term=term, now=now, units=units, unit=unit),
        "query": request.GET.urlencode(),
        "may_record": request.actor.may(Permission.RECORD_RESIDENTS),
    }
    return render(request, "indicators/indicators.html", context)


@require_safe
@requires(Permission.VIEW)
def indicator(request: HttpRequest, indicator: str) -> HttpResponse:
    found = _indicator_or_404(indicator)
    term = _term(request)
    units = queries.units_shown(request.actor, request.actor.today)
    unit = _unit(request, units)
    context = {
        "indicator": found,
        "term": term,
        "unit": unit,
        "form": ChoiceForm(term=term, now=Term.holding(Span.MONTH, request.actor.today), units=units, unit=unit),
        "paper": page.render(_under_a_heading(_paper(request, found, term, unit, units)), top=2) if unit else "",
        "query": request.GET.urlencode(),
    }
    return render(request, "indicators/indicator.html", context)


@require_safe
@requires(Permission.VIEW)
def indicator_paper(request: HttpRequest, indicator: str, format: str) -> HttpResponse:
    """The same as the page says, to take along."""
    if format not in FORMATS:
        raise Http404
    found = _indicator_or_404(indicator)
    term = _term(request)
    units = queries.units_shown(request.actor, request.actor.today)
    unit = _unit(request, units)
    if unit is None:
        raise Http404
    make, answer = FORMATS[format]
    return answer(make(_paper(request, found, term, unit, units)), f"{found.label} {term.code}")


@require_safe
@requires(Permission.VIEW)
def equal_access(request: HttpRequest) -> HttpResponse:
    """Every site beside the others, also those that have nothing."""
    term = _term(request)
    context = {
        "paper": page.render(_under_a_heading(_sites(request, term)), top=2),
        "term": term,
        "form": ChoiceForm(term=term, now=Term.holding(Span.MONTH, request.actor.today), units=[], unit=None),
        "query": request.GET.urlencode(),
    }
    return render(request, "indicators/equal_access.html", context)


@require_safe
@requires(Permission.VIEW)
def equal_access_excel(request: HttpRequest) -> HttpResponse:
    term = _term(request)
    return responses.excel(excel.render(_sites(request, term)), f"{_('Lika tillgång')} {term.code}")


def _sites(request: HttpRequest, term: Term) -> Report:
    shown = queries.units_shown(request.actor, request.actor.today)
    sites = [unit for unit in shown if unit.kind == "site"]
    every = list(catalogue)
    columns = [queries.rows(each, term, request.actor, sites) for each in every]
    return papers.sites_paper(every, term=term, columns=columns, units=sites)


def _paper(request: HttpRequest, indicator: Indicator, term: Term, unit: Unit, units: list[Unit]) -> Report:
    terms = term.back(POINTS[term.span])
    return papers.indicator_paper(
        indicator,
        term=term,
        unit=unit,
        trend=queries.trend(indicator, terms, request.actor, unit),
        rows=queries.rows(indicator, term, request.actor, units),
    )


def _under_a_heading(paper: Report) -> Report:
    """The paper on a page that already says its title."""
    return replace(paper, title=paper.subtitle, subtitle="")


def _indicator_or_404(key: str) -> Indicator:
    if key not in catalogue:
        raise Http404
    return catalogue[key]


def _term(request: HttpRequest) -> Term:
    """What the address asks for when it has begun, else the latest closed month, else this month."""
    asked = Term.read(request.GET.get("period", ""))
    if asked and asked.starts <= request.actor.today:
        return asked
    return queries.latest_closed() or Term.holding(Span.MONTH, request.actor.today)


def _unit(request: HttpRequest, units: list[Unit]) -> Unit | None:
    """What the address asks for within reach, else the topmost; None for somebody who reaches nothing."""
    asked = request.GET.get("enhet", "")
    return next((unit for unit in units if str(unit.pk) == asked), next(iter(units), None))
