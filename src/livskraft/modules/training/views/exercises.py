"""Which exercises are there, how is each one done, and how does a therapist write one?"""

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from livskraft.access.guards import requires
from livskraft.access.views.acting import FormPage, carry_out
from livskraft.files.responses import serve
from livskraft.modules.minigym.public import equipment_kinds, instruction_links
from livskraft.modules.training.actions import exercises as actions
from livskraft.modules.training.forms.exercises import ExerciseFilters, ExerciseForm
from livskraft.modules.training.models import Exercise
from livskraft.modules.training.permissions import Permission
from livskraft.modules.training.queries import exercises as queries
from livskraft.modules.training.rules.exercises import steps
from livskraft.ui.messages import done

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@require_safe
@requires(Permission.SEE_EXERCISES)
def exercises(request: HttpRequest) -> HttpResponse:
    """The library by equipment; `?q=` and `?kind=` narrow it."""
    filters = ExerciseFilters(request.GET, kinds=queries.shelf_choices())
    asked = filters.cleaned_data if filters.is_valid() else {}
    found = queries.library(asked.get("q", ""), asked.get("kind"))
    context = {
        "filters": filters,
        "library": found,
        "narrowed": bool(asked.get("q")) or asked.get("kind") is not None,
        "retired": Exercise.objects.exclude(retired_at=None).count(),
        "may_write": request.actor.may(Permission.WRITE_EXERCISES),
    }
    return render(request, "training/exercises.html", context)


@require_safe
@requires(Permission.SEE_EXERCISES)
def retired_exercises(request: HttpRequest) -> HttpResponse:
    """Those that are offered no more, the latest first."""
    found = Exercise.objects.exclude(retired_at=None).select_related("kind", "changed_by").order_by("-retired_at", "pk")
    context = {"exercises": found, "may_write": request.actor.may(Permission.WRITE_EXERCISES)}
    return render(request, "training/retired_exercises.html", context)


@require_safe
@requires(Permission.SEE_EXERCISES)
def exercise(request: HttpRequest, exercise: int) -> HttpResponse:
    """How it is done, what to mind, and what to do instead; those who write also see what hangs on it."""
    found = get_object_or_404(Exercise.objects.select_related("kind", "alternative__kind"), pk=exercise)
    may_write = request.actor.may(Permission.WRITE_EXERCISES)
    stands_in_for = queries.stands_in_for(found)
    context = {
        "exercise": found,
        "steps": steps(found.steps),
        "instruction": instruction_links([found.kind_id]).get(found.kind_id) if found.kind_id else None,
        "stands_in_for": stands_in_for,
        "may_write": may_write,
        "before_retiring": _before_retiring(found, stands_in_for) if may_write else "",
    }
    return render(request, "training/exercise.html", context)


def _before_retiring(exercise: Exercise, stands_in_for: list[Exercise]) -> str:
    """What is lost: those that are left without something to do instead; and what is not."""
    told = [_("Övningen går inte längre att välja.")]
    if stands_in_for:
        names = ", ".join(other.name for other in stands_in_for)
        told.append(
            _("De här har den i stället, och blir utan tills du väljer en annan: %(names)s.") % {"names": names}
        )
    if number := queries.programmes_with(exercise):
        told.append(
            ngettext(
                "Övningen står kvar i %(number)s program som pågår.",
                "Övningen står kvar i %(number)s program som pågår.",
                number,
            )
            % {"number": number}
        )
    return " ".join(told)


@require_safe
@requires(Permission.SEE_EXERCISES)
def exercise_picture(request: HttpRequest, exercise: int) -> HttpResponse:
    found = get_object_or_404(Exercise.objects.select_related("picture"), pk=exercise)
    if found.picture is None:
        raise Http404
    return serve(found.picture, inline=True)


@requires(Permission.WRITE_EXERCISES)
def new_exercise(request: HttpRequest) -> HttpResponse:
    form = ExerciseForm(
        request.POST or None,
        request.FILES or None,
        kinds=equipment_kinds(),
        exercises=queries.to_choose(),
        has_picture=False,
    )
    page = FormPage(
        _("Skriv en övning"),
        _way(),
        _("Spara övningen"),
        _("Övningen är sparad."),
        lead=_("Korta meningar och vardagliga ord. Skriv aldrig något om en person här."),
    )

    def keep(_data: dict[str, Any]) -> Exercise:
        return actions.add_exercise(told=form.told(), picture=form.drawn(), by=request.actor)

    return carry_out(request, page, form, keep, then=lambda made: made.get_absolute_url())


@requires(Permission.WRITE_EXERCISES)
def change_exercise(request: HttpRequest, exercise: int) -> HttpResponse:
    found = get_object_or_404(Exercise.objects.select_related("alternative"), pk=exercise)
    form = ExerciseForm(
        request.POST or None,
        request.FILES or None,
        kinds=equipment_kinds(),
        exercises=queries.to_choose(but=found.pk),
        has_picture=found.picture_id is not None,
        initial=_written(found),
    )
    page = FormPage(
        _("Ändra övningen"),
        (*_way(), (found.name, found.get_absolute_url())),
        _("Spara"),
        _("Övningen är ändrad."),
        lead=_("Ändringen syns också i de program där övningen redan står."),
    )

    def change(data: dict[str, Any]) -> Exercise:
        return actions.change_exercise(
            exercise=found,
            told=form.told(),
            picture=form.drawn(),
            remove_picture=data.get("remove_picture", False),
            version=data["version"],
            by=request.actor,
        )

    return carry_out(
        request,
        page,
        form,
        change,
        then=lambda changed: changed.get_absolute_url(),
        saved=lambda: _written(Exercise.objects.select_related("alternative").get(pk=found.pk)),
    )


def _written(exercise: Exercise) -> dict[str, Any]:
    """The exercise as the form begins with it; an alternative that has been taken out is chosen anew."""
    other = exercise.alternative
    return {
        "name": exercise.name,
        "kind": exercise.kind_id,
        "steps": exercise.steps,
        "warning": exercise.warning,
        "measure": exercise.measure,
        "loaded": exercise.loaded,
        "alternative": other.pk if other and other.retired_at is None else None,
        "picture_text": exercise.picture_text,
        "remove_picture": False,
        "version": exercise.version,
    }


@require_POST
@requires(Permission.WRITE_EXERCISES)
def retire_exercise(request: HttpRequest, exercise: int) -> HttpResponse:
    found = get_object_or_404(Exercise, pk=exercise)
    actions.retire_exercise(exercise=found, by=request.actor)
    undo = reverse("resume_exercise", args=[found.pk])
    done(request, _("%(name)s är borttagen ur biblioteket.") % {"name": found.name}, undo_url=undo)
    return redirect("exercises")


@require_POST
@requires(Permission.WRITE_EXERCISES)
def resume_exercise(request: HttpRequest, exercise: int) -> HttpResponse:
    found = get_object_or_404(Exercise, pk=exercise)
    actions.resume_exercise(exercise=found, by=request.actor)
    done(request, _("%(name)s finns i biblioteket igen.") % {"name": found.name})
    return redirect(found)


def _way() -> "tuple[tuple[str | StrPromise, str], ...]":
    return ((lazy("Träning"), reverse("trainees")), (lazy("Övningar"), reverse("exercises")))
