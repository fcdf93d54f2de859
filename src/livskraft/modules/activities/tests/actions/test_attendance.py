"""Is it written up who came: by the right ones, about the right ones, with nobody's tick lost?"""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from livskraft.access.actor import system_actor
from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.tests.at_once import at_once
from livskraft.modules.activities.actions.attendance import Ticked, save_attendance, save_head_count
from livskraft.modules.activities.actions.occasions import cancel_occasion
from livskraft.modules.activities.models import Attendance, Correction, HeadCount, Occasion
from livskraft.modules.activities.rules.vocabulary import AgeGroup, CountedGender
from livskraft.modules.activities.tests.factories import DECISION, activity_at, occasion_of
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.models import CareRelation, Person
from livskraft.people.tests.factories import person_at, protected

pytestmark = pytest.mark.django_db
EARLY = datetime(2026, 2, 20, 8, tzinfo=UTC)
NOW = datetime(2026, 3, 3, 10, 5, tzinfo=UTC)
WOMEN = (AgeGroup.OLDER, CountedGender.WOMEN)
MEN = (AgeGroup.OLDER, CountedGender.MEN)


@pytest.fixture
def site():
    return SiteFactory(name="Almgården")


@pytest.fixture
def occasion(site):
    return occasion_of(activity_at(site, at=EARLY), on=date(2026, 3, 3), at=EARLY)


@pytest.fixture
def counted(site):
    return occasion_of(activity_at(site, at=EARLY, **DECISION), on=date(2026, 3, 3), at=EARLY)


@pytest.fixture
def staff(site):
    return actor_at(site, Role.CARE_STAFF, NOW)


def people(site, number):
    return [person_at(site, f"Elsa{each}", at=EARLY).pk for each in range(number)]


def here(occasion):
    return set(Attendance.objects.filter(occasion=occasion).values_list("person", flat=True))


def test_who_came_is_saved_with_site_and_day_and_the_site_knows_them_a_year_more(occasion, staff, site):
    first, second = people(site, 2)
    CareRelation.objects.update(ends=date(2026, 6, 1))
    assert save_attendance(occasion=occasion, ticked=Ticked(here=[first, second]), by=staff) == 2
    row = Attendance.objects.get(person=first)
    assert (row.occasion, row.site, row.on, row.noted_at, row.noted_by) == (
        occasion,
        site,
        date(2026, 3, 3),
        NOW,
        staff.user,
    )
    assert set(CareRelation.objects.values_list("unit", "ends")) == {(site.pk, date(2027, 3, 3))}
    occasion.refresh_from_db()
    assert (occasion.attendance_taken_at, occasion.attendance_taken_by) == (NOW, staff.user)
    entry = AuditEntry.objects.get(verb="activities.attendance_saved")
    assert f"people.person:{first}" in entry.objects_touched


def test_forty_cost_as_many_queries_as_one(occasion, staff, site):
    def cost(count, on):
        held = occasion_of(occasion.activity, on=on, at=EARLY)
        ids = people(site, count)
        with CaptureQueriesContext(connection) as asked:
            save_attendance(occasion=held, ticked=Ticked(here=ids), by=staff)
        return len(asked)

    assert staff.caregiver
    assert cost(1, date(2026, 3, 1)) == cost(40, date(2026, 3, 2)) < 20


def test_two_peoples_ticks_add_up_and_only_an_untick_takes_away(occasion, staff, site):
    anna, bo, cia = people(site, 3)
    other = actor_at(site, Role.CARE_STAFF, NOW)
    save_attendance(occasion=occasion, ticked=Ticked(here=[anna]), by=staff)
    # Both opened the list with Anna ticked.
    save_attendance(occasion=occasion, ticked=Ticked(shown=[anna], here=[anna, bo]), by=staff)
    save_attendance(occasion=occasion, ticked=Ticked(shown=[anna], here=[anna, cia]), by=other)
    assert here(occasion) == {anna, bo, cia}
    save_attendance(occasion=occasion, ticked=Ticked(shown=[anna, bo, cia], here=[bo, cia]), by=other)
    assert here(occasion) == {bo, cia}
    # What was unticked by somebody else meanwhile is not ticked again by one who left it alone.
    save_attendance(occasion=occasion, ticked=Ticked(shown=[anna, bo, cia], here=[anna, bo, cia]), by=staff)
    assert here(occasion) == {bo, cia}


def test_the_same_form_twice_is_the_same(occasion, staff, site):
    sent = Ticked(here=people(site, 2), new=["Berit Ny"])
    save_attendance(occasion=occasion, ticked=sent, by=staff)
    save_attendance(occasion=occasion, ticked=sent, by=staff)
    assert len(here(occasion)) == 3
    assert Person.objects.filter(name_key="berit ny").count() == 1


