"""Can everybody who trains others find and read an exercise, and can therapists write, change and retire one?"""

from dataclasses import replace
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from livskraft.access.actor import system_actor
from livskraft.access.roles import Role
from livskraft.access.tests.factories import actor_at
from livskraft.files import content
from livskraft.modules.minigym.tests.factories import EquipmentKindFactory, approved
from livskraft.modules.training.actions.exercises import Told, change_exercise, retire_exercise
from livskraft.modules.training.models import Exercise
from livskraft.modules.training.queries.exercises import WITHOUT_EQUIPMENT
from livskraft.modules.training.tests.exercises import drawing, exercise_named
from livskraft.organisation.tests.factories import SiteFactory
from livskraft.people.tests.factories import NOW

pytestmark = pytest.mark.django_db
BY = system_actor("test", NOW)
WRITTEN = {
    "name": "Tåhävning",
    "kind": "",
    "steps": "1. Ställ dig.\n2. Res dig på tå.",
    "warning": "Håll i dig.",
    "measure": "repetitions",
    "alternative": "",
}


@pytest.fixture
def site():
    return SiteFactory()


@pytest.fixture
def therapist(client, site):
    client.force_login(actor_at(site, Role.PHYSIOTHERAPIST, at=NOW).user)
    return client


@pytest.fixture
def staff(client, site):
    client.force_login(actor_at(site, Role.CARE_STAFF, at=NOW).user)
    return client


