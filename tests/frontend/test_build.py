"""Is what the pages are built from whole, our own, and free from what would break it later?"""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "build" / "assets" / "vendor"


def test_the_lock_names_no_place_to_fetch_from():
    packages = json.loads((ROOT / "frontend" / "package-lock.json").read_text())["packages"]
    assert not [name for name, package in packages.items() if "resolved" in package]
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []


@pytest.mark.parametrize("name", ["theme.css", "designsystemet.css", "designsystemet.js"])
def test_nothing_points_to_a_map_that_is_not_shipped(name):
    assert "sourceMappingURL" not in (VENDOR / name).read_text()


def test_the_theme_is_made_of_the_municipalitys_colours():
    colours = json.loads((ROOT / "frontend" / "theme.config.json").read_text())["colors"]
    theme = (VENDOR / "theme.css").read_text().lower()
    for name in ("action", "accent", "support", "ground"):
        assert colours[name].lower() in theme, name


@pytest.mark.parametrize("subset", ["latin", "latin-ext"])
def test_the_letters_are_shipped_with_the_pages(subset):
    assert (VENDOR / "fonts" / f"inter-{subset}-wght-normal.woff2").read_bytes()[:4] == b"wOF2"
