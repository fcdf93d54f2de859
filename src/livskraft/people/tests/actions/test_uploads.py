"""Is a list taken in whole, once and without anybody who may not be, however messy it is?"""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError

from livskraft.access import audit
from livskraft.access.actor import system_actor
from livskraft.access.models import AuditEntry, AuditSubject
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Conflict, Refused
from livskraft.kit.tests.at_once import at_once
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people import tasks
from livskraft.people.actions import uploads
from livskraft.people.models import CareRelation, CaseNumber, ContactDetails, IdentityRecord, Person, PersonUpload
from livskraft.people.queries.uploads import Outcome, Stored, look_through
from livskraft.people.rules.relations import relation_ends, stated_relation_ends
from livskraft.people.rules.vocabulary import Purpose
from livskraft.people.tests.factories import person_at, protected, sister
from livskraft.people.tests.lists import workbook

pytestmark = pytest.mark.django_db
NUMBER = "19440813-9089"


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def by(site):
    return actor_at(site)


def started(by, *rows, headers="Namn;Personnummer;Född"):
    return uploads.start_upload(data="\n".join([headers, *rows]).encode(), file_name="lista.csv", by=by)


def outcomes(upload, by):
    return [(each.row, each.outcome) for each in look_through(Stored.read(upload), upload, by)]


def test_of_five_thousand_messy_rows_each_is_right_or_named(by):
    data, truth = workbook(7)
    upload = uploads.start_upload(data=data, file_name="lista.xlsx", by=by)
    found = {each.row: each for each in look_through(Stored.read(upload), upload, by)}
    assert set(found) == {*truth.right, *truth.wrong, *truth.twice, *truth.marked}
    for row, told in truth.right.items():
        one = found[row].person
        assert found[row].outcome == Outcome.NEW, (row, one.problems)
        assert (one.name, one.number.digits if one.number else "", one.birth_year, one.phone) == told
    for row, name in truth.wrong.items():
        assert found[row].outcome == Outcome.WRONG, row
        assert name in found[row].person.problems, row
    assert {row for row, each in found.items() if each.outcome == Outcome.REFUSED} == set(truth.marked)
    assert {row for row, each in found.items() if each.outcome == Outcome.TWICE} == set(truth.twice)
    uploads.take_in(upload=upload, skip_wrong=True, by=by)
    assert Person.objects.count() == len(truth.right)
    numbers = sorted(record.number for record in IdentityRecord.objects.all())
    assert numbers == sorted(told[1] for told in truth.right.values() if told[1])
    assert sorted(person.name for person in Person.objects.all()) == sorted(told[0] for told in truth.right.values())


def test_everything_of_a_row_is_written_and_the_unit_knows_the_person_a_year(site, by):
    headers = "Namn;Personnummer;Telefon;Adress;Postnr;Ort;E-post;Språk;Anpassningar;Område;Ärendenr"
    row = f"Öhman, Elsa;{NUMBER};701740650;Ågatan 1;58222;Lindvik;e@example.invalid;finska;Hörslinga;{{}};SON 2025/1"
    area = site.parent.parent
    upload = started(by, row.format(area.name), headers=headers)
    uploads.take_in(upload=upload, by=by)
    person = Person.objects.visible_to(by).get()
    assert (person.name, person.birth_year, person.gender) == ("Elsa Öhman", 1944, "woman")
    assert (person.language, person.adaptations, person.area) == ("finska", "Hörslinga", area)
    assert person.identities.get().number == "194408139089"
    contact = ContactDetails.objects.get()
    assert (contact.one_line, contact.phone, contact.email) == (
        "Ågatan 1, 582 22 Lindvik", "0701740650", "e@example.invalid"
    )  # fmt: skip
    assert CaseNumber.objects.get().number_key == "son2025/1"
    relation = CareRelation.objects.get()
    assert (relation.unit, relation.purpose, relation.ends) == (site, "registered", relation_ends(by.today))
    entry = AuditEntry.objects.get(verb="people.list_taken_in")
    assert AuditSubject.objects.get(entry=entry).person_id == person.pk


