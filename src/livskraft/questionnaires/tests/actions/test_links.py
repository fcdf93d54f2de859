"""Does a link lead to the questions once, for a while, and only for what one can answer oneself?"""

from dataclasses import replace
from datetime import timedelta

import pytest

from livskraft.access.actor import system_actor
from livskraft.access.models import AuditEntry
from livskraft.kit.errors import Refused
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.rules.vocabulary import Regime
from livskraft.people.tests.factories import NOW, person_at
from livskraft.questionnaires import stores
from livskraft.questionnaires.actions.links import OPEN_FOR, answer_link, make_link, revoke_links
from livskraft.questionnaires.models import AnswerLink
from livskraft.questionnaires.queries.links import link_of
from livskraft.questionnaires.rules.answers import read
from livskraft.questionnaires.rules.library import library
from livskraft.questionnaires.rules.vocabulary import Answered
from livskraft.questionnaires.stores import Given, Store

pytestmark = pytest.mark.django_db
BY = system_actor("test", NOW)
WHO5 = library()["who5:1"]
GIVEN = Given(WHO5, read(WHO5, {"calm": "3"}), BY.today, Answered.LINK)


@pytest.fixture
def kept(monkeypatch):
    received = []
    store = Store("test", Regime.NEITHER, "Prov", lambda *args: received.append(args))
    monkeypatch.setitem(stores.stores._entries, "test", store)
    return received


@pytest.fixture
def person():
    return person_at(SiteFactory())


def linked(person, token="abc", instrument=WHO5, by=BY):
    return make_link(person=person, unit=person.keeper, store="test", instrument=instrument, token=token, by=by)


def test_the_answers_come_once_and_then_the_link_leads_nowhere(person, kept):
    link = linked(person)
    assert link_of("abc", BY) == link
    assert answer_link(link=link, given=GIVEN, by=BY)
    assert not answer_link(link=link, given=GIVEN, by=BY)
    assert kept == [(person, person.keeper, GIVEN, BY)]
    assert link_of("abc", BY) is None
    assert AuditEntry.objects.filter(verb="questionnaires.link_answered").count() == 1


def test_the_address_is_not_kept(person, kept):
    assert linked(person).token != "abc"
    assert link_of("abd", BY) is None


@pytest.mark.parametrize(("after", "leads"), [(OPEN_FOR - timedelta(seconds=1), True), (OPEN_FOR, False)])
def test_it_leads_somewhere_for_two_weeks(person, kept, after, leads):
    link = linked(person)
    later = replace(BY, at=NOW + after)
    assert (link_of("abc", later) is not None) is leads
    assert answer_link(link=link, given=GIVEN, by=later) is leads


def test_a_new_link_ends_the_one_before_for_the_same_questions_only(person, kept):
    linked(person)
    linked(person, token="loneliness", instrument=library()["ucla3:1"])
    linked(person, token="new")
    assert link_of("abc", BY) is None
    assert link_of("new", BY)
    assert link_of("loneliness", BY)


@pytest.mark.parametrize("code", ["tug:1", "sppb:1", "chair_stands:1"])
def test_nobody_times_themselves_through_a_link(person, kept, code):
    with pytest.raises(Refused):
        linked(person, instrument=library()[code])
    assert not AnswerLink.objects.exists()


def test_what_is_taken_back_leads_nowhere_and_nothing_else_is_taken_back(person, kept):
    linked(person)
    other = person_at(SiteFactory())
    linked(other, "other")
    ucla3 = library()["ucla3:1"]
    make_link(person=person, unit=other.keeper, store="test", instrument=ucla3, token="there", by=BY)
    assert revoke_links(persons=[person.pk], unit=person.keeper, store="another", by=BY) == 0
    assert revoke_links(persons=[person.pk], unit=person.keeper, store="test", by=BY) == 1
    assert link_of("abc", BY) is None
    assert link_of("other", BY) is not None
    assert link_of("there", BY) is not None
    assert AuditEntry.objects.filter(verb="questionnaires.links_revoked").count() == 1
    assert revoke_links(persons=[person.pk], unit=person.keeper, store="test", by=BY) == 0
