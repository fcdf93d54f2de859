"""Can anything that is handed out run, be sniffed or be kept?"""

from livskraft.kit.downloads import handed_out


def test_a_download_is_never_run_sniffed_or_kept() -> None:
    response = handed_out(b"x", content_type="application/pdf", name="Pärm å.pdf")
    assert response.content == b"x"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''P%C3%A4rm%20%C3%A5.pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "allow-" not in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "private, no-store"


def test_what_is_shown_in_the_page_says_so() -> None:
    response = handed_out(b"x", content_type="image/jpeg", name="a.jpg", attachment=False)
    assert response["Content-Disposition"] == 'inline; filename="a.jpg"'
    assert "sandbox" in response["Content-Security-Policy"]
