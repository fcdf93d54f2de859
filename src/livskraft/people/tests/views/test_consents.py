"""Do the pages show a person's consents to their own unit, take them in and back, and print none of a protected one?"""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from livskraft.access import audit
from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.organisation.kinds import ContractKind
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions.consents import Given, give_consent
from livskraft.people.models import Consent
from livskraft.people.rules.vocabulary import ConsentPurpose
from livskraft.people.tests.factories import person_at, protected, sister

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PAGES = ("consents", "give_consent", "blank_consent")
HOSTILE = ["O'Brien & <b>Söner</b>", "{{ 7 }} {% now %}", "%s %(unit)s", "a\u202eb", "\u200b", "x" * 161, "a\x00b", ""]


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def staff(site):
    return actor_at(site, Role.CARE_STAFF)


@pytest.fixture
def elsa(site):
    return person_at(site)


def browser(actor):
    client = Client()
    client.force_login(actor.user, backend=BACKEND)
    return client


def consent(elsa, staff, **changed):
    values = {
        "purpose": ConsentPurpose.PHOTO,
        "recipient": "Lindviks förening",
        "how": Consent.Given.ORAL,
        "on": timezone.localdate(),
    }
    return give_consent(person=elsa, unit=staff.assignment.unit, given=Given(**values | changed), by=staff)


def posted(**changed):
    return {"purpose": "photo", "recipient": "Föreningen", "given": "oral", "given_on": timezone.localdate()} | changed


def test_a_yes_is_written_in_shown_and_taken_back(elsa, staff):
    client = browser(staff)
    assert client.post(reverse("give_consent", args=[elsa.pk]), posted()).status_code == 302
    made = Consent.objects.get()
    page = client.get(reverse("consents", args=[elsa.pk])).content.decode()
    assert "Bilder: Föreningen" in page
    assert "Gäller" in page
    url = reverse("revoke_consent", args=[made.pk])
    assert "Vi tar inga fler bilder" in client.get(url).content.decode()
    stale = {"revoked_on": timezone.localdate(), "version": made.version + 1}
    assert client.post(url, stale).status_code == 409
    assert client.post(url, {"revoked_on": timezone.localdate(), "version": made.version}).status_code == 302
    assert "Återkallat" in client.get(reverse("consents", args=[elsa.pk])).content.decode()
    again = {"revoked_on": timezone.localdate(), "version": made.version + 1}
    assert "redan återkallat" in client.post(url, again).content.decode()


def test_each_page_leaves_its_reading_in_the_log_first(elsa, staff, monkeypatch):
    made = consent(elsa, staff)
    client = browser(staff)
    addresses = [reverse(name, args=[elsa.pk]) for name in PAGES]
    addresses += [reverse(name, args=[made.pk]) for name in ("revoke_consent", "consent_paper")]
    for url in addresses:
        before = AuditEntry.objects.filter(category="read", objects_touched=[f"people.person:{elsa.pk}"]).count()
        assert client.get(url).status_code == 200
        assert AuditEntry.objects.filter(category="read").count() == before + 1, url

    def full(*args):
        raise RuntimeError("the log is full")

    monkeypatch.setattr(audit, "read", full)
    for url in addresses:
        with pytest.raises(RuntimeError):
            client.get(url)


def test_the_twin_site_and_who_may_not_know_find_nothing(elsa, staff, site):
    made = consent(elsa, staff)
    protected(elsa)
    for actor in (actor_at(SiteFactory(), Role.CARE_STAFF), staff):
        client = browser(actor)
        for name in PAGES:
            assert client.get(reverse(name, args=[elsa.pk])).status_code == 404
            assert client.post(reverse(name, args=[elsa.pk]), posted()).status_code == 404
        for name in ("revoke_consent", "consent_paper"):
            assert client.get(reverse(name, args=[made.pk])).status_code == 404
    assert browser(actor_at(site, Role.AREA_MANAGER)).get(reverse("consents", args=[elsa.pk])).status_code == 403


def test_nothing_is_printed_about_a_protected_person_not_even_for_who_is_named(elsa, staff):
    made = consent(elsa, staff)
    protected(elsa, staff.user)
    client = browser(staff)
    page = client.get(reverse("consents", args=[elsa.pk])).content.decode()
    assert "Skriv inte ut något" in page
    assert ".pdf" not in page
    assert client.get(reverse("consent_paper", args=[made.pk])).status_code == 404
    assert (
        client.get(reverse("blank_consent", args=[elsa.pk]), {"purpose": "photo", "recipient": "F"}).status_code == 404
    )


@pytest.mark.parametrize("recipient", HOSTILE)
def test_hostile_words_are_refused_or_shown_as_words(elsa, staff, recipient):
    client = browser(staff)
    answer = client.post(reverse("give_consent", args=[elsa.pk]), posted(recipient=recipient))
    assert answer.status_code in (200, 302)
    page = client.get(reverse("consents", args=[elsa.pk])).content.decode()
    assert "<b>Söner" not in page
    assert "\u202e" not in page
    blank = client.get(reverse("blank_consent", args=[elsa.pk]), {"purpose": "photo", "recipient": recipient})
    assert blank.status_code == 200


@pytest.mark.parametrize(
    "wrong", [{"purpose": "care"}, {"given_on": "9999-12-31"}, {"given_on": "0001-01-01"}, {"until": "x"}]
)
def test_a_wrong_answer_is_told_beside_its_field(elsa, staff, wrong):
    answer = browser(staff).post(reverse("give_consent", args=[elsa.pk]), posted(**wrong))
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == set(wrong)
    assert not Consent.objects.exists()


def test_a_filled_in_blank_is_a_pdf(elsa, staff):
    answer = browser(staff).get(
        reverse("blank_consent", args=[elsa.pk]), {"purpose": "photo", "recipient": "Föreningen", "until": ""}
    )
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_the_page_costs_the_same_for_one_as_for_twenty(elsa, staff):
    client, url = browser(staff), reverse("consents", args=[elsa.pk])

    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    consent(elsa, staff)
    cost()
    one = cost()
    for number in range(19):
        consent(elsa, staff, recipient=f"Förening {number}")
    assert cost() == one


def test_those_of_another_unit_of_a_private_provider_are_not_there(site, staff, elsa):
    own = consent(elsa, staff)
    theirs = consent(elsa, staff, recipient="Kanarieföreningen")
    Consent.objects.filter(pk=theirs.pk).update(unit=sister(site))
    seen, urls = browser(staff), [reverse(name, args=[theirs.pk]) for name in ("consent_paper", "revoke_consent")]
    assert "Kanarieföreningen" not in seen.get(reverse("consents", args=[elsa.pk])).content.decode()
    assert [seen.get(url).status_code for url in urls] == [404, 404]
    assert seen.get(reverse("revoke_consent", args=[own.pk])).status_code == 200
    site.parent.contracts.update(kind=ContractKind.ASSIGNMENT)
    assert "Kanarieföreningen" in seen.get(reverse("consents", args=[elsa.pk])).content.decode()
