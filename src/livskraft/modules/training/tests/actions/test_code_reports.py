"""Does the month hold each contact once, as it was last corrected, and are its numbers read only by who reports it?"""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from livskraft.access.actor import system_actor
from livskraft.access.models import AuditEntry, AuditSubject
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.kit.errors import Refused
from livskraft.modules.training.actions.blocks import set_block
from livskraft.modules.training.actions.code_reports import month_checked, report_codes, take_out
from livskraft.modules.training.actions.drafts import Written, parts_in, save_draft
from livskraft.modules.training.actions.notes import correct, sign
from livskraft.modules.training.models import CodeReport, Note
from livskraft.modules.training.rules.kva import Wrong, national_format
from livskraft.modules.training.rules.vocabulary import NoteKind
from livskraft.modules.training.tests.factories import episode_of, later, therapist_at
from livskraft.modules.training.tests.kva import (
    FEBRUARY,
    MONTH,
    administrator_of,
    area_of,
    department,
    manager_of,
    municipal_site,
    shipped_codes,
)
from livskraft.modules.training.tests.notes import note_of
from livskraft.organisation.models import Unit
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions.merging import merge
from livskraft.people.models import IdentityRecord, Person
from livskraft.people.tests.factories import person_at, protected

pytestmark = pytest.mark.django_db
NUMBER = "194408139089"
CONTACTS, CODES = national_format().files


@pytest.fixture(autouse=True)
def lindvik(settings):
    settings.LIVSKRAFT_MUNICIPALITY_CODE = "0580"
    shipped_codes()


@pytest.fixture
def site():
    return municipal_site()


@pytest.fixture
def opened(site):
    return therapist_at(site)


@pytest.fixture
def by(opened):
    return later(opened, days=3)


@pytest.fixture
def manager(site):
    return manager_of(site)


@pytest.fixture
def person(site):
    return person_at(site, number=NUMBER)


@pytest.fixture
def episode(person, opened):
    return episode_of(person, opened)


def lines(file, manager, **more):
    made = take_out(file=file, month=MONTH, by=manager, **more)
    return made.data.decode().splitlines()[1:]


def recoded(note, by, *codes):
    """The correction that says other codes."""
    draft = correct(note=note, why="Fel kod.", by=by)
    save_draft(draft=draft, written=Written(draft.happened_at, parts_in(draft), codes), by=by)
    return sign(draft=draft, by=by)


def test_a_contact_and_its_codes_are_in_the_files_with_the_number(episode, by, manager):
    note = note_of(episode, by, NoteKind.BEGINNING, codes=("AW020", "DV200"))
    assert lines(CONTACTS, manager) == [f"202601;0580;{NUMBER};20260118;{note.pk};XS918"]
    assert lines(CODES, manager) == [
        f"202601;0580;{NUMBER};20260118;{note.pk};XS918;AW020",
        f"202601;0580;{NUMBER};20260118;{note.pk};XS918;DV200",
    ]


def test_a_corrected_note_counts_once_with_the_codes_of_its_latest_correction(episode, by, manager):
    note = note_of(episode, by, codes=("DV200",))
    second = recoded(note, by, "AW005")
    last = recoded(second, later(by, days=40), "AW020")
    assert [line.split(";")[4:] for line in lines(CODES, manager)] == [[str(last.pk), "XS918", "AW020"]]
    assert len(lines(CONTACTS, manager)) == 1


def test_the_month_is_that_of_what_happened(episode, opened, manager):
    first = note_of(episode, opened)
    last = later(opened, days=16)
    note_of(episode, last, happened_at=last.at)
    note_of(episode, later(opened, days=17), happened_at=last.at + timedelta(days=1))
    assert [contact.on for contact in month_checked(episode.keeper, MONTH).contacts] == [
        first.happened_on,
        date(2026, 1, 31),
    ]