def text_of(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def with_picture(name, **told):
    made = exercise_named(name, **told)
    words = Told(made.name, made.steps, picture_text="En person på tå", kind=made.kind_id)
    return change_exercise(exercise=made, told=words, picture=content.picture(drawing()), by=BY)


def test_an_empty_library_says_what_to_do_next(therapist):
    text = text_of(therapist, "/traning/ovningar/")
    assert "Här finns inga övningar än" in text
    assert "Skriv den första." in text
    assert "lk-filters" not in text


def test_staff_read_and_are_not_offered_to_write(staff):
    assert "Fysioterapeuten och arbetsterapeuten skriver dem." in text_of(staff, "/traning/ovningar/")
    made = exercise_named("Tåhävning")
    for url in ("/traning/ovningar/", f"/traning/ovningar/{made.pk}/", "/traning/urval/"):
        text = text_of(staff, url)
        assert "/ny/" not in text
        assert "/andra/" not in text
        assert "Ta bort" not in text
    assert staff.get("/traning/ovningar/ny/").status_code == 403


def test_the_library_stands_by_equipment_and_is_narrowed_by_it_and_by_words(therapist):
    press = EquipmentKindFactory(name="Benpress")
    exercise_named("Tåhävning")
    exercise_named("Pressa ifrån", kind=press.pk)
    text = text_of(therapist, "/traning/ovningar/")
    assert text.index("<h2>Utan utrustning</h2>") < text.index("<h2>Med utrustning</h2>")
    assert "<p>Benpress</p>" in text
    for query, there, gone in (
        (f"kind={press.pk}", "Pressa ifrån", "Tåhävning"),
        (f"kind={WITHOUT_EQUIPMENT}", "Tåhävning", "Pressa ifrån"),
        ("q=T%C3%85H", "Tåhävning", "Pressa ifrån"),
    ):
        text = text_of(therapist, f"/traning/ovningar/?{query}")
        assert there in text
        assert gone not in text
        assert "1 övning stämmer." in text


def test_what_matches_nothing_leads_back_to_all(therapist):
    exercise_named("Tåhävning")
    assert "Ingen övning stämmer" in text_of(therapist, "/traning/ovningar/?q=simning")
    assert "Tåhävning" in text_of(therapist, "/traning/ovningar/?kind=nonsens")


def test_an_exercise_is_read_step_by_step_with_its_instruction_and_what_to_do_instead(staff):
    press = EquipmentKindFactory(name="Benpress")
    approved(press)
    instead = exercise_named("Resa sig från stol")
    made = exercise_named(
        "Pressa ifrån",
        kind=press.pk,
        alternative=instead.pk,
        warning="Lås inte knäna.",
        steps="1. Sätt dig.\n2. Tryck.",
    )
    text = text_of(staff, f"/traning/ovningar/{made.pk}/")
    assert "<li>Sätt dig.</li><li>Tryck.</li>" in text
    assert "Lås inte knäna." in text
    assert f'href="/minigym/bruksanvisningar/{press.pk}/"' in text
    assert f'href="/traning/ovningar/{instead.pk}/"' in text
    assert "Pressa ifrån" in text_of(staff, f"/traning/ovningar/{instead.pk}/")


def test_a_kind_without_an_approved_instruction_says_so(staff):
    made = exercise_named("Pressa ifrån", kind=EquipmentKindFactory(name="Benpress").pk)
    text = text_of(staff, f"/traning/ovningar/{made.pk}/")
    assert "Det finns ingen godkänd bruksanvisning än." in text
    assert "Ingen annan övning är vald." in text


def test_an_alternative_that_was_retired_is_no_longer_led_to(therapist):
    instead = exercise_named("Resa sig från stol")
    made = exercise_named("Pressa ifrån", alternative=instead.pk)
    retire_exercise(exercise=instead, by=BY)
    text = text_of(therapist, f"/traning/ovningar/{made.pk}/")
    assert "Resa sig från stol är borttagen ur biblioteket." in text
    assert f'href="/traning/ovningar/{instead.pk}/"' not in text


def test_a_therapist_writes_an_exercise_with_a_picture_that_is_drawn_anew(therapist):
    answer = therapist.post(
        "/traning/ovningar/ny/", WRITTEN | {"picture": drawing(), "picture_text": "En person på tå"}
    )
    made = Exercise.objects.get()
    assert answer.headers["Location"] == f"/traning/ovningar/{made.pk}/"
    assert 'alt="En person på tå"' in text_of(therapist, f"/traning/ovningar/{made.pk}/")
    shown = therapist.get(f"/traning/ovningar/{made.pk}/bild/")
    assert shown["Content-Type"] == "image/jpeg"
    assert "inline" in shown["Content-Disposition"]
    with Image.open(BytesIO(shown.content)) as image:
        assert image.size == (1000, 750)


def test_an_exercise_without_a_picture_has_none_to_show(therapist):
    assert therapist.get(f"/traning/ovningar/{exercise_named('Tåhävning').pk}/bild/").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Fyll i det här fältet."),
        ({"steps": " "}, "Fyll i det här fältet."),
        ({"measure": "steps"}, "Välj ett giltigt alternativ"),
        ({"name": "Knäböj"}, "Det finns redan en övning med det namnet."),
        ({"steps": "Ett.\n" * 11}, "Högst 10 steg går att minnas."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(therapist, wrong, said):
    exercise_named("Knäböj")
    answer = therapist.post("/traning/ovningar/ny/", WRITTEN | {"warning": "Håll i stolen."} | wrong)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert said in text
    assert "Håll i stolen." in text
    assert Exercise.objects.count() == 1


def test_a_picture_without_words_or_that_is_no_picture_is_refused(therapist):
    text = therapist.post("/traning/ovningar/ny/", WRITTEN | {"picture": drawing()}).content.decode()
    assert "Skriv vad bilden visar" in text
    assert "Välj filen tahavning.png igen." in text
    broken = drawing()
    broken.file.seek(0)
    broken.file.write(b"<svg onload=alert(1)>")
    broken.file.seek(0)
    text = therapist.post("/traning/ovningar/ny/", WRITTEN | {"picture": broken, "picture_text": "x"}).content.decode()
    assert "Filen går inte att läsa som bild." in text
    assert not Exercise.objects.exists()


def test_a_change_begins_with_what_is_written_and_keeps_the_picture(therapist):
    made = with_picture("Tåhävning")
    text = text_of(therapist, f"/traning/ovningar/{made.pk}/andra/")
    assert 'value="Tåhävning"' in text
    assert "Ta bort bilden som finns" in text
    therapist.post(
        f"/traning/ovningar/{made.pk}/andra/",
        WRITTEN | {"warning": "Långsamt.", "picture_text": "En person på tå", "version": made.version},
    )
    made.refresh_from_db()
    assert made.warning == "Långsamt."
    assert made.picture_id


def test_an_alternative_that_was_retired_is_chosen_anew(therapist):
    instead = exercise_named("Resa sig från stol")
    made = exercise_named("Pressa ifrån", alternative=instead.pk)
    other = exercise_named("Tåhävning")
    retire_exercise(exercise=instead, by=BY)
    text = text_of(therapist, f"/traning/ovningar/{made.pk}/andra/")
    assert f'<option value="{instead.pk}"' not in text
    assert f'<option value="{made.pk}"' not in text
    assert f'<option value="{other.pk}"' in text


def test_two_who_write_at_once_see_both_versions_in_words(therapist):
    made = exercise_named("Tåhävning")
    told = Told("Tåhävning", made.steps, measure="seconds")
    change_exercise(exercise=made, told=told, by=replace(BY, system="Kollegan"))
    answer = therapist.post(f"/traning/ovningar/{made.pk}/andra/", WRITTEN | {"version": 1})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert '<td data-label="Sparat nu">Tid</td>' in text
    assert "<mark>Antal gånger</mark>" in text
    assert "Spara det jag skrev" in text


def test_who_chose_a_file_is_not_offered_to_save_without_it(therapist):
    made = exercise_named("Tåhävning")
    change_exercise(exercise=made, told=Told("Tåhävning", made.steps, measure="seconds"), by=BY)
    answer = therapist.post(
        f"/traning/ovningar/{made.pk}/andra/",
        WRITTEN | {"version": 1, "picture": drawing(), "picture_text": "En person på tå"},
    )
    assert answer.status_code == 409
    assert "Spara det jag skrev" not in answer.content.decode()


def test_before_retiring_those_that_are_left_without_are_named(therapist):
    made = exercise_named("Resa sig från stol")
    exercise_named("Pressa ifrån", alternative=made.pk)
    text = text_of(therapist, f"/traning/ovningar/{made.pk}/")
    assert "blir utan tills du väljer en annan: Pressa ifrån." in text


def test_retired_exercises_stand_apart_and_can_be_taken_back(therapist):
    made = exercise_named("Tåhävning")
    assert "Ingen övning är borttagen" in text_of(therapist, "/traning/ovningar/borttagna/")
    answer = therapist.post(f"/traning/ovningar/{made.pk}/ta-bort/", follow=True)
    text = answer.content.decode()
    assert "Tåhävning är borttagen ur biblioteket." in text
    assert f"/traning/ovningar/{made.pk}/ta-tillbaka/" in text
    assert f'href="{made.get_absolute_url()}"' not in text
    assert "1 borttagen övning" in text
    assert "Tåhävning" in text_of(therapist, "/traning/ovningar/borttagna/")
    assert "Övningen togs bort ur biblioteket" in text_of(therapist, f"/traning/ovningar/{made.pk}/")
    therapist.post(f"/traning/ovningar/{made.pk}/ta-tillbaka/")
    assert f'href="{made.get_absolute_url()}"' in text_of(therapist, "/traning/ovningar/")


def test_the_pages_cost_the_same_for_one_and_for_many(therapist):
    made = with_picture("Tåhävning", kind=EquipmentKindFactory(name="Ribbstol").pk)
    urls = (
        "/traning/ovningar/",
        f"/traning/ovningar/{made.pk}/",
        "/traning/ovningar/ny/",
        "/traning/ovningar/borttagna/",
    )

    def costs():
        found = []
        for url in urls:
            therapist.get(url)
            with CaptureQueriesContext(connection) as captured:
                therapist.get(url)
            found.append(len(captured))
        return found

    retire_exercise(exercise=exercise_named("Hopp"), by=BY)
    exercise_named("Vadpress", alternative=made.pk)
    before = costs()
    for number in range(6):
        kind = EquipmentKindFactory(name=f"Slag {number}")
        with_picture(f"Övning {number}", kind=kind.pk, alternative=made.pk)
        retire_exercise(exercise=exercise_named(f"Gammal {number}", kind=kind.pk), by=BY)
    assert costs() == before
