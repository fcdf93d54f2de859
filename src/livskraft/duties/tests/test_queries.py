"""Is a vacant role found, does what it owes climb, and does it cost the same for twenty sites as for one?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import Case, F, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.test.utils import CaptureQueriesContext

from livskraft.access.actor import Actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, UserFactory, actor_at
from livskraft.duties.catalogue import Duty, kinds
from livskraft.duties.prepared import SOMEWHERE
from livskraft.duties.queries import (
    counts_at,
    duties_at,
    duties_of,
    duty_owed,
    in_order,
    is_vacant,
    vacancies,
)
from livskraft.duties.tests.factories import DAY, only_kinds, site_kind
from livskraft.organisation.kinds import ContractKind, UnitKind
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import ContractFactory, SiteFactory, UnitFactory, responsible_body

__all__ = ["only_kinds"]
pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.fixture
def site():
    return SiteFactory(name="Lunden")


@pytest.fixture(autouse=True)
def visits(only_kinds):
    only_kinds(site_kind())


def provider(site):
    return site.parent.contracts.get(ends=None).provider


def nobody(unit, role=Role.UNIT_MANAGER, day=DAY):
    return is_vacant(role, unit, day)


def real(asked):
    """The units that were asked about, without those that only keep a place when a query is prepared."""
    return [units for units in asked if units != [SOMEWHERE]]


def what(actor):
    return [(duty.unit_id, duty.vacant) for duty in duties_of(actor)]


def test_a_site_where_nobody_holds_the_role_is_vacant(site):
    assert nobody(site)


@pytest.mark.parametrize("above", range(3))
def test_who_holds_the_role_at_the_site_or_above_it_fills_it(site, above):
    unit = [site, site.parent, site.parent.parent][above]
    AssignmentFactory(unit=unit)
    assert not nobody(site)


def test_who_holds_the_role_at_a_sibling_does_not_fill_it(site):
    AssignmentFactory(unit=SiteFactory(parent=site.parent))
    assert nobody(site)


def test_who_holds_another_role_does_not_fill_it(site):
    AssignmentFactory(unit=site, role=Role.PHYSIOTHERAPIST)
    assert nobody(site)


def test_an_assignment_holds_from_its_first_day_until_its_last_excluded(site):
    AssignmentFactory(unit=site, starts=date(2026, 11, 10), ends=date(2026, 11, 23))
    assert nobody(site, day=date(2026, 11, 9))
    assert not nobody(site, day=date(2026, 11, 10))
    assert not nobody(site, day=date(2026, 11, 22))
    assert nobody(site, day=date(2026, 11, 23))


def test_a_user_who_is_not_active_does_not_fill_the_role(site):
    AssignmentFactory(unit=site, user=UserFactory(is_active=False))
    assert nobody(site)


def test_staff_without_e_mail_fill_the_role(site):
    AssignmentFactory(unit=site, user=UserFactory(email=None))
    assert not nobody(site)


def test_an_area_manager_at_the_provider_answers_for_its_sites_and_no_others(site):
    other = SiteFactory()
    AssignmentFactory(unit=provider(site), role=Role.AREA_MANAGER)
    assert not nobody(site, Role.AREA_MANAGER)
    assert nobody(other, Role.AREA_MANAGER)


def test_the_former_providers_area_manager_does_not_answer(site):
    contract = site.parent.contracts.get()
    contract.ends = date(2026, 11, 1)
    contract.save()
    AssignmentFactory(unit=contract.provider, role=Role.AREA_MANAGER)
    assert not nobody(site, Role.AREA_MANAGER, date(2026, 10, 31))
    assert nobody(site, Role.AREA_MANAGER)


def test_a_provider_with_two_parts_answers_in_both(site):
    other = SiteFactory()
    other.parent.contracts.update(provider=provider(site))
    AssignmentFactory(unit=provider(site), role=Role.AREA_MANAGER)
    assert not nobody(site, Role.AREA_MANAGER)
    assert not nobody(other, Role.AREA_MANAGER)


def test_the_provider_answers_for_a_work_group_at_the_site(site):
    group = UnitFactory(kind=UnitKind.WORK_GROUP, parent=site)
    AssignmentFactory(unit=provider(site), role=Role.AREA_MANAGER)
    assert not nobody(group, Role.AREA_MANAGER)


def test_the_role_at_the_top_of_the_deepest_tree_fills_it_at_the_bottom():
    unit = responsible_body()
    top = unit
    for kind in ("committee", "department", "area", "area_part", "site", "work_group"):
        unit = UnitFactory(kind=UnitKind(kind), parent=unit)
    AssignmentFactory(unit=top)
    assert not nobody(unit)


def test_roles_are_told_apart_when_they_are_asked_about_together(site, django_assert_num_queries):
    other = SiteFactory()
    AssignmentFactory(unit=site)
    AssignmentFactory(unit=provider(other), role=Role.AREA_MANAGER)
    paths = {each.pk: each.path for each in (site, other)}
    with django_assert_num_queries(2):
        found = vacancies([Role.UNIT_MANAGER, Role.AREA_MANAGER], paths, DAY)
    assert found == {Role.UNIT_MANAGER: {other.pk}, Role.AREA_MANAGER: {site.pk}}


def test_a_unit_whose_id_is_part_of_anothers_is_another(site):
    AssignmentFactory(unit=site)
    assert vacancies([Role.UNIT_MANAGER], {0: f"/{site.pk}0/"}, DAY) == {Role.UNIT_MANAGER: {0}}


def test_a_manager_owes_at_their_own_site_and_not_at_the_twin(site):
    SiteFactory()
    assert what(actor_at(site, at=NOW)) == [(site.pk, False)]


def test_a_role_that_owes_nothing_has_nothing(site):
    AssignmentFactory(unit=site)
    assert what(actor_at(site, Role.CARE_STAFF, at=NOW)) == []


def test_what_a_vacant_manager_owes_climbs_to_the_provider_with_a_mark(site):
    assert what(actor_at(provider(site), Role.AREA_MANAGER, at=NOW)) == [(site.pk, True)]


def test_who_is_missing_is_asked_once_for_all_kinds(site, only_kinds):
    only_kinds(*(site_kind(f"test.{n}") for n in range(9)))
    actor = actor_at(responsible_body(), Role.ADMINISTRATION, at=NOW)
    with CaptureQueriesContext(connection) as captured:
        assert len(duties_of(actor)) == 9
    assert sum("access_assignment" in query["sql"] for query in captured) == 1


def test_a_kind_is_not_asked_where_it_cannot_arise(site, only_kinds):
    asked = []

    def rows(units, today):
        asked.append(units)
        return Unit.objects.none()

    kind = site_kind("test.meeting")
    only_kinds(replace(kind, query=rows, arises_at=frozenset({UnitKind.WORK_GROUP})))
    department = actor_at(responsible_body(), Role.ADMINISTRATION, at=NOW)
    assert duties_of(department) == []
    assert asked == []
    group = UnitFactory(kind=UnitKind.WORK_GROUP, parent=site)
    duties_of(department)
    assert real(asked) == [[group.pk]]


def test_what_a_manager_owes_does_not_climb(site):
    AssignmentFactory(unit=site)
    assert what(actor_at(provider(site), Role.AREA_MANAGER, at=NOW)) == []


def test_with_neither_manager_nor_provider_it_climbs_to_the_department(site):
    department = actor_at(responsible_body(), Role.ADMINISTRATION, at=NOW)
    assert what(department) == [(site.pk, True)]
    AssignmentFactory(unit=provider(site), role=Role.AREA_MANAGER)
    assert what(department) == []


def test_what_a_vacant_area_manager_owes_climbs_to_the_department(site, only_kinds):
    only_kinds(site_kind("test.order", Role.AREA_MANAGER))
    AssignmentFactory(unit=site)
    department = actor_at(responsible_body(), Role.ADMINISTRATION, at=NOW)
    assert what(department) == [(site.pk, True)]
    AssignmentFactory(unit=provider(site), role=Role.AREA_MANAGER)
    assert what(department) == []


def test_a_site_without_any_provider_climbs_to_the_department(site):
    site.parent.contracts.all().delete()
    assert what(actor_at(responsible_body(), Role.ADMINISTRATION, at=NOW)) == [(site.pk, True)]


def test_of_persons_it_climbs_as_who_is_missing_once_a_unit_unless_one_may_open_it(site, only_kinds):
    def two(rows, today):
        return [
            Duty(f"test.persons:{unit.pk}-{days}", unit.pk, unit.name, "Ring Kanarie", "/personer/", DAY + days)
            for unit in rows
            for days in (timedelta(days=2), timedelta(days=-3))
        ]

    kind = replace(site_kind("test.persons"), describe=two, persons=True)
    only_kinds(kind)
    above = actor_at(provider(site), Role.AREA_MANAGER, at=NOW)
    (duty,) = duties_of(above)
    assert duty.what == "Ingen verksamhetschef finns på Lunden: besök"
    assert (duty.url, duty.due, duty.count, duty.vacant) == (
        "/personal/?role=unit_manager",
        DAY - timedelta(days=3),
        1,
        True,
    )
    assert duty_owed(above, duty.key) == duty
    assert duty_owed(above, f"test.persons:{site.pk}-{timedelta(days=2)}") is None
    only_kinds(replace(kind, persons=False))
    assert len(duties_of(above)) == 2
    only_kinds(replace(kind, describe=lambda rows, today: [replace(each, url="/") for each in two(rows, today)]))
    assert len(duties_of(above)) == 2


def test_what_only_the_holder_can_do_climbs_in_words_of_its_own_also_when_it_could_be_opened(site, only_kinds):
    kind = site_kind("test.report", url="/")
    only_kinds(replace(kind, nobody="Ingen finns hos %(unit)s: %(what)s"))
    (duty,) = duties_of(actor_at(provider(site), Role.AREA_MANAGER, at=NOW))
    assert (duty.what, duty.url) == ("Ingen finns hos Lunden: besök", "/personal/?role=unit_manager")
    (own,) = duties_of(actor_at(site, at=NOW))
    assert (own.what, own.url) == ("Besök Lunden", "/")


def test_only_the_active_assignment_counts(site):
    other = SiteFactory()
    user = UserFactory()
    here, there = (AssignmentFactory(user=user, unit=unit) for unit in (site, other))
    assert what(Actor(at=NOW, user=user, assignment=here)) == [(site.pk, False)]
    assert what(Actor(at=NOW, user=user, assignment=there)) == [(other.pk, False)]


def test_an_assignment_that_has_ended_owes_nothing(site):
    actor = actor_at(site, at=NOW)
    actor.assignment.ends = date(2026, 11, 23)
    assert what(actor) == []


def test_nobody_owes_nothing(site):
    assert duties_of(Actor(at=NOW)) == []


def test_counts_are_of_the_same_rows_as_the_descriptions(site, only_kinds):
    only_kinds(site_kind("test.late", days=-2), site_kind("test.soon", days=2))
    SiteFactory()
    units = Unit.objects.all()
    counts = {(count.unit_id, count.kind.key): (count.owed, count.late) for count in counts_at(units, DAY)}
    described = {(duty.unit_id, duty.kind.key) for duty in duties_at(units, DAY)}
    assert counts.keys() == described
    assert counts[site.pk, "test.late"] == (1, 1)
    assert counts[site.pk, "test.soon"] == (1, 0)


def two_kinds_by_one_query(asked):
    """ "test.odd" and "test.even", found side by side: which it is says the site's id."""
    odd, even = site_kind("test.odd", days=-1), site_kind("test.even")

    def query(units, today):
        asked.append(units)
        is_even = Case(When(pk__in=Unit.objects.annotate(rest=F("pk") % 2).filter(rest=0), then=Value("test.even")))
        return odd.query(units, today).annotate(duty_kind=Coalesce(is_even, Value("test.odd")))

    return [replace(kind, query=query) for kind in (odd, even)]


