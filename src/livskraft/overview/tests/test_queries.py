"""Do the site's facts and the overview's numbers agree with the records, at the same cost however many sites?"""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, UserFactory
from livskraft.duties.tests.factories import only_kinds, site_kind
from livskraft.organisation.kinds import ContractKind, UnitKind
from livskraft.organisation.models import Contact, Unit
from livskraft.organisation.tests.factories import ContractFactory, SiteFactory, UnitFactory, responsible_body
from livskraft.overview.queries import Choice, overview, site_facts

__all__ = ["only_kinds"]
pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def two_kinds(only_kinds):
    only_kinds(site_kind("test.late", days=-2), site_kind("test.order", Role.AREA_MANAGER, days=3))


@pytest.fixture
def site():
    return SiteFactory(name="Lunden")


def provider(site):
    return site.parent.contracts.get(ends=None).provider


def look(choice=None, units=None):
    return overview(Unit.objects.all() if units is None else units, TODAY, choice or Choice())


def holders(site):
    return [(holder.role, holder.name, holder.where) for holder in site_facts(site, TODAY).holders]


def test_the_facts_name_area_provider_and_owner(site):
    Contact.objects.create(unit=site.premises.property_owner, name="Kim Kontakt", phone="013-1")
    facts = site_facts(site, TODAY)
    assert (facts.area, facts.part) == (site.parent.parent, site.parent)
    assert facts.contract.provider == provider(site)
    assert [contact.name for contact in facts.contacts] == ["Kim Kontakt"]


def test_former_providers_are_told_with_the_last_day_that_they_answered(site):
    now = site.parent.contracts.get()
    now.starts = date(2025, 1, 1)
    now.save()
    before = ContractFactory(area_part=site.parent, starts=date(2021, 1, 1), ends=date(2025, 1, 1))
    coming = ContractFactory(area_part=site.parent, starts=date(2028, 1, 1), ends=date(2029, 1, 1))
    facts = site_facts(site, TODAY)
    assert facts.contract == now
    assert [(past.name, past.last_day) for past in facts.past] == [(before.provider.name, date(2024, 12, 31))]
    assert coming.provider.name not in {past.name for past in facts.past}


def test_a_site_without_contract_or_house_still_has_a_page(site):
    site.parent.contracts.all().delete()
    site.premises.delete()
    facts = site_facts(Unit.objects.get(pk=site.pk), TODAY)
    assert (facts.contract, facts.premises, facts.contacts, facts.past) == (None, None, [], [])


def test_who_is_who_names_staff_here_and_above_and_the_providers_responsible(site):
    AssignmentFactory(unit=site, user=UserFactory(name="Anna Chef"))
    AssignmentFactory(unit=site.parent, role=Role.PHYSIOTHERAPIST, user=UserFactory(name="Fia Fys"))
    AssignmentFactory(unit=provider(site), role=Role.AREA_MANAGER, user=UserFactory(name="Olle Områdes"))
    AssignmentFactory(unit=provider(site), role=Role.CARE_STAFF, user=UserFactory(name="Någon Annanstans"))
    AssignmentFactory(unit=responsible_body(), role=Role.ADMINISTRATION, user=UserFactory(name="Frida Förvaltning"))
    AssignmentFactory(unit=site, role=Role.GROUP_LEADER, user=UserFactory(name="Utifrån Kommen"))
    AssignmentFactory(unit=site, role=Role.CARE_STAFF, user=UserFactory(name="Slutat Inaktiv", is_active=False))
    AssignmentFactory(unit=site, role=Role.CARE_STAFF, ends=TODAY, user=UserFactory(name="Slutat I Dag"))
    assert holders(site) == [
        ("Verksamhetschef", "Anna Chef", ""),
        ("Områdesansvarig hos utförare", "Olle Områdes", provider(site).name),
        ("Fysioterapeut", "Fia Fys", site.parent.name),
    ]


def test_a_vacant_role_that_owes_is_seen(site):
    assert holders(site) == [("Verksamhetschef", "", ""), ("Områdesansvarig hos utförare", "", "")]


def test_the_overview_counts_by_area_site_and_kind(site):
    SiteFactory(parent=site.parent, name="Boda")
    SiteFactory(name="Asken")
    found = look()
    assert (found.sites, found.total.owed, found.total.late) == (3, 6, 3)
    assert {kind.key: (tally.owed, tally.late) for kind, tally in found.kinds} == {
        "test.late": (3, 3),
        "test.order": (3, 0),
    }
    area = next(block for block in found.areas if block.pk == site.parent.parent_id)
    assert ([row.name for row in area.rows], area.tally.late, area.vacant) == (["Boda", "Lunden"], 2, 2)
    assert area.rows[0].provider == provider(site).name


def test_the_site_where_most_is_late_comes_first(site, only_kinds):
    other = SiteFactory(parent=site.parent, name="Asken")
    kind = site_kind("test.late", days=-2)
    rows = kind.query
    object.__setattr__(kind, "query", lambda units, today: rows(units, today).exclude(pk=other.pk))
    only_kinds(kind)
    assert [row.name for row in look().areas[0].rows] == ["Lunden", "Asken"]


def test_a_managed_site_is_not_marked_vacant(site):
    AssignmentFactory(unit=site)
    assert not look().areas[0].rows[0].vacant


def test_a_closed_site_is_not_counted(site):
    site.closed = TODAY
    site.save()
    assert look().sites == 0
    assert look().total.owed == 0


def test_one_can_narrow_to_an_area_a_provider_and_a_kind(site):
    other = SiteFactory(name="Asken")
    names = lambda choice: [row.name for block in look(choice).areas for row in block.rows]  # noqa: E731
    assert names(Choice(area=site.parent.parent_id)) == ["Lunden"]
    assert names(Choice(provider=provider(other).pk)) == ["Asken"]
    assert names(Choice(area=site.parent.parent_id, provider=provider(other).pk)) == []
    narrowed = look(Choice(kind="test.order", area=site.parent.parent_id))
    assert (narrowed.total.owed, narrowed.total.late, [kind.key for kind, _ in narrowed.kinds]) == (
        1,
        0,
        ["test.order"],
    )


def test_narrowed_to_a_kind_only_sites_that_owe_it_are_listed(site, only_kinds):
    none = site_kind("test.none")
    object.__setattr__(none, "query", lambda units, today: site_kind("x").query([], today))
    only_kinds(none)
    assert look(Choice(kind="test.none")).sites == 0
    assert look().sites == 1


def test_what_one_can_narrow_to_is_only_what_is_in_reach(site):
    SiteFactory()
    reach = Unit.objects.filter(path__startswith=site.parent.path)
    found = look(units=reach)
    assert found.area_choices == [(site.parent.parent_id, site.parent.parent.name)]
    assert found.provider_choices == [(provider(site).pk, provider(site).name)]
    assert (found.sites, found.areas[0].name) == (1, site.parent.parent.name)


def test_twenty_sites_cost_as_many_queries_as_one():
    body = responsible_body()
    part = UnitFactory(kind=UnitKind.AREA_PART, parent=UnitFactory(kind=UnitKind.AREA, parent=body))
    ContractFactory(area_part=part, kind=ContractKind.ASSIGNMENT, starts=TODAY - timedelta(days=9))

    def cost():
        with CaptureQueriesContext(connection) as captured:
            sites = look().sites
        return sites, len(captured)

    SiteFactory(parent=part)
    one, few = cost()
    for _ in range(19):
        SiteFactory(parent=part)
    assert cost() == (20 * one, few)
    # Units, contracts, two about vacant posts, and one for each kind.
    assert few <= 4 + 2
