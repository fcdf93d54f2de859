"""Does the notice name only those who may support today, on what and until when?"""

from datetime import timedelta

import pytest

from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, UserFactory
from livskraft.documents import pdf
from livskraft.documents.report import Bullets, Table
from livskraft.kit.partial_date import PartialDate
from livskraft.modules.minigym.papers.guidance import guidance_matrix, who_may_support
from livskraft.modules.minigym.queries.guidance import holders_at, matrix
from livskraft.modules.minigym.tests.guidance import AT, TODAY, guided, gym_with, worker

pytestmark = pytest.mark.django_db


def block(report, kind):
    return next(one for one in report.blocks if isinstance(one, kind))


def test_the_notice_names_who_may_support_on_what_and_the_first_day_that_any_of_it_ends():
    site = gym_with().site
    worker(site, "Ovan Prov")
    person = worker(site, "Vägledd Prov")
    guided(site, [person], ("Benpress",))
    sooner = guided(site, [person], ("Motionscykel",), months=6)
    therapist = UserFactory(name="Maja Prov", title="Fysioterapeut")
    AssignmentFactory(unit=site, role=Role.PHYSIOTHERAPIST, user=therapist)
    therapists = [held.user for held in holders_at(site, TODAY) if held.by_profession]
    report = who_may_support(site, matrix(site, TODAY), therapists, today=TODAY)
    assert block(report, Table).rows == [["Vägledd Prov", "Benpress, Motionscykel", PartialDate.of(sooner.until).text]]
    assert "Maja Prov, Fysioterapeut" in block(report, Bullets).items
    assert pdf.render(report).startswith(b"%PDF-")


def test_the_notice_of_a_later_day_names_nobody_whose_guidance_has_run_out():
    site = gym_with().site
    occasion = guided(site, [worker(site)])
    after = occasion.until + timedelta(days=1)
    report = who_may_support(site, matrix(site, after), [], today=after)
    table = block(report, Table)
    assert (table.rows, table.empty) == ([], "Ingen i omsorgspersonalen får ge stöd i dag.")


def test_the_workbook_has_everybody_times_every_kind():
    site = gym_with().site
    guided(site, [worker(site, "A Prov")], at=AT)
    worker(site, "B Prov")
    rows = block(guidance_matrix(site, matrix(site, TODAY), today=TODAY), Table).rows
    assert [(row[0], row[1], row[2]) for row in rows] == [
        ("A Prov", "Benpress", "Gäller"),
        ("A Prov", "Motionscykel", "Saknas"),
        ("B Prov", "Benpress", "Saknas"),
        ("B Prov", "Motionscykel", "Saknas"),
    ]