def test_kinds_of_one_query_are_asked_together_and_get_their_own_rows(site, only_kinds, django_assert_num_queries):
    asked = []
    only_kinds(*two_kinds_by_one_query(asked))
    sites = [site, SiteFactory(), SiteFactory()]
    department = actor_at(responsible_body(), Role.ADMINISTRATION, at=NOW)
    expected = {f"test.{'odd' if each.pk % 2 else 'even'}:{each.pk}" for each in sites}
    assert {duty.key for duty in duties_of(department)} == expected
    assert len(real(asked)) == 1
    counts = {(count.unit_id, count.kind.key, count.late) for count in counts_at(Unit.objects.all(), DAY)}
    assert counts == {(each.pk, f"test.{'odd' if each.pk % 2 else 'even'}", 1) for each in sites}
    with django_assert_num_queries(1):
        counts_at(Unit.objects.all(), DAY)


def test_one_of_the_kinds_of_a_query_can_be_asked_alone(site, only_kinds):
    odd, even = two_kinds_by_one_query([])
    only_kinds(odd, even)
    SiteFactory()
    mine, other = (odd, even) if site.pk % 2 else (even, odd)
    assert [row.pk for row in mine.rows([site.pk], DAY)] == [site.pk]
    assert not other.rows([site.pk], DAY).exists()
    for kind in (odd, even):
        assert {count.kind for count in counts_at(Unit.objects.all(), DAY, [kind])} == {kind}


