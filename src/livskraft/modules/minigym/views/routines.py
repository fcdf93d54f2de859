"""Which self-checks do the gyms make: the municipality's, and those of a gym's own?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from livskraft.access.guards import requires
from livskraft.kit.errors import Conflict
from livskraft.modules.minigym.actions import routines as actions
from livskraft.modules.minigym.forms.self_checks import TemplateForm
from livskraft.modules.minigym.models import CheckTemplate, Gym
from livskraft.modules.minigym.permissions import Permission
from livskraft.ui.messages import done
from livskraft.ui.responses import conflict


@requires(Permission.SET_CHECKS)
def check_templates(request: HttpRequest) -> HttpResponse:
    """The municipality's self-checks, which every gym makes."""
    held = CheckTemplate.objects.in_force().filter(gym__isnull=True).prefetch_related("points")
    shown = [(one, [point.text for point in one.points.all() if not point.dropped]) for one in held]
    return render(request, "minigym/check_templates.html", {"templates": shown})


@requires(Permission.SET_CHECKS)
def new_template(request: HttpRequest) -> HttpResponse:
    form = TemplateForm(request.POST or None, by=request.actor)
    if request.method == "POST" and form.is_valid() and form.act():
        done(request, _("Egenkontrollen är sparad. Alla minigym gör den från och med nu."))
        return redirect("check_templates")
    return render(request, "minigym/edit_template.html", {"form": form, "gym": None, "template": None})


@requires(Permission.SET_CHECKS)
def edit_template(request: HttpRequest, template: int) -> HttpResponse:
    held = CheckTemplate.objects.in_force().filter(gym__isnull=True)
    return _edit(request, get_object_or_404(held, pk=template), reverse("check_templates"))


@requires(Permission.SET_CHECKS)
@require_POST
def end_template(request: HttpRequest, template: int) -> HttpResponse:
    held = CheckTemplate.objects.filter(gym__isnull=True)
    actions.end_template(template=get_object_or_404(held, pk=template), by=request.actor)
    done(request, _("Egenkontrollen görs inte längre. Det som är gjort finns kvar."))
    return redirect("check_templates")


@requires(Permission.EDIT)
def new_own_template(request: HttpRequest, gym: int) -> HttpResponse:
    """A self-check of a gym's own, beside the municipality's."""
    found = get_object_or_404(Gym.objects.editable_by(request.actor).select_related("site"), pk=gym)
    form = TemplateForm(request.POST or None, by=request.actor, gym=found)
    if request.method == "POST" and form.is_valid() and form.act():
        done(request, _("Egenkontrollen är sparad."))
        return redirect("gym_checks", found.pk)
    return render(request, "minigym/edit_template.html", {"form": form, "gym": found, "template": None})


@requires(Permission.EDIT)
def edit_own_template(request: HttpRequest, own_template: int) -> HttpResponse:
    held = _own_or_404(request, own_template)
    return _edit(request, held, reverse("gym_checks", args=[held.gym_id]))


@requires(Permission.EDIT)
@require_POST
def end_own_template(request: HttpRequest, own_template: int) -> HttpResponse:
    held = _own_or_404(request, own_template)
    actions.end_template(template=held, by=request.actor)
    done(request, _("Egenkontrollen görs inte längre. Det som är gjort finns kvar."))
    return redirect("gym_checks", held.gym_id)


def _edit(request: HttpRequest, held: CheckTemplate, back: str) -> HttpResponse:
    form = TemplateForm(request.POST or None, by=request.actor, gym=held.gym, template=held)
    if request.method == "POST" and form.is_valid():
        try:
            saved = form.act()
        except Conflict:
            now = CheckTemplate.objects.get(pk=held.pk)
            points = "\n".join(now.points.filter(dropped=False).values_list("text", flat=True))
            theirs: list[tuple[Any, Any, Any]] = [
                (_("Namn"), now.name, form.cleaned_data["name"]),
                (_("Punkter"), points, form.cleaned_data["points"]),
            ]
            return conflict(request, what=now.name, theirs=theirs, retry_url=request.path, version=now.version)
        if saved:
            done(request, _("Egenkontrollen är ändrad."))
            return redirect(back)
    return render(
        request, "minigym/edit_template.html", {"form": form, "gym": held.gym, "template": held, "back": back}
    )


def _own_or_404(request: HttpRequest, own_template: int) -> CheckTemplate:
    own = CheckTemplate.objects.in_force().filter(gym__site__in=request.actor.units(Permission.EDIT))
    return get_object_or_404(own.select_related("gym__site"), pk=own_template)
