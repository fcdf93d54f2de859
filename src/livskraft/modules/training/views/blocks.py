"""How does a patient have what a unit writes blocked, and how does somebody else open it all the same?"""

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from livskraft.access.guards import requires
from livskraft.access.views.acting import FormPage, carry_out
from livskraft.modules.training.actions import blocks as actions
from livskraft.modules.training.forms.blocks import AskedForm, LiftForm
from livskraft.modules.training.models import Block, Lift
from livskraft.modules.training.permissions import Permission
from livskraft.modules.training.queries.blocks import blocks_of, lifts_of
from livskraft.modules.training.rules.blocks import OPEN_FOR
from livskraft.modules.training.rules.vocabulary import Lifted
from livskraft.people.models import Person
from livskraft.people.views.reading import at_work, read_person, way_to

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

HOURS = int(OPEN_FOR.total_seconds() // 3600)


@require_safe
@requires(Permission.JOURNAL)
def blocks(request: HttpRequest, person: int) -> HttpResponse:
    """The own unit's block and who has opened it; of other units only that there is one."""
    found = read_person(request, person, "training.blocks_read")
    context = {
        "person": found,
        "unit": at_work(request)[1],
        "blocks": blocks_of(found, request.actor),
        "lifts": lifts_of(found, request.actor),
        "hours": HOURS,
        "today": request.actor.today,
    }
    return render(request, "training/blocks.html", context)


@requires(Permission.JOURNAL)
def set_block(request: HttpRequest, person: int) -> HttpResponse:
    found = read_person(request, person, "training.blocks_read")
    _user, unit = at_work(request)
    shown = FormPage(
        _("Spärra uppgifter"),
        _way(found),
        _("Spärra"),
        _("Uppgifterna är spärrade."),
        _("Det som %(unit)s skriver om patienten kan då inte läsas av andra enheter. De ser bara att det finns något.")
        % {"unit": unit.name},
    )

    def block(_data: dict[str, Any]) -> Block:
        return actions.set_block(person=found, by=request.actor)

    return carry_out(request, shown, AskedForm(request.POST or None), block, then=lambda _made: _back(found))


@requires(Permission.JOURNAL)
def end_block(request: HttpRequest, own_block: int) -> HttpResponse:
    found, person = _block_or_404(request, own_block)
    _user, unit = at_work(request)
    if found.unit_id != unit.pk:
        raise Http404
    shown = FormPage(
        _("Ta bort spärren"),
        _way(person),
        _("Ta bort spärren"),
        _("Spärren är borttagen."),
        _("Andra enheter hos vårdgivaren kan då läsa det som %(unit)s har skrivit.") % {"unit": unit.name},
    )

    def end(_data: dict[str, Any]) -> Block:
        return actions.end_block(block=found, by=request.actor)

    return carry_out(request, shown, AskedForm(request.POST or None), end, then=lambda _made: _back(person))


@requires(Permission.JOURNAL)
def lift_block(request: HttpRequest, block: int) -> HttpResponse:
    """Opens it for oneself; nothing of what is blocked is shown here."""
    found, person = _block_or_404(request, block)
    if found.unit_id == at_work(request)[1].pk:
        raise Http404
    shown = FormPage(
        _("Öppna spärrade uppgifter"),
        _way(person),
        _("Öppna"),
        _("Uppgifterna är öppna för dig i %(hours)d timmar.") % {"hours": HOURS},
        _("Om %(patient)s. Du kan läsa i %(hours)d timmar, men ingen annan på din enhet. Att du öppnar antecknas.")
        % {"patient": person.name, "hours": HOURS},
    )

    def open_it(data: dict[str, Any]) -> Lift:
        return actions.lift(block=found, ground=Lifted(data["ground"]), reason=data["reason"], by=request.actor)

    return carry_out(request, shown, LiftForm(request.POST or None), open_it, then=lambda _made: _back(person))


def _block_or_404(request: HttpRequest, pk: int) -> tuple[Block, Person]:
    """One that stands, and the patient, whose reading is in the log."""
    found: Block = get_object_or_404(Block.objects.visible_to(request.actor).standing(), pk=pk)
    return found, read_person(request, found.person_id, "training.blocks_read")


def _back(person: Person) -> str:
    return reverse("blocks", args=[person.pk])


def _way(person: Person) -> "tuple[tuple[str | StrPromise, str], ...]":
    return (*way_to(person), (_("Spärrade uppgifter"), _back(person)))
