"""How is a stored file handed out, and under which name?"""

from django.http import HttpResponse

from livskraft.files import actions
from livskraft.files.content import ENDINGS
from livskraft.files.models import Kind, StoredFile
from livskraft.kit.downloads import handed_out
from livskraft.kit.filenames import name_with_ending


def serve(stored: StoredFile, *, inline: bool = False, name: str = "") -> HttpResponse:
    """The file as a download; only a picture is shown in the page. The view has already asked for leave.

    The name is `name` or one of our own making, never the uploader's."""
    if not name:
        ours = stored.kind == Kind.GENERATED
        name = stored.original_name if ours else f"{stored.get_kind_display()} {str(stored.pk)[:8]}"
    return handed_out(
        actions.read(stored),
        content_type=stored.content_type,
        name=name_with_ending(name, ENDINGS[stored.content_type]),
        attachment=not (inline and stored.kind == Kind.PICTURE),
    )
