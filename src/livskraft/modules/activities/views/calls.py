"""Whom is somebody at the meeting place to call now, what is to be said, and how did it go?"""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from livskraft.access import audit
from livskraft.access.guards import requires
from livskraft.kit import formats
from livskraft.kit.errors import Refused
from livskraft.kit.ids import id_in
from livskraft.modules.activities.actions import calls as actions
from livskraft.modules.activities.models import Call, Occasion, SignUp
from livskraft.modules.activities.permissions import Permission
from livskraft.modules.activities.queries.local_rules import number_of
from livskraft.modules.activities.queries.lunch import guests_to_tell
from livskraft.modules.activities.queries.sign_ups import (
    Reach,
    awaiting_answer,
    calls_to_make,
    persons_in,
    reach_of,
)
from livskraft.modules.activities.rules.local_rules import LocalRuleKey
from livskraft.modules.activities.rules.phones import spoken
from livskraft.modules.activities.rules.vocabulary import Because, CallOutcome
from livskraft.people.permissions import Permission as People
from livskraft.ui.messages import done
from livskraft.ui.pages import key_page

MOST_AWAITED = 50
MOST_GUESTS = 100


@require_safe
@requires(Permission.SIGN_UP)
def call_list(request: HttpRequest) -> HttpResponse:
    """Who is to be called, most urgent first, those whom somebody has tried today last; and who has yet to answer."""
    actor = request.actor
    page = key_page(calls_to_make(actor), request=request, order=["due_at", "pk"], size=30)
    awaited = list(awaiting_answer(actor)[:MOST_AWAITED])
    about = [*(call.sign_up for call in page.items), *awaited]
    # Before anything about them leaves here.
    if persons := persons_in(about):
        audit.read(actor, "activities.calls_read", persons)
    reached = reach_of(about, protected=True, known=actor.may(People.SEE_CONTACT))
    days = number_of(LocalRuleKey.OFFER_DAYS)
    cards = [_card(call, reached, actor.today, days) for call in page.items]
    context = {
        "page": page,
        "cards": sorted(cards, key=lambda card: card["tried_today"]),
        "guests": list(guests_to_tell(actor)[:MOST_GUESTS]),
        "awaited": [_person(one, reached) for one in awaited],
        "now": actor.at,
        "today": actor.today,
    }
    return render(request, "activities/call_list.html", context)


@require_POST
@requires(Permission.SIGN_UP)
def record_call(request: HttpRequest, call: int) -> HttpResponse:
    found = _call_or_404(request, call)
    try:
        outcome = CallOutcome(request.POST.get("outcome", ""))
    except ValueError as wrong:
        raise Refused(_("Välj hur samtalet gick.")) from wrong
    version = id_in(request.POST.get("version", ""))
    held = actions.record_call(call=found, outcome=outcome, version=version, by=request.actor)
    told = {
        CallOutcome.REACHED: _("%(name)s är nådd."),
        CallOutcome.LEFT_WORD: _("Du lämnade besked till %(name)s."),
        CallOutcome.NO_ANSWER: _("%(name)s svarade inte och står kvar i listan."),
    }[outcome]
    if held.because == Because.OFFER and outcome == CallOutcome.REACHED:
        told = _("%(name)s är nådd. Skriv in svaret här nedanför, nu eller när personen har bestämt sig.")
    if held.because == Because.OFFER and outcome == CallOutcome.LEFT_WORD:
        told = _("Du lämnade besked till %(name)s, som står kvar i listan tills ni har talats vid.")
    done(request, told % {"name": found.sign_up.told_name}, undo_url=reverse("take_back_call", args=[held.pk]))
    return redirect("call_list")


@require_POST
@requires(Permission.SIGN_UP)
def take_back_call(request: HttpRequest, call: int) -> HttpResponse:
    found = _call_or_404(request, call)
    actions.take_back_call(call=found, by=request.actor)
    done(request, _("%(name)s står i listan som förut.") % {"name": found.sign_up.told_name})
    return redirect("call_list")


def _call_or_404(request: HttpRequest, call: int) -> Call:
    mine = Call.objects.visible_to(request.actor)
    return get_object_or_404(mine.select_related("site", "sign_up__occasion", "sign_up__person__merged_into"), pk=call)


def _person(one: SignUp, reached: dict[int, Reach]) -> dict[str, Any]:
    phone = reached[one.pk].phone
    return {"sign_up": one, "name": one.told_name, "phone": phone, "spoken": spoken(phone)}


def _card(call: Call, reached: dict[int, Reach], today: date, days: int) -> dict[str, Any]:
    found = _person(call.sign_up, reached)
    tried = list(call.attempts.all())
    tried_today = any(timezone.localdate(attempt.at) == today for attempt in tried)
    return found | {"call": call, "say": _say(call, today, days), "attempts": tried, "tried_today": tried_today}


def _say(call: Call, today: date, days: int) -> str:
    """What is said on the telephone, in a sentence or two."""
    occasion = call.sign_up.occasion
    about = {"what": occasion.activity.title, "when": _when(occasion, today), "why": occasion.reason.rstrip(".")}
    if call.because == Because.OFFER:
        think = ngettext("Du kan tänka på saken i %(days)d dag.", "Du kan tänka på saken i %(days)d dagar.", days) % {
            "days": days
        }
        return f"{_('Det har blivit en plats på %(what)s %(when)s. Vill du ha den?') % about} {think}"
    if call.because == Because.CANCELLED:
        return _("%(what)s %(when)s är inställt. %(why)s.") % about
    if call.because == Because.MOVED:
        return _("%(what)s är flyttat till %(when)s. %(why)s. Passar det?") % about
    return _("%(what)s %(when)s blir av ändå. Vill du fortfarande komma?") % about


def _when(occasion: Occasion, today: date) -> str:
    local = timezone.localtime(occasion.starts_at)
    return _("%(day)s kl. %(time)s") % {"day": formats.day(local.date(), today), "time": formats.clock(local.time())}
