"""Can the manager of a unit look through its month, and nobody else, and is nobody named who may not be?"""

from datetime import timedelta

import pytest
from dateutil.relativedelta import relativedelta
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from livskraft.access import audit
from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.models import LogReview
from livskraft.people.tests.factories import person_at, protected

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
MONTH = (timezone.localdate() - relativedelta(months=1)).replace(day=1)
THEN = timezone.localtime().replace(year=MONTH.year, month=MONTH.month, day=10, hour=12)


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def manager(site):
    return actor_at(site)


@pytest.fixture
def review(site, manager):
    """Three readings: of somebody, of somebody protected, and one of the manager's own."""
    reader = actor_at(site, Role.CARE_STAFF, at=THEN)
    elsa = person_at(site, "Elsa", "Kanarie")
    audit.read(reader, "people.read", [elsa])
    audit.read(reader, "people.read", [protected(person_at(site, "Hemlig", "Kanarieskog"))])
    audit.read(actor_again(manager, THEN), "people.read", [elsa])
    browser(manager).post(reverse("draw_log_review", args=[site.pk]), {"month": MONTH.isoformat()})
    return LogReview.objects.get()


def actor_again(actor, at):
    return type(actor)(at=at, user=actor.user, assignment=actor.assignment)


def browser(actor):
    client = Client()
    client.force_login(actor.user, backend=BACKEND)
    return client


def answers(review, manager, mark="explained", note="", **changed):
    made = {"version": review.version}
    for reading in review.sample.exclude(entry__user_id=manager.user.pk):
        made |= {f"mark_{reading.pk}": mark, f"note_{reading.pk}": note}
    return made | changed


def test_a_month_is_drawn_marked_and_documented(review, manager):
    client = browser(manager)
    url = reverse("log_review", args=[review.pk])
    assert "Påbörjad" in client.get(reverse("log_reviews")).content.decode()
    assert client.post(url, answers(review, manager)).status_code == 302
    assert "Allt är bedömt" in client.get(url).content.decode()
    review.refresh_from_db()
    finish = reverse("finish_log_review", args=[review.pk])
    assert f", {review.unit.name}</p>" in client.get(finish).content.decode()
    assert client.post(finish, {"conclusion": "", "version": review.version}).status_code == 200
    assert client.post(finish, {"conclusion": "Bra.", "version": review.version}).status_code == 302
    page = client.get(url).content.decode()
    assert "Bra." in page
    assert 'name="mark_' not in page
    assert "Klar" in client.get(reverse("log_reviews")).content.decode()
    assert client.post(url, answers(review, manager, mark="waits")).status_code == 409
    assert client.get(reverse("log_review_paper", args=[review.pk])).content.startswith(b"%PDF")


def test_names_are_those_the_manager_may_see_and_showing_them_is_a_reading(review, manager):
    page = browser(manager).get(reverse("log_review", args=[review.pk])).content.decode()
    assert "Elsa Kanarie" in page
    assert "Kanarieskog" not in page
    assert "en person som du inte kan se här" in page
    assert AuditEntry.objects.filter(verb="people.log_read", user_id=manager.user.pk).count() == 1


def test_the_log_comes_before_the_names(review, manager, monkeypatch):
    def full(*args):
        raise RuntimeError("the log is full")

    monkeypatch.setattr(audit, "read", full)
    with pytest.raises(RuntimeError):
        browser(manager).get(reverse("log_review", args=[review.pk]))


def test_ones_own_reading_is_shown_and_cannot_be_marked(review, manager):
    own = review.sample.get(entry__user_id=manager.user.pk)
    client, url = browser(manager), reverse("log_review", args=[review.pk])
    page = client.get(url).content.decode()
    assert "Läst av dig" in page
    assert f"mark_{own.pk}" not in page
    client.post(url, answers(review, manager, **{f"mark_{own.pk}": "explained"}))
    own.refresh_from_db()
    assert own.mark == ""


def test_what_was_asked_needs_words_and_nothing_typed_is_lost(review, manager):
    answer = browser(manager).post(reverse("log_review", args=[review.pk]), answers(review, manager, mark="asked"))
    assert answer.status_code == 200
    assert "Skriv vad du har fått veta" in answer.content.decode()
    assert not review.sample.exclude(mark="").exists()


@pytest.mark.parametrize("wrong", [{"mark": "fine"}, {"note": "x" * 2001}, {"version": "x"}])
def test_nonsense_is_told_and_nothing_is_written(review, manager, wrong):
    answer = browser(manager).post(reverse("log_review", args=[review.pk]), answers(review, manager, **wrong))
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not review.sample.exclude(mark="").exists()


def test_the_second_editor_meets_the_conflict_page(review, manager):
    client, url = browser(manager), reverse("log_review", args=[review.pk])
    assert client.post(url, answers(review, manager)).status_code == 302
    assert client.post(url, answers(review, manager)).status_code == 409


