"""Does the summary count what ran, and fail when anything failed?"""

import subprocess

import pytest

from scripts import test as runner

REPORT = '<testsuites><testsuite tests="10" failures="2" errors="1" skipped="3"/></testsuites>'


def test_the_report_is_counted(tmp_path):
    path = tmp_path / "report.xml"
    path.write_text(REPORT)
    assert runner.counted(path) == {"passed": 4, "failed": 3, "skipped": 3}


def test_without_a_report_nothing_is_counted(tmp_path):
    assert runner.counted(tmp_path / "saknas.xml") == {}


@pytest.fixture
def engines(monkeypatch):
    def ran(sqlite: int, postgresql: int) -> int:
        monkeypatch.setattr("sys.argv", ["test.py"])
        codes = {"sqlite": sqlite, "postgresql": postgresql}
        stand_ins = {
            name: lambda arguments, name=name, code=code: runner.Outcome(name, code, runner.Counter(passed=5))
            for name, code in codes.items()
        }
        monkeypatch.setattr(runner, "ENGINES", stand_ins)
        return runner.main()

    return ran


def test_both_engines_are_named_and_the_last_line_counts_both(engines, monkeypatch, capsys):
    monkeypatch.delenv("ENGINES", raising=False)
    assert engines(0, 0) == 0
    said = capsys.readouterr().out
    assert "sqlite: 5 passed" in said
    assert "postgresql: 5 passed" in said
    assert said.rstrip().splitlines()[-1] == "10 passed, 0 failed, 0 skipped"


@pytest.mark.parametrize("codes", [(1, 0), (0, 1), (0, 5), (3, 0)])
def test_one_engine_that_failed_fails_all(engines, monkeypatch, codes):
    monkeypatch.delenv("ENGINES", raising=False)
    assert engines(*codes) != 0


def test_a_database_of_ones_own_is_never_tested_on(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://jag@/mitt")
    given = []

    def run(command, *, env, **_):
        given.append(env.get("DATABASE_URL"))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(runner.subprocess, "run", run)
    runner.on_sqlite([])
    runner.run_pytest("PostgreSQL", {"DATABASE_URL": "postgres://test@/slit"}, [])
    assert given == [None, "postgres://test@/slit"]


def test_an_engine_that_was_left_out_is_said(engines, monkeypatch, capsys):
    monkeypatch.setenv("ENGINES", "sqlite")
    assert engines(0, 1) == 0
    assert "Not run" in capsys.readouterr().out


def test_an_unknown_engine_is_refused(engines, monkeypatch):
    monkeypatch.setenv("ENGINES", "oracle")
    assert engines(0, 0) == 2
