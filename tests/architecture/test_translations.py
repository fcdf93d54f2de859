"""Do the pages that anybody can open say everything in every language, and is what is compiled what is written?"""

import re
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.utils.functional import Promise
from django.utils.translation import override

from livskraft.modules.activities.forms.sign_ups import PublicSignUpForm
from livskraft.modules.minigym.forms.faults import ReportForm
from livskraft.modules.minigym.rules import Stage, Symptom
from livskraft.ui.languages import LANGUAGES, SWEDISH

SRC = Path(__file__).resolve().parents[2] / "src" / "livskraft"
OTHERS = [language.code for language in LANGUAGES if language != SWEDISH]
# Told in Swedish only: what stands there for those who build on the open data, and the questions of an instrument,
# which are put in the words that were tested.
SWEDISH_ONLY = {"overview/open_data.html"} | {
    f"questionnaires/{name}.html" for name in ("answer", "answered", "answer_ended")
}
TEMPLATES = {
    str(path.relative_to(folder)): path.read_text(encoding="utf-8")
    for folder in SRC.rglob("templates")
    for path in folder.rglob("*.html")
}
TAG = re.compile(r"{% translate (\"[^\"]+\"|'[^']+')|{% blocktranslate ?([^%]*)%}(.*?){% endblocktranslate %}", re.S)


def catalogue(code: str, ending: str):
    path = SRC / "locale" / code / "LC_MESSAGES" / f"django.{ending}"
    with path.open("rb") as file:
        return read_po(file) if ending == "po" else read_mo(file)


def as_list(words: str | list[str] | tuple[str, ...]) -> list[str]:
    """A message that counts has several wordings."""
    return [words] if isinstance(words, str) else list(words)


def words(text: str) -> list[str]:
    """What a template asks to have translated, as Django asks for it."""
    found = []
    for literal, options, block in TAG.findall(text):
        if literal:
            found.append(literal[1:-1])
            continue
        for part in re.split(r"{% plural %}", block):
            part = re.sub(r"{{ (\w+) }}", r"%(\1)s", part)
            found.append(" ".join(part.split()) if "trimmed" in options else part)
    return found


def public_templates() -> set[str]:
    """The pages for anybody, and what they include."""
    found = {name for name, text in TEMPLATES.items() if '{% extends "ui/public.html" %}' in text} - SWEDISH_ONLY
    # What tags draw, and the shell.
    waiting = [*found, *(f"ui/{name}.html" for name in ("public", "base", "field", "error_summary", "filters"))]
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting += [each for each in re.findall(r'{% include "([^"]+)"', TEMPLATES[name]) if each not in found]
    return found


def says(code: str, word: str) -> bool:
    catalog = catalogue(code, "po")
    message = catalog.get(word) or next((each for each in catalog if word in as_list(each.id)), None)
    return bool(message and all(as_list(message.string)))


@pytest.mark.parametrize("code", OTHERS)
def test_what_is_compiled_is_what_is_written(code: str) -> None:
    written, compiled = (
        {(*as_list(message.id),): as_list(message.string) for message in catalogue(code, ending) if message.id}
        for ending in ("po", "mo")
    )
    assert compiled == written, "run `python scripts/translations.py`"


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_keeps_the_places_that_are_filled_in(code: str) -> None:
    for message in catalogue(code, "po"):
        places = set(re.findall(r"%\(\w+\)s", "".join(as_list(message.id))))
        for string in as_list(message.string) if message.id else []:
            assert set(re.findall(r"%\(\w+\)s", string)) <= places, message.id


@pytest.mark.parametrize("name", sorted(public_templates()))
def test_every_word_for_the_public_is_in_every_language(name: str) -> None:
    missing = {code: [word for word in words(TEMPLATES[name]) if not says(code, word)] for code in OTHERS}
    assert not any(missing.values()), missing


@pytest.mark.parametrize("code", OTHERS)
def test_what_a_visitor_chooses_fills_in_and_is_told_is_too(code: str) -> None:
    texts = [member.label for member in (*Symptom, *Stage)]
    for field in (*ReportForm.base_fields.values(), *PublicSignUpForm.base_fields.values()):
        texts += [text for text in (field.label, field.help_text) if text]
    assert texts
    for text in texts:
        assert isinstance(text, Promise)
        swedish = str(text)
        with override(code):
            assert str(text) != swedish, swedish
