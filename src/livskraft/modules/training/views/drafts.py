"""How does a therapist write a note, from choosing what it is about until it is signed?"""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from livskraft.access.guards import requires
from livskraft.access.views.acting import FormPage, carry_out
from livskraft.kit.errors import Conflict, Refused
from livskraft.modules.training.actions import drafts as actions
from livskraft.modules.training.actions import notes as signing
from livskraft.modules.training.forms.notes import BeginDraftForm, DraftForm, saved
from livskraft.modules.training.models import Draft, Episode, Note
from livskraft.modules.training.permissions import Permission
from livskraft.modules.training.queries.codes import at_hand, current_codes, search
from livskraft.modules.training.queries.episodes import next_kind, unjournalled_of
from livskraft.modules.training.queries.notes import has_left
from livskraft.modules.training.rules.notes import missing, parts_told
from livskraft.modules.training.rules.vocabulary import NoteKind
from livskraft.modules.training.views.reading import read_episode, way_to_episode, why_no_note
from livskraft.people.models import Person
from livskraft.ui.errors import Missing
from livskraft.ui.messages import done
from livskraft.ui.responses import conflict

# In the session: what became of the drafts that one has signed or thrown away, by their numbers.
_BECAME = "training.drafts_became"
_MOST_REMEMBERED = 20


@requires(Permission.JOURNAL)
def add_note(request: HttpRequest, episode: int) -> HttpResponse:
    """What sort of note, when it happened, and which session it is about; then one writes."""
    found, person = read_episode(request, episode)
    if not_here := why_no_note(found):
        messages.info(request, not_here)
        return redirect(found)
    sessions = unjournalled_of(found).select_related("site")
    asked = request.GET.get("pass", "")
    chosen = sessions.filter(pk=int(asked)).first() if asked.isascii() and asked.isdigit() and len(asked) < 10 else None
    begun = Draft.objects.filter(session=chosen, author=request.actor.user).first() if chosen else None
    if begun and request.method != "POST":
        return redirect(begun)
    form = BeginDraftForm(
        request.POST or None,
        sessions=sessions,
        by=request.actor,
        kind=next_kind(found),
        chosen=chosen,
    )
    shown = FormPage(
        _("Ny anteckning"),
        way_to_episode(found, person),
        _("Skriv"),
        _("Utkastet är ditt. Ingen annan kan läsa det."),
        _("Om %(patient)s. Det du skriver hör till patientens journal när du har signerat.") % {"patient": person.name},
    )

    def begin(data: dict[str, Any]) -> Draft:
        return actions.begin_draft(
            episode=found,
            kind=NoteKind(data["kind"]),
            happened_at=data["happened_at"],
            session=data.get("session"),
            by=request.actor,
        )

    return carry_out(request, shown, form, begin, then=lambda made: made.get_absolute_url())


@requires(Permission.JOURNAL)
def draft(request: HttpRequest, draft: int) -> HttpResponse:
    """Write, save as often as one likes, search for codes, and go on to signing. To others only that it exists."""
    if (about := _about(draft)) is None:
        return _left(request, draft)
    found, episode, person = _opened(request, about)
    if not _is_own(found, request):
        return _others(request, found, episode, person)
    posted = request.POST if request.method == "POST" else None
    doing = posted.get("do", "save") if posted else ""
    words = posted.get("words", "")[:80] if posted else ""
    hits = search(words, found.happened_on) if doing == "search" else []
    ticked = posted.getlist("codes") if posted else []
    known = list(current_codes(found.happened_on).filter(code__in=[*ticked, *found.codes]))
    near = at_hand(episode, found.happened_on)
    given: dict[str, Any] = {"draft": found, "role": _role(request), "offered": [*known, *near, *hits]}
    if posted and doing == "search":
        # Drawn again with what is typed; nothing is saved or found wrong.
        form = DraftForm(initial=posted.dict() | {"codes": ticked}, **given)
    else:
        form = DraftForm(posted, **given)
    if posted and doing != "search" and form.is_valid():
        try:
            kept = actions.save_draft(
                draft=found, written=form.written, version=form.cleaned_data["version"], by=request.actor
            )
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        except Conflict:
            return _both(request, form, found)
        else:
            if doing == "sign":
                return redirect("sign_draft", kept.pk)
            done(request, _("Utkastet är sparat."))
            return redirect(kept)
    context = {
        "draft": found,
        "episode": episode,
        "person": person,
        "form": form,
        "words": words,
        "hits": hits,
        "searched": doing == "search",
        "today": request.actor.today,
    }
    return render(request, "training/draft.html", context)


@requires(Permission.JOURNAL)
def sign_draft(request: HttpRequest, draft: int) -> HttpResponse:
    """All that will stand for ever, to be read through first; the same press twice leads to the same note."""
    if (about := _about(draft)) is None:
        return redirect(_signed_before(request)) if "begun" in request.POST else _left(request, draft)
    found, episode, person = _opened(request, about)
    if not _is_own(found, request):
        return redirect(found)
    if request.method == "POST":
        version = request.POST.get("version", "")
        try:
            note = signing.sign(draft=found, version=int(version) if version.isdecimal() else None, by=request.actor)
        except Refused as refused:
            messages.warning(request, refused.message)
            return redirect(found)
        except Conflict:
            messages.warning(request, _("Utkastet har ändrats sedan du läste det. Läs det igen innan du signerar."))
            return redirect("sign_draft", found.pk)
        _remember(request, draft, note)
        done(request, _("Anteckningen är signerad."))
        return redirect(note)
    context = {
        "draft": found,
        "episode": episode,
        "person": person,
        "parts": parts_told(found.parts),
        "codes": current_codes(found.happened_on).filter(code__in=found.codes),
        "lacking": missing(NoteKind(found.kind), actions.parts_in(found)),
        "today": request.actor.today,
    }
    return render(request, "training/sign_draft.html", context)


