"""Does the month's page count without naming anybody, tell what is wrong, and hand out the files to who may?"""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.training.models import CodeReport
from livskraft.modules.training.tests.factories import episode_of, later, therapist_at
from livskraft.modules.training.tests.kva import (
    FEBRUARY,
    administrator_of,
    area_of,
    department,
    manager_of,
    municipal_site,
    shipped_codes,
)
from livskraft.modules.training.tests.notes import note_of
from livskraft.organisation.models import Unit
from livskraft.organisation.queries import keeper_of
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.tests.factories import person_at, protected

pytestmark = pytest.mark.django_db
NUMBER = "194408139089"


@pytest.fixture(autouse=True)
def february(settings):
    settings.LIVSKRAFT_MUNICIPALITY_CODE = "0580"
    with time_machine.travel(FEBRUARY, tick=False):
        yield


@pytest.fixture
def site():
    return municipal_site()


@pytest.fixture
def manager(client, site):
    client.force_login(manager_of(site).user)
    return client


def written(site, name="Kanariefågel", number=NUMBER, codes=("AW020",)):
    """A signed note about somebody new, by somebody new."""
    opened = therapist_at(site)
    return note_of(episode_of(person_at(site, name, number=number), opened), later(opened, days=1), codes=codes)


def page(manager, month=""):
    return manager.get(f"/rehab/kva/{month and f'?manad={month}'}").content.decode()


def test_an_empty_month_has_nothing_to_report(manager):
    text = page(manager)
    assert "Vårdåtgärder i januari 2026" in text
    assert "Inget att rapportera" in text
    assert "Rapporten är skickad" not in text
    assert "Hämta KHSL1" not in text


def test_it_counts_and_names_nobody_and_hands_out_both_files(manager, site):
    shipped_codes()
    written(site)
    text = page(manager)
    assert "Hämta KHSL1" in text
    assert "Kanariefågel" not in text
    assert NUMBER not in text
    answer = manager.post("/rehab/kva/2026-01/KHSL2/")
    assert answer["Content-Disposition"] == 'attachment; filename="KHSL2_0580_202601.txt"'
    assert answer["Cache-Control"] == "private, no-store"
    assert f";{NUMBER};20260116;" in answer.content.decode()


def test_what_is_wrong_is_told_by_where_it_is_mended_and_left_out_only_when_asked(manager, site):
    shipped_codes()
    written(site)
    wrong = written(site, "Kanarieunge", number="")
    person = wrong.episode.person
    protected(person)
    text = page(manager)
    assert "Patienten har inget personnummer" in text
    assert f"/rehab/anteckning/{wrong.pk}/" in text
    assert wrong.author_name in text
    assert "Kanarieunge" not in text
    assert "utan det som är fel" in text
    row = AuditEntry.objects.latest("pk")
    assert (row.verb, f"people.person:{person.pk}" in row.objects_touched) == ("training.codes_counted", True)
    refused = manager.post("/rehab/kva/2026-01/KHSL1/", follow=True)
    assert "Rätta dem, eller hämta filen utan dem." in refused.content.decode()
    made = manager.post("/rehab/kva/2026-01/KHSL1/", {"utan": "fel"}).content.decode()
    assert str(wrong.pk) not in [line.split(";")[4] for line in made.splitlines()]
    assert len(made.splitlines()) == 2


def test_a_month_in_which_everything_is_wrong_has_no_file(manager, site):
    shipped_codes()
    written(site, number="")
    text = page(manager)
    assert "Det finns ingen rad att lämna förrän felen är rättade." in text
    assert "Hämta KHSL1" not in text
    assert "Ingen anteckning är signerad" not in text


