"""Can a session be ticked on a phone with last time's values there, put right, and removed with its reason?"""

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from livskraft.access.models import AuditEntry
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.minigym.actions.equipment import take_out_of_use
from livskraft.modules.minigym.actions.guidance import guide_staff
from livskraft.modules.minigym.tests.factories import EquipmentFactory, EquipmentKindFactory, GymFactory
from livskraft.modules.training.actions.programmes import change_dose
from livskraft.modules.training.actions.sessions import remove_session
from livskraft.modules.training.models import TrainingSession
from livskraft.modules.training.rules.vocabulary import Measure, Mistake
from livskraft.modules.training.tests.plans import exercise_of, programme_of, session_of, wanted
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.tests.factories import person_at

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
def programme(site, by, now):
    early = now - timedelta(days=60)
    return programme_of(person_at(site, "Gun", "Prov", at=early), replace(by, at=early))


@pytest.fixture
def worker(client, staff):
    client.force_login(staff.user)
    return client


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def sent(programme, on, *, noted="together", version="", **values):
    """What the page sends when every dose that holds is ticked."""
    data = {"on": on.isoformat(), "noted": noted, "version": version, "dose": []}
    for dose in programme.doses.filter(ended_at=None):
        data["dose"].append(dose.pk)
        card = {"done": "on", "sets": "2", "repetitions": "10", "kilos": "20", "effort": "4"} | values
        data |= {f"{name}_{dose.pk}": value for name, value in card.items() if value is not None}
    return data


def test_last_times_values_are_there_and_nothing_is_ticked(worker, programme, by):
    dose = programme.doses.get()
    text = page(worker, f"/traning/pass/{programme.pk}/")
    assert 'value="20,0"' in text or 'value="20"' in text
    session_of(programme, by, by.today - timedelta(days=3), kilos=Decimal("22.5"), repetitions=12)
    text = page(worker, f"/traning/pass/{programme.pk}/")
    assert 'value="22,5"' in text
    assert 'value="12"' in text
    start = text.index(f'name="done_{dose.pk}"')
    assert "checked" not in text[start : text.index(">", start)]


def test_a_session_is_saved_and_is_put_right_the_next_time_it_is_opened(worker, programme, by):
    answer = worker.post(f"/traning/pass/{programme.pk}/", sent(programme, by.today))
    assert answer["Location"] == f"/traning/program/{programme.pk}/"
    session = TrainingSession.objects.get()
    assert session.results.get().kilos == Decimal(20)
    again = worker.get(f"/traning/pass/{programme.pk}/")
    assert again["Location"] == f"/traning/pass/ratta/{session.pk}/"
    text = page(worker, again["Location"])
    assert "checked" in text
    answer = worker.post(again["Location"], sent(programme, by.today, version="1", kilos="25"))
    assert answer.status_code == 302
    assert session.results.get().kilos == Decimal(25)


def test_last_time_is_another_time_also_when_a_session_is_put_right(worker, programme, by):
    session_of(programme, by, by.today - timedelta(days=3), repetitions=12)
    between = session_of(programme, by, by.today - timedelta(days=2), repetitions=13)
    session_of(programme, by, by.today - timedelta(days=1), repetitions=14)
    text = page(worker, f"/traning/pass/ratta/{between.pk}/")
    assert "2 omgångar med 12 gånger" in text
    assert "med 13 gånger" not in text
    assert "med 14 gånger" not in text


def test_what_is_not_ticked_was_not_done_whatever_stands_there(worker, site, by, now):
    early = now - timedelta(days=3)
    person = person_at(site, "Två", at=early)
    programme = programme_of(person, replace(by, at=early), exercise_of(), exercise_of("Rodd"))
    press, row = programme.doses.all()
    data = sent(programme, by.today)
    del data[f"done_{row.pk}"]
    data[f"kilos_{row.pk}"] = "trasigt"
    assert worker.post(f"/traning/pass/{programme.pk}/", data).status_code == 302
    assert [each.dose for each in TrainingSession.objects.get().results.all()] == [press]


