"""Do the shell's own pages show what they promise?"""

import pytest
from django.test import RequestFactory

from livskraft.ui import views


def page(view, path="/"):
    response = view(RequestFactory().get(path))
    assert response.status_code == 200
    return response.content.decode()


def test_the_gallery_shows_hostile_text_as_text():
    shown = page(views.gallery)
    assert "</script><b>" not in shown
    assert "&lt;/script&gt;&lt;b&gt;" in shown
    assert "{{ 7|add:7 }}" in shown


def test_the_gallery_shows_the_form_with_and_without_errors():
    assert "ds-error-summary" not in page(views.gallery)
    assert "ds-error-summary" in page(views.gallery, "/?fel=1")


def test_the_gallery_counts_its_days_from_today():
    shown = page(views.gallery)
    assert "Försenad 12 dagar" in shown
    assert "Om 3 dagar" in shown


@pytest.mark.parametrize("words", ["DOS-lagen", "Digg", "Berätta för kommunen", "delvis förenlig", "testat"])
def test_the_accessibility_statement_has_what_the_law_asks_for(words):
    assert words in page(views.accessibility)


def test_an_address_to_write_to_is_a_setting(settings):
    settings.LIVSKRAFT_CONTACT = "tillganglig@exempel.se"
    assert "mailto:tillganglig@exempel.se" in page(views.accessibility)


def test_about_leads_to_the_accessibility_statement():
    assert "/om/tillganglighet/" in page(views.about)
