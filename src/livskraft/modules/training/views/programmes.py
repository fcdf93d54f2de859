"""Who trains here, and how is a programme made, shown, changed, gone through, printed and ended?"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from livskraft.access import audit
from livskraft.access.guards import requires
from livskraft.access.views.acting import FormPage, carry_out, reread
from livskraft.documents import page as pages
from livskraft.documents import pdf, responses
from livskraft.kit.errors import Refused
from livskraft.modules.minigym.public import kinds_there
from livskraft.modules.training.actions import programmes as actions
from livskraft.modules.training.forms.plans import chosen_ids
from livskraft.modules.training.forms.programmes import ChangeDoseForm, ProgrammeForm, ReviewForm
from livskraft.modules.training.models import Exercise, Programme, Template
from livskraft.modules.training.papers.plans import programme_paper as paper_of
from livskraft.modules.training.papers.plans import progress_paper
from livskraft.modules.training.permissions import Permission
from livskraft.modules.training.queries import programmes as queries
from livskraft.modules.training.queries.plans import curves, last_day, planned, weeks
from livskraft.modules.training.rules.programmes import default_review, review_due
from livskraft.modules.training.views.plans import carry_out_dose
from livskraft.people.models import Person
from livskraft.people.views.reading import at_work, person_or_404, read_person, way_to
from livskraft.ui.messages import done
from livskraft.ui.pages import key_page

LATEST_SESSIONS = 6


@require_safe
@requires(Permission.HOLD_SESSION)
def trainees(request: HttpRequest) -> HttpResponse:
    """Those who train where the actor works, by name."""
    actor = request.actor
    page = key_page(queries.trainees(actor), request=request, order=["person__sort_key", "pk"], size=25)
    people = {row.person.merged_into or row.person for row in page.items}
    if people:
        audit.read(actor, "training.programmes_read", sorted(people, key=lambda person: person.pk))
    may_plan = actor.may(Permission.PLAN)
    rows = [
        (row, row.person.merged_into or row.person, may_plan and review_due(row.review_on, actor.today))
        for row in page.items
    ]
    context = {"page": page, "rows": rows, "may_plan": may_plan, "today": actor.today}
    return render(request, "training/trainees.html", context)


@require_safe
@requires(Permission.HOLD_SESSION)
def person_programmes(request: HttpRequest, person: int) -> HttpResponse:
    """The way from the person's page: to the programme that holds, else to the ones before and to making one."""
    found = person_or_404(request, person)
    rows = list(queries.programmes_of(found, request.actor))
    if held := next((row for row in rows if row.ended_at is None), None):
        return redirect(held)
    audit.read(request.actor, "training.programmes_read", [found])
    context = {
        "person": found,
        "rows": rows,
        "may_plan": request.actor.may(Permission.PLAN),
        "today": request.actor.today,
    }
    return render(request, "training/person_programmes.html", context)


@requires(Permission.PLAN)
def make_programme(request: HttpRequest, person: int) -> HttpResponse:
    """A card for each exercise, none of them filled in; exercises are added and removed without losing the others."""
    found = read_person(request, person, "training.programmes_read")
    if request.method != "POST" and (
        there := queries.programmes_of(found, request.actor).filter(ended_at=None).first()
    ):
        return redirect(there)
    _user, unit = at_work(request)
    saving = request.method == "POST" and request.POST.get("do") == "save"
    chosen = queries.exercises_by_id(_chosen(request))
    sites = queries.sites_to_train_at(request.actor)
    form = ProgrammeForm(request.POST or None, chosen=chosen, sites=sites, by=request.actor, check=saving)
    if saving and form.is_valid():
        data = form.cleaned_data
        site = next(each for each in sites if each.pk == data["site"])
        try:
            made = actions.make_programme(
                person=found, unit=unit, site=site, review_on=data["review_on"], doses=form.wanted, by=request.actor
            )
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        else:
            done(request, _("Programmet är klart. Nu går det att skriva ut och att fylla i pass."))
            return redirect(made)
    context = {
        "person": found,
        "form": form,
        "chosen": chosen,
        "exercises": queries.to_choose_from([each.pk for each in chosen]),
        "templates": Template.objects.all() if not chosen else (),
        "cancel_url": found.get_absolute_url(),
    }
    return render(request, "training/make_programme.html", context)


@require_safe
@requires(Permission.HOLD_SESSION)
def training_programme(request: HttpRequest, programme: int) -> HttpResponse:
    """The exercises, what stands in the way of them, and how it has gone."""
    held, person = read_programme(request, programme)
    actor = request.actor
    sessions = queries.sessions_of(person, actor)
    until = last_day(held, actor.today)
    sessions = sessions.filter(on__lte=until)
    told = progress_paper(weeks(sessions, timezone.localdate(held.made_at), until), curves(sessions), actor.today)
    found = list(held.sessions.select_related("noted_by")[: LATEST_SESSIONS + 1])
    latest = found[:LATEST_SESSIONS]
    context = {
        "programme": held,
        "person": person,
        "planned": planned(held, kinds_there(held.site)),
        "latest": latest,
        "more_sessions": len(found) > len(latest),
        "progress": pages.render(told, top=2) if latest else "",
        "may_plan": held.ended_at is None and actor.may(Permission.PLAN),
        "due": review_due(held.review_on, actor.today),
        "today": actor.today,
        "held_today": latest[0] if latest and latest[0].on == actor.today else None,
    }
    return render(request, "training/training_programme.html", context)


