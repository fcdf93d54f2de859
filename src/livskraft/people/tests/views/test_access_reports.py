"""Is the report made on request by the manager, opened that day only, never by the twin, always in the log first?"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from livskraft.access import audit
from livskraft.access.actor import system_actor
from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions.persons import relate
from livskraft.people.models import AccessReport
from livskraft.people.rules.vocabulary import Purpose
from livskraft.people.tests.factories import person_at, protected, sister

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ASKED = {"asked_on": timezone.localdate(), "how": "in_person", "note": ""}


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def manager(site):
    return actor_at(site)


@pytest.fixture
def elsa(site):
    return person_at(site, "Elsa", "Kanarie")


@pytest.fixture
def made(elsa, manager):
    browser(manager).post(reverse("access_report", args=[elsa.pk]), ASKED)
    return AccessReport.objects.get()


def browser(actor):
    client = Client()
    client.force_login(actor.user, backend=BACKEND)
    return client


def addresses(made):
    return [
        reverse("access_report", args=[made.person_id]),
        reverse("access_report_page", args=[made.pk]),
        reverse("access_report_paper", args=[made.pk]),
    ]


def test_it_is_asked_for_shown_and_printed_and_each_is_in_the_log(elsa, manager, made):
    client = browser(manager)
    form, page, paper = addresses(made)
    assert "Tidigare utdrag" in client.get(form).content.decode()
    assert "Det här finns om dig i Livskraft" in client.get(page).content.decode()
    answer = client.get(paper)
    assert answer.content.startswith(b"%PDF")
    assert "Kanarie" not in answer.headers["Content-Disposition"]
    verbs = AuditEntry.objects.filter(user_id=manager.user.pk).values_list("verb", flat=True)
    assert list(verbs.filter(verb__startswith="people.access_report").order_by("pk")) == [
        "people.access_report_made",
        "people.access_report_read",
        "people.access_report_read",
    ]


def test_the_log_comes_first(manager, made, monkeypatch):
    def full(*args):
        raise RuntimeError("the log is full")

    monkeypatch.setattr(audit, "read", full)
    client = browser(manager)
    for url in addresses(made):
        with pytest.raises(RuntimeError):
            client.get(url)


def test_another_day_a_new_one_is_made(manager, made):
    AccessReport.objects.update(made_at=timezone.now() - timedelta(days=1))
    client = browser(manager)
    for url in addresses(made)[1:]:
        answer = client.get(url, follow=True)
        assert answer.redirect_chain[-1][0] == reverse("access_report", args=[made.person_id])
        assert "Gör ett nytt" in answer.content.decode()


def test_the_twin_the_sister_the_staff_and_who_may_not_know_find_nothing(elsa, manager, made, site):
    for other in (SiteFactory(), SiteFactory(parent=site.parent)):
        client = browser(actor_at(other))
        assert [client.get(url).status_code for url in addresses(made)] == [404] * 3
    client = browser(actor_at(site, Role.CARE_STAFF))
    assert [client.get(url).status_code for url in addresses(made)] == [403] * 3
    protected(elsa)
    client = browser(manager)
    assert [client.get(url).status_code for url in addresses(made)] == [404] * 3


def test_another_unit_that_knows_the_person_too_makes_its_own(elsa, made, site):
    other = sister(site)
    relate(person=elsa, unit=other, purpose=Purpose.MEETING_PLACE, by=system_actor("test"))
    client = browser(actor_at(other))
    assert [client.get(url).status_code for url in addresses(made)] == [200, 404, 404]


@pytest.mark.parametrize(
    "wrong", [{"asked_on": "9999-12-31"}, {"asked_on": "0001-01-01"}, {"how": "x"}, {"note": "x" * 1001}]
)
def test_nonsense_is_told_beside_its_field(elsa, manager, wrong):
    answer = browser(manager).post(reverse("access_report", args=[elsa.pk]), ASKED | wrong)
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == set(wrong)
    assert not AccessReport.objects.exists()


def test_hostile_words_are_words(elsa, manager):
    elsa.given_name, elsa.family_name = "<script>x</script>", "{{ 7 }}\u202e"
    elsa.save()
    client = browser(manager)
    client.post(reverse("access_report", args=[elsa.pk]), ASKED | {"note": "</textarea><script>"})
    for url in addresses(AccessReport.objects.get()):
        answer = client.get(url)
        assert answer.status_code == 200
        assert b"<script>x" not in answer.content


def test_the_page_costs_the_same_for_one_reading_as_for_twenty(elsa, manager, made, site):
    client, url = browser(manager), addresses(made)[1]

    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    cost()
    one = cost()
    for _number in range(19):
        audit.read(actor_at(site, Role.CARE_STAFF), "people.read", [elsa])
    assert cost() == one
