"""Can a manager inspect a gym on a phone, type in a firm's protocol, see to a stopped machine and order service?"""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from livskraft.access.actor import Actor
from livskraft.access.tests.factories import AssignmentFactory
from livskraft.documents import pdf
from livskraft.documents.report import Report, Text
from livskraft.modules.minigym.actions.equipment import take_out_of_use
from livskraft.modules.minigym.actions.follow_ups import open_follow_up
from livskraft.modules.minigym.actions.inspections import record_verdict
from livskraft.modules.minigym.models import Equipment, FollowUp, Gym, Inspection, Round, ServiceOrder
from livskraft.modules.minigym.rules import RegimeKey, Status, Verdict
from livskraft.modules.minigym.tests.factories import (
    EquipmentFactory,
    EquipmentKindFactory,
    GymFactory,
    municipal_agreement,
    regime,
)
from livskraft.organisation.models import Contact

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def gym() -> Gym:
    """A gym with three municipal machines and a wall bar, under an agreement."""
    gym: Gym = GymFactory(name="Minigymmet i entrén")
    for kind in ("Armcykel", "Benpress", "Motionscykel"):
        EquipmentFactory(gym=gym, kind=EquipmentKindFactory(name=kind, sort_key=kind.lower()), make="Monark")
    EquipmentFactory(
        gym=gym,
        kind=EquipmentKindFactory(name="Ribbstol", sort_key="ribbstol", is_fixture=True),
        regime=regime(RegimeKey.PROPERTY),
    )
    firm = municipal_agreement().firm
    Contact.objects.create(unit=firm, name="Sara Serviz", email="service@example.invalid", phone="013-00 00 00")
    owner = gym.site.premises.property_owner
    Contact.objects.create(unit=owner, name="Frans Fastighet", email="hus@example.invalid")
    return gym


@pytest.fixture
def manager(gym: Gym) -> Actor:
    assignment = AssignmentFactory(unit=gym.site)
    return Actor(at=datetime.now(UTC), user=assignment.user, assignment=assignment)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "foto.jpg"
    Image.new("RGB", (300, 200), "brown").save(path)
    return path


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "protokoll.pdf"
    path.write_bytes(pdf.render(Report(title="Protokoll", blocks=[Text("Allt väl.")])))
    return path


def test_inspect_a_gym_item_by_item(screen: Page, sign_in, axe, gym: Gym, manager: Actor, photo: Path):
    sign_in(screen, manager.user)
    screen.goto(f"/minigym/{gym.pk}/besiktning/")
    axe(screen)
    screen.get_by_role("button", name="Börja besikta").click()
    expect(screen.get_by_text("0 av 3")).to_be_visible()
    axe(screen)
    screen.get_by_role("link", name="Besikta Armcykel").click()
    expect(screen.get_by_role("heading", level=1)).to_contain_text("Armcykel")
    axe(screen)
    box = screen.get_by_role("button", name="Utan anmärkning").bounding_box()
    assert box is not None
    assert box["height"] >= 80
    screen.get_by_role("button", name="Utan anmärkning").click()
    expect(screen.get_by_role("heading", level=1)).to_contain_text("Benpress")
    axe(screen)
    screen.get_by_role("link", name="A – ta ur bruk").click()
    expect(screen.get_by_role("button", name="Ta ur bruk och spara")).to_be_visible()
    axe(screen)
    screen.get_by_role("button", name="Ta ur bruk och spara").click()
    expect(screen.get_by_role("group", name="En sak behöver rättas")).to_be_focused()
    axe(screen)
    screen.get_by_label("Vad är fel?").fill("Vajern fransar sig vid övre trissan.")
    screen.get_by_label("Foto").set_input_files(photo)
    screen.get_by_role("button", name="Ta ur bruk och spara").click()
    expect(screen.get_by_role("heading", level=1)).to_contain_text("Motionscykel")
    assert Equipment.objects.get(kind__name="Benpress").status == Status.OUT_OF_USE
    screen.get_by_role("link", name="Alla maskiner i besiktningen").first.click()
    expect(screen.get_by_text("2 av 3")).to_be_visible()
    axe(screen)
    screen.get_by_role("link", name="Avsluta ändå").click()
    expect(screen.get_by_text("1 maskin är inte besiktad")).to_be_visible()
    expect(screen.get_by_label("Besöket var också årlig service")).not_to_be_checked()
    axe(screen)
    screen.get_by_role("button", name="Avsluta och signera protokollet").click()
    expect(screen.get_by_text("protokollet är signerat")).to_be_visible()
    axe(screen)
    screen.get_by_role("link", name="Kontrollera signaturen").click()
    expect(screen.get_by_text("Oförändrat sedan")).to_be_visible()
    with screen.expect_download() as download:
        screen.get_by_role("link", name="Hämta signerat protokoll").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    assert Inspection.objects.count() == 2


