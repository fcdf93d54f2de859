"""Does the paper hold what was said, in large type, and no line to sign when it no longer holds?"""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from livskraft.documents import pdf
from livskraft.documents.report import Notice, SignatureLine
from livskraft.organisation.models import Unit
from livskraft.people.models import Consent
from livskraft.people.papers.consents import blank_consent, consent_paper
from livskraft.people.rules.consents import wording
from livskraft.people.rules.vocabulary import ConsentPurpose

DAY = date(2026, 3, 10)
HOSTILE = "#let x = 1; $a$ \u202eförening </script> {{ 7 }} *_`"


def words(report):
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf.render(report))).pages)


def consent(**changed):
    values = {
        "purpose": ConsentPurpose.PHOTO,
        "recipient": HOSTILE,
        "wording": wording(ConsentPurpose.PHOTO, recipient=HOSTILE, unit="Almgården"),
        "given_on": DAY,
        "unit": Unit(name="Almgården"),
    }
    return Consent(**values | changed)


@pytest.mark.parametrize("purpose", ConsentPurpose)
def test_a_blank_is_one_large_page_to_sign_that_says_one_may_say_no(purpose):
    made = blank_consent(name="Elsa Exempel", purpose=purpose, recipient="Föreningen", unit="Almgården", until=None)
    assert made.on_a_wall
    assert [block for block in made.blocks if isinstance(block, SignatureLine)]
    text = words(made)
    assert "även om du säger nej" in " ".join(text.split())
    assert "Elsa Exempel" in text
    assert len(PdfReader(BytesIO(pdf.render(made))).pages) <= 2


def test_what_no_longer_holds_says_so_and_is_not_signed():
    for changed in ({"revoked_on": DAY}, {"until": DAY}):
        made = consent_paper(consent(**changed), name="Elsa", today=date(2026, 3, 11))
        assert [block for block in made.blocks if isinstance(block, Notice)]
        assert not [block for block in made.blocks if isinstance(block, SignatureLine)]
    assert [
        block for block in consent_paper(consent(), name="Elsa", today=DAY).blocks if isinstance(block, SignatureLine)
    ]


def test_a_hostile_recipient_is_words_on_the_paper():
    text = words(consent_paper(consent(), name="Elsa", today=DAY))
    assert "#let x = 1" in text
    assert "{{ 7 }}" in text
    assert "\u202e" not in text
