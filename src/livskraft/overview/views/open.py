"""What can anybody find: which places are there, what is at one, and what is told to other systems?"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page, require_safe

from livskraft.access.guards import public
from livskraft.files.responses import serve
from livskraft.kit.downloads import handed_out
from livskraft.modules.activities.public import programme_for_anybody, read_week
from livskraft.modules.minigym.public import OpenGym
from livskraft.overview import calendars, open_data, open_programme
from livskraft.overview.forms import SearchForm
from livskraft.overview.kept import kept
from livskraft.overview.open_places import Now, Place, absolute, by_area, now, place, places, search, unusual
from livskraft.overview.open_programme import (
    line_of_today,
    lunch_weekdays,
    lunch_weeks,
    today_and_on,
    week_within_reach,
    whole_week,
)
from livskraft.overview.permissions import Permission
from livskraft.ui.languages import LANGUAGES, PARAMETER, SWEDISH, chosen, in_chosen_language

# How far ahead the page of a place tells of what is not as usual.
AHEAD = 42


@require_safe
@gzip_page
@conditional_page
@public
@in_chosen_language
@kept
def find(request: HttpRequest) -> HttpResponse:
    """The list, by area; a search is in the address, so that it can be shared and needs no script."""
    moment = request.actor.at
    every = places(moment, ahead=0, lunch=False)
    form = SearchForm(request.GET or None, areas=[area for area, _places in by_area(every)])
    text, area = form.asked if form.is_bound else ("", "")
    found = search(every, text, area)
    context = {
        "areas": [
            (name, [(each, _gyms(each, moment), line_of_today(each, moment)) for each in rows])
            for name, rows in by_area(found)
        ],
        "form": form,
        "number": len(found),
        "searched": bool(text or area),
        "any": bool(every),
        **_language(request),
        "apply_at": settings.LIVSKRAFT_APPLY_AT,
    }
    return render(request, "overview/find.html", context)


def _language(request: HttpRequest) -> dict[str, Any]:
    """What one may choose between, and what a link carries on so that the next page speaks the same."""
    current = chosen(request)
    keep = "" if current == SWEDISH else f"?{PARAMETER}={current.code}"
    return {"languages": LANGUAGES, "current": current, "keep": keep}


def _gyms(each: Place, moment: datetime) -> list[tuple[OpenGym, Now]]:
    return [(gym, now(gym, moment)) for gym in each.gyms]


def _place(request: HttpRequest, site: int, days: int = 7, ahead: int | None = None) -> Place:
    found = place(site, request.actor.at, days=days, ahead=ahead)
    if not found:
        raise Http404
    return found


@require_safe
@gzip_page
@conditional_page
@public
@in_chosen_language
@kept
def place_page(request: HttpRequest, site: int) -> HttpResponse:
    """A place as a good noticeboard by its door."""
    moment = request.actor.at
    found = _place(request, site, AHEAD, open_programme.AHEAD)
    near = []
    if not found.gyms:
        near = [each for each in places(moment) if each.gyms and each.area == found.area]
    context = {
        "place": found,
        "gyms": [
            (gym, standing, gym.days[:7], unusual(gym), any(kind.has_instruction for kind in gym.equipment))
            for gym, standing in _gyms(found, moment)
        ],
        "near": near,
        **_on(found, moment),
        "today": request.actor.today,
        **_language(request),
        "apply_at": settings.LIVSKRAFT_APPLY_AT,
        "may_present": request.actor.may(Permission.PRESENT_SITE),
    }
    return render(request, "overview/place.html", context)


def _on(found: Place, moment: datetime) -> dict[str, Any]:
    """What is on and what is for lunch, today first."""
    first, days = today_and_on(found, moment)
    context: dict[str, Any] = {
        "has_programme": first.closed is not None or bool(first.rows or days),
        "first_day": first,
        "days": days,
    }
    if found.lunch:
        context["lunch_weekdays"] = lunch_weekdays(found.lunch, first.on)
        context["lunch_weeks"] = lunch_weeks(found.lunch, first.on)
    return context


@require_safe
@gzip_page
@conditional_page
@public
@in_chosen_language
@kept
def place_programme(request: HttpRequest, site: int) -> HttpResponse:
    """A week of the programme, this one or one to come."""
    moment, today = request.actor.at, request.actor.today
    found = _place(request, site)
    week, back, forth = week_within_reach(read_week(request.GET.get("vecka", "")), today)
    shown = programme_for_anybody([site], week.first, week.last)[site]
    language = _language(request)
    context = {
        "place": found,
        "week": week,
        "days": whole_week(shown, week, moment),
        "before": _week_url(found, week.before.code, language["keep"]) if back else "",
        "after": _week_url(found, week.after.code, language["keep"]) if forth else "",
        "today": today,
        # Whoever changes language stays in the week.
        "carry": f"vecka={week.code}&",
        **language,
        "apply_at": settings.LIVSKRAFT_APPLY_AT,
    }
    return render(request, "overview/place_programme.html", context)


def _week_url(found: Place, code: str, keep: str) -> str:
    return f"{reverse('place_programme', args=[found.pk])}?vecka={code}{keep.replace('?', '&')}"


@require_safe
@public
def place_picture(request: HttpRequest, site: int) -> HttpResponse:
    found = _place(request, site)
    if not (found.told and found.told.picture):
        raise Http404
    response = serve(found.told.picture, inline=True)
    # Anybody's page may show it; it is the same for all.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Cache-Control"] = "public, max-age=3600"
    return response


@require_safe
@xframe_options_exempt
@gzip_page
@conditional_page
@public
@in_chosen_language
@kept
def place_block(request: HttpRequest, site: int) -> HttpResponse:
    """The place as a block in somebody else's page: it holds nothing to press that changes anything."""
    moment = request.actor.at
    found = _place(request, site, ahead=0)
    context = {
        "place": found,
        "gyms": _gyms(found, moment),
        "today": line_of_today(found, moment),
        "lunch_today": found.lunch.days if found.lunch else (),
        "page": absolute(found.url),
    }
    response = render(request, "overview/place_block.html", context)
    framed_by = " ".join(["'self'", *settings.LIVSKRAFT_EMBEDDED_ON])
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors " + framed_by
    )
    return response


