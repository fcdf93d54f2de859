"""How is a person handed over to another caregiver?"""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from livskraft.access.guards import requires
from livskraft.access.views.acting import FormPage, carry_out
from livskraft.people.actions import handovers as actions
from livskraft.people.forms.handovers import HandoverForm
from livskraft.people.models import Person
from livskraft.people.permissions import Permission
from livskraft.people.views.reading import read_person, way_to


@requires(Permission.MANAGE)
def hand_over(request: HttpRequest, person: int) -> HttpResponse:
    found = read_person(request, person)
    page = FormPage(
        _("Lämna över till en annan utförare"),
        way_to(found),
        _("Lämna över"),
        _("Personen är överlämnad. Ni kan inte längre se uppgifterna."),
        _(
            "Allt som är inskrivet följer med till den nya utföraren, och ingen hos er kan se personen längre. "
            "Kontrollera först att den nya enheten vet om det."
        ),
    )
    form = HandoverForm(request.POST or None, person=found, by=request.actor)

    def saved() -> dict[str, object]:
        return {"version": Person.objects.values_list("version", flat=True).get(pk=found.pk)}

    return carry_out(
        request,
        page,
        form,
        lambda data: actions.hand_over(
            person=found,
            to_unit=data["to_unit"],
            reason=data["reason"],
            on=data["on"],
            version=data["version"],
            by=request.actor,
        ),
        then=lambda _made: reverse("persons"),
        saved=saved,
    )