def test_changes_after_the_first_time_are_logged_and_the_first_is_not(occasion, staff, site):
    anna, bo = people(site, 2)
    save_attendance(occasion=occasion, ticked=Ticked(here=[anna]), by=staff)
    assert not Correction.objects.exists()
    save_attendance(occasion=occasion, ticked=Ticked(shown=[anna], here=[bo]), by=staff)
    told = set(Correction.objects.values_list("person_id", "was", "became", "by"))
    assert told == {(bo, "inte här", "här", staff.user.pk), (anna, "här", "inte här", staff.user.pk)}


def test_that_nobody_came_can_be_saved(occasion, staff):
    assert save_attendance(occasion=occasion, ticked=Ticked(), by=staff) == 0
    occasion.refresh_from_db()
    assert occasion.attendance_taken_at


def test_somebody_new_is_registered_by_name_and_known_to_the_site(occasion, staff, site):
    save_attendance(occasion=occasion, ticked=Ticked(new=["  Anna Lisa  Berg ", "Åke"]), by=staff)
    made = {(person.given_name, person.family_name) for person in Person.objects.visible_to(staff)}
    assert made == {("Anna Lisa", "Berg"), ("Åke", "")}
    assert len(here(occasion)) == 2


def test_names_are_refused_where_heads_are_counted_and_counts_where_names_are(occasion, counted, staff, site):
    with pytest.raises(Refused, match="Namn får inte skrivas upp"):
        save_attendance(occasion=counted, ticked=Ticked(here=people(site, 1)), by=staff)
    with pytest.raises(Refused, match="nämndens beslut"):
        save_head_count(occasion=occasion, shown={}, typed={WOMEN: 1}, by=staff)
    assert not Attendance.objects.exists()
    assert not HeadCount.objects.exists()


def test_what_is_cancelled_or_has_not_begun_is_refused(occasion, counted, staff, site):
    before = actor_at(site, Role.CARE_STAFF, datetime(2026, 3, 3, 7, 59, tzinfo=UTC))
    at_the_hour = actor_at(site, Role.CARE_STAFF, datetime(2026, 3, 3, 8, 0, tzinfo=UTC))
    with pytest.raises(Refused, match="inte varit än"):
        save_attendance(occasion=occasion, ticked=Ticked(), by=before)
    with pytest.raises(Refused, match="inte varit än"):
        save_head_count(occasion=counted, shown={}, typed={WOMEN: 1}, by=before)
    cancel_occasion(occasion=occasion, reason="Ledaren är sjuk", by=at_the_hour_manager(site))
    with pytest.raises(Refused, match="inställt"):
        save_attendance(occasion=occasion, ticked=Ticked(), by=at_the_hour)
    assert save_head_count(occasion=counted, shown={}, typed={WOMEN: 1}, by=at_the_hour) == 1


def at_the_hour_manager(site):
    return actor_at(site, Role.UNIT_MANAGER, NOW)


@pytest.mark.parametrize("on", [date(2026, 3, 29), date(2026, 10, 25)], ids=["skipped", "twice"])
def test_an_hour_before_is_an_hour_on_the_nights_when_the_clocks_change(site, on):
    night = occasion_of(activity_at(site, at=EARLY), on=on, from_time=time(3, 30), to_time=time(4), at=EARLY)
    opens = night.starts_at - timedelta(hours=1)
    with pytest.raises(Refused):
        save_attendance(
            occasion=night, ticked=Ticked(), by=actor_at(site, Role.CARE_STAFF, opens - timedelta(seconds=1))
        )
    assert save_attendance(occasion=night, ticked=Ticked(), by=actor_at(site, Role.CARE_STAFF, opens)) == 0


def test_only_staff_of_the_site_write_names_and_only_of_those_whom_they_see(occasion, staff, site):
    (anna,) = people(site, 1)
    twin = SiteFactory(parent=site.parent)
    elsewhere = person_at(twin, "Utanför", at=EARLY)
    for stranger in (actor_at(twin, Role.CARE_STAFF, NOW), actor_at(site.parent, Role.PHYSIOTHERAPIST, NOW)):
        with pytest.raises(PermissionDenied):
            save_attendance(occasion=occasion, ticked=Ticked(here=[anna]), by=stranger)
    with pytest.raises(Refused, match="Öppna listan igen"):
        save_attendance(occasion=occasion, ticked=Ticked(here=[anna, elsewhere.pk]), by=staff)
    with pytest.raises(Refused, match="Öppna listan igen"):
        save_attendance(occasion=occasion, ticked=Ticked(here=[10**17]), by=staff)
    assert not here(occasion)


