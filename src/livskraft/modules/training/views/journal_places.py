"""Where does each caregiver keep its journal, and how is that decided?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from livskraft.access.guards import requires
from livskraft.access.views.acting import FormPage, carry_out
from livskraft.modules.training.actions.journal_places import decide_place
from livskraft.modules.training.forms.journal_places import DecidePlaceForm
from livskraft.modules.training.models import JournalPlace
from livskraft.modules.training.permissions import Permission
from livskraft.modules.training.queries.journal_places import places_of
from livskraft.modules.training.rules.vocabulary import Place


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
