"""How does one see and change those close to a person, and the numbers of their cases?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from livskraft.access import audit
from livskraft.access.guards import requires
from livskraft.access.views.acting import FormPage, carry_out
from livskraft.kit.errors import Refused
from livskraft.people.actions import contacts as actions
from livskraft.people.forms.contacts import CaseForm, ChangeRelativeForm, RelativeForm
from livskraft.people.models import CaseNumber, Person, Relative
from livskraft.people.permissions import Permission
from livskraft.people.views.reading import ask_first, person_or_404, read_person, way_to
from livskraft.ui.messages import done


@requires(Permission.SEE_CONTACT)
def relatives(request: HttpRequest, person: int) -> HttpResponse:
    """Those close to the person, and a form for one more."""
    found = person_or_404(request, person)
    if found.is_protected and request.method != "POST":
        return ask_first(request, found, _("Anhöriga"))
    audit.read(request.actor, "people.contact_read" if found.is_protected else "people.read", [found])
    form = RelativeForm(request.POST if "name" in request.POST else None)
    if form.is_valid():
        try:
            actions.add_relative(person=found, near=form.near, by=request.actor)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            done(request, _("Den anhöriga är inskriven."))
            return redirect(_back_to(found))
    context = {"person": found, "relatives": list(found.relatives.all()), "form": form}
    return render(request, "people/relatives.html", context)


@requires(Permission.SEE_CONTACT)
def change_relative(request: HttpRequest, person: int, relative: int) -> HttpResponse:
    found, kept = _relative_or_404(request, person, relative)
    if found.is_protected and request.method != "POST":
        return ask_first(request, found, _("Ändra en anhörig"))
    audit.read(request.actor, "people.contact_read" if found.is_protected else "people.read", [found])

    def saved() -> dict[str, object]:
        fresh = Relative.objects.filter(pk=kept.pk).first() or kept
        version = Person.objects.values_list("version", flat=True).get(pk=found.pk)
        return {name: getattr(fresh, name) for name in ("name", "relation", "phone", "first")} | {"version": version}

    way = (*way_to(found), (_("Anhöriga"), reverse("relatives", args=[found.pk])))
    form = ChangeRelativeForm(request.POST if "version" in request.POST else None, initial=saved())
    return carry_out(
        request,
        FormPage(_("Ändra en anhörig"), way, _("Spara"), _("Ändringen är sparad.")),
        form,
        lambda data: actions.change_relative(relative=kept, near=form.near, version=data["version"], by=request.actor),
        then=lambda _changed: _back_to(found),
        saved=saved,
    )


@require_POST
@requires(Permission.SEE_CONTACT)
def remove_relative(request: HttpRequest, person: int, relative: int) -> HttpResponse:
    found, kept = _relative_or_404(request, person, relative)
    actions.remove_relative(relative=kept, by=request.actor)
    done(request, _("Den anhöriga är borttagen."))
    return redirect(_back_to(found))


@requires(Permission.REGISTER)
def cases(request: HttpRequest, person: int) -> HttpResponse:
    """The numbers of the person's cases, and a form for one more."""
    found = read_person(request, person)
    form = CaseForm(request.POST or None)
    if form.is_valid():
        try:
            actions.add_case(person=found, number=form.cleaned_data["number"], by=request.actor)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        else:
            done(request, _("Ärendenumret är inskrivet."))
            return redirect("cases", found.pk)
    return render(request, "people/cases.html", {"person": found, "cases": found.case_numbers.all(), "form": form})


@require_POST
@requires(Permission.REGISTER)
def remove_case(request: HttpRequest, person: int, case: int) -> HttpResponse:
    found = person_or_404(request, person)
    kept = get_object_or_404(CaseNumber.objects.select_related("person"), pk=case, person=found)
    actions.remove_case(case=kept, by=request.actor)
    done(request, _("Ärendenumret är borttaget."))
    return redirect("cases", found.pk)


def _relative_or_404(request: HttpRequest, person: int, relative: int) -> tuple[Person, Relative]:
    found = person_or_404(request, person)
    return found, get_object_or_404(Relative.objects.select_related("person"), pk=relative, person=found)


def _back_to(person: Person) -> str:
    """Of somebody protected the list is asked for anew."""
    return person.get_absolute_url() if person.is_protected else reverse("relatives", args=[person.pk])
