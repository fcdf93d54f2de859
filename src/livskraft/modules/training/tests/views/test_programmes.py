"""Do the pages show who trains, make and change a programme exercise by exercise, and print it for the person?"""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.documents.report import Heading, Notice, Text, Together
from livskraft.modules.minigym.actions.equipment import take_out_of_use
from livskraft.modules.minigym.tests.factories import EquipmentFactory, EquipmentKindFactory, GymFactory
from livskraft.modules.training.actions.programmes import change_dose, end_programme
from livskraft.modules.training.models import Programme, Template
from livskraft.modules.training.papers.plans import programme_paper
from livskraft.modules.training.queries.plans import planned
from livskraft.modules.training.rules.vocabulary import Measure
from livskraft.modules.training.tests.plans import exercise_of, programme_of, session_of, wanted
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.actions.merging import merge
from livskraft.people.actions.persons import relate
from livskraft.people.rules.vocabulary import Purpose
from livskraft.people.tests.factories import person_at, protected, sister

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def site():
    return SiteFactory(name="Lunden")


@pytest.fixture
def by(site, now):
    return actor_at(site, Role.PHYSIOTHERAPIST, at=now)


@pytest.fixture
def staff(site, now):
    return actor_at(site, Role.CARE_STAFF, at=now)


@pytest.fixture
def person(site, now):
    return person_at(site, "Gun", "Prov", at=now - timedelta(days=90))


@pytest.fixture
def therapist(client, by):
    client.force_login(by.user)
    return client


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def posted(*exercises, site, by, **fields):
    """The page with a filled-in card for each exercise."""
    data = {"do": "save", "exercise": [each.pk for each in exercises], "site": site.pk}
    data["review_on"] = (by.today + timedelta(weeks=12)).isoformat()
    for each in exercises:
        card = {"sets": "2", "repetitions": "10", "effort": "5", "progression": "effort", "caution": ""}
        card |= {"kilos": "12,5"} if each.loaded else {}
        data |= {f"ex{each.pk}-{name}": value for name, value in card.items()}
    return data | fields


def test_who_trains_here_is_listed_with_the_latest_session(client, therapist, site, by, staff, person):
    programme = programme_of(person, by)
    session_of(programme, by)
    text = page(therapist, "/traning/")
    assert "Gun Prov" in text
    assert "senaste pass" in text
    assert "gås igenom senast" in text
    client.force_login(staff.user)
    text = page(client, "/traning/")
    assert "Gun Prov" in text
    assert "gås igenom senast" not in text
    assert AuditEntry.objects.filter(verb="training.programmes_read", user_id=staff.user.pk).count() == 1


def test_an_empty_list_says_what_to_do(therapist, client, staff):
    assert "Sök en person" in page(therapist, "/traning/")
    client.force_login(staff.user)
    assert "En fysioterapeut eller arbetsterapeut gör programmet" in page(client, "/traning/")


def test_only_those_whom_one_may_see_and_whose_programme_holds_are_listed(therapist, site, by, now, person):
    other = SiteFactory(name="Annanstans")
    stranger = person_at(other, "Okänd", "Främling", at=now)
    programme_of(stranger, actor_at(other, Role.PHYSIOTHERAPIST, at=now))
    hidden = person_at(site, "Dold", "Skyddad", at=now)
    programme_of(hidden, by)
    protected(hidden)
    ended = person_at(site, "Ensam", "Avslutad", at=now)
    end_programme(programme=programme_of(ended, by), by=by)
    programme_of(person, by)
    text = page(therapist, "/traning/")
    for name in ("Främling", "Skyddad", "Avslutad"):
        assert name not in text
    assert "Gun Prov" in text


def test_a_named_reader_sees_who_is_protected_and_that_they_are(therapist, site, by, now):
    hidden = person_at(site, "Dold", "Skyddad", at=now)
    programme_of(hidden, by)
    protected(hidden, by.user, at=now)
    text = page(therapist, "/traning/")
    assert "Dold Skyddad" in text
    assert "Skyddade uppgifter" in text


def test_the_list_costs_the_same_for_one_and_for_twenty(therapist, site, by, now, person):
    def cost():
        page(therapist, "/traning/")
        with CaptureQueriesContext(connection) as captured:
            page(therapist, "/traning/")
        return len(captured)

    session_of(programme_of(person, by), by)
    one = cost()
    for number in range(19):
        session_of(programme_of(person_at(site, f"Person{number}", at=now), by), by)
    assert cost() == one


