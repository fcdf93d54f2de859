"""Does the list of gyms show what one may see, at the same cost however long it is?"""

from datetime import date

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, actor_at
from livskraft.kit.partial_date import PartialDate
from livskraft.modules.minigym import queries
from livskraft.modules.minigym.actions.equipment import take_out_of_use
from livskraft.modules.minigym.actions.inspections import start_round
from livskraft.modules.minigym.models import Equipment, Gym
from livskraft.modules.minigym.rules import RegimeKey, Standing, Status
from livskraft.modules.minigym.tests.factories import EquipmentFactory, GymFactory, regime
from livskraft.organisation.tests.factories import SiteFactory, responsible_body

pytestmark = pytest.mark.django_db


def signed_in(unit, role=Role.UNIT_MANAGER) -> Client:
    client = Client()
    user = AssignmentFactory(unit=unit, role=role).user
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def count(django_assert_max_num_queries):
    def counted(client, url):
        with django_assert_max_num_queries(1000) as found:
            assert client.get(url).status_code == 200
        return len(found)

    return counted


def test_the_list_says_how_many_are_late_and_out_of_use():
    gym = GymFactory()
    EquipmentFactory(gym=gym, inspected=PartialDate(2019), serviced=PartialDate(2019))
    EquipmentFactory(gym=gym, acquired=PartialDate.of(timezone.localdate()))
    EquipmentFactory(gym=gym, acquired=PartialDate.of(timezone.localdate()), status=Status.OUT_OF_USE)
    EquipmentFactory(gym=gym, status=Status.RETIRED, retired_on=date(2026, 1, 1), retired_reason="Utsliten")
    page = signed_in(gym.site).get(reverse("gyms")).content.decode()
    assert "1 av 3 försenade" in page
    assert "1 ur bruk" in page


def test_the_list_and_the_gym_page_cost_the_same_for_one_as_for_twenty(count):
    body = responsible_body()
    client = signed_in(body, Role.ADMINISTRATION)
    gym = GymFactory()
    EquipmentFactory(gym=gym)
    lists, page = count(client, reverse("gyms")), count(client, gym.get_absolute_url())
    for key in (RegimeKey.MUNICIPAL, RegimeKey.PROVIDER, RegimeKey.PROPERTY):
        EquipmentFactory.create_batch(7, gym=gym, regime=regime(key))
    for _number in range(20):
        EquipmentFactory(gym=GymFactory())
    assert count(client, reverse("gyms")) == lists
    assert count(client, gym.get_absolute_url()) == page


def test_the_binders_and_the_history_cost_the_same_for_one_as_for_twenty(count):
    from livskraft.access.tests.factories import actor_at
    from livskraft.modules.minigym.actions.gyms import confirm_list, print_binder

    gym = GymFactory()
    client = signed_in(responsible_body(), Role.ADMINISTRATION)
    by = actor_at(gym.site)
    confirm_list(gym=gym, by=by)
    print_binder(gym=gym, by=by)
    urls = [reverse("binders"), reverse("gym_history", args=[gym.pk]), reverse("binder", args=[gym.pk])]
    before = [count(client, url) for url in urls]
    for _number in range(20):
        GymFactory()
        confirm_list(gym=gym, by=by)
        print_binder(gym=gym, by=by)
    assert [count(client, url) for url in urls] == before


def test_another_units_gym_does_not_exist():
    mine, other = GymFactory(), GymFactory()
    client = signed_in(mine.site)
    page = client.get(reverse("gyms")).content.decode()
    assert mine.site.name in page
    assert other.site.name not in page
    looked_at = ("gym_page", "gym_history", "binder", "binder_pdf", "binder_excel")
    for name in (*looked_at, "edit_gym", "add_equipment", "import_inventory"):
        assert client.get(reverse(name, args=[other.pk])).status_code == 404, name
        assert client.get(reverse(name, args=[mine.pk])).status_code == 200, name
    for name in ("confirm_list", "print_binder"):
        assert client.post(reverse(name, args=[other.pk])).status_code == 404, name


@pytest.mark.parametrize(
    ("query", "found"), [("q=hög", True), ("q=HÖG", True), ("q=zzz", False), ("q=%00", True), ("area=x", True)]
)
def test_the_list_is_searched_by_site_and_a_broken_address_narrows_nothing(query, found):
    gym = GymFactory(site=SiteFactory(name="Högbo"))
    page = signed_in(gym.site).get(reverse("gyms") + "?" + query).content.decode()
    assert (gym.get_absolute_url() in page) == found


def test_the_list_can_show_only_gyms_with_something_late_or_stopped():
    late, stopped, fine = GymFactory(), GymFactory(), GymFactory()
    EquipmentFactory(gym=late, inspected=PartialDate(2019))
    EquipmentFactory(gym=stopped, acquired=PartialDate.of(timezone.localdate()), status=Status.OUT_OF_USE)
    EquipmentFactory(gym=fine, acquired=PartialDate.of(timezone.localdate()))
    client = signed_in(responsible_body(), Role.ADMINISTRATION)
    for show, wanted in (("late", late), ("stopped", stopped)):
        page = client.get(reverse("gyms") + f"?show={show}").content.decode()
        assert [gym for gym in (late, stopped, fine) if gym.get_absolute_url() in page] == [wanted]