@require_safe
@public
@kept
def place_calendar(request: HttpRequest, site: int) -> HttpResponse:
    found = _place(request, site, calendars.DAYS, calendars.AHEAD)
    data = calendars.calendar(found, request.actor.at)
    return _open(handed_out(data, content_type="text/calendar; charset=utf-8", name=f"{found.name}.ics"))


@require_safe
@gzip_page
@conditional_page
@public
@kept
def open_data_page(request: HttpRequest) -> HttpResponse:
    """What other systems may fetch, each field in words, and how the block is put in a page."""
    first = next((each for each in places(request.actor.at) if each.gyms), None)
    context = {
        "fields": open_data.fields(),
        "feed": absolute(reverse("open_data_feed")),
        "schema": absolute(reverse("open_data_schema")),
        "example": first,
        "row": _row(first) if first else "",
        "calendar": absolute(reverse("place_calendar", args=[first.pk])) if first else "",
        "embedded_on": settings.LIVSKRAFT_EMBEDDED_ON,
    }
    return render(request, "overview/open_data.html", context)


def _row(shown: Place) -> str:
    """What is pasted into somebody else's page."""
    address = absolute(reverse("place_block", args=[shown.pk]))
    return f'<iframe src="{address}" title="{escape(shown.name)}" width="100%" height="420" loading="lazy"></iframe>'


@require_safe
@gzip_page
@conditional_page
@public
@kept
def open_data_feed(request: HttpRequest) -> HttpResponse:
    moment = request.actor.at
    return _open(
        JsonResponse(
            open_data.feed(places(moment, ahead=open_programme.AHEAD), moment),
            json_dumps_params={"ensure_ascii": False},
        )
    )


@require_safe
@public
@kept
def open_data_schema(request: HttpRequest) -> HttpResponse:
    return _open(JsonResponse(open_data.schema(), json_dumps_params={"ensure_ascii": False, "indent": 1}))


def _open(response: HttpResponse) -> HttpResponse:
    """For any page and any system to read: there is nothing in it that is not told to everybody."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Cache-Control"] = "no-cache"
    return response
