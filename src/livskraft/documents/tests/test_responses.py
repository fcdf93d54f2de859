"""Are papers downloaded under the right name and type, and never run?"""

import io

import pytest
from django.http import HttpResponse

from livskraft.documents import archive, responses

KINDS = [
    (responses.pdf(b"x", "Pärm/1"), "application/pdf", "P%C3%A4rm-1.pdf"),
    (responses.excel(b"x", "Lista.html"), responses.XLSX, "Lista.html.xlsx"),
    (responses.csv(b"x", "Lista.csv"), "text/csv; charset=utf-8", "Lista.csv"),
]


@pytest.mark.parametrize(("response", "content_type", "name"), KINDS)
def test_a_paper_is_a_download_with_its_own_ending(response: HttpResponse, content_type: str, name: str) -> None:
    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"].startswith("attachment")
    assert name in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_an_archive_is_streamed_and_closed() -> None:
    file = archive.zip([("a.pdf", b"x")])
    response = responses.zip(file, "Pärmar 2026")
    assert response["Content-Type"] == "application/zip"
    assert "P%C3%A4rmar%202026.zip" in response["Content-Disposition"]
    assert "sandbox" in response["Content-Security-Policy"]
    assert io.BytesIO(b"".join(response)).getvalue().startswith(b"PK")  # type: ignore[arg-type]  # a synchronous stream
    response.close()
    assert file.closed
