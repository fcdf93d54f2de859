"""Does a municipality's own text of an insurance take the place of ours, with its source?"""

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.modules.incidents.actions.texts import change_text
from livskraft.modules.incidents.models import InsuranceText
from livskraft.modules.incidents.queries import texts
from livskraft.modules.incidents.rules import TEXTS, Insurance
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
OURS = {"insurance": Insurance.OWN, "text": "Ring ditt bolag.", "source": "Försäkringsbrev 2026"}


@pytest.fixture
def department():
    return actor_at(SiteFactory().parent.parent, Role.ADMINISTRATION)


def test_the_text_that_comes_along_is_shown_until_there_is_another(department):
    assert texts()[Insurance.OWN].text == str(TEXTS[Insurance.OWN][0])
    change_text(**OURS, by=department)
    kept = texts()
    assert (kept[Insurance.OWN].text, kept[Insurance.OWN].source) == ("Ring ditt bolag.", "Försäkringsbrev 2026")
    assert kept[Insurance.PATIENT].version == 0


def test_a_text_needs_its_source_and_somebody_who_may(department):
    with pytest.raises(Refused):
        change_text(**(OURS | {"source": " "}), by=department)
    with pytest.raises(PermissionDenied):
        change_text(**OURS, by=actor_at(SiteFactory()))


def test_the_second_of_two_editors_gets_a_conflict_also_the_first_time(department):
    change_text(**OURS, by=department)
    with pytest.raises(Conflict):
        change_text(**OURS, by=department)
    change_text(**(OURS | {"text": "Ring."}), version=1, by=department)
    assert InsuranceText.objects.get().version == 2
