"""Is set-up safe to repeat and to interrupt, whenever that happens, and does it leave alone what works?"""

import hashlib
import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

SETUP = Path(__file__).resolve().parents[2] / "scripts" / "setup.sh"
TOOLS = ("sh", "sha256sum", "cut", "cat", "env", "flock", "rm", "touch", "grep", "mv", "mkdir", "cp", "dirname", "true")
LOCK = "en==1.0\ntvå==2.0\n"
# Stands in for Python, venv and pip: writes down what is asked, leaves something half done, dies or fails on request.
PYTHON = """#!/bin/sh
home=$(dirname "$(dirname "$0")")
heard() { echo "$1" >> "$LIVSKRAFT_HEARD"; }
ends() {
  [ "$LIVSKRAFT_DIES" != "$1" ] || kill -9 "-$LIVSKRAFT_GROUP"
  [ "$LIVSKRAFT_FAILS" != "$1" ] || exit 1
}
case "$*" in
  *ensurepip*) ends ensurepip ;;
  -c*) ends python ;;
  "-m venv "*)
    heard venv
    mkdir -p "$3/bin"
    cp "$0" "$3/bin/python"
    touch "$3/half-made"
    ends venv
    rm "$3/half-made"
    touch "$3/pip" ;;
  "-m pip --version") [ -e "$home/pip" ] || exit 1 ;;
  "-m pip download "*) heard download; ends download ;;
  "-m pip install "*)
    heard install
    touch "$home/half-made"
    ends install
    rm "$home/half-made" ;;
esac
"""


