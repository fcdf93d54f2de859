"""Does the administration do through its pages what the actions promise, within the administrator's own reach?"""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from livskraft.access.models import Assignment, AuditEntry, User
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory, UserFactory
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.models import Contact, Contract, Unit
from livskraft.organisation.tests.factories import SiteFactory, UnitFactory, responsible_body

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def client_of(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture
def administrator():
    return AssignmentFactory(role=Role.SYSTEM_ADMINISTRATOR, user__name="Ada Minister").user


@pytest.fixture
def client(administrator):
    return client_of(administrator)


def text(response):
    return response.content.decode()


@pytest.mark.parametrize(
    "path", ["", "enheter/", "enheter/?stangda=1", "avtal/", "parter/", "personer/", "behorigheter/", "logg/"]
)
def test_every_page_opens_also_with_nothing_in_it(client, path):
    assert client.get(f"/administration/{path}").status_code == 200


def test_a_unit_is_added_renamed_moved_closed_and_opened(client):
    site, twin = SiteFactory(name="Tallen"), SiteFactory(name="Granen")
    part = f"/administration/enheter/{site.parent_id}/"
    response = client.post(f"{part}ny/", {"kind": "site", "name": "Björken"})
    new = Unit.objects.get(name="Björken")
    assert response["Location"] == f"/administration/enheter/{new.pk}/"
    page = f"/administration/enheter/{new.pk}/"
    client.post(f"{page}namn/", {"name": "Linden", "on": str(timezone.localdate()), "version": 1})
    client.post(f"{page}flytta/", {"parent": twin.parent_id, "version": 2})
    client.post(f"{page}stang/", {"on": str(timezone.localdate()), "version": 3})
    assert "Enheten är stängd" in text(client.get(page))
    client.post(f"{page}oppna/")
    new.refresh_from_db()
    assert (new.name, new.parent_id, new.closed, new.version) == ("Linden", twin.parent_id, None, 5)
    assert "Björken" in text(client.get(page))


def test_a_refusal_stands_beside_its_field(client):
    site = SiteFactory()
    AssignmentFactory(unit=site)
    response = client.post(f"/administration/enheter/{site.pk}/stang/", {"on": "2026-01-01", "version": 1})
    assert response.status_code == 200
    assert "Avsluta uppdragen först" in text(response)


def test_the_second_editor_sees_both_versions_and_loses_nothing(client):
    user = UserFactory(name="Anna Ask")
    page = f"/administration/personer/{user.pk}/uppgifter/"
    client.post(page, {"name": "Anna Alm", "email": user.email, "version": 1})
    response = client.post(page, {"name": "Anna Ek", "email": user.email, "version": 1})
    assert response.status_code == 409
    assert "Anna Alm" in text(response)
    assert "Anna Ek" in text(response)
    assert User.objects.get(pk=user.pk).name == "Anna Alm"
    client.post(page, {"name": "Anna Ek", "email": user.email, "version": 2})
    assert User.objects.get(pk=user.pk).name == "Anna Ek"


def test_a_contract_is_recorded_and_ended(client):
    site = SiteFactory(contract={"ends": date(2024, 1, 1)})
    provider = UnitFactory(kind=UnitKind.PROVIDER, parent=responsible_body(), name="Omsorg i norr")
    assert site.parent.name in text(client.get("/administration/avtal/"))
    asked = {"area_part": site.parent_id, "provider": provider.pk, "kind": "procured", "starts": "2023-06-01"}
    assert "En annan utförare" in text(client.post("/administration/avtal/nytt/", asked))
    assert client.post("/administration/avtal/nytt/", asked | {"starts": "2024-01-01"}).status_code == 302
    contract = Contract.objects.get(provider=provider)
    client.post(f"/administration/avtal/{contract.pk}/slut/", {"ends": "2030-01-01", "version": 1})
    contract.refresh_from_db()
    assert contract.ends == date(2030, 1, 1)


def test_premises_and_contacts_are_kept_and_shown(client):
    site = SiteFactory()
    owner = Unit.objects.get(kind=UnitKind.PROPERTY_OWNER)
    page = f"/administration/enheter/{site.pk}/"
    client.post(f"{page}lokaler/", {"address": "Ågatan 2", "property_owner": owner.pk, "version": 1})
    assert "Ågatan 2" in text(client.get(page))
    assert "Saknar kontakt" in text(client.get("/administration/parter/"))
    client.post(f"/administration/enheter/{owner.pk}/kontakt/", {"purpose": "Felanmälan", "phone": "011-740 00 00"})
    contact = Contact.objects.get()
    typed = {"purpose": "Felanmälan", "email": "fel@example.invalid", "version": 1}
    client.post(f"/administration/kontakter/{contact.pk}/", typed)
    second = client.post(f"/administration/kontakter/{contact.pk}/", typed | {"email": "annan@example.invalid"})
    assert second.status_code == 409
    assert "fel@example.invalid" in text(second)
    assert "annan@example.invalid" in text(second)
    assert "fel@example.invalid" in text(client.get("/administration/parter/"))
    client.post(f"/administration/kontakter/{contact.pk}/ta-bort/")
    assert not Contact.objects.exists()


def test_what_was_removed_while_somebody_wrote_is_told_in_plain_words(client, monkeypatch):
    contact = Contact.objects.create(unit=SiteFactory(), purpose="Felanmälan", phone="011-740 00 00")
    ask = Contact.objects.select_for_update

    def removed_meanwhile(*args, **kwargs):
        Contact.objects.all().delete()
        return ask(*args, **kwargs)

    monkeypatch.setattr(Contact._default_manager, "select_for_update", removed_meanwhile)
    answer = client.post(
        f"/administration/kontakter/{contact.pk}/", {"purpose": "Felanmälan", "phone": "011-740 00 01", "version": 1}
    )
    assert answer.status_code == 404
    assert "Någon annan tog bort det" in text(answer)


def test_a_person_is_added_gets_an_assignment_and_a_link(client):
    site = SiteFactory()
    response = client.post("/administration/personer/ny/", {"name": "Åke Öst", "email": "ake@example.invalid"})
    user = User.objects.get(name="Åke Öst")
    page = f"/administration/personer/{user.pk}/"
    assert response["Location"] == page
    assert "Inget uppdrag i dag" in text(client.get(page))
    today = timezone.localdate()
    starts = str(today - timedelta(days=1))
    client.post(f"{page}uppdrag/", {"role": "care_staff", "unit": site.pk, "starts": starts})
    assert "Omsorgspersonal" in text(client.get(page))
    client.post(f"{page}lank/")
    assert mail.outbox[-1].to == ["ake@example.invalid"]
    assignment = user.assignments.get()
    client.post(f"/administration/uppdrag/{assignment.pk}/slut/", {"ends": str(today), "version": 1})
    assert "Avslutade" in text(client.get(page))
    client.post(f"/administration/uppdrag/{assignment.pk}/fortsatt/")
    assert Assignment.objects.get(pk=assignment.pk).ends is None
    client.post(f"{page}uppdrag/", {"role": "physiotherapist", "unit": site.pk, "starts": str(today)})
    mistaken = user.assignments.get(role="physiotherapist")
    client.post(f"/administration/uppdrag/{mistaken.pk}/ta-bort/")
    assert not Assignment.objects.filter(pk=mistaken.pk).exists()


def test_a_deactivated_person_is_out_at_once_and_it_can_be_undone(client):
    user = AssignmentFactory(unit=SiteFactory()).user
    theirs = client_of(user)
    assert theirs.get("/konto/").status_code == 200
    response = client.post(f"/administration/personer/{user.pk}/stang-av/", follow=True)
    assert "Ångra" in text(response)
    assert theirs.get("/konto/").status_code == 302
    client.post(f"/administration/personer/{user.pk}/aktivera/")
    assert User.objects.get(pk=user.pk).is_active


def test_people_are_found_by_the_beginning_of_any_name_and_by_state(client):
    UserFactory(name="Åsa Öberg")
    UserFactory(name="Olle Åsa-Lind", email=None)
    UserFactory(name="Tåsa Berg")
    found = text(client.get("/administration/personer/?q=ÅSA"))
    assert "Åsa Öberg" in found
    assert "Olle Åsa-Lind" in found
    assert "Tåsa" not in found
    assert "Olle" not in text(client.get("/administration/personer/?state=in"))
    assert client.get("/administration/personer/?q=%00").status_code == 200


def test_a_long_list_of_people_is_paged_by_key(client):
    for number in range(60):
        UserFactory(name=f"Person {number:02}")
    first = text(client.get("/administration/personer/"))
    assert "Nästa" in first
    assert "Person 59" not in first


def test_the_table_of_permissions_is_in_words(client):
    page = text(client.get("/administration/behorigheter/"))
    assert "Minigym" in page
    assert "Ta en maskin ur bruk" in page
    assert "Konto, enheter och personer" in page
    assert "see_audit" not in page


def test_the_audit_is_filtered_by_day_person_and_event(client, administrator):
    client.post("/administration/personer/ny/", {"name": "Ny Person"})
    today = timezone.localdate()
    for query, there in (
        (f"day={today}", True),
        (f"day={today - timedelta(days=1)}", False),
        ("q=ada", True),
        ("q=bo", False),
        ("verb=PERSON+LADES", True),
        ("verb=enhet", False),
        ("category=wrote", True),
        ("category=read", False),
    ):
        assert ("En person lades till" in text(client.get(f"/administration/logg/?{query}"))) is there, query
    assert AuditEntry.objects.filter(verb="access.user_added").count() == 1


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "igår"])
def test_a_day_that_no_audit_can_have_is_answered_beside_the_field(client, day):
    response = client.get(f"/administration/logg/?day={day}")
    assert (response.status_code, list(response.context["form"].errors)) == (200, ["day"])


