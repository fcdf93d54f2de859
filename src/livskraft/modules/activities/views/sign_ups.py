"""Who has a seat and who waits, and how do the staff sign people up, cancel them and write down their answers?"""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from livskraft.access import audit
from livskraft.access.guards import requires
from livskraft.kit.errors import Refused
from livskraft.kit.ids import id_in
from livskraft.modules.activities.actions import sign_ups as actions
from livskraft.modules.activities.forms.sign_ups import StaffSignUpForm, sign_up_person
from livskraft.modules.activities.models import Occasion, SignUp
from livskraft.modules.activities.permissions import Permission
from livskraft.modules.activities.queries.sign_ups import Reach, persons_in, reach_of, seats_of, signed_up
from livskraft.modules.activities.rules.phones import spoken
from livskraft.modules.activities.rules.vocabulary import SignUpMode, SignUpState
from livskraft.people.models import Person
from livskraft.people.models.persons import PersonQuerySet
from livskraft.people.permissions import Permission as People
from livskraft.ui.messages import done

MOST_FOUND = 20


@requires(Permission.SIGN_UP)
def sign_ups(request: HttpRequest, occasion: int) -> HttpResponse:
    """Who comes; what is searched for is posted, so that no address holds a name."""
    found = _occasion_or_404(request, occasion)
    actor = request.actor
    doing = request.POST.get("do", "") if request.method == "POST" else ""
    form = StaffSignUpForm(request.POST if doing == "name" else None, occasion=found, by=actor)
    searched, persons = "", []
    if doing == "search":
        searched = " ".join(request.POST.get("search", "").replace("\x00", "").split())[:160]
        persons = _named(request, searched)
    elif doing == "person":
        person = get_object_or_404(_persons(request), pk=id_in(request.POST.get("person", "")))
        try:
            made = sign_up_person(occasion=found, person=person, sent=request.POST.get("page", ""), by=actor)
        except Refused as refused:
            messages.warning(request, refused.message)
        else:
            done(request, _told(made))
        return redirect("sign_ups", found.pk)
    elif doing == "name" and form.is_valid() and (signed := form.act()):
        done(request, _told(signed))
        return redirect("sign_ups", found.pk)
    seats = seats_of(found)
    listed = signed_up(found, actor, seats)
    shown = [*listed.seats, *listed.offers, *listed.waiting]
    # Before anything about them leaves here.
    if read := {person.pk: person for person in [*persons_in(shown), *persons]}:
        audit.read(actor, "activities.sign_ups_read", [found, *read.values()])
    reached = reach_of(shown, protected=True, known=actor.may(People.SEE_CONTACT))
    context = {
        "occasion": found,
        "activity": found.activity,
        "seats": seats,
        "listed": listed,
        "sitting": [_row(one, reached) for one in listed.seats],
        "offers": [_row(one, reached) for one in listed.offers],
        "waiting": [_row(one, reached) for one in listed.waiting],
        "form": form,
        "searched": searched,
        "persons": persons,
        "page": uuid4(),
        "open": _is_open(found, request),
        "today": actor.today,
    }
    return render(request, "activities/sign_ups.html", context)


@require_POST
@requires(Permission.SIGN_UP)
def cancel_sign_up(request: HttpRequest, sign_up: int) -> HttpResponse:
    found = _sign_up_or_404(request, sign_up)
    name = found.told_name
    actions.cancel_sign_up(sign_up=found, by=request.actor)
    done(request, _("%(name)s är avanmäld.") % {"name": name})
    return redirect("sign_ups", found.occasion_id)


@require_POST
@requires(Permission.SIGN_UP)
def answer_offer(request: HttpRequest, sign_up: int) -> HttpResponse:
    """Yes or no to an offered seat; back to where the button was."""
    found = _sign_up_or_404(request, sign_up)
    name, version = found.told_name, id_in(request.POST.get("version", ""))
    if request.POST.get("answer") == "yes":
        actions.accept_offer(sign_up=found, version=version, by=request.actor)
        done(request, _("%(name)s har fått platsen.") % {"name": name})
    elif request.POST.get("answer") == "no":
        actions.decline_offer(sign_up=found, version=version, by=request.actor)
        done(request, _("%(name)s tackade nej. Platsen går till nästa i kön.") % {"name": name})
    else:
        raise Refused(_("Välj om personen tackade ja eller nej."))
    return redirect("call_list") if "ringlista" in request.POST else redirect("sign_ups", found.occasion_id)


def _occasion_or_404(request: HttpRequest, occasion: int) -> Occasion:
    mine = Occasion.objects.filter(site__in=request.actor.units(Permission.SIGN_UP))
    return get_object_or_404(mine.select_related("activity", "site"), pk=occasion)


def _sign_up_or_404(request: HttpRequest, sign_up: int) -> SignUp:
    mine = SignUp.objects.visible_to(request.actor)
    return get_object_or_404(mine.select_related("occasion", "site", "person__merged_into"), pk=sign_up)


def _persons(request: HttpRequest) -> PersonQuerySet:
    return Person.objects.visible_to(request.actor)


def _named(request: HttpRequest, text: str) -> list[Person]:
    return list(_persons(request).named(text).order_by("sort_key", "pk")[:MOST_FOUND]) if text else []


def _row(one: SignUp, reached: dict[int, Reach]) -> dict[str, object]:
    phone = reached[one.pk].phone
    person = one.person and (one.person.merged_into or one.person)
    return {"sign_up": one, "name": one.told_name, "person": person, "phone": phone, "spoken": spoken(phone)}


def _told(made: SignUp) -> str:
    words = _("%(name)s står i kö.") if made.state == SignUpState.WAITING else _("%(name)s har en plats.")
    return words % {"name": made.told_name}


def _is_open(found: Occasion, request: HttpRequest) -> bool:
    shut = found.is_cancelled or found.starts_at <= request.actor.at
    return not shut and found.activity.sign_up != SignUpMode.NONE
