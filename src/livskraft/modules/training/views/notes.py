"""How is a signed note read, corrected and objected to, and what of the journal was given to whom?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from livskraft.access.guards import requires
from livskraft.access.views.acting import FormPage, carry_out
from livskraft.documents import pdf, responses
from livskraft.kit.errors import Refused
from livskraft.modules.training.actions import notes as actions
from livskraft.modules.training.forms.notes import CorrectForm, DiscloseForm, ExtractForm, ObjectForm
from livskraft.modules.training.models import Disclosure, Draft, Episode, Note, Objection
from livskraft.modules.training.papers.journal import extract
from livskraft.modules.training.permissions import Permission
from livskraft.modules.training.queries.extract import whole_journal
from livskraft.modules.training.queries.notes import told
from livskraft.modules.training.views.reading import read_episode, way_to_episode
from livskraft.people.models import Person
from livskraft.ui.pages import key_page


@require_safe
@requires(Permission.JOURNAL)
def note(request: HttpRequest, note: int) -> HttpResponse:
    """The note as it was signed, with what it corrects, what corrects it, and what the patient says about it."""
    found, episode, person = _note_or_404(request, note, "training.note_read")
    context = {
        "told": told([found])[0],
        "note": found,
        "original": found.corrects,
        "episode": episode,
        "person": person,
        "today": request.actor.today,
    }
    return render(request, "training/note.html", context)


@requires(Permission.JOURNAL)
def correct_note(request: HttpRequest, note: int) -> HttpResponse:
    found, episode, person = _note_or_404(request, note)
    shown = FormPage(
        _("Rätta anteckningen"),
        _way(found, episode, person),
        _("Skriv rättelsen"),
        _("Ändra det som är fel, och signera. Den gamla anteckningen står kvar."),
        _("Rättelsen blir en egen anteckning. Den du rättar står kvar, och det syns när den rättades och av vem."),
    )

    def begin(data: dict[str, Any]) -> Draft:
        return actions.correct(note=found, why=data["why"], by=request.actor)

    form = CorrectForm(request.POST or None)
    return carry_out(request, shown, form, begin, then=lambda made: made.get_absolute_url())


@requires(Permission.JOURNAL)
def object_to_note(request: HttpRequest, note: int) -> HttpResponse:
    found, episode, person = _note_or_404(request, note)
    shown = FormPage(
        _("Patienten menar att något är fel"),
        _way(found, episode, person),
        _("Spara"),
        _("Det patienten menar står vid anteckningen."),
        _("Patienten har rätt att få det antecknat. Det går inte att ändra efteråt."),
    )

    def keep(data: dict[str, Any]) -> Objection:
        return actions.object_to(note=found, text=data["text"], by=request.actor)

    form = ObjectForm(request.POST or None)
    return carry_out(request, shown, form, keep, then=lambda made: reverse("note", args=[made.note_id]))


@requires(Permission.JOURNAL)
def disclosures(request: HttpRequest, episode: int) -> HttpResponse:
    """What of the journal was given to whom, the latest first."""
    found, person = read_episode(request, episode, "training.disclosures_read")
    rows = Disclosure.objects.filter(episode=found).select_related("by")
    page = key_page(rows, request=request, order=("-on", "-pk"), size=20)
    context = {"episode": found, "person": person, "page": page, "today": request.actor.today}
    return render(request, "training/disclosures.html", context)


@requires(Permission.JOURNAL)
def disclose(request: HttpRequest, episode: int) -> HttpResponse:
    found, person = read_episode(request, episode)
    way = (*way_to_episode(found, person), (_("Utlämnat"), reverse("disclosures", args=[found.pk])))
    shown = FormPage(_("Skriv vad som lämnats ut"), way, _("Spara"), _("Utlämnandet är inskrivet."))

    def keep(data: dict[str, Any]) -> Disclosure:
        return actions.disclose(episode=found, by=request.actor, **data)

    form = DiscloseForm(request.POST or None, initial={"on": request.actor.today})
    return carry_out(request, shown, form, keep, then=lambda made: reverse("disclosures", args=[made.episode_id]))


@requires(Permission.JOURNAL)
def journal_extract(request: HttpRequest, episode: int) -> HttpResponse:
    """Asks to whom it is given, keeps that, and gives the paper."""
    verb = "training.journal_printed" if request.method == "POST" else "training.episode_read"
    found, person = read_episode(request, episode, verb)
    form = ExtractForm(request.POST or None)
    if form.is_valid():
        try:
            actions.disclose(
                episode=found,
                what=_("Utskrift av hela journalen för perioden"),
                recipient=form.cleaned_data["recipient"],
                on=request.actor.today,
                by=request.actor,
            )
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            paper = extract(whole_journal(found, person), person, request.actor.today)
            return responses.pdf(pdf.render(paper), _("Utskrift av journal"))
    context = {"episode": found, "person": person, "form": form}
    return render(request, "training/journal_extract.html", context)


def _note_or_404(request: HttpRequest, pk: int, verb: str = "training.episode_read") -> tuple[Note, Episode, Person]:
    """The reading is in the log, and what is blocked refused, before anything of the note is decrypted."""
    about = get_object_or_404(Note.objects.only("episode"), pk=pk)
    episode, person = read_episode(request, about.episode_id, verb)
    return get_object_or_404(Note.objects.select_related("corrects"), pk=pk), episode, person


def _way(found: Note, episode: Episode, person: Person) -> Any:
    return (*way_to_episode(episode, person), (found.get_kind_display(), found.get_absolute_url()))
