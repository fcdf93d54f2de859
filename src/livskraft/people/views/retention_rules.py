"""How does the department see, give and end the municipality's own rules for how long records are kept?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from livskraft.access.guards import requires
from livskraft.access.views.acting import FormPage, carry_out
from livskraft.people.actions import retention_rules as actions
from livskraft.people.forms.retention import RetentionRuleForm
from livskraft.people.models import RetentionRule
from livskraft.people.permissions import Permission
from livskraft.people.queries.retention import current_rules, here, in_words
from livskraft.people.rules.vocabulary import Regime
from livskraft.ui import messages


@requires(Permission.SEE_RETENTION)
def retention_rules(request: HttpRequest) -> HttpResponse:
    """What holds for each regime, and the own rules that have ended."""
    own = {rule.regime: rule for rule in RetentionRule.objects.filter(ended_at=None).select_related("made_by")}
    ended = RetentionRule.objects.exclude(ended_at=None).select_related("ended_by").order_by("-ended_at", "-pk")
    context = {
        "rules": [(regime, rule, own.get(regime)) for regime, rule in current_rules().items()],
        "ended": [(each, in_words(each)) for each in ended],
        "may_decide": request.actor.may(Permission.DECIDE_RETENTION),
        "room": len(own) < len(Regime),
    }
    return render(request, "people/retention_rules.html", context)


@requires(Permission.DECIDE_RETENTION)
def add_retention_rule(request: HttpRequest) -> HttpResponse:
    taken = set(RetentionRule.objects.filter(ended_at=None).values_list("regime", flat=True))
    page = FormPage(
        _("Lägg till en egen regel"),
        ((_("Gallring"), reverse("retention")), (_("Regler"), reverse("retention_rules"))),
        _("Spara"),
        _("Regeln gäller från och med nu."),
        _("En egen regel gäller i stället för den som följer med Livskraft, hos kommunen och hos privata utförare."),
    )

    def add(data: dict[str, Any]) -> RetentionRule:
        return actions.add_rule(regime=Regime(data["regime"]), rule=form.rule, by=request.actor)

    form = RetentionRuleForm(request.POST or None, taken=taken, where=here())
    return carry_out(request, page, form, add, then=lambda _made: reverse("retention_rules"))


@require_POST
@requires(Permission.DECIDE_RETENTION)
def end_retention_rule(request: HttpRequest, retention_rule: int) -> HttpResponse:
    found = get_object_or_404(RetentionRule, pk=retention_rule)
    actions.end_rule(rule=found, by=request.actor)
    messages.done(request, _("Regeln är avslutad. Regeln som följer med Livskraft gäller igen."))
    return redirect("retention_rules")