def test_a_month_is_said_to_be_reported(manager, site):
    shipped_codes()
    written(site)
    assert "Ska rapporteras senast" in page(manager)
    assert manager.post("/rehab/kva/2026-01/rapporterad/").status_code == 302
    assert CodeReport.objects.count() == 1
    assert "Rapporterad" in page(manager)
    with time_machine.travel(FEBRUARY.replace(day=16), tick=False):
        manager.force_login(manager_of(site).user)
        assert "Rapporterad" in page(manager)
        CodeReport.objects.all().delete()
        assert "Skulle ha rapporterats" in page(manager)


def test_a_file_is_never_got_by_a_link(manager):
    assert manager.get("/rehab/kva/2026-01/KHSL1/").status_code == 405
    assert manager.get("/rehab/kva/2026-01/rapporterad/").status_code == 405


@pytest.mark.parametrize("address", ["2026-1x/KHSL1", "2026-13/KHSL1", "2026-01/KHSL3", "januari/rapporterad"])
def test_what_is_no_month_or_file_is_not_found(manager, address):
    assert manager.post(f"/rehab/kva/{address}/").status_code == 404


@pytest.mark.parametrize("month", ["2026-02", "2024-12", "nu", "<script>"])
def test_another_month_than_those_to_choose_from_tells_nothing(manager, site, month):
    assert "Hämta" not in page(manager, month)


def test_a_private_caregiver_is_told_why_there_is_none(client):
    client.force_login(manager_of(SiteFactory()).user)
    assert "privat vårdgivare" in page(client)
    answer = client.post("/rehab/kva/2026-01/KHSL1/", follow=True)
    assert "Privata vårdgivare lämnar ingen rapport" in answer.content.decode()


def test_a_manager_of_a_part_is_told_who_reports(client, site):
    client.force_login(actor_at(site.parent, Role.AREA_MANAGER, at=FEBRUARY).user)
    assert "områdesansvarig för hela vårdgivaren" in page(client)
    assert client.post("/rehab/kva/2026-01/KHSL1/").status_code == 404
    assert client.post("/rehab/kva/2026-01/rapporterad/").status_code == 404


def test_the_department_counts_and_hands_out_the_municipalitys_own(client):
    shipped_codes()
    there = department()
    opened = therapist_at(area_of(there))
    where = Unit.objects.below([there.path]).sites().get()
    person = person_at(opened.assignment.unit, "Kanariefågel", number=NUMBER)
    note_of(episode_of(person, opened, site=where), later(opened, days=1), codes=("AW020",))
    client.force_login(administrator_of(there).user)
    text = page(client)
    assert f"Månadens rapport från {there.parent.name}" in text
    assert "skyddade personuppgifter" in text
    assert "Kanariefågel" not in text
    assert NUMBER not in text
    assert f";{NUMBER};" in client.post("/rehab/kva/2026-01/KHSL1/").content.decode()
    row = AuditEntry.objects.latest("pk")
    assert (row.verb, f"people.person:{person.pk}" in row.objects_touched) == ("training.codes_taken_out", True)


@pytest.mark.parametrize("asked", ["{}", "9" * 30, "<b>", "²", ""])
def test_what_has_climbed_from_a_provider_is_told_to_be_its_managers(client, site, asked):
    keeper = keeper_of(site, FEBRUARY.date())
    client.force_login(administrator_of(department()).user)
    text = client.get("/rehab/kva/", {"manad": "2026-01", "vardgivare": asked.format(keeper.pk)}).content.decode()
    assert (f"områdesansvarig för hela vårdgivaren, {keeper.name}." in text) == (asked == "{}")


def test_without_the_municipalitys_code_the_page_says_so(manager, settings):
    settings.LIVSKRAFT_MUNICIPALITY_CODE = ""
    assert "Kommunens kod är inte inställd" in page(manager)


def test_it_costs_the_same_for_one_as_for_many(manager, site):
    def cost():
        page(manager)
        with CaptureQueriesContext(connection) as captured:
            page(manager)
        return len(captured)

    shipped_codes()
    written(site, number="")
    one = cost()
    for number in range(8):
        written(site, f"Elsa {number}", number="")
    assert cost() == one