def test_nothing_ticked_is_said_and_kept_on_the_page(worker, programme, by):
    answer = worker.post(f"/traning/pass/{programme.pk}/", sent(programme, by.today, done=None, sets="7"))
    text = answer.content.decode()
    assert "Kryssa i minst en övning som är gjord." in text
    assert 'value="7"' in text
    assert not TrainingSession.objects.exists()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"sets": ""}, "Benpress, Omgångar: Fyll i det här fältet."),
        ({"sets": "11"}, "Benpress, Omgångar: Skriv högst 10."),
        ({"repetitions": "101"}, "Benpress, Gånger: Skriv högst 100."),
        ({"repetitions": ""}, "Benpress, Gånger: Fyll i det här fältet."),
        ({"kilos": "300,1"}, "Benpress, Kilo: Skriv högst 300."),
        ({"kilos": "-1"}, "Benpress, Kilo: Skriv minst 0."),
        ({"kilos": "tungt"}, "Benpress, Kilo: "),
        ({"effort": "11"}, "Benpress, Så kändes det, 0–10: "),
    ],
)
def test_what_cannot_have_been_done_is_said_with_the_name_of_the_exercise(worker, programme, by, values, said):
    text = worker.post(f"/traning/pass/{programme.pk}/", sent(programme, by.today, **values)).content.decode()
    assert said in text
    assert not TrainingSession.objects.exists()


@pytest.mark.parametrize("days", [1, -61])
def test_a_day_to_come_and_one_before_the_programme_are_refused(worker, programme, by, days):
    data = sent(programme, by.today + timedelta(days=days))
    text = worker.post(f"/traning/pass/{programme.pk}/", data).content.decode()
    assert "Välj en dag" in text
    assert not TrainingSession.objects.exists()


@pytest.mark.parametrize("on", ["", "i går", "2026-02-30", "0001-01-01", "9999-12-31"])
def test_a_day_that_is_none_is_said(worker, programme, by, on):
    data = sent(programme, by.today) | {"on": on}
    assert worker.post(f"/traning/pass/{programme.pk}/", data).status_code == 200
    assert worker.get(f"/traning/pass/{programme.pk}/?dag={on}").status_code == 200
    assert not TrainingSession.objects.exists()


def test_an_earlier_day_is_opened_by_its_date(worker, programme, by):
    day = by.today - timedelta(days=2)
    assert f'value="{day.isoformat()}"' in page(worker, f"/traning/pass/{programme.pk}/?dag={day.isoformat()}")
    session = session_of(programme, by, day)
    answer = worker.get(f"/traning/pass/{programme.pk}/?dag={day.isoformat()}")
    assert answer["Location"] == f"/traning/pass/ratta/{session.pk}/"


def test_what_stands_in_the_way_leaves_only_what_was_done_instead_to_fill_in(worker, site, by, now):
    gym = GymFactory(site=site)
    item = EquipmentFactory(gym=gym, kind=EquipmentKindFactory(name="Benpress"))
    chair = exercise_of("Uppresning från stol", loaded=False)
    early = now - timedelta(days=9)
    press = exercise_of(kind="Benpress", alternative=chair)
    programme = programme_of(person_at(site, "Ett", at=early), replace(by, at=early), press)
    dose = programme.doses.get()
    session_of(programme, by, by.today - timedelta(days=2))
    take_out_of_use(item=item, reason="Trasig", by=actor_at(site, Role.UNIT_MANAGER))
    text = page(worker, f"/traning/pass/{programme.pk}/")
    assert "Benpress är ur bruk just nu" in text
    assert "Uppresning från stol" in text
    assert f'name="kilos_{dose.pk}"' not in text
    data = sent(programme, by.today, repetitions=None, kilos=None)
    assert worker.post(f"/traning/pass/{programme.pk}/", data).status_code == 302
    result = TrainingSession.objects.get(on=by.today).results.get()
    assert (result.sets, result.repetitions, result.kilos) == (2, None, None)
    text = page(worker, f"/traning/program/{programme.pk}/")
    assert "20 kilo" in text
    earlier = page(worker, f"/traning/pass/{programme.pk}/?dag={(by.today - timedelta(days=1)).isoformat()}")
    assert f'name="kilos_{dose.pk}"' in earlier


