"""Does the audit say in words whatever can be written in it?"""

import ast
from pathlib import Path

import pytest
from django.apps import apps

from livskraft.access.audit_words import known, things

SRC = Path(__file__).resolve().parents[2] / "src" / "livskraft"
WRITERS = {"wrote", "read", "security"}
CODES = sorted(
    {
        each.value
        for path in SRC.rglob("*.py")
        if not {"tests", "migrations"} & set(path.parts)
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") in WRITERS and len(call.args) > 1
        for each in ast.walk(call.args[1])
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and "." in each.value.strip(".")
    }
)

# Nobody does anything to these by hand.
UNTOUCHED = {
    "kit.scheduledrun",
    "access.auditentry",
    "access.auditseal",
    "access.auditsubject",
    "organisation.formername",
}
OBJECTS = sorted(
    model._meta.label_lower
    for model in apps.get_models()
    if model.__module__.startswith("livskraft.") and model._meta.label_lower not in UNTOUCHED
)


@pytest.mark.parametrize("label", OBJECTS)
def test_every_object_has_a_name(label):
    assert things([f"{label}:1"]) != [f"{label} 1"]


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_words(code):
    assert code in known()


def test_codes_are_found_at_all():
    assert {"access.user_added", "minigym.inspected"} <= set(CODES)
