"""Do two who write about the same person or number at the same moment leave one truth, on both engines?"""

import threading
import time
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Gone, Refused
from livskraft.kit.identity import read_number
from livskraft.kit.tests.at_once import at_once
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions.contacts import Near, add_relative
from livskraft.people.actions.handovers import hand_over
from livskraft.people.actions.persons import Details, change_person, register_person, relate, relate_all
from livskraft.people.models import CareRelation, IdentityRecord, Relative
from livskraft.people.rules.vocabulary import Purpose
from livskraft.people.tests.factories import NOW, person_at, sister

pytestmark = pytest.mark.django_db(transaction=True)
NUMBER = "194408139089"


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def by(site):
    return actor_at(site, at=NOW)


def meanwhile(first, second):
    """What `second` ended in, begun while `first` was done but not yet committed."""
    ended = []

    def run():
        try:
            second()
            ended.append(None)
        except Exception as error:  # noqa: BLE001 - whatever happened is what the test asks about
            ended.append(type(error))
        finally:
            connection.close()

    other = threading.Thread(target=run)
    with transaction.atomic():
        first()
        other.start()
        # So that the other has come as far as it can; a shorter time only makes the test see less.
        time.sleep(0.5)
    other.join()
    return ended[0]


def test_a_number_given_to_two_who_are_there_already_becomes_the_ones(site, by):
    number = read_number(NUMBER, today=by.today)
    for _n in range(3):
        one, other = person_at(site, "Elsa"), person_at(site, "Else")
        ended = at_once(
            [
                lambda one=one: change_person(person=one, details=Details("Elsa", number=number), by=by),
                lambda other=other: change_person(person=other, details=Details("Else", number=number), by=by),
                lambda: register_person(unit=site, details=Details("Ny", number=number), by=by),
            ]
        )
        assert set(ended) <= {None, Refused}
        assert IdentityRecord.objects.values("person").distinct().count() == 1
        IdentityRecord.objects.all().delete()


def test_registering_whom_somebody_hands_over_makes_neither_wait_for_the_other(site, by):
    beside = actor_at(sister(site), Role.CARE_STAFF, NOW)
    number = read_number(NUMBER, today=by.today)
    for _n in range(3):
        person = person_at(site, number=NUMBER)
        receiver = SiteFactory()

        def hand(person=person, receiver=receiver):
            hand_over(person=person, to_unit=receiver, reason="Flytt", on=by.today, by=by)

        ended = meanwhile(
            lambda: register_person(
                unit=beside.assignment.unit,
                details=Details("Elsa", number=number),
                reason="Kommer på måndagar",
                by=beside,
            ),
            hand,
        )
        assert ended is None
        person.refresh_from_db()
        assert person.keeper_id == receiver.parent.contracts.get().provider_id


def test_what_is_written_while_the_person_is_handed_over_does_not_follow(site, by):
    person = person_at(site, at=NOW - timedelta(days=9))
    ended = meanwhile(
        lambda: hand_over(person=person, to_unit=SiteFactory(), reason="Flytt", on=by.today, by=by),
        lambda: add_relative(person=person, near=Near("Kanariedotter"), by=by),
    )
    assert ended is PermissionDenied
    assert not Relative.objects.exists()


@pytest.mark.parametrize("relating", [relate, relate_all])
def test_a_unit_is_not_related_to_whom_somebody_hands_over_or_throws_away_meanwhile(site, by, relating):
    def begin(person):
        who = {"person": person} if relating is relate else {"persons": [person]}
        relating(unit=site, purpose=Purpose.REGISTERED, by=by, **who)

    person = person_at(site, at=NOW - timedelta(days=9))
    ended = meanwhile(
        lambda: hand_over(person=person, to_unit=SiteFactory(), reason="Flytt", on=by.today, by=by),
        lambda: begin(person),
    )
    assert ended is PermissionDenied
    gone = person_at(site)
    assert meanwhile(gone.delete, lambda: begin(gone)) is Gone
    assert not CareRelation.objects.holding_on(by.today).filter(unit=site).exists()
