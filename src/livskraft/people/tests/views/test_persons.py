"""Is a person found, registered, read and put right on pages that tell the log first and the address nothing?"""

import logging
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from livskraft.access.models import Assignment, AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions.persons import Contact
from livskraft.people.models import BreakGlass, CareRelation, IdentityRecord, Person, Relative
from livskraft.people.rules.relations import stated_relation_ends
from livskraft.people.rules.vocabulary import Purpose
from livskraft.people.tests.factories import person_at, protected, sister

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NUMBER = "194408139089"
HOSTILE = [
    "ÅÄÖ",
    "A\u030aA\u0308O\u0308",
    "\u202eElsa",
    "El\u200bsa",
    "El\x00sa",
    "a" * 1_000_000,
    "</script><script>x</script>",
    "{{ 7|add:7 }}",
    "Elsa\r\nBcc: x@example.invalid",
    "O'Brien",
    "Null",
    "090527+1474",
    "19900161-2390",
    "20260229-1234",
    "19440813-9080",
    "590\u00a001",
    "1,5",
    "0001-01-01",
    "9999-12-31",
    "=1+1",
]


@pytest.fixture
def site():
    return SiteFactory()


def browser(site, role=Role.CARE_STAFF):
    client = Client()
    client.by = actor_at(site, role)
    client.force_login(client.by.user, backend=BACKEND)
    return client


@pytest.fixture
def staff(site):
    return browser(site)


def search(client, text, **more):
    return client.post("/personer/", {"q": text, **more})


def test_the_page_says_what_may_be_looked_for_and_by_which_law(staff):
    page = staff.get("/personer/").content.decode()
    assert "namn, personnummer, samordningsnummer och ärendenummer" in page
    assert "15 och 20 §§" in page


def test_a_name_in_the_address_finds_nobody(staff, site):
    person_at(site, "Elsa", "Ek")
    assert b"Elsa" not in staff.get("/personer/?q=Elsa").content


def test_a_search_is_one_row_in_the_log_with_those_who_were_shown_and_nothing_of_what_was_written(staff, site):
    one, two = person_at(site, "Elsa", "Ek"), person_at(site, "Elsa", "Öberg")
    answer = search(staff, "elsa")
    assert b"Elsa Ek" in answer.content
    entry = AuditEntry.objects.get(category=AuditEntry.Category.READ)
    assert entry.verb == "people.searched"
    assert entry.objects_touched == [f"people.person:{one.pk}", f"people.person:{two.pk}"]
    assert "elsa" not in str(list(AuditEntry.objects.values())).casefold()


def test_a_search_that_finds_nobody_is_in_the_log_too_and_says_what_to_do(staff):
    page = search(staff, "19440813-9080").content.decode()
    assert "Ingen hittades" in page
    assert "Numret stämmer inte" in page
    assert AuditEntry.objects.get(verb="people.searched").objects_touched == []


@pytest.mark.parametrize("ask", [lambda c, p: search(c, "Kanarie"), lambda c, p: c.get(f"/personer/{p.pk}/")])
def test_without_the_log_nothing_is_shown(staff, site, monkeypatch, ask):
    person = person_at(site, "Kanarie", "Ek")

    def full(*args, **kwargs):
        raise OSError("no space left")

    monkeypatch.setattr(AuditEntry, "save", full)
    staff.raise_request_exception = False
    answer = ask(staff, person)
    assert answer.status_code == 500
    assert b"Kanarie" not in answer.content


def test_neither_address_nor_log_nor_session_has_a_name_or_a_number(staff, site, caplog):
    caplog.set_level(logging.DEBUG)
    person = person_at(site, "Kanarievilda", "Ek", number=NUMBER)
    pages = [search(staff, text) for text in ("Kanarievilda", "19440813-9089", NUMBER)]
    pages.append(staff.post(f"/personer/{person.pk}/nummer/"))
    pages.append(
        staff.post("/personer/ny/", {"given_name": "Kanarievilda", "number": NUMBER, "gender": "unknown"}, follow=True)
    )
    for page in pages:
        told = re.findall(r'(?:href|action|src)="([^"]*)"', page.content.decode())
        told += [page.request["PATH_INFO"], page.request["QUERY_STRING"], *map(str, page.headers.values())]
        assert not re.search(r"kanarie|440813", " ".join(told), re.IGNORECASE)
    assert pages[-1].redirect_chain
    sql_aside = [each.getMessage() for each in caplog.records if each.name != "django.db.backends"]
    assert not re.search(r"kanarie|440813", " ".join(sql_aside), re.IGNORECASE)
    assert not re.search(r"kanarie|440813", str([each.get_decoded() for each in Session.objects.all()]), re.IGNORECASE)


