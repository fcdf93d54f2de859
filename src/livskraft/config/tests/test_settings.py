"""Are the settings of production as strict as the browser and the proxy need them to be?"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
ASK = """
import json
from livskraft.config import settings as s
print(json.dumps({name: getattr(s, name) for name in dir(s) if name.isupper() and name.split("_")[0] in
      {"SESSION", "CSRF", "SECURE", "DEBUG", "ALLOWED", "X", "LIVSKRAFT", "MESSAGE"} and type(getattr(s, name)) in
      (str, int, bool, list)}))
"""


@pytest.fixture(scope="module")
def production(tmp_path_factory):
    """The settings as another process reads them; this one was started for tests."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT / "src"),
        "LIVSKRAFT_ENV": "production",
        "LIVSKRAFT_VAR": str(tmp_path_factory.mktemp("var")),
        "SECRET_KEY": "only-for-this-test-" + "0123456789abcdefghij" * 3,
        "LIVSKRAFT_ENCRYPTION_KEY": "bm90IGEgc2VjcmV0LCBvbmx5IGZvciB0aGlzIGNoZWM=",
        "BASE_URL": "https://livskraft.example",
        "ALLOWED_HOSTS": "livskraft.example",
    }
    ended = subprocess.run([sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=True)
    return json.loads(ended.stdout)


@pytest.mark.parametrize("what", ["SESSION", "CSRF"])
def test_cookies_belong_to_this_host_only_and_travel_encrypted(production, what):
    assert production[f"{what}_COOKIE_NAME"].startswith("__Host-")
    assert production[f"{what}_COOKIE_SECURE"] is True
    assert production[f"{what}_COOKIE_HTTPONLY"] is True
    assert production.get(f"{what}_COOKIE_SAMESITE", "Lax") in ("Lax", "Strict")
    # A browser drops a __Host- cookie that names a domain or another path.
    assert production.get(f"{what}_COOKIE_DOMAIN") is None
    assert production.get(f"{what}_COOKIE_PATH", "/") == "/"


def test_what_a_page_says_once_is_not_sent_in_a_cookie_of_its_own(production):
    assert production["MESSAGE_STORAGE"].endswith(".SessionStorage")


def test_everything_is_sent_encrypted_and_nothing_is_shown_in_frames(production):
    assert production["SECURE_SSL_REDIRECT"] is True
    assert production["SECURE_HSTS_SECONDS"] >= 365 * 24 * 3600
    assert production["SECURE_CONTENT_TYPE_NOSNIFF"] is True
    assert production["X_FRAME_OPTIONS"] == "DENY"


def test_there_is_no_demo_and_no_debugging(production):
    assert production["DEBUG"] is False
    assert production["LIVSKRAFT_DEMO"] is False
    assert production["LIVSKRAFT_SECOND_STEP"] is True
