"""Where does each caregiver keep its journal, how is that decided, and how is a wrong decision taken back?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from livskraft.access.guards import requires
from livskraft.access.views.acting import FormPage, carry_out
from livskraft.kit.errors import Refused
from livskraft.modules.training.actions.journal_places import IN_USE, decide_place, withdraw_place
from livskraft.modules.training.forms.journal_places import DecidePlaceForm
from livskraft.modules.training.models import JournalPlace
from livskraft.modules.training.permissions import Permission
from livskraft.modules.training.queries.journal_places import caregivers, opened_by, places_of
from livskraft.modules.training.rules.vocabulary import Place
from livskraft.ui.messages import done


@require_safe
@requires(Permission.ADMINISTER_JOURNAL)
def journal_places(request: HttpRequest) -> HttpResponse:
    """The caregivers, with what is decided for each and from when."""
    return render(
        request, "training/journal_places.html", {"kept": places_of(request.actor), "today": request.actor.today}
    )


@requires(Permission.ADMINISTER_JOURNAL)
def decide_journal_place(request: HttpRequest) -> HttpResponse:
    page = FormPage(
        _("Bestäm var journalen förs"),
        ((_("Journal"), reverse("journal_places")),),
        _("Spara"),
        _("Beslutet är sparat."),
        _(
            "Beslutet gäller rehabilitering som öppnas från och med dagen du väljer. Perioder som redan pågår "
            "journalförs klart där de började, så att patienten aldrig får två journaler."
        ),
    )
    form = DecidePlaceForm(request.POST or None, by=request.actor, initial={"keeper": request.GET.get("vardgivare")})

    def decide(data: dict[str, Any]) -> JournalPlace:
        return decide_place(
            keeper=data["keeper"],
            place=Place(data["place"]),
            system=data["system"],
            starts=data["starts"],
            by=request.actor,
        )

    return carry_out(request, page, form, decide, then=lambda _made: reverse("journal_places"))


@requires(Permission.ADMINISTER_JOURNAL)
def withdraw_journal_place(request: HttpRequest, journal_place: int) -> HttpResponse:
    """Asks once, naming what is taken back; says why when it cannot be."""
    rows = JournalPlace.objects.filter(keeper__in=caregivers(request.actor)).select_related("keeper")
    found = get_object_or_404(rows, pk=journal_place)
    in_use = opened_by(found).exists()
    if request.method == "POST":
        try:
            withdraw_place(place=found, by=request.actor)
        except Refused:
            in_use = True
        else:
            done(request, _("Beslutet är tillbakataget."))
            return redirect("journal_places")
    context = {"place": found, "in_use": IN_USE if in_use else "", "today": request.actor.today}
    return render(request, "training/withdraw_journal_place.html", context)