def test_the_twenty_sixth_is_on_the_next_page(therapist, site, by, now):
    for number in range(26):
        programme_of(person_at(site, f"Person{number:02}", at=now), by)
    text = page(therapist, "/traning/")
    assert "Person24" in text
    assert "Person25" not in text
    assert "efter=" in text


def test_the_way_from_a_person_leads_to_the_programme_or_to_making_one(therapist, client, staff, by, person):
    assert "Träningsprogram" in page(therapist, f"/personer/{person.pk}/")
    text = page(therapist, f"/traning/person/{person.pk}/program/")
    assert f"/traning/person/{person.pk}/program/nytt/" in text
    programme = programme_of(person, by)
    answer = therapist.get(f"/traning/person/{person.pk}/program/")
    assert answer["Location"] == f"/traning/program/{programme.pk}/"
    end_programme(programme=programme, by=by)
    assert "Avslutade program" in page(therapist, f"/traning/person/{person.pk}/program/")
    client.force_login(staff.user)
    assert "/nytt/" not in page(client, f"/traning/person/{person.pk}/program/")


def test_a_template_gives_the_exercises_and_no_doses(therapist, person):
    chosen = [exercise_of(), exercise_of("Rodd")]
    template = Template.objects.create(name="Ben", name_key="ben", sort_key="ben")
    template.exercises.set([*chosen, exercise_of("Gammal", retired_at=timezone.now())])
    text = page(therapist, f"/traning/person/{person.pk}/program/nytt/")
    assert f"?urval={template.pk}" in text
    text = page(therapist, f"/traning/person/{person.pk}/program/nytt/?urval={template.pk}")
    for each in chosen:
        assert f'name="ex{each.pk}-sets"' in text
        start = text.index(f'name="ex{each.pk}-sets"')
        assert "value=" not in text[start : text.index(">", start)]
    assert "Gammal" not in text
    assert therapist.get(f"/traning/person/{person.pk}/program/nytt/?urval=999").status_code == 404


def test_a_template_that_nobody_has_adapted_is_never_saved(therapist, person, site, by):
    chosen = [exercise_of(), exercise_of("Rodd")]
    untouched = {"do": "save", "exercise": [each.pk for each in chosen], "site": site.pk}
    untouched["review_on"] = (by.today + timedelta(weeks=12)).isoformat()
    text = therapist.post(f"/traning/person/{person.pk}/program/nytt/", untouched).content.decode()
    # The summary leads to each exercise, and what to do stands at each field.
    assert f'<a href="#id_ex{chosen[0].pk}-sets">Benpress: rätta Omgångar, Gånger, Kilo och Ökas.</a>' in text
    assert "Rodd: rätta Omgångar, Gånger, Kilo och Ökas." in text
    assert text.count("Fyll i det här fältet.") == 6
    one = posted(chosen[0], site=site, by=by) | {"exercise": [each.pk for each in chosen]}
    text = therapist.post(f"/traning/person/{person.pk}/program/nytt/", one).content.decode()
    assert "Rodd: rätta Omgångar, Gånger, Kilo och Ökas." in text
    assert "Benpress: rätta" not in text
    assert 'value="12,5"' in text
    assert not Programme.objects.exists()


def test_a_programme_is_saved_with_each_dose(therapist, person, site, by):
    press, row = exercise_of(), exercise_of("Rodd", loaded=False)
    answer = therapist.post(f"/traning/person/{person.pk}/program/nytt/", posted(press, row, site=site, by=by))
    programme = Programme.objects.get()
    assert answer["Location"] == f"/traning/program/{programme.pk}/"
    assert [(each.exercise, each.kilos) for each in programme.doses.all()] == [(press, Decimal("12.5")), (row, None)]


