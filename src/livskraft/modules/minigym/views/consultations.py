"""What do manager and physiotherapist consult each other about, and are the physiotherapist's conditions assessed?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from livskraft.access.guards import requires
from livskraft.kit.errors import Conflict
from livskraft.kit.ids import id_in
from livskraft.modules.minigym.actions.consultations import side_of
from livskraft.modules.minigym.forms.consultations import (
    AnswerForm,
    AskForm,
    AssessmentForm,
    CloseConsultationForm,
    LocalRulesForm,
)
from livskraft.modules.minigym.models import ConditionsAssessment, Consultation, LocalRule
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.queries import local_rules as local
from livskraft.modules.minigym.queries import terms_on
from livskraft.modules.minigym.queries.consultations import physiotherapists_of, with_next_assessment
from livskraft.modules.minigym.rules import DAYS_TO_ANSWER, Condition, ConsultationKind, ConsultationParty, LocalRuleKey
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import UnitQuerySet
from livskraft.ui.messages import done
from livskraft.ui.pages import key_page
from livskraft.ui.responses import conflict

ABOUT = {
    ConsultationKind.PLACEMENT: lazy("Var minigymmet eller en maskin ska stå."),
    ConsultationKind.PLANNING: lazy("Hur lokalen planeras: plats att röra sig, ordning och ljus."),
    ConsultationKind.SUPPLEMENT: lazy("Att köpa till något. Ni ser vad det kostar och vem som sedan ansvarar."),
    ConsultationKind.COMPETENCE: lazy("Vad personalen behöver kunna, och hur det ordnas."),
}


def _sites(request: HttpRequest) -> UnitQuerySet:
    return request.actor.units(Permission.CONSULT).of_kind(UnitKind.SITE)


@requires(Permission.SEE_CONSULTATIONS)
def consultations(request: HttpRequest) -> HttpResponse:
    """The open ones; `?visa=avslutade` shows what has been closed."""
    closed = request.GET.get("visa") == "avslutade"
    found = Consultation.objects.visible_to(request.actor).filter(closed_at__isnull=not closed)
    page = key_page(found.select_related("site"), request=request, order=["-asked_at", "-pk"])
    context = {"page": page, "closed": closed, "today": request.actor.today, "may_ask": _sites(request).exists()}
    return render(request, "minigym/consultations.html", context)


@requires(Permission.CONSULT)
def choose_consultation_site(request: HttpRequest) -> HttpResponse:
    """Where, when one has several sites."""
    page = key_page(_sites(request), request=request, order=["sort_key", "pk"])
    if len(page.items) == 1 and not page.previous_url:
        return redirect("ask_consultation", site=page.items[0].pk)
    return render(request, "minigym/choose_consultation_site.html", {"page": page})


@requires(Permission.CONSULT)
def ask_consultation(request: HttpRequest, site: int) -> HttpResponse:
    """First what it is about, then the question with what that kind needs."""
    found = get_object_or_404(_sites(request), pk=site)
    wanted = request.GET.get("galler", "")
    context: dict[str, Any] = {"site": found, "to": _other(request)}
    if wanted not in ConsultationKind.values:
        kinds = [(kind.value, kind.label, text) for kind, text in ABOUT.items()]
        return render(request, "minigym/choose_consultation_kind.html", context | {"kinds": kinds})
    kind = ConsultationKind(wanted)
    form = AskForm(request.POST or None, site=found, kind=kind, by=request.actor)
    if request.method == "POST" and form.is_valid():
        asked = form.act()
        if asked:
            done(request, _("Frågan är skickad. Mottagaren ser den i Min dag."))
            return redirect(asked)
    context |= {"form": form, "kind": kind, "days": DAYS_TO_ANSWER}
    return render(request, "minigym/ask_consultation.html", context)


@requires(Permission.SEE_CONSULTATIONS)
def consultation(request: HttpRequest, consultation: int) -> HttpResponse:
    """The whole of it; whose turn it is answers or closes here."""
    found = _consultation_or_404(request, consultation)
    if request.method == "POST" and id_in(request.POST.get("version", "")) != found.version:
        # Maybe there is nothing left to fill in, and so no form to keep what was typed.
        return _conflict(request, consultation)
    form = _form(request, found)
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            saved = form.act()
        except Conflict:
            return _conflict(request, consultation)
        if saved:
            done(request, _("Samrådet är avslutat.") if saved.closed_at else _("Svaret är skickat."))
            return redirect(saved)
    terms = terms_on(request.actor.today).get(found.regime) if found.regime else None
    actor = request.actor
    context = {
        "consultation": found,
        "form": form,
        "closing": isinstance(form, CloseConsultationForm),
        "early": isinstance(form, CloseConsultationForm) and found.turn == ConsultationParty.PHYSIOTHERAPIST,
        "terms": terms,
        "today": actor.today,
        "may_add": found.decision == "yes" and found.regime and actor.may(Permission.EDIT, at=found.site),
    }
    return render(request, "minigym/consultation.html", context)


def _form(request: HttpRequest, found: Consultation) -> AnswerForm | CloseConsultationForm | None:
    """What the actor can do with it now, if anything."""
    if found.closed_at or not request.actor.may(Permission.CONSULT, at=found.site):
        return None
    side = side_of(request.actor)
    asked_me = not found.answered_at and side != found.asked_as
    data = request.POST or None
    if asked_me:
        return AnswerForm(data, consultation=found, by=request.actor)
    if side == ConsultationParty.MANAGER:
        return CloseConsultationForm(data, consultation=found, by=request.actor)
    return None


def _conflict(request: HttpRequest, consultation: int) -> HttpResponse:
    now = _consultation_or_404(request, consultation)
    theirs: list[tuple[Any, Any, Any]] = [
        (_("Svar"), now.answer, request.POST.get("text", now.answer).strip()),
        (_("Utfall"), now.outcome, request.POST.get("outcome", now.outcome).strip()),
    ]
    if all(saved == typed for _label, saved, typed in theirs):
        return redirect(now)
    return conflict(request, what=str(now), theirs=theirs, retry_url=now.get_absolute_url())


def _consultation_or_404(request: HttpRequest, consultation: int) -> Consultation:
    visible = Consultation.objects.visible_to(request.actor)
    related = ("site", "asked_by", "answered_by", "closed_by", "wanted_kind")
    return get_object_or_404(visible.select_related(*related), pk=consultation)


def _other(request: HttpRequest) -> str:
    if side_of(request.actor) == ConsultationParty.MANAGER:
        return str(ConsultationParty.PHYSIOTHERAPIST.label)
    return str(ConsultationParty.MANAGER.label)


@requires(Permission.SEE_CONDITIONS)
def conditions(request: HttpRequest) -> HttpResponse:
    """Each provider of the actor's with when the next assessment is due, and the assessments that have been made."""
    mine = request.actor.units(Permission.ASSESS_CONDITIONS)
    made = ConditionsAssessment.objects.visible_to(request.actor).select_related("provider", "recorded_by")
    context = {
        "providers": list(with_next_assessment(mine, request.actor.today)),
        "page": key_page(made, request=request, order=["-on", "-pk"], size=25),
        "today": request.actor.today,
        "months": local.months_of(LocalRuleKey.CONDITIONS),
    }
    return render(request, "minigym/conditions.html", context)


