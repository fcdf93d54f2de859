"""Can attendance be filled in from a phone and from paper, by two at once, without telling who may not be told of?"""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import AssignmentFactory
from livskraft.modules.activities.models import Attendance, HeadCount
from livskraft.modules.activities.tests.factories import DECISION, activity_at, occasion_of
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.models import Person
from livskraft.people.tests.factories import person_at, protected

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return SiteFactory(name="Almgården")


@pytest.fixture
def occasion(site):
    return occasion_of(activity_at(site), on=timezone.localdate() - timedelta(days=1))


@pytest.fixture
def counted(site):
    return occasion_of(activity_at(site, **DECISION), on=timezone.localdate() - timedelta(days=1))


def browser(site, role=Role.CARE_STAFF):
    held = AssignmentFactory(unit=site, role=role)
    client = Client()
    client.force_login(held.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.user = held.user
    return client


def here(occasion):
    return set(Attendance.objects.filter(occasion=occasion).values_list("person", flat=True))


def url(occasion, page="narvaro/"):
    return f"/program/tillfalle/{occasion.pk}/{page}"


def test_two_browsers_that_save_the_same_list_lose_nobodys_tick(site, occasion):
    first, second = browser(site), browser(site)
    anna, bo = person_at(site, "Anna"), person_at(site, "Bo")
    for one in (first, second):
        assert one.get(url(occasion)).status_code == 200
    assert first.post(url(occasion), {"here": [anna.pk]}).status_code == 302
    answer = second.post(url(occasion), {"here": [bo.pk]}, follow=True)
    assert "Närvaron är sparad: 2 kom." in answer.content.decode()
    assert here(occasion) == {anna.pk, bo.pk}


def test_a_search_keeps_every_tick_and_saves_nothing(site, occasion):
    anna = person_at(site, "Anna", "Ek")
    person_at(site, "Bodil", "Berg")
    text = (
        browser(site)
        .post(url(occasion), {"do": "search", "search": "bod", "here": [anna.pk], "new": ["Ny Vän"]})
        .content.decode()
    )
    assert f'value="{anna.pk}" checked' in text
    assert "Bodil Berg" in text
    assert 'name="new" value="Ny Vän" checked' in text
    assert 'name="new" value="bod"' in text
    assert not Attendance.objects.exists()


def test_a_name_that_nobody_has_can_be_added_and_is_escaped(site, occasion):
    staff = browser(site)
    text = staff.post(url(occasion), {"do": "search", "search": "<b>Åke"}).content.decode()
    assert "<b>Åke" not in text
    assert "&lt;b&gt;Åke" in text
    staff.post(url(occasion), {"do": "save", "new": ["Åke Ny"]})
    assert Person.objects.get(pk__in=here(occasion)).name == "Åke Ny"


@pytest.mark.parametrize("sent", [{"here": ["x", "-1", "9" * 30, "", "1 OR 1"]}, {"new": ["\u202e\u200b", "  "]}])
def test_what_is_no_id_and_no_name_is_nobody(site, occasion, sent):
    assert browser(site).post(url(occasion), sent).status_code in (200, 302)
    assert not here(occasion)
    assert not Person.objects.exists()


@pytest.mark.parametrize("text", ["\x00", "a" * 5000, "%' OR", "\u0000bo", "%"])
def test_whatever_is_searched_for_the_page_stands(site, occasion, text):
    assert browser(site).post(url(occasion), {"do": "search", "search": text}).status_code == 200


def test_opening_the_list_is_logged_before_it_is_shown(site, occasion, monkeypatch):
    anna = person_at(site, "Anna")
    staff = browser(site)
    staff.post(url(occasion), {"here": [anna.pk]})
    before = AuditEntry.objects.count()
    staff.get(url(occasion))
    entry = AuditEntry.objects.order_by("pk").last()
    assert AuditEntry.objects.count() == before + 1
    assert (entry.category, entry.verb) == ("read", "activities.attendance_read")
    assert f"people.person:{anna.pk}" in entry.objects_touched

    def broken(*_args, **_kwargs):
        raise OSError

    monkeypatch.setattr("livskraft.access.audit.read", broken)
    with pytest.raises(OSError):
        staff.get(url(occasion))


def test_somebody_protected_is_counted_on_the_page_and_stands_on_no_paper(site, occasion, monkeypatch):
    printed = []
    monkeypatch.setattr(
        "livskraft.modules.activities.views.attendance.pdf.render", lambda report: printed.append(report) or b"%PDF-"
    )
    manager, staff = browser(site, Role.UNIT_MANAGER), browser(site)
    hidden, anna = protected(person_at(site, "Hemlig"), manager.user), person_at(site, "Anna")
    manager.post(url(occasion), {"here": [hidden.pk, anna.pk]})
    assert "Hemlig" in manager.get(url(occasion)).content.decode()
    text = staff.get(url(occasion)).content.decode()
    assert "Hemlig" not in text
    assert f'value="{hidden.pk}"' not in text
    assert "och 1 som inte visas" in text
    for reader in (manager, staff):
        assert reader.get(url(occasion, "narvarolista.pdf")).status_code == 200
    assert all("Anna Exempel" in str(report) and "Hemlig" not in str(report) for report in printed)
    assert len(printed) == 2


def test_the_real_paper_is_a_pdf_for_names_and_for_heads(site, occasion, counted):
    staff = browser(site)
    for held in (occasion, counted):
        answer = staff.get(url(held, "narvarolista.pdf"))
        assert b"".join(answer).startswith(b"%PDF-")


def test_nobody_elsewhere_opens_it(site, occasion, counted):
    stranger = browser(SiteFactory(parent=site.parent))
    for held in (occasion, counted):
        for page in ("narvaro/", "antal/", "narvarolista.pdf"):
            assert stranger.get(url(held, page)).status_code == 404
            assert stranger.post(url(held, page)).status_code in (404, 405)


def test_each_way_of_writing_leads_to_its_own_page(site, occasion, counted):
    staff = browser(site)
    assert staff.get(url(counted)).headers["Location"] == url(counted, "antal/")
    assert staff.get(url(occasion, "antal/")).headers["Location"] == url(occasion)


def test_names_sent_where_heads_are_counted_are_not_saved(site, counted):
    anna = person_at(site, "Anna")
    browser(site).post(url(counted), {"here": [anna.pk], "new": ["Åke Ny"]})
    assert not here(counted)
    assert not Person.objects.filter(given_name="Åke").exists()


def test_heads_are_counted_and_a_number_that_two_changed_is_a_conflict_page(site, counted):
    first, second = browser(site), browser(site)
    zero = {"was-65plus-women": 0}
    answer = first.post(url(counted, "antal/"), zero | {"65plus-women": 4}, follow=True)
    assert "Antalet är sparat: 4 kom." in answer.content.decode()
    answer = second.post(url(counted, "antal/"), zero | {"65plus-women": 6})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "65 år eller äldre, kvinnor" in text
    assert "Någon annan hann före" in text
    assert HeadCount.objects.get().number == 4
    assert second.post(url(counted, "antal/"), zero | {"65plus-men": 2}).status_code == 302
    assert {row.number for row in HeadCount.objects.all()} == {4, 2}


@pytest.mark.parametrize("number", ["-1", "2001", "1e9", "1,5", "9" * 40, "NaN", "٣٣٣٣٣", "0x10"])
def test_a_hostile_number_is_told_beside_its_field_and_saves_nothing(site, counted, number):
    answer = browser(site).post(url(counted, "antal/"), {"65plus-women": number})
    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not HeadCount.objects.exists()


def test_before_the_day_the_page_says_so_and_offers_the_paper(site):
    later = occasion_of(activity_at(site), on=timezone.localdate() + timedelta(days=3))
    text = browser(site).get(url(later)).content.decode()
    assert "Tillfället har inte varit än" in text
    assert "Skriv ut listan" in text
    assert "Spara närvaron" not in text


def test_the_area_manager_is_told_that_names_are_written_up_and_may_count_heads(site, occasion, counted):
    manager = browser(site.parent.contracts.get().provider, Role.AREA_MANAGER)
    assert "Här skrivs det upp vilka som kom" in manager.get(url(occasion, "antal/")).content.decode()
    assert manager.get(url(occasion)).status_code == 403
    assert manager.post(url(counted, "antal/"), {"65plus-women": 3}).status_code == 302


def test_the_summary_of_errors_says_which_age_and_gender(site, counted):
    answer = browser(site).post(url(counted, "antal/"), {"under65_support-men": "många"})
    told = answer.content.decode()
    assert "Under 65 med behov av kommunens stöd, män: " in told
    assert re.search(r"<label[^>]*>\s*Män\s*<", told)
