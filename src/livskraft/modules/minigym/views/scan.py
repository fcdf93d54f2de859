"""What does anybody see who scans a QR code: the machine or the gym, how to report a fault, and what came of it?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from livskraft.access.actor import Actor
from livskraft.access.guards import public
from livskraft.access.throttle import too_many
from livskraft.modules.minigym.actions.faults import stop_for_fault
from livskraft.modules.minigym.forms.faults import ReportForm
from livskraft.modules.minigym.models import Equipment, Fault, Gym
from livskraft.modules.minigym.permissions import Permission
from livskraft.modules.minigym.queries.faults import stages_of, was_revoked
from livskraft.modules.minigym.queries.hours import schedule
from livskraft.modules.minigym.queries.instructions import addition_to, published
from livskraft.modules.minigym.rules import Status
from livskraft.ui.languages import LANGUAGES, PARAMETER, SWEDISH, chosen, in_chosen_language
from livskraft.ui.messages import done

# Everybody at a site may come from one address, so this is wide; each machine and gym has a limit of its own.
MOST_PER_ADDRESS, WITHIN_SECONDS = 30, 3600


@public
@in_chosen_language
def item_by_token(request: HttpRequest, token: str) -> HttpResponse:
    item = _item(token)
    if item is None:
        return _unknown(request, token)
    hours = schedule(item.gym)
    context = {
        "item": item,
        "gym": item.gym,
        "hours": hours,
        "today": hours.day(request.actor.today),
        "instruction": published(item.kind, chosen(request)),
        "addition": addition_to(item),
        "language_query": _with_language(request, ""),
        "works_here": request.actor.may(Permission.VIEW, at=item.gym.site),
        "report_url": _with_language(request, reverse("report_item_fault", args=[token])),
    }
    return _page(request, "minigym/item_by_token.html", context)


@public
@in_chosen_language
def gym_by_token(request: HttpRequest, token: str) -> HttpResponse:
    gym = _gym(token)
    if gym is None:
        return _unknown(request, token)
    hours = schedule(gym)
    context = {
        "gym": gym,
        "items": list(gym.items.kept().select_related("kind")),
        "hours": hours,
        "today": hours.day(request.actor.today),
        "language_query": _with_language(request, ""),
        "works_here": request.actor.may(Permission.VIEW, at=gym.site),
        "report_url": _with_language(request, reverse("report_gym_fault", args=[token])),
    }
    return _page(request, "minigym/gym_by_token.html", context)


@public
@in_chosen_language
def report_item_fault(request: HttpRequest, token: str) -> HttpResponse:
    item = _item(token)
    if item is None:
        return _unknown(request, token)
    if item.status == Status.RETIRED:
        return redirect(_with_language(request, reverse("item_by_token", args=[token])))
    return _report(request, item.gym, item, reverse("item_by_token", args=[token]))


@public
@in_chosen_language
def report_gym_fault(request: HttpRequest, token: str) -> HttpResponse:
    gym = _gym(token)
    if gym is None:
        return _unknown(request, token)
    return _report(request, gym, None, reverse("gym_by_token", args=[token]))


@public
@in_chosen_language
def fault_by_token(request: HttpRequest, token: str) -> HttpResponse:
    """Where the fault stands, in plain words; nothing of what was written, by whom or when others did what."""
    found = _fault(token)
    if found is None:
        return _unknown(request, token)
    passed = stages_of(found)
    context = {
        "fault": found,
        "gym": found.gym,
        "stages": passed,
        "stage": passed[-1],
        "new": "tack" in request.GET,
        "language_query": _with_language(request, ""),
    }
    return _page(request, "minigym/fault_by_token.html", context)


def _report(request: HttpRequest, gym: Gym, item: Equipment | None, back: str) -> HttpResponse:
    who = request.actor if request.actor.user else Actor(at=request.actor.at, visitor="qr")
    # Who works here and stands at a dangerous machine stops it in the same tap.
    may_stop = item is not None and request.actor.may(Permission.STOP, at=gym.site)
    form = ReportForm(request.POST or None, request.FILES or None, gym=gym, item=item, by=who)
    if request.method == "POST" and form.is_valid():
        if too_many(request, "minigym.fault", most=MOST_PER_ADDRESS, seconds=WITHIN_SECONDS):
            form.add_error(None, _("Det har kommit ovanligt många anmälningar härifrån. Säg till personalen."))
        elif fault := form.act():
            if may_stop and "stop" in request.POST:
                stop_for_fault(fault=fault, by=request.actor)
                done(request, _("%(item)s är tagen ur bruk. Sätt upp skylten på maskinen.") % {"item": item})
                return redirect(fault)
            url = _with_language(request, reverse("fault_by_token", args=[fault.token]))
            return redirect(f"{url}{'&' if '?' in url else '?'}tack")
    context = {
        "form": form,
        "gym": gym,
        "item": item,
        "back": _with_language(request, back),
        "may_stop": may_stop,
        "signed_in": request.actor.user is not None,
    }
    return _page(request, "minigym/report_fault.html", context)


def _item(token: str) -> Equipment | None:
    return Equipment.objects.filter(token=token).select_related("kind", "gym__site").first() if _fits(token) else None


def _gym(token: str) -> Gym | None:
    found = Gym.objects.open().filter(token=token) if _fits(token) else Gym.objects.none()
    return found.select_related("site").first()


def _fault(token: str) -> Fault | None:
    found = Fault.objects.filter(token=token) if _fits(token) else Fault.objects.none()
    return found.select_related("gym__site", "item__kind", "follow_up", "same_as__item", "same_as__follow_up").first()


def _fits(token: str) -> bool:
    """PostgreSQL has no text with NUL."""
    return len(token) <= 40 and token.isascii() and token.isprintable()


def _unknown(request: HttpRequest, token: str) -> HttpResponse:
    """A code that leads nowhere: one that was called in is gone, any other was never ours."""
    revoked = _fits(token) and was_revoked(token)
    context = {"revoked": revoked, "language_query": _with_language(request, "")}
    return _page(request, "minigym/unknown_code.html", context, status=410 if revoked else 404)


def _with_language(request: HttpRequest, url: str) -> str:
    language = chosen(request)
    return url if language == SWEDISH else f"{url}?{PARAMETER}={language.code}"


def _page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Whoever has the address may open it, but no search engine lists it."""
    languages = {"languages": LANGUAGES, "language": chosen(request)}
    response = render(request, template, context | languages, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