def test_many_are_paged_by_key_and_no_address_has_the_key(staff, site):
    for n in range(30):
        person_at(site, "Elsa", f"Ek {n}")
    first = search(staff, "elsa")
    page = first.context["page"]
    assert len(page.items) == 25
    assert (page.previous_url, page.next_url) == ("", "")
    second = search(staff, "elsa", efter=page.next_key).context["page"]
    assert [person.family_name for person in second.items] == [f"Ek {n}" for n in range(25, 30)]
    back = search(staff, "elsa", fore=second.previous_key).context["page"]
    assert back.items == page.items
    assert search(staff, "elsa", efter="\x00broken").context["page"].items == page.items


def test_the_field_in_the_header_stands_where_one_may_search_and_nowhere_else(staff, site):
    header = staff.get("/").content.decode()
    assert 'action="/personer/"' in header
    assert 'action="/personer/"' not in staff.get("/personer/").content.decode()
    assert 'action="/personer/"' not in browser(site, Role.SAFETY_COORDINATOR).get("/").content.decode()


def test_a_person_costs_the_same_to_find_among_one_and_among_twenty(staff, site, django_assert_max_num_queries):
    person_at(site, "Elsa", "Ek")
    search(staff, "elsa")
    with django_assert_max_num_queries(14) as one:
        search(staff, "elsa")
    for n in range(20):
        person_at(site, "Elsa", f"Ek {n}")
    with django_assert_max_num_queries(len(one)):
        search(staff, "elsa")


def register(client, **given):
    return client.post("/personer/ny/", {"given_name": "Elsa", "gender": "unknown", **given}, follow=True)


def test_a_first_name_is_enough_and_the_unit_has_to_do_with_the_person_for_a_year(staff, site):
    answer = register(staff)
    person = Person.objects.get()
    assert answer.redirect_chain == [(person.get_absolute_url(), 302)]
    relation = CareRelation.objects.get()
    assert relation.unit == site
    assert 365 <= (relation.ends - relation.starts).days <= 366
    assert not hasattr(person, "contact")


def test_all_that_was_written_is_kept(staff, site):
    register(
        staff, family_name="Ek", number="440813-9089", language="finska", adaptations="Hörslinga",
        area=site.parent.parent_id, street="Gatan 1", postcode="590\u00a001", city="Lindvik", phone="070-174 06 05",
        email="elsa@example.invalid",
    )  # fmt: skip
    person = Person.objects.get()
    assert (person.name, person.language, person.adaptations) == ("Elsa Ek", "finska", "Hörslinga")
    assert (person.birth_year, person.area_id) == (1944, site.parent.parent_id)
    assert person.contact.one_line == "Gatan 1, 590 01 Lindvik"
    assert IdentityRecord.objects.get().number == NUMBER


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"birth_year": "46"}, "Skriv årtalet med fyra siffror"),
        ({"birth_year": "före kriget"}, "Skriv årtalet med fyra siffror"),
        ({"phone": "abc"}, "Skriv telefonnumret med siffror."),
    ],
)
def test_a_year_and_a_phone_number_that_cannot_be_read_are_asked_for_again(staff, wrong, said):
    assert said in register(staff, **wrong).content.decode()
    assert not Person.objects.exists()


def test_who_is_known_to_the_unit_already_is_shown_and_not_made_again(staff, site):
    person = person_at(site, "Elsa", "Ek", number=NUMBER)
    answer = register(staff, number=NUMBER)
    assert answer.redirect_chain[-1][0] == person.get_absolute_url()
    assert "Personen finns redan" in answer.content.decode()
    assert Person.objects.count() == 1