def test_staff_who_are_not_guided_are_not_offered_to_fill_in_alone(worker, programme, site, by, staff):
    assert 'value="staff"' not in page(worker, f"/traning/pass/{programme.pk}/")
    text = worker.post(f"/traning/pass/{programme.pk}/", sent(programme, by.today, noted="staff")).content.decode()
    assert not TrainingSession.objects.exists()
    kind = EquipmentKindFactory(name="Benpress")
    EquipmentFactory(gym=GymFactory(site=site), kind=kind)
    guide_staff(site=site, people=[staff.user], kinds=[kind], on=by.today - timedelta(days=1), by=by)
    assert 'value="staff"' in page(worker, f"/traning/pass/{programme.pk}/")
    assert worker.post(f"/traning/pass/{programme.pk}/", sent(programme, by.today, noted="staff")).status_code == 302, (
        text
    )


def test_pressing_twice_is_once(worker, programme, by):
    for _press in range(2):
        assert worker.post(f"/traning/pass/{programme.pk}/", sent(programme, by.today)).status_code == 302
    assert TrainingSession.objects.get().version == 1


def test_two_who_fill_in_the_same_day_see_both_and_either_can_be_kept(worker, programme, by):
    session_of(programme, by)
    data = sent(programme, by.today, kilos="25")
    answer = worker.post(f"/traning/pass/{programme.pk}/", data)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "2 omgångar med 10 gånger, 20 kilo, kändes 5 av 10" in text
    assert "2 omgångar med 10 gånger, 25 kilo, kändes 4 av 10" in text
    assert worker.post(f"/traning/pass/{programme.pk}/", data | {"version": "1"}).status_code == 302
    assert TrainingSession.objects.get().results.get().kilos == Decimal(25)


def test_a_therapist_who_changes_a_dose_meanwhile_costs_nothing_typed(worker, programme, by):
    data = sent(programme, by.today)
    before = programme.doses.get()
    change_dose(dose=before, wanted=wanted(before.exercise, sets=3), by=by)
    assert worker.post(f"/traning/pass/{programme.pk}/", data).status_code == 302
    assert TrainingSession.objects.get().results.get().dose == before
    text = page(worker, f"/traning/pass/ratta/{TrainingSession.objects.get().pk}/")
    assert text.count('class="tr-tick"') == 1


def test_a_session_removed_meanwhile_is_said(worker, programme, by):
    session = session_of(programme, by)
    address = f"/traning/pass/ratta/{session.pk}/"
    page(worker, address)
    remove_session(session=session, because=Mistake.OTHER_DAY, by=by)
    assert worker.post(address, sent(programme, by.today, version="1", kilos="25")).status_code == 404


def test_a_session_is_removed_with_a_reason(worker, programme, by):
    session = session_of(programme, by)
    address = f"/traning/pass/ta-bort/{session.pk}/"
    assert "Passet blev inte av" in page(worker, address)
    assert worker.post(address, {"version": "1"}).status_code == 200
    answer = worker.post(address, {"because": "not_held", "version": "1"})
    assert answer["Location"] == f"/traning/program/{programme.pk}/"
    assert not TrainingSession.objects.exists()
    assert AuditEntry.objects.get(verb="training.session_removed").field_names == ["not_held"]


def test_an_exercise_in_time_asks_for_minutes_and_seconds(worker, site, by, now):
    stand = exercise_of("Stå", measure=Measure.SECONDS, loaded=False)
    early = now - timedelta(days=1)
    programme = programme_of(person_at(site, "Tid", at=early), replace(by, at=early), stand)
    dose = programme.doses.get()
    text = page(worker, f"/traning/pass/{programme.pk}/")
    assert f'name="seconds_{dose.pk}" value="30"' in text
    assert f'name="minutes_{dose.pk}"' in text
    empty = sent(programme, by.today, repetitions=None, kilos=None)
    text = worker.post(f"/traning/pass/{programme.pk}/", empty).content.decode()
    assert "Stå, Minuter: Skriv hur länge, i minuter eller sekunder." in text
    data = sent(programme, by.today, repetitions=None, kilos=None, seconds="45")
    assert worker.post(f"/traning/pass/{programme.pk}/", data).status_code == 302
    assert TrainingSession.objects.get().results.get().seconds == 45
    address = f"/traning/pass/ratta/{TrainingSession.objects.get().pk}/"
    data |= {f"minutes_{dose.pk}": "2", f"seconds_{dose.pk}": "", "version": "1"}
    assert worker.post(address, data).status_code == 302
    assert TrainingSession.objects.get().results.get().seconds == 120