@require_safe
@requires(Permission.HOLD_SESSION)
def programme_sessions(request: HttpRequest, programme: int) -> HttpResponse:
    """Every session of the programme, the latest first, each with the way to putting it right."""
    held, person = read_programme(request, programme)
    rows = held.sessions.select_related("noted_by")
    context = {
        "programme": held,
        "person": person,
        "page": key_page(rows, request=request, order=["-on", "-pk"], size=25),
        "today": request.actor.today,
    }
    return render(request, "training/programme_sessions.html", context)


@requires(Permission.PLAN)
def change_dose(request: HttpRequest, programme: int, exercise: int) -> HttpResponse:
    """One exercise at a time, so that it can be done on a phone beside the person."""
    held, person = read_programme(request, programme)
    dose = held.doses.filter(ended_at=None, exercise=exercise).select_related("exercise").first()
    if dose is None:
        raise Http404
    initial = ChangeDoseForm.saved(dose) | {"version": held.version}
    form = ChangeDoseForm(request.POST or None, exercise=dose.exercise, initial=initial)
    shown = FormPage(dose.exercise.name, way_to_programme(held, person), _("Spara"), _("Övningen är ändrad."))

    def change(data: dict[str, Any]) -> Programme:
        actions.change_dose(dose=dose, wanted=form.wanted, version=data["version"], by=request.actor)
        return held

    return carry_out_dose(request, shown, form, change, held, dose)


@requires(Permission.PLAN)
def add_dose(request: HttpRequest, programme: int) -> HttpResponse:
    """First which exercise, then its dose."""
    held, person = read_programme(request, programme)
    taken = list(held.doses.filter(ended_at=None).values_list("exercise", flat=True))
    wanted = request.GET.get("ovning", "")
    if not wanted:
        context = {"programme": held, "person": person, "exercises": queries.to_choose_from(taken)}
        return render(request, "training/add_dose.html", context)
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 10 else 0
    exercise = get_object_or_404(Exercise.objects.current(), pk=number)
    form = ChangeDoseForm(request.POST or None, exercise=exercise, initial={"version": held.version})
    shown = FormPage(exercise.name, way_to_programme(held, person), _("Lägg till"), _("Övningen är tillagd."))

    def add(data: dict[str, Any]) -> Programme:
        actions.add_dose(programme=held, wanted=form.wanted, version=data["version"], by=request.actor)
        return held

    return carry_out_dose(request, shown, form, add, held, None)


@require_POST
@requires(Permission.PLAN)
def end_dose(request: HttpRequest, programme: int, exercise: int) -> HttpResponse:
    held, _person = read_programme(request, programme)
    dose = held.doses.filter(ended_at=None, exercise=exercise).first()
    if dose is not None:
        try:
            actions.end_dose(dose=dose, by=request.actor)
        except Refused as refused:
            return _refused(request, held, refused)
    done(request, _("Övningen är borttagen ur programmet."))
    return redirect(held)


@requires(Permission.PLAN)
def review_programme(request: HttpRequest, programme: int) -> HttpResponse:
    """Gone through together: as it now stands, and when it is done anew."""
    held, person = read_programme(request, programme)
    initial = {"review_on": default_review(request.actor.today), "version": held.version}
    form = ReviewForm(request.POST or None, initial=initial)
    shown = FormPage(
        _("Programmet är genomgånget"),
        way_to_programme(held, person),
        _("Spara"),
        _("Nu gäller programmet som det står, till den dag du valde."),
        lead=_("Ändra först det som ska vara annorlunda. Här väljer du bara när programmet ska gås igenom nästa gång."),
    )

    def review(data: dict[str, Any]) -> Programme:
        return actions.review_programme(
            programme=held, review_on=data["review_on"], version=data["version"], by=request.actor
        )

    return carry_out(
        request,
        shown,
        form,
        review,
        then=lambda kept: kept.get_absolute_url(),
        saved=reread(held, review_on="review_on"),
    )


@require_POST
@requires(Permission.PLAN)
def end_programme(request: HttpRequest, programme: int) -> HttpResponse:
    held, person = read_programme(request, programme)
    actions.end_programme(programme=held, by=request.actor)
    done(request, _("Programmet är avslutat. Det som har gjorts finns kvar."))
    return redirect("person_programmes", person.pk)


@require_safe
@requires(Permission.HOLD_SESSION)
def programme_paper(request: HttpRequest, programme: int) -> HttpResponse:
    """In large type, to take home; without name and place for somebody whose data are protected."""
    held, person = read_programme(request, programme, "training.programme_printed")
    report = paper_of(
        planned(held, kinds_there(held.site)),
        name="" if person.is_protected else person.name,
        site="" if person.is_protected else held.site.name,
        review_on=held.review_on,
        today=request.actor.today,
    )
    return responses.pdf(pdf.render(report), _("Träningsprogram"))


def read_programme(request: HttpRequest, pk: int, verb: str = "training.programme_read") -> tuple[Programme, Person]:
    """The programme and whose it is; the reading is in the log before anything is told.

    Raises Http404, also for whom the actor may not see.
    """
    reached = Programme.objects.at_work(request.actor)
    held: Programme = get_object_or_404(reached.select_related("person__merged_into", "site", "unit", "made_by"), pk=pk)
    return held, read_person(request, held.person_id, verb)


def way_to_programme(held: Programme, person: Person) -> Any:
    return (*way_to(person), (_("Träningsprogram"), held.get_absolute_url()))


def _chosen(request: HttpRequest) -> list[int]:
    """From the page as it was sent, else from the template that the address names."""
    if request.method == "POST":
        return chosen_ids(request.POST)
    asked = request.GET.get("urval", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10):
        return []
    return queries.template_exercises(get_object_or_404(Template, pk=int(asked)))


def _refused(request: HttpRequest, held: Programme, refused: Refused) -> HttpResponse:
    messages.warning(request, refused.message)
    return redirect(held)
