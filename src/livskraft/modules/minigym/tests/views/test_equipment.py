"""Can an item be seen, changed, stopped and found by its QR code, by those who may and nobody else?"""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.files.tests.factories import PDF, SCRIPT, picture, upload
from livskraft.kit.partial_date import PartialDate
from livskraft.modules.minigym.actions import equipment as actions
from livskraft.modules.minigym.models import Equipment, Inspection, Service
from livskraft.modules.minigym.rules import RegimeKey, Status, Verdict
from livskraft.modules.minigym.tests.factories import (
    EquipmentFactory,
    EquipmentKindFactory,
    GymFactory,
    municipal_agreement,
    regime,
)
from livskraft.modules.minigym.tests.views.test_gyms import count, signed_in  # noqa: F401 - count is a fixture

pytestmark = pytest.mark.django_db
PAGES = ("edit_equipment", "move_equipment", "retire_equipment", "stop_equipment", "return_equipment", "change_regime")


def test_another_units_item_does_not_exist():
    mine, other = EquipmentFactory(), EquipmentFactory()
    client = signed_in(mine.gym.site)
    for name in ("equipment_page", *PAGES):
        assert client.get(reverse(name, args=[other.pk])).status_code == 404, name
        assert client.get(reverse(name, args=[mine.pk])).status_code == 200, name
    assert client.post(reverse("restore_equipment", args=[other.pk])).status_code == 404
    for name in ("retire_equipment", "stop_equipment"):
        client.post(reverse(name, args=[other.pk]), {"reason": "Trasig"})
    assert Equipment.objects.get(pk=other.pk).status == Status.IN_USE


def test_the_page_says_who_owns_inspects_and_pays_and_when_and_why():
    municipal_agreement()
    item = EquipmentFactory(inspected=PartialDate(2019, 3))
    page = signed_in(item.gym.site).get(item.get_absolute_url()).content.decode()
    for text in (
        "Förvaltningen",
        "Kommunens servicefirma",
        "Försenad",
        "mars 2019",
        "000 Verksamhetschef",
        "Lokal regel",
    ):
        assert text in page, text
    assert reverse("item_by_token", args=[item.token])[:3] == "/m/"


def test_the_whole_history_stands_on_the_page_at_the_same_cost(count):  # noqa: F811
    item = EquipmentFactory()
    by = actor_at(item.gym.site)
    client = signed_in(item.gym.site)

    def live_through(year):
        Inspection.objects.create(
            item=item, on=PartialDate(year), verdict=Verdict.REPAIR, remark=f"Kedja {year}", recorded_at=by.at
        )
        Service.objects.create(item=item, on=PartialDate(year), note=f"Olja {year}", recorded_at=by.at)
        actions.take_out_of_use(item=item, reason=f"Pedal {year}", by=by)
        actions.return_to_use(item=item, reason=f"Ny pedal {year}", by=by)
        actions.move_equipment(item=item, to=GymFactory(site=item.gym.site), reason=f"Plats {year}", by=by)
        other = RegimeKey.PROVIDER if item.regime.key == RegimeKey.MUNICIPAL else RegimeKey.MUNICIPAL
        actions.change_regime(item=item, to=regime(other), reason=f"Kvitto {year}", by=by)

    live_through(2001)
    live_through(2002)
    before = count(client, item.get_absolute_url())
    for year in range(2003, 2013):
        live_through(year)
    assert count(client, item.get_absolute_url()) == before
    page = client.get(item.get_absolute_url()).content.decode()
    for year in range(2001, 2013):
        for word in ("Kedja", "Olja", "Pedal", "Ny pedal", "Plats", "Kvitto"):
            assert f"{word} {year}" in page


def filled(**changes):
    kind = EquipmentKindFactory()
    return {
        "kind": kind.pk,
        "number": "MG-1",
        "bought_by": "municipal",
        "acquired": "sept 2019",
        "price": "12500",
    } | changes


def test_an_item_is_added_with_photo_and_document():
    gym = GymFactory()
    for key in RegimeKey:
        regime(key)
    client = signed_in(gym.site)
    files = {"photo": upload(picture(), "IMG.jpg"), "document": upload(PDF, "manual.pdf")}
    answer = client.post(reverse("add_equipment", args=[gym.pk]), filled() | files)
    item = Equipment.objects.get()
    assert answer.url == item.get_absolute_url()
    assert (item.acquired, item.regime.key) == (PartialDate(2019, 9), RegimeKey.MUNICIPAL)
    photo = client.get(reverse("equipment_photo", args=[item.pk]))
    assert photo["Content-Type"] == "image/jpeg"
    assert client.get(reverse("equipment_document", args=[item.pk, 1])).content == PDF
    assert client.get(reverse("equipment_document", args=[item.pk, 2])).status_code == 404
    other = signed_in(GymFactory().site)
    assert other.get(reverse("equipment_photo", args=[item.pk])).status_code == 404
    assert other.get(reverse("equipment_document", args=[item.pk, 1])).status_code == 404


