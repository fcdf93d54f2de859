"""Is what is handed out shown only when it is a picture, and named by us?"""

from pathlib import Path
from typing import Any

import pytest

from livskraft.files import actions, content
from livskraft.files.responses import serve
from livskraft.files.tests.factories import PDF, picture, upload
from livskraft.files.tests.test_actions import AT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def var(settings: Any, tmp_path: Path) -> None:
    settings.LIVSKRAFT_VAR = tmp_path


def test_only_a_picture_is_shown_in_the_page() -> None:
    photo = actions.store_picture(upload(picture(), "elak.html"), at=AT)
    paper = actions.store_pdf(upload(PDF, "elak.html"), at=AT)
    assert serve(photo, inline=True)["Content-Disposition"].startswith("inline;")
    assert serve(photo)["Content-Disposition"].startswith("attachment;")
    assert serve(paper, inline=True)["Content-Disposition"].startswith("attachment;")


def test_the_type_and_the_name_are_ours_and_not_the_uploaders() -> None:
    photo = actions.store_picture(upload(picture(), "elak\r\nX-Y: z.html"), at=AT)
    response = serve(photo)
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"] == f'attachment; filename="Bild {str(photo.pk)[:8]}.jpg"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response.content == actions.read(photo)


def test_a_paper_we_made_keeps_its_name_unless_the_view_gives_another() -> None:
    made = actions.store_generated(PDF, name="Protokoll", content_type=content.PDF, at=AT)
    assert serve(made)["Content-Disposition"] == 'attachment; filename="Protokoll.pdf"'
    assert serve(made, name="Lista.html")["Content-Disposition"] == 'attachment; filename="Lista.html.pdf"'