def test_what_is_written_without_meeting_the_patient_counts_only_with_a_code(episode, by, manager):
    note_of(episode, by, NoteKind.SUMMARY)
    assert not month_checked(episode.keeper, MONTH).contacts
    coded = note_of(episode, later(by, days=1), NoteKind.SUMMARY, codes=("AW005",))
    assert [contact.note for contact in month_checked(episode.keeper, MONTH).contacts] == [coded.pk]


def test_another_caregivers_contacts_are_not_among_them(episode, by, manager):
    note_of(episode, by)
    other = municipal_site()
    there = therapist_at(other)
    note_of(episode_of(person_at(other), there), later(there, days=1))
    assert len(month_checked(episode.keeper, MONTH).contacts) == 1
    with pytest.raises(Refused, match="fel på några rader"):
        take_out(file=CODES, month=MONTH, by=manager_of(other))
    # Nobody of the other caregiver's has a number: without what is wrong there is nothing left.
    with pytest.raises(Refused, match="inget att lämna"):
        take_out(file=CODES, month=MONTH, leave_out_wrong=True, by=manager_of(other))
    assert not AuditEntry.objects.filter(verb="training.codes_taken_out").exists()


def test_without_a_number_the_contact_is_left_out_and_only_when_it_is_said_so(episode, site, by, manager):
    kept = note_of(episode, by)
    opened = therapist_at(site, Role.OCCUPATIONAL_THERAPIST)
    nameless = episode_of(person_at(site, "Okänd"), opened)
    note_of(nameless, later(opened, days=1), codes=("AW020",))
    found = month_checked(episode.keeper, MONTH)
    assert [(fault.wrong, fault.contact.person) for fault in found.faults] == [(Wrong.NO_NUMBER, nameless.person_id)]
    with pytest.raises(Refused):
        take_out(file=CONTACTS, month=MONTH, by=manager)
    assert [line.split(";")[4] for line in lines(CONTACTS, manager, leave_out_wrong=True)] == [str(kept.pk)]
    assert lines(CODES, manager, leave_out_wrong=True) == []


def test_one_who_was_merged_is_reported_by_the_number_of_whom_they_turned_out_to_be(episode, person, site, by, manager):
    note_of(episode, by)
    other = person_at(site, "Elsie", number="193805028432")
    merge(kept=other, gone=person, by=system_actor("test", by.at))
    (line,) = lines(CONTACTS, manager)
    assert line.split(";")[2] == IdentityRecord.objects.get(person=other, ends=None).number


def test_protected_and_blocked_patients_are_in_the_report_that_the_law_asks_for(episode, person, by, manager):
    note_of(episode, by)
    set_block(person=person, by=by)
    protected(person)
    assert len(lines(CONTACTS, manager)) == 1


def test_each_file_is_one_row_in_the_log_about_every_patient_before_a_number_is_read(
    episode, person, by, manager, monkeypatch
):
    note_of(episode, by)
    before = AuditEntry.objects.count()
    lines(CONTACTS, manager)
    assert AuditEntry.objects.count() == before + 1
    row = AuditEntry.objects.latest("pk")
    assert (row.category, row.verb) == (AuditEntry.Category.READ, "training.codes_taken_out")
    assert list(AuditSubject.objects.filter(entry=row).values_list("person_id", flat=True)) == [person.pk]

    def broken(*_args):
        raise RuntimeError("the log is full")

    def decrypted(*_args):
        pytest.fail("a number was read before the log was written")

    monkeypatch.setattr("livskraft.modules.training.actions.code_reports.audit.read", broken)
    monkeypatch.setattr("livskraft.modules.training.actions.code_reports.numbers_of", decrypted)
    with pytest.raises(RuntimeError):
        take_out(file=CONTACTS, month=MONTH, by=manager)


