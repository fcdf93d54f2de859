"""How is a session ticked on a phone, put right afterwards, and removed?"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from livskraft.access.guards import requires
from livskraft.access.views.acting import FormPage, carry_out, reread
from livskraft.kit.errors import Conflict, Gone, Refused
from livskraft.modules.minigym.public import kinds_there
from livskraft.modules.training.actions import sessions as actions
from livskraft.modules.training.forms.plans import SessionForm
from livskraft.modules.training.forms.programmes import RemoveSessionForm
from livskraft.modules.training.models import Programme, TrainingSession
from livskraft.modules.training.permissions import Permission
from livskraft.modules.training.queries.plans import WITH_EXERCISE, Planned, done_in, with_last
from livskraft.modules.training.rules.amounts import done_in_words
from livskraft.modules.training.rules.programmes import Done
from livskraft.modules.training.rules.vocabulary import Mistake, Noted
from livskraft.modules.training.views.programmes import read_programme, way_to_programme
from livskraft.people.models import Person
from livskraft.people.views.reading import way_to
from livskraft.ui.messages import done
from livskraft.ui.responses import conflict


@requires(Permission.HOLD_SESSION)
def hold_session(request: HttpRequest, programme: int) -> HttpResponse:
    """A card for each exercise, with last time's values there; what is filled in for today already is put right."""
    held, person = read_programme(request, programme)
    actor = request.actor
    on = _day(request) or actor.today
    if request.method != "POST":
        if saved := held.sessions.filter(on=on).first():
            return redirect("correct_session", saved.pk)
        if held.ended_at is not None:
            return redirect(held)
    planned = as_sent(held, request.POST.getlist("dose"), {})
    noted = _noted(held, on, request)
    form = SessionForm(request.POST or None, planned=planned, on=on, noted=noted, now=on == actor.today)
    return _fill_in(request, held, person, form, None)


@requires(Permission.HOLD_SESSION)
def correct_session(request: HttpRequest, session: int) -> HttpResponse:
    """The same cards with what was filled in; the day stands, since another day is another session."""
    saved = _session_or_404(request, session)
    held, person = read_programme(request, saved.programme_id)
    before = done_in(saved)
    planned = as_sent(held, request.POST.getlist("dose"), before, other_than=saved)
    noted = _noted(held, saved.on, request)
    form = SessionForm(
        request.POST or None,
        planned=planned,
        on=saved.on,
        done=before,
        noted=sorted({*noted, saved.noted}, key=Noted.values.index),
        said=saved.noted,
        version=saved.version,
        now=saved.on == request.actor.today,
    )
    form.fields["on"].disabled = True
    return _fill_in(request, held, person, form, saved)


@requires(Permission.HOLD_SESSION)
def remove_session(request: HttpRequest, session: int) -> HttpResponse:
    saved = _session_or_404(request, session)
    held, person = read_programme(request, saved.programme_id)
    form = RemoveSessionForm(request.POST or None, initial={"version": saved.version})
    shown = FormPage(
        _("Ta bort ett pass"),
        way_to_programme(held, person),
        _("Ta bort"),
        _("Passet är borttaget."),
        lead=_("Det som är ifyllt för passet försvinner. Att det togs bort, och varför, står i loggen."),
    )

    def remove(data: dict[str, Any]) -> Programme:
        return actions.remove_session(
            session=saved, because=Mistake(data["because"]), version=data["version"], by=request.actor
        )

    return carry_out(request, shown, form, remove, then=lambda kept: kept.get_absolute_url(), saved=reread(saved))


def _fill_in(
    request: HttpRequest, held: Programme, person: Person, form: SessionForm, saved: TrainingSession | None
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.hold_session(
                programme=held,
                on=data["on"],
                noted=Noted(data["noted"]),
                done=form.done,
                version=data["version"],
                by=request.actor,
            )
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        except Conflict:
            return _both(request, held, form)
        except Gone:
            form.add_error(None, _("Passet har tagits bort av någon annan. Fyll i det på nytt om det ska finnas."))
        else:
            done(request, _("Passet är sparat."))
            return redirect(held)
    context = {
        "programme": held,
        "person": person,
        "form": form,
        "saved": saved,
        "before": way_to(person),
        "may_alone": Noted.STAFF in [value for value, _label in form.fields["noted"].choices],  # type: ignore[attr-defined]  # a field of choices
        "today": request.actor.today,
    }
    return render(request, "training/hold_session.html", context)


def _both(request: HttpRequest, held: Programme, form: SessionForm) -> HttpResponse:
    """What is saved of each exercise beside what was typed."""
    fresh = TrainingSession.objects.get(programme=held, on=form.cleaned_data["on"])
    saved, typed = done_in(fresh), form.done
    names = {card.planned.dose.pk: card.planned.exercise.name for card in form.cards}
    rows: list[tuple[Any, Any, Any]] = [
        (names.get(pk, _("En övning som inte finns längre")), told(saved, pk), told(typed, pk))
        for pk in dict.fromkeys([*names, *saved])
    ]
    address = reverse("correct_session", args=[fresh.pk])
    return conflict(request, what=_("Passet"), theirs=rows, retry_url=address, version=fresh.version)


def told(results: Mapping[int, Done], pk: int) -> str:
    return done_in_words(results[pk]) if pk in results else ""


def as_sent(held: Any, posted: list[str], before: Mapping[int, Done], *, other_than: Any = None) -> list[Planned]:
    """The doses that hold and those of the session; when a dose has been changed since, only the one that was done.

    Those of the page as it was sent are among them, so that nothing typed is lost when a therapist changes something.
    """
    sent = {int(text) for text in posted if text.isascii() and text.isdigit() and len(text) < 10}
    doses = held.doses.filter(Q(ended_at=None) | Q(pk__in=sent | set(before)))
    found = with_last(
        held, doses.select_related(*WITH_EXERCISE, "exercise__picture"), kinds_there(held.site), other_than=other_than
    )
    meant = {each.exercise.pk for each in found if each.dose.pk in sent or each.dose.pk in before}
    return [each for each in found if each.dose.pk in sent or each.dose.pk in before or each.exercise.pk not in meant]


def _noted(held: Programme, on: date, request: HttpRequest) -> list[str]:
    """Who may be said to have filled it in: staff alone only when they are guided; on what, the action asks."""
    alone = actions.may_note_alone(held, on, frozenset(), request.actor)
    return [Noted.TOGETHER, Noted.STAFF] if alone else [Noted.TOGETHER]


def _session_or_404(request: HttpRequest, pk: int) -> TrainingSession:
    seen = Programme.objects.visible_to(request.actor)
    found: TrainingSession = get_object_or_404(TrainingSession.objects.filter(programme__in=seen), pk=pk)
    return found


def _day(request: HttpRequest) -> date | None:
    """The day that is asked for; one that cannot be read is said by the form."""
    asked = request.POST.get("on") or request.GET.get("dag") or ""
    try:
        return date.fromisoformat(asked)
    except ValueError:
        return None
