"""Are a machine's secrets made once, whole and for its owner only?"""

from concurrent.futures import ThreadPoolExecutor

from scripts.dev_secrets import ensure_secrets


def test_they_are_strong_and_for_the_owner_only(tmp_path):
    assert ensure_secrets(tmp_path / "var")
    path = tmp_path / "var" / "secrets.env"
    assert path.parent.stat().st_mode & 0o077 == 0
    assert path.stat().st_mode & 0o077 == 0
    lines = dict(line.split("=", 1) for line in path.read_text().splitlines())
    assert len(lines["SECRET_KEY"]) >= 50
    assert lines["LIVSKRAFT_ENCRYPTION_KEY"] != lines["LIVSKRAFT_BACKUP_KEY"]


def test_existing_ones_are_never_touched(tmp_path):
    (tmp_path / "secrets.env").write_text("SECRET_KEY=min\n")
    assert not ensure_secrets(tmp_path)
    assert (tmp_path / "secrets.env").read_text() == "SECRET_KEY=min\n"


def test_of_two_at_once_one_wins_and_nothing_is_left_behind(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: ensure_secrets(tmp_path), range(8)))
    assert made.count(True) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secrets.env"]
