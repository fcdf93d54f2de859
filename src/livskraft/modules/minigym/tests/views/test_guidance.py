"""Do the pages of guidance say who may support visitors, who may not, and where nobody is?"""

import io
import re
from datetime import timedelta

import openpyxl
import pytest
from django.utils import timezone

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.minigym.models import Closure, Guidance, OpeningHours, StaffedTurn
from livskraft.modules.minigym.rules import Weekday
from livskraft.modules.minigym.tests.guidance import (
    guided,
    gym_with,
    kind,
    physiotherapist,
    renewing_instruction,
    staffed,
    worker,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def gym():
    return gym_with()


@pytest.fixture
def site(gym):
    return gym.site


@pytest.fixture
def sign_in(client):
    def enter(actor):
        client.force_login(actor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return actor

    return enter


def text(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_who_may_support_is_named_and_who_may_not_is_not(client, site, sign_in, now):
    guided(site, [worker(site, "Vägledd Prov")], on=now.date(), at=now)
    worker(site, "Ovan Prov")
    sign_in(actor_at(site))
    page = text(client, f"/minigym/vagledning/{site.pk}/")
    able = page.split("Bemannade pass")[0]
    assert "Vägledd Prov" in able
    assert "Benpress" in able
    assert "Ovan Prov" not in able
    assert "Ovan Prov: inte vägledd" in page


def test_what_a_new_version_asks_for_is_said_and_still_holds(client, site, sign_in, now):
    ago = now - timedelta(days=10)
    guided(site, [worker(site, "Vägledd Prov")], on=ago.date(), at=ago)
    renewing_instruction("Benpress", now - timedelta(days=2))
    sign_in(actor_at(site))
    page = text(client, f"/minigym/vagledning/{site.pk}/")
    assert "Vägledd Prov: 1 av 2, ska förnyas" in page
    assert "Vägledd Prov" in page.split("Bemannade pass")[0]


def test_a_gap_is_shown_for_its_day_and_hour_and_goes_when_somebody_guided_holds_it(client, gym, site, sign_in, now):
    for day in Weekday:
        staffed(gym, day)
    person = worker(site, "Vägledd Prov")
    sign_in(actor_at(site))
    assert text(client, f"/minigym/vagledning/{site.pk}/").count("Ingen håller passet") == 14
    data = {f"pass_{day}_0900_1100": person.pk for day in range(8)} | {"version": gym.version}
    assert client.post(f"/minigym/{gym.pk}/pass/", data).status_code == 302
    assert text(client, f"/minigym/vagledning/{site.pk}/").count("Ingen som håller passet är vägledd") == 14
    guided(site, [person], on=now.date(), at=now)
    page = text(client, f"/minigym/vagledning/{site.pk}/")
    assert "Ingen håller passet" not in page
    assert "Ingen som håller" not in page
    assert "Alla pass har någon som får ge stöd" in page


def test_the_spans_that_were_said_are_ticked_when_the_page_is_opened_again(client, gym, site, sign_in):
    span = staffed(gym)
    person = worker(site)
    sign_in(actor_at(site))
    client.post(f"/minigym/{gym.pk}/pass/", {"pass_1_0900_1100": person.pk, "version": gym.version})
    assert StaffedTurn.objects.get().person == person
    assert "checked" in text(client, f"/minigym/{gym.pk}/pass/")
    OpeningHours.objects.filter(pk=span.pk).update(staffed=False)
    assert "Inga bemannade tider är inlagda" in text(client, f"/minigym/{gym.pk}/pass/")


def test_whoever_saves_spans_whose_hours_or_holders_changed_meanwhile_sees_both(client, gym, site, sign_in):
    staffed(gym)
    first, second = worker(site, "Först Prov"), worker(site, "Sedan Prov")
    sign_in(actor_at(site))
    seen = gym.version
    client.post(f"/minigym/{gym.pk}/pass/", {"pass_1_0900_1100": first.pk, "version": seen})
    answer = client.post(f"/minigym/{gym.pk}/pass/", {"pass_1_0900_1100": second.pk, "version": seen})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Först Prov" in page
    assert "Sedan Prov" in page
    assert StaffedTurn.objects.get().person == first


def test_whoever_plans_the_spans_sees_who_may_support(client, gym, site, sign_in, now):
    staffed(gym)
    guided(site, [worker(site, "Vägledd Prov")], on=now.date(), at=now)
    worker(site, "Ovan Prov")
    physiotherapist(site, at=now)
    sign_in(actor_at(site))
    page = text(client, f"/minigym/{gym.pk}/pass/")
    said = re.findall(r'>([^<>]+) <span class="lk-muted mg-name">([^<]+)', page)
    assert {("Vägledd Prov", "vägledd"), ("Ovan Prov", "inte vägledd")} < set(said)
    assert {standing for name, standing in said if "Prov" not in name} == {"legitimerad"}


def test_the_phone_says_of_guidance_what_the_matrix_says(client, site, sign_in, now):
    ago = now - timedelta(days=700)
    guided(site, [worker(site, "Snart Ute")], on=ago.date(), at=ago)
    sign_in(actor_at(site))
    summary = text(client, f"/minigym/vagledning/{site.pk}/").split("Snart Ute: ")[1].split("<")[0]
    assert "går snart ut" in summary
    assert "ska förnyas" not in summary


def test_a_group_is_registered_in_one_step(client, site, sign_in, now):
    people = [worker(site, f"Person {number}") for number in range(5)]
    sign_in(physiotherapist(site, at=now))
    answer = client.post(
        f"/minigym/vagledning/{site.pk}/ny/",
        {
            "people": [person.pk for person in people],
            "kinds": [kind("Benpress").pk, kind("Motionscykel").pk],
            "on": timezone.localdate(),
            "months": 24,
        },
    )
    assert answer.status_code == 302
    assert Guidance.objects.current().count() == 10


def test_those_to_renew_are_ticked_beforehand(client, site, sign_in, now):
    ago = now - timedelta(days=700)
    guided(site, [worker(site, "Snart Ute")], on=ago.date(), at=ago)
    worker(site, "Helt Ny")
    sign_in(physiotherapist(site, at=now))
    page = text(client, f"/minigym/vagledning/{site.pk}/ny/?fornya=1")
    assert page.count("checked") == 2
    assert "checked" not in text(client, f"/minigym/vagledning/{site.pk}/ny/")


def test_a_site_without_staff_says_what_to_do(client, site, sign_in, now):
    sign_in(physiotherapist(site, at=now))
    assert "Ingen omsorgspersonal är inlagd här" in text(client, f"/minigym/vagledning/{site.pk}/ny/")


def test_a_registration_is_taken_back_with_a_reason(client, site, sign_in, now):
    occasion = guided(site, [worker(site)], on=now.date(), at=now)
    sign_in(physiotherapist(site, at=now))
    url = f"/minigym/vagledning/tillfalle/{occasion.pk}/"
    client.post(f"{url}ta-bort/", {"reason": ""})
    assert Guidance.objects.current().exists()
    client.post(f"{url}ta-bort/", {"reason": "Fel personer"})
    assert not Guidance.objects.current().exists()
    assert "Fel personer" in text(client, url)


def test_one_persons_guidance_is_ended_and_anothers_stays(client, site, sign_in, now):
    leaves, stays = worker(site, "Byter Jobb"), worker(site, "Blir Kvar")
    guided(site, [leaves, stays], ("Benpress", "Motionscykel"), on=now.date(), at=now)
    sign_in(physiotherapist(site, at=now))
    row = Guidance.objects.filter(person=leaves).first()
    client.post(f"/minigym/vagledning/avsluta/{row.pk}/", {"reason": "Ny tjänst"})
    assert {row.person for row in Guidance.objects.current()} == {stays}


def test_whoever_has_one_site_comes_straight_to_it_and_others_choose(client, site, sign_in):
    sign_in(actor_at(site, Role.CARE_STAFF))
    assert client.get("/minigym/vagledning/").url == f"/minigym/vagledning/{site.pk}/"
    gym_with(site__parent=site.parent, site__name="Grannen")
    sign_in(actor_at(site.parent, Role.PHYSIOTHERAPIST))
    page = text(client, "/minigym/vagledning/")
    assert "Grannen" in page
    assert "Ingen omsorgspersonal är inlagd" in page


def test_another_units_pages_do_not_exist(client, site, sign_in, now):
    occasion = guided(site, [worker(site)], on=now.date(), at=now)
    row = Guidance.objects.get()
    sign_in(physiotherapist(gym_with().site, at=now))
    for url in (
        f"/minigym/vagledning/{site.pk}/",
        f"/minigym/vagledning/{site.pk}/ny/",
        f"/minigym/vagledning/{site.pk}/far-ge-stod.pdf",
        f"/minigym/vagledning/tillfalle/{occasion.pk}/",
        f"/minigym/vagledning/avsluta/{row.pk}/",
    ):
        assert client.get(url).status_code == 404


def test_the_workbook_has_a_row_for_everybody_and_every_kind(client, site, sign_in, now):
    guided(site, [worker(site, "=Vägledd Prov")], on=now.date(), at=now)
    worker(site, "Ovan Prov")
    sign_in(actor_at(site))
    answer = client.get(f"/minigym/vagledning/{site.pk}/vagledning.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer))).active
    rows = {(row[0].value, row[1].value, row[2].value) for row in sheet.iter_rows() if row[1].value}
    assert ("=Vägledd Prov", "Benpress", "Gäller") in rows
    assert ("Ovan Prov", "Motionscykel", "Saknas") in rows
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_a_closed_gym_is_not_said_to_lack_staffed_hours(client, gym, site, sign_in, now):
    staffed(gym)
    sign_in(actor_at(site))
    Closure.objects.create(gym=gym, since=now, reason="Vattenskada")
    page = text(client, f"/minigym/vagledning/{site.pk}/")
    assert "stängt tills vidare, så inga pass är bemannade" in page
    assert "Inga bemannade tider är inlagda" not in page


@pytest.mark.parametrize("address", ["/minigym/vagledning/{site}/", "/minigym/vagledning/{site}/ny/?fornya=1"])
def test_it_costs_the_same_for_one_person_as_for_twenty(
    client, gym, site, sign_in, now, address, django_assert_max_num_queries
):
    def cost():
        with django_assert_max_num_queries(60) as seen:
            text(client, address.format(site=site.pk))
        return len(seen)

    staffed(gym)
    guided(site, [worker(site)], on=now.date(), at=now)
    sign_in(physiotherapist(site, at=now))
    few = cost()
    people = [worker(site, f"Person {number}") for number in range(20)]
    guided(site, people, ("Benpress", "Motionscykel"), on=now.date(), at=now)
    assert cost() <= few


def test_the_list_costs_the_same_for_two_sites_as_for_ten(client, site, sign_in, django_assert_max_num_queries):
    def cost():
        with django_assert_max_num_queries(60) as seen:
            text(client, "/minigym/vagledning/")
        return len(seen)

    gym_with(site__parent=site.parent)
    sign_in(actor_at(site.parent, Role.PHYSIOTHERAPIST))
    few = cost()
    for _number in range(8):
        gym_with(site__parent=site.parent)
    assert cost() == few
