"""Do the staff see what was reported at their own sites, and is each step one tap?"""

import pytest
from django.urls import reverse
from django.utils import timezone

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.files.actions import store_picture
from livskraft.files.tests.factories import picture, upload
from livskraft.modules.minigym.actions.equipment import retire_equipment
from livskraft.modules.minigym.actions.faults import close_fault, stop_for_fault
from livskraft.modules.minigym.models import Equipment, Fault
from livskraft.modules.minigym.rules import Outcome, RegimeKey, Status, Symptom
from livskraft.modules.minigym.tests.factories import (
    EquipmentFactory,
    FaultFactory,
    GymFactory,
    municipal_agreement,
    provider_agreement,
    regime,
)
from livskraft.modules.minigym.tests.views.test_gyms import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def fault():
    return FaultFactory()


@pytest.fixture
def client(fault):
    return signed_in(fault.gym.site)


def page_of(client, fault):
    return client.get(fault.get_absolute_url()).content.decode()


def test_the_list_holds_what_is_open_at_our_own_sites(client, fault):
    FaultFactory(words="Någon annans")
    closed = FaultFactory(item=fault.item, words="Redan klar")
    close_fault(fault=closed, outcome=Outcome.FIXED, answer="Klart", by=actor_at(fault.gym.site))
    page = client.get("/minigym/fel/").content.decode()
    assert "Sadeln glappar" in page
    assert "Någon annans" not in page
    assert "Redan klar" not in page
    over = client.get("/minigym/fel/?visa=klara").content.decode()
    assert "Redan klar" in over
    assert "Sadeln glappar" not in over


def test_staff_report_without_a_code_by_choosing_the_machine(client, fault):
    gym, other = fault.gym, EquipmentFactory()
    retired = EquipmentFactory(gym=gym)
    retire_equipment(item=retired, reason="Skrot", by=actor_at(gym.site))
    page = client.get("/minigym/fel/anmal/").content.decode()
    assert f'href="{reverse("report_item_fault", args=[fault.item.token])}"' in page
    assert f'href="{reverse("report_gym_fault", args=[gym.token])}"' in page
    assert other.token not in page
    assert retired.token not in page


def test_staff_with_several_gyms_choose_one_first_and_only_their_own(client, fault):
    second = GymFactory(site=fault.gym.site, name="Övre gymmet")
    page = client.get("/minigym/fel/anmal/").content.decode()
    assert fault.item.token not in page
    assert f'href="?gym={second.pk}"' in page
    assert second.token in client.get(f"/minigym/fel/anmal/?gym={second.pk}").content.decode()
    foreign = EquipmentFactory()
    assert foreign.token not in client.get(f"/minigym/fel/anmal/?gym={foreign.gym_id}").content.decode()
    assert client.get("/minigym/fel/anmal/?gym=x").status_code == 200


def test_the_list_of_faults_leads_to_reporting_one_for_those_who_may(client, fault):
    assert "/minigym/fel/anmal/" in client.get("/minigym/fel/").content.decode()
    assert (
        "/minigym/fel/anmal/"
        not in signed_in(fault.gym.site, Role.SAFETY_COORDINATOR).get("/minigym/fel/").content.decode()
    )


def test_the_list_can_be_of_one_gym_and_stands_what_is_no_number(client, fault):
    FaultFactory(item=EquipmentFactory(gym=GymFactory(site=fault.gym.site)), words="I andra rummet")
    page = client.get(f"/minigym/fel/?gym={fault.gym_id}").content.decode()
    assert "Sadeln glappar" in page
    assert "I andra rummet" not in page
    for nonsense in ("x", "9" * 30, "²"):
        assert client.get("/minigym/fel/", {"gym": nonsense}).status_code == 200


def test_twenty_faults_cost_what_one_costs(client, fault, django_assert_max_num_queries):
    def cost():
        with django_assert_max_num_queries(50) as asked:
            client.get("/minigym/fel/")
        return len(asked)

    one = cost()
    FaultFactory.create_batch(19, item=fault.item)
    assert cost() == one