def test_time_is_written_in_minutes_and_seconds_as_one_says_it(therapist, person, site, by):
    bike = exercise_of("Cykla lugnt", measure=Measure.SECONDS, loaded=False)
    address, key = f"/traning/person/{person.pk}/program/nytt/", f"ex{bike.pk}"
    untimed = posted(bike, site=site, by=by)
    text = therapist.post(address, untimed).content.decode()
    assert "Cykla lugnt, Minuter: Skriv hur länge, i minuter eller sekunder." in text
    text = therapist.post(address, untimed | {f"{key}-minutes": "60", f"{key}-seconds": "1"}).content.decode()
    assert "Skriv högst 60 minuter sammanlagt." in text
    text = therapist.post(address, untimed | {f"{key}-minutes": "90"}).content.decode()
    assert "Skriv högst 60." in text
    text = therapist.post(address, untimed | {f"{key}-minutes": "0"}).content.decode()
    assert "Skriv hur länge" in text
    assert therapist.post(address, untimed | {f"{key}-minutes": "5"}).status_code == 302
    programme = Programme.objects.get()
    assert programme.doses.get().seconds == 300
    assert "2 omgångar med 5 minuter" in page(therapist, f"/traning/program/{programme.pk}/")
    form = page(therapist, f"/traning/program/{programme.pk}/ovning/{bike.pk}/")
    assert 'value="5"' in form
    assert 'value="300"' not in form


def test_cards_come_and_go_and_nothing_typed_is_lost(therapist, person, site, by):
    press, row = exercise_of(), exercise_of("Rodd")
    address = f"/traning/person/{person.pk}/program/nytt/"
    text = therapist.post(address, posted(press, site=site, by=by, do="add", add=row.pk)).content.decode()
    # The page opens where one goes on.
    assert [tag for tag in text.split("<") if "autofocus" in tag and f'name="ex{row.pk}-sets"' in tag]
    assert text.count("autofocus") == 1
    assert f'name="ex{row.pk}-sets"' in text
    assert 'value="12,5"' in text
    assert "ds-error-summary" not in text
    text = therapist.post(address, posted(press, row, site=site, by=by, do="", remove=row.pk)).content.decode()
    assert f'name="ex{row.pk}-sets"' not in text
    assert f'name="ex{press.pk}-sets"' in text
    assert not Programme.objects.exists()


def test_what_cannot_be_is_said_beside_the_field(therapist, person, site, by):
    press = exercise_of()
    key = f"ex{press.pk}"
    wrong = posted(press, site=site, by=by) | {f"{key}-sets": "11", f"{key}-kilos": "mycket", f"{key}-repetitions": "0"}
    text = therapist.post(f"/traning/person/{person.pk}/program/nytt/", wrong).content.decode()
    for said in ("Skriv högst 10.", "Skriv minst 1.", "Benpress: rätta Omgångar, Gånger och Kilo."):
        assert said in text
    assert 'value="mycket"' in text
    text = therapist.post(
        f"/traning/person/{person.pk}/program/nytt/",
        posted(press, site=site, by=by, review_on=by.today.isoformat()),
    ).content.decode()
    assert "Välj en dag som kommer." in text
    text = therapist.post(f"/traning/person/{person.pk}/program/nytt/", posted(site=site, by=by)).content.decode()
    assert "Välj minst en övning." in text
    assert not Programme.objects.exists()


@pytest.mark.parametrize("sent", [["x"], ["-1"], ["99999999999999999999"], ["²"], []])
def test_exercises_that_are_none_are_left_out(therapist, person, sent):
    answer = therapist.post(f"/traning/person/{person.pk}/program/nytt/", {"do": "save", "exercise": sent})
    assert answer.status_code == 200


def test_the_page_shows_each_exercise_and_what_was_done_last(therapist, by, person):
    programme = programme_of(person, by, exercise_of(warning="Håll ryggen rak."), exercise_of("Rodd"))
    session_of(programme, by, effort=3)
    text = page(therapist, f"/traning/program/{programme.pk}/")
    assert "2 omgångar med 10 gånger, 20 kilo" in text
    assert "Ska kännas som 5 av 10." in text
    assert "kändes 3 av 10" in text
    assert "Håll ryggen rak." in text
    assert "Pass i veckan" in text


