"""Can a therapist write a note from draft to signed, put right what is wrong, and give the patient the journal?"""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, UserFactory, actor_at
from livskraft.modules.training.models import Code, CodeList, Disclosure, Note
from livskraft.modules.training.tests.factories import episode_of
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.tests.factories import person_at

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site():
    return SiteFactory(name="Lunden")


@pytest.fixture
def therapist(site):
    return AssignmentFactory(unit=site, role=Role.PHYSIOTHERAPIST, user=UserFactory(name="Maja Prov")).user


@pytest.fixture
def episode(site):
    opened = timezone.now() - timedelta(days=20)
    made = CodeList.objects.create(name="KVÅ", starts=date(2020, 1, 1), source="Prov", loaded_at=opened)
    Code.objects.create(list=made, code="QV011", text="Träning av gång", search_key="qv011 traning av gang")
    person = person_at(site, "Gun", "Prov", at=opened)
    return episode_of(person, actor_at(site, Role.PHYSIOTHERAPIST, at=opened))


def test_from_the_first_note_to_the_journal_on_paper(screen, sign_in, axe, therapist, episode):
    sign_in(screen, therapist)
    screen.goto(f"/rehab/{episode.pk}/")
    screen.get_by_role("link", name="Skriv en anteckning").click()
    expect(screen.get_by_label("Inledande bedömning")).to_be_checked()
    axe(screen)
    screen.get_by_label("Besök", exact=True).check()
    screen.get_by_role("button", name="Skriv", exact=True).click()
    expect(screen.get_by_text("Bara du kan läsa det")).to_be_visible()
    axe(screen)
    screen.get_by_role("button", name="Läs igenom och signera").click()
    expect(screen.get_by_text("Det här saknas")).to_be_visible()
    axe(screen)
    screen.get_by_role("link", name="Skriv mer").click()
    screen.get_by_label("Åtgärder").fill("Gick 50 meter med stöd av vänster hand.")
    screen.get_by_label("Sök en kod").fill("qv01")
    screen.get_by_role("button", name="Sök").click()
    screen.get_by_label("QV011 Träning av gång").check()
    expect(screen.get_by_label("Åtgärder")).to_have_value("Gick 50 meter med stöd av vänster hand.")
    axe(screen)
    screen.get_by_role("button", name="Läs igenom och signera").click()
    expect(screen.get_by_text("QV011 Träning av gång")).to_be_visible()
    axe(screen)
    screen.get_by_role("button", name="Signera", exact=True).click()
    expect(screen.get_by_text("Anteckningen är signerad.")).to_be_visible()
    axe(screen)
    screen.get_by_role("link", name="Rätta").click()
    axe(screen)
    screen.get_by_label("Vad är fel?").fill("Det var höger hand.")
    screen.get_by_role("button", name="Skriv rättelsen").click()
    screen.get_by_label("Åtgärder").fill("Gick 50 meter med stöd av höger hand.")
    axe(screen)
    screen.get_by_role("button", name="Läs igenom och signera").click()
    screen.get_by_role("button", name="Signera", exact=True).click()
    expect(screen.get_by_text("Det som var fel: Det var höger hand.")).to_be_visible()
    screen.get_by_role("link", name="Patienten menar att något är fel").click()
    axe(screen)
    screen.get_by_label("Vad menar patienten").fill("Jag gick utan stöd.")
    screen.get_by_role("button", name="Spara").click()
    expect(screen.get_by_text("Jag gick utan stöd.")).to_be_visible()
    axe(screen)
    screen.goto(f"/rehab/{episode.pk}/")
    expect(screen.get_by_text("av Maja Prov").first).to_be_visible()
    axe(screen)
    screen.get_by_role("link", name="Utskrift till patienten").click()
    axe(screen)
    screen.get_by_label("Till vem lämnas utskriften?").fill("Patienten själv")
    with screen.expect_download() as download:
        screen.get_by_role("button", name="Skriv ut").click()
    assert download.value.suggested_filename.endswith(".pdf")
    screen.goto(f"/rehab/{episode.pk}/utlamnat/")
    expect(screen.get_by_text("till Patienten själv")).to_be_visible()
    axe(screen)
    assert (Note.objects.count(), Disclosure.objects.count()) == (2, 1)
