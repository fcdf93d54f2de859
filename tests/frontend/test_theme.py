"""Can a municipality choose its own colours, and only such as can be read?"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NODE = shutil.which("node") or str(ROOT / "build" / "node" / "bin" / "node")


def chosen(**environment: str) -> "subprocess.CompletedProcess[str]":
    script = "import('./theme.mjs').then((m) => console.log(JSON.stringify(m.theme(process.env))))"
    return subprocess.run(
        [NODE, "-e", script], cwd=ROOT / "frontend", env=os.environ | environment, capture_output=True, text=True
    )


def test_a_colour_from_the_environment_replaces_the_files():
    theme = json.loads(chosen(LIVSKRAFT_COLOUR_ACTION="#7A1F3D").stdout)
    assert theme["colors"]["action"] == "#7A1F3D"
    assert theme["colors"]["ground"] == "#FAF6EF"


def test_another_file_can_be_pointed_to(tmp_path):
    colours = {"action": "#123456", "accent": "#111111", "support": "#222222", "ground": "#FFFFFF", "text": "#000000"}
    file = tmp_path / "theme.json"
    file.write_text(json.dumps({"colors": colours}))
    assert json.loads(chosen(LIVSKRAFT_THEME=str(file)).stdout)["colors"] == colours


@pytest.mark.parametrize(
    ("name", "colour", "words"),
    [
        ("ACTION", "#F0E0A0", "syns för dåligt"),
        ("TEXT", "#999999", "syns för dåligt"),
        ("GROUND", "blå", "ska skrivas som #rrggbb"),
    ],
)
def test_a_colour_that_cannot_be_used_is_refused_in_a_sentence(name, colour, words):
    refused = chosen(**{f"LIVSKRAFT_COLOUR_{name}": colour})
    assert refused.returncode != 0
    assert words in refused.stderr
