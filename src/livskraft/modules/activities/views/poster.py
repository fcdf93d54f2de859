"""How does the week's programme get onto the wall?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from livskraft.access.guards import requires
from livskraft.documents import responses
from livskraft.modules.activities.forms.poster import PosterForm
from livskraft.modules.activities.models import LunchService
from livskraft.modules.activities.papers import poster as paper
from livskraft.modules.activities.papers.poster_week import poster_week, printed
from livskraft.modules.activities.permissions import Permission
from livskraft.modules.activities.queries.programme import address
from livskraft.organisation.models import Unit


@requires(Permission.VIEW)
def poster(request: HttpRequest, site: int) -> HttpResponse:
    """What is chosen, and what the poster will hold."""
    found = _site_or_404(request, site)
    form = _form(request, found)
    week = poster_week(found, form.week, with_lunch=form.with_lunch, actor=request.actor)
    context = {
        "site": found,
        "form": form,
        "heading": paper.title(form.week.first),
        "week": week,
        "is_empty": not any(day.lines or day.lunch or day.closed for day in week.days),
        "programme_url": address(found.pk, form.week),
    }
    return render(request, "activities/poster.html", context)


@requires(Permission.VIEW)
def poster_pdf(request: HttpRequest, site: int) -> HttpResponse:
    """`?vecka=` and `?format=a3`; without them this week in A3, with the lunch."""
    found = _site_or_404(request, site)
    form = _form(request, found)
    name = _("Program %(site)s %(week)s %(size)s") % {
        "site": found.name,
        "week": form.week.code,
        "size": form.size.upper(),
    }
    made = printed(found, form.week, form.size, with_lunch=form.with_lunch, actor=request.actor)
    return responses.pdf(made, name)


def _form(request: HttpRequest, site: Unit) -> PosterForm:
    has_lunch = LunchService.objects.filter(site=site).exists()
    return PosterForm(request.GET, today=request.actor.today, has_lunch=has_lunch)


def _site_or_404(request: HttpRequest, site: int) -> Unit:
    found: Unit = get_object_or_404(request.actor.units(Permission.VIEW).sites(), pk=site)
    return found
