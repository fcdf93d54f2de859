"""Can a unit manager bring in the list of visitors kept for years, and is nobody registered unseen?"""

import pytest
from playwright.sync_api import expect

from livskraft.access.tests.factories import AssignmentFactory
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.models import Person, PersonUpload
from livskraft.people.tests.factories import person_at
from livskraft.people.tests.lists import workbook

pytestmark = pytest.mark.django_db(transaction=True)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LIST = """Besökare;;;;
Namn;Personnummer;Född;Mejl;Skyddad
Öhman, Elsa;440813-9089;;;
Åke Ek;193805028430;;;
Rut Ek;;1941;;
Nils Ek;;1939;nils(at)x;
Kanarie Vild;;;;Ja
"""


def test_a_list_is_looked_through_put_right_and_taken_in(screen, axe, sign_in):
    site = SiteFactory(name="Almgården")
    person_at(site, "Rut", "Ek", birth_year=1941)
    sign_in(screen, AssignmentFactory(unit=site).user)

    # From the page of persons, the manager finds where lists are read in.
    screen.goto("/personer/")
    screen.get_by_role("link", name="Läs in en lista med personer").click()
    axe(screen)

    # A file that is no list is said to be so.
    field = screen.get_by_label("Kalkylblad med personerna")
    field.set_input_files(files=[{"name": "brev.xlsx", "mimeType": XLSX, "buffer": b"Hej!\x00"}])
    screen.get_by_role("button", name="Läs in").click()
    expect(screen.get_by_role("group", name="En sak behöver rättas")).to_be_focused()
    axe(screen)

    # What each row becomes is shown; of the protected one only the row, and nobody is registered.
    field.set_input_files(files=[{"name": "lista.csv", "mimeType": "text/csv", "buffer": LIST.encode("cp1252")}])
    screen.get_by_role("button", name="Läs in").click()
    expect(screen.get_by_role("heading", name="5 rader hittades")).to_be_visible()
    expect(screen.get_by_text("Kanarie")).to_have_count(0)
    expect(screen.get_by_text("9089")).to_have_count(0)
    axe(screen)
    assert Person.objects.count() == 1

    # One row is put right, one is passed over, and the namesake is somebody else.
    screen.get_by_label("Personnummer eller samordningsnummer, rad 4").fill("19380502-8432")
    screen.get_by_label("Hoppa över rad 6").check()
    screen.get_by_label("Någon annan, registrera som ny").check()
    screen.get_by_role("button", name="Läs om med rättelserna").click()
    expect(screen.get_by_text("Listan är läst på nytt.")).to_be_visible()
    expect(screen.get_by_text("Att rätta")).to_have_count(0)
    axe(screen)
    screen.get_by_role("link", name="Hoppas över: 1").click()
    expect(screen.get_by_role("row")).to_have_count(2)
    screen.get_by_role("link", name="Visa alla rader").click()

    # All are registered at once, and the list is gone.
    screen.get_by_role("button", name="Bekräfta och registrera 3 personer").click()
    expect(screen.get_by_text("3 personer registrerades.")).to_be_visible()
    axe(screen)
    assert Person.objects.count() == 4
    assert not PersonUpload.objects.get().content


def test_a_long_messy_list_is_paged_and_its_wrong_rows_passed_over_in_one_tick(desktop, axe, sign_in):
    data, truth = workbook(11, size=300)
    sign_in(desktop, AssignmentFactory(unit=SiteFactory()).user)
    desktop.goto("/personer/lasa-in/")
    desktop.get_by_label("Kalkylblad med personerna").set_input_files(
        files=[{"name": "besökare.xlsx", "mimeType": XLSX, "buffer": data}]
    )
    desktop.get_by_role("button", name="Läs in").click()
    axe(desktop)
    desktop.get_by_role("link", name="Nästa").click()
    axe(desktop)
    desktop.get_by_label("raderna med fel").check()
    desktop.get_by_role("button", name=f"Bekräfta och registrera {len(truth.right)} personer").click()
    expect(desktop.get_by_text(f"{len(truth.right)} personer registrerades.")).to_be_visible()
    assert Person.objects.count() == len(truth.right)
