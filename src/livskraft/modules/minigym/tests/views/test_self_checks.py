"""Is a self-check walked point by point, by several at once, without losing what anybody found?"""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.files.tests.factories import SCRIPT, picture, upload
from livskraft.modules.minigym.actions.routines import make_template
from livskraft.modules.minigym.actions.self_checks import answer_point, finish_check, start_check
from livskraft.modules.minigym.models import Closure, Deviation, SelfCheck
from livskraft.modules.minigym.queries.self_checks import points_of
from livskraft.modules.minigym.rules import Every, Status
from livskraft.modules.minigym.tests.factories import EquipmentFactory, GymFactory
from livskraft.modules.minigym.tests.views.test_gyms import count, signed_in  # noqa: F401 - count is a fixture

pytestmark = pytest.mark.django_db


@pytest.fixture
def gym():
    return GymFactory()


@pytest.fixture
def check(gym):
    by = actor_at(gym.site)
    make_template(name="Veckokontroll", every=Every.WEEK, points=["Golvet är rent", "Vajrar är hela"], gym=gym, by=by)
    return start_check(routine=gym.routines.select_related("gym__site", "template").get(), by=by)


def point_url(check, number=0):
    return reverse("check_point", args=[check.pk, points_of(check)[number].pk])


def test_a_check_is_begun_answered_and_finished(gym):
    by = actor_at(gym.site)
    make_template(name="Veckokontroll", every=Every.WEEK, points=["Golvet är rent"], gym=gym, by=by)
    client = signed_in(gym.site, Role.CARE_STAFF)
    begun = client.post(reverse("start_check", args=[gym.routines.get().pk]))
    check = SelfCheck.objects.get()
    assert begun.url == check.get_absolute_url()
    assert "Golvet är rent" in client.get(begun.url).content.decode()
    assert client.post(point_url(check), {"ok": "1"}).url == begun.url
    assert "Avsluta egenkontrollen" in client.get(begun.url).content.decode()
    gyms_page = reverse("gym_checks", args=[gym.pk])
    assert "Nästa kan börja" not in client.get(gyms_page).content.decode()
    client.post(reverse("finish_check", args=[check.pk]))
    assert "Nästa kan börja" in client.get(gyms_page).content.decode()
    assert "Avslutad" in client.get(begun.url).content.decode()
    assert client.get(point_url(check)).url == begun.url


def test_what_is_typed_while_somebody_finishes_the_check_is_not_lost(gym, check):
    client, by = signed_in(gym.site), actor_at(gym.site)
    url = point_url(check)
    for point in points_of(check):
        answer_point(check=check, point=point, ok=True, by=by)
    finish_check(check=check, by=by)
    page = client.post(url, {"remark": "Vajern är sliten", "version": 1}).content.decode()
    assert "Egenkontrollen är avslutad och kan inte ändras." in page
    assert "Vajern är sliten" in page


def test_a_check_with_points_left_is_not_finished_and_says_so(gym, check):
    client = signed_in(gym.site)
    page = client.post(reverse("finish_check", args=[check.pk]), follow=True).content.decode()
    assert "2 punkter är inte besvarade än" in page


def test_a_deviation_keeps_its_photo_and_is_shown_where_it_is_seen_to(gym, check):
    client = signed_in(gym.site)
    client.post(point_url(check), {"remark": "Vatten på golvet", "photo": upload(picture(), "IMG.jpg")})
    deviation = Deviation.objects.get()
    page = client.get(deviation.get_absolute_url()).content.decode()
    assert "Vatten på golvet" in page
    photo = reverse("check_photo", args=[check.pk, deviation.answer.point_id])
    assert photo in page
    assert client.get(photo)["Content-Type"] == "image/jpeg"
    assert signed_in(GymFactory().site).get(photo).status_code == 404


def test_the_photo_and_the_sign_of_a_machine_a_check_stopped_are_found_where_it_is_seen_to(gym, check):
    item, client = EquipmentFactory(gym=gym), signed_in(gym.site)
    typed = {"remark": "Vajern är av", "item": item.pk, "stop": "on", "photo": upload(picture(), "IMG.jpg")}
    client.post(point_url(check), typed)
    deviation = Deviation.objects.get()
    page = client.get(deviation.follow_up.get_absolute_url()).content.decode()
    assert reverse("check_photo", args=[check.pk, deviation.answer.point_id]) in page
    assert check.get_absolute_url() in page
    assert reverse("stop_sign", args=[item.pk]) in page


def test_a_file_that_is_no_picture_is_refused_and_nothing_is_saved(gym, check):
    page = signed_in(gym.site).post(point_url(check), {"remark": "Vatten", "photo": upload(SCRIPT, "foto.jpg")})
    assert page.context["form"].errors["photo"]
    assert not Deviation.objects.exists()


def test_a_deviation_stops_the_machine_and_closes_the_gym_when_one_ticks_so(gym, check):
    item = EquipmentFactory(gym=gym)
    client = signed_in(gym.site, Role.CARE_STAFF)
    typed = {"remark": "Vajern är av", "item": item.pk, "stop": "on", "close": "on"}
    assert "Sätt upp skylten på maskinen." in client.post(point_url(check), typed, follow=True).content.decode()
    item.refresh_from_db()
    assert item.status == Status.OUT_OF_USE
    assert Closure.objects.open().get().gym == gym


def test_two_answers_to_one_point_are_shown_side_by_side(gym, check):
    answer_point(check=check, point=points_of(check)[0], ok=False, remark="Blött", by=actor_at(gym.site))
    client = signed_in(gym.site)
    page = client.post(point_url(check), {"ok": "1"})
    assert page.status_code == 409
    assert "Blött" in page.content.decode()
    again = client.post(point_url(check), {"ok": "1", "version": "1"})
    assert again.status_code == 302
    assert not Deviation.objects.exists()


def test_a_point_of_another_check_does_not_exist(gym, check):
    other = make_template(name="Annan", every=Every.WEEK, points=["x"], gym=gym, by=actor_at(gym.site))
    url = reverse("check_point", args=[check.pk, other.points.get().pk])
    assert signed_in(gym.site).get(url).status_code == 404


def test_the_list_costs_the_same_for_one_gym_as_for_ten(gym, check, count):  # noqa: F811
    def add():
        more = GymFactory(site=gym.site)
        by = actor_at(gym.site)
        make_template(name="Veckokontroll", every=Every.WEEK, points=["Golvet"], gym=more, by=by)
        start_check(routine=more.routines.select_related("gym__site", "template").get(), by=by)

    client, url = signed_in(gym.site), reverse("self_checks")
    before = count(client, url)
    for _number in range(9):
        add()
    assert count(client, url) == before


def test_the_gyms_page_costs_the_same_for_one_check_as_for_many(gym, check, count):  # noqa: F811
    client, url = signed_in(gym.site), reverse("gym_checks", args=[gym.pk])
    before = count(client, url)
    for weeks in range(1, 8):
        # At noon: late on a Sunday, another clock's week has begun where summer time held.
        by = actor_at(gym.site, at=datetime.now(UTC).replace(hour=11) - timedelta(days=7 * weeks))
        made = start_check(routine=gym.routines.select_related("gym__site", "template").get(), by=by)
        for point in points_of(made):
            answer_point(check=made, point=point, ok=False, remark="Vått", by=by)
    # The deviations are one query more than none at all.
    assert count(client, url) <= before + 1
