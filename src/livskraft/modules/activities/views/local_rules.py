"""Which numbers has the municipality set for its meeting places?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from livskraft.access.guards import requires
from livskraft.kit.errors import Conflict
from livskraft.modules.activities.forms.local_rules import LocalRulesForm
from livskraft.modules.activities.permissions import Permission
from livskraft.modules.activities.queries.local_rules import all_rules
from livskraft.modules.activities.rules.local_rules import BOUNDS, LocalRuleKey
from livskraft.ui.messages import done
from livskraft.ui.responses import conflict


@requires(Permission.SET_RULES)
def meeting_place_rules(request: HttpRequest) -> HttpResponse:
    form = LocalRulesForm(request.POST or None, own=all_rules(), by=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            saved = form.act()
        except Conflict:
            return _conflict(request, form)
        if saved:
            done(request, _("Reglerna är sparade och gäller från och med nu."))
            return redirect("meeting_place_rules")
    return render(request, "activities/meeting_place_rules.html", {"form": form})


def _conflict(request: HttpRequest, form: LocalRulesForm) -> HttpResponse:
    own = all_rules()
    theirs: list[tuple[Any, Any, Any]] = []
    for key in LocalRuleKey:
        saved = own[key].number if key in own else BOUNDS[key].default
        typed = form.cleaned_data[f"number_{key}"]
        if saved != typed:
            theirs.append((key.label, saved, typed))
    return conflict(
        request,
        what=_("De lokala reglerna"),
        theirs=theirs,
        retry_url=reverse("meeting_place_rules"),
        version=sum(rule.version for rule in own.values()),
    )