def test_the_second_inspector_of_an_item_sees_the_first_ones_verdict(phone: Page, sign_in, axe, gym: Gym, manager):
    sign_in(phone, manager.user)
    phone.goto(f"/minigym/{gym.pk}/besiktning/")
    phone.get_by_role("button", name="Börja besikta").click()
    phone.get_by_role("link", name="Besikta Armcykel").click()
    phone.get_by_role("link", name="B – åtgärdas").click()
    phone.get_by_label("Vad är fel?").fill("Pedalen glappar.")
    other = AssignmentFactory(unit=gym.site).user
    held = Round.objects.get()
    colleague = Actor(at=timezone.now(), user=other, assignment=other.assignments.get())
    item = Equipment.objects.get(kind__name="Armcykel")
    record_verdict(round=held, item=item, verdict=Verdict.NOTE, remark="Sadeln är sliten.", by=colleague)
    phone.get_by_role("button", name="Spara", exact=True).click()
    expect(phone.get_by_text("Sadeln är sliten.")).to_be_visible()
    expect(phone.get_by_text("Pedalen glappar.")).to_be_visible()
    axe(phone)
    phone.get_by_role("button", name="Spara det jag skrev").click()
    assert Inspection.objects.get().remark == "Pedalen glappar."


def test_type_in_a_firms_protocol(screen: Page, sign_in, axe, gym: Gym, manager: Actor, paper: Path, photo: Path):
    sign_in(screen, manager.user)
    screen.goto(f"/minigym/{gym.pk}/protokoll/")
    axe(screen)
    screen.get_by_role("link", name="Kommunens servicefirma").click()
    expect(screen.get_by_role("group", name="Benpress")).to_be_visible()
    expect(screen.get_by_text("Ribbstol")).to_have_count(0)
    axe(screen)
    screen.get_by_label("Besiktningsdag").fill(timezone.localdate().isoformat())
    screen.get_by_label("Protokollet").set_input_files(paper)
    screen.get_by_label("Fakturan").set_input_files(photo)
    benpress = screen.get_by_role("group", name="Benpress")
    benpress.get_by_label("Resultat").select_option("B – åtgärdas")
    screen.get_by_role("button", name="Spara protokollet").click()
    expect(screen.get_by_role("group", name="4 saker behöver rättas")).to_be_visible()
    axe(screen)
    screen.get_by_label("Besiktningsman").fill("Tord Teknik")
    benpress = screen.get_by_role("group", name="Benpress")
    benpress.get_by_label("Anmärkning").fill("Byt dyna.")
    screen.get_by_label("Protokollet").set_input_files(paper)
    screen.get_by_label("Fakturan").set_input_files(photo)
    screen.get_by_label("Kostnad i kronor").fill("2 400,50")
    screen.get_by_role("button", name="Spara protokollet").click()
    expect(screen.get_by_text("Protokollet är inlagt")).to_be_visible()
    axe(screen)
    held = Round.objects.get()
    assert sorted(held.inspections.values_list("verdict", flat=True)) == ["B", "ok", "ok"]
    assert str(held.cost) == "2400.50"


def test_record_the_property_owners_inspection_from_the_letter(screen: Page, sign_in, axe, gym: Gym, manager: Actor):
    sign_in(screen, manager.user)
    screen.goto(f"/minigym/{gym.pk}/fastighetsagare/")
    axe(screen)
    screen.get_by_role("link", name="Svaret har kommit").click()
    expect(screen.get_by_role("group", name="Ribbstol")).to_be_visible()
    axe(screen)
    screen.get_by_label("Besiktningsdag").fill(timezone.localdate().isoformat())
    screen.get_by_label("Besiktningsman").fill("Frans Fastighet")
    screen.get_by_role("button", name="Spara protokollet").click()
    expect(screen.get_by_text("Protokollet är inlagt")).to_be_visible()
    assert Inspection.objects.get().item.kind.name == "Ribbstol"


