"""How does anybody sign up for what is on, see that it worked, and cancel? With a name and a telephone number only."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from livskraft.access.actor import Actor
from livskraft.access.guards import public
from livskraft.access.throttle import too_many
from livskraft.modules.activities.actions.sign_ups import AlreadySignedUp, cancel_by_token
from livskraft.modules.activities.forms.sign_ups import PublicSignUpForm
from livskraft.modules.activities.models import Occasion
from livskraft.modules.activities.queries.sign_ups import by_token, place_in_queue, seats_of
from livskraft.modules.activities.rules.phones import read_phone
from livskraft.modules.activities.rules.vocabulary import STILL_SIGNED_UP, SignUpMode, SignUpState
from livskraft.organisation.models import Premises, Presentation
from livskraft.ui.languages import LANGUAGES, PARAMETER, SWEDISH, chosen, in_chosen_language

# A library or a meeting place is one address to us, so this is wide.
MOST_PER_ADDRESS, WITHIN_SECONDS = 20, 3600


@public
@in_chosen_language
def public_sign_up(request: HttpRequest, occasion: int) -> HttpResponse:
    """Who works here and wants to come signs up as anybody else, as themselves."""
    open_to_all = Occasion.objects.filter(activity__sign_up=SignUpMode.PUBLIC).select_related("activity", "site")
    found = open_to_all.filter(pk=occasion).first()
    if found is None:
        return _closed(request, "unknown")
    closed = found.site.closed
    if closed and closed <= max(found.on, request.actor.today):
        return _closed(request, "shut", found)
    if found.is_cancelled or found.starts_at <= request.actor.at:
        return _closed(request, "cancelled" if found.is_cancelled else "begun", found)
    form = PublicSignUpForm(request.POST or None, occasion=found, by=_visitor(request))
    if request.method == "POST" and form.is_valid():
        if too_many(request, "activities.sign_up", most=MOST_PER_ADDRESS, seconds=WITHIN_SECONDS):
            form.add_error(None, _("Det har kommit ovanligt många anmälningar härifrån. Ring eller fråga personalen."))
        else:
            try:
                token = form.act()
            except AlreadySignedUp:
                # Neither which place they have nor the way to it: a neighbour may have typed their name and number.
                return _page(request, "activities/already_signed_up.html", {}, found)
            if token:
                url = _with_language(request, reverse("my_sign_up", args=[token]))
                return redirect(f"{url}{'&' if '?' in url else '?'}tack")
    return _page(request, "activities/public_sign_up.html", {"form": form, "seats": seats_of(found)}, found)


@public
@in_chosen_language
def my_sign_up(request: HttpRequest, sign_up_token: str) -> HttpResponse:
    """That one is signed up, when and where, and the way out. Not who one is, and nothing of what was before."""
    found = by_token(sign_up_token)
    if found is None:
        return _closed(request, "unknown")
    if request.method == "POST":
        cancel_by_token(token=sign_up_token, by=_visitor(request))
        return redirect(_with_language(request, reverse("my_sign_up", args=[sign_up_token])))
    occasion = found.occasion
    if found.state not in STILL_SIGNED_UP:
        return _closed(request, "lapsed" if found.state == SignUpState.LAPSED else "off", occasion)
    if occasion.starts_at <= request.actor.at and not occasion.is_cancelled:
        return _closed(request, "begun", occasion)
    waits = found.state == SignUpState.WAITING
    context = {
        "sign_up": found,
        "place": place_in_queue(found) if waits else None,
        "new": "tack" in request.GET,
    }
    return _page(request, "activities/my_sign_up.html", context, occasion)


def _visitor(request: HttpRequest) -> Actor:
    return Actor(at=request.actor.at, visitor="sign_up")


def _closed(request: HttpRequest, why: str, occasion: Occasion | None = None) -> HttpResponse:
    """What was is gone; what we never had is not found."""
    again = ""
    if why in ("off", "lapsed") and occasion and not occasion.is_cancelled and occasion.starts_at > request.actor.at:
        again = _with_language(request, reverse("public_sign_up", args=[occasion.pk]))
    if occasion and occasion.activity.sign_up != SignUpMode.PUBLIC:
        again = ""
    status = 404 if why == "unknown" else 410
    return _page(request, "activities/sign_up_closed.html", {"why": why, "again": again}, occasion, status)


def _with_language(request: HttpRequest, url: str) -> str:
    language = chosen(request)
    return url if language == SWEDISH else f"{url}?{PARAMETER}={language.code}"


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], occasion: Occasion | None, status: int = 200
) -> HttpResponse:
    """Whoever has the address may open it, but no search engine lists it, and nothing on the way keeps it."""
    told = Presentation.objects.filter(site=occasion.site_id).values_list("phone", flat=True) if occasion else []
    phone = next(iter(told), "")
    shared: dict[str, Any] = {
        "languages": LANGUAGES,
        "language": chosen(request),
        "occasion": occasion,
        "activity": occasion.activity if occasion else None,
        "address": occasion
        and Premises.objects.filter(site=occasion.site_id).values_list("address", flat=True).first(),
        "phone": phone,
        "dial": read_phone(phone),
        "find_url": _with_language(request, reverse("find")),
        "place_url": _with_language(request, reverse("place", args=[occasion.site_id])) if occasion else "",
        "today": request.actor.today,
    }
    response = render(request, template, shared | context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    return response
