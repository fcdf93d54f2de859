"""Do a unit's workbooks become items, all of them or none, and never twice?"""

import io
from datetime import date

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied

from livskraft.access.actor import system_actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.files.models import StoredFile
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.partial_date import PartialDate
from livskraft.modules.minigym.actions import uploads as actions
from livskraft.modules.minigym.actions.equipment import edit_equipment, move_equipment, retire_equipment
from livskraft.modules.minigym.actions.regimes import set_up_minigym
from livskraft.modules.minigym.models import (
    Equipment,
    EquipmentKind,
    FollowUp,
    Inspection,
    InventoryUpload,
    Service,
    Stop,
)
from livskraft.modules.minigym.rules import RegimeKey, Status
from livskraft.modules.minigym.tests.factories import GymFactory
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import FormerName
from livskraft.organisation.tests.factories import UnitFactory, responsible_body

pytestmark = pytest.mark.django_db
HEADER = [
    "Märkning",
    "Benämning",
    "Fabrikat",
    "Serienummer",
    "Anskaffad",
    "Ägare",
    "Senaste besiktning",
    "Service",
    "Anm.",
]
ROWS = [
    ["MG-1", "Motionscykel", "Monark", "S1", "2019", "kommunen", "2025-03-17", "2025", ""],
    ["", "Balansplatta", "", "", "sept 2015", "utföraren", "", "", "trasig – ur bruk!"],
    ["", "Balansplatta", "", "", "sept 2015", "utföraren", "", "", ""],
    ["", "Ribbstol", "", "", "", "kommunen", "2024", "", ""],
]


def workbook(rows=ROWS) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def gym():
    set_up_minigym(by=system_actor("set_up"))
    return GymFactory()


@pytest.fixture
def by(gym):
    return actor_at(gym.site)


def bring_in(gym, by, rows=ROWS, file=None, **options):
    upload = actions.start_import(gym=gym, file=file or workbook(rows), filename="lista.xlsx", by=by)
    preview = actions.read_upload(upload, by=by)
    return actions.import_items(gym=gym, preview=preview, by=by, upload=upload, **options)


def test_every_row_becomes_an_item_with_its_regime_dates_and_stop(gym, by):
    assert len(bring_in(gym, by).added) == 4
    bicycle = Equipment.objects.get(serial_number="S1")
    assert (bicycle.regime.key, bicycle.acquired) == (RegimeKey.MUNICIPAL, PartialDate(2019))
    assert (bicycle.inspected, bicycle.serviced) == (PartialDate(2025, 3, 17), PartialDate(2025))
    assert Inspection.objects.get(item=bicycle).imported
    assert Service.objects.get(item=bicycle).imported
    assert Equipment.objects.get(kind__name="Ribbstol").regime.key == RegimeKey.PROPERTY
    stop = Stop.objects.get()
    assert "ur bruk" in stop.reason
    assert stop.item.status == Status.OUT_OF_USE
    owed = FollowUp.objects.get()
    assert (owed.item, owed.what, owed.closed_at) == (stop.item, stop.reason, None)
    gym.refresh_from_db()
    assert gym.list_changed_at == by.at


def test_nothing_is_saved_before_it_is_confirmed(gym, by):
    upload = actions.start_import(gym=gym, file=workbook(), filename="lista.xlsx", by=by)
    actions.read_upload(upload, by=by)
    assert not Equipment.objects.exists()


def test_the_same_file_twice_adds_nothing(gym, by):
    bring_in(gym, by)
    again = bring_in(gym, by)
    assert (again.added, again.already_there) == ([], 4)
    assert Equipment.objects.count() == 4


def test_the_same_file_adds_nothing_after_items_were_edited_moved_and_retired(gym, by):
    file = workbook()
    bring_in(gym, by, file=file)
    first, second, third, fourth = Equipment.objects.order_by("pk")
    edit_equipment(item=first, changes={"serial_number": "Annat", "number": "77", "make": "X"}, version=1, by=by)
    edit_equipment(item=second, changes={"acquired": PartialDate(2001)}, version=1, by=by)
    move_equipment(item=third, to=GymFactory(site=gym.site), reason="Plats", by=by)
    retire_equipment(item=fourth, reason="Utsliten", by=by)
    assert bring_in(gym, by, file=file).added == []