def test_asked_twice_or_given_the_same_list_again_nobody_is_added(by):
    rows = (f"Elsa Ek;{NUMBER};", "Åke Ek;;1941", "Rut Ek;;")
    upload = started(by, *rows)
    uploads.take_in(upload=upload, by=by)
    again = uploads.take_in(upload=upload, version=1, by=by)
    assert again.summary == {"new": 3, "known": 0, "left": 0}
    assert Person.objects.count() == 3
    second = started(by, *rows)
    assert outcomes(second, by) == [(2, Outcome.HERE), (3, Outcome.DOUBT), (4, Outcome.DOUBT)]
    uploads.take_in(upload=second, by=by)
    assert Person.objects.count() == 3


def test_what_was_read_is_gone_when_it_is_taken_in(by):
    upload = uploads.take_in(upload=started(by, "Elsa Ek;;"), by=by)
    assert PersonUpload.objects.get(pk=upload.pk).content == ""


def test_nobody_is_taken_in_while_a_row_is_wrong_unless_it_is_passed_over(by):
    upload = started(by, "Elsa Ek;;", "Åke Ek;123;")
    with pytest.raises(Refused, match="1 rad behöver rättas"):
        uploads.take_in(upload=upload, by=by)
    assert not Person.objects.exists()
    uploads.take_in(upload=upload, skip_wrong=True, by=by)
    assert Person.objects.get().name == "Elsa Ek"


def test_a_list_with_only_wrong_rows_adds_nobody(by):
    upload = uploads.take_in(upload=started(by, "123;;", ";1;"), skip_wrong=True, by=by)
    assert upload.summary == {"new": 0, "known": 0, "left": 2}


def test_all_or_none_when_the_log_cannot_be_written(by, monkeypatch):
    upload = started(by, "Elsa Ek;;")

    def broken(*_args, **_more):
        raise DatabaseError

    monkeypatch.setattr(audit, "wrote", broken)
    with pytest.raises(DatabaseError):
        uploads.take_in(upload=upload, by=by)
    assert not Person.objects.exists()
    assert PersonUpload.objects.get().content


def test_rows_are_put_right_passed_over_and_said_to_be_somebody_new(by, site):
    person_at(site, "Rut", "Ek", birth_year=1941)
    upload = started(by, "Elsa Ek;123;", "Åke Ek;123;", "Rut Ek;;1941")
    upload = uploads.correct_upload(upload=upload, fixes={2: {"number": NUMBER}}, skip=[3, 99], take={4: True}, by=by)
    assert outcomes(upload, by) == [(2, Outcome.NEW), (3, Outcome.SKIPPED), (4, Outcome.NEW)]
    upload = uploads.correct_upload(upload=upload, fixes={}, take={4: False}, version=upload.version, by=by)
    assert outcomes(upload, by)[2] == (4, Outcome.DOUBT)
    with pytest.raises(Conflict):
        uploads.correct_upload(upload=upload, fixes={2: {"number": ""}}, version=1, by=by)
    with pytest.raises(Conflict):
        uploads.take_in(upload=upload, version=1, by=by)
    uploads.take_in(upload=upload, take_doubts=True, by=by)
    assert Person.objects.filter(name_key="rut ek").count() == 2


def test_one_number_with_two_names_is_asked_about_and_with_one_is_taken_once(by):
    upload = started(by, f"Elsa Ek;{NUMBER};", f"Bo Lind;{NUMBER};")
    assert [outcome for _row, outcome in outcomes(upload, by)] == [Outcome.WRONG] * 2
    same = started(by, f"Elsa Ek;{NUMBER};", f"Ek, Elsa;{NUMBER};", "Elsa Ek;;")
    assert [outcome for _row, outcome in outcomes(same, by)] == [Outcome.NEW, Outcome.TWICE, Outcome.DOUBT]


def test_whom_the_caregiver_knows_elsewhere_is_related_only_when_it_is_said(by, site):
    known = person_at(sister(site), "Elsa", "Ek", number=NUMBER)
    upload = started(by, f"Elsa Ek;{NUMBER};")
    assert outcomes(upload, by) == [(2, Outcome.KNOWN)]
    uploads.take_in(upload=upload, by=by)
    assert not Person.objects.visible_to(by).exists()
    uploads.take_in(upload=started(by, f"Elsa Ek;{NUMBER};"), relate_known=True, by=by)
    assert Person.objects.visible_to(by).get() == known
    said = known.relations.get(unit=site)
    assert (said.purpose, said.ends) == (Purpose.STATED, stated_relation_ends(by.today))
    assert Person.objects.count() == 1