def test_who_is_known_elsewhere_at_the_caregiver_must_be_said_to_have_to_do_with_the_unit(staff, site):
    person = person_at(sister(site), "Kanarievilda", "Ek", number=NUMBER)
    page = register(staff, number=NUMBER).content.decode()
    assert "Finns redan" in page
    assert "Kanarievilda" not in page
    assert not Person.objects.visible_to(staff.by).exists()
    assert AuditEntry.objects.get(verb="people.known_here").objects_touched == [f"people.person:{person.pk}"]
    assert "ser i loggkontrollen" in page
    for reason in ("", "Fikar", "x" + " " * 30):
        assert "reason" in register(staff, number=NUMBER, known="on", reason=reason).context["form"].errors
        assert not Person.objects.visible_to(staff.by).exists()
    register(staff, number=NUMBER, known="on", reason="Kommer på måndagsgymmet")
    assert Person.objects.visible_to(staff.by).get() == person
    assert Person.objects.get().given_name == "Kanarievilda"
    made = CareRelation.objects.get(unit=site)
    today = timezone.localdate()
    assert (made.purpose, made.reason, made.ends) == (
        Purpose.STATED, "Kommer på måndagsgymmet", stated_relation_ends(today)
    )  # fmt: skip
    entry = AuditEntry.objects.get(verb="people.stated")
    assert f"people.person:{person.pk}" in entry.objects_touched
    assert "måndagsgymmet" not in str(entry.field_names) + str(entry.objects_touched)


def test_another_caregivers_person_is_not_told_of(staff):
    person_at(SiteFactory(), number=NUMBER)
    assert "Finns redan" not in register(staff, number=NUMBER).content.decode()
    assert Person.objects.count() == 2


def test_who_tries_number_after_number_is_stopped(staff, site):
    for _n in range(60):
        register(staff, number=NUMBER)
    assert "många nummer" in register(staff, number=NUMBER).content.decode()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_in_any_field_are_refused_or_shown_as_words(staff, text):
    names = ("given_name", "family_name", "number", "birth_year", "gender", "language", "adaptations", "area",
             "street", "postcode", "city", "phone", "email", "version", "known")  # fmt: skip
    for name in names:
        answer = register(staff, **{name: text})
        assert answer.status_code == 200
        assert b"<script>x" not in answer.content
        assert b">14<" not in answer.content
    for person in Person.objects.all():
        for name in ("given_name", "family_name", "language", "adaptations"):
            assert getattr(person, name).replace("\n", " ").isprintable()
    assert search(staff, text).status_code == 200


def test_the_page_shows_what_is_known_with_the_number_hidden(staff, site):
    person = person_at(
        site, "Elsa", "Ek", number=NUMBER, language="finska", adaptations="Hörslinga",
        contact=Contact("Gatan 1", "590 01", "Lindvik", "070-174 06 05"),
    )  # fmt: skip
    Relative.objects.create(person=person, name="Maria", relation="dotter", phone="070-174 06 06", first=True)
    page = staff.get(person.get_absolute_url()).content.decode()
    for told in ("Elsa Ek", "19440813-••••", "finska", "Hörslinga", "Gatan 1, 590 01 Lindvik", "Maria", site.name):
        assert told in page
    assert "9089" not in page
    assert [entry.verb for entry in AuditEntry.objects.filter(category="read")] == ["people.read"]


def test_the_whole_number_is_asked_for_and_a_row_of_its_own(staff, site):
    person = person_at(site, number=NUMBER)
    assert staff.get(f"/personer/{person.pk}/nummer/").status_code == 405
    assert "19440813-9089" in staff.post(f"/personer/{person.pk}/nummer/").content.decode()
    assert AuditEntry.objects.get(category="read").verb == "people.number_read"


def test_how_somebody_protected_is_reached_is_asked_for_even_by_who_is_named(staff, site):
    person = protected(person_at(site, contact=Contact("Kanariegatan 1", phone="070-5550199")), staff.by.user)
    Relative.objects.create(person=person, name="Kanariedotter")
    hidden = ("Kanariegatan", "5550199", "Kanariedotter")
    for name in ("person", "edit_contact", "relatives"):
        page = staff.get(reverse(name, args=[person.pk])).content.decode()
        assert not [told for told in hidden if told in page]
    page = staff.post(f"/personer/{person.pk}/kontakt/visa/").content.decode()
    assert all(told in page for told in hidden)
    assert "Kanariegatan" in staff.post(f"/personer/{person.pk}/kontakt/", {}).content.decode()
    assert AuditEntry.objects.filter(verb="people.contact_read").count() == 2


OWN_PAGES = ["person", "edit_person", "edit_contact", "relatives", "cases", "protection", "decide_protection",
             "name_reader", "hand_over"]  # fmt: skip


@pytest.mark.parametrize("name", OWN_PAGES)
def test_a_person_of_the_twins_a_sister_and_somebody_protected_are_not_there(site, name):
    manager = browser(site, Role.UNIT_MANAGER)
    own = person_at(site)
    assert manager.get(reverse(name, args=[own.pk])).status_code == 200
    for other in (person_at(SiteFactory()), person_at(sister(site)), protected(person_at(site))):
        for method in (manager.get, manager.post):
            answer = method(reverse(name, args=[other.pk]))
            assert answer.status_code == 404
            assert other.given_name not in answer.content.decode()