def test_a_kind_by_a_query_of_its_own_needs_no_name_on_its_rows(site):
    (kind,) = kinds
    assert not kind.shared
    assert [row.pk for row in kind.rows([site.pk], DAY)] == [site.pk]


def test_who_holds_a_site_asks_by_its_id_and_who_holds_more_by_a_query(site, only_kinds):
    asked = []

    def query(units, today):
        asked.append(units)
        return Unit.objects.none()

    only_kinds(replace(site_kind(), query=query))
    duties_of(actor_at(site, at=NOW))
    duties_of(actor_at(site.parent, at=NOW))
    one, more = real(asked)
    assert one == [site.pk]
    assert isinstance(more, QuerySet)
    only_kinds(replace(site_kind(), query=query, arises_at=frozenset({UnitKind.SITE, UnitKind.WORK_GROUP})))
    duties_of(actor_at(site, at=NOW))
    assert isinstance(real(asked)[2], QuerySet)


def test_how_many_persons_a_duty_is_about_is_not_counted(site, only_kinds):
    kind = site_kind("test.talk", days=-1)
    sites = [SiteFactory().pk for _ in range(3)]

    def query(units, today):
        return kind.query(sites, today).annotate(duty_unit=Value(site.pk))

    def counted():
        (count,) = counts_at(Unit.objects.all(), DAY)
        return count.owed, count.late

    only_kinds(replace(kind, query=query))
    assert counted() == (3, 3)
    only_kinds(replace(kind, query=query, persons=True))
    assert counted() == (1, 1)


