"""Is a patient's programme made card by card, shown with what to mind, changed and printed, and read by nobody else?"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from livskraft.access.models import AuditEntry
from livskraft.modules.training.actions.rehab_programmes import change_dose
from livskraft.modules.training.models import Block, Episode, RehabProgramme
from livskraft.modules.training.rules.vocabulary import Measure, NoIntroduction
from livskraft.modules.training.tests.exercises import exercise_named
from livskraft.modules.training.tests.factories import episode_of, later, therapist_at
from livskraft.modules.training.tests.rehab import programme_of, session_of, wanted
from livskraft.modules.training.views import rehab_programmes as views
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.models import CareRelation
from livskraft.people.rules.vocabulary import Purpose
from livskraft.people.tests.factories import NOW, person_at, protected, sister

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def by(site):
    return therapist_at(site)


@pytest.fixture
def episode(site, by):
    return episode_of(person_at(site, "Elsa"), by)


@pytest.fixture
def exercise():
    return exercise_named("Uppresning", measure=Measure.REPETITIONS)


@pytest.fixture
def therapist(client, by):
    client.force_login(by.user)
    return client


def card(exercise, **more):
    """What a card sends."""
    values = {"sets": 2, "repetitions": 10, "progression": "therapist", "remark": "Skona knät"} | more
    return {"exercise": exercise.pk} | {f"ex{exercise.pk}-{name}": value for name, value in values.items()}


def text_of(answer):
    return answer.content.decode()


def test_it_is_made_of_cards_and_nothing_is_filled_in_beforehand(therapist, episode, exercise):
    address = f"/rehab/{episode.pk}/program/"
    assert "Gör ett program" in text_of(therapist.get(f"/rehab/{episode.pk}/"))
    added = text_of(therapist.post(address, {"do": "add", "add": exercise.pk}))
    assert f'name="ex{exercise.pk}-sets"' in added
    assert f'name="ex{exercise.pk}-remark"' in added
    place = {"do": "save", "site": episode.site_id, "review_on": timezone.localdate() + timedelta(weeks=4)}
    wrong = text_of(therapist.post(address, place | card(exercise, sets=99)))
    assert "Uppresning, Omgångar" in wrong
    assert "Skona knät" in wrong
    assert not RehabProgramme.objects.exists()
    assert therapist.post(address, place | card(exercise)).status_code == 302
    assert RehabProgramme.objects.get().doses.get().remark == "Skona knät"


def test_the_page_shows_what_to_mind_and_last_time_and_the_reading_is_in_the_log(therapist, by, episode):
    programme = programme_of(episode, by, "Tåhävning", remark="Håll i barren")
    session_of(episode, by, programme, sets=4)
    text = text_of(therapist.get(f"/rehab/program/{programme.pk}/"))
    assert "Håll i barren" in text
    assert "4 omgångar med 10 gånger" in text
    assert AuditEntry.objects.filter(verb="training.rehab_programme_read").exists()


def test_exercises_are_changed_added_and_taken_out(therapist, by, episode, exercise):
    programme = programme_of(episode, by, "Tåhävning")
    first = programme.doses.get().exercise
    start = f"/rehab/program/{programme.pk}/"
    dose = {"sets": 5, "repetitions": 5, "progression": "therapist", "remark": "Långsamt", "version": 1}
    assert therapist.post(f"{start}ovning/{first.pk}/", dose).status_code == 302
    assert "Uppresning" in text_of(therapist.get(f"{start}ovning/"))
    added = therapist.post(f"{start}ovning/?ovning={exercise.pk}", dose | {"version": 2})
    assert added.status_code == 302
    assert therapist.get(f"{start}ovning/?ovning=finns-inte").status_code == 404
    assert therapist.post(f"{start}ovning/{first.pk}/ta-bort/").status_code == 302
    held = programme.doses.filter(ended_at=None)
    assert [(each.exercise, each.sets, each.remark) for each in held] == [(exercise, 5, "Långsamt")]
    last = text_of(therapist.post(f"{start}ovning/{exercise.pk}/ta-bort/", follow=True))
    assert "Avsluta programmet i stället" in last


def test_the_second_of_two_sees_what_the_first_wrote_and_can_save_their_own(therapist, by, episode):
    programme = programme_of(episode, by, "Tåhävning")
    dose = programme.doses.get()
    change_dose(dose=dose, wanted=wanted(dose.exercise, sets=7, remark="Den förstas ord"), version=1, by=by)
    values = {"sets": 3, "repetitions": 5, "progression": "therapist", "remark": "Den andras ord", "version": 1}
    address = f"/rehab/program/{programme.pk}/ovning/{dose.exercise_id}/"
    answer = therapist.post(address, values)
    assert answer.status_code == 409
    assert "Den förstas ord" in text_of(answer)
    assert "Den andras ord" in text_of(answer)
    assert therapist.post(address, values | {"version": 2}).status_code == 302
    assert programme.doses.get(ended_at=None).remark == "Den andras ord"


def test_it_is_gone_through_and_ended(therapist, by, episode):
    programme = programme_of(episode, by, "Tåhävning")
    start = f"/rehab/program/{programme.pk}/"
    early = therapist.post(f"{start}genomgang/", {"review_on": timezone.localdate(), "version": 1})
    assert "Välj en dag som kommer" in text_of(early)
    day = timezone.localdate() + timedelta(weeks=3)
    assert therapist.post(f"{start}genomgang/", {"review_on": day, "version": 1}).status_code == 302
    assert therapist.post(f"{start}avsluta/").status_code == 302
    programme.refresh_from_db()
    assert programme.review_on == day
    assert programme.ended_at
    assert "Programmet är avslutat" in text_of(therapist.get(start))


def test_it_is_printed_with_the_words_for_the_patient_and_without_name_when_protected(
    therapist, by, episode, monkeypatch
):
    programme = programme_of(episode, by, "Tåhävning", remark="Håll i barren")
    printed = []
    real = views.pdf.render
    monkeypatch.setattr(views.pdf, "render", lambda report: printed.append(report) or real(report))
    address = f"/rehab/program/{programme.pk}/program.pdf"
    assert therapist.get(address).content.startswith(b"%PDF-")
    protected(episode.person, by.user)
    assert therapist.get(address).status_code == 200
    first, second = printed
    assert any("Håll i barren" in getattr(block, "text", "") for block in first.singles)
    assert "Elsa" in str(first)
    assert "Elsa" not in str(second)
    assert episode.site.name not in str(second)
    assert AuditEntry.objects.filter(verb="training.rehab_programme_printed").count() == 2


def test_a_closed_period_and_one_journalled_elsewhere_make_no_programme(therapist, by, site, episode):
    other = episode_of(person_at(site, "Bo"), by)
    Episode.objects.filter(pk=other.pk).update(elsewhere="Lifecare")
    programme = programme_of(episode, by, "Tåhävning")
    Episode.objects.filter(pk=episode.pk).update(
        closed_at=NOW, closed_on=NOW.date(), not_introduced=NoIntroduction.DECLINED
    )
    for each in (episode, other):
        assert therapist.get(f"/rehab/{each.pk}/program/").status_code == 302
        assert f"/rehab/{each.pk}/program/" not in text_of(therapist.get(f"/rehab/{each.pk}/"))
    text = text_of(therapist.get(f"/rehab/program/{programme.pk}/"))
    assert "Perioden är avslutad" in text
    assert "Lägg till en övning" not in text


def test_nobody_else_reads_it(client, site, by, episode):
    programme = programme_of(episode, by, "Tåhävning")
    start = f"/rehab/program/{programme.pk}/"
    addresses = [start, f"{start}ovning/", f"{start}genomgang/", f"{start}program.pdf", f"/rehab/{episode.pk}/program/"]
    other = therapist_at(sister(site))
    for stranger in (other, therapist_at(SiteFactory())):
        client.force_login(stranger.user)
        assert {client.get(address).status_code for address in addresses} == {404}
    CareRelation.objects.create(
        person=episode.person, unit=other.assignment.unit, purpose=Purpose.TRAINING, starts=NOW.date()
    )
    client.force_login(other.user)
    assert {client.get(address).status_code for address in addresses} == {200}
    Block.objects.create(person=episode.person, keeper=episode.keeper, unit=site, set_at=NOW)
    assert {client.get(address).status_code for address in addresses} == {403}
    protected(episode.person)
    client.force_login(by.user)
    assert {client.get(address).status_code for address in addresses} == {404}


def test_it_costs_the_same_for_one_and_for_many(therapist, by, site, episode):
    def cost(programme):
        therapist.get(f"/rehab/program/{programme.pk}/")
        with CaptureQueriesContext(connection) as captured:
            therapist.get(f"/rehab/program/{programme.pk}/")
        return len(captured)

    programme = programme_of(episode, by, "Tåhävning")
    session_of(episode, by, programme)
    other = episode_of(person_at(site, "Bo"), by)
    large = programme_of(other, by, *(f"Övning {number}" for number in range(12)))
    for hour in range(20):
        session_of(other, later(by, hours=hour), large)
    assert cost(programme) == cost(large)
