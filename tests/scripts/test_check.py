"""Does the check find what must not be shared, and only that?"""

import pytest

from scripts import check


@pytest.mark.parametrize("host", check.REGISTRIES)
def test_a_registry_host_is_found_with_its_line(tmp_path, host):
    path = tmp_path / "lock.txt"
    path.write_text(f"först\n--index-url https://{host.upper()}/simple\n")
    assert f"{path}:2: {host}" in (check.registry_hosts([path]) or "")


def test_other_text_and_binary_files_pass(tmp_path):
    path = tmp_path / "bild.png"
    path.write_bytes(bytes(range(256)) + b"npm install pypi")
    assert check.registry_hosts([path]) is None


def test_the_checker_does_not_contain_what_it_looks_for():
    assert check.registry_hosts([check.ROOT / "scripts" / "check.py"]) is None


def test_the_tree_names_no_registry():
    assert check.registry_hosts() is None


def test_a_program_that_fails_tells_what_it_said():
    assert check.program("sh", "-c", "echo fel >&2; exit 3")() == "fel\n"


def test_a_program_that_fails_without_a_word_still_fails(monkeypatch, capsys):
    monkeypatch.setattr(check, "CHECKS", {"tyst": check.program("sh", "-c", "exit 3")})
    monkeypatch.setattr("sys.argv", ["check.py"])
    assert check.main() == 1
    assert "✗ tyst" in capsys.readouterr().out


def test_all_checks_run_though_the_first_failed(monkeypatch, capsys):
    monkeypatch.setattr(check, "CHECKS", {"ett": lambda: "fel", "två": lambda: None})
    monkeypatch.setattr("sys.argv", ["check.py"])
    assert check.main() == 1
    said = capsys.readouterr().out
    assert "✓ två" in said
    assert said.rstrip().endswith("✗ 1 failed: ett")


def test_without_git_the_search_says_which_package_is_missing(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert check.registry_hosts() == "git is missing. On Debian: apt-get install git"


def test_outside_a_repository_the_search_fails_instead_of_finding_nothing(monkeypatch, tmp_path):
    monkeypatch.setattr(check, "ROOT", tmp_path)
    assert "git does not know this folder" in (check.registry_hosts() or "")
