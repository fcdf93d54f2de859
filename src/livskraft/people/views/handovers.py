"""How is a person handed over to another caregiver?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from livskraft.access import audit
from livskraft.access.guards import requires
from livskraft.access.views.acting import FormPage, carry_out
from livskraft.kit.errors import Refused
from livskraft.people.actions import handovers as actions
from livskraft.people.forms.handovers import HandoverForm, HandOverManyForm
from livskraft.people.models import Person
from livskraft.people.permissions import Permission
from livskraft.people.queries.handovers import abandoned_by, left_behind, told_before
from livskraft.people.views.reading import read_person, way_to
from livskraft.ui.messages import done

# So many are shown, and handed over, at a time; the rest come when these are.
AT_ONCE = 200


@requires(Permission.MANAGE)
def hand_over(request: HttpRequest, person: int) -> HttpResponse:
    found = read_person(request, person)
    lead = _(
        "Allt som är inskrivet följer med till den nya utföraren, utom hälso- och sjukvårdens journal, som stannar hos "
        "er. Ingen hos er kan se personen längre. Kontrollera först att den nya enheten vet om det."
    )
    page = FormPage(
        _("Lämna över till en annan utförare"),
        way_to(found),
        _("Lämna över"),
        _("Personen är överlämnad. Ni kan inte längre se uppgifterna."),
        f"{told_before(found)} {lead}".strip(),
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


@requires(Permission.MANAGE)
def hand_over_many(request: HttpRequest) -> HttpResponse:
    """Whom a caregiver before left at the unit: ticked, shown once more, handed over. Who is shown is in the log."""
    left = left_behind(request.actor).select_related("keeper").defer("adaptations").order_by("sort_key", "pk")
    persons = list(left[: AT_ONCE + 1])
    more, persons = len(persons) > AT_ONCE, persons[:AT_ONCE]
    audit.read(request.actor, "people.left_behind_read", persons)
    form = HandOverManyForm(request.POST or None, persons=persons, by=request.actor)
    sure = form.is_valid()
    if sure and "confirm" in request.POST:
        data = form.cleaned_data
        try:
            moved = actions.hand_over_many(
                persons=data["persons"], reason=data["reason"], on=data["on"], by=request.actor
            )
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
            sure = False
        else:
            text = ngettext("%(n)d person är överlämnad till er.", "%(n)d personer är överlämnade till er.", len(moved))
            done(request, text % {"n": len(moved)})
            return redirect("persons")
    context = {
        "persons": persons,
        "more": more,
        "keepers": sorted({person.keeper.name for person in persons}),
        "form": form,
        "chosen": form.chosen if sure else [],
        "abandoned": abandoned_by(form.cleaned_data["persons"]) if sure else "",
        "most": AT_ONCE,
    }
    return render(request, "people/hand_over_many.html", context)