def test_see_to_a_stopped_machine(screen: Page, sign_in, axe, gym: Gym, manager: Actor, photo: Path):
    item = Equipment.objects.get(kind__name="Benpress")
    take_out_of_use(item=item, reason="Vajern av", by=manager)
    open_follow_up(item=item, severity=Verdict.STOP, what="Byt vajer.", by=manager)
    sign_in(screen, manager.user)
    screen.goto("/minigym/uppfoljning/")
    axe(screen)
    screen.get_by_role("link", name="Benpress").click()
    expect(screen.get_by_role("link", name="Det är åtgärdat")).to_be_visible()
    axe(screen)
    screen.get_by_role("link", name="Det är åtgärdat").click()
    screen.get_by_label("Vad gjordes?").fill("Ny vajer monterad och provkörd.")
    screen.get_by_label("Underlag").set_input_files(photo)
    screen.get_by_label("Maskinen är säker och tas i bruk igen").check()
    axe(screen)
    screen.get_by_role("button", name="Spara").click()
    expect(screen.get_by_text("Maskinen är i bruk igen")).to_be_visible()
    axe(screen)
    item.refresh_from_db()
    assert item.status == Status.IN_USE
    assert not FollowUp.objects.open().exists()
    screen.goto("/minigym/uppfoljning/")
    expect(screen.get_by_text("Inget att åtgärda")).to_be_visible()
    axe(screen)


def test_order_service_and_record_it(screen: Page, sign_in, axe, gym: Gym, manager: Actor, paper: Path):
    sign_in(screen, manager.user)
    screen.goto(f"/minigym/{gym.pk}/service/")
    axe(screen)
    screen.get_by_role("link", name="Maskiner som kommunen köpte").click()
    expect(screen.get_by_label("Benpress")).to_be_checked()
    expect(screen.get_by_label("Ribbstol")).to_have_count(0)
    axe(screen)
    screen.get_by_role("button", name="Spara beställningen").click()
    expect(screen.get_by_text("Skicka den nu till firman")).to_be_visible()
    axe(screen)
    assert "service@example.invalid" in str(screen.get_by_role("link", name="Skriv e-post").get_attribute("href"))
    screen.get_by_role("link", name="Skriv in bokad dag").click()
    screen.get_by_label("Bokad dag").fill(timezone.localdate().isoformat())
    axe(screen)
    screen.get_by_role("button", name="Skriv in bokad dag").click()
    screen.get_by_role("link", name="Skriv in vad som blev gjort").click()
    screen.get_by_label("Motionscykel").uncheck()
    screen.get_by_label("Kostnad i kronor").fill("1 250")
    screen.get_by_label("Fakturan").set_input_files(paper)
    axe(screen)
    screen.get_by_role("button", name="Skriv in vad som blev gjort").click()
    expect(screen.get_by_text("Inte gjord")).to_be_visible()
    axe(screen)
    assert ServiceOrder.objects.get().cost == 1250
    assert Equipment.objects.filter(serviced__isnull=False).count() == 2


def test_a_gym_without_items_agreements_or_owner_says_what_to_do_next(screen: Page, sign_in, axe):
    empty = GymFactory(name="Nytt minigym")
    empty.site.premises.delete()
    empty.site.parent.contracts.all().delete()
    user = AssignmentFactory(unit=empty.site).user
    sign_in(screen, user)
    for path, said in [
        ("besiktning", "Här finns inget att besikta än"),
        ("protokoll", "Inget avtal gäller här"),
        ("service", "Inget serviceavtal gäller här"),
        ("fastighetsagare", "Fastighetsägaren saknas"),
    ]:
        screen.goto(f"/minigym/{empty.pk}/{path}/")
        expect(screen.get_by_text(said)).to_be_visible()
        axe(screen)


def test_write_down_and_call_off(screen: Page, sign_in, axe, gym: Gym, manager: Actor):
    item = Equipment.objects.get(kind__name="Benpress")
    sign_in(screen, manager.user)
    screen.goto(f"/minigym/utrustning/{item.pk}/uppfoljning/")
    axe(screen)
    screen.get_by_label("Vad ska åtgärdas?").fill("Sadeln glappar.")
    screen.get_by_role("button", name="Spara").click()
    screen.get_by_role("link", name="Beställ underhåll").click()
    expect(screen.get_by_label("Benpress")).to_be_checked()
    expect(screen.get_by_label("Armcykel")).not_to_be_checked()
    axe(screen)
    screen.get_by_role("button", name="Spara beställningen").click()
    screen.get_by_role("link", name="Avbeställ").click()
    screen.get_by_role("button", name="Avbeställ").click()
    expect(screen.get_by_role("group", name="En sak behöver rättas")).to_be_visible()
    axe(screen)
    screen.get_by_label("Varför avbeställs den?").fill("Vi lagade själva.")
    screen.get_by_role("button", name="Avbeställ").click()
    expect(screen.get_by_text("Beställningen är avbeställd.")).to_be_visible()
    axe(screen)
