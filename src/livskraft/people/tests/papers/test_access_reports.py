"""Is the paper plain, without others' names, and without any place, time or address of somebody protected?"""

import re
from datetime import date, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from livskraft.access import audit
from livskraft.access.actor import system_actor
from livskraft.access.tests.factories import actor_at
from livskraft.documents import pdf
from livskraft.organisation.tests.factories import SiteFactory, UnitFactory
from livskraft.people.actions.access_reports import make_access_report
from livskraft.people.actions.consents import Given, give_consent
from livskraft.people.actions.persons import Contact
from livskraft.people.models import AccessReport, CareRelation, Consent, Relative
from livskraft.people.papers.access_reports import access_report_paper
from livskraft.people.queries.access_reports import everything_about
from livskraft.people.rules.vocabulary import ConsentPurpose, Purpose
from livskraft.people.tests.factories import NOW, person_at, protected

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 2, 10, 12, 34, tzinfo=ZoneInfo("Europe/Stockholm"))


@pytest.fixture
def site():
    return SiteFactory(name="Kanariegården")


@pytest.fixture
def manager(site):
    return actor_at(site, at=NOON)


@pytest.fixture
def elsa(site, manager):
    contact = Contact("Kanariegatan 1", "111 11", "Lindvik", "070-5550199", "kanarie@example.invalid")
    person = person_at(site, "Elsa", "Exempel", number="194408139089", contact=contact, adaptations="#let $x$ {{ 7 }}")
    Relative.objects.create(person=person, name="Kanariedotter", relation="dotter", phone="070-5550100")
    give = Given(ConsentPurpose.PHOTO, "Lindviks förening", Consent.Given.ORAL, NOW.date())
    give_consent(person=person, unit=site, given=give, by=system_actor("test", NOW))
    audit.read(manager, "people.read", [person])
    return person


def words(person, manager, *, on_paper=True):
    made = make_access_report(person=person, asked_on=NOON.date(), how=AccessReport.How.IN_PERSON, note="", by=manager)
    report = access_report_paper(everything_about(person, manager), made, on_paper=on_paper)
    return " ".join("".join(page.extract_text() for page in PdfReader(BytesIO(pdf.render(report))).pages).split())


def test_the_person_reads_everything_in_plain_words(elsa, manager):
    text = words(elsa, manager)
    for each in (
        "Elsa Exempel", "19440813-9089", "Kanariegatan 1", "070-5550199", "Kanariegården", "Anhörig: dotter",
        "Lindviks förening", "Jag säger ja till", "12.34", "Kanariegården, verksam", "PDL (2008:355) 8:5",
        "#let $x$ {{ 7 }}",
        "Socialtjänstlagen", "Varken socialtjänst eller",
    ):  # fmt: skip
        assert each in text, each


def test_every_day_is_written_in_words(elsa, manager):
    Consent.objects.update(until=date(2026, 12, 31))
    CareRelation.objects.update(ends=date(2027, 1, 15))
    for _n in range(2):
        text = words(elsa, manager)
    assert not re.search(r"\d{4}-\d\d-\d\d", text)
    for each in ("15 januari 2026", "15 januari 2027", "31 december 2026", "Bad om ett utdrag 10 februari 2026"):
        assert each in text, each


def test_why_staff_said_that_the_unit_has_to_do_with_the_person_is_told(elsa, manager):
    CareRelation.objects.update(purpose=Purpose.STATED, reason="Kommer på måndagsgymmet")
    assert "Kommer på måndagsgymmet" in words(elsa, manager)


def test_nobody_else_is_named(elsa, manager):
    text = words(elsa, manager)
    assert "Kanariedotter" not in text
    assert "070-5550100" not in text
    assert manager.user.name not in text


def test_somebody_protected_has_neither_address_place_nor_time_on_paper(elsa, manager):
    protected(elsa, manager.user)
    elsa.area = UnitFactory(name="Kanarieområdet")
    elsa.keeper.name = "Kanarieutföraren"
    elsa.identities.update(starts=date(2026, 2, 11))
    text = words(elsa, manager)
    assert "Elsa Exempel" in text
    assert "19440813-9089" in text
    for each in ("Kanarie", "070-555", "Lindvik ", "12.34", "Lindviks förening", "11 februari", "15 januari"):
        assert each not in text, each
    assert "visas på skärmen" in text
    shown = words(elsa, manager, on_paper=False)
    assert "Kanariegården" in shown
    assert "Kanariegatan" not in shown
