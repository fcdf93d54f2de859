"""Are relatives and case numbers written, changed and taken away on pages of their own, by those who may?"""

import pytest
from django.test import Client

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.models import CaseNumber, Relative
from livskraft.people.tests.factories import person_at, protected

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def person(site):
    return person_at(site)


@pytest.fixture
def staff(site):
    client = Client()
    client.by = actor_at(site, Role.CARE_STAFF)
    client.force_login(client.by.user, backend=BACKEND)
    return client


def test_a_relative_is_written_changed_and_taken_away(staff, person):
    url = f"/personer/{person.pk}/anhoriga/"
    page = staff.post(url, {"name": "Maria", "relation": "dotter", "phone": "070-174 06 05"}, follow=True)
    assert "070-174 06 05" in page.content.decode()
    relative = Relative.objects.get()
    form = staff.get(f"{url}{relative.pk}/").context["form"]
    changed = {"name": "Marie", "relation": "dotter", "version": form["version"].value()}
    assert staff.post(f"{url}{relative.pk}/", changed).status_code == 302
    assert staff.post(f"{url}{relative.pk}/", changed | {"name": "Mari"}).status_code == 409
    assert Relative.objects.get().name == "Marie"
    assert staff.get(f"{url}{relative.pk}/ta-bort/").status_code == 405
    staff.post(f"{url}{relative.pk}/ta-bort/")
    assert not Relative.objects.exists()


def test_what_is_missing_is_said(staff, person):
    page = staff.post(f"/personer/{person.pk}/anhoriga/", {"name": "", "relation": "dotter"}).content.decode()
    assert "Fyll i det här fältet." in page
    assert "Fyll i det här fältet." in staff.post(f"/personer/{person.pk}/arenden/", {"number": " "}).content.decode()


def test_a_case_is_written_and_taken_away(staff, person):
    staff.post(f"/personer/{person.pk}/arenden/", {"number": "SON 2026/238"})
    case = CaseNumber.objects.get()
    assert "SON 2026/238" in staff.get(f"/personer/{person.pk}/arenden/").content.decode()
    staff.post(f"/personer/{person.pk}/arenden/{case.pk}/ta-bort/")
    assert not CaseNumber.objects.exists()


def test_anothers_relative_or_case_under_the_own_person_is_not_there(staff, person):
    theirs = person_at(SiteFactory())
    relative = Relative.objects.create(person=theirs, name="Maria")
    case = CaseNumber.objects.create(person=theirs, number="1", number_key="1")
    for whose in (person, theirs):
        assert staff.get(f"/personer/{whose.pk}/anhoriga/{relative.pk}/").status_code == 404
        assert staff.post(f"/personer/{whose.pk}/anhoriga/{relative.pk}/ta-bort/").status_code == 404
        assert staff.post(f"/personer/{whose.pk}/arenden/{case.pk}/ta-bort/").status_code == 404
    assert (Relative.objects.count(), CaseNumber.objects.count()) == (1, 1)


def test_somebody_protecteds_relative_is_opened_by_a_step_of_its_own(staff, person):
    relative = Relative.objects.create(person=person, name="Kanariedotter")
    protected(person, staff.by.user)
    url = f"/personer/{person.pk}/anhoriga/{relative.pk}/"
    assert "Kanariedotter" not in staff.get(url).content.decode()
    assert not AuditEntry.objects.filter(verb="people.contact_read").exists()
    form = staff.post(url)
    assert "Kanariedotter" in form.content.decode()
    assert AuditEntry.objects.filter(verb="people.contact_read").exists()
    saved = staff.post(url, {"name": "Ny", "version": form.context["form"]["version"].value()})
    assert saved["Location"] == person.get_absolute_url()


def test_each_page_is_a_row_in_the_log(staff, person):
    for name in ("anhoriga", "arenden", "uppgifter", "kontakt"):
        before = AuditEntry.objects.filter(category="read").count()
        staff.get(f"/personer/{person.pk}/{name}/")
        assert AuditEntry.objects.filter(category="read").count() == before + 1
