"""How is a gym inspected: on a phone item by item, or from a firm's protocol?"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from livskraft.access.guards import requires
from livskraft.documents import pdf, responses, seal
from livskraft.files import actions as files
from livskraft.files.models import StoredFile
from livskraft.files.responses import serve
from livskraft.kit.errors import Conflict
from livskraft.kit.ids import id_in
from livskraft.modules.minigym import queries
from livskraft.modules.minigym.actions import inspections as actions
from livskraft.modules.minigym.forms.inspections import FinishForm, ProtocolForm, RoundForm, VerdictForm
from livskraft.modules.minigym.models import Equipment, Gym, Inspection, Round
from livskraft.modules.minigym.papers.letter import Letter, to_property_owner
from livskraft.modules.minigym.papers.protocol import holds
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.rules import RegimeKey, Verdict
from livskraft.organisation.models import Premises
from livskraft.ui.messages import done
from livskraft.ui.responses import conflict

# In the order of the buttons; the words say what each verdict means for the item.
VERDICTS = [
    (Verdict.OK, Verdict.OK.label, lazy("Fungerar och är säker.")),
    (Verdict.NOTE, Verdict.NOTE.label, lazy("Börjar bli sliten. Noteras till nästa gång.")),
    (Verdict.REPAIR, Verdict.REPAIR.label, lazy("Får användas så länge. Åtgärdas inom 60 dagar.")),
    (Verdict.STOP, Verdict.STOP.label, lazy("Farlig. Maskinen tas ur bruk direkt och får inte användas.")),
]
STATUS_OF = {Verdict.OK: "done", Verdict.NOTE: "info", Verdict.REPAIR: "soon", Verdict.STOP: "stopped"}


@requires(Permission.INSPECT)
def start_round(request: HttpRequest, gym: int) -> HttpResponse:
    found = _gym_or_404(request, gym, Permission.INSPECT)
    rounds = list(found.rounds.select_related("firm", "started_by")[:11])
    firms = [
        inspector.unit
        for inspector in queries.inspectors_at(found, request.actor.today)
        if inspector.regime != RegimeKey.PROPERTY
    ]
    form = RoundForm(request.POST or None, gym=found, by=request.actor, firms=firms)
    if request.method == "POST" and form.is_valid():
        begun = form.act()
        if begun:
            return redirect(begun)
    context = {
        "gym": found,
        "form": form,
        "under_way": found.rounds.unfinished().first(),
        "finished": [held for held in rounds if held.finished_at][:10],
        "anything": found.items.kept().exclude(regime__key=RegimeKey.PROPERTY).exists(),
        "may_type": request.actor.may(Permission.EDIT, at=found.site),
    }
    return render(request, "minigym/start_round.html", context)


@requires(Permission.VIEW)
def inspection_round(request: HttpRequest, round: int) -> HttpResponse:
    """The round under way, with what is left; or the finished round, with what it found."""
    held = _round_or_404(request, round, Permission.VIEW)
    verdicts = list(held.inspections.select_related("item__kind", "recorded_by").order_by("item__sort_key", "item"))
    context: dict[str, Any] = {
        "round": held,
        "holds": holds(held),
        "done": [(found, STATUS_OF[Verdict(found.verdict)]) for found in verdicts],
        "may_inspect": request.actor.may(Permission.INSPECT, at=held.gym.site),
    }
    if held.finished_at:
        signed = held.signed_protocol
        context |= {
            "remarks": [pair for pair in context["done"] if pair[0].verdict != Verdict.OK],
            "missed": list(held.missed.select_related("kind").order_by("sort_key", "pk")),
            "seal": seal.verify(files.read(signed)) if signed and "kontrollera" in request.GET else None,
        }
        return render(request, "minigym/finished_round.html", context)
    left = _left(held)
    total = len(left) + len(verdicts)
    context |= {
        "left": left,
        "total": total,
        "recorded": len(verdicts),
    }
    return render(request, "minigym/inspection_round.html", context)


@requires(Permission.INSPECT)
def inspect_equipment(request: HttpRequest, round: int, item: int) -> HttpResponse:
    """One item on one screen; a remark is written on the next."""
    held = _round_or_404(request, round, Permission.INSPECT)
    if held.finished_at:
        return redirect(held)
    machine = get_object_or_404(queries.items_in(held).select_related("gym__site", "kind", "photo"), pk=item)
    there = held.inspections.select_related("recorded_by").filter(item=machine).first()
    chosen = request.POST.get("verdict") or request.GET.get("resultat") or Verdict.OK
    form = VerdictForm(
        request.POST or None,
        request.FILES or None,
        round=held,
        item=machine,
        by=request.actor,
        there=there,
        chosen=chosen,
    )
    if request.method == "POST" and form.is_valid():
        try:
            saved = form.act()
        except Conflict:
            return _verdict_conflict(request, held, machine, form)
        if saved:
            following = _following(_left(held), machine)
            if following is None:
                return redirect(held)
            return redirect(f"{_item_url(held, following)}?sparad={saved.pk}")
    wants_words = chosen != Verdict.OK or bool(form.errors)
    left = _left(held)
    finished = held.inspections.count()
    just = id_in(request.GET.get("sparad", ""))
    context = {
        "round": held,
        "item": machine,
        "form": form,
        "there": there,
        "verdicts": VERDICTS,
        "chosen": next((each for each in VERDICTS if each[0] == chosen), None) if wants_words else None,
        "number": finished + (0 if there else 1),
        "total": finished + len(left),
        "saved": held.inspections.select_related("item__kind").filter(pk=just).first() if just is not None else None,
        "following": _following(left, machine),
    }
    return render(request, "minigym/inspect_equipment.html", context)


@requires(Permission.INSPECT)
def finish_round(request: HttpRequest, round: int) -> HttpResponse:
    held = _round_or_404(request, round, Permission.INSPECT)
    if held.finished_at:
        return redirect(held)
    form = FinishForm(request.POST or None, round=held, by=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            finished = form.act()
        except Conflict:
            return conflict(request, what=_("Besiktningen"), theirs=[], retry_url=held.get_absolute_url())
        if finished:
            actions.sign_protocol(round=finished, by=request.actor)
            done(request, _("Besiktningen är avslutad och protokollet är signerat."))
            return redirect(finished)
    verdicts = list(held.inspections.values_list("verdict", flat=True))
    context = {
        "round": held,
        "form": form,
        "left": _left(held),
        "counts": [(label, verdicts.count(verdict), STATUS_OF[verdict]) for verdict, label, _help in VERDICTS],
        "any": bool(verdicts),
    }
    return render(request, "minigym/finish_round.html", context)


@require_POST
@requires(Permission.INSPECT)
def discard_round(request: HttpRequest, round: int) -> HttpResponse:
    held = _round_or_404(request, round, Permission.INSPECT)
    actions.discard_round(round=held, by=request.actor)
    done(request, _("Besiktningen är borttagen."))
    return redirect("start_round", gym=held.gym_id)


@require_POST
@requires(Permission.INSPECT)
def sign_protocol(request: HttpRequest, round: int) -> HttpResponse:
    held = _round_or_404(request, round, Permission.INSPECT)
    actions.sign_protocol(round=held, by=request.actor)
    done(request, _("Protokollet är signerat."))
    return redirect(held)


@requires(Permission.VIEW)
def round_protocol(request: HttpRequest, round: int) -> HttpResponse:
    """The signed protocol."""
    held = _round_or_404(request, round, Permission.VIEW)
    return _served(held.signed_protocol)


@requires(Permission.VIEW)
def firms_protocol(request: HttpRequest, round: int) -> HttpResponse:
    held = _round_or_404(request, round, Permission.VIEW)
    return _served(held.protocol, _("Protokoll %(on)s") % {"on": held.on})


@requires(Permission.VIEW)
def round_invoice(request: HttpRequest, round: int) -> HttpResponse:
    held = _round_or_404(request, round, Permission.VIEW)
    return _served(held.invoice, _("Faktura %(on)s") % {"on": held.on})


@requires(Permission.VIEW)
def inspection_photo(request: HttpRequest, round: int, item: int) -> HttpResponse:
    held = _round_or_404(request, round, Permission.VIEW)
    return _served(get_object_or_404(held.inspections, item=item).photo)


@requires(Permission.EDIT)
def record_protocol(request: HttpRequest, gym: int) -> HttpResponse:
    """First who inspected, for that decides which items are offered; then the whole protocol on one screen."""
    found = _gym_or_404(request, gym, Permission.EDIT)
    inspectors = queries.inspectors_at(found, request.actor.today)
    whom = next((one for one in inspectors if request.GET.get("av") in (_code(one), one.regime.value)), None)
    if whom is None:
        choices = [(one, RegimeKey(one.regime).label, _code(one)) for one in inspectors]
        has_owner = any(one.regime == RegimeKey.PROPERTY for one in inspectors)
        context = {"gym": found, "choices": choices, "has_owner": has_owner}
        return render(request, "minigym/choose_inspector.html", context)
    items = list(found.items.kept().filter(regime__key=whom.regime).select_related("kind"))
    form = ProtocolForm(
        request.POST or None, request.FILES or None, gym=found, by=request.actor, inspector=whom, items=items
    )
    if request.method == "POST" and form.is_valid():
        held = form.act()
        if held:
            actions.sign_protocol(round=held, by=request.actor)
            done(request, _("Protokollet är inlagt."))
            return redirect(held)
    context = {"gym": found, "form": form, "whom": whom, "items": items, "fixtures": whom.regime == RegimeKey.PROPERTY}
    return render(request, "minigym/record_protocol.html", context)


@requires(Permission.VIEW)
def property_letter(request: HttpRequest, gym: int) -> HttpResponse:
    """The ready letter to the owner of the house."""
    found = _gym_or_404(request, gym, Permission.VIEW)
    return render(request, "minigym/property_letter.html", {"gym": found, "letter": _property_letter(request, found)})


@requires(Permission.VIEW)
def property_letter_pdf(request: HttpRequest, gym: int) -> HttpResponse:
    found = _gym_or_404(request, gym, Permission.VIEW)
    letter = _property_letter(request, found)
    if letter is None:
        raise Http404
    return responses.pdf(pdf.render(letter.report(request.actor.today)), letter.subject)


def _property_letter(request: HttpRequest, gym: Gym) -> Letter | None:
    premises = Premises.objects.select_related("property_owner").filter(site=gym.site_id).first()
    if premises is None or premises.property_owner is None:
        return None
    fixtures = gym.items.kept().filter(regime__key=RegimeKey.PROPERTY).select_related("kind")
    return to_property_owner(
        gym=gym,
        owner=premises.property_owner,
        contact=premises.property_owner.contacts.first(),
        address=premises.address,
        items=list(fixtures),
        sender=request.actor.name,
    )


def _gym_or_404(request: HttpRequest, gym: int, permission: Permission) -> Gym:
    gyms = Gym.objects.filter(site__in=request.actor.units(permission)).select_related("site")
    return get_object_or_404(gyms, pk=gym)


def _round_or_404(request: HttpRequest, round: int, permission: Permission) -> Round:
    rounds = Round.objects.filter(gym__site__in=request.actor.units(permission))
    related = ("gym__site", "firm", "started_by", "finished_by", "signed_protocol", "protocol", "invoice")
    return get_object_or_404(rounds.select_related(*related), pk=round)


def _left(held: Round) -> list[Equipment]:
    """What the round holds and nobody has recorded yet, in the order of the list."""
    recorded = held.inspections.values("item")
    return list(queries.items_in(held).exclude(pk__in=recorded).select_related("kind"))


def _following(left: list[Equipment], item: Equipment) -> Equipment | None:
    """The next item to inspect: the first one left after this one, else the first one left."""
    others = [other for other in left if other.pk != item.pk]
    key = (item.sort_key, item.pk)
    return next((other for other in others if (other.sort_key, other.pk) > key), others[0] if others else None)


def _verdict_conflict(request: HttpRequest, held: Round, item: Equipment, form: VerdictForm) -> HttpResponse:
    saved = get_object_or_404(Inspection.objects.select_related("recorded_by"), round=held, item=item)
    mine = form.cleaned_data
    theirs: list[tuple[Any, Any, Any]] = [
        (_("Resultat"), saved.get_verdict_display(), Verdict(mine["verdict"]).label),
        (_("Anmärkning"), saved.remark, mine["remark"]),
        (_("Besiktat av"), str(saved.recorded_by), request.actor.name),
    ]
    if mine["photo"]:
        # A browser does not send a file twice.
        theirs.append((_("Foto"), _("finns") if saved.photo_id else _("inget"), _("följer inte med, ta ett nytt")))
    return conflict(request, what=str(item), theirs=theirs, retry_url=_item_url(held, item), version=saved.version)


def _item_url(held: Round, item: Equipment) -> str:
    return reverse("inspect_equipment", args=[held.pk, item.pk])


def _served(stored: StoredFile | None, name: str = "") -> HttpResponse:
    if stored is None:
        raise Http404
    return serve(stored, inline=True, name=name)


def _code(inspector: queries.Inspector) -> str:
    return f"{inspector.regime.value}-{inspector.unit.pk}"
