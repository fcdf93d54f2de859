"""Can a manager compare, merge and undo, with the reading in the log before anything is shown?"""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from livskraft.access import audit
from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions.persons import Contact
from livskraft.people.models import Merge, Person, ToldApart
from livskraft.people.tests.factories import person_at, protected

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(db):
    return SiteFactory()


@pytest.fixture
def manager(site):
    return actor_at(site, Role.UNIT_MANAGER)


@pytest.fixture
def browser(manager):
    client = Client()
    client.force_login(manager.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def two(site):
    return person_at(site, birth_year=1941), person_at(site, birth_year=1941, contact=Contact(phone="070-1740000"))


def page_of(two):
    return reverse("merge_persons", args=[two[0].pk, two[1].pk])


def test_a_pair_is_listed_compared_and_merged_with_what_is_ticked(browser, two):
    assert page_of(two) in browser.get(reverse("duplicates")).content.decode()
    page = browser.get(page_of(two))
    told = page.content.decode()
    assert "070-1740000" in told
    assert "Lika hos båda: namn, födelseår" in told
    data = {"kept": two[0].pk, "take": ["phone"], "versions": page.context["form"]["versions"].value()}
    answer = browser.post(page_of(two), data, follow=True)
    assert "Personerna är en nu" in answer.content.decode()
    assert "Inga dubbletter" in answer.content.decode()
    assert Person.objects.get(pk=two[0].pk).contact.phone == "070-1740000"


def test_a_merge_is_undone_from_its_list(browser, two):
    data = {"kept": two[0].pk, "versions": browser.get(page_of(two)).context["form"]["versions"].value()}
    browser.post(page_of(two), data)
    made = Merge.objects.get()
    assert reverse("undo_merge", args=[made.pk]) in browser.get(reverse("merged_persons")).content.decode()
    browser.post(reverse("undo_merge", args=[made.pk]))
    assert Person.objects.standing().count() == 2
    assert browser.post(reverse("undo_merge", args=[made.pk])).status_code == 404


def test_what_is_too_old_to_undo_is_not_there(browser, two):
    made = Merge.objects.create(kept=two[0], gone=two[1], at=timezone.now() - timedelta(days=30))
    assert browser.post(reverse("undo_merge", args=[made.pk])).status_code == 404
    assert "Inget att ångra" in browser.get(reverse("merged_persons")).content.decode()


def test_the_second_to_merge_meets_a_conflict(browser, two):
    data = {"kept": two[0].pk, "versions": browser.get(page_of(two)).context["form"]["versions"].value()}
    Person.objects.filter(pk=two[1].pk).update(version=7)
    assert browser.post(page_of(two), data).status_code == 409
    assert not Merge.objects.exists()


def test_nobody_is_chosen_who_is_neither_of_the_two(browser, two, site):
    other = person_at(site, "Annan")
    data = {"kept": other.pk, "versions": browser.get(page_of(two)).context["form"]["versions"].value()}
    assert browser.post(page_of(two), data).status_code == 200
    assert not Merge.objects.exists()


def test_of_a_protected_and_another_only_the_protected_can_be_kept(browser, two, manager):
    protected(two[1], manager.user)
    page = browser.get(page_of(two))
    told = page.content.decode()
    assert "070-1740000" not in told
    assert [pk for pk, _label in page.context["form"].fields["kept"].choices] == [two[1].pk]


def test_whom_the_manager_does_not_see_cannot_be_compared(browser, two, site):
    elsewhere, secret = person_at(SiteFactory(), "Annan"), protected(person_at(site, "Hemlig"))
    for other in (elsewhere.pk, secret.pk, two[0].pk, 999999):
        assert browser.get(reverse("merge_persons", args=[two[0].pk, other])).status_code == 404


@pytest.mark.parametrize("name", ["duplicates", "merge_persons", "merged_persons"])
def test_the_reading_is_in_the_log_or_nothing_is_shown(browser, two, name, monkeypatch):
    Merge.objects.create(kept=two[0], gone=person_at(two[0].relations.get().unit, "Tredje"), at=timezone.now())
    url = page_of(two) if name == "merge_persons" else reverse(name)
    browser.get(url)
    entry = AuditEntry.objects.filter(category=AuditEntry.Category.READ).get()
    assert f"people.person:{two[0].pk}" in entry.objects_touched

    def broken(*arguments):
        raise DatabaseError("the log cannot be written")

    monkeypatch.setattr(audit, "_insert", broken)
    with pytest.raises(DatabaseError):
        browser.get(url)


def test_a_number_that_is_too_large_for_any_person_is_nobodys(browser, two):
    for address in (f"{two[0].pk}/{10**20}", f"{10**20}/{two[1].pk}"):
        assert browser.get(f"/personer/dubbletter/{address}/").status_code == 404


def test_two_who_are_not_the_same_leave_the_list_and_can_come_back(browser, two, site):
    assert "Inte samma person" in browser.get(page_of(two)).content.decode()
    away = reverse("tell_apart", args=[two[0].pk, two[1].pk])
    assert browser.get(away).status_code == 405
    page = browser.post(away, follow=True).content.decode()
    assert "Inga dubbletter" in page
    assert page_of(two) not in page
    apart = ToldApart.objects.get()
    back = browser.post(reverse("undo_tell_apart", args=[apart.pk]), follow=True).content.decode()
    assert page_of(two) in back
    assert browser.post(reverse("undo_tell_apart", args=[apart.pk])).status_code == 404
    for other in (person_at(SiteFactory()), protected(person_at(site))):
        assert browser.post(reverse("tell_apart", args=[two[0].pk, other.pk])).status_code == 404
