"""Is a measurement kept with its score by those who may, answered once through a link, and taken back with a reason?"""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Refused
from livskraft.kit.tests.at_once import at_once
from livskraft.modules.training.actions.measurements import STORE, ask_by_link, measure, withdraw
from livskraft.modules.training.models import OwnMeasurement
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.holdings import holdings
from livskraft.people.models import CareRelation
from livskraft.people.rules.vocabulary import Purpose
from livskraft.people.tests.factories import NOW, person_at, protected, sister
from livskraft.questionnaires.actions.links import answer_link
from livskraft.questionnaires.queries.links import link_of
from livskraft.questionnaires.rules.answers import COULD_NOT, read
from livskraft.questionnaires.rules.library import library
from livskraft.questionnaires.rules.vocabulary import Answered
from livskraft.questionnaires.stores import Given

pytestmark = pytest.mark.django_db
STANDS, WHO5 = library()["chair_stands:1"], library()["who5:1"]


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def by(site):
    return actor_at(site, Role.PHYSIOTHERAPIST, at=NOW)


def stands(by, number="9", on=None):
    answers = read(STANDS, {"stands": number, "hands": "0"})
    return Given(STANDS, answers, on or by.today, Answered.MEASURED)


def test_it_is_kept_with_its_score_and_read_back(site, by):
    person = person_at(site)
    kept = measure(person=person, unit=site, given=stands(by), by=by)
    kept.refresh_from_db()
    assert (kept.score, kept.could_not, kept.instrument, kept.noted_by) == (
        Decimal(9),
        False,
        "chair_stands:1",
        by.user,
    )
    assert kept.given == {"stands": Decimal(9), "hands": Decimal(0)}
    assert kept.scored.value == kept.kept_score.value
    assert AuditEntry.objects.filter(verb="training.measured").count() == 1
    assert CareRelation.objects.filter(person=person, unit=site, purpose=Purpose.TRAINING).exists()


def test_a_form_sent_twice_is_kept_once_and_another_value_is_another(site, by):
    person = person_at(site)
    kept = measure(person=person, unit=site, given=stands(by), by=by)
    assert measure(person=person, unit=site, given=stands(by), by=replace(by, at=NOW + timedelta(seconds=59))) == kept
    measure(person=person, unit=site, given=stands(by, "10"), by=by)
    measure(person=person, unit=site, given=stands(by), by=replace(by, at=NOW + timedelta(seconds=60)))
    assert OwnMeasurement.objects.count() == 3


def test_could_not_is_kept_as_such(site, by):
    kept = measure(person=person_at(site), unit=site, given=stands(by, "could_not"), by=by)
    assert (kept.score, kept.could_not) == (None, True)
    assert kept.kept_score.could_not
    assert kept.given["stands"] is COULD_NOT


def test_the_answers_cannot_be_read_in_the_database(site, by):
    measure(person=person_at(site), unit=site, given=stands(by, "37"), by=by)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM training_ownmeasurement")
        (raw,) = cursor.fetchone()
    assert "37" not in str(bytes(raw) if isinstance(raw, memoryview) else raw) or "stands" not in str(raw)


@pytest.mark.parametrize("days", [1, -366 * 20 - 1])
def test_a_day_that_has_not_been_and_one_long_gone_are_refused(site, by, days):
    with pytest.raises(Refused):
        measure(person=person_at(site), unit=site, given=stands(by, on=by.today + timedelta(days=days)), by=by)


@pytest.mark.parametrize("role", [Role.CARE_STAFF, Role.UNIT_MANAGER, Role.ADMINISTRATION, Role.AREA_MANAGER])
def test_only_therapists_measure(site, role):
    by = actor_at(site, role, at=NOW)
    with pytest.raises(PermissionDenied):
        measure(person=person_at(site), unit=site, given=stands(by), by=by)


def test_nobody_measures_whom_they_may_not_see(site, by):
    for hidden in (person_at(sister(site)), protected(person_at(site)), person_at(SiteFactory())):
        with pytest.raises(PermissionDenied):
            measure(person=hidden, unit=site, given=stands(by), by=by)
        with pytest.raises(PermissionDenied):
            ask_by_link(person=hidden, unit=site, instrument=WHO5, token="abc", by=by)
    with pytest.raises(PermissionDenied):
        measure(person=person_at(site), unit=sister(site), given=stands(by), by=by)
    assert not OwnMeasurement.objects.exists()


def test_what_a_person_answers_through_a_link_is_kept_in_friskvard(site, by):
    person = person_at(site)
    link = ask_by_link(person=person, unit=site, instrument=WHO5, token="abc", by=by)
    assert link.store == STORE
    answers = read(WHO5, dict.fromkeys([part.key for part in WHO5.parts], "3"))
    visitor = replace(by, user=None, assignment=None, visitor="answer")
    assert answer_link(link=link_of("abc", visitor), given=Given(WHO5, answers, by.today, Answered.LINK), by=visitor)
    (kept,) = OwnMeasurement.objects.all()
    assert (kept.person, kept.score, kept.how, kept.noted_by) == (person, Decimal(60), "link", None)


@pytest.mark.django_db(transaction=True)
def test_the_same_answers_sent_many_times_at_once_are_kept_once(site, by):
    link = ask_by_link(person=person_at(site), unit=site, instrument=WHO5, token="abc", by=by)
    answers = read(WHO5, dict.fromkeys([part.key for part in WHO5.parts], "3"))
    given, visitor = Given(WHO5, answers, by.today, Answered.LINK), replace(by, user=None, assignment=None, visitor="a")
    assert at_once([lambda: answer_link(link=link, given=given, by=visitor)] * 6) == [None] * 6
    assert OwnMeasurement.objects.count() == 1
    assert AuditEntry.objects.filter(verb="questionnaires.link_answered").count() == 1


def test_a_wrong_one_is_taken_back_with_a_reason_and_stays(site, by):
    kept = measure(person=person_at(site), unit=site, given=stands(by), by=by)
    with pytest.raises(Refused):
        withdraw(measurement=kept, because="  ", by=by)
    withdraw(measurement=kept, because="Fel person", by=by)
    withdraw(measurement=kept, because="En gång till", by=by)
    kept.refresh_from_db()
    assert (kept.withdrawn_because, kept.withdrawn_by) == ("Fel person", by.user)
    assert not OwnMeasurement.objects.standing().exists()
    with pytest.raises(PermissionDenied):
        withdraw(measurement=kept, because="Nej", by=actor_at(site, Role.CARE_STAFF, at=NOW))


def test_it_is_told_to_the_person_and_goes_away_when_that_is_decided(site, by):
    person, other = person_at(site), person_at(site, "Bo")
    for each in (person, other):
        measure(person=each, unit=site, given=stands(by), by=by)
    withdraw(measurement=measure(person=person, unit=site, given=stands(by, "2"), by=by), because="Fel", by=by)
    holding = holdings["training.ownmeasurement"]
    assert holding.last_notes([person.pk]) == {person.pk: by.today}
    assert [line.text for line in holding.export([person.pk])] == ["Uppresningar på 30 sekunder: 9 uppresningar"]
    assert holding.erase([person.pk]) == 2
    assert set(OwnMeasurement.objects.values_list("person", flat=True)) == {other.pk}