def test_a_duty_that_is_not_owed_is_not_found(site):
    twin = SiteFactory()
    actor = actor_at(site, at=NOW)
    assert duty_owed(actor, f"test.visit:{site.pk}").unit_id == site.pk
    for key in (f"test.visit:{twin.pk}", "test.visit:0", f"test.other:{site.pk}", "", "test.visit"):
        assert duty_owed(actor, key) is None


def test_a_key_that_does_not_begin_with_its_kind_is_a_fault_in_the_module(site, only_kinds):
    kind = site_kind("test.visit")
    only_kinds(replace(kind, key="test.renamed"))
    with pytest.raises(ValueError, match=r"test\.renamed"):
        duties_of(actor_at(site, at=NOW))


def test_todays_visits_come_in_the_order_of_the_clock(site):
    from datetime import time

    (duty,) = duties_of(actor_at(site, at=NOW))
    noon, morning = replace(duty, key="a", at=time(12)), replace(duty, key="b", at=time(8))
    assert in_order([noon, morning]) == [morning, noon]


@pytest.mark.parametrize("role", [Role.UNIT_MANAGER, Role.AREA_MANAGER, Role.ADMINISTRATION])
def test_twenty_sites_cost_as_many_queries_as_one(role, only_kinds):
    only_kinds(site_kind("test.a"), site_kind("test.b"), site_kind("test.c", Role.AREA_MANAGER))
    body = responsible_body()
    part = UnitFactory(kind=UnitKind.AREA_PART, parent=UnitFactory(kind=UnitKind.AREA, parent=body))
    home = UnitFactory(kind=UnitKind.PROVIDER, parent=body)
    ContractFactory(area_part=part, provider=home, kind=ContractKind.ASSIGNMENT)
    at = {Role.UNIT_MANAGER: part, Role.AREA_MANAGER: home, Role.ADMINISTRATION: body}[role]
    actor = actor_at(at, role, at=NOW)

    def cost():
        fresh = Actor(at=NOW, user=actor.user, assignment=actor.assignment)
        with CaptureQueriesContext(connection) as captured:
            found = len(duties_of(fresh))
        return found, len(captured)

    SiteFactory(parent=part)
    few, cost_of_few = cost()
    for _ in range(19):
        SiteFactory(parent=part)
    many, cost_of_many = cost()
    assert many == 20 * few > 0
    kinds_owed = {Role.UNIT_MANAGER: 2, Role.AREA_MANAGER: 3, Role.ADMINISTRATION: 3}[role]
    # Besides the kinds: which have anything, the notes, three about vacant roles, and for a provider the parts that it
    # answers for.
    assert cost_of_few == cost_of_many <= kinds_owed + 1 + 1 + 3 + 1