def test_a_price_is_read_as_people_write_it():
    gym = GymFactory()
    for key in RegimeKey:
        regime(key)
    signed_in(gym.site).post(reverse("add_equipment", args=[gym.pk]), filled() | {"price": "12 500 kr"})
    assert Equipment.objects.get().price == 12500


def test_an_item_without_a_photo_has_none_to_fetch():
    item = EquipmentFactory()
    assert signed_in(item.gym.site).get(reverse("equipment_photo", args=[item.pk])).status_code == 404


@pytest.mark.parametrize("bought_by", ["municipal", "provider"])
def test_wall_bars_go_to_the_property_owner_whoever_bought_them(bought_by):
    gym = GymFactory()
    for key in RegimeKey:
        regime(key)
    bars = EquipmentKindFactory(name="Ribbstol", is_fixture=True)
    url = reverse("add_equipment", args=[gym.pk])
    signed_in(gym.site).post(url, filled(kind=bars.pk, bought_by=bought_by, supplementary="true"))
    item = Equipment.objects.get()
    assert (item.regime.key, item.supplementary) == (RegimeKey.PROPERTY, True)


@pytest.mark.parametrize(("price", "shown"), [("12500.00", "12500"), ("99.50", "99.50")])
def test_whole_crowns_are_edited_as_whole_crowns(price, shown):
    item = EquipmentFactory(price=Decimal(price))
    page = signed_in(item.gym.site).get(reverse("edit_equipment", args=[item.pk]))
    assert f'value="{shown}"' in str(page.context["form"]["price"])


def test_a_false_photo_is_refused_beside_its_field_and_nothing_is_saved():
    gym = GymFactory()
    answer = signed_in(gym.site).post(
        reverse("add_equipment", args=[gym.pk]), filled() | {"photo": upload(SCRIPT, "foto.jpg")}
    )
    assert "går inte att läsa som bild" in answer.content.decode()
    assert "MG-1" in answer.content.decode()
    assert not Equipment.objects.exists()


def test_the_second_editor_sees_both_versions_and_can_save_their_own():
    item = EquipmentFactory(make="Monark")
    client = signed_in(item.gym.site)
    url = reverse("edit_equipment", args=[item.pk])
    mine = {"kind": item.kind.pk, "number": item.number, "make": "Mitt", "version": 1}
    assert client.post(url, mine | {"make": "Deras"}).status_code == 302
    conflict = client.post(url, mine)
    assert conflict.status_code == 409
    page = conflict.content.decode()
    assert "Deras" in page
    assert "Mitt" in page
    assert client.post(url, mine | {"version": 2}).status_code == 302
    assert Equipment.objects.get().make == "Mitt"


@pytest.mark.parametrize(
    "extra", [{"status": "retired"}, {"token": "x" * 22}, {"gym": "1"}, {"regime": "2"}, {"inspected": "2026"}]
)
def test_what_is_not_in_the_form_cannot_be_posted(extra):
    item = EquipmentFactory()
    regime(RegimeKey.PROVIDER)
    before = Equipment.objects.values("status", "token", "gym", "regime", "inspected").get()
    data = {"kind": item.kind.pk, "number": "9", "version": 1} | extra
    signed_in(item.gym.site).post(reverse("edit_equipment", args=[item.pk]), data)
    assert Equipment.objects.values("status", "token", "gym", "regime", "inspected").get() == before
    assert Equipment.objects.get().number == "9"


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "{{ 7|add:7 }}", "O'Brien", "\u202eevil", "</script><b>"]
)
def test_hostile_text_is_shown_as_it_is(text):
    from django.utils.html import escape

    item = EquipmentFactory(make=text, note=text, number=text[:40], placement=text)
    client = signed_in(item.gym.site)
    for url in (item.get_absolute_url(), item.gym.get_absolute_url()):
        page = client.get(url).content.decode()
        assert "<script>alert" not in page
        assert escape(text[:40]) in page