@pytest.mark.parametrize("role", [Role.UNIT_MANAGER, Role.PHYSIOTHERAPIST, Role.SYSTEM_ADMINISTRATOR])
def test_nobody_else_takes_it_out_or_says_that_it_is_sent(site, role):
    somebody = actor_at(site, role, at=FEBRUARY)
    with pytest.raises(PermissionDenied):
        take_out(file=CONTACTS, month=MONTH, by=somebody)
    with pytest.raises(PermissionDenied):
        report_codes(month=MONTH, by=somebody)


def test_the_department_reports_what_the_municipality_itself_gave_and_nothing_of_a_providers(episode, person, by):
    there = department()
    opened = therapist_at(area_of(there))
    own = person_at(opened.assignment.unit, number="193805028432")
    site = Unit.objects.below([opened.assignment.unit.path]).sites().get()
    note_of(episode, by)
    note = note_of(episode_of(own, opened, site=site), later(opened, days=1))
    for unit in (there, there.parent):
        (line,) = lines(CONTACTS, administrator_of(unit))
        assert line == f"202601;0580;193805028432;20260116;{note.pk};XS918"
    made = report_codes(month=MONTH, by=administrator_of(there))
    assert (made.keeper, made.contacts) == (there.parent, 1)


def test_who_administers_at_a_provider_does_not_report_for_it(site):
    somebody = actor_at(manager_of(site).caregiver, Role.ADMINISTRATION, at=FEBRUARY)
    with pytest.raises(PermissionDenied):
        take_out(file=CONTACTS, month=MONTH, by=somebody)


def test_a_manager_of_a_part_does_not_report_for_the_whole_caregiver(site):
    somebody = actor_at(site.parent, Role.AREA_MANAGER, at=FEBRUARY)
    with pytest.raises(PermissionDenied):
        take_out(file=CONTACTS, month=MONTH, by=somebody)


def test_a_private_caregiver_does_not_report():
    private = manager_of(SiteFactory())
    for act in (
        lambda: take_out(file=CONTACTS, month=MONTH, by=private),
        lambda: report_codes(month=MONTH, by=private),
    ):
        with pytest.raises(Refused, match="Privata"):
            act()


@pytest.mark.parametrize("month", [date(2026, 2, 1), date(2025, 1, 1), date(2026, 3, 1)])
def test_only_a_month_that_is_over_and_not_too_long_ago(manager, month):
    with pytest.raises(Refused, match="månad"):
        take_out(file=CONTACTS, month=month, by=manager)


def test_without_the_municipalitys_code_there_is_no_file(episode, by, manager, settings):
    note_of(episode, by)
    settings.LIVSKRAFT_MUNICIPALITY_CODE = ""
    with pytest.raises(Refused, match="kod"):
        take_out(file=CONTACTS, month=MONTH, by=manager)
    assert not AuditEntry.objects.filter(verb="training.codes_taken_out").exists()


def test_a_month_is_reported_once_with_how_much_it_held(episode, site, by, manager):
    note_of(episode, by, codes=("AW020",))
    opened = therapist_at(site, Role.OCCUPATIONAL_THERAPIST)
    note_of(episode_of(person_at(site), opened), later(opened, days=1))
    made = report_codes(month=MONTH, by=manager)
    assert (made.contacts, made.codes, made.left_out) == (1, 1, 1)
    assert report_codes(month=MONTH, by=replace(manager, at=FEBRUARY + timedelta(days=1))) == made
    assert CodeReport.objects.get().reported_at == FEBRUARY


def test_the_files_cost_the_same_for_one_as_for_many(episode, site, by, manager):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            lines(CODES, manager)
        return len(captured)

    note_of(episode, by, codes=("AW020",))
    one = cost()
    template = Note.objects.get()
    for number in range(20):
        person = person_at(site, f"Elsa {number}")
        IdentityRecord.objects.create(
            person=person, kind="personnummer", number=NUMBER, index=f"{number}", starts=MONTH
        )
        template.pk, template.person = None, Person(pk=person.pk)
        template.save(force_insert=True)
    assert cost() == one
    assert len(lines(CONTACTS, manager)) == 21