def test_a_saved_anew_list_with_later_dates_adds_only_its_new_row(gym, by):
    bring_in(gym, by)
    newer = [[*row[:6], "2026-01-15", row[7], "nyss kontrollerad"] for row in ROWS]
    result = bring_in(gym, by, [*newer, ["MG-9", "Benpress", "", "", "2026", "kommunen", "", "", ""]])
    assert [item.number for item in result.added] == ["MG-9"]


def test_alike_machines_with_different_numbers_are_different_machines(gym, by):
    bring_in(gym, by, [["1", "Hantlar", "", "", "2019", "kommunen", "", "", ""]])
    result = bring_in(gym, by, [["2", "Hantlar", "", "", "2019", "kommunen", "", "", ""]])
    assert len(result.added) == 1


def test_cells_that_could_not_be_read_are_saved_as_unknown_only_when_that_is_said(gym, by):
    rows = [["1", "Motionscykel", "", "", "när farfar levde", "kommunen", "", "", ""]]
    with pytest.raises(Refused, match="kunde inte läsas"):
        bring_in(gym, by, rows)
    assert not Equipment.objects.exists()
    (item,) = bring_in(gym, by, rows, unread_as_unknown=True).added
    assert item.acquired is None


def test_a_row_without_an_owner_is_never_guessed(gym, by):
    with pytest.raises(Refused, match="vem som köpte"):
        bring_in(gym, by, [["1", "Motionscykel", "", "", "2019", "", "", "", ""]], unread_as_unknown=True)


def test_the_municipalitys_own_providers_and_house_owners_are_known_by_name(gym, by):
    UnitFactory(kind=UnitKind.PROVIDER, parent=responsible_body(), name="Gyllenvik Vård AB")
    owner = UnitFactory(kind=UnitKind.PROPERTY_OWNER, parent=responsible_body(), name="Nya Gränden")
    FormerName.objects.create(unit=owner, name="Gamla Gränden", until=date(2024, 1, 1))
    rows = [
        ["", "Benpress", "", "", "2019", name, "", "", ""] for name in ("Gyllenvik", "Nya Gränden", "Gamla Gränden")
    ]
    upload = actions.start_import(gym=gym, file=workbook(rows), filename="lista.xlsx", by=by)
    regimes = [item.regime for item in actions.read_upload(upload, by=by).items]
    assert regimes == [RegimeKey.PROVIDER, RegimeKey.PROPERTY, RegimeKey.PROPERTY]


def test_what_was_typed_in_the_preview_counts(gym, by):
    rows = [["1", "Motionscykel", "", "", "när farfar levde", "", "", "", ""]]
    upload = actions.start_import(gym=gym, file=workbook(rows), filename="lista.xlsx", by=by)
    fixes = {"2:acquired": "mars 2011", "2:owner": "utföraren"}
    upload = actions.fix_upload(upload=upload, mapping={}, fixes=fixes, version=1, by=by)
    preview = actions.read_upload(upload, by=by)
    (item,) = actions.import_items(gym=gym, preview=preview, by=by, upload=upload).added
    assert (item.acquired, item.regime.key) == (PartialDate(2011, 3), RegimeKey.PROVIDER)


def test_a_column_can_be_mapped_by_hand(gym, by):
    upload = actions.start_import(gym=gym, file=workbook(), filename="lista.xlsx", by=by)
    upload = actions.fix_upload(upload=upload, mapping={"make": None, "placement": 2}, fixes={}, version=1, by=by)
    assert actions.read_upload(upload, by=by).items[0].placement == "Monark"


def test_the_second_to_correct_the_same_upload_meets_a_conflict(gym, by):
    upload = actions.start_import(gym=gym, file=workbook(), filename="lista.xlsx", by=by)
    actions.fix_upload(upload=upload, mapping={}, fixes={"2:make": "Först"}, version=1, by=by)
    with pytest.raises(Conflict):
        actions.fix_upload(upload=upload, mapping={}, fixes={"2:make": "Sedan"}, version=1, by=by)


