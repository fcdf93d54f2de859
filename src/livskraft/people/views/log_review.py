"""How does a manager look through a month's readings, mark them and document what was found?"""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from livskraft.access import audit
from livskraft.access.guards import requires
from livskraft.documents import pdf, responses
from livskraft.kit.errors import Conflict, Refused
from livskraft.organisation.models import Unit
from livskraft.people.actions.log_review import draw_sample
from livskraft.people.forms.log_review import FinishReviewForm, MarkForm
from livskraft.people.models import LogReview
from livskraft.people.papers.log_review import log_review_paper as paper
from livskraft.people.papers.log_review import month_in_words
from livskraft.people.permissions import Permission
from livskraft.people.queries.log_review import months_of, places_of, reviews_of, rows_of
from livskraft.people.queries.reviewers import reviewed_by
from livskraft.people.rules.log_review import SOURCE, due
from livskraft.ui.messages import done
from livskraft.ui.responses import conflict


@requires(Permission.JUDGE_LOGS)
def log_reviews(request: HttpRequest) -> HttpResponse:
    """The months of the actor's own unit; above it, the units whose months there are to look at."""
    actor = request.actor
    if actor.assignment and actor.may(Permission.REVIEW_LOGS):
        return _months(request, actor.assignment.unit)
    places = [(place, due(place.left[0].month) if place.left else None) for place in places_of(actor)]
    # What is to be done first stands first, and where all is done last.
    places.sort(key=lambda each: each[1] or date.max)
    context = {"places": places, "today": actor.today, "source": SOURCE}
    return render(request, "people/log_review_places.html", context)


@requires(Permission.JUDGE_LOGS)
def log_reviews_of_unit(request: HttpRequest, unit: int) -> HttpResponse:
    return _months(request, get_object_or_404(reviewed_by(request.actor), pk=unit))


def _months(request: HttpRequest, unit: Unit) -> HttpResponse:
    """What is done at the unit, and what is not."""
    found = months_of(request.actor, unit)
    first = next((each for each in reversed(found) if each.review is None), None)
    context = {
        "unit": unit,
        "manages": request.actor.may(Permission.REVIEW_LOGS),
        "months": [(each, due(each.month), "primary" if each is first else "secondary") for each in found],
        "today": request.actor.today,
        "source": SOURCE,
    }
    return render(request, "people/log_reviews.html", context)


@require_POST
@requires(Permission.JUDGE_LOGS)
def draw_log_review(request: HttpRequest, unit: int) -> HttpResponse:
    """`month` is the first day of the month to look at."""
    there = get_object_or_404(reviewed_by(request.actor), pk=unit)
    try:
        month = date.fromisoformat(request.POST.get("month", ""))
        review = draw_sample(unit=there, month=month, by=request.actor)
    except ValueError:
        messages.warning(request, _("Välj en månad i listan."))
    except Refused as refused:
        messages.warning(request, refused.message)
    else:
        return redirect("log_review", review.pk)
    return redirect("log_reviews_of_unit", there.pk)


@requires(Permission.JUDGE_LOGS)
def log_review(request: HttpRequest, review: int) -> HttpResponse:
    """The drawn readings, to be marked. Whom they name is itself a reading, written down before it is shown."""
    found = _review_or_404(request, review)
    rows, shown = rows_of(found, request.actor, names=True)
    if shown:
        audit.read(request.actor, "people.log_read", shown)
    form = MarkForm(request.POST or None, review=found, rows=rows, by=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            if form.act():
                done(request, _("Bedömningarna är sparade."))
                return redirect("log_review", found.pk)
        except Conflict:
            return conflict(request, what=_("Loggkontrollen"), theirs=[], retry_url=request.path)
    context = {
        "review": found,
        "manages": request.actor.may(Permission.REVIEW_LOGS),
        "month": month_in_words(found),
        "form": form,
        "rows": [(row, form.fields_of(row)) for row in rows],
        "left": sum(1 for row in rows if not row.reading.mark and not row.own),
        "own": sum(1 for row in rows if row.own and not row.reading.mark),
        "due": due(found.month),
        "today": request.actor.today,
        "source": SOURCE,
    }
    return render(request, "people/log_review.html", context)


@requires(Permission.JUDGE_LOGS)
def finish_log_review(request: HttpRequest, review: int) -> HttpResponse:
    found = _review_or_404(request, review)
    form = FinishReviewForm(request.POST or None, review=found, by=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            if form.act():
                done(request, _("Loggkontrollen är avslutad och dokumenterad."))
                return redirect("log_review", found.pk)
        except Conflict:
            return conflict(request, what=_("Loggkontrollen"), theirs=[], retry_url=request.path)
    context = {
        "review": found,
        "manages": request.actor.may(Permission.REVIEW_LOGS),
        "month": month_in_words(found),
        "form": form,
    }
    return render(request, "people/finish_log_review.html", context)


@requires(Permission.JUDGE_LOGS)
def log_review_paper(request: HttpRequest, review: int) -> HttpResponse:
    found = _review_or_404(request, review)
    rows, _shown = rows_of(found, request.actor, names=False)
    name = _("Loggkontroll %(month)s") % {"month": month_in_words(found)}
    return responses.pdf(pdf.render(paper(found, rows)), name)


def _review_or_404(request: HttpRequest, review: int) -> LogReview:
    seen = reviews_of(request.actor).select_related("unit", "drawn_by", "finished_by")
    return get_object_or_404(seen, pk=review)
