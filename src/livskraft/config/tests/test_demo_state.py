"""Do pages learn how far the demo municipality has come?"""

import pytest
from django.test import RequestFactory

from livskraft.config import demo_state


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.LIVSKRAFT_VAR = tmp_path
    settings.LIVSKRAFT_DEMO = True
    return tmp_path


@pytest.fixture
def said(rf: RequestFactory):
    return lambda: demo_state.notice(rf.get("/"))


def test_without_a_file_there_is_no_demo_and_nothing_is_said(said):
    assert demo_state.read() is None
    assert said() is None


def test_what_was_written_is_read():
    demo_state.write("building", "Bygger minigym")
    assert demo_state.read() == {"state": "building", "step": "Bygger minigym"}


def test_keys_of_others_survive(own_folder):
    (own_folder / "demo.json").write_text('{"state": "building", "step": "", "database": "här"}')
    demo_state.write("ready")
    assert '"database": "här"' in (own_folder / "demo.json").read_text()


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"state": "ready"}', "null"])
def test_a_spoiled_file_counts_as_none(own_folder, content):
    (own_folder / "demo.json").write_text(content)
    assert demo_state.read() is None


def test_while_building_the_page_names_the_step(said):
    demo_state.write("building", "besiktningar")
    assert "besiktningar" in said()


def test_while_building_without_a_step_the_page_still_says_so(said):
    demo_state.write("building")
    assert "byggs just nu" in said()


def test_a_failure_is_said(said):
    demo_state.write("failed")
    assert "kunde inte byggas" in said()


def test_a_ready_demo_says_nothing(said):
    demo_state.write("ready")
    assert said() is None


def test_outside_demo_mode_nothing_is_said(said, settings):
    settings.LIVSKRAFT_DEMO = False
    demo_state.write("building")
    assert said() is None