class Tree:
    """A folder with a lock and an environment, set up by the real script with programs that only pretend."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.venv = folder / ".venv"
        self.heard_in = folder / "heard"
        self.lock = folder / "base.txt"
        self.lock.write_text(LOCK)
        self.bin = folder / "bin"
        self.bin.mkdir()
        self.program("python3", PYTHON)
        for name in TOOLS:
            (self.bin / name).symlink_to(str(shutil.which(name)))

    def program(self, name: str, text: str) -> None:
        path = self.bin / name
        path.write_text(text)
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    def set_up(self, name: str = "run", *, dies: str = "", fails: str = "") -> subprocess.CompletedProcess[str]:
        """Runs the script; `dies` is where everything is killed, `fails` where a program ends with a fault."""
        self.heard_in.write_text("")
        env = {
            "PATH": str(self.bin),
            "HOME": str(self.folder),
            "LIVSKRAFT_HEARD": str(self.heard_in),
            "LIVSKRAFT_DIES": dies,
            "LIVSKRAFT_FAILS": fails,
        }
        # A group of its own, of which everything can be killed at once, as when the power goes.
        command = ["sh", "-c", 'LIVSKRAFT_GROUP=$$; export LIVSKRAFT_GROUP; exec sh "$@"', "sh"]
        ended = subprocess.run(
            [*command, str(SETUP), str(self.venv), str(self.lock), name],
            cwd=self.folder, env=env, capture_output=True, text=True, check=False, start_new_session=True, timeout=60,
        )  # fmt: skip
        if dies:
            assert ended.returncode == -9, ended.stdout + ended.stderr
        return ended

    @property
    def heard(self) -> list[str]:
        return self.heard_in.read_text().split()

    @property
    def whole(self) -> bool:
        stamp = self.venv / ".run"
        return (
            stamp.is_file()
            and stamp.read_text().strip() == hashlib.sha256(self.lock.read_bytes()).hexdigest()
            and not (self.venv / "half-made").exists()
            and not (self.folder / ".venv.half").exists()
            and not (self.folder / ".venv.packages").exists()
        )


@pytest.fixture
def tree(tmp_path) -> Tree:
    return Tree(tmp_path)


def test_the_first_set_up_installs_and_the_second_does_nothing(tree):
    assert tree.set_up().returncode == 0
    assert tree.heard == ["venv", "install"]
    assert tree.whole
    again = tree.set_up()
    assert (again.returncode, again.stdout, tree.heard) == (0, "", [])


@pytest.mark.parametrize("where", ["venv", "install"])
def test_killed_half_way_the_next_one_starts_over(tree, where):
    tree.set_up(dies=where)
    assert (tree.venv / "half-made").exists()
    again = tree.set_up()
    assert again.returncode == 0, again.stderr
    assert "starting it over" in again.stdout
    assert tree.heard == ["venv", "install"]
    assert tree.whole


def test_killed_again_and_again_it_still_ends_whole(tree):
    for where in ("venv", "install", "venv", "install"):
        tree.set_up(dies=where)
    assert tree.set_up().returncode == 0
    assert tree.whole


def test_killed_while_what_is_half_done_is_removed_it_is_still_not_trusted(tree):
    tree.set_up(dies="install")
    (tree.bin / "rm").rename(tree.folder / "rm")
    tree.program("rm", f'#!/bin/sh\n{tree.folder}/rm "$2/half-made"\nkill -9 "-$LIVSKRAFT_GROUP"\n')
    tree.set_up(dies="rm")
    (tree.folder / "rm").replace(tree.bin / "rm")
    assert "starting it over" in tree.set_up().stdout
    assert tree.whole


def test_an_upgrade_that_is_killed_starts_over(tree):
    tree.set_up()
    tree.lock.write_text(LOCK + "tre==3.0\n")
    tree.set_up(dies="install")
    assert "starting it over" in tree.set_up().stdout
    assert tree.whole


def test_without_the_network_an_upgrade_leaves_what_works(tree):
    tree.set_up()
    tree.lock.write_text(LOCK + "tre==3.0\n")
    refused = tree.set_up(fails="download")
    assert refused.returncode == 1
    assert "not touched" in refused.stderr
    assert tree.heard == ["download"]
    assert tree.set_up().returncode == 0
    assert tree.heard == ["download", "install"]
    assert tree.whole


def test_an_upgrade_killed_while_fetching_leaves_what_works(tree):
    tree.set_up()
    tree.lock.write_text(LOCK + "tre==3.0\n")
    tree.set_up(dies="download")
    assert tree.set_up().returncode == 0
    assert tree.heard == ["download", "install"]
    assert tree.whole


def test_a_first_set_up_without_the_network_says_so_and_can_be_tried_again(tree):
    refused = tree.set_up(fails="install")
    assert refused.returncode == 1
    assert refused.stderr.startswith("✗ The packages could not be installed")
    assert tree.set_up().returncode == 0
    assert tree.whole


def test_an_environment_whose_python_is_gone_is_made_anew(tree):
    tree.set_up()
    (tree.venv / "bin" / "python").unlink()
    assert "its Python is gone" in tree.set_up().stdout
    assert tree.whole


def test_what_is_for_development_is_added_to_what_runs(tree):
    tree.set_up()
    (tree.venv / "kept").touch()
    tree.set_up("dev")
    assert (tree.venv / "kept").exists()
    assert tree.whole


def test_two_at_once_install_once(tree):
    tree.set_up(dies="install")
    slow = PYTHON.replace("ends install", "ends install; sleep 1")
    tree.program("python3", slow)
    (tree.bin / "sleep").symlink_to(str(shutil.which("sleep")))
    env = {"PATH": str(tree.bin), "HOME": str(tree.folder), "LIVSKRAFT_HEARD": str(tree.heard_in)}
    env |= {"LIVSKRAFT_DIES": "", "LIVSKRAFT_FAILS": ""}
    tree.heard_in.write_text("")
    command = ["sh", str(SETUP), str(tree.venv), str(tree.lock), "run"]
    both = [subprocess.Popen(command, cwd=tree.folder, env=os.environ | env) for _ in range(2)]
    assert [process.wait(60) for process in both] == [0, 0]
    assert tree.heard == ["venv", "install"]
    assert tree.whole


def test_a_missing_venv_gives_one_sentence_that_names_the_package(tree):
    refused = tree.set_up(fails="ensurepip")
    assert refused.returncode == 1
    assert refused.stderr == "✗ Python's venv is missing. On Debian: apt-get install python3-venv\n"
    assert not tree.venv.exists()


@pytest.mark.parametrize("fails", ["ensurepip", ""])
def test_asked_only_for_its_tools_it_makes_nothing(tree, fails):
    tree.heard_in.write_text("")
    env = {"PATH": str(tree.bin), "LIVSKRAFT_HEARD": str(tree.heard_in), "LIVSKRAFT_DIES": "", "LIVSKRAFT_FAILS": fails}
    asked = subprocess.run(["sh", str(SETUP), "--tools"], env=env, capture_output=True, text=True, check=False)
    assert asked.returncode == (1 if fails else 0)
    assert len(asked.stderr.splitlines()) == (1 if fails else 0)
    assert tree.heard == []