def test_an_item_is_stopped_returned_moved_and_retired_on_its_pages():
    item = EquipmentFactory()
    other = GymFactory(site=item.gym.site)
    stranger = GymFactory()
    client = signed_in(item.gym.site)

    def post(name, **data):
        return client.post(reverse(name, args=[item.pk]), data, follow=True).content.decode()

    assert "ur bruk" in post("stop_equipment", reason="Lös pedal").lower()
    page = client.get(item.get_absolute_url()).content.decode()
    # Why it stands still is said once above the facts, and once in the history of the stop and of what is owed.
    assert page.split("<main")[1].count("Lös pedal") == 3
    assert "Avsluta uppföljningen först" in post("return_equipment", reason="Ny pedal")
    asked = client.get(reverse("return_equipment", args=[item.pk]), follow=True)
    ask = asked.redirect_chain[-1][0]
    assert asked.context["form"]["back_in_use"].value() is True
    told = {"done_on": timezone.localdate(), "outcome": "Ny pedal", "back_in_use": "on", "version": 1}
    assert "i bruk igen" in client.post(ask, told, follow=True).content.decode()
    assert "Välj ett giltigt alternativ" in post("move_equipment", to=stranger.pk, reason="Plats")
    assert str(other) in post("move_equipment", to=other.pk, reason="Plats")
    retired = post("retire_equipment", reason="Utsliten")
    assert reverse("restore_equipment", args=[item.pk]) in retired
    assert "kasserad" in post("move_equipment", to=item.gym.pk, reason="Plats")
    assert "tillbaka i listan" in post("restore_equipment")
    assert Equipment.objects.get(pk=item.pk).gym == other


def test_who_has_nowhere_to_move_an_item_is_told_who_can():
    item = EquipmentFactory()
    client = signed_in(item.gym.site)
    url = reverse("move_equipment", args=[item.pk])
    page = client.get(url).content.decode()
    assert "Be områdesansvarig hos utföraren" in page
    assert "Välj minigym" not in page
    GymFactory(site=item.gym.site)
    assert "Välj minigym" in client.get(url).content.decode()


def test_an_item_with_nothing_to_see_to_comes_back_on_its_own_page():
    item = EquipmentFactory()
    actions.take_out_of_use(item=item, reason="Städning", by=actor_at(item.gym.site))
    client = signed_in(item.gym.site)
    url = reverse("return_equipment", args=[item.pk])
    assert "Vad har gjorts?" in client.get(url).content.decode()
    assert "åter i bruk" in client.post(url, {"reason": "Rent"}, follow=True).content.decode()


def test_an_imported_date_says_that_it_was_inspected_and_not_with_what_result():
    item = EquipmentFactory()
    by = actor_at(item.gym.site)
    Inspection.objects.create(
        item=item, imported=True, on=PartialDate(2022), verdict=Verdict.OK, recorded_at=by.at, recorded_by=by.user
    )
    page = signed_in(item.gym.site).get(item.get_absolute_url()).content.decode()
    assert "Besiktad" in page
    assert "Utan anmärkning" not in page


def test_a_reason_is_asked_for():
    item = EquipmentFactory()
    page = signed_in(item.gym.site).post(reverse("stop_equipment", args=[item.pk]), {"reason": " "})
    assert page.status_code == 200
    assert "En sak behöver rättas" in page.content.decode()


def test_a_retired_item_offers_nothing_but_to_come_back():
    item = EquipmentFactory(status=Status.RETIRED, retired_on=date(2026, 1, 1), retired_reason="Utsliten")
    page = signed_in(item.gym.site).get(item.get_absolute_url()).content.decode()
    assert reverse("restore_equipment", args=[item.pk]) in page
    assert reverse("stop_equipment", args=[item.pk]) not in page


def test_administration_sees_but_changes_nothing():
    item = EquipmentFactory()
    client = signed_in(item.gym.site, Role.ADMINISTRATION)
    page = client.get(item.get_absolute_url()).content.decode()
    for name in PAGES:
        assert reverse(name, args=[item.pk]) not in page
        assert client.get(reverse(name, args=[item.pk])).status_code == 403


def test_a_machine_of_a_kind_that_is_not_in_the_list_can_be_added():
    gym = GymFactory()
    for key in RegimeKey:
        regime(key)
    client, url = signed_in(gym.site), reverse("add_equipment", args=[gym.pk])
    for kind, new in (("", ""), (EquipmentKindFactory().pk, "Hoppmatta")):
        refused = client.post(url, filled() | {"kind": kind, "new_kind": new})
        assert refused.status_code == 200
        assert not Equipment.objects.exists()
    answer = client.post(url, filled() | {"kind": "", "new_kind": "Hoppmatta"})
    assert answer.status_code == 302, answer.context["form"].errors
    assert Equipment.objects.get().kind.name == "Hoppmatta"
