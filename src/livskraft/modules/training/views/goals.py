"""How is a goal agreed with the patient, and followed up?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from livskraft.access.guards import requires
from livskraft.access.views.acting import FormPage, carry_out
from livskraft.modules.training.actions import goals as actions
from livskraft.modules.training.forms.goals import FollowUpForm, GoalForm
from livskraft.modules.training.models import Episode, Goal, GoalFollowUp
from livskraft.modules.training.permissions import Permission
from livskraft.modules.training.rules.vocabulary import Outcome
from livskraft.modules.training.views.reading import read_episode, way_to_episode


@requires(Permission.JOURNAL)
def add_goal(request: HttpRequest, episode: int) -> HttpResponse:
    found, person = read_episode(request, episode)
    if found.closed_at or found.elsewhere:
        return redirect(found)
    form = GoalForm(request.POST or None, by=request.actor)
    shown = FormPage(
        _("Skriv ett mål"),
        way_to_episode(found, person),
        _("Spara målet"),
        _("Målet är sparat."),
        _(
            "Målet är en del av journalen för %(patient)s och kan inte ändras sedan. Blir det ett annat mål skriver du "
            "ett nytt."
        )
        % {"patient": person.name},
    )

    def keep(data: dict[str, Any]) -> Goal:
        return actions.add_goal(episode=found, text=data["text"], agreed_on=data["agreed_on"], by=request.actor)

    return carry_out(request, shown, form, keep, then=lambda _kept: f"{found.get_absolute_url()}#mal")


@requires(Permission.JOURNAL)
def follow_up_goal(request: HttpRequest, goal: int) -> HttpResponse:
    mine = Episode.objects.visible_to(request.actor)
    asked = get_object_or_404(Goal.objects.filter(episode__in=mine).select_related("episode"), pk=goal)
    found, person = read_episode(request, asked.episode_id)
    if found.closed_at:
        return redirect(found)
    form = FollowUpForm(request.POST or None, by=request.actor)
    shown = FormPage(
        _("Följ upp ett mål"), way_to_episode(found, person), _("Spara"), _("Uppföljningen är sparad."), asked.text
    )

    def keep(data: dict[str, Any]) -> GoalFollowUp:
        return actions.follow_up_goal(goal=asked, outcome=Outcome(data["outcome"]), on=data["on"], by=request.actor)

    def saved() -> dict[str, Any]:
        first = GoalFollowUp.objects.get(goal=asked)
        return {"outcome": first.get_outcome_display(), "on": first.on}

    return carry_out(request, shown, form, keep, then=lambda _kept: f"{found.get_absolute_url()}#mal", saved=saved)
