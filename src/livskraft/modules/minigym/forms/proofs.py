"""What does somebody attach as proof: a PDF, or a photo of the paper?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from livskraft.files import content
from livskraft.files.content import Content, Upload


def proof_field(label: Any) -> forms.FileField:
    return forms.FileField(
        label=label,
        required=False,
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/*"}),
        help_text=_("PDF eller foto av papperet."),
    )


def proof(upload: Any, *, field: str) -> Content | None:
    """The checked file, None when nothing was attached. Slow for a photo. Raises Refused."""
    if not upload:
        return None
    start = upload.read(5)
    upload.seek(0)
    given: Upload = upload
    return content.pdf(given, field=field) if start == b"%PDF-" else content.picture(given, field=field)
