"""How does one say that something is journalled in the caregiver's other system?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from livskraft.access.guards import requires
from livskraft.access.views.acting import FormPage, carry_out
from livskraft.modules.training.actions.elsewhere import note_elsewhere
from livskraft.modules.training.forms.elsewhere import ElsewhereForm
from livskraft.modules.training.models import JournalledElsewhere
from livskraft.modules.training.permissions import Permission
from livskraft.modules.training.queries.episodes import unjournalled_of
from livskraft.modules.training.rules.vocabulary import NoteKind
from livskraft.modules.training.views.reading import read_episode, way_to_episode


@requires(Permission.JOURNAL)
def journal_elsewhere(request: HttpRequest, episode: int) -> HttpResponse:
    found, person = read_episode(request, episode)
    if found.closed_at or not found.elsewhere:
        return redirect(found)
    waiting = list(unjournalled_of(found))
    has_begun = found.journalled_elsewhere.filter(kind=NoteKind.BEGINNING).exists()
    form = ElsewhereForm(request.POST or None, episode=found, waiting=waiting, has_begun=has_begun, by=request.actor)
    shown = FormPage(
        _("Skriv att det är journalfört"),
        way_to_episode(found, person),
        _("Spara"),
        _("Sparat: det är journalfört."),
        _("Journalen förs i %(system)s. Här skriver du bara att det är gjort, aldrig vad det står.")
        % {"system": found.elsewhere},
    )

    def keep(data: dict[str, Any]) -> JournalledElsewhere:
        return note_elsewhere(
            episode=found,
            kind=NoteKind(data["kind"]),
            on=data["on"],
            who=data["who"],
            sessions=data.get("sessions", ()),
            by=request.actor,
        )

    return carry_out(request, shown, form, keep, then=lambda _kept: found.get_absolute_url())
