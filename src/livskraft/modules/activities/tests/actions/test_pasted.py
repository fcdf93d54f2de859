"""Does a pasted programme become activities once, whole or not at all, by who may plan there?"""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.actor import system_actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.modules.activities.actions.pasted import Named, forget_pasted, paste_programme, save_pasted
from livskraft.modules.activities.models import Activity, ClosedDay, Occasion, PastedProgramme
from livskraft.modules.activities.rules.vocabulary import Kind
from livskraft.modules.activities.tests.factories import activity_at
from livskraft.organisation.tests.factories import SiteFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 15, 9, tzinfo=UTC)
BY = system_actor("test", NOW)
TEXT = (
    "Tisdag 20 januari\n10-12 Sittgympa 20 kr\n14 Brasskvintett\n"
    "Onsdag 21 januari\n10-12 Sittgympa\nTorsdag 22 januari: stängt"
)


@pytest.fixture
def site():
    return SiteFactory()


def paste(site, text=TEXT, by=BY):
    return paste_programme(site=site, text=text, year=2026, by=by)


def save(pasted, take=(0, 1, 2), closed=(date(2026, 1, 22),), named=None, version=None, by=BY):
    return save_pasted(pasted=pasted, take=take, closed=closed, named=named or {}, version=version, by=by)


def test_what_is_ticked_becomes_occasions_of_one_activity_per_title(site):
    assert save(paste(site)) == 3
    assert sorted(Activity.objects.values_list("title", "cost")) == [("Brasskvintett", None), ("Sittgympa", 20)]
    assert list(Occasion.objects.in_order().values_list("on", "from_time", "to_time")) == [
        (date(2026, 1, 20), time(10), time(12)),
        (date(2026, 1, 20), time(14), None),
        (date(2026, 1, 21), time(10), time(12)),
    ]
    assert ClosedDay.objects.get().on == date(2026, 1, 22)


def test_what_is_not_ticked_is_not_saved(site):
    assert save(paste(site), take=(1,), closed=()) == 1
    assert Activity.objects.get().title == "Brasskvintett"
    assert not ClosedDay.objects.exists()


def test_a_new_title_stands_as_it_was_put_right_and_an_old_one_is_used_again(site):
    old = activity_at(site, title="Sittgympa", at=NOW)
    save(paste(site), named={"brasskvintett": Named("Brass i salongen", Kind.CULTURAL)})
    assert old.occasions.count() == 2
    assert Activity.objects.get(kind=Kind.CULTURAL).title == "Brass i salongen"


def test_a_time_that_is_there_is_passed_over(site):
    save(paste(site))
    assert save(paste(site), closed=()) == 0
    assert Occasion.objects.count() == 3


def test_saving_twice_saves_once(site):
    pasted = paste(site)
    save(pasted)
    with pytest.raises(Refused, match="redan sparat"):
        save(pasted)
    with pytest.raises(Conflict):
        save(pasted, version=1)
    assert Occasion.objects.count() == 3


def test_when_one_time_cannot_be_saved_none_is_and_the_sentence_names_it(site):
    clash = "Tisdag 20 januari\n10-12 Sittgympa\n11-13 Sittgympa"
    with pytest.raises(Refused, match="Sittgympa, tisdag 20 januari kl"):
        save(paste(site, clash), take=(0, 1), closed=())
    assert not Occasion.objects.exists()
    assert not PastedProgramme.objects.get().saved_at


def test_a_closed_day_that_has_been_is_passed_over(site):
    late = system_actor("test", NOW + timedelta(days=30))
    assert save(paste(site), by=late) == 3
    assert not ClosedDay.objects.exists()


def test_nothing_ticked_is_nothing_to_save(site):
    with pytest.raises(Refused, match="minst en rad"):
        save(paste(site), take=(), closed=())


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "Klistra in"), (" \n\x00 ", "Klistra in"), ("x" * 80_001, "för lång")],
    ids=["nothing", "nothing to see", "endless"],
)
def test_what_cannot_be_looked_through_is_refused(site, text, said):
    with pytest.raises(Refused, match=said):
        paste(site, text)


def test_so_many_times_that_nobody_looks_them_through_are_refused(site):
    with pytest.raises(Refused, match="fler än 400 tider"):
        paste(site, "Måndag-söndag vecka 1-52\n10-12 Sittgympa\n14-15 Bingo")


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "{{ 7 }}", "Tisdag 20 januari 10-12 \u202eO'Brien"])
def test_hostile_words_are_words(site, text):
    assert paste(site, text).pk


def test_who_may_not_plan_there_neither_pastes_nor_saves(site):
    pasted = paste(site)
    for actor in (actor_at(SiteFactory(), Role.CARE_STAFF, NOW), actor_at(site, Role.COMMITTEE_SECRETARY, NOW)):
        with pytest.raises(PermissionDenied):
            paste(site, by=actor)
        with pytest.raises(PermissionDenied):
            save(pasted, by=actor)
        assert not PastedProgramme.objects.visible_to(actor)


@pytest.mark.parametrize(("days", "left"), [(30, 1), (31, 0)])
def test_the_text_is_thrown_away_after_a_month(site, days, left):
    paste(site)
    forget_pasted(by=system_actor("test", NOW + timedelta(days=days)))
    assert PastedProgramme.objects.count() == left
