"""Is a yes found for its purpose, recipient and days only, and told in the report?"""

from datetime import date

import pytest

from livskraft.access.actor import system_actor
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions.consents import Given, erase, give_consent, revoke_consent
from livskraft.people.models import Consent
from livskraft.people.queries.consents import consents_of, export, has_consent, last_notes
from livskraft.people.rules.vocabulary import ConsentPurpose
from livskraft.people.tests.factories import NOW, person_at

pytestmark = pytest.mark.django_db
BY = system_actor("test", NOW)
GIVEN = date(2026, 1, 10)
PHOTO = ConsentPurpose.PHOTO


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def elsa(site):
    return person_at(site)


def consent(person, unit, **changed):
    values = {"purpose": PHOTO, "recipient": "Lindviks förening", "how": Consent.Given.ORAL, "on": GIVEN}
    return give_consent(person=person, unit=unit, given=Given(**values | changed), by=BY)


def test_a_yes_holds_for_its_purpose_recipient_and_days(elsa, site, django_assert_num_queries):
    consent(elsa, site, until=date(2026, 2, 10))
    with django_assert_num_queries(1):
        assert has_consent(elsa, PHOTO, "lindviks  FÖRENING", GIVEN)
    assert has_consent(elsa, PHOTO, "Lindviks fo\u0308rening", date(2026, 2, 10))
    assert not has_consent(elsa, PHOTO, "Lindviks forening", GIVEN)
    assert not has_consent(elsa, PHOTO, "Annan förening", GIVEN)
    assert not has_consent(elsa, ConsentPurpose.RESEARCH, "Lindviks förening", GIVEN)
    assert not has_consent(elsa, PHOTO, "Lindviks förening", date(2026, 1, 9))
    assert not has_consent(elsa, PHOTO, "Lindviks förening", date(2026, 2, 11))
    assert not has_consent(person_at(site), PHOTO, "Lindviks förening", GIVEN)


def test_what_was_taken_back_held_until_then(elsa, site):
    revoke_consent(consent=consent(elsa, site), on=date(2026, 1, 12), by=BY)
    assert has_consent(elsa, PHOTO, "Lindviks förening", date(2026, 1, 11))
    assert not has_consent(elsa, PHOTO, "Lindviks förening", date(2026, 1, 12))


def test_a_yes_of_one_who_turned_out_to_be_the_same_counts(elsa, site):
    gone = person_at(site)
    consent(gone, site)
    gone.merged_into = elsa
    gone.save()
    assert has_consent(elsa, PHOTO, "Lindviks förening", GIVEN)
    assert len(consents_of(elsa)) == 1
    assert [line.url for line in export([elsa.pk, gone.pk])] == [f"/personer/{elsa.pk}/samtycken/"]


def test_the_holding_tells_the_latest_day_and_the_lines_newest_first_and_erases(elsa, site):
    revoke_consent(consent=consent(elsa, site), on=date(2026, 1, 14), by=BY)
    consent(elsa, site, on=date(2026, 1, 12), until=date(2026, 12, 31))
    assert last_notes([elsa.pk]) == {elsa.pk: date(2026, 1, 14)}
    lines = list(export([elsa.pk]))
    assert [line.on for line in lines] == [date(2026, 1, 12), GIVEN]
    assert lines[0].text.endswith("till och med 31 december 2026")
    assert lines[1].text.endswith("återkallat 14 januari 2026")
    assert erase([elsa.pk]) == 2
    assert not last_notes([elsa.pk])
