"""Which exercises stand together to begin from, and how does a therapist choose them?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from livskraft.access.guards import requires
from livskraft.access.views.acting import FormPage, carry_out
from livskraft.modules.training.actions import templates as actions
from livskraft.modules.training.forms.exercises import TemplateForm
from livskraft.modules.training.models import Template
from livskraft.modules.training.permissions import Permission
from livskraft.modules.training.queries.exercises import templates, to_choose
from livskraft.ui.messages import done


@require_safe
@requires(Permission.SEE_EXERCISES)
def exercise_templates(request: HttpRequest) -> HttpResponse:
    context = {"templates": templates(), "may_write": request.actor.may(Permission.WRITE_EXERCISES)}
    return render(request, "training/exercise_templates.html", context)


@requires(Permission.WRITE_EXERCISES)
def new_exercise_template(request: HttpRequest) -> HttpResponse:
    form = TemplateForm(request.POST or None, among=to_choose())
    page = _page(_("Nytt urval"), _("Urvalet är sparat."))

    def keep(data: dict[str, Any]) -> Template:
        return actions.add_template(name=data["name"], exercises=data["exercises"], by=request.actor)

    return carry_out(request, page, form, keep, then=_to_all)


@requires(Permission.WRITE_EXERCISES)
def change_exercise_template(request: HttpRequest, exercise_template: int) -> HttpResponse:
    found = get_object_or_404(Template, pk=exercise_template)
    form = TemplateForm(request.POST or None, among=to_choose(), initial=_written(found))
    page = _page(_("Ändra urvalet"), _("Urvalet är ändrat."))

    def change(data: dict[str, Any]) -> Template:
        return actions.change_template(
            template=found,
            name=data["name"],
            exercises=data["exercises"],
            version=data["version"],
            by=request.actor,
        )

    return carry_out(
        request, page, form, change, then=_to_all, saved=lambda: _written(Template.objects.get(pk=found.pk))
    )


@require_POST
@requires(Permission.WRITE_EXERCISES)
def remove_exercise_template(request: HttpRequest, exercise_template: int) -> HttpResponse:
    found = get_object_or_404(Template, pk=exercise_template)
    actions.remove_template(template=found, by=request.actor)
    done(request, _("Urvalet %(name)s är borttaget.") % {"name": found.name})
    return redirect("exercise_templates")


def _page(title: str, said: str) -> FormPage:
    return FormPage(
        title,
        (
            (_("Träning"), reverse("trainees")),
            (_("Övningar"), reverse("exercises")),
            (_("Urval att utgå från"), reverse("exercise_templates")),
        ),
        _("Spara"),
        said,
        lead=_("Välj övningar som ofta passar ihop. Hur mycket och hur tungt bestäms sedan för varje person."),
    )


def _written(template: Template) -> dict[str, Any]:
    chosen = list(template.exercises.current().values_list("pk", flat=True))
    return {"name": template.name, "exercises": chosen, "version": template.version}


def _to_all(_kept: Template) -> str:
    return reverse("exercise_templates")