@pytest.mark.parametrize(
    "month",
    ["", "x", "0001-01-01", "9999-12-31", pytest.param(timezone.localdate().isoformat(), id="today"), "2026-13-01"],
)
def test_a_month_that_cannot_be_drawn_leads_back_with_a_word(site, manager, month):
    answer = browser(manager).post(reverse("draw_log_review", args=[site.pk]), {"month": month}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("log_reviews_of_unit", args=[site.pk])
    assert "lk-alert" in answer.content.decode()
    assert not LogReview.objects.exists()


def test_no_other_unit_and_no_other_role_sees_the_review(review, site):
    names = ("log_review", "finish_log_review", "log_review_paper")
    for other in (SiteFactory(), SiteFactory(parent=site.parent)):
        client = browser(actor_at(other))
        assert [client.get(reverse(name, args=[review.pk])).status_code for name in names] == [404, 404, 404]
        assert "Påbörjad" not in client.get(reverse("log_reviews")).content.decode()
    client = browser(actor_at(site, Role.CARE_STAFF))
    assert [client.get(reverse(name, args=[review.pk])).status_code for name in names] == [403, 403, 403]


def test_the_manager_of_before_sees_nothing(review, manager):
    manager.assignment.ends = timezone.localdate() - timedelta(days=1)
    manager.assignment.save()
    assert browser(manager).get(reverse("log_review", args=[review.pk])).status_code == 403


@pytest.fixture
def above(site):
    return actor_at(site.parent.contracts.get().provider, Role.AREA_MANAGER)


@pytest.fixture
def therapist(site):
    """Has read about one person at the part of the area, where nobody is manager."""
    made = actor_at(site.parent, Role.PHYSIOTHERAPIST, at=THEN)
    audit.read(made, "people.read", [person_at(site, "Elsa", "Kanarie")])
    return made


def test_whoever_is_responsible_above_chooses_among_units_and_documents_a_month(site, above, therapist):
    client = browser(above)
    listed = client.get(reverse("log_reviews")).content.decode()
    months = reverse("log_reviews_of_unit", args=[site.parent_id])
    assert months in listed
    assert "En månad att kontrollera" in listed
    assert "Välj ut läsningar" in client.get(months).content.decode()
    answer = client.post(reverse("draw_log_review", args=[site.parent_id]), {"month": MONTH.isoformat()})
    review = LogReview.objects.get()
    assert answer.headers["Location"] == reverse("log_review", args=[review.pk])
    assert client.post(answer.headers["Location"], answers(review, above)).status_code == 302
    review.refresh_from_db()
    finish = reverse("finish_log_review", args=[review.pk])
    assert months in client.get(finish).content.decode()
    assert client.post(finish, {"conclusion": "Bra.", "version": review.version}).status_code == 302
    listed = client.get(reverse("log_reviews")).content.decode()
    assert "Klar" in listed
    assert "att kontrollera:" not in listed
    assert client.get(reverse("log_review_paper", args=[review.pk])).content.startswith(b"%PDF")


def test_from_above_one_sees_who_read_and_not_about_whom(site, above, therapist):
    client = browser(above)
    url = client.post(reverse("draw_log_review", args=[site.parent_id]), {"month": MONTH.isoformat()})["Location"]
    page = client.get(url).content.decode()
    assert therapist.user.name in page
    assert "Läste om en person</p>" in page
    assert "Fysioterapeut · gällde en person · nr" in page
    assert "Kanarie" not in page
    assert "Vilka personerna är visas inte" in page
    assert not AuditEntry.objects.filter(verb="people.log_read").exists()


def test_nothing_to_look_at_is_told_above_too(above):
    assert "Inget att kontrollera" in browser(above).get(reverse("log_reviews")).content.decode()


def test_no_other_provider_reaches_the_unit_nor_does_the_own_one_a_site_with_a_manager(site, manager, above, therapist):
    made = browser(above).post(reverse("draw_log_review", args=[site.parent_id]), {"month": MONTH.isoformat()})
    for actor, unit in (
        (actor_at(SiteFactory().parent.contracts.get().provider, Role.AREA_MANAGER), site.parent),
        (above, site),
        (manager, site.parent),
    ):
        client = browser(actor)
        assert client.get(reverse("log_reviews_of_unit", args=[unit.pk])).status_code == 404
        drawn = client.post(reverse("draw_log_review", args=[unit.pk]), {"month": MONTH.isoformat()})
        assert drawn.status_code == 404
        if unit == site.parent:
            assert client.get(made["Location"]).status_code == 404


def test_the_own_unit_has_one_page_for_its_manager(site, manager):
    first = browser(manager).get(reverse("log_reviews")).content.decode()
    again = browser(manager).get(reverse("log_reviews_of_unit", args=[site.pk])).content.decode()
    assert "lk-breadcrumbs" not in first
    assert site.name not in again.split("<main")[1]
