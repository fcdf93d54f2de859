"""Does the form ask what the instrument asks, and say plainly what is wrong?"""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from livskraft.access.actor import system_actor
from livskraft.questionnaires.forms import AnswerForm, MeasuringForm
from livskraft.questionnaires.rules.answers import COULD_NOT
from livskraft.questionnaires.rules.instruments import is_asked
from livskraft.questionnaires.rules.library import library
from livskraft.ui.fields import field_view

BY = system_actor("test", datetime(2026, 3, 10, 12, tzinfo=UTC))
HOW = {"on": "2026-03-10", "how": "measured"}


def measuring(code, **sent):
    return MeasuringForm(HOW | sent, instrument=library()[code], by=BY)


def test_a_value_is_given_with_how_it_was_measured():
    form = measuring("gait_speed:1", seconds="5,00", course="4", aid="cane", help="none")
    assert form.is_valid(), form.errors
    given = form.given(BY)
    assert (given.answers, given.course, given.aid) == ({"seconds": Decimal("5.00")}, Decimal(4), "cane")
    assert (given.on, given.how, given.instrument.code) == (date(2026, 3, 10), "measured", "gait_speed:1")


def test_could_not_is_ticked_and_stands_instead_of_a_value():
    form = measuring("tug:1", aid="none", help="none", **{"seconds-unable": "on"})
    assert form.is_valid(), form.errors
    assert form.given(BY).answers == {"seconds": COULD_NOT}
    both = measuring("tug:1", aid="none", help="none", seconds="12", **{"seconds-unable": "on"})
    assert "Välj ett" in both.errors["seconds"][0]


def test_what_cannot_be_right_is_said_at_the_field_with_what_can():
    form = measuring("tug:1", aid="none", help="none", seconds="2")
    assert form.errors == {"seconds": ["Det är för lite. Skriv mellan 3 och 180 sekunder."]}
    assert measuring("tug:1", aid="none", help="none", seconds="tolv").errors["seconds"] == [
        "Skriv ett tal, till exempel 12,5."
    ]
    assert measuring("chair_stands:1", stands="7,5", hands="0").errors["stands"] == ["Skriv ett helt tal."]
    fine = measuring("tug:1", aid="none", help="none", seconds="12,45")
    assert fine.errors["seconds"] == ["Skriv högst en decimal."]


@pytest.mark.parametrize("code", list(library()))
def test_an_empty_form_is_not_kept(code):
    instrument = library()[code]
    form = measuring(code, course="4", aid="none", help="none")
    if is_asked(instrument):
        assert form.non_field_errors() == ["Svara på minst en fråga."]
    else:
        assert {part.key for part in instrument.parts} <= set(form.errors)


def test_all_that_is_wrong_with_a_test_is_said_at_once():
    form = measuring("sppb:1", course="4", aid="none", help="none", side_by_side="tio", walk="0,5")
    assert {name: errors[0][:9] for name, errors in form.errors.items()} == {
        "side_by_side": "Skriv ett",
        "semi_tandem": "Skriv ett",
        "tandem": "Skriv ett",
        "walk": "Det är fö",
        "five_stands": "Skriv ett",
    }
    assert "kryssa i att personen inte kunde" in form.errors["tandem"][0]


def test_what_somebody_could_not_do_is_not_missing_nor_is_what_is_harder_than_that():
    unable = {"side_by_side-unable": "on", "five_stands-unable": "on"}
    form = measuring("sppb:1", course="4", aid="none", help="none", walk="5,2", **unable)
    assert form.is_valid(), form.errors
    assert measuring("chair_stands:1", **{"stands-unable": "on"}).is_valid()
    assert list(measuring("chair_stands:1", stands="7").errors) == ["hands"]


def test_a_question_may_be_left_out_and_another_that_cannot_be_is_still_told():
    assert measuring("ucla3:1", how="conversation", company="2").is_valid()
    assert list(measuring("ucla3:1", how="conversation", company="7").errors) == ["company"]


def test_a_walk_needs_its_length_and_the_day_has_been():
    assert "course" in measuring("gait_speed:1", seconds="5").errors
    assert "on" in measuring("chair_stands:1", stands="7", hands="0", on="2026-03-11").errors


def test_whoever_answers_alone_is_asked_the_questions_only():
    form = AnswerForm({"calm": "3"}, instrument=library()["who5:1"])
    assert set(form.fields) == {part.key for part in library()["who5:1"].parts}
    assert form.is_valid()
    assert (form.given(BY).how, form.given(BY).on) == ("link", BY.today)
    assert "calm" in AnswerForm({"calm": "6"}, instrument=library()["who5:1"]).errors


def test_a_question_is_never_measured_and_a_test_is_never_talked_through():
    ways = {
        key: [value for value, _label in MeasuringForm(instrument=library()[key], by=BY).fields["how"].choices]
        for key in ("who5:1", "tug:1", "chair_stands:1")
    }
    assert ways == {
        "who5:1": ["conversation", "paper"],
        "tug:1": ["measured", "paper"],
        "chair_stands:1": ["measured", "paper"],
    }


def test_that_a_question_may_be_skipped_is_not_said_after_each():
    asked, measured = AnswerForm(instrument=library()["who5:1"]), AnswerForm(instrument=library()["chair_stands:1"])
    assert {field_view(bound).mark for bound in asked} == {""}
    # A test is done in whole.
    assert {field_view(bound).mark for bound in measured if bound.name in ("stands", "hands")} == {""}


@pytest.mark.parametrize(
    ("code", "part", "keys"), [("tug:1", "seconds", "text"), ("chair_stands:1", "stands", "numeric")]
)
def test_a_phone_shows_the_colon_where_time_is_written_and_figures_elsewhere(code, part, keys):
    assert measuring(code).fields[part].widget.attrs["inputmode"] == keys
