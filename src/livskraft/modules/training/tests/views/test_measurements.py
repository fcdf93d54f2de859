"""Does the page show how it has gone, in friskvård without saying what it means, and lead to measuring and asking?"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.training.actions.measurements import measure
from livskraft.modules.training.models import OwnMeasurement
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.tests.factories import NOW, person_at
from livskraft.questionnaires.models import AnswerLink
from livskraft.questionnaires.rules.answers import read
from livskraft.questionnaires.rules.library import library
from livskraft.questionnaires.rules.vocabulary import Answered
from livskraft.questionnaires.stores import Given

pytestmark = pytest.mark.django_db
TUG = library()["tug:1"]


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def by(site):
    return actor_at(site, Role.PHYSIOTHERAPIST, at=NOW)


@pytest.fixture
def person(site):
    return person_at(site)


@pytest.fixture
def therapist(client, by):
    client.force_login(by.user)
    return client


def tug(person, by, seconds, days=0, aid="none"):
    given = Given(
        TUG, read(TUG, {"seconds": seconds}), by.today - timedelta(days=days), Answered.MEASURED, None, aid, "none"
    )
    return measure(person=person, unit=by.assignment.unit, given=given, by=by)


def test_an_empty_page_offers_every_instrument(therapist, person):
    text = therapist.get(f"/traning/person/{person.pk}/").content.decode()
    assert "Inget är mätt än" in text
    for title in ("SPPB", "TUG", "WHO-5", "Gånghastighet"):
        assert title in text


def test_the_curve_is_shown_and_said_but_not_what_it_means(therapist, person, by):
    tug(person, by, "16", days=90)
    tug(person, by, "13")
    text = therapist.get(f"/traning/person/{person.pk}/").content.decode()
    assert "Kurva över TUG" in text
    assert "Skillnaden är 3 sekunder." in text
    assert "risk för fall" not in text


def test_measured_with_another_aid_is_not_compared(therapist, person, by):
    tug(person, by, "16", days=90)
    tug(person, by, "13", aid="rollator")
    assert "Går inte att jämföra" in therapist.get(f"/traning/person/{person.pk}/").content.decode()


def test_a_form_keeps_a_measurement(therapist, person):
    answer = therapist.post(
        f"/traning/person/{person.pk}/mat/tug/",
        {"seconds": "12,5", "on": str(NOW.date()), "how": "measured", "aid": "cane", "help": "none"},
    )
    assert answer.status_code == 302
    assert float(OwnMeasurement.objects.get().score) == 12.5


def test_what_is_wrong_is_said_and_nothing_is_lost(therapist, person):
    answer = therapist.post(f"/traning/person/{person.pk}/mat/tug/", {"seconds": "1", "on": "i dag", "how": "measured"})
    text = answer.content.decode()
    assert "Det är för lite." in text
    assert 'value="1"' in text
    assert not OwnMeasurement.objects.exists()


def test_a_slip_is_printed_for_questions_and_never_for_tests(therapist, person):
    answer = therapist.post(f"/traning/person/{person.pk}/lank/who5/")
    assert answer["Content-Type"] == "application/pdf"
    assert AnswerLink.objects.count() == 1
    assert therapist.post(f"/traning/person/{person.pk}/lank/tug/").status_code == 404
    assert therapist.get(f"/traning/person/{person.pk}/mat/finns-inte/").status_code == 404


@pytest.mark.parametrize("key", sorted({each.key for each in library().values()}))
def test_every_instrument_can_be_printed_to_be_filled_in_by_hand(therapist, key):
    answer = therapist.get(f"/traning/blankett/{key}/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


def test_a_measurement_taken_back_is_no_longer_in_the_curve(therapist, person, by):
    kept = tug(person, by, "99")
    assert therapist.post(f"/traning/matning/{kept.pk}/ta-tillbaka/", {"because": "Fel person"}).status_code == 302
    assert "99 sekunder" not in therapist.get(f"/traning/person/{person.pk}/").content.decode()


def test_it_costs_the_same_for_one_and_for_many(therapist, person, by):
    def cost():
        therapist.get(f"/traning/person/{person.pk}/")
        with CaptureQueriesContext(connection) as captured:
            therapist.get(f"/traning/person/{person.pk}/")
        return len(captured)

    tug(person, by, "16", days=400)
    one = cost()
    for days in range(20):
        tug(person, by, "14", days=days * 10)
    assert cost() == one
