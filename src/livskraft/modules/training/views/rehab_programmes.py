"""How is a patient's programme made, shown, changed, gone through, printed and ended?"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from livskraft.access.guards import requires
from livskraft.access.views.acting import FormPage, carry_out, reread
from livskraft.documents import page as pages
from livskraft.documents import pdf, responses
from livskraft.kit.errors import Refused
from livskraft.kit.ids import id_in
from livskraft.modules.minigym.public import kinds_there
from livskraft.modules.training.actions import rehab_programmes as actions
from livskraft.modules.training.forms.plans import chosen_ids
from livskraft.modules.training.forms.programmes import ReviewForm
from livskraft.modules.training.forms.rehab import ChangeRehabDoseForm, RehabProgrammeForm
from livskraft.modules.training.models import Episode, Exercise, RehabProgramme, RehabSession, Template
from livskraft.modules.training.papers.plans import programme_paper, progress_paper
from livskraft.modules.training.permissions import Permission
from livskraft.modules.training.queries import programmes as queries
from livskraft.modules.training.queries.plans import curves, last_day, planned, weeks
from livskraft.modules.training.rules.programmes import default_review, review_due
from livskraft.modules.training.views.plans import carry_out_dose
from livskraft.modules.training.views.reading import read_episode, way_to_episode
from livskraft.people.models import Person
from livskraft.ui.messages import done


@requires(Permission.JOURNAL)
def make_rehab_programme(request: HttpRequest, episode: int) -> HttpResponse:
    """A card for each exercise, none of them filled in; exercises are added and removed without losing the others."""
    found, person = read_episode(request, episode)
    if found.closed_at is not None or found.elsewhere:
        return redirect(found)
    saving = request.method == "POST" and request.POST.get("do") == "save"
    chosen = queries.exercises_by_id(_chosen(request))
    form = RehabProgrammeForm(request.POST or None, chosen=chosen, episode=found, by=request.actor, check=saving)
    if saving and form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.make_programme(
                episode=found, site=data["site"], review_on=data["review_on"], doses=form.wanted, by=request.actor
            )
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        else:
            done(request, _("Programmet är klart. Nu går det att skriva ut och att skriva in pass."))
            return redirect(made)
    context = {
        "episode": found,
        "person": person,
        "form": form,
        "chosen": chosen,
        "exercises": queries.to_choose_from([each.pk for each in chosen]),
        "templates": Template.objects.all() if not chosen else (),
        "before": way_to_episode(found, person),
        "cancel_url": found.get_absolute_url(),
    }
    return render(request, "training/make_rehab_programme.html", context)


@require_safe
@requires(Permission.JOURNAL)
def rehab_programme(request: HttpRequest, rehab_programme: int) -> HttpResponse:
    """The exercises, what to mind, what stands in the way of them, and how it has gone in the period."""
    held, episode, person = read_rehab_programme(request, rehab_programme)
    actor = request.actor
    sessions = RehabSession.objects.filter(episode=episode)
    trained = sessions.exists()
    until = last_day(held, actor.today)
    sessions = sessions.filter(on__lte=until)
    told = progress_paper(weeks(sessions, timezone.localdate(held.made_at), until), curves(sessions), actor.today)
    context = {
        "programme": held,
        "episode": episode,
        "person": person,
        "planned": planned(held, kinds_there(held.site)),
        "progress": pages.render(told, top=2) if trained else "",
        "may_change": held.ended_at is None and episode.closed_at is None,
        "due": review_due(held.review_on, actor.today),
        "today": actor.today,
    }
    return render(request, "training/rehab_programme.html", context)


@requires(Permission.JOURNAL)
def add_rehab_dose(request: HttpRequest, rehab_programme: int) -> HttpResponse:
    """First which exercise, then its dose."""
    held, episode, person = read_rehab_programme(request, rehab_programme)
    wanted = request.GET.get("ovning", "")
    if not wanted:
        taken = list(held.doses.filter(ended_at=None).values_list("exercise", flat=True))
        context = {
            "programme": held,
            "exercises": queries.to_choose_from(taken),
            "before": _way(held, episode, person),
        }
        return render(request, "training/add_rehab_dose.html", context)
    exercise = get_object_or_404(Exercise.objects.current(), pk=id_in(wanted) or 0)
    form = ChangeRehabDoseForm(request.POST or None, exercise=exercise, initial={"version": held.version})
    way = _way(held, episode, person)
    shown = FormPage(exercise.name, way, _("Lägg till"), _("Övningen är tillagd."))

    def add(data: dict[str, Any]) -> RehabProgramme:
        actions.add_dose(programme=held, wanted=form.wanted, version=data["version"], by=request.actor)
        return held

    return carry_out_dose(request, shown, form, add, held, None)


@requires(Permission.JOURNAL)
def change_rehab_dose(request: HttpRequest, rehab_programme: int, exercise: int) -> HttpResponse:
    """One exercise at a time, so that it can be done on a phone beside the patient."""
    held, episode, person = read_rehab_programme(request, rehab_programme)
    dose = held.doses.filter(ended_at=None, exercise=exercise).select_related("exercise").first()
    if dose is None:
        raise Http404
    initial = ChangeRehabDoseForm.saved(dose) | {"version": held.version}
    form = ChangeRehabDoseForm(request.POST or None, exercise=dose.exercise, initial=initial)
    shown = FormPage(dose.exercise.name, _way(held, episode, person), _("Spara"), _("Övningen är ändrad."))

    def change(data: dict[str, Any]) -> RehabProgramme:
        actions.change_dose(dose=dose, wanted=form.wanted, version=data["version"], by=request.actor)
        return held

    return carry_out_dose(request, shown, form, change, held, dose)


@require_POST
@requires(Permission.JOURNAL)
def end_rehab_dose(request: HttpRequest, rehab_programme: int, exercise: int) -> HttpResponse:
    held, _episode, _person = read_rehab_programme(request, rehab_programme)
    dose = held.doses.filter(ended_at=None, exercise=exercise).first()
    try:
        if dose is not None:
            actions.end_dose(dose=dose, by=request.actor)
    except Refused as refused:
        messages.warning(request, refused.message)
    else:
        done(request, _("Övningen är borttagen ur programmet."))
    return redirect(held)


@requires(Permission.JOURNAL)
def review_rehab_programme(request: HttpRequest, rehab_programme: int) -> HttpResponse:
    """Gone through together: as it now stands, and when it is done anew."""
    held, episode, person = read_rehab_programme(request, rehab_programme)
    initial = {"review_on": default_review(request.actor.today), "version": held.version}
    form = ReviewForm(request.POST or None, initial=initial)
    shown = FormPage(
        _("Programmet är genomgånget"),
        _way(held, episode, person),
        _("Spara"),
        _("Nu gäller programmet som det står, till den dag du valde."),
        lead=_("Ändra först det som ska vara annorlunda. Här väljer du bara när programmet ska gås igenom nästa gång."),
    )

    def review(data: dict[str, Any]) -> RehabProgramme:
        return actions.review_programme(
            programme=held, review_on=data["review_on"], version=data["version"], by=request.actor
        )

    again = reread(held, review_on="review_on")
    return carry_out(request, shown, form, review, then=lambda kept: kept.get_absolute_url(), saved=again)


@require_POST
@requires(Permission.JOURNAL)
def end_rehab_programme(request: HttpRequest, rehab_programme: int) -> HttpResponse:
    held, episode, _person = read_rehab_programme(request, rehab_programme)
    actions.end_programme(programme=held, by=request.actor)
    done(request, _("Programmet är avslutat. Det som har gjorts finns kvar."))
    return redirect(episode)


@require_safe
@requires(Permission.JOURNAL)
def rehab_programme_paper(request: HttpRequest, rehab_programme: int) -> HttpResponse:
    """In large type, to take home; without name and place for somebody whose data are protected."""
    held, _episode, person = read_rehab_programme(request, rehab_programme, "training.rehab_programme_printed")
    report = programme_paper(
        planned(held, kinds_there(held.site)),
        name="" if person.is_protected else person.name,
        site="" if person.is_protected else held.site.name,
        review_on=held.review_on,
        today=request.actor.today,
    )
    return responses.pdf(pdf.render(report), _("Träningsprogram"))


def read_rehab_programme(
    request: HttpRequest, pk: int, verb: str = "training.rehab_programme_read"
) -> tuple[RehabProgramme, Episode, Person]:
    """The programme, its period and whose it is; as `read_episode`."""
    seen = RehabProgramme.objects.visible_to(request.actor).select_related("site", "made_by")
    held: RehabProgramme = get_object_or_404(seen, pk=pk)
    return held, *read_episode(request, held.episode_id, verb)


def _way(held: RehabProgramme, episode: Episode, person: Person) -> Any:
    return (*way_to_episode(episode, person), (_("Program"), held.get_absolute_url()))


def _chosen(request: HttpRequest) -> list[int]:
    """From the page as it was sent, else from the template that the address names."""
    if request.method == "POST":
        return chosen_ids(request.POST)
    asked = request.GET.get("mall", "")
    if not asked:
        return []
    return queries.template_exercises(get_object_or_404(Template, pk=id_in(asked) or 0))
