"""Does every requirement that is built lead to a page and to a test that exist?"""

import re
from pathlib import Path

import pytest
from django.urls import resolve

ROOT = Path(__file__).resolve().parents[2]
ROWS = re.findall(r"^\| ([A-Z]+-\d+) \| (\S+) \| (\S+) \|$", (ROOT / "docs/traceability.md").read_text(), re.M)


def test_each_id_has_one_row():
    ids = [row[0] for row in ROWS]
    assert {"MG-1", "MG-2", "MG-3", "MG-4", "X-14"} <= set(ids)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("name", "page", "test"), ROWS, ids=[row[0] for row in ROWS])
def test_its_page_and_its_test_exist(name, page, test):
    resolve(page)
    assert (ROOT / test).is_file()
    assert "def test_" in (ROOT / test).read_text(encoding="utf-8")