@pytest.mark.parametrize("days", range(-2, 3))
def test_the_list_and_the_rule_agree_on_what_is_late(days):
    from datetime import timedelta

    from dateutil.relativedelta import relativedelta

    today = date(2026, 3, 31)
    item = EquipmentFactory(
        inspected=PartialDate.of(today - relativedelta(months=12) + timedelta(days=days)),
        serviced=PartialDate.of(today),
    )
    terms = queries.terms_on(today)
    (row,) = queries.rows_of([item], terms, today)
    assert Equipment.objects.filter(queries.late(terms, today)).exists() == (row.worst.standing == Standing.LATE)


def test_a_gym_is_opened_and_renamed_on_its_pages():
    site = SiteFactory()
    client = signed_in(site)
    answer = client.post(reverse("new_gym"), {"site": site.pk, "name": "Minigym", "room": "Plan 1"})
    gym = Gym.objects.get()
    assert answer.url == gym.get_absolute_url()
    taken = client.post(reverse("new_gym"), {"site": site.pk, "name": "Minigym"})
    assert "redan ett minigym" in taken.content.decode()
    edit = reverse("edit_gym", args=[gym.pk])
    assert client.post(edit, {"name": "Styrkan", "version": 1}).status_code == 302
    conflict = client.post(edit, {"name": "Balansen", "version": 1})
    assert conflict.status_code == 409
    assert "Balansen" in conflict.content.decode()
    assert Gym.objects.get().name == "Styrkan"


def test_the_only_site_is_chosen_and_a_single_gym_needs_no_search():
    gym = GymFactory()
    client = signed_in(gym.site)
    assert client.get(reverse("new_gym")).context["form"]["site"].value() == gym.site.pk
    assert "Sök minigym" not in client.get(reverse("gyms")).content.decode()
    assert "Sök minigym" in client.get(reverse("gyms"), {"q": "finns inte"}).content.decode()
    GymFactory(site=gym.site)
    assert "Sök minigym" in client.get(reverse("gyms")).content.decode()


def test_a_manager_cannot_open_a_gym_at_another_units_site():
    site, other = SiteFactory(), SiteFactory()
    answer = signed_in(site).post(reverse("new_gym"), {"site": other.pk, "name": "Minigym"})
    assert answer.status_code == 200
    assert not Gym.objects.exists()


def test_a_vacant_managers_post_is_said_on_the_gym_page():
    gym = GymFactory()
    client = signed_in(responsible_body(), Role.ADMINISTRATION)
    assert "Saknar ansvarig" in client.get(gym.get_absolute_url()).content.decode()
    AssignmentFactory(unit=gym.site, user__name="Vera Vikarie")
    assert "Vera Vikarie" in client.get(gym.get_absolute_url()).content.decode()


@pytest.fixture
def kept_fragments(settings):
    """A real store, as in production; the tests' own keeps nothing."""
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "gyms"}
    settings.CACHES = {**settings.CACHES, "fragments": memory}
    caches["fragments"].clear()


def fewest_queries(client, address):
    """Of several visits: on PostgreSQL a page is made anew whenever anything was written, also by tests beside this."""
    asked = []
    for _ in range(20):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        asked.append(len(queries))
    return min(asked)


@pytest.mark.django_db(transaction=True)
def test_a_kept_page_asks_little_and_shows_a_write_at_once(kept_fragments, client):
    gym = GymFactory()
    item = EquipmentFactory(gym=gym)
    manager = AssignmentFactory(unit=gym.site)
    client.force_login(manager.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    first = client.get(gym.get_absolute_url()).content.decode()
    assert "Ur bruk" not in first
    assert fewest_queries(client, gym.get_absolute_url()) <= 5
    assert fewest_queries(client, reverse("gyms")) <= 4
    take_out_of_use(item=item, reason="Vajern är av.", by=actor_at(gym.site, Role.CARE_STAFF))
    assert "Ur bruk" in client.get(gym.get_absolute_url()).content.decode()
    assert "1 ur bruk" in client.get(reverse("gyms")).content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_kept_page_is_not_shown_with_somebody_elses_rights(kept_fragments, client):
    gym = GymFactory()
    EquipmentFactory(gym=gym)
    for role, expected in ((Role.UNIT_MANAGER, True), (Role.COMMITTEE_SECRETARY, False)):
        assignment = AssignmentFactory(unit=gym.site, role=role)
        client.force_login(assignment.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        page = client.get(gym.get_absolute_url()).content.decode()
        assert (reverse("edit_gym", args=[gym.pk]) in page) is expected


def test_a_round_under_way_is_gone_on_with_from_the_gyms_page():
    gym = GymFactory()
    EquipmentFactory(gym=gym)
    by = actor_at(gym.site)
    begun = start_round(gym=gym, on=by.today, inspector="Ines Prov", by=by)
    page = signed_in(gym.site, Role.CARE_STAFF).get(gym.get_absolute_url()).content.decode()
    assert "Fortsätt besikta" in page
    assert begun.get_absolute_url() in page
