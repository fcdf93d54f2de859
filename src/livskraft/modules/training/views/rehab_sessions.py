"""How is it written down on a phone that a patient trained, put right afterwards, and removed?"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from livskraft.access.guards import requires
from livskraft.kit.errors import Conflict, Gone, Refused
from livskraft.modules.training.actions import rehab_sessions as actions
from livskraft.modules.training.actions.drafts import begin_about
from livskraft.modules.training.actions.rehab_sessions import Trained
from livskraft.modules.training.forms.rehab import RehabSessionForm
from livskraft.modules.training.models import Episode, RehabProgramme, RehabSession
from livskraft.modules.training.permissions import Permission
from livskraft.modules.training.queries.plans import done_in
from livskraft.modules.training.views.reading import read_episode, way_to_episode
from livskraft.modules.training.views.sessions import as_sent, told
from livskraft.organisation.models import Unit
from livskraft.people.models import Person
from livskraft.ui.messages import done
from livskraft.ui.responses import conflict


@requires(Permission.JOURNAL)
def record_rehab_session(request: HttpRequest, episode: int) -> HttpResponse:
    """When and where, and a card for each exercise of the programme, with last time's values there."""
    found, person = read_episode(request, episode)
    if found.closed_at is not None:
        return redirect(found)
    actor = request.actor
    programme = None
    if not found.elsewhere:
        programme = RehabProgramme.objects.filter(episode=found, ended_at=None).select_related("site").first()
    site = programme.site if programme else found.site
    cards = as_sent(programme, request.POST.getlist("dose"), {}) if programme else []
    form = RehabSessionForm(request.POST or None, planned=cards, on=actor.today, episode=found, site=site.pk, by=actor)

    def keep(trained: Trained) -> RehabSession:
        return actions.record_session(episode=found, trained=trained, by=actor)

    return _fill_in(request, found, person, form, keep, None)


@requires(Permission.JOURNAL)
def change_rehab_session(request: HttpRequest, rehab_session: int) -> HttpResponse:
    """The same cards with what was filled in; what is journalled is corrected in its note."""
    saved = _session_or_404(request, rehab_session)
    found, person = read_episode(request, saved.episode_id)
    if found.closed_at is not None or saved.note_id or saved.elsewhere_id:
        return redirect(found)
    before = done_in(saved)
    cards = []
    if saved.programme:
        cards = as_sent(saved.programme, request.POST.getlist("dose"), before, other_than=saved)
    form = RehabSessionForm(
        request.POST or None,
        planned=cards,
        on=saved.on,
        done=before,
        version=saved.version,
        now=saved.on == request.actor.today,
        episode=found,
        site=saved.site_id,
        by=request.actor,
    )

    def change(trained: Trained) -> RehabSession:
        version = form.cleaned_data["version"]
        return actions.change_session(session=saved, trained=trained, version=version, by=request.actor)

    return _fill_in(request, found, person, form, change, saved)


@require_POST
@requires(Permission.JOURNAL)
def remove_rehab_session(request: HttpRequest, rehab_session: int) -> HttpResponse:
    saved = _session_or_404(request, rehab_session)
    found, _person = read_episode(request, saved.episode_id)
    try:
        actions.remove_session(session=saved, by=request.actor)
    except Refused as no:
        messages.warning(request, no.message)
    else:
        done(request, _("Passet är borttaget."))
    return redirect(found)


def _fill_in(
    request: HttpRequest,
    episode: Episode,
    person: Person,
    form: RehabSessionForm,
    action: Callable[[Trained], RehabSession],
    saved: RehabSession | None,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            kept = action(Trained(data["on"], data["site"], form.done))
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, no.message)
        except Conflict:
            assert saved
            return _both(request, saved, form)
        except Gone:
            form.add_error(None, _("Passet har tagits bort av någon annan. Skriv in det på nytt om det ska finnas."))
        else:
            if request.POST.get("do") == "note":
                return _journal(request, episode, kept)
            done(request, _("Passet är sparat. Journalför det i dag."))
            return redirect(episode.get_absolute_url() + "#pass")
    context = {
        "episode": episode,
        "person": person,
        "form": form,
        "saved": saved,
        "before": way_to_episode(episode, person),
        "today": request.actor.today,
    }
    return render(request, "training/rehab_session.html", context)


def _journal(request: HttpRequest, episode: Episode, kept: RehabSession) -> HttpResponse:
    """From what was done straight to what is written about it: here in a draft, else that it stands elsewhere."""
    if episode.elsewhere:
        done(request, _("Passet är sparat. Skriv i %(system)s först.") % {"system": episode.elsewhere})
        return redirect("journal_elsewhere", episode.pk)
    try:
        draft = begin_about(session=kept, by=request.actor)
    except Refused as no:
        messages.warning(request, no.message)
        return redirect(episode.get_absolute_url() + "#pass")
    done(request, _("Passet är sparat. Det är journalfört när du har signerat anteckningen."))
    return redirect(draft)


def _both(request: HttpRequest, saved: RehabSession, form: RehabSessionForm) -> HttpResponse:
    """What is saved now beside what was typed."""
    fresh = RehabSession.objects.select_related("site").get(pk=saved.pk)
    data, theirs, mine = form.cleaned_data, done_in(fresh), form.done
    rows: list[tuple[Any, Any, Any]] = [
        (form.fields["on"].label, _day(fresh.on), _day(data["on"])),
        (form.fields["site"].label, _name(fresh.site), _name(data["site"])),
    ]
    names = {card.planned.dose.pk: card.planned.exercise.name for card in form.cards}
    for pk in dict.fromkeys([*names, *theirs]):
        rows.append((names.get(pk, _("En övning som inte finns längre")), told(theirs, pk), told(mine, pk)))
    address = reverse("change_rehab_session", args=[fresh.pk])
    return conflict(request, what=_("Passet"), theirs=rows, retry_url=address, version=fresh.version)


def _day(on: date) -> str:
    return on.isoformat()


def _name(site: Unit) -> str:
    return site.name


def _session_or_404(request: HttpRequest, pk: int) -> RehabSession:
    seen = RehabSession.objects.visible_to(request.actor).select_related("programme__site")
    found: RehabSession = get_object_or_404(seen, pk=pk)
    return found