def test_the_day_of_a_session_that_is_put_right_is_read_as_text(worker, programme, by):
    session = session_of(programme, by)
    text = page(worker, f"/traning/pass/ratta/{session.pk}/")
    assert 'name="on"' not in text
    assert "<dt>Dag</dt>" in text
    data = sent(programme, by.today, version="1", kilos="25")
    del data["on"]
    assert worker.post(f"/traning/pass/ratta/{session.pk}/", data).status_code == 302
    assert TrainingSession.objects.get().on == by.today


def test_staff_read_in_plain_words_what_filling_in_on_ones_own_takes(worker, programme):
    text = page(worker, f"/traning/pass/{programme.pk}/")
    assert "Den som har fått vägledning på utrustningen av en fysioterapeut" in text
    assert "är vägledd" not in text


def test_every_session_can_be_reached_to_be_put_right_a_page_at_a_time(worker, programme, by):
    held = [session_of(programme, by, by.today - timedelta(days=days)) for days in range(26)]
    text = page(worker, f"/traning/program/{programme.pk}/")
    assert "Visa alla pass" in text
    assert f"/traning/pass/ratta/{held[6].pk}/" not in text
    first = page(worker, f"/traning/program/{programme.pk}/pass/")
    assert f"/traning/pass/ratta/{held[24].pk}/" in first
    assert f"/traning/pass/ratta/{held[25].pk}/" not in first
    (following,) = [part.split('"')[0] for part in first.split('href="') if "efter=" in part.split('"')[0]]
    assert f"/traning/pass/ratta/{held[25].pk}/" in page(worker, following.replace("&amp;", "&"))


def test_where_all_sessions_are_shown_there_are_no_more_to_show(worker, programme, by):
    session_of(programme, by)
    assert "Visa alla pass" not in page(worker, f"/traning/program/{programme.pk}/")


def test_sessions_of_others_do_not_exist(client, programme, by, now):
    session = session_of(programme, by)
    client.force_login(actor_at(SiteFactory(), Role.CARE_STAFF, at=now).user)
    for address in (f"/traning/pass/ratta/{session.pk}/", f"/traning/pass/ta-bort/{session.pk}/"):
        assert client.get(address).status_code == 404


def test_one_press_ticks_everything_with_what_stands_there_and_saves_nothing(worker, programme, by):
    address = f"/traning/pass/{programme.pk}/"
    asked = sent(programme, by.today, done=None, sets="3", repetitions="7") | {"do": "all"}
    answer = worker.post(address, asked).content.decode()
    for dose in programme.doses.all():
        assert f'name="sets_{dose.pk}" value="3"' in answer
        assert checked(answer, dose)
    assert "error-summary" not in answer
    assert not TrainingSession.objects.exists()


def test_what_cannot_be_done_today_is_not_ticked_with_the_rest(worker, site, by, programme):
    nothing_instead = exercise_of("Roddmaskin", kind="Rodd")
    other = programme_of(person_at(site, "Ulla"), by, nothing_instead, exercise_of("Steg"))
    answer = worker.post(
        f"/traning/pass/{other.pk}/", sent(other, by.today, done=None) | {"do": "all"}
    ).content.decode()
    first, second = other.doses.order_by("position")
    assert not checked(answer, first)
    assert checked(answer, second)


def checked(text, dose):
    (box,) = re.findall(f'<input[^>]*name="done_{dose.pk}"[^>]*>', text)
    return "checked" in box
