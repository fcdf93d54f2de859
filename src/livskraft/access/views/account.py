"""How does a person keep their own account: second step, password, active assignment, a locked phone?"""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as webauthn_views
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm
from allauth.mfa.webauthn.internal import auth as webauthn
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from livskraft.access import shared_phone
from livskraft.access.actions import switch_assignment as switch_to
from livskraft.access.forms.sign_in import UnlockForm
from livskraft.access.gates import needs_second_step
from livskraft.access.guards import personal
from livskraft.access.models import Assignment
from livskraft.kit.errors import Refused
from livskraft.kit.ids import id_in
from livskraft.ui import messages


@personal
def account(request: HttpRequest) -> HttpResponse:
    steps = list(Authenticator.objects.filter(user=request.user).order_by("pk"))
    of = {kind: [step for step in steps if step.type == kind] for kind in Authenticator.Type}
    codes = of[Authenticator.Type.RECOVERY_CODES]
    context = {
        "passkeys": [step.wrap() for step in of[Authenticator.Type.WEBAUTHN]],
        "totp": next(iter(of[Authenticator.Type.TOTP]), None),
        "codes_left": len(codes[0].wrap().get_unused_codes()) if codes else None,
        "required": needs_second_step(request),
        "expected": any(assignment.needs_second_factor for assignment in request.assignments),
    }
    return render(request, "access/account.html", context)


@personal
@require_POST
def switch_assignment(request: HttpRequest) -> HttpResponse:
    wanted = id_in(request.POST.get("assignment", ""))
    own = Assignment.objects.filter(user=request.actor.user)
    assignment = get_object_or_404(own, pk=wanted)
    switch_to(assignment=assignment, request=request, by=request.actor)
    messages.done(request, _("Du arbetar nu som %(assignment)s.") % {"assignment": assignment})
    return redirect("my_day")


@personal
@require_safe
def awake(request: HttpRequest) -> HttpResponse:
    """Somebody touches the page of a shared phone; that the request came is all there is to it."""
    return HttpResponse(status=204)


@personal
@never_cache
@sensitive_post_parameters("password")
def unlock(request: HttpRequest) -> HttpResponse:
    """By the same person's password or passkey; somebody else signs out and in."""
    goes_on = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(goes_on, {request.get_host()}, request.is_secure()):
        goes_on = "/"
    if not shared_phone.is_locked(request.session):
        return redirect(goes_on)
    form = UnlockForm(request.POST if "password" in request.POST else None)
    passkey = ReauthenticateWebAuthnForm(request.POST if "credential" in request.POST else None, user=request.user)
    opened = passkey.is_valid()
    if opened:
        passkey.save()
    elif form.is_valid():
        opened = get_adapter(request).reauthenticate(request.user, form.cleaned_data["password"])
        if not opened:
            form.add_error("password", _("Lösenordet stämmer inte. Efter flera försök måste du vänta en kvart."))
    if opened:
        shared_phone.unlock(request.session)
        return redirect(goes_on)
    has_passkey = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN).exists()
    context: dict[str, Any] = {"form": form, "passkey_form": passkey}
    if has_passkey:
        context["js_data"] = {"request_options": webauthn.begin_authentication(request.user)}
    return render(request, "access/unlock.html", context)


@personal
def remove_passkey(request: HttpRequest, passkey: int) -> HttpResponseBase:
    """The library's own page, but never for the last second step of somebody whose role needs one."""
    step = get_object_or_404(Authenticator, pk=passkey, user=request.user, type=Authenticator.Type.WEBAUTHN)
    if not get_mfa_adapter().can_delete_authenticator(step):
        raise Refused(str(get_mfa_adapter().error_messages["cannot_delete_authenticator"]))
    return webauthn_views.remove_webauthn(request, pk=passkey)
