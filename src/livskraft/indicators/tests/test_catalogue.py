"""Does the catalogue refuse an indicator that does not hold together?"""

from typing import Any

import pytest

from livskraft.indicators import catalogue
from livskraft.indicators.catalogue import Counts, Form, Indicator, indicator
from livskraft.kit.registry import Registry


@pytest.fixture(autouse=True)
def empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "indicators", Registry[Indicator]("indicator"))


def given(**changes: Any) -> dict[str, Any]:
    words = dict.fromkeys(("label", "definition", "numerator", "population", "source", "unit"), "ord")
    return {**words, "counts": Counts.EQUIPMENT, "form": Form.TOTAL, **changes}


def nothing(units, period):
    return {}


def test_an_indicator_is_found_by_its_key() -> None:
    indicator("test.one", **given())(nothing)
    assert catalogue.indicators["test.one"].measure is nothing


def test_a_key_can_be_taken_only_once() -> None:
    indicator("test.one", **given())(nothing)
    with pytest.raises(ValueError, match="twice"):
        indicator("test.one", **given(label="annat"))(nothing)


@pytest.mark.parametrize("word", ["definition", "numerator", "population", "source", "unit"])
def test_what_is_not_said_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match="does not say"):
        indicator("test.one", **given(**{word: ""}))


@pytest.mark.parametrize(("form", "denominator"), [(Form.SHARE, ""), (Form.RATE, ""), (Form.TOTAL, "ord")])
def test_a_share_has_a_denominator_and_a_total_has_none(form: Form, denominator: str) -> None:
    with pytest.raises(ValueError, match="denominator"):
        indicator("test.one", **given(form=form, denominator=denominator))


@pytest.mark.parametrize("changes", [{"on_last_day": False}, {"on_last_day": True, "form": Form.MEDIAN}])
def test_persons_are_only_counted_on_a_last_day(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="persons"):
        indicator("test.one", **given(counts=Counts.PERSONS, **changes))


def test_another_definition_is_another_edition() -> None:
    one = Indicator(key="a", measure=nothing, denominator="", **given())
    other = Indicator(key="a", measure=nothing, denominator="", **given(definition="andra ord"))
    assert one.edition != other.edition
    assert one.edition == Indicator(key="b", measure=nothing, denominator="", **given(label="namn")).edition
