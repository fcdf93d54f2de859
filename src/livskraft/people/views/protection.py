"""How does a manager decide that somebody's data are protected, and who may know of them?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from livskraft.access.guards import requires
from livskraft.access.views.acting import FormPage, carry_out
from livskraft.kit.periods import holds_on
from livskraft.people.actions import protection as actions
from livskraft.people.forms.protection import ProtectionForm, ReaderForm
from livskraft.people.models import AuthorisedReader, Person
from livskraft.people.permissions import Permission
from livskraft.people.rules.vocabulary import Protection
from livskraft.people.views.reading import at_work, person_or_404, read_person, way_to
from livskraft.ui.messages import done


@requires(Permission.PROTECT)
def protection(request: HttpRequest, person: int) -> HttpResponse:
    """How it stands, who may know of the person, and what has been decided."""
    found = read_person(request, person, "people.protection_read")
    actor = request.actor
    context = {
        "person": found,
        "readers": found.authorised.filter(holds_on(actor.today)).select_related("user"),
        "decisions": found.protection_decisions.select_related("by")[:20],
        "own": at_work(request)[0].pk,
    }
    return render(request, "people/protection.html", context)


@requires(Permission.PROTECT)
def decide_protection(request: HttpRequest, person: int) -> HttpResponse:
    found = read_person(request, person, "people.protection_read")
    page = FormPage(
        _("Besluta om skydd"),
        _way(found),
        _("Besluta"),
        _("Beslutet är sparat."),
        _(
            "När uppgifterna är skyddade ser bara de som du namnger att personen finns här. Du är alltid en av dem. "
            "Namn, plats och tid försvinner genast ur listor, utskrifter och kalendrar. Namnge sedan också den som "
            "behandlar personen, till exempel en fysioterapeut: tills dess kan ingen annan fortsätta arbetet."
        ),
    )
    form = ProtectionForm(request.POST or None, person=found)

    def saved() -> dict[str, object]:
        fresh = Person.objects.get(pk=found.pk)
        return {"kind": fresh.protection, "version": fresh.version}

    return carry_out(
        request,
        page,
        form,
        lambda data: actions.decide_protection(
            person=found,
            kind=Protection(data["kind"]),
            ground=data["ground"],
            version=data["version"],
            by=request.actor,
        ),
        then=lambda _made: reverse("protection", args=[found.pk]),
        saved=saved,
    )


@requires(Permission.PROTECT)
def name_reader(request: HttpRequest, person: int) -> HttpResponse:
    found = read_person(request, person, "people.protection_read")
    page = FormPage(
        _("Namnge en behörig"),
        _way(found),
        _("Namnge"),
        _("Behörigheten är sparad."),
        _("Välj bara den som måste känna till personen för att kunna arbeta."),
    )
    return carry_out(
        request,
        page,
        ReaderForm(request.POST or None, person=found, by=request.actor),
        lambda data: actions.name_reader(person=found, user=data["user"], by=request.actor),
        then=lambda _made: reverse("protection", args=[found.pk]),
    )


@require_POST
@requires(Permission.PROTECT)
def end_reader(request: HttpRequest, person: int, reader: int) -> HttpResponse:
    found = person_or_404(request, person)
    named = get_object_or_404(AuthorisedReader.objects.select_related("person", "user"), pk=reader, person=found)
    actions.end_reader(reader=named, by=request.actor)
    done(request, _("Behörigheten har upphört."))
    return redirect("protection", found.pk)


def _way(person: Person):  # type: ignore[no-untyped-def]
    return (*way_to(person), (_("Skydd"), reverse("protection", args=[person.pk])))


@requires(Permission.PROTECT)
@require_POST
def take_over_protected(request: HttpRequest) -> HttpResponse:
    """Whoever manages the unit now becomes the one who knows of those whom nobody there knows of."""
    number = actions.take_over_protected(by=request.actor)
    text = ngettext(
        "Du är nu behörig för %(number)d person. Sök efter namnet för att läsa.",
        "Du är nu behörig för %(number)d personer. Sök efter namnet för att läsa.",
        number,
    )
    done(request, text % {"number": number} if number else _("Det fanns ingen att ta över."))
    return redirect("persons")
