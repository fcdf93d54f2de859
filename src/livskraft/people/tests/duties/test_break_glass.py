"""Does each broken glass come to the manager of its unit, name nobody, and go when it is judged?"""

from datetime import timedelta

import pytest

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.duties.catalogue import kinds
from livskraft.duties.queries import duties_of
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.tests.factories import ContractFactory, SiteFactory, UnitFactory
from livskraft.people.actions.break_glass import review_glass
from livskraft.people.actions.handovers import hand_over
from livskraft.people.models import BreakGlass, Person
from livskraft.people.rules.break_glass import DAYS_TO_REVIEW
from livskraft.people.tests.factories import NOW, person_at, sister

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def glass(site):
    by = actor_at(site, Role.CARE_STAFF, at=NOW)
    return BreakGlass.objects.create(
        person=person_at(sister(site)), user=by.user, unit=site, reason="x", at=NOW, until=NOW + timedelta(hours=8)
    )


def owed(site, day):
    at = NOW + timedelta(days=day)
    return [duty for duty in duties_of(actor_at(site, at=at)) if duty.kind.key == "people.broken_glass"]


def test_the_manager_of_the_unit_has_it_and_the_twin_has_not(site, glass):
    (duty,) = owed(site, 0)
    assert duty.due == NOW.date() + timedelta(days=DAYS_TO_REVIEW)
    assert owed(SiteFactory(), 0) == []
    assert owed(sister(site), 0) == []


def test_it_names_neither_who_opened_nor_who_was_opened(site, glass):
    (duty,) = owed(site, 0)
    assert glass.user.name not in duty.what
    assert glass.person.given_name not in duty.what


@pytest.mark.parametrize("day", [0, DAYS_TO_REVIEW, DAYS_TO_REVIEW + 1, 30])
def test_python_and_sql_agree_on_what_is_late(site, glass, day):
    today = NOW.date() + timedelta(days=day)
    (duty,) = owed(site, day)
    (row,) = kinds["people.broken_glass"].rows([site.pk], today)
    assert row.duty_late == (duty.due < today)


def test_it_goes_when_it_is_judged(site, glass):
    review_glass(glass=glass, justified=True, note="Förklarat", by=actor_at(site, at=NOW))
    assert owed(site, 1) == []


def test_it_stays_when_the_person_is_handed_over_and_goes_when_the_site_changes_caregiver(site, glass):
    by = actor_at(glass.person.relations.get().unit, at=NOW + timedelta(hours=1))
    contract, ours = site.parent.contracts.get(), glass.person.keeper
    contract.provider = UnitFactory(kind=UnitKind.PROVIDER, parent=ours.parent)
    contract.save()
    assert owed(site, 1) == []
    contract.delete()
    assert owed(site, 1) == []
    Person.objects.filter(pk=glass.person_id).update(keeper=ours.parent)
    assert len(owed(site, 1)) == 1
    Person.objects.filter(pk=glass.person_id).update(keeper=ours)
    ContractFactory(area_part=site.parent, provider=ours)
    hand_over(person=glass.person, to_unit=SiteFactory(), reason="Flytt", on=by.today, by=by)
    assert len(owed(site, 1)) == 1


def test_it_is_one_query_whatever_the_number_of_rows(site, glass, django_assert_num_queries):
    actor_at(site, at=NOW)
    for _n in range(4):
        BreakGlass.objects.create(
            person=glass.person, user=glass.user, unit=site, reason="x", at=NOW, until=NOW + timedelta(hours=8)
        )
    kind = kinds["people.broken_glass"]
    with django_assert_num_queries(1):
        assert len(kind.describe(kind.rows([site.pk], NOW.date()), NOW.date())) == 5


def above(unit, role, day=0):
    found = duties_of(actor_at(unit, role, at=NOW + timedelta(days=day)))
    return [duty for duty in found if duty.kind.key == "people.broken_glass_above"]


def test_a_managers_own_climbs_only_while_no_other_manager_is_there(site, glass):
    provider = site.parent.contracts.get().provider
    manager = actor_at(site, at=NOW)
    assert above(provider, Role.AREA_MANAGER) == []
    BreakGlass.objects.update(user=manager.user)
    kinds_owed = {duty.kind.key for duty in duties_of(manager)}
    assert "people.broken_glass" not in kinds_owed
    (duty,) = above(provider, Role.AREA_MANAGER)
    assert manager.user.name not in duty.what
    assert "Elsa" not in duty.what
    assert above(UnitFactory(kind=UnitKind.PROVIDER, parent=provider.parent), Role.AREA_MANAGER) == []
    actor_at(site, at=NOW)
    assert above(provider, Role.AREA_MANAGER) == []


def test_it_climbs_to_the_department_when_nobody_is_responsible_at_the_caregiver(site, glass):
    assert len(above(site.parent.contracts.get().provider.parent, Role.ADMINISTRATION)) == 1
    actor_at(site.parent.contracts.get().provider, Role.AREA_MANAGER, at=NOW)
    assert above(site.parent.contracts.get().provider.parent, Role.ADMINISTRATION) == []


def test_what_has_climbed_goes_when_it_is_judged_from_above(site, glass):
    by = actor_at(site.parent.contracts.get().provider, Role.AREA_MANAGER, at=NOW)
    review_glass(glass=glass, justified=True, note="Förklarat", by=by)
    assert above(by.assignment.unit, Role.AREA_MANAGER, 1) == []


def test_a_therapist_s_comes_to_whoever_is_responsible_and_to_the_department_when_nobody_is(site):
    part, provider = site.parent, site.parent.contracts.get().provider
    by = actor_at(part, Role.PHYSIOTHERAPIST, at=NOW)
    glass = BreakGlass.objects.create(
        person=person_at(site), user=by.user, unit=part, reason="x", at=NOW, until=NOW + timedelta(hours=8)
    )
    (duty,) = above(part.parent, Role.ADMINISTRATION)
    assert (duty.unit_id, duty.url) == (part.pk, f"/personer/nodoppningar/{glass.pk}/")
    assert str(duty.kind.label) == "Nödöppning att bedöma på en enhet utan annan chef"
    assert len(above(provider, Role.AREA_MANAGER)) == 1
    assert above(part.parent, Role.ADMINISTRATION) == []


def test_one_of_the_municipality_s_own_therapists_comes_to_the_department(site):
    area = site.parent.parent
    person = person_at(site)
    Person.objects.filter(pk=person.pk).update(keeper=area.parent)
    by = actor_at(area, Role.PHYSIOTHERAPIST, at=NOW)
    assert by.caregiver == area.parent
    glass = BreakGlass.objects.create(
        person=person, user=by.user, unit=area, reason="x", at=NOW, until=NOW + timedelta(hours=8)
    )
    department = actor_at(area, Role.ADMINISTRATION, at=NOW)
    assert [duty.unit_id for duty in above(area, Role.ADMINISTRATION)] == [area.pk]
    review_glass(glass=glass, justified=True, note="Förklarat", by=department)
    assert above(area, Role.ADMINISTRATION) == []