def test_a_unit_manager_sees_who_works_at_the_own_site_and_nobody_else(client):
    site, twin = SiteFactory(), SiteFactory()
    manager = AssignmentFactory(unit=site, user__name="Chef Här").user
    AssignmentFactory(unit=site, role=Role.CARE_STAFF, user__name="Kollega Här")
    AssignmentFactory(unit=twin, role=Role.CARE_STAFF, user__name="Kollega Där")
    AssignmentFactory(unit=site, role=Role.CARE_STAFF, user__name="Slutade Nyss", ends=date(2021, 1, 1))
    page = text(client_of(manager).get("/personal/"))
    assert "Kollega Här" in page
    assert "Kollega Där" not in page
    assert "Slutade" not in page


def test_one_switches_assignment_in_the_header():
    first = AssignmentFactory(unit=SiteFactory())
    second = AssignmentFactory(user=first.user, unit=SiteFactory(), role=Role.PHYSIOTHERAPIST)
    client = client_of(first.user)
    client.post("/uppdrag/byt/", {"assignment": second.pk})
    assert client.session["assignment"] == second.pk
    assert client.post("/uppdrag/byt/", {"assignment": AssignmentFactory().pk}).status_code == 404
    assert client.post("/uppdrag/byt/", {"assignment": "x"}).status_code == 404
    assert client.session["assignment"] == second.pk
