"""How is a person given a calendar of what they have signed up for, and what does its address answer?"""

import secrets

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from livskraft.access import audit
from livskraft.access.guards import public, requires
from livskraft.documents import pdf, responses
from livskraft.kit.downloads import handed_out
from livskraft.modules.activities.actions import calendars as actions
from livskraft.modules.activities.papers.calendars import Entry, calendar_slip, event_of, new_calendar
from livskraft.modules.activities.permissions import Permission
from livskraft.modules.activities.queries.calendars import Mine, owner_of, signed_up_for, standing_calendar
from livskraft.organisation.models import Unit
from livskraft.people.models import Person
from livskraft.ui.messages import done


@requires(Permission.SIGN_UP)
def person_calendar(request: HttpRequest, person: int) -> HttpResponse:
    """Whether the person has one, and how it is made and ended."""
    found = _person_or_404(request, person)
    audit.read(request.actor, "activities.calendar_read", [found])
    context = {"person": found, "calendar": standing_calendar(found), "today": request.actor.today}
    return render(request, "activities/person_calendar.html", context)


@require_POST
@requires(Permission.SIGN_UP)
def make_person_calendar(request: HttpRequest, person: int) -> HttpResponse:
    """The slip on paper: the one time that the address is told."""
    found = _person_or_404(request, person)
    token = secrets.token_urlsafe(16)
    actions.make_calendar(person=found, site=_site(request), token=token, by=request.actor)
    url = settings.BASE_URL.rstrip("/") + reverse("my_calendar", args=[token])
    paper = calendar_slip(url, _site(request).name, request.actor.today)
    return responses.pdf(pdf.render(paper), _("Din kalender"))


@require_POST
@requires(Permission.SIGN_UP)
def revoke_person_calendar(request: HttpRequest, person: int) -> HttpResponse:
    found = _person_or_404(request, person)
    if actions.revoke_calendar(person=found, site=_site(request), by=request.actor):
        done(request, _("Kalendern är avslutad. Adressen på lappen leder ingenstans längre."))
    return redirect("person_calendar", found.pk)


@require_safe
@public
def my_calendar(request: HttpRequest, calendar_token: str) -> HttpResponse:
    """What the owner has signed up for, without their name; the same 404 for all that leads nowhere."""
    owner = owner_of(calendar_token)
    if owner is None:
        raise Http404
    made = new_calendar(_("Det jag har anmält mig till"), "Anmalningar")
    for each in signed_up_for(owner, request.actor.today):
        made.add_component(event_of(_entry(each), request.actor.at))
    name = "livskraft.ics"
    response = handed_out(made.to_ical(), content_type="text/calendar; charset=utf-8", name=name)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _entry(mine: Mine) -> Entry:
    title = mine.title if mine.sure else _("Ännu ingen plats: %(title)s") % {"title": mine.title}
    return Entry(
        uid=mine.uid,
        title=title,
        starts=mine.starts,
        ends=mine.ends,
        where=", ".join(part for part in (mine.site, mine.place) if part),
        sequence=mine.sequence,
        cancelled=mine.cancelled,
        tentative=not mine.sure,
    )


def _person_or_404(request: HttpRequest, person: int) -> Person:
    found: Person = get_object_or_404(Person.objects.visible_to(request.actor), pk=person)
    return found


def _site(request: HttpRequest) -> Unit:
    """Where one works: the permission holds nowhere else."""
    assert request.actor.assignment
    return request.actor.assignment.unit
