"""Does the audit say in words whatever can be written in it?"""

import ast
from pathlib import Path

import pytest

from livskraft.access.audit_words import known

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


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_words(code):
    assert code in known()


def test_codes_are_found_at_all():
    assert {"access.user_added", "minigym.inspected"} <= set(CODES)
