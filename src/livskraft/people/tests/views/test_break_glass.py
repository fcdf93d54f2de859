"""Does a page open one person in an emergency, answer alike for all others, and let the manager judge?"""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.organisation.kinds import UnitKind
from livskraft.organisation.tests.factories import SiteFactory, UnitFactory
from livskraft.people.actions.handovers import hand_over
from livskraft.people.models import BreakGlass
from livskraft.people.rules.break_glass import MOST_TRIES, OPEN_FOR
from livskraft.people.tests.factories import person_at, protected, sister

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NUMBER, ELSEWHERE, HIDDEN, NOBODYS = "194408139089", "193805028432", "194004057032", "194502024732"
REASON = "Ramlade i entrén hos oss"


@pytest.fixture
def site():
    return SiteFactory()


def browser(site, role=Role.CARE_STAFF):
    client = Client()
    client.by = actor_at(site, role)
    client.force_login(client.by.user, backend=BACKEND)
    return client


def open_it(client, number=NUMBER, reason=REASON):
    return client.post("/personer/nodoppning/", {"number": number, "reason": reason})


def test_the_person_is_open_until_the_hour_and_then_404(site):
    staff, person = browser(site), person_at(sister(site), number=NUMBER)
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        assert staff.get(person.get_absolute_url()).status_code == 404
        assert open_it(staff)["Location"] == person.get_absolute_url()
    with time_machine.travel(now + OPEN_FOR - timedelta(seconds=1), tick=False):
        assert staff.get(person.get_absolute_url()).status_code == 200
    with time_machine.travel(now + OPEN_FOR, tick=False):
        assert staff.get(person.get_absolute_url()).status_code == 404


def test_unknown_elsewhere_and_protected_answer_in_the_same_words(site):
    staff = browser(site)
    person_at(SiteFactory(), number=ELSEWHERE)
    protected(person_at(sister(site), number=HIDDEN), staff.by.user)
    answers = [open_it(staff, number) for number in (NOBODYS, ELSEWHERE, HIDDEN)]
    assert {answer.status_code for answer in answers} == {200}
    assert {str(answer.context["form"].errors["number"]) for answer in answers} == {
        str(answers[0].context["form"].errors["number"])
    }
    assert AuditEntry.objects.filter(verb="people.glass_refused").count() == 3


def test_a_name_opens_nobody_and_a_short_reason_is_not_enough(site):
    staff = browser(site)
    person_at(sister(site), "Elsa", "Ek", number=NUMBER)
    assert open_it(staff, "Elsa Ek").context["form"].errors["number"]
    assert open_it(staff, reason="akut").context["form"].errors["reason"]
    assert not BreakGlass.objects.exists()


def test_who_tries_many_is_stopped_and_a_colleague_is_not(site):
    staff, colleague = browser(site), browser(site)
    person = person_at(sister(site), number=NUMBER)
    for _n in range(MOST_TRIES):
        open_it(staff, NOBODYS)
    assert open_it(staff)["Location"] != person.get_absolute_url()
    assert not BreakGlass.objects.exists()
    assert open_it(colleague)["Location"] == person.get_absolute_url()


@pytest.fixture
def glass(site):
    by, now = actor_at(site, Role.CARE_STAFF), timezone.now()
    person = person_at(sister(site), "Kanarievilda", "Ek", number=NUMBER)
    return BreakGlass.objects.create(
        person=person, user=by.user, unit=site, reason=REASON, at=now, until=now + timedelta(hours=8)
    )


def test_the_manager_reads_who_and_why_and_judges(site, glass):
    manager = browser(site, Role.UNIT_MANAGER)
    page = manager.get("/personer/nodoppningar/").content.decode()
    assert glass.user.name in page
    assert "Kanarievilda" not in page
    url = f"/personer/nodoppningar/{glass.pk}/"
    page = manager.get(url).content.decode()
    assert "Kanarievilda" in page
    assert REASON in page
    entry = AuditEntry.objects.get(verb="people.glass_read")
    assert f"people.person:{glass.person_id}" in entry.objects_touched
    assert manager.post(url, {"justified": "ja", "note": " ", "version": 1}).context["form"].errors["note"]
    assert manager.post(url, {"justified": "nej", "note": "Oklart", "version": 9}).status_code == 409
    assert manager.post(url, {"justified": "nej", "note": "Oklart", "version": 1}).status_code == 302
    assert "Inte befogad" in manager.get("/personer/nodoppningar/").content.decode()
    assert "Oklart" in manager.get(url).content.decode()


