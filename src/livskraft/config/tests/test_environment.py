"""Does production refuse to start on anything that would leak or lie?"""

import base64
import os
from dataclasses import replace
from pathlib import Path

import pytest

from livskraft.config.environment import (
    DEVELOPMENT_KEY,
    DEVELOPMENT_SECRET,
    ROOT,
    UnsafeEnvironment,
    read_environment,
    refuse_unsafe,
)


@pytest.fixture
def safe():
    """An environment that may start in production."""
    return replace(
        read_environment(),
        name="production",
        debug=False,
        demo=False,
        var=Path("/var/lib/livskraft"),
        secret_key="x" * 64,
        encryption_key=base64.b64encode(bytes(range(32))).decode(),
        allowed_hosts=["livskraft.example"],
        base_url="https://livskraft.example",
    )


def test_a_safe_environment_may_start(safe):
    refuse_unsafe(safe)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"debug": True}, "DEBUG"),
        ({"demo": True}, "demo sign-in"),
        ({"secret_key": DEVELOPMENT_SECRET}, "SECRET_KEY"),
        ({"secret_key": "short"}, "SECRET_KEY"),
        ({"encryption_key": ""}, "LIVSKRAFT_ENCRYPTION_KEY"),
        ({"encryption_key": DEVELOPMENT_KEY}, "LIVSKRAFT_ENCRYPTION_KEY"),
        ({"encryption_key": base64.b64encode(b"too short").decode()}, "LIVSKRAFT_ENCRYPTION_KEY"),
        ({"base_url": "http://livskraft.example"}, "BASE_URL"),
        ({"allowed_hosts": ["*"]}, "ALLOWED_HOSTS"),
        ({"allowed_hosts": []}, "ALLOWED_HOSTS"),
    ],
    ids=str,
)
def test_each_unsafe_setting_is_refused_by_name(safe, change, said):
    with pytest.raises(UnsafeEnvironment, match=said):
        refuse_unsafe(replace(safe, **change))


def test_every_fault_is_named_at_once(safe):
    with pytest.raises(UnsafeEnvironment) as refused:
        refuse_unsafe(replace(safe, debug=True, demo=True))
    assert "DEBUG" in str(refused.value)
    assert "demo" in str(refused.value)


@pytest.fixture
def surroundings(monkeypatch, tmp_path):
    """An environment with nothing but a folder of secrets in it."""
    for name in ("SECRET_KEY", "LIVSKRAFT_ENCRYPTION_KEY", "DATABASE_URL", "LIVSKRAFT_DEMO", "DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("os.environ", os.environ.copy())
    monkeypatch.setenv("LIVSKRAFT_VAR", str(tmp_path))
    (tmp_path / "secrets.env").write_text(f"SECRET_KEY={'hemlig' * 10}\n")
    return monkeypatch.setenv


def test_a_development_machine_uses_its_own_secrets(surroundings):
    surroundings("LIVSKRAFT_ENV", "development")
    assert read_environment().secret_key == "hemlig" * 10


def test_what_is_set_to_nothing_counts_as_not_set(surroundings, tmp_path):
    surroundings("DATABASE_URL", "")
    assert read_environment().database_url == f"sqlite:///{tmp_path}/livskraft.sqlite3"
    surroundings("LIVSKRAFT_VAR", "")
    assert read_environment().var == ROOT / "var"


def test_secrets_that_nobody_chose_are_not_used_in_production(surroundings):
    surroundings("LIVSKRAFT_ENV", "production")
    with pytest.raises(UnsafeEnvironment, match="SECRET_KEY"):
        read_environment()


@pytest.mark.parametrize("name", ["prod", "Production", "produktion", ""])
def test_a_misspelt_production_is_refused_rather_than_taken_for_development(surroundings, name):
    surroundings("LIVSKRAFT_ENV", name)
    with pytest.raises(UnsafeEnvironment, match="LIVSKRAFT_ENV must be one of"):
        read_environment()


@pytest.mark.parametrize(
    ("name", "value"),
    [("DEBUG", "kanske"), ("EMAIL_PORT", "posten"), ("DATABASE_URL", "mysql://a@b/c"), ("DATABASE_URL", "livskraft")],
)
def test_what_cannot_be_understood_is_refused_by_name(surroundings, name, value):
    surroundings("LIVSKRAFT_ENV", "development")
    surroundings(name, value)
    with pytest.raises(UnsafeEnvironment, match=name):
        read_environment()


@pytest.mark.parametrize("sites", ["https://www.exempel.se", "https://*.exempel.se,http://localhost:8000", ""])
def test_the_sites_that_may_frame_a_block_are_read(surroundings, sites):
    surroundings("LIVSKRAFT_ENV", "development")
    surroundings("LIVSKRAFT_EMBEDDED_ON", sites)
    assert read_environment().embedded_on == [site for site in sites.split(",") if site]


@pytest.mark.parametrize(
    "site", ["*", "https://*", "exempel.se", "'self'", "https://a.se; script-src *", "https://a.se\r\nX: y", "data:"]
)
def test_nothing_but_a_site_comes_into_the_policy_of_frames(surroundings, site):
    surroundings("LIVSKRAFT_ENV", "development")
    surroundings("LIVSKRAFT_EMBEDDED_ON", f"https://www.exempel.se,{site}")
    with pytest.raises(UnsafeEnvironment, match="LIVSKRAFT_EMBEDDED_ON"):
        read_environment()


def test_where_one_applies_for_support_is_a_page(surroundings):
    surroundings("LIVSKRAFT_ENV", "development")
    surroundings("LIVSKRAFT_APPLY_AT", "javascript:alert(1)")
    with pytest.raises(UnsafeEnvironment, match="LIVSKRAFT_APPLY_AT"):
        read_environment()


def test_text_messages_are_printed_in_development_only(surroundings, safe):
    surroundings("LIVSKRAFT_ENV", "development")
    assert read_environment().sms == "console"
    surroundings("LIVSKRAFT_SMS", "")
    assert read_environment().sms == ""
    surroundings("LIVSKRAFT_SMS", "telegraf")
    with pytest.raises(UnsafeEnvironment, match="LIVSKRAFT_SMS"):
        read_environment()
    with pytest.raises(UnsafeEnvironment, match="LIVSKRAFT_SMS"):
        refuse_unsafe(replace(safe, sms="console"))
