"""Does the demo have the verified codes once, and a block only where somebody has written something to block?"""

from datetime import date

import pytest

from livskraft.modules.training.demo.codes import blocks, codes
from livskraft.modules.training.models import Block, CodeList
from livskraft.modules.training.queries.codes import current_codes
from livskraft.modules.training.tests.factories import episode_of, therapist_at
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.tests.factories import person_at

pytestmark = pytest.mark.django_db
TODAY = date(2026, 2, 3)


def test_the_codes_are_there_before_anybody_writes_and_once():
    codes(TODAY)
    codes(TODAY)
    assert CodeList.objects.count() == 1
    assert current_codes(TODAY).count() == 3


def test_the_latest_patient_has_blocked_what_the_therapists_unit_writes():
    blocks(TODAY)
    assert not Block.objects.exists()
    site = SiteFactory()
    by = therapist_at(site)
    person = person_at(site)
    episode_of(person, by)
    blocks(TODAY)
    blocks(TODAY)
    made = Block.objects.get()
    assert (made.person, made.unit, made.set_by) == (person, site, by.user)
