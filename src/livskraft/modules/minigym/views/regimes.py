"""Who owns, inspects and pays, how often, and which firms serve the minigyms?"""

from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from livskraft.access.guards import requires
from livskraft.kit.errors import Conflict, Refused
from livskraft.modules.minigym.actions import regimes as actions
from livskraft.modules.minigym.forms.regimes import AgreementForm, EndForm, TermsForm
from livskraft.modules.minigym.models import Agreement, Regime, RegimeTerms
from livskraft.modules.minigym.permissions import Permission
from livskraft.ui.messages import done
from livskraft.ui.responses import conflict


@requires(Permission.CHANGE_TERMS)
def regimes(request: HttpRequest) -> HttpResponse:
    today = request.actor.today
    terms: dict[int, list[RegimeTerms]] = {}
    for each in RegimeTerms.objects.order_by("regime", "-starts"):
        terms.setdefault(each.regime_id, []).append(each)
    shown = []
    for regime in Regime.objects.all():
        every = terms.get(regime.pk, [])
        current = next((each for each in every if each.starts <= today), None)
        shown.append(
            {
                "regime": regime,
                "current": current,
                "coming": [each for each in every if each.starts > today],
                "past": [each for each in every if each.starts <= today and each is not current],
            }
        )
    agreements = Agreement.objects.select_related("regime", "customer", "firm", "invoiced")
    context = {
        "regimes": shown,
        "holding": list(agreements.holding_on(today)),
        "other": list(agreements.exclude(pk__in=agreements.holding_on(today).values("pk"))),
    }
    return render(request, "minigym/regimes.html", context)


@requires(Permission.CHANGE_TERMS)
def change_terms(request: HttpRequest, regime: int) -> HttpResponse:
    found = get_object_or_404(Regime, pk=regime)
    current = found.terms.filter(starts__lte=request.actor.today).first()
    initial = model_to_dict(current, exclude=["id", "regime", "starts"]) if current else {}
    form = TermsForm(request.POST or None, initial=initial | {"version": found.version})
    try:
        saved = form.is_valid() and form.act(found, request.actor)
    except Conflict as clash:
        newest = found.terms.order_by("-pk").first()
        theirs = [
            (each.label, getattr(newest, each.name), form.cleaned_data[each.name]) for each in form.visible_fields()
        ]
        return conflict(request, what=str(clash), theirs=theirs, retry_url=request.path, version=found.version)
    if saved:
        done(request, _("De nya villkoren är sparade. De gamla finns kvar i historiken."))
        return redirect("regimes")
    return render(request, "minigym/change_terms.html", {"form": form, "regime": found, "current": current})


@requires(Permission.CHANGE_TERMS)
def new_agreement(request: HttpRequest) -> HttpResponse:
    form = AgreementForm(request.POST or None)
    if form.is_valid() and form.act(request.actor):
        done(request, _("Avtalet är sparat."))
        return redirect("regimes")
    return render(request, "minigym/new_agreement.html", {"form": form})


@requires(Permission.CHANGE_TERMS)
def end_agreement(request: HttpRequest, agreement: int) -> HttpResponse:
    found = get_object_or_404(Agreement.objects.select_related("firm", "customer"), pk=agreement)
    form = EndForm(request.POST or None, initial={"ends": found.ends, "version": found.version})
    if form.is_valid():
        try:
            actions.end_agreement(agreement=found, **form.cleaned_data, by=request.actor)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        except Conflict as clash:
            found.refresh_from_db()
            theirs = [(form["ends"].label, found.ends, form.cleaned_data["ends"])]
            return conflict(request, what=str(clash), theirs=theirs, retry_url=request.path, version=found.version)
        else:
            done(request, _("Avtalets slutdag är sparad."))
            return redirect("regimes")
    return render(request, "minigym/end_agreement.html", {"form": form, "agreement": found})