def test_somebody_protected_is_ticked_and_unticked_only_by_who_is_named_for_it(occasion, staff, site):
    reader = actor_at(site, Role.UNIT_MANAGER, NOW)
    hidden = protected(person_at(site, "Hemlig", at=EARLY), reader.user, at=EARLY)
    with pytest.raises(Refused):
        save_attendance(occasion=occasion, ticked=Ticked(here=[hidden.pk]), by=staff)
    save_attendance(occasion=occasion, ticked=Ticked(here=[hidden.pk]), by=reader)
    with pytest.raises(Refused):
        save_attendance(occasion=occasion, ticked=Ticked(shown=[hidden.pk]), by=staff)
    assert save_attendance(occasion=occasion, ticked=Ticked(), by=staff) == 1


def test_who_was_merged_is_unticked_as_who_they_turned_out_to_be(occasion, staff, site):
    old, kept = people(site, 2)
    save_attendance(occasion=occasion, ticked=Ticked(here=[old]), by=staff)
    Person.objects.filter(pk=old).update(merged_into=kept)
    assert save_attendance(occasion=occasion, ticked=Ticked(shown=[], here=[kept]), by=staff) == 1
    assert save_attendance(occasion=occasion, ticked=Ticked(shown=[kept], here=[]), by=staff) == 0


def test_an_old_list_that_is_typed_in_late_lets_the_site_know_them_for_a_day(site, staff):
    long_ago = occasion_of(activity_at(site, at=EARLY), on=date(2024, 3, 5), at=EARLY)
    (anna,) = people(site, 1)
    CareRelation.objects.update(purpose="registered")
    save_attendance(occasion=long_ago, ticked=Ticked(here=[anna]), by=staff)
    assert CareRelation.objects.get(purpose="meeting_place").ends == date(2026, 3, 4)


def test_heads_are_counted_by_age_and_gender(counted, staff, site):
    assert save_head_count(occasion=counted, shown={}, typed={WOMEN: 7, MEN: 0}, by=staff) == 7
    row = HeadCount.objects.get()
    assert (row.age_group, row.gender, row.number, row.site, row.on) == (
        AgeGroup.OLDER,
        CountedGender.WOMEN,
        7,
        site,
        date(2026, 3, 3),
    )
    assert save_head_count(occasion=counted, shown={WOMEN: 7}, typed={WOMEN: 0, MEN: 3}, by=staff) == 3
    assert {row.number for row in HeadCount.objects.all()} == {3}
    assert "Kvinnor, 65 år eller äldre: 7" in set(Correction.objects.values_list("was", flat=True))


@pytest.mark.parametrize("number", [-1, 2001, 10**30])
def test_an_impossible_number_is_refused(counted, staff, number):
    with pytest.raises(Refused, match="från 0 till 2000"):
        save_head_count(occasion=counted, shown={}, typed={WOMEN: number}, by=staff)


def test_two_who_count_different_groups_are_both_kept_and_the_same_group_is_a_conflict(counted, staff):
    save_head_count(occasion=counted, shown={}, typed={WOMEN: 4}, by=staff)
    assert save_head_count(occasion=counted, shown={}, typed={MEN: 2}, by=staff) == 6
    assert save_head_count(occasion=counted, shown={}, typed={WOMEN: 4}, by=staff) == 6
    with pytest.raises(Conflict):
        save_head_count(occasion=counted, shown={}, typed={WOMEN: 5}, by=staff)


def test_the_area_manager_may_count_but_a_stranger_may_not(counted, site):
    with pytest.raises(PermissionDenied):
        save_head_count(occasion=counted, shown={}, typed={WOMEN: 1}, by=actor_at(SiteFactory(), Role.CARE_STAFF, NOW))
    assert save_head_count(occasion=counted, shown={}, typed={WOMEN: 1}, by=system_actor("test", NOW)) == 1


@pytest.mark.django_db(transaction=True)
def test_five_who_save_at_the_same_moment_lose_nobodys_tick():
    site = SiteFactory()
    occasion = occasion_of(activity_at(site, at=EARLY), on=date(2026, 3, 3), at=EARLY)
    ids = people(site, 6)
    staff = [actor_at(site, Role.CARE_STAFF, NOW) for _each in range(5)]

    def tick(by, extra):
        return lambda: save_attendance(
            occasion=Occasion.objects.get(pk=occasion.pk), ticked=Ticked(here=[ids[0], extra]), by=by
        )

    ended = at_once([tick(by, extra) for by, extra in zip(staff, ids[1:], strict=True)])
    assert ended == [None] * 5
    assert here(occasion) == set(ids)


@pytest.mark.parametrize("typed", ["ﬃ" * 80, "1a" * 40 + " " + "1a" * 40])
def test_a_name_that_grows_too_long_when_it_is_sorted_is_refused(typed):
    site = SiteFactory()
    held = occasion_of(activity_at(site), on=actor_at(site).today, from_time=time(0))
    with pytest.raises(Refused, match="för långt"):
        save_attendance(occasion=held, ticked=Ticked(new=[typed]), by=actor_at(site, Role.CARE_STAFF))
