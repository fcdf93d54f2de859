"""Does the command read a workbook without a database and answer in the agreed form?"""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from livskraft.access.actor import system_actor
from livskraft.modules.minigym.actions.regimes import set_up_minigym
from livskraft.modules.minigym.tests.factories import GymFactory

DATA = Path(__file__).parent / "data"


def run(*arguments):
    out = io.StringIO()
    call_command("import_inventory", *arguments, stdout=out)
    return out.getvalue()


def test_the_json_has_the_agreed_form():
    answer = json.loads(run(DATA / "inventarielista-2.xlsx", "--dry-run", "--json"))
    assert set(answer) == {"items", "unread"}
    assert answer["items"][0] == {
        "row": 6,
        "kind": "Motionscykel",
        "regime": "municipal",
        "acquired": "2021-07-28",
        "inspected": None,
        "out_of_use": False,
    }


def test_what_is_unread_is_in_the_json(tmp_path):
    path = tmp_path / "lista.csv"
    path.write_text("Benämning;Ägare;Anskaffad\nBenpress;kommun;31/2 -20\n", encoding="utf-8")
    (unread,) = json.loads(run(path, "--dry-run", "--json"))["unread"]
    assert unread == {"row": 2, "column": "Anskaffad", "value": "31/2 -20", "why": "31 februari 2020 finns inte."}


def test_people_are_told_what_is_read_and_what_is_not():
    told = run(DATA / "inventarielista-1.xlsx")
    assert "rad 9: Recumbentcykel, provider, anskaffad 27 oktober 2017  UR BRUK" in told
    assert "rad 28 läses inte in: Summarad. Summa: 20 st" in told
    assert "blad Gammalt läses inte in" in told
    assert "Inget är sparat" in told


@pytest.mark.parametrize("content", [b"", b"hej", b"%PDF-1.7"])
def test_a_file_that_is_no_inventory_ends_in_a_sentence(tmp_path, content):
    path = tmp_path / "lista.xlsx"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=r"[a-zåäö]+.*\.$"):
        run(path, "--dry-run", "--json")


@pytest.mark.django_db
def test_a_list_is_saved_once_and_only_when_a_gym_is_named():
    set_up_minigym(by=system_actor("set_up"))
    gym = GymFactory()
    path = DATA / "inventarielista-1.xlsx"
    run(path, "--gym", str(gym.pk), "--dry-run")
    assert gym.items.count() == 0
    assert "20 sparade, 0 fanns redan" in run(path, "--gym", str(gym.pk))
    assert "0 sparade, 20 fanns redan" in run(path, "--gym", str(gym.pk))
    assert gym.items.count() == 20
