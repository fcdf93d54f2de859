"""How does somebody open a person in an emergency, and how does the manager look at it afterwards?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.guards import requires
from livskraft.access.throttle import too_many
from livskraft.kit.errors import Refused
from livskraft.people.actions import break_glass as actions
from livskraft.people.forms.break_glass import BreakGlassForm, ReviewGlassForm
from livskraft.people.models import Person
from livskraft.people.permissions import Permission
from livskraft.people.queries.break_glass import glasses_of, somebody_there_judges
from livskraft.people.rules.break_glass import MOST_TRIES, OPEN_FOR, PER_SECONDS
from livskraft.people.views.reading import at_work
from livskraft.ui.messages import done
from livskraft.ui.pages import key_page


@requires(Permission.BREAK_GLASS)
def break_glass(request: HttpRequest) -> HttpResponse:
    """One answer for all that cannot be opened, so that it says nothing about who is registered where."""
    user, _unit = at_work(request)
    form = BreakGlassForm(request.POST or None, by=request.actor)
    if form.is_valid():
        if too_many(request, f"glass:{user.pk}", most=MOST_TRIES, seconds=PER_SECONDS):
            raise Refused(_("Du har försökt flera gånger den senaste timmen. Ring chefen i stället."))
        data = form.cleaned_data
        found = actions.break_glass(number=data["number"], reason=data["reason"], by=request.actor)
        if found:
            return redirect(found)
        form.add_error(
            "number",
            _("Det finns ingen person som du kan öppna med det numret. Kontrollera numret eller ring chefen."),
        )
    context = {"form": form, "hours": int(OPEN_FOR.total_seconds() // 3600)}
    return render(request, "people/break_glass.html", context)


@requires(Permission.REVIEW_LOGS)
def broken_glass(request: HttpRequest) -> HttpResponse:
    """The unit's openings, those that nobody has looked at first; who was opened stands on the page of each."""
    found = glasses_of(request.actor).select_related("user").defer("reason", "review")
    waiting = found.filter(reviewed_at__isnull=True).order_by("at", "pk")
    seen = key_page(found.filter(reviewed_at__isnull=False), request=request, order=["-at", "-pk"], size=25)
    return render(request, "people/broken_glass.html", {"waiting": waiting, "page": seen})


@requires(Permission.JUDGE_GLASS)
def review_glass(request: HttpRequest, glass: int) -> HttpResponse:
    """Whose glass it was, and the manager's words.

    Somebody whose data became protected since is not named, and nobody is to whoever judges from above.
    """
    theirs = glasses_of(request.actor).select_related("user", "person", "reviewed_by")
    found = get_object_or_404(theirs, pk=glass)
    audit.read(request.actor, "people.glass_read", [found, found.person])
    became = found.person.merged_into_id or found.person_id
    manages = request.actor.may(Permission.REVIEW_LOGS)
    named = manages and Person.objects.filter(pk=became).open_to(request.actor).exists()
    own = found.user_id == at_work(request)[0].pk
    form = ReviewGlassForm(request.POST or None, glass=found)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.review_glass(
                glass=found,
                justified=data["justified"] == "ja",
                note=data["note"],
                version=data["version"],
                by=request.actor,
            )
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            done(request, _("Bedömningen är sparad."))
            return redirect("broken_glass" if manages else "my_day")
    context = {
        "glass": found,
        "named": named,
        "own": own,
        "alone": own and not theirs.filter(somebody_there_judges(request.actor.today), pk=glass).exists(),
        "protected": manages and not named,
        "manages": manages,
        "form": form,
    }
    return render(request, "people/review_glass.html", context)
