"""How does a person answer by themselves? The address leads to the questions and tells nothing of whom it is for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from livskraft.access.actor import Actor
from livskraft.access.guards import public
from livskraft.access.throttle import too_many
from livskraft.kit.errors import Refused
from livskraft.questionnaires.actions.links import answer_link
from livskraft.questionnaires.forms import AnswerForm
from livskraft.questionnaires.queries.links import link_of
from livskraft.questionnaires.rules.library import library

# A meeting place is one address to us, so this is wide; a guess hits nothing among 2^128.
MOST_PER_ADDRESS, WITHIN_SECONDS = 60, 3600


@public
def answer(request: HttpRequest, answer_token: str) -> HttpResponse:
    """One page with the questions, and one that says thank you. What has ended and what never was look alike."""
    by = Actor(at=request.actor.at, visitor="answer")
    link = link_of(answer_token, by)
    if link is None:
        return _shown(request, "questionnaires/answer_ended.html", {}, status=404)
    # An address on a lost slip must not tell where somebody with protected data is known.
    unit = None if link.person.is_protected else link.unit
    form = AnswerForm(request.POST or None, instrument=library()[link.instrument])
    if request.method == "POST" and form.is_valid():
        if too_many(request, "questionnaires.answer", most=MOST_PER_ADDRESS, seconds=WITHIN_SECONDS):
            form.add_error(
                None, _("Det har kommit ovanligt många svar härifrån. Vänta en stund, eller fråga personalen.")
            )
        else:
            try:
                kept = answer_link(link=link, given=form.given(by), by=by)
            except Refused as no:
                form.add_error(None, no.message)
            else:
                if kept:
                    return _shown(request, "questionnaires/answered.html", {"unit": unit})
                return _shown(request, "questionnaires/answer_ended.html", {}, status=404)
    context = {"form": form, "instrument": form.instrument, "unit": unit}
    return _shown(request, "questionnaires/answer.html", context)


def _shown(request: HttpRequest, template: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    response = render(request, template, context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    return response
