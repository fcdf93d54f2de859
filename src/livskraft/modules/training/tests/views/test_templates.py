"""Can a therapist put exercises together to begin from, and does the page say that it is no programme?"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from livskraft.access.actor import system_actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.modules.training.actions.exercises import retire_exercise
from livskraft.modules.training.actions.templates import add_template, change_template
from livskraft.modules.training.models import Template
from livskraft.modules.training.tests.exercises import exercise_named
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.tests.factories import NOW

pytestmark = pytest.mark.django_db
BY = system_actor("test", NOW)


@pytest.fixture
def therapist(client):
    client.force_login(actor_at(SiteFactory(), Role.PHYSIOTHERAPIST, at=NOW).user)
    return client


def text_of(client, url="/traning/urval/"):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_page_says_what_to_do_and_a_full_one_that_it_is_no_programme(therapist):
    assert "Det finns inga urval än" in text_of(therapist)
    add_template(name="Starkare ben", exercises=[exercise_named("Tåhävning").pk], by=BY)
    text = text_of(therapist)
    assert "Ett urval är inget program." in text
    assert "Starkare ben" in text
    assert "Tåhävning" in text


def test_staff_read_them_only(client):
    client.force_login(actor_at(SiteFactory(), Role.CARE_STAFF, at=NOW).user)
    made = add_template(name="Starkare ben", exercises=[exercise_named("Tåhävning").pk], by=BY)
    assert f"/traning/urval/{made.pk}/" not in text_of(client)
    assert client.get(f"/traning/urval/{made.pk}/").status_code == 403


def test_a_therapist_makes_changes_and_removes_one(therapist):
    first, second = exercise_named("Tåhävning"), exercise_named("Knäböj")
    therapist.post("/traning/urval/nytt/", {"name": "Ben", "exercises": [first.pk]})
    made = Template.objects.get()
    text = text_of(therapist, f"/traning/urval/{made.pk}/")
    assert 'value="Ben"' in text
    assert text.count(" checked") == 1
    therapist.post(
        f"/traning/urval/{made.pk}/", {"name": "Starkare ben", "exercises": [first.pk, second.pk], "version": 1}
    )
    made.refresh_from_db()
    assert (made.name, made.exercises.count()) == ("Starkare ben", 2)
    answer = therapist.post(f"/traning/urval/{made.pk}/ta-bort/", follow=True)
    assert "Urvalet Starkare ben är borttaget." in answer.content.decode()
    assert not Template.objects.exists()


def test_what_is_wrong_is_said_and_what_was_typed_is_there(therapist):
    retired = exercise_named("Hopp")
    retire_exercise(exercise=retired, by=BY)
    text = therapist.post("/traning/urval/nytt/", {"name": "Ben"}).content.decode()
    assert "Kryssa i minst en ruta." in text
    assert 'value="Ben"' in text
    assert f'value="{retired.pk}"' not in text
    add_template(name="Ben", exercises=[exercise_named("Tåhävning").pk], by=BY)
    text = therapist.post(
        "/traning/urval/nytt/", {"name": "ben", "exercises": [exercise_named("Knäböj").pk]}
    ).content.decode()
    assert "Det finns redan ett urval med det namnet." in text


def test_two_who_write_at_once_see_the_exercises_by_name(therapist):
    first, second = exercise_named("Tåhävning"), exercise_named("Knäböj")
    made = add_template(name="Ben", exercises=[first.pk], by=BY)
    change_template(template=made, name="Ben", exercises=[first.pk, second.pk], by=BY)
    answer = therapist.post(f"/traning/urval/{made.pk}/", {"name": "Ben", "exercises": [first.pk], "version": 1})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Tåhävning, Knäböj" in text or "Knäböj, Tåhävning" in text
    assert "<mark>Tåhävning</mark>" in text


def test_it_costs_the_same_for_one_and_for_many(therapist):
    def cost():
        therapist.get("/traning/urval/")
        with CaptureQueriesContext(connection) as captured:
            therapist.get("/traning/urval/")
        return len(captured)

    add_template(name="Ben", exercises=[exercise_named("Tåhävning").pk], by=BY)
    one = cost()
    for number in range(6):
        exercises = [exercise_named(f"Övning {number}-{place}").pk for place in range(3)]
        add_template(name=f"Urval {number}", exercises=exercises, by=BY)
    assert cost() == one
