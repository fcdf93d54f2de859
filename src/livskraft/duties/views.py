"""Where do people write a note on a duty, and where do they say no thanks to the morning's e-mail?"""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from livskraft.access.actor import Actor
from livskraft.access.guards import public, requires
from livskraft.access.models import User
from livskraft.access.permissions import Permission
from livskraft.duties import actions
from livskraft.duties.catalogue import Duty
from livskraft.duties.digest import user_of
from livskraft.duties.forms import DigestForm, NoteForm
from livskraft.duties.models import DigestSetting, DutyNote
from livskraft.duties.queries import duty_owed
from livskraft.ui import messages


@requires(Permission.SIGNED_IN)
def duty_note(request: HttpRequest, duty: str) -> HttpResponse:
    owed = _owed_or_404(request, duty)
    note = DutyNote.objects.visible_to(request.actor).filter(key=duty).first()
    form = NoteForm(request.POST or None, note=note)
    if form.is_valid() and form.save(key=duty, by=request.actor):
        messages.done(request, _("Anteckningen är sparad."))
        return _back(request)
    context = {"duty": owed, "note": note, "form": form, "back": _came_from(request)}
    return render(request, "duties/duty_note.html", context)


@require_POST
@requires(Permission.SIGNED_IN)
def remove_duty_note(request: HttpRequest, duty: str) -> HttpResponse:
    _owed_or_404(request, duty)
    actions.remove_note(key=duty, by=request.actor)
    messages.done(request, _("Anteckningen är borttagen."))
    return _back(request)


@requires(Permission.SIGNED_IN)
def digest_setting(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.actor.user)  # nobody else passes the guard
    setting = DigestSetting.objects.filter(user=user).first()
    form = DigestForm(request.POST or None, initial={"wanted": setting is None or setting.wanted})
    if request.method == "POST":
        wanted = form.is_valid() and form.cleaned_data["wanted"]
        actions.set_digest(user=user, wanted=wanted, by=request.actor)
        messages.done(request, _("Du får mejlet igen.") if wanted else _("Du får inte mejlet längre."))
        return redirect("digest_setting")
    return render(request, "duties/digest_setting.html", {"form": form, "email": user.email})


@csrf_exempt  # the mail program posts here by itself (RFC 8058); the signed address is all that it has
@public
@never_cache
def stop_digest(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the page changes nothing, since mail filters open every link; the button, or the mail program, does."""
    user = user_of(token)
    if user is None:
        raise Http404
    if request.method == "POST":
        by = Actor(at=request.actor.at, visitor=f"digest:{user.pk}")
        actions.set_digest(user=user, wanted=False, by=by)
    return render(request, "duties/stop_digest.html", {"stopped": request.method == "POST"})


def _owed_or_404(request: HttpRequest, key: str) -> Duty:
    """What the person does not owe does not exist."""
    duty = duty_owed(request.actor, key)
    if duty is None:
        raise Http404
    return duty


def _came_from(request: HttpRequest) -> str:
    """The page of our own that the person came from, else their day."""
    wanted = request.POST.get("tillbaka") or request.GET.get("tillbaka") or ""
    return wanted if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, None) else "/"


def _back(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(_came_from(request))
