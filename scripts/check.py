"""Is the tree fit to be shared? Runs every check, shows what failed, and ends with one line."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
SETTINGS = "livskraft.config.settings"

# Written in parts, so that this file does not contain what it looks for.
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("pypi", "python", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("deb", "debian", "org"),
        ("security", "debian", "org"),
        ("archive", "ubuntu", "com"),
        ("proxy", "golang", "org"),
        ("crates", "io"),
        ("rubygems", "org"),
    )
]


def program(*command: str, **environment: str) -> Callable[[], str | None]:
    """A check that passes when the program ends with 0; otherwise what it said."""

    def run() -> str | None:
        env = os.environ | {"PYTHONPATH": str(ROOT / "src"), "DJANGO_SETTINGS_MODULE": SETTINGS} | environment
        ended = subprocess.run(
            command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
        return None if ended.returncode == 0 else ended.stdout

    return run


def tool(name: str, *arguments: str) -> Callable[[], str | None]:
    return program(str(BIN / name), *arguments)


def manage(*arguments: str, **environment: str) -> Callable[[], str | None]:
    return program(sys.executable, "manage.py", *arguments, **environment)


def tracked_files() -> list[Path]:
    """The files that would be shared: those git knows and those it would add; raises OSError without git."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        raise OSError(listed.stderr.decode().strip())
    return [path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def registry_hosts(files: list[Path] | None = None) -> str | None:
    """The places where a package registry's host is named, one a line; None when there is none."""
    try:
        files = tracked_files() if files is None else files
    except FileNotFoundError:
        return "git is missing. On Debian: apt-get install git"
    except OSError as why:
        return f"git does not know this folder: {why}"
    found = []
    for path in files:
        text = path.read_bytes().decode("utf-8", errors="ignore").lower()
        for number, line in enumerate(text.splitlines(), 1):
            found += [f"{path}:{number}: {host}" for host in REGISTRIES if host in line]
    return "\n".join(found) or None


def templates() -> str | None:
    folders = [str(path) for path in (ROOT / "src").glob("**/templates") if any(path.rglob("*.html"))]
    return tool("djlint", "--quiet", "--lint", *folders)() if folders else None


PRODUCTION = {
    "LIVSKRAFT_ENV": "production",
    "LIVSKRAFT_DEMO": "0",
    "DEBUG": "0",
    "SECRET_KEY": "only-for-this-check-" + "0123456789abcdefghij" * 3,
    "LIVSKRAFT_ENCRYPTION_KEY": "bm90IGEgc2VjcmV0LCBvbmx5IGZvciB0aGlzIGNoZWM=",
    "BASE_URL": "https://livskraft.example",
    "ALLOWED_HOSTS": "livskraft.example",
}

CHECKS: dict[str, Callable[[], str | None]] = {
    "ruff: lint": tool("ruff", "check", "--quiet", "."),
    "ruff: format": tool("ruff", "format", "--check", "--quiet", "--diff", "."),
    "mypy: types": tool("mypy"),
    "djlint: templates": templates,
    "import contracts": tool("lint-imports", "--no-cache"),
    "migrations complete": manage("makemigrations", "--check", "--dry-run"),
    "deployment settings": manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION),
    "no registry host in the tree": registry_hosts,
}


def timed(check: Callable[[], str | None]) -> tuple[str | None, float]:
    """What the check found, and how many seconds it took."""
    began = time.monotonic()
    return check(), time.monotonic() - began


def main() -> int:
    wanted = sys.argv[1:]
    chosen = {name: check for name, check in CHECKS.items() if not wanted or any(word in name for word in wanted)}
    failed = []
    # Each is a program of its own, so that they need not wait for each other; they are told in order.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, (fault, seconds) in zip(chosen, pool.map(timed, chosen.values()), strict=True):
            print(f"{'✓' if fault is None else '✗'} {name} ({seconds:.0f} s)", flush=True)
            if fault is not None:
                failed.append(name)
                print(fault.rstrip(), flush=True)
    print(f"✗ {len(failed)} failed: {', '.join(failed)}" if failed else "✓ All checks passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