def test_the_twin_sites_persons_are_neither_found_nor_told(by):
    person_at(SiteFactory(), "Elsa", "Ek", number=NUMBER)
    upload = started(by, f"Elsa Ek;{NUMBER};", "Elsa Ek;;1944")
    assert outcomes(upload, by) == [(2, Outcome.NEW), (3, Outcome.DOUBT)]


def test_a_protected_persons_number_is_answered_as_anothers_and_as_a_marked_row(by, site):
    protected(person_at(site, "Kanarie", "Vild", number=NUMBER), by.user)
    person_at(site, "Bo", "Lind", number="193805028432")
    upload = started(
        by,
        f"Kanarie Vild;{NUMBER};;",
        "Elsa Ek;193805028432;;",
        "Rut Ek;;;ja",
        headers="Namn;Personnummer;Född;Skyddad",
    )
    judged = look_through(Stored.read(upload), upload, by)
    assert [each.outcome for each in judged] == [Outcome.REFUSED] * 3
    assert {(each.person.name, each.person.masked, each.why, each.match) for each in judged} == {("", "", "", None)}
    uploads.take_in(upload=upload, relate_known=True, take_doubts=True, by=by)
    assert Person.objects.count() == 2


def test_a_protected_namesake_is_not_told(by, site):
    protected(person_at(site, "Kanarie", "Vild", birth_year=1944))
    assert outcomes(started(by, "Kanarie Vild;;1944"), by) == [(2, Outcome.NEW)]


@pytest.mark.parametrize("role", [Role.CARE_STAFF, Role.AREA_MANAGER, Role.ADMINISTRATION])
def test_only_the_units_own_manager(by, site, role):
    upload = started(by, "Elsa Ek;;")
    for other in (actor_at(site, role), actor_at(SiteFactory()), actor_at(sister(site))):
        for act in (
            lambda other=other: uploads.correct_upload(upload=upload, fixes={}, by=other),
            lambda other=other: uploads.take_in(upload=upload, by=other),
            lambda other=other: uploads.discard(upload=upload, by=other),
        ):
            with pytest.raises(PermissionDenied):
                act()
        assert upload not in PersonUpload.objects.visible_to(other) or other.assignment.unit == site
    with pytest.raises(PermissionDenied):
        started(actor_at(site, role), "Elsa Ek;;")


def test_a_day_later_the_list_is_out_of_sight_and_then_gone(by):
    upload = started(by, "Elsa Ek;;")
    PersonUpload.objects.update(uploaded_at=by.at - uploads.KEPT)
    assert not PersonUpload.objects.visible_to(by).exists()
    newer = started(by, "Åke Ek;;")
    assert tasks.forget_uploads.call() == 1
    assert PersonUpload.objects.get() == newer
    with pytest.raises(Refused, match="borttagen"):
        uploads.take_in(upload=upload, by=by)


@pytest.mark.django_db(transaction=True)
def test_two_managers_who_bring_in_the_same_people_at_once_register_each_once(site):
    actors = [actor_at(site), actor_at(site)]
    lists = [started(by, f"Elsa Ek;{NUMBER};", "Åke Ek;;1941") for by in actors]
    ended = at_once([lambda n=n: uploads.take_in(upload=lists[n], by=actors[n]) for n in range(2)])
    assert ended == [None, None]
    assert sorted(Person.objects.values_list("name_key", flat=True)) == ["elsa ek", "åke ek"]


@pytest.mark.django_db(transaction=True)
def test_two_who_confirm_one_list_at_once_take_it_in_once(site):
    by = actor_at(site)
    upload = started(by, "Elsa Ek;;", "Åke Ek;;")
    assert at_once([lambda: uploads.take_in(upload=upload, version=1, by=by)] * 3) == [None] * 3
    assert Person.objects.count() == 2


def test_the_system_may_throw_away_any(by):
    uploads.discard(upload=started(by, "Elsa Ek;;"), by=system_actor("test"))
    assert not PersonUpload.objects.exists()
