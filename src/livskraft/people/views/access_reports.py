"""How is a person told, on their request, what Livskraft keeps about them and who has read it?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.guards import requires
from livskraft.documents import page, pdf, responses
from livskraft.people.forms.access_reports import AccessReportForm
from livskraft.people.models import AccessReport, Person
from livskraft.people.papers.access_reports import access_report_paper as paper
from livskraft.people.permissions import Permission
from livskraft.people.queries import all_ids
from livskraft.people.queries.access_reports import everything_about
from livskraft.people.views.reading import person_or_404, read_person


@requires(Permission.ACCESS_REPORT)
def access_report(request: HttpRequest, person: int) -> HttpResponse:
    """Asks when and how the person asked, and shows the times before."""
    found = read_person(request, person)
    form = AccessReportForm(request.POST or None, person=found, by=request.actor)
    if request.method == "POST" and form.is_valid() and (made := form.act()):
        return redirect("access_report_page", made.pk)
    before = AccessReport.objects.filter(person__in=all_ids(found)).select_related("unit")[:20]
    return render(request, "people/access_report.html", {"person": found, "form": form, "before": before})


@requires(Permission.ACCESS_REPORT)
def access_report_page(request: HttpRequest, extract: int) -> HttpResponse:
    """Everything, to be gone through together. Only on the day it was made: later there is more, or less."""
    made, found = _made_or_404(request, extract)
    if timezone.localdate(made.made_at) != request.actor.today:
        messages.info(request, _("Utdraget är från en annan dag. Gör ett nytt, så stämmer det."))
        return redirect("access_report", found.pk)
    audit.read(request.actor, "people.access_report_read", [found])
    told = page.render(paper(everything_about(found, request.actor), made, on_paper=False), top=2)
    return render(request, "people/access_report_page.html", {"person": found, "made": made, "told": told})


@requires(Permission.ACCESS_REPORT)
def access_report_paper(request: HttpRequest, extract: int) -> HttpResponse:
    made, found = _made_or_404(request, extract)
    if timezone.localdate(made.made_at) != request.actor.today:
        return redirect("access_report_page", made.pk)
    audit.read(request.actor, "people.access_report_read", [found])
    told = paper(everything_about(found, request.actor), made, on_paper=True)
    return responses.pdf(pdf.render(told), _("Utdrag"))


def _made_or_404(request: HttpRequest, extract: int) -> tuple[AccessReport, Person]:
    """Made at the actor's own unit, about somebody whom the actor still may see."""
    own = AccessReport.objects.filter(unit__in=request.actor.units(Permission.ACCESS_REPORT))
    made = get_object_or_404(own.select_related("unit"), pk=extract)
    return made, person_or_404(request, made.person_id)