def test_an_interrupted_import_leaves_nothing(gym, by, monkeypatch):
    upload = actions.start_import(gym=gym, file=workbook(), filename="lista.xlsx", by=by)
    preview = actions.read_upload(upload, by=by)

    def broken(*args, **kwargs):
        raise RuntimeError("the power went out")

    monkeypatch.setattr(Stop.objects, "bulk_create", broken)
    with pytest.raises(RuntimeError):
        actions.import_items(gym=gym, preview=preview, by=by, upload=upload)
    assert not Equipment.objects.exists()
    assert not Inspection.objects.exists()
    upload.refresh_from_db()
    assert upload.confirmed_at is None


def test_an_upload_is_confirmed_once(gym, by):
    upload = actions.start_import(gym=gym, file=workbook(), filename="lista.xlsx", by=by)
    preview = actions.read_upload(upload, by=by)
    actions.import_items(gym=gym, preview=preview, by=by, upload=upload)
    with pytest.raises(Refused, match="redan inläst"):
        actions.import_items(gym=gym, preview=preview, by=by, upload=upload)
    with pytest.raises(Refused, match="redan inläst"):
        actions.cancel_import(upload=upload, by=by)


def test_a_cancelled_upload_leaves_no_file(gym, by):
    upload = actions.start_import(gym=gym, file=workbook(), filename="lista.xlsx", by=by)
    actions.cancel_import(upload=upload, by=by)
    assert not InventoryUpload.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_workbook_is_kept_for_a_limited_time(gym, by):
    upload = actions.start_import(gym=gym, file=workbook(), filename="lista.xlsx", by=by)
    assert upload.file.retention_until == by.today + actions.KEEP_UPLOADS
    upload.file.delete()
    upload.refresh_from_db()
    with pytest.raises(Refused, match="Ladda upp den igen"):
        actions.read_upload(upload, by=by)


def test_an_unknown_kind_is_added_to_the_catalogue_once(gym, by):
    rows = [
        ["1", "Zumbatrumma", "", "", "", "kommunen", "", "", ""],
        ["2", "zumbatrumma", "", "", "", "kommunen", "", "", ""],
    ]
    bring_in(gym, by, rows)
    assert EquipmentKind.objects.filter(name__iexact="zumbatrumma").count() == 1


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "+1+1", "O'Brien", "Null", "{{ 7|add:7 }}", "\u202eevil", "å" * 390]
)
def test_hostile_text_is_kept_as_text(gym, by, text):
    bring_in(gym, by, [["1", "Motionscykel", "", "", "2019", "kommunen", "", "", text]])
    assert Equipment.objects.get().note


def test_only_those_who_may_edit_bring_in_a_list(gym, by):
    upload = actions.start_import(gym=gym, file=workbook(), filename="lista.xlsx", by=by)
    preview = actions.read_upload(upload, by=by)
    for stranger in (actor_at(gym.site, Role.CARE_STAFF), actor_at(GymFactory().site)):
        with pytest.raises(PermissionDenied):
            actions.start_import(gym=gym, file=workbook(), filename="lista.xlsx", by=stranger)
        with pytest.raises(PermissionDenied):
            actions.import_items(gym=gym, preview=preview, by=stranger, upload=upload)
        with pytest.raises(PermissionDenied):
            actions.cancel_import(upload=upload, by=stranger)
        with pytest.raises(PermissionDenied):
            actions.fix_upload(upload=upload, mapping={}, fixes={}, version=1, by=stranger)


def test_the_number_of_questions_does_not_grow_with_the_list(gym, by, django_assert_max_num_queries):
    rows = [[str(n), "Motionscykel", "", f"S{n}", "2019", "kommunen", "2025", "2025", ""] for n in range(40)]
    upload = actions.start_import(gym=gym, file=workbook(rows), filename="lista.xlsx", by=by)
    preview = actions.read_upload(upload, by=by)
    with django_assert_max_num_queries(20):
        actions.import_items(gym=gym, preview=preview, by=by, upload=upload)


def test_a_date_that_has_not_been_is_not_taken_for_an_inspection(gym, by):
    rows = [["1", "Motionscykel", "", "", "2019", "kommunen", f"{by.today.year + 2}-03-01", "", ""]]
    (item,) = bring_in(gym, by, rows, unread_as_unknown=True).added
    assert item.inspected is None or item.inspected.first <= by.today
