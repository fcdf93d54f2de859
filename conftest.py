"""In which world does a test run? Its own data folder, its own database file or PostgreSQL, and settings for tests."""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

import django
import pytest

ROOT = Path(__file__).resolve().parent
VAR = Path(tempfile.mkdtemp(prefix="livskraft-test-"))
atexit.register(shutil.rmtree, VAR, ignore_errors=True)

sys.path[:0] = [str(ROOT / "src")]
os.environ["LIVSKRAFT_ENV"] = "test"
os.environ["LIVSKRAFT_VAR"] = str(VAR)
os.environ["DJANGO_SETTINGS_MODULE"] = "livskraft.config.settings"
# Playwright's synchronous interface keeps an event loop in the thread of the test.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# Settings are read before pytest-django would read them, so that the database below is a file of this process.
from django.conf import settings  # noqa: E402 - the environment above must come first

DATABASE = settings.DATABASES["default"]
if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: the live server's threads and the concurrency tests need connections of their own.
    DATABASE["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
    options = DATABASE["OPTIONS"]
    DATABASE["OPTIONS"] = options | {"init_command": options["init_command"].replace("=FULL", "=OFF")}
django.setup()
# A parallel worker inherits the environment; were the name in it, settings would be read before the worker has a
# folder of its own.
del os.environ["DJANGO_SETTINGS_MODULE"]


def pytest_report_header() -> str:
    from django.db import connection

    return f"livskraft: database engine {connection.vendor}"


@pytest.fixture(scope="session")
def var() -> Path:
    """The data folder of this test process."""
    return VAR


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Attempts counted against an address in one test do not lock the next one out."""
    from django.core.cache import cache

    cache.clear()