@require_POST
@requires(Permission.JOURNAL)
def discard_draft(request: HttpRequest, draft: int) -> HttpResponse:
    if (about := _about(draft)) is None:
        return _left(request, draft)
    found, episode, _person = _opened(request, about)
    actions.discard_draft(draft=found, by=request.actor)
    _remember(request, draft, None)
    done(request, _("Utkastet är borta."))
    return redirect(episode)


@require_POST
@requires(Permission.JOURNAL)
def take_in_draft(request: HttpRequest, draft: int) -> HttpResponse:
    """What somebody who has left never signed, quoted in a note of one's own."""
    if (about := _about(draft)) is None:
        return _left(request, draft)
    found, _episode, _person = _opened(request, about)
    try:
        note = signing.take_in_unsigned(draft=found, by=request.actor)
    except Refused as refused:
        messages.warning(request, refused.message)
        return redirect(found)
    _remember(request, draft, note)
    done(request, _("Anteckningen är inskriven som aldrig signerad."))
    return redirect(note)


def _about(pk: int) -> Draft | None:
    """Whose draft it is and of which period, if it is still one."""
    return Draft.objects.only("episode", "author").filter(pk=pk).first()


def _opened(request: HttpRequest, about: Draft) -> tuple[Draft, Episode, Person]:
    """The reading is in the log before anything is decrypted, and what others write is not decrypted at all."""
    mine = _is_own(about, request)
    verb = "training.draft_read" if mine else "training.episode_read"
    try:
        episode, person = read_episode(request, about.episode_id, verb)
    except Http404:
        raise _not_here() from None
    rows = Draft.objects.select_related("author", "episode__person__merged_into", "session", "corrects")
    found: Draft = get_object_or_404(rows if mine else rows.defer("parts", "why"), pk=about.pk)
    return found, episode, person


def _remember(request: HttpRequest, pk: int, note: Note | None) -> None:
    """What became of the draft, for as long as one is signed in: the way back in the browser leads to its address."""
    before = list(request.session.get(_BECAME, {}).items())
    request.session[_BECAME] = dict([*before, (str(pk), note.pk if note else None)][-_MOST_REMEMBERED:])


def _left(request: HttpRequest, pk: int) -> HttpResponse:
    """Where somebody is led who comes to a draft that is none any more: to the note, which asks whether one may read.

    Raises Missing, in words, for what was thrown away and as `_not_here`.
    """
    became = request.session.get(_BECAME, {})
    note = became.get(str(pk))
    if note is not None:
        if request.method == "POST":
            lost = _("Anteckningen var redan signerad. Det du skrev sedan är inte sparat.")
            messages.warning(request, lost if "do" in request.POST else _("Anteckningen var redan signerad."))
        return redirect("note", note)
    if str(pk) in became:
        thrown = _("Du tog bort det innan det var signerat. Det som stod där finns inte kvar.")
        raise Missing(_("Utkastet är borta"), thrown, [(_("Mina patienter"), reverse("patients"))])
    raise _not_here()


def _not_here() -> Missing:
    """The same of what is a draft no more, of what never was one, and of one about whom the actor may not see."""
    return Missing(
        _("Utkastet finns inte"),
        _(
            "Det är signerat eller borttaget, eller så hör det till en enhet där du inte har något uppdrag. Det som är "
            "signerat står bland patientens anteckningar."
        ),
        [(_("Mina patienter"), reverse("patients"))],
    )


def _is_own(found: Draft, request: HttpRequest) -> bool:
    return request.actor.user is not None and found.author_id == request.actor.user.pk


def _role(request: HttpRequest) -> str:
    return request.actor.assignment.role if request.actor.assignment else ""


def _others(request: HttpRequest, found: Draft, episode: Episode, person: Person) -> HttpResponse:
    context = {
        "draft": found,
        "episode": episode,
        "person": person,
        "has_left": has_left(found, request.actor.today),
        "today": request.actor.today,
    }
    return render(request, "training/others_draft.html", context)


def _signed_before(request: HttpRequest) -> Note:
    """The author's own note that was begun at the moment that the page says; 404 when there is none."""
    try:
        begun = datetime.fromisoformat(request.POST.get("begun", ""))
    except ValueError:
        raise Http404 from None
    if begun.tzinfo is None:
        raise Http404
    return get_object_or_404(Note.objects.filter(author=request.actor.user, begun_at=begun).order_by("pk")[:1])


def _both(request: HttpRequest, form: DraftForm, found: Draft) -> HttpResponse:
    now = Draft.objects.get(pk=found.pk)
    kept = saved(now)
    typed = form.cleaned_data | {"codes": ", ".join(form.cleaned_data["codes"])}
    kept |= {"codes": ", ".join(kept["codes"])}
    theirs = [(bound.label, kept.get(bound.name), typed.get(bound.name)) for bound in form.visible_fields()]
    return conflict(
        request,
        what=_("Utkastet"),
        theirs=[each for each in theirs if each[1] or each[2]],
        retry_url=now.get_absolute_url(),
        version=now.version,
        own=True,
    )
