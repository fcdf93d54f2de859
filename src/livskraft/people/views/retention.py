"""How does the department see what is old enough to be thrown away, and decide on it, without knowing who it is?"""

from django.contrib import messages as plain
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from livskraft.access import audit
from livskraft.access.guards import requires
from livskraft.access.views.acting import FormPage, carry_out, reread
from livskraft.kit.errors import Conflict, Refused
from livskraft.people import tasks
from livskraft.people.actions import retention as actions
from livskraft.people.forms.retention import DecideForm
from livskraft.people.models import Person, PurgeOrder
from livskraft.people.permissions import Permission
from livskraft.people.queries.retention import current_rules, here, lines_told, must_be_finished, outcome
from livskraft.people.rules.vocabulary import Regime
from livskraft.ui import messages
from livskraft.ui.pages import key_page
from livskraft.ui.responses import conflict

# So many are gone through while one waits for a page; more is work for the background.
AT_ONCE = 5000


@requires(Permission.SEE_RETENTION)
def retention(request: HttpRequest) -> HttpResponse:
    """Each regime's rule and what waits under it, and what has been done before. Numbers only."""
    waiting = {order.regime: order for order in PurgeOrder.objects.filter(executed_at=None, withdrawn_at=None)}
    sections = []
    for number, (regime, rule) in enumerate(current_rules().items(), start=1):
        order = waiting.get(regime)
        sections.append((number, regime, rule, order, outcome(order) if order else None))
    done = PurgeOrder.objects.exclude(executed_at=None, withdrawn_at=None)
    page = key_page(done, request=request, order=["-made_at", "-pk"], size=20)
    context = {"sections": sections, "page": page, "here": here()}
    return render(request, "people/retention.html", context)


@require_POST
@requires(Permission.DECIDE_RETENTION)
def make_purge(request: HttpRequest, number: int) -> HttpResponse:
    """`number` is the place of the regime among all, from one."""
    if not 1 <= number <= len(Regime):
        raise Http404
    regime = list(Regime)[number - 1]
    if request.actor.assignment and Person.objects.standing().count() > AT_ONCE:
        tasks.make_order.enqueue(regime.value, request.actor.assignment.pk)
        messages.done(request, _("Underlaget tas fram. Det tar några minuter. Öppna sidan igen då."))
        return redirect("retention")
    try:
        made = actions.make_order(regime=regime, by=request.actor)
    except Refused as refused:
        plain.info(request, refused.message)
        return redirect("retention")
    return redirect("purge_order", made.pk)


@requires(Permission.SEE_RETENTION)
def purge_order(request: HttpRequest, purge_order: int) -> HttpResponse:
    """What the order holds: numbers of persons, units and days, never names, and of protected persons only that."""
    found = get_object_or_404(PurgeOrder.objects.select_related("made_by", "decided_by"), pk=purge_order)
    audit.read(request.actor, "people.purge_read", [found])
    page = key_page(found.lines.all(), request=request, order=["pk"], size=50)
    context = {
        "order": found,
        "outcome": outcome(found),
        "finish_by": must_be_finished(found, current_rules()[Regime(found.regime)]),
        "page": page,
        "lines": lines_told(page.items),
        "may_decide": request.actor.may(Permission.DECIDE_RETENTION),
    }
    return render(request, "people/purge_order.html", context)


@requires(Permission.DECIDE_RETENTION)
def decide_purge(request: HttpRequest, purge_order: int) -> HttpResponse:
    found = get_object_or_404(PurgeOrder, pk=purge_order)
    told = outcome(found)
    page = FormPage(
        _("Besluta om gallring"),
        (
            (_("Gallring"), reverse("retention")),
            (found.get_regime_display(), reverse("purge_order", args=[found.pk])),
        ),
        _("Besluta"),
        _("Beslutet är sparat. Gallringen görs i natt, och kan tas tillbaka fram till dess."),
        _("Uppgifter om %(persons)d personer gallras i natt. Det som är gallrat kan inte återskapas.")
        % {"persons": told.due},
    )
    return carry_out(
        request,
        page,
        DecideForm(request.POST or None, order=found),
        lambda data: actions.decide(
            order=found, reference=data["reference"], version=data["version"], by=request.actor
        ),
        then=lambda order: reverse("purge_order", args=[order.pk]),
        saved=reread(found, reference="reference"),
    )


@require_POST
@requires(Permission.DECIDE_RETENTION)
def withdraw_purge(request: HttpRequest, purge_order: int) -> HttpResponse:
    found = get_object_or_404(PurgeOrder, pk=purge_order)
    try:
        actions.withdraw(order=found, by=request.actor)
    except Conflict:
        return conflict(request, what=_("Gallringen"), theirs=[], retry_url=reverse("purge_order", args=[found.pk]))
    messages.done(request, _("Underlaget är taget tillbaka. Inget mer gallras."))
    return redirect("retention")