def test_how_it_has_gone_is_drawn_and_stands_in_tables(therapist, by, person, now):
    programme = programme_of(person, replace(by, at=now - timedelta(days=30)))
    session_of(programme, by, by.today - timedelta(days=20), kilos=Decimal(15))
    session_of(programme, by, kilos=Decimal("22.5"))
    text = page(therapist, f"/traning/program/{programme.pk}/")
    assert "Kurva över Benpress: från 15 till 22,5 kilo" in text
    assert "2 omgångar med 10 gånger, 22,5 kilo" in text
    week = by.today.isocalendar().week
    begun = by.today - timedelta(days=30)
    number = (by.today - timedelta(days=by.today.weekday()) - begun + timedelta(days=begun.weekday())).days // 7 + 1
    assert f"2 pass på {number} veckor, till och med vecka {week}." in text
    # The numbers are there for who wants them, and do not make the page long.
    assert text.count('<details class="lk-report__folded">') == 2


def test_the_weeks_after_the_programme_ended_are_not_told_as_weeks_without_a_session(therapist, by, person, now):
    programme = programme_of(person, replace(by, at=now - timedelta(days=80)))
    session_of(programme, replace(by, at=now - timedelta(days=70)))
    end_programme(programme=programme, by=replace(by, at=now - timedelta(days=60)))
    week = (by.today - timedelta(days=60)).isocalendar().week
    text = page(therapist, f"/traning/program/{programme.pk}/")
    assert f"veckor, till och med vecka {week}." in text
    assert "1 pass på" in text


def test_a_curve_of_time_is_told_in_minutes(therapist, by, person, now):
    bike = exercise_of("Cykla lugnt", measure=Measure.SECONDS, loaded=False)
    programme = programme_of(person, replace(by, at=now - timedelta(days=30)), bike)
    for days, seconds in ((20, 90), (10, 300)):
        dose = programme.doses.get(ended_at=None)
        changed = change_dose(dose=dose, wanted=wanted(bike, seconds=seconds), by=by)
        assert changed.seconds == seconds
        session_of(programme, by, by.today - timedelta(days=days))
    assert "från 1,5 till 5 minuter" in page(therapist, f"/traning/program/{programme.pk}/")


def test_what_is_lighter_than_meant_is_shown_to_who_may_change_it(therapist, client, by, staff, person, now):
    programme = programme_of(person, replace(by, at=now - timedelta(days=5)))
    session_of(programme, by, by.today - timedelta(days=2), effort=4)
    told = "De två senaste passen var lättare än målet"
    assert told not in page(therapist, f"/traning/program/{programme.pk}/")
    session_of(programme, by, effort=4)
    assert told in page(therapist, f"/traning/program/{programme.pk}/")
    client.force_login(staff.user)
    assert told not in page(client, f"/traning/program/{programme.pk}/")


def test_equipment_out_of_use_shows_what_to_do_instead(therapist, site, by, person):
    gym = GymFactory(site=site)
    item = EquipmentFactory(gym=gym, kind=EquipmentKindFactory(name="Benpress"))
    chair = exercise_of("Uppresning från stol", loaded=False, steps="Res dig upp.")
    programme = programme_of(
        person,
        by,
        exercise_of(kind="Benpress", alternative=chair),
        exercise_of("Rodd", kind="Roddmaskin"),
    )
    text = page(therapist, f"/traning/program/{programme.pk}/")
    assert "ur bruk" not in text
    assert "Roddmaskin finns inte här" in text
    assert "Det finns ingen annan övning att göra i stället." in text
    take_out_of_use(item=item, reason="Trasig", by=actor_at(site, Role.UNIT_MANAGER))
    text = page(therapist, f"/traning/program/{programme.pk}/")
    assert "Benpress är ur bruk just nu" in text
    assert "Uppresning från stol" in text
    assert "Res dig upp." in text


def test_a_dose_is_changed_by_itself(therapist, by, person):
    programme = programme_of(person, by)
    press = programme.doses.get().exercise
    address = f"/traning/program/{programme.pk}/ovning/{press.pk}/"
    assert 'value="20"' in page(therapist, address)
    data = {"sets": "3", "repetitions": "8", "kilos": "22,5", "effort": "6", "progression": "weekly", "caution": ""}
    answer = therapist.post(address, data | {"version": "1"})
    assert answer.status_code == 302
    dose = programme.doses.get(ended_at=None)
    assert (dose.sets, dose.repetitions, dose.kilos, dose.effort) == (3, 8, Decimal("22.5"), 6)


