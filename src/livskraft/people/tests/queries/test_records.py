"""Does a person's page show the latest of each regime, from the units that may share, to the roles that may read?"""

from datetime import date, timedelta

import pytest

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.registry import Registry
from livskraft.organisation.kinds import ContractKind
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.holdings import Holding, Line
from livskraft.people.models import CaseNumber, Consent, Person, Relative
from livskraft.people.queries import records
from livskraft.people.queries.records import records_of
from livskraft.people.rules.vocabulary import Regime
from livskraft.people.tests.factories import NOW, person_at, sister

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 10)


@pytest.fixture
def site():
    return SiteFactory(contract={"kind": ContractKind.ASSIGNMENT})


@pytest.fixture
def keeps(monkeypatch):
    """Puts lines in the registry in place of the modules' own, and remembers how many were read."""
    registry = Registry("holding")
    monkeypatch.setattr(records, "holdings", registry)
    read = []

    def keep(model, regime, lines):
        def export(ids):
            for line in lines:
                read.append(line)
                yield line

        nothing = Holding(model, regime, model.__name__, lambda ids: {}, export, lambda ids: 0)
        registry.add(model.__name__, nothing)

    keep.read = read
    return keep


def texts(person, by):
    return {each.regime: [record.line.text for record in each.records] for each in records_of(person, by)}


def test_the_latest_of_all_that_is_kept_under_a_regime_stand_together(site, keeps):
    keeps(Consent, Regime.SOCIAL, [Line(DAY, "b"), Line(DAY - timedelta(days=2), "d"), Line(None, "e")])
    keeps(Relative, Regime.SOCIAL, [Line(DAY + timedelta(days=1), "a"), Line(DAY - timedelta(days=1), "c")])
    keeps(CaseNumber, Regime.NEITHER, [])
    shown = texts(person_at(site), actor_at(site, Role.CARE_STAFF, at=NOW))
    assert shown == {Regime.SOCIAL: list("abcde"), Regime.NEITHER: []}


def test_no_more_are_read_than_are_shown(site, keeps):
    keeps(Consent, Regime.SOCIAL, [Line(DAY - timedelta(days=n), str(n)) for n in range(10_000)])
    (section,) = records_of(person_at(site), actor_at(site, Role.CARE_STAFF, at=NOW))
    assert len(section.records) == 20
    assert section.more
    assert len(keeps.read) < 30


def test_records_of_health_care_are_closed_to_those_outside_it_and_not_even_read(site, keeps):
    keeps(Consent, Regime.HEALTH, [Line(DAY, "journal")])
    person = person_at(site)
    (closed,) = records_of(person, actor_at(site, Role.UNIT_MANAGER, at=NOW))
    assert (closed.closed, closed.records, keeps.read) == (True, [], [])
    (opened,) = records_of(person, actor_at(site, Role.PHYSIOTHERAPIST, at=NOW))
    assert [record.line.text for record in opened.records] == ["journal"]


def test_the_municipalitys_units_see_each_others_records_and_a_private_providers_do_not(keeps):
    for kind, expected in ((ContractKind.ASSIGNMENT, ["own", "sister's"]), (ContractKind.PROCURED, ["own"])):
        site = SiteFactory(contract={"kind": kind})
        lines = [Line(DAY, "own", unit_id=site.pk), Line(DAY, "sister's", unit_id=sister(site).pk)]
        person = person_at(site)
        records.holdings._entries.clear()
        keeps(Consent, Regime.SOCIAL, lines)
        assert texts(person, actor_at(site, Role.CARE_STAFF, at=NOW)) == {Regime.SOCIAL: expected}


def test_what_came_with_a_handover_is_seen_by_the_private_provider_too(keeps):
    site, before = SiteFactory(), SiteFactory()
    keeps(Consent, Regime.SOCIAL, [Line(DAY, "brought", unit_id=before.pk)])
    (section,) = records_of(person_at(site), actor_at(site, Role.CARE_STAFF, at=NOW))
    assert [(record.line.text, record.unit) for record in section.records] == [("brought", before.name)]


def test_a_line_leads_only_where_the_viewer_may_go(site, keeps):
    keeps(Consent, Regime.SOCIAL, [Line(DAY, "a", url="/administration/"), Line(DAY, "b", url="/personer/")])
    (section,) = records_of(person_at(site), actor_at(site, Role.CARE_STAFF, at=NOW))
    assert [record.url for record in section.records] == ["", "/personer/"]


def test_it_is_asked_for_the_person_and_all_who_were_merged_into_them(site, monkeypatch):
    asked = []
    registry = Registry("holding")
    holding = Holding(Consent, Regime.SOCIAL, "x", lambda ids: {}, lambda ids: asked.extend(ids) or [], lambda ids: 0)
    registry.add("x", holding)
    monkeypatch.setattr(records, "holdings", registry)
    kept, gone = person_at(site), person_at(site)
    Person.objects.filter(pk=gone.pk).update(merged_into=kept)
    records_of(kept, actor_at(site, Role.CARE_STAFF, at=NOW))
    assert set(asked) == {kept.pk, gone.pk}
