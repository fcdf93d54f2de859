"""Does a list of staff become people and assignments once, and only what the actor may give?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.actions.staff import import_staff, look_through
from livskraft.access.models import Assignment, AuditEntry, User
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, UserFactory, actor_at
from livskraft.kit.errors import Refused
from livskraft.organisation.tests.factories import SiteFactory, responsible_body

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 3, 9, tzinfo=UTC)
TODAY = date(2026, 3, 3)


@pytest.fixture
def site():
    return SiteFactory(name="Almgården")


@pytest.fixture
def manager(site):
    return actor_at(site, at=AT)


@pytest.fixture
def administrator(site):
    return actor_at(responsible_body(), Role.SYSTEM_ADMINISTRATOR, AT)


def rows(*people):
    return dict(enumerate(people, start=2))


def person(name="Anna Ek", role="USK", **more):
    return {"name": name, "role": role, "email": "", "unit": "", "title": "", "starts": ""} | more


def test_a_manager_adds_staff_without_sign_in(site, manager):
    (given,) = import_staff(
        rows=rows(person(email="anna@example.invalid", starts="2024-02-01")), default_unit=site, by=manager
    )
    assert (given.role, given.unit, given.starts) == (Role.CARE_STAFF, site, date(2024, 2, 1))
    assert given.added_on == TODAY
    user = User.objects.get(name="Anna Ek")
    assert (user.email, user.title, user.name_key) == (None, "USK", "anna ek")
    assert not user.has_usable_password()


def test_an_administrator_adds_addresses_too(site, administrator):
    import_staff(
        rows=rows(person(email="Anna@Example.invalid", unit="almgården", role="Verksamhetschef")),
        default_unit=None,
        by=administrator,
    )
    held = Assignment.objects.select_related("user").get(user__email="anna@example.invalid")
    assert (held.role, held.unit) == (Role.UNIT_MANAGER, site)


def test_the_same_list_twice_adds_nothing(site, administrator):
    twice = rows(person(), person("Bo Ek", email="bo@example.invalid"), person("Cia Ek", "Fysioterapeut"))
    assert len(import_staff(rows=twice, default_unit=site, by=administrator)) == 3
    before = (User.objects.count(), Assignment.objects.count(), AuditEntry.objects.count())
    assert import_staff(rows=twice, default_unit=site, by=administrator) == []
    assert (User.objects.count(), Assignment.objects.count(), AuditEntry.objects.count()) == before


def test_a_person_listed_twice_is_one_person(site, manager):
    given = import_staff(
        rows=rows(person(), person(" ANNA  ek "), person(role="Nyckelperson reflektion")), default_unit=site, by=manager
    )
    assert sorted(each.role for each in given) == [Role.CARE_STAFF, Role.KEY_PERSON]
    assert len({each.user_id for each in given}) == 1
    listed = look_through(rows(person(), person()), default_unit=SiteFactory(), by=manager)
    assert listed.people[1].left_out == "Står redan på rad 2."


def test_two_of_the_same_name_with_different_addresses_are_two(site, administrator):
    both = rows(person(email="a@example.invalid"), person(email="b@example.invalid"))
    given = import_staff(rows=both, default_unit=site, by=administrator)
    assert len({each.user_id for each in given}) == 2


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (person(name=""), "name"),
        (person(role="Kock"), "role"),
        (person(role=""), "role"),
        (person(unit="Någon annanstans"), "unit"),
        (person(starts="snart"), "starts"),
        (person(name="#REF!"), "name"),
        (person(title="#N/A"), "title"),
    ],
)
def test_one_bad_row_stops_all_and_says_why(site, manager, row, field):
    listed = look_through(rows(person("Bo Ek"), row), default_unit=site, by=manager)
    assert list(listed.wrong[0].problems) == [field]
    with pytest.raises(Refused, match="1 rad behöver rättas"):
        import_staff(rows=rows(person("Bo Ek"), row), default_unit=site, by=manager)
    assert not User.objects.filter(name="Bo Ek").exists()


def test_a_bad_address_is_the_administrators_to_put_right(site, administrator):
    (wrong,) = look_through(rows(person(email="anna")), default_unit=site, by=administrator).wrong
    assert list(wrong.problems) == ["email"]


@pytest.mark.parametrize("role", ["Verksamhetschef", "Systemförvaltare", "Biståndshandläggare"])
def test_a_manager_cannot_make_managers_or_administrators(site, manager, role):
    (wrong,) = look_through(rows(person(role=role)), default_unit=site, by=manager).wrong
    assert "systemförvaltaren" in wrong.problems["role"]


def test_not_even_an_administrator_makes_administrators_from_a_list(site, administrator):
    (wrong,) = look_through(rows(person(role="Systemförvaltare")), default_unit=site, by=administrator).wrong
    assert "role" in wrong.problems


def test_a_manager_gives_nobody_who_signs_in_more_rights(site, manager):
    AssignmentFactory(user=UserFactory(name="Anna Ek"), role=Role.PLANNER, unit=site)
    (left,) = look_through(rows(person()), default_unit=site, by=manager).people
    assert "kan logga in" in left.left_out
    assert import_staff(rows=rows(person()), default_unit=site, by=manager) == []


def test_another_site_cannot_be_named(site, manager):
    SiteFactory(name="Björkhagen")
    (wrong,) = look_through(rows(person(unit="Björkhagen")), default_unit=site, by=manager).wrong
    assert list(wrong.problems) == ["unit"]


def test_a_unit_that_is_to_close_gets_no_assignments_without_an_end(site, manager):
    site.closed = TODAY + timedelta(days=30)
    site.save()
    (found,) = look_through(rows(person()), default_unit=site, by=manager).people
    assert found.problems.keys() == {"unit"}
    (found,) = look_through(rows(person(unit="almgården")), default_unit=None, by=manager).people
    assert found.problems.keys() == {"unit"}


def test_an_administrator_of_a_part_gives_nothing_to_somebody_from_elsewhere(site):
    elsewhere = AssignmentFactory(unit=SiteFactory(), role=Role.CARE_STAFF)
    part = actor_at(site, Role.SYSTEM_ADMINISTRATOR, AT)
    (left,) = look_through(rows(person(email=elsewhere.user.email)), default_unit=site, by=part).people
    assert "utanför ditt område" in left.left_out


def test_who_has_left_is_not_taken_back_by_an_old_list(site, manager):
    ended = AssignmentFactory(
        user=UserFactory(name="Anna Ek", email=None),
        role=Role.CARE_STAFF,
        unit=site,
        starts=date(2024, 1, 1),
        ends=TODAY - timedelta(days=9),
    )
    (left,) = look_through(rows(person(starts="2024-01-01")), default_unit=site, by=manager).people
    assert "Har slutat 2026-02-22" in left.left_out
    (given,) = import_staff(rows=rows(person(starts="2026-03-01")), default_unit=site, by=manager)
    assert given.user_id == ended.user_id


def test_who_is_switched_off_is_left_out(site, administrator):
    off = UserFactory(is_active=False)
    (left,) = look_through(rows(person(email=off.email)), default_unit=site, by=administrator).people
    assert "avstängd" in left.left_out


@pytest.mark.parametrize("role", [Role.CARE_STAFF, Role.PHYSIOTHERAPIST, Role.ADMINISTRATION])
def test_others_may_not_bring_in_lists(site, role):
    with pytest.raises(PermissionDenied):
        import_staff(rows=rows(person()), default_unit=site, by=actor_at(site, role, AT))


def test_the_audit_says_which_fields_and_no_names(site, manager):
    import_staff(rows=rows(person()), default_unit=site, by=manager)
    entry = AuditEntry.objects.get(verb="access.staff_imported")
    assert entry.field_names == ["email", "name", "role", "starts", "title", "unit"]
    assert "Anna" not in str(entry.objects_touched)


def test_a_long_list_costs_about_as_many_queries_as_a_short_one(site, manager, django_assert_max_num_queries):
    many = rows(*(person(f"Person {chr(97 + number)}") for number in range(20)))
    with django_assert_max_num_queries(20):
        assert len(import_staff(rows=many, default_unit=site, by=manager)) == 20