@pytest.mark.parametrize(
    "name",
    [
        "fault_page",
        "stop_for_fault",
        "plan_repair",
        "join_fault",
        "separate_fault",
        "close_fault",
        "fault_letter",
        "fault_photo",
    ],
)
def test_another_units_fault_does_not_exist(client, name):
    theirs = FaultFactory(photo=store_picture(upload(picture()), at=timezone.now()))
    url = reverse(name, args=[theirs.pk])
    typed = {"other": theirs.pk, "outcome": "fixed", "answer": "x", "version": 1}
    assert client.get(url).status_code in (404, 405)
    assert client.post(url, typed).status_code in (404, 405)
    theirs.refresh_from_db()
    assert (theirs.version, theirs.closed_at) == (1, None)


def test_one_tap_takes_the_machine_out_of_use(fault):
    client = signed_in(fault.gym.site, Role.CARE_STAFF)
    assert "Ta ur bruk" in page_of(client, fault)
    client.post(reverse("stop_for_fault", args=[fault.pk]), {"version": 1})
    assert Equipment.objects.get().status == Status.OUT_OF_USE
    page = page_of(client, fault)
    assert "Skriv ut skylten UR BRUK" in page
    assert "stop_for_fault" not in page


def test_the_next_step_is_the_firm_that_the_machine_belongs_to():
    municipal_agreement()
    municipal = FaultFactory()
    own = FaultFactory(item=EquipmentFactory(gym=municipal.gym, regime=regime(RegimeKey.PROVIDER)))
    agreement = provider_agreement(municipal.gym)
    client = signed_in(municipal.gym.site)
    for fault, firm in ((municipal, "Kommunens servicefirma"), (own, "Utförarens servicefirma")):
        client.post(reverse("plan_repair", args=[fault.pk]))
        page = page_of(client, fault)
        assert firm in page
        assert "Beställ underhåll" in page
        assert f"maskin={fault.item_id}" in page
        assert "Brev till fastighetsägaren" not in page
    assert f"avtal={agreement.pk}" in page


def test_a_fixture_and_the_room_are_the_owner_of_the_houses():
    bars = FaultFactory(item=EquipmentFactory(regime=regime(RegimeKey.PROPERTY)), words="Pinnen är av")
    room = FaultFactory(item=None, gym=bars.gym, symptom=Symptom.AIR, words="Lampan blinkar")
    client = signed_in(bars.gym.site)
    client.post(reverse("plan_repair", args=[bars.pk]))
    owner = bars.gym.site.premises.property_owner.name
    for fault in (bars, room):
        page = page_of(client, fault)
        assert owner in page
        assert "Beställ underhåll" not in page
        letter = client.get(reverse("fault_letter", args=[fault.pk])).content.decode()
        assert fault.words in letter
        client.post(reverse("fault_letter", args=[fault.pk]))
        assert "fick brev" in page_of(client, fault)


def test_without_an_owner_the_letter_says_whom_to_ask(client, fault):
    room = FaultFactory(item=None, gym=fault.gym, symptom=Symptom.AIR)
    fault.gym.site.premises.delete()
    assert "Fastighetsägaren saknas" in client.get(reverse("fault_letter", args=[room.pk])).content.decode()
    assert "systemförvaltaren" in page_of(client, room)


def test_the_second_to_close_it_sees_what_the_first_one_wrote(client, fault):
    url = reverse("close_fault", args=[fault.pk])
    typed = {"outcome": "fixed", "answer": "Skruven är dragen", "version": 1}
    assert client.post(url, typed).status_code == 302
    answer = client.post(url, typed | {"answer": "Hittade inget", "outcome": "no_fault"})
    assert answer.status_code == 409
    for words in ("Skruven är dragen", "Hittade inget"):
        assert words in answer.content.decode()
    assert Fault.objects.get().answer == "Skruven är dragen"


def test_who_took_it_back_and_when_is_told(client, fault):
    by = actor_at(fault.gym.site)
    stopped = stop_for_fault(fault=fault, by=by)
    close_fault(fault=stopped, outcome=Outcome.FIXED, answer="Ny sadel", back_in_use=True, by=by)
    page = page_of(client, fault)
    assert "Åter i bruk" in page
    assert f"av {by.user.name}." in page


