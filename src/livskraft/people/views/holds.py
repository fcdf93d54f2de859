"""How does a manager say that a person's records must stay, and that they need not any longer?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from livskraft.access.guards import requires
from livskraft.access.views.acting import FormPage, carry_out
from livskraft.kit.errors import Conflict
from livskraft.people.actions import holds as actions
from livskraft.people.forms.retention import HoldForm
from livskraft.people.models import LegalHold, Person
from livskraft.people.permissions import Permission
from livskraft.people.queries import all_ids
from livskraft.people.views.reading import read_person, way_to
from livskraft.ui import messages
from livskraft.ui.responses import conflict


@requires(Permission.MANAGE)
def hold_person(request: HttpRequest, person: int) -> HttpResponse:
    """The hold that there is, or the form for one."""
    found = read_person(request, person)
    hold = LegalHold.objects.filter(person__in=all_ids(found), lifted_at=None).select_related("placed_by").first()
    if hold and request.method != "POST":
        return render(request, "people/hold_person.html", {"person": found, "hold": hold})
    page = FormPage(
        _("Spärra mot gallring"),
        way_to(found),
        _("Spärra"),
        _("Personens uppgifter gallras inte förrän spärren är hävd."),
        _("Uppgifterna stannar kvar, också när de annars skulle gallras, alltså raderas."),
    )
    return carry_out(
        request,
        page,
        HoldForm(request.POST or None),
        lambda data: actions.place_hold(
            person=found, reason=data["reason"], reference=data["reference"], by=request.actor
        ),
        then=lambda hold: found.get_absolute_url(),
    )


@require_POST
@requires(Permission.MANAGE)
def lift_hold(request: HttpRequest, hold: int) -> HttpResponse:
    seen = Person.objects.visible_to(request.actor).values("pk")
    holds = LegalHold.objects.filter(person__in=seen) | LegalHold.objects.filter(person__merged_into__in=seen)
    found = get_object_or_404(holds.select_related("person__merged_into"), pk=hold)
    person = found.person.merged_into or found.person
    try:
        actions.lift_hold(hold=found, by=request.actor)
    except Conflict:
        return conflict(request, what=_("Spärren"), theirs=[], retry_url=person.get_absolute_url())
    messages.done(request, _("Spärren är hävd. Reglerna för gallring gäller igen."))
    return redirect(person)
