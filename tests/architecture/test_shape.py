"""Does every module have the shape that architecture asks for, and does no banned construct slip in?"""

import ast
import re
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src" / "livskraft"
MODULES = sorted(path for path in (SRC / "modules").iterdir() if path.is_dir() and path.name != "__pycache__")
ROOMS = {
    "rules", "permissions", "models", "queries", "actions", "forms", "imports", "duties", "indicators", "papers",
    "api", "public", "demo", "views", "urls", "apps", "templates", "static", "migrations", "tests", "management",
    "templatetags", "tasks", "audit_words", "__init__", "data",
    # Addresses that a module has outside its own folder: rehabilitation, and what the administration decides of it.
    "rehab_urls", "journal_urls",
}  # fmt: skip
# Above this a file has two families in it; named ones are vocabularies or data that read best whole.
LONGEST = 400
SOURCES = sorted(path for path in SRC.rglob("*.py") if not {"migrations", "tests", "__pycache__"} & set(path.parts))
TEMPLATES = sorted(SRC.rglob("templates/**/*.html"))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_a_module_has_only_the_files_that_modules_have(module):
    found = {path.stem for path in module.iterdir() if path.name != "__pycache__"}
    assert found <= ROOMS, f"{module.name} has {sorted(found - ROOMS)}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(SRC)))
def test_a_file_is_short_and_begins_with_the_question_it_answers(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST + 50
    if text.strip():
        docstring = ast.get_docstring(ast.parse(text))
        assert docstring, "no opening sentence"
        assert "?" in docstring.splitlines()[0], "the opening sentence asks no question"


# docs/adr/plain-sql-in-one-place.md says why, and what to try before adding to it.
PLAIN_SQL = {"modules/minigym/queries/guidance.py"}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(SRC)))
def test_sql_is_written_in_strings_in_one_place_only(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    named |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert ("RawSQL" in named) == (str(path.relative_to(SRC)) in PLAIN_SQL), "write the query in Django's own words"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(SRC)))
def test_no_banned_construct(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert path.stem not in {"utils", "helpers", "signals"}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom | ast.Import):
            names = [alias.name for alias in node.names] + [getattr(node, "module", "") or ""]
            assert "django.dispatch" not in names, "signals hide who does what"
            assert "GenericForeignKey" not in names, "a foreign key says what it points to"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in {"extra", "raw"}, "write the query in Django's own words"
            spread = [argument.value for argument in node.args if isinstance(argument, ast.Starred)]
            spread += [keyword.value for keyword in node.keywords if keyword.arg is None]
            if node.func.attr in {"filter", "exclude", "get", "order_by", "annotate", "values", "update"}:
                asked = [ast.unparse(each) for each in spread]
                assert not [each for each in asked if re.search(r"request|GET|POST|data\b", each)], "name the fields"
        if isinstance(node, ast.ClassDef) and any("Model" in ast.unparse(base) for base in node.bases):
            methods = {child.name for child in node.body if isinstance(child, ast.FunctionDef)}
            assert not {"save", "delete"} & methods, f"{node.name} hides a write; write an action"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(SRC)))
def test_actions_are_keyword_only_and_say_who_acts(path):
    if "actions" not in path.parts and path.stem != "actions":
        return
    if path.is_relative_to(SRC / "files"):
        return  # files stands below access: the room that owns the file says who
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        atomic = any("atomic" in ast.unparse(decorator) for decorator in node.decorator_list)
        if atomic:
            names = [argument.arg for argument in node.args.kwonlyargs]
            assert not node.args.args, f"{node.name} takes positional arguments"
            assert "by" in names, f"{node.name} does not say who acts"


def test_rules_know_nothing_of_django_but_its_vocabulary():
    for path in SRC.rglob("rules.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "django":
                vocabulary = {"IntegerChoices", "TextChoices", "gettext_lazy", "gettext"}
                assert {alias.name for alias in node.names} <= vocabulary, path


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SRC)))
def test_a_template_includes_only_its_own_room_and_ui(path):
    room = path.relative_to(SRC).parts
    own = room[1] if room[0] == "modules" else room[0]
    for name in re.findall(r"{% (?:include|extends) \"([^\"]+)\"", path.read_text(encoding="utf-8")):
        first = name.split("/")[0]
        assert first in {own, "ui"} or (own == "access" and first in {"account", "mfa"}), name


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SRC)))
def test_a_template_has_no_inline_script_style_or_handler(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=\"", text)
    assert not re.search(r"\son[a-z]+=\"", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", text)
    assert "|safe" not in text


# The gallery shows components to those who build pages; its sample texts are nobody's to translate.
@pytest.mark.parametrize(
    "path", [path for path in TEMPLATES if path.stem != "gallery"], ids=lambda path: str(path.relative_to(SRC))
)
def test_every_word_in_a_template_is_marked_for_translation(path):
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"{% (comment|blocktranslate|verbatim).*?%}.*?{% end\1 %}", " ", text, flags=re.S)
    text = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}|<script.*?</script>|<svg.*?</svg>|<!--.*?-->", " ", text, flags=re.S)
    bare = re.sub(r"<[^>]*>", " ", text, flags=re.S)
    bare = re.sub(r"&\w+;", " ", bare)
    words = re.findall(r"[A-Za-zÅÄÖåäö]{2,}", bare)
    assert not words or set(words) <= {"Livskraft", "kr", "kg", "PDF", "Excel"}, words[:8]


def _calls(node):
    return {ast.unparse(call.func).split(".")[-1] for call in ast.walk(node) if isinstance(call, ast.Call)} | {
        ast.unparse(call.func) for call in ast.walk(node) if isinstance(call, ast.Call)
    }


def test_every_action_leaves_an_entry_in_the_audit():
    """What pages keep until something is written rests on this."""
    functions = {}
    for path in SOURCES:
        if ("actions" in path.parts or path.stem == "actions") and not path.is_relative_to(SRC / "files"):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.FunctionDef):
                    functions[node.name] = (path, node)
    audits = {name for name, (_, node) in functions.items() if _calls(node) & {"audit.wrote", "audit.security"}}
    while grown := {name for name, (_, node) in functions.items() if name not in audits and _calls(node) & audits}:
        audits |= grown
    silent = [
        f"{path.relative_to(SRC)}:{name}"
        for name, (path, node) in functions.items()
        if name not in audits
        and not name.startswith("_")
        and any("atomic" in ast.unparse(decorator) for decorator in node.decorator_list)
    ]
    assert not silent