def test_two_therapists_meet_and_both_see_what_differs(therapist, by, person):
    programme = programme_of(person, by)
    dose = programme.doses.get()
    address = f"/traning/program/{programme.pk}/ovning/{dose.exercise_id}/"
    page(therapist, address)
    change_dose(dose=dose, wanted=wanted(dose.exercise, sets=4, progression="weekly"), version=1, by=by)
    data = {"sets": "3", "repetitions": "10", "kilos": "20", "effort": "5", "progression": "effort", "caution": ""}
    answer = therapist.post(address, data | {"version": "1"})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Lite varje vecka, om det går bra" in text
    assert 'name="version" value="2"' in text
    assert therapist.post(address, data | {"version": "2"}).status_code == 302
    assert programme.doses.get(ended_at=None).sets == 3


def test_an_exercise_is_added_and_taken_out(therapist, by, person):
    programme = programme_of(person, by)
    row = exercise_of("Rodd", loaded=False)
    address = f"/traning/program/{programme.pk}/ny-ovning/"
    assert f"?ovning={row.pk}" in page(therapist, address)
    data = {"sets": "2", "repetitions": "10", "effort": "", "progression": "therapist", "caution": "slowly"}
    assert therapist.post(f"{address}?ovning={row.pk}", data | {"version": "1"}).status_code == 302
    assert programme.doses.count() == 2
    gone = therapist.post(f"/traning/program/{programme.pk}/ovning/{row.pk}/ta-bort/", follow=True)
    assert "borttagen ur programmet" in gone.content.decode()
    press = programme.doses.get(ended_at=None).exercise
    last = therapist.post(f"/traning/program/{programme.pk}/ovning/{press.pk}/ta-bort/", follow=True)
    assert "Avsluta programmet i stället" in last.content.decode()
    assert therapist.get(f"/traning/program/{programme.pk}/ovning/{row.pk}/").status_code == 404
    for nothing in ("999", "x", "99999999999999"):
        assert therapist.get(f"{address}?ovning={nothing}").status_code == 404


def test_gone_through_it_is_due_again_on_the_day_that_is_chosen(therapist, by, person):
    programme = programme_of(person, by, weeks=1)
    assert "Dags att gå igenom programmet" in page(therapist, f"/traning/program/{programme.pk}/")
    day = by.today + timedelta(weeks=8)
    answer = therapist.post(
        f"/traning/program/{programme.pk}/genomgang/", {"review_on": day.isoformat(), "version": "1"}
    )
    assert answer.status_code == 302
    programme.refresh_from_db()
    assert programme.review_on == day
    # Whoever comes second is told in words what was changed meanwhile.
    later = {"review_on": (day + timedelta(days=1)).isoformat(), "version": "1"}
    second = therapist.post(f"/traning/program/{programme.pk}/genomgang/", later)
    assert second.status_code == 409
    assert f"Programmet från {by.today}" in second.content.decode()
    assert "Dags att gå igenom programmet" not in page(therapist, f"/traning/program/{programme.pk}/")


def test_ended_it_can_be_read_but_not_filled_in(therapist, by, person):
    programme = programme_of(person, by)
    assert therapist.post(f"/traning/program/{programme.pk}/avsluta/").status_code == 302
    text = page(therapist, f"/traning/program/{programme.pk}/")
    assert "Programmet är avslutat" in text
    assert "Fyll i dagens pass" not in text
    assert therapist.get(f"/traning/pass/{programme.pk}/").status_code == 302


def test_staff_read_and_print_but_do_not_change(client, by, staff, person):
    programme = programme_of(person, by)
    client.force_login(staff.user)
    text = page(client, f"/traning/program/{programme.pk}/")
    for may_not in ("Ändra Benpress", "Avsluta programmet", "Lägg till en övning"):
        assert may_not not in text
    exercise = programme.doses.get().exercise_id
    for address in (f"ovning/{exercise}/", "ny-ovning/", "genomgang/"):
        assert client.get(f"/traning/program/{programme.pk}/{address}").status_code == 403
    assert client.get(f"/traning/person/{person.pk}/program/nytt/").status_code == 403


def test_somebody_elses_programme_does_not_exist(client, site, by, person, now):
    programme = programme_of(person, by)
    for other in (sister(site), SiteFactory()):
        for role in (Role.PHYSIOTHERAPIST, Role.CARE_STAFF):
            client.force_login(actor_at(other, role, at=now).user)
            for address in (f"/traning/program/{programme.pk}/", f"/traning/pass/{programme.pk}/"):
                assert client.get(address).status_code == 404


