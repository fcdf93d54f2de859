"""Does the paper say what is to be learned, what is done, and leave room to sign?"""

from datetime import UTC, date, datetime

import pytest

from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, actor_at
from livskraft.documents.report import SignatureLine, Table
from livskraft.modules.minigym.actions.competence import close_goal, start_plan
from livskraft.modules.minigym.papers.competence import competence_plan
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 3)


def test_it_parts_what_is_to_be_done_from_what_is():
    site = SiteFactory()
    by = actor_at(site, at=datetime(2026, 3, 3, 9, tzinfo=UTC))
    employed = AssignmentFactory(role=Role.CARE_STAFF, unit=site, user__name="Anna Ek")
    plan = start_plan(assignment=employed, goals=["Gymmet", "Reflektion"], by=by)
    close_goal(goal=plan.goals.first(), on=TODAY, reached=True, outcome="Klart", by=by)
    paper = competence_plan(plan, today=TODAY)
    to_do, done, history = (block for block in paper.blocks if isinstance(block, Table))
    assert [row[0] for row in to_do.rows] == ["Reflektion"]
    assert list(done.rows) == [["Gymmet", "Klart", "Nått", "3 mars 2026"]]
    assert [row[1] for row in history.rows] == ["Målet är nått: Gymmet", "Planen gjordes"]
    assert paper.subtitle == "Anna Ek"
    assert sum(isinstance(block, SignatureLine) for block in paper.blocks) == 2