@requires(Permission.ASSESS_CONDITIONS)
def assess_conditions(request: HttpRequest, provider: int) -> HttpResponse:
    providers = request.actor.units(Permission.ASSESS_CONDITIONS).of_kind(UnitKind.PROVIDER)
    found = get_object_or_404(providers, pk=provider)
    people = physiotherapists_of(found, request.actor.today)
    form = AssessmentForm(request.POST or None, provider=found, physiotherapists=people, by=request.actor)
    if request.method == "POST" and form.is_valid():
        made = form.act()
        if made:
            done(request, _("Bedömningen är sparad."))
            return redirect(made)
    return render(request, "minigym/assess_conditions.html", {"provider": found, "form": form, "people": people})


@requires(Permission.SEE_CONDITIONS)
def conditions_assessment(request: HttpRequest, assessment: int) -> HttpResponse:
    visible = ConditionsAssessment.objects.visible_to(request.actor).select_related("provider", "recorded_by")
    found = get_object_or_404(visible, pk=assessment)
    points = [
        (AssessmentForm.base_fields[name].label, getattr(found, name), Condition(getattr(found, name)).label)
        for name in ("time", "premises", "competence", "mandate")
    ]
    context = {"assessment": found, "points": points, "people": list(found.physiotherapists.all())}
    return render(request, "minigym/conditions_assessment.html", context)


@requires(Permission.CHANGE_TERMS)
def local_rules(request: HttpRequest) -> HttpResponse:
    initial: dict[str, Any] = {key.value: local.months_of(key) for key in LocalRuleKey}
    form = LocalRulesForm(request.POST or None, by=request.actor, initial=initial | {"version": local.version()})
    if request.method == "POST" and form.is_valid():
        try:
            saved = form.act()
        except Conflict as clash:
            theirs: list[tuple[Any, Any, Any]] = [
                (key.label, local.months_of(key), form.cleaned_data[key.value]) for key in LocalRuleKey
            ]
            return conflict(request, what=str(clash), theirs=theirs, retry_url=request.path, version=local.version())
        if saved:
            done(request, _("Sparat. Det gäller det som registreras från och med nu."))
            return redirect("local_rules")
    earlier = list(LocalRule.objects.select_related("set_by").order_by("-pk")[:20])
    return render(request, "minigym/local_rules.html", {"form": form, "earlier": earlier})