def test_staff_of_another_place_do_not_see_where_somebody_they_know_trains(client, site, by, person, now):
    programme = programme_of(person, by)
    other = sister(site)
    relate(person=person, unit=other, purpose=Purpose.MEETING_PLACE, by=by)
    client.force_login(actor_at(other, Role.CARE_STAFF, at=now).user)
    assert client.get(f"/traning/program/{programme.pk}/").status_code == 404
    assert "Inget program just nu" in page(client, f"/traning/person/{person.pk}/program/")
    client.force_login(actor_at(other, Role.PHYSIOTHERAPIST, at=now).user)
    assert client.get(f"/traning/program/{programme.pk}/").status_code == 200


def test_who_was_merged_keeps_what_they_trained_under_the_name_that_stands(therapist, site, by, now):
    kept, gone = person_at(site, "Rätt", "Namn", at=now), person_at(site, "Fel", "Namn", at=now)
    programme = programme_of(gone, by)
    session_of(programme, by)
    merge(kept=kept, gone=gone, by=actor_at(site, Role.UNIT_MANAGER, at=now))
    for address in ("/traning/", f"/traning/program/{programme.pk}/", f"/traning/pass/{programme.pk}/?dag=2020-01-01"):
        text = page(therapist, address)
        assert "Rätt Namn" in text
        assert "Fel Namn" not in text
    assert therapist.get(f"/traning/person/{kept.pk}/program/")["Location"] == f"/traning/program/{programme.pk}/"


def test_the_page_costs_the_same_for_one_exercise_and_for_many(therapist, by, person, now):
    def cost(programme):
        page(therapist, f"/traning/program/{programme.pk}/")
        with CaptureQueriesContext(connection) as captured:
            page(therapist, f"/traning/program/{programme.pk}/")
        return len(captured)

    first = replace(by, at=now - timedelta(days=60))
    programme = programme_of(person, first)
    session_of(programme, by)
    one = cost(programme)
    end_programme(programme=programme, by=by)
    many = programme_of(person, replace(first, user=by.user), *[exercise_of(f"Övning {each}") for each in range(12)])
    for days in range(1, 21):
        session_of(many, by, by.today - timedelta(days=days))
    assert cost(many) == one


def test_the_reading_is_in_the_log_before_it_is_told(therapist, by, person):
    programme = programme_of(person, by)
    page(therapist, f"/traning/program/{programme.pk}/")
    assert AuditEntry.objects.filter(verb="training.programme_read").count() == 1
    therapist.get(f"/traning/program/{programme.pk}/utskrift/")
    assert AuditEntry.objects.filter(verb="training.programme_printed").count() == 1


def test_the_printout_is_a_pdf_and_names_nobody_who_is_protected(therapist, by, person, now):
    programme = programme_of(person, by)
    answer = therapist.get(f"/traning/program/{programme.pk}/utskrift/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    protected(person, by.user, at=now)
    answer = therapist.get(f"/traning/program/{programme.pk}/utskrift/")
    assert answer.status_code == 200
    assert b"Prov" not in answer.content


def test_the_paper_says_each_exercise_step_by_step_in_large_type(by, person):
    programme = programme_of(person, by, exercise_of(warning="Håll ryggen rak."))
    paper = programme_paper(
        planned(programme, {}), name="Gun Prov", site="Lunden", review_on=programme.review_on, today=by.today
    )
    assert paper.on_a_wall
    assert paper.subtitle == "för Gun Prov"
    texts = [each.text for each in paper.singles if isinstance(each, Heading | Text | Notice)]
    assert texts[0] == "1. Benpress"
    assert "2 omgångar med 10 gånger, 20 kilo" in texts
    assert "Det ska kännas som 5 av 10." in texts
    assert "Håll ryggen rak." in texts
    # An exercise is never torn apart between two pages.
    assert all(isinstance(each, Together) for each in paper.blocks)
    nameless = programme_paper(planned(programme, {}), name="", site="", review_on=programme.review_on, today=by.today)
    assert (nameless.subtitle, nameless.meta) == ("", [])
