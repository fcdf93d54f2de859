"""Is the list confirmed and printed from the binder's page, and can all lists be had at once?"""

import io
import zipfile

import openpyxl
import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.minigym.actions.equipment import edit_equipment
from livskraft.modules.minigym.models import BinderArchive, BinderPrint, ListConfirmation
from livskraft.modules.minigym.models.gyms import GIVEN_UP
from livskraft.modules.minigym.tests.factories import EquipmentFactory, GymFactory
from livskraft.modules.minigym.tests.views.test_gyms import signed_in
from livskraft.organisation.tests.factories import responsible_body

pytestmark = pytest.mark.django_db


def test_a_manager_confirms_and_prints_and_a_change_makes_both_old():
    item = EquipmentFactory()
    client = signed_in(item.gym.site)
    page = reverse("binder", args=[item.gym.pk])
    assert "Ingen har bekräftat listan" in client.get(page).content.decode()
    client.post(reverse("confirm_list", args=[item.gym.pk]))
    answer = client.post(reverse("print_binder", args=[item.gym.pk]))
    shown = client.get(answer.url).content.decode()
    assert reverse("binder_pdf", args=[item.gym.pk]) in shown
    assert "Pärmen är aktuell" in shown
    assert (ListConfirmation.objects.count(), BinderPrint.objects.get().number) == (1, 1)
    edit_equipment(item=item, changes={"make": "Ny"}, version=1, by=actor_at(item.gym.site))
    shown = client.get(page).content.decode()
    assert "Ändrad efter bekräftelsen" in shown
    assert "Pärmen är äldre än listan" in shown


def test_looking_at_the_list_is_not_printing_it():
    item = EquipmentFactory()
    client = signed_in(item.gym.site)
    assert client.get(reverse("binder_pdf", args=[item.gym.pk])).content.startswith(b"%PDF")
    assert client.get(reverse("print_binder", args=[item.gym.pk])).status_code == 405
    assert not BinderPrint.objects.exists()


def test_the_workbook_holds_every_item_and_no_formula():
    item = EquipmentFactory(make="=1+1", note="@SUM(A1)")
    answer = signed_in(item.gym.site).get(reverse("binder_excel", args=[item.gym.pk]))
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows() for cell in row]
    assert "=1+1" in [cell.value for cell in cells]
    assert all(cell.data_type != "f" for cell in cells)


def test_administration_sees_the_binder_but_does_not_confirm_or_print():
    gym = GymFactory()
    client = signed_in(responsible_body(), Role.ADMINISTRATION)
    page = client.get(reverse("binder", args=[gym.pk])).content.decode()
    for name in ("confirm_list", "print_binder"):
        assert reverse(name, args=[gym.pk]) not in page
        assert client.post(reverse(name, args=[gym.pk])).status_code == 403


def test_all_lists_within_reach_are_packed_in_one_file():
    mine, other = EquipmentFactory().gym, EquipmentFactory().gym
    client = signed_in(mine.site)
    answer = client.post(reverse("binders"))
    archive = BinderArchive.objects.get()
    assert "Hämta filen" in client.get(answer.url).content.decode()
    data = client.get(reverse("binder_archive_file", args=[archive.pk])).content
    (name,) = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert mine.site.name in name
    assert other.site.name not in name


@override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}})
def test_an_archive_whose_worker_was_ended_can_be_asked_for_again():
    client = signed_in(EquipmentFactory().gym.site)
    address = client.post(reverse("binders")).url
    assert 'id="framsteg"' in client.get(address).content.decode()
    BinderArchive.objects.update(at=timezone.now() - GIVEN_UP)
    assert "Försök igen" in client.get(address).content.decode()
    assert client.get(address, headers={"HX-Request": "true"})["HX-Redirect"] == address


def test_nobody_else_gets_the_file():
    gym = GymFactory()
    signed_in(gym.site).post(reverse("binders"))
    archive = BinderArchive.objects.get()
    colleague = signed_in(gym.site)
    for name in ("binder_archive", "binder_archive_file"):
        assert colleague.get(reverse(name, args=[archive.pk])).status_code == 404


def test_packing_asks_the_same_number_of_questions_for_one_as_for_many(django_assert_max_num_queries):
    from livskraft.modules.minigym import queries

    def asked(gyms):
        with django_assert_max_num_queries(1000) as found:
            queries.list_facts(gyms, actor.today)
        return len(found)

    actor = actor_at(responsible_body())
    gyms = [EquipmentFactory().gym for _number in range(12)]
    assert asked(gyms) == asked(gyms[:1])
