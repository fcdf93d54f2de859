"""How does a period of rehabilitation end, and what stands in the way?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from livskraft.access.guards import requires
from livskraft.access.views.acting import FormPage, carry_out
from livskraft.modules.training.actions.closing import close_episode as close
from livskraft.modules.training.forms.closing import CloseForm
from livskraft.modules.training.models import Episode
from livskraft.modules.training.permissions import Permission
from livskraft.modules.training.queries.episodes import standing_of
from livskraft.modules.training.rules.episodes import NotYet, Standing, hinders
from livskraft.modules.training.views.reading import read_episode, way_to_episode


@requires(Permission.JOURNAL)
def close_episode(request: HttpRequest, episode: int) -> HttpResponse:
    """What is left to do, each with where it is done; the form when nothing is."""
    found, person = read_episode(request, episode)
    # A form that was sent is answered by the action, which knows whether somebody else was first.
    if found.closed_at and request.method != "POST":
        return redirect(found)
    standing = standing_of(found)
    left = hinders(standing)
    if left and not found.closed_at:
        told = [_told(each, standing, found) for each in left]
        return render(request, "training/close_episode.html", {"episode": found, "person": person, "left": told})
    form = CloseForm(request.POST or None, episode=found, by=request.actor)
    lead = _("Innan perioden avslutas introduceras patienten till friskvården.")
    if not form.at_anothers:
        seen = _("Personalen på mötesplatsen får då se personen där, men inget om rehabiliteringen.")
        lead = f"{lead} {seen}"
    shown = FormPage(
        _("Avsluta rehabiliteringen"),
        way_to_episode(found, person),
        _("Avsluta"),
        _("Rehabiliteringen är avslutad."),
        lead,
    )

    def end(_data: object) -> Episode:
        return close(
            episode=found,
            introduction=form.introduction,
            version=form.cleaned_data["version"],
            by=request.actor,
        )

    return carry_out(request, shown, form, end, then=lambda closed: closed.get_absolute_url())


def _told(hinder: NotYet, standing: Standing, episode: Episode) -> tuple[str, str, str]:
    """What is left in words, where it is done, and the words of the way there."""
    page = episode.get_absolute_url()
    write = reverse("journal_elsewhere", args=[episode.pk]) if episode.elsewhere else f"{page}#anteckningar"
    to_write = _("Skriv att det är journalfört") if episode.elsewhere else _("Till anteckningarna")
    match hinder:
        case NotYet.NO_BEGINNING:
            return _("Den inledande bedömningen är inte journalförd."), write, to_write
        case NotYet.SESSION_WITHOUT_NOTE:
            words = ngettext(
                "%(n)d pass är inte journalfört.", "%(n)d pass är inte journalförda.", standing.unjournalled
            )
            where = write if episode.elsewhere else f"{page}#pass"
            return words % {"n": standing.unjournalled}, where, to_write if episode.elsewhere else _("Till passen")
        case NotYet.UNSIGNED_DRAFT:
            words = ngettext("%(n)d utkast är inte signerat.", "%(n)d utkast är inte signerade.", standing.drafts)
            return words % {"n": standing.drafts}, write, to_write
        case NotYet.GOAL_NOT_FOLLOWED_UP:
            words = ngettext("%(n)d mål är inte uppföljt.", "%(n)d mål är inte uppföljda.", standing.open_goals)
            return words % {"n": standing.open_goals}, f"{page}#mal", _("Till målen")
        case NotYet.NO_SUMMARY:
            return _("Sammanfattningen är inte journalförd."), write, to_write