def test_somebody_whose_data_became_protected_is_not_named_to_the_manager(site, glass):
    protected(glass.person)
    page = browser(site, Role.UNIT_MANAGER).get(f"/personer/nodoppningar/{glass.pk}/").content.decode()
    assert "Kanarievilda" not in page
    assert "skyddade uppgifter" in page


def test_the_twins_manager_and_the_staff_do_not_read_it(site, glass):
    assert browser(SiteFactory(), Role.UNIT_MANAGER).get(f"/personer/nodoppningar/{glass.pk}/").status_code == 404
    assert browser(sister(site), Role.UNIT_MANAGER).get(f"/personer/nodoppningar/{glass.pk}/").status_code == 404
    assert browser(site).get(f"/personer/nodoppningar/{glass.pk}/").status_code == 403
    assert "Bedöm" not in browser(SiteFactory(), Role.UNIT_MANAGER).get("/personer/nodoppningar/").content.decode()


def test_the_managers_own_waits_for_another_manager(site, glass):
    manager = browser(site, Role.UNIT_MANAGER)
    BreakGlass.objects.update(user=manager.by.user)
    page = manager.get(f"/personer/nodoppningar/{glass.pk}/").content.decode()
    assert "din egen nödöppning" in page
    assert 'name="justified"' not in page


def test_somebody_who_turned_out_to_be_protected_is_not_named_by_the_name_before(site, glass):
    gone = glass.person
    gone.merged_into = protected(person_at(gone.relations.get().unit, "Någon"))
    gone.save()
    page = browser(site, Role.UNIT_MANAGER).get(f"/personer/nodoppningar/{glass.pk}/").content.decode()
    assert "Kanarievilda" not in page
    assert "skyddade uppgifter" in page


def test_whoever_takes_the_site_over_does_not_read_of_the_persons_before(site, glass):
    manager = browser(site, Role.UNIT_MANAGER)
    url = f"/personer/nodoppningar/{glass.pk}/"
    contract = site.parent.contracts.get()
    contract.provider = UnitFactory(kind=UnitKind.PROVIDER, parent=contract.provider.parent)
    contract.save()
    assert manager.get(url).status_code == 404
    assert glass.user.name not in manager.get("/personer/nodoppningar/").content.decode()
    contract.provider = glass.person.keeper
    contract.save()
    hand_over(
        person=glass.person,
        to_unit=SiteFactory(),
        reason="Flytt",
        on=timezone.localdate(),
        by=actor_at(glass.person.relations.get().unit),
    )
    assert manager.get(url).status_code == 200


@pytest.mark.parametrize("at", ["provider", "municipality"])
def test_the_managers_own_is_judged_from_above_without_the_name_when_no_other_manager_is_there(site, glass, at):
    manager = browser(site, Role.UNIT_MANAGER)
    BreakGlass.objects.update(user=manager.by.user)
    url = f"/personer/nodoppningar/{glass.pk}/"
    assert "bedöms av områdesansvarig" in manager.get(url).content.decode()
    provider = site.parent.contracts.get().provider
    above = browser(provider, Role.AREA_MANAGER) if at == "provider" else browser(provider.parent, Role.ADMINISTRATION)
    page = above.get(url).content.decode()
    assert manager.by.user.name in page
    assert REASON in page
    assert "Kanarievilda" not in page
    assert "skyddade" not in page
    assert above.get("/personer/nodoppningar/").status_code == 403
    assert above.post(url, {"justified": "ja", "note": "Frågat", "version": 1})["Location"] == "/"
    assert BreakGlass.objects.get().justified


def test_nobody_above_judges_what_a_manager_there_can_nor_at_another_caregiver(site, glass):
    url = f"/personer/nodoppningar/{glass.pk}/"
    stranger = browser(SiteFactory().parent.contracts.get().provider, Role.AREA_MANAGER)
    own = browser(site.parent.contracts.get().provider, Role.AREA_MANAGER)
    assert stranger.get(url).status_code == 404
    assert own.get(url).status_code == 200
    browser(site, Role.UNIT_MANAGER)
    assert own.get(url).status_code == 404
