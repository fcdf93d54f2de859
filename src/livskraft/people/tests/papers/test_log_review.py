"""Does the kept paper hold every reading with its mark, and nobody who was read about?"""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from livskraft.access import audit
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.documents import pdf
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions.log_review import Marked, draw_sample, finish_review, mark_readings
from livskraft.people.papers.log_review import log_review_paper
from livskraft.people.queries.log_review import rows_of
from livskraft.people.rules.vocabulary import Mark
from livskraft.people.tests.factories import person_at

pytestmark = pytest.mark.django_db


def words(review, manager):
    rows, _shown = rows_of(review, manager, names=False)
    made = pdf.render(log_review_paper(review, rows))
    return " ".join("".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages).split())


def test_the_paper_says_who_read_when_and_what_was_found_but_not_about_whom():
    site = SiteFactory()
    manager = actor_at(site, at=datetime(2026, 3, 2, 9, tzinfo=UTC))
    reader = actor_at(site, Role.CARE_STAFF, at=datetime(2026, 2, 10, 23, tzinfo=UTC))
    audit.read(reader, "people.read", [person_at(site, "Elsa", "Kanarie")])
    review = draw_sample(unit=site, month=date(2026, 2, 1), by=manager)
    assert "inte avslutad" in words(review, manager)
    [reading] = review.sample.all()
    mark_readings(review=review, marked=[Marked(reading.pk, Mark.ASKED, "#let $x$ larm </b>")], by=manager)
    done = finish_review(review=review, conclusion="Ett larm förklarar det.", by=manager)
    text = words(done, manager)
    for each in (reader.user.name, "0.00", "utanför arbetstid", "Frågat", "larm", "Ett larm förklarar", "fem år"):
        assert each in text, each
    assert str(reading.entry_id) in text
    assert "Kanarie" not in text
    assert "inte avslutad" not in text


def test_the_paper_says_that_the_managers_own_reading_is_left_to_somebody_else():
    site = SiteFactory()
    manager = actor_at(site, at=datetime(2026, 3, 2, 9, tzinfo=UTC))
    audit.read(replace(manager, at=datetime(2026, 2, 10, 9, tzinfo=UTC)), "people.read", [person_at(site)])
    review = draw_sample(unit=site, month=date(2026, 2, 1), by=manager)
    done = finish_review(review=review, conclusion="Bara min egen.", by=manager)
    assert "ska bedömas av chefens chef" in words(done, manager)
