"""Does an unsafe setting end in one plain message, and not in a page of code?"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def manage(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *arguments],
        env={"PATH": os.environ["PATH"]} | environment, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_production_with_nothing_set_says_everything_that_is_missing_and_no_more(tmp_path):
    ended = manage("check", LIVSKRAFT_ENV="production", LIVSKRAFT_VAR=str(tmp_path), DEBUG="1")
    assert ended.returncode == os.EX_CONFIG
    first, *faults = ended.stderr.strip().splitlines()
    assert first == "✗ Livskraft will not start in production:"
    assert len(faults) == 5
    assert all(fault.startswith("- ") for fault in faults)


def test_a_command_that_is_unknown_is_still_told_by_django(tmp_path):
    ended = manage("finns_inte", LIVSKRAFT_ENV="test", LIVSKRAFT_VAR=str(tmp_path))
    assert ended.returncode == 1
    assert "Unknown command" in ended.stderr
