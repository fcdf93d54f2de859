"""How is a kind of machine used, for those who read at home before they come?"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from livskraft.access.guards import public
from livskraft.modules.minigym.models import EquipmentKind
from livskraft.modules.minigym.queries.instructions import published
from livskraft.ui.languages import PARAMETER, SWEDISH, chosen, in_chosen_language


@require_safe
@public
@in_chosen_language
def open_instruction(request: HttpRequest, kind: int) -> HttpResponse:
    """The approved instruction of the kind; of no machine by itself, so neither its code nor its faults."""
    found = get_object_or_404(EquipmentKind, pk=kind)
    language = chosen(request)
    instruction = published(found, language)
    if not instruction:
        raise Http404
    keep = "" if language == SWEDISH else f"?{PARAMETER}={language.code}"
    context = {"kind": found, "instruction": instruction, "keep": keep}
    return render(request, "minigym/open_instruction.html", context)
