"""How is a gym checked by its own staff, on a phone and point by point?"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from livskraft.access.guards import requires
from livskraft.files.responses import serve
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.ids import id_in
from livskraft.modules.minigym.actions import self_checks as actions
from livskraft.modules.minigym.forms.self_checks import DeviationForm
from livskraft.modules.minigym.models import CheckAnswer, CheckPoint, CheckRoutine, Gym, SelfCheck
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.queries.self_checks import points_of, routine_rows
from livskraft.ui.messages import done
from livskraft.ui.pages import key_page
from livskraft.ui.responses import conflict


@requires(Permission.VIEW)
def self_checks(request: HttpRequest) -> HttpResponse:
    """Every gym that I see, with what is owed now."""
    gyms = Gym.objects.visible_to(request.actor).open().select_related("site")
    page = key_page(gyms, request=request, order=["sort_key", "pk"])
    rows: dict[int, list[Any]] = {gym.pk: [] for gym in page.items}
    for row in routine_rows(CheckRoutine.objects.in_force().filter(gym__in=list(rows)), request.actor.today):
        rows[row.routine.gym_id].append(row)
    context = {
        "page": page,
        "gyms": [(gym, rows[gym.pk]) for gym in page.items],
        "today": request.actor.today,
        "may_set": request.actor.may(Permission.SET_CHECKS),
    }
    return render(request, "minigym/self_checks.html", context)


@requires(Permission.VIEW)
def gym_checks(request: HttpRequest, gym: int) -> HttpResponse:
    """What this gym checks, what is owed now, what deviates, and what was checked before."""
    actor = request.actor
    found = get_object_or_404(Gym.objects.visible_to(actor).select_related("site"), pk=gym)
    made = found.self_checks.select_related("template", "finished_by")
    context = {
        "gym": found,
        "closed": found.closures.open().exists(),
        "rows": routine_rows(found.routines.in_force(), actor.today),
        "deviations": list(found.deviations.to_mend().select_related("answer", "responsible", "follow_up", "item")),
        "page": key_page(made, request=request, order=["-started_at", "-pk"], size=12),
        "own": list(found.own_templates.in_force()),
        "today": actor.today,
        "may_check": actor.may(Permission.SELF_CHECK, at=found.site),
        "may_edit": actor.may(Permission.EDIT, at=found.site),
    }
    return render(request, "minigym/gym_checks.html", context)


@requires(Permission.SELF_CHECK)
@require_POST
def start_check(request: HttpRequest, routine: int) -> HttpResponse:
    mine = CheckRoutine.objects.filter(gym__site__in=request.actor.units(Permission.SELF_CHECK))
    found = get_object_or_404(mine.select_related("gym__site", "template"), pk=routine)
    try:
        return redirect(actions.start_check(routine=found, by=request.actor))
    except Refused as refused:
        messages.warning(request, refused.message)
        return redirect("gym_checks", found.gym_id)


@requires(Permission.VIEW)
def self_check(request: HttpRequest, check: int) -> HttpResponse:
    """The next point with its two buttons; or, when the check is finished, what it found."""
    held = _check_or_404(request, check, Permission.VIEW)
    points = points_of(held)
    answers = {answer.point_id: answer for answer in held.answers.select_related("answered_by", "deviation")}
    left = [point for point in points if point.pk not in answers]
    context = {
        "check": held,
        "point": left[0] if left else None,
        "left": left[1:],
        "answered": [(point, answers[point.pk]) for point in points if point.pk in answers],
        "total": len(points),
        "may_check": request.actor.may(Permission.SELF_CHECK, at=held.gym.site),
    }
    template = "minigym/finished_check.html" if held.finished_at else "minigym/self_check.html"
    return render(request, template, context)


@requires(Permission.SELF_CHECK)
def check_point(request: HttpRequest, check: int, point: int) -> HttpResponse:
    """One point: as it should be at one press, or a deviation in words."""
    held = _check_or_404(request, check, Permission.SELF_CHECK)
    if held.finished_at and request.method != "POST":
        return redirect(held)
    found = next((one for one in points_of(held) if one.pk == point), None)
    if found is None:
        raise Http404
    there = held.answers.select_related("answered_by").filter(point=found).first()
    if request.method == "POST" and "ok" in request.POST:
        return _as_it_should(request, held, found)
    form = DeviationForm(
        request.POST or None, request.FILES or None, check=held, point=found, by=request.actor, there=there
    )
    if request.method == "POST" and form.is_valid():
        try:
            answer = form.act()
        except Conflict:
            return _answer_conflict(request, held, found, form.cleaned_data["remark"])
        if answer:
            if form.cleaned_data["stop"]:
                item = form.cleaned_data["item"]
                done(request, _("%(item)s är tagen ur bruk. Sätt upp skylten på maskinen.") % {"item": item})
            return redirect(held)
    return render(request, "minigym/check_point.html", {"check": held, "point": found, "there": there, "form": form})


@requires(Permission.SELF_CHECK)
@require_POST
def finish_check(request: HttpRequest, check: int) -> HttpResponse:
    held = _check_or_404(request, check, Permission.SELF_CHECK)
    if held.finished_at is None:
        try:
            actions.finish_check(check=held, by=request.actor)
        except Refused as refused:
            messages.warning(request, refused.message)
            return redirect(held)
        done(request, _("Egenkontrollen är klar."))
    return redirect(held)


@requires(Permission.VIEW)
def check_photo(request: HttpRequest, check: int, point: int) -> HttpResponse:
    held = _check_or_404(request, check, Permission.VIEW)
    answer = get_object_or_404(CheckAnswer.objects.select_related("photo"), self_check=held, point=point)
    if answer.photo is None:
        raise Http404
    return serve(answer.photo, inline=True)


def _as_it_should(request: HttpRequest, check: SelfCheck, point: CheckPoint) -> HttpResponse:
    number = id_in(request.POST.get("version", ""))
    try:
        actions.answer_point(check=check, point=point, ok=True, version=number, by=request.actor)
    except Refused as refused:
        messages.warning(request, refused.message)
    except Conflict:
        return _answer_conflict(request, check, point, str(_("Som det ska")))
    return redirect(check)


def _answer_conflict(request: HttpRequest, check: SelfCheck, point: CheckPoint, typed: str) -> HttpResponse:
    saved = get_object_or_404(CheckAnswer.objects.select_related("answered_by"), self_check=check, point=point)
    theirs: list[tuple[Any, Any, Any]] = [
        (point.text, saved.remark or _("Som det ska"), typed),
        (_("Besvarat av"), str(saved.answered_by), request.actor.name),
    ]
    retry = reverse("check_point", args=[check.pk, point.pk])
    return conflict(request, what=point.text, theirs=theirs, retry_url=retry, version=saved.version)


def _check_or_404(request: HttpRequest, check: int, permission: Permission) -> SelfCheck:
    mine = SelfCheck.objects.filter(gym__site__in=request.actor.units(permission))
    related = ("gym__site", "template", "started_by", "finished_by")
    return get_object_or_404(mine.select_related(*related), pk=check)