def test_a_retired_machines_fault_is_closed_as_removed(client, fault):
    retire_equipment(item=fault.item, reason="Utsliten", by=actor_at(fault.gym.site))
    page = page_of(client, fault)
    assert "Maskinen är kasserad" in page
    assert "Ta ur bruk" not in page
    assert client.post(reverse("stop_for_fault", args=[fault.pk])).status_code == 302
    client.post(
        reverse("close_fault", args=[fault.pk]), {"outcome": "removed", "answer": "Kasserad i går", "version": 1}
    )
    assert Fault.objects.get().outcome == Outcome.REMOVED


def test_a_machine_that_stands_cannot_be_closed_as_removed(client, fault):
    client.post(reverse("close_fault", args=[fault.pk]), {"outcome": "removed", "answer": "x", "version": 1})
    assert Fault.objects.get().outcome == ""


def test_reports_of_the_same_fault_are_joined_with_one_tap_and_taken_apart(client, fault):
    second = FaultFactory(item=fault.item, words="Den är lös", reported_at=timezone.now())
    assert "Samma fel" in page_of(client, fault)
    answer = client.post(reverse("join_fault", args=[fault.pk]), {"other": second.pk, "version": 1}, follow=True)
    page = answer.content.decode()
    assert "Fler har anmält samma fel" in page
    assert reverse("separate_fault", args=[second.pk]) in page
    assert client.get("/minigym/fel/").content.decode().count("lk-list__title") == 1
    separate = reverse("separate_fault", args=[second.pk])
    assert separate in page_of(client, second)
    assert separate not in page_of(signed_in(fault.gym.site, Role.SAFETY_COORDINATOR), second)
    client.post(separate)
    assert not Fault.objects.filter(same_as__isnull=False).exists()


def test_joining_with_what_is_no_fault_changes_nothing(client, fault):
    url = reverse("join_fault", args=[fault.pk])
    for nonsense in ("", "x", "9" * 30):
        answer = client.post(url, {"other": nonsense}, follow=True)
        assert "Välj vilken anmälan" in answer.content.decode()
    assert client.post(url, {"other": "0"}).status_code == 404
    assert Fault.objects.get().version == 1


def test_the_photo_is_shown_to_staff_only(client, fault):
    url = reverse("fault_photo", args=[fault.pk])
    assert client.get(url).status_code == 404
    Fault.objects.update(photo=store_picture(upload(picture()), at=timezone.now()))
    answer = client.get(url)
    assert answer["Content-Type"] == "image/jpeg"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert signed_in(fault.gym.site, Role.COMMITTEE_SECRETARY).get(url).status_code == 403


def test_the_machines_own_page_tells_of_an_open_fault(client, fault):
    assert "Någon har anmält ett fel" in client.get(fault.item.get_absolute_url()).content.decode()
    secretary = signed_in(fault.gym.site, Role.COMMITTEE_SECRETARY)
    assert "Sadeln glappar" not in secretary.get(fault.item.get_absolute_url()).content.decode()


def test_the_follow_up_leads_back_to_what_was_reported(client, fault):
    stopped = stop_for_fault(fault=fault, by=actor_at(fault.gym.site))
    assert fault.get_absolute_url() in client.get(stopped.follow_up.get_absolute_url()).content.decode()
    secretary = signed_in(fault.gym.site, Role.COMMITTEE_SECRETARY)
    assert fault.get_absolute_url() not in secretary.get(stopped.follow_up.get_absolute_url()).content.decode()


def test_a_machine_that_still_stands_still_can_be_taken_back_from_the_closed_fault(client, fault):
    by = actor_at(fault.gym.site)
    stopped = stop_for_fault(fault=fault, by=by)
    way_back = reverse("return_equipment", args=[fault.item_id])
    assert way_back not in page_of(client, fault)
    closed = close_fault(fault=stopped, outcome=Outcome.FIXED, answer="Ny sadel", by=by)
    assert way_back in page_of(client, closed)


def test_a_machine_that_stands_still_already_is_not_offered_to_be_stopped_again(client, fault):
    assert "Ta ur bruk" in page_of(client, fault)
    Equipment.objects.filter(pk=fault.item_id).update(status=Status.OUT_OF_USE)
    page = page_of(client, fault)
    assert "Låt den stå kvar ur bruk" in page
    assert "Ta ur bruk" not in page
