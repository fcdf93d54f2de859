"""Can a manager see what a list becomes, put rows right and confirm, with the reading in the log before anything?"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.test import Client

from livskraft.access import audit
from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.models import Person, PersonUpload
from livskraft.people.tests.factories import person_at, protected
from livskraft.people.views.uploads import ROWS_SHOWN

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NUMBER = "19440813-9089"


@pytest.fixture
def site():
    return SiteFactory()


def browser(site, role=Role.UNIT_MANAGER):
    client = Client()
    client.force_login(actor_at(site, role).user, backend=BACKEND)
    return client


@pytest.fixture
def manager(site):
    return browser(site)


def uploaded(client, text, name="lista.csv"):
    file = SimpleUploadedFile(name, text.encode(), "text/csv")
    return client.post("/personer/lasa-in/", {"file": file}, follow=True)


def test_a_row_is_put_right_and_the_list_taken_in(manager):
    answer = uploaded(manager, f"Namn;Personnummer;Lön\nElsa Ek;{NUMBER};1\nÅke Ek;19380502-8431;2\nRut Ek;;3\n")
    page, url = answer.content.decode(), answer.redirect_chain[-1][0]
    assert "Ny: 2" in page
    assert "Att rätta: 1" in page
    assert "De här kolumnerna läses inte: Lön." in page
    assert "19440813-••••" in page
    for digits in ("9089", "8431"):
        assert digits not in page
    assert not Person.objects.exists()
    refused = manager.post(url, {"version": 1, "confirm": "1"})
    assert refused.status_code == 422
    assert "1 rad behöver rättas" in refused.content.decode()
    fixed = manager.post(url, {"version": 1, "fix:3:number": "193805028432", "skip:4": "1"}, follow=True)
    assert "Hoppas över: 1" in fixed.content.decode()
    done = manager.post(url, {"version": 2, "confirm": "1"}, follow=True).content.decode()
    assert "2 personer registrerades." in done
    assert set(Person.objects.values_list("name_key", flat=True)) == {"elsa ek", "åke ek"}
    again = manager.post(url, {"version": 2, "confirm": "1"})
    assert "Listan är inläst" in again.content.decode()
    assert Person.objects.count() == 2


def test_what_stands_in_the_field_unchanged_is_no_correction(manager):
    url = uploaded(manager, "Namn;E-post\nElsa Ek;x\n").redirect_chain[-1][0]
    manager.post(url, {"version": 1, "fix:2:email": "x", "was:fix:2:email": "x"})
    assert PersonUpload.objects.get().version == 1


def test_a_wrong_number_may_be_left_out_and_all_wrong_rows_passed_over(manager):
    url = uploaded(manager, "Namn;Personnummer\nElsa Ek;123\nÅke Ek;123\n").redirect_chain[-1][0]
    manager.post(url, {"version": 1, "blank:2:number": "1", "fix:2:number": "", "was:fix:2:number": ""})
    manager.post(url, {"version": 2, "confirm": "1", "skip_wrong": "1"})
    assert Person.objects.get().name == "Elsa Ek"


def test_a_likely_duplicate_is_shown_and_taken_when_it_is_ticked(manager, site):
    person = person_at(site, "Rut", "Ek", birth_year=1941)
    answer = uploaded(manager, "Namn;Född\nRut Ek;1941\n")
    assert person.get_absolute_url() in answer.content.decode()
    url = answer.redirect_chain[-1][0]
    entry = AuditEntry.objects.filter(verb="people.list_read").latest("pk")
    assert f"people.person:{person.pk}" in entry.objects_touched
    shown = manager.post(url, {"version": 1, "offered": "2", "take:2": "1"}, follow=True).content.decode()
    assert "Ny: 1" in shown
    assert "checked" in shown
    back = manager.post(url, {"version": 2, "offered": "2", "was:take:2": "1"}, follow=True).content.decode()
    assert "Kan vara dubblett: 1" in back


def test_the_pages_of_a_long_list_are_by_the_row_and_can_be_filtered(manager):
    url = uploaded(
        manager, "Namn\n" + "".join(f"Elsa {'abcdefghij'[n % 10]}{'klmnopqrst'[n // 10]}\n" for n in range(99))
    )
    url = url.redirect_chain[-1][0]
    first = manager.get(url)
    assert [each.row for each, _kind in first.context["rows"]] == list(range(2, 2 + ROWS_SHOWN))
    second = manager.get(url + first.context["page"].next_url.partition("#")[0])
    assert [each.row for each, _kind in second.context["rows"]] == list(range(2 + ROWS_SHOWN, 101))
    assert second.context["page"].next_url == ""
    assert manager.get(url + second.context["page"].previous_url.partition("#")[0]).context["rows"][0][0].row == 2
    assert manager.get(url + "?visa=wrong").context["rows"] == []
    for broken in ("?efter=x", "?fore=-1", "?efter=99999999999", "?visa=x"):
        assert manager.get(url + broken).context["rows"][0][0].row == 2


def test_a_protected_person_is_a_number_of_a_row(manager, site):
    protected(person_at(site, "Kanarie", "Vild", number=NUMBER))
    page = uploaded(manager, f"Namn;Personnummer;Skydd\nKanarie Vild;{NUMBER};\nRut Hemlig;;ja\n").content.decode()
    assert "Läses inte in: 2" in page
    for word in ("Kanarie", "Rut", "1944"):
        assert word not in page


def test_nothing_is_shown_when_the_reading_cannot_be_written(manager, monkeypatch):
    url = uploaded(manager, "Namn\nElsa Ek\n").redirect_chain[-1][0]

    def broken(*_args, **_more):
        raise DatabaseError

    monkeypatch.setattr(audit, "read", broken)
    with pytest.raises(DatabaseError):
        manager.get(url)


def test_others_meet_nothing(manager, site):
    url = uploaded(manager, "Namn\nElsa Ek\n").redirect_chain[-1][0]
    assert browser(SiteFactory()).get(url).status_code == 404
    assert browser(SiteFactory()).post(url + "ta-bort/").status_code == 404
    assert browser(site, Role.CARE_STAFF).get(url).status_code == 403
    assert "lasa-in" not in browser(site, Role.CARE_STAFF).get("/personer/").content.decode()
    assert "/personer/lasa-in/" in manager.get("/personer/").content.decode()


def test_a_list_is_thrown_away(manager):
    url = uploaded(manager, "Namn\nElsa Ek\n").redirect_chain[-1][0]
    assert url in manager.get("/personer/lasa-in/").content.decode()
    assert "Listan är kastad" in manager.post(url + "ta-bort/", follow=True).content.decode()
    assert manager.get(url).status_code == 404


def test_a_colleague_who_was_first_is_not_written_over(manager, site):
    url = uploaded(manager, "Namn;E-post\nElsa Ek;x\n").redirect_chain[-1][0]
    browser(site).post(url, {"version": 1, "fix:2:email": "e@example.invalid"})
    assert manager.post(url, {"version": 1, "fix:2:email": "", "was:fix:2:email": "x"}).status_code == 409
    assert manager.post(url, {"version": 1, "confirm": "1"}).status_code == 409


@pytest.mark.parametrize("text", ["", "Hej\x00", "Vad;Hur\n1;2\n"])
def test_a_file_that_is_no_list_is_said_to_be_so(manager, text):
    answer = uploaded(manager, text)
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert not PersonUpload.objects.exists()


@pytest.mark.parametrize(
    "name", ["fix:2", "fix:x:email", "fix:2:version", "skip:²", "take:2", "blank:2:x", "fix:" + "9" * 40 + ":email"]
)
def test_what_is_no_field_of_ours_is_left_out(manager, name):
    url = uploaded(manager, "Namn\nElsa Ek\n").redirect_chain[-1][0]
    assert manager.post(url, {"version": "1", name: "\x00"}).status_code == 302
    assert PersonUpload.objects.get().version == 1
