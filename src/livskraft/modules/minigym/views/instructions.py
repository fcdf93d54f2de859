"""How is a kind of equipment used, and where does a physiotherapist write it?"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from livskraft.access.guards import public
from livskraft.files.responses import serve
from livskraft.modules.minigym.models import InstructionPicture
from livskraft.modules.minigym.permissions import Permission


@public
def instruction_picture(request: HttpRequest, picture: int) -> HttpResponse:
    """Anybody may see what stands in an approved instruction; a draft's picture only those who may see the minigyms."""
    found = get_object_or_404(InstructionPicture.objects.select_related("of", "file"), pk=picture)
    if not found.of.approved_at and not request.actor.may(Permission.VIEW):
        raise Http404
    return serve(found.file, inline=True)