def test_an_ended_relation_is_404_at_the_next_request(staff, site):
    person = person_at(site)
    assert staff.get(person.get_absolute_url()).status_code == 200
    CareRelation.objects.update(ends=timezone.localdate())
    assert staff.get(person.get_absolute_url()).status_code == 404
    assert b"Elsa" not in search(staff, "elsa").content.replace(b'value="elsa"', b"")


def test_an_ended_assignment_sees_nothing_at_the_next_request(staff, site):
    person = person_at(site)
    assert staff.get(person.get_absolute_url()).status_code == 200
    Assignment.objects.filter(user=staff.by.user).update(ends=timezone.localdate())
    assert staff.get(person.get_absolute_url()).status_code == 403


def test_who_was_merged_leads_to_who_they_turned_out_to_be(staff, site):
    kept, gone = person_at(site), person_at(site)
    Person.objects.filter(pk=gone.pk).update(merged_into=kept)
    assert staff.get(f"/personer/{gone.pk}/")["Location"] == kept.get_absolute_url()


def test_a_page_costs_the_same_whatever_is_kept(staff, site, django_assert_max_num_queries):
    person = person_at(site, number=NUMBER)
    staff.get(person.get_absolute_url())
    with django_assert_max_num_queries(40) as little:
        staff.get(person.get_absolute_url())
    for n in range(15):
        Relative.objects.create(person=person, name=f"N{n}")
        CareRelation.objects.create(
            person=person, unit=sister(site), purpose="registered", starts=datetime(2026, 1, n + 1, tzinfo=UTC).date()
        )
    with django_assert_max_num_queries(len(little)):
        staff.get(person.get_absolute_url())


def edit(client, person, **given):
    person.refresh_from_db()
    plain = {"given_name": person.given_name, "gender": person.gender, "version": person.version}
    return client.post(f"/personer/{person.pk}/uppgifter/", plain | given, follow=True)


def test_what_is_written_is_put_right_and_a_number_keeps_its_year(staff, site):
    person = person_at(site, number=NUMBER)
    edit(staff, person, given_name="Else", language="finska", birth_year="1900", gender="man")
    person.refresh_from_db()
    assert (person.given_name, person.language, person.birth_year, person.gender) == ("Else", "finska", 1944, "woman")
    edit(staff, person, number="193805028432")
    assert "19380502-••••" in staff.get(person.get_absolute_url()).content.decode()


def test_the_second_to_save_sees_both_and_can_save_their_own(staff, site):
    person = person_at(site)
    stale = person.version
    edit(staff, person, language="finska")
    answer = edit(staff, person, language="arabiska", version=stale)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "finska" in page
    assert "arabiska" in page


def test_contact_is_written_and_met_by_a_conflict(staff, site):
    person = person_at(site)
    url = f"/personer/{person.pk}/kontakt/"
    assert staff.post(url, {"phone": "070-174 06 05", "version": 0}).status_code == 302
    assert staff.post(url, {"phone": "070-174 06 06", "version": 0}).status_code == 409
    person.contact.refresh_from_db()
    assert person.contact.phone == "070-174 06 05"


def test_a_broken_glass_is_told_on_the_page_until_when(site):
    staff = browser(site)
    now = timezone.now()
    person = person_at(sister(site))
    BreakGlass.objects.create(
        person=person, user=staff.by.user, unit=site, reason="x", at=now, until=now + timedelta(hours=8)
    )
    assert "nödöppnat" in staff.get(person.get_absolute_url()).content.decode()
    assert "nödöppnat" not in staff.get(person_at(site).get_absolute_url()).content.decode()


def test_asking_for_a_number_by_changing_to_it_or_registering_it_is_in_the_log_and_braked(staff, site):
    person, hidden = person_at(site), protected(person_at(sister(site), number=NUMBER))
    assert "redan registrerad" in edit(staff, person, number=NUMBER).content.decode()
    register(staff, number=NUMBER, known="on", reason="Kommer på måndagsgymmet")
    told = AuditEntry.objects.filter(verb="people.known_here").values_list("objects_touched", flat=True)
    assert list(told) == [[f"people.person:{hidden.pk}"]] * 2
    for _n in range(58):
        edit(staff, person, number=NUMBER)
    assert "många nummer" in edit(staff, person, number=NUMBER).content.decode()
    assert edit(staff, person, language="finska").status_code == 200
