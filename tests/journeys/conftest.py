"""How does a test use Livskraft as a person does? A real Chromium in Swedish, phone or desk, with axe at hand."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import AbstractBaseUser
from django.db import connection
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Page

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
# What the browser draws around the page is in no test, yet each window would load two pages of it. Chromium reads only
# the last list of this kind, so Playwright's own is repeated.
UNUSED = [
    "WebUIOmniboxPopup",
    "WebUIOmniboxFullPopup",
    "WebUIOmniboxAimPopup",
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
]
FLAGS = [
    f"--disable-features={','.join(UNUSED)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--lang=sv-SE",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MISSING = "No browser: browser tests are skipped. On Debian: apt-get install chromium libatomic1"
HERE = Path(__file__).parent


def find_chromium() -> str | None:
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
    return next((path for name in names if name and (path := shutil.which(name))), None)


CHROMIUM = find_chromium()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if CHROMIUM:
        return
    mine = [item for item in items if item.path.is_relative_to(HERE)]
    if mine and os.environ.get("CI") == "true":
        pytest.exit(MISSING, returncode=3)
    for item in mine:
        item.add_marker(pytest.mark.skip(reason=MISSING))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if not CHROMIUM:
        terminalreporter.write_line(f"!! {MISSING}", red=True, bold=True)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "locale": "sv-SE",
        "timezone_id": "Europe/Stockholm",
        # What fades in has too little contrast half-way; people who ask for less motion see it at once.
        "reduced_motion": "reduce",
    }


@pytest.fixture
def open_page(new_context: Callable[..., BrowserContext], live_server: Any) -> Iterator[Callable[..., Page]]:
    """Opens a page in a browser of its own; relative addresses work. Faults in its console fail the test."""
    faults: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        # An answer that is an error is the test's own business, a broken script or policy never is.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            faults.append(message.text)

    def open_one(**settings: Any) -> Page:
        page = new_context(base_url=live_server.url, **settings).new_page()
        page.set_default_timeout(15_000)
        page.on("console", heard)
        page.on("pageerror", lambda error: faults.append(str(error)))
        return page

    yield open_one
    assert not faults, "The browser's console said:\n" + "\n".join(faults)


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Page:
    return open_page(viewport=PHONE, has_touch=True, is_mobile=True)


@pytest.fixture
def desktop(open_page: Callable[..., Page]) -> Page:
    return open_page(viewport=DESKTOP)


# The database does not know how wide a screen is: both are tried on the one engine, the phone on the other too.
SCREENS = ["phone", "desktop"] if connection.vendor == "sqlite" else ["phone"]


@pytest.fixture(params=SCREENS)
def screen(request: pytest.FixtureRequest) -> Page:
    """The test runs twice: on a phone and on a desk."""
    page: Page = request.getfixturevalue(request.param)
    return page


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Asserts that the page as it now stands breaks no rule of WCAG 2.2 AA and needs no sideways scrolling."""
    checker = Axe()

    def check(page: Page) -> None:
        # A click waits until the next page has begun, not until all of it has come.
        page.wait_for_load_state()
        page.evaluate("Promise.all(document.getAnimations().map(each => each.finished.catch(() => null)))")
        found = checker.run(page, options={"runOnly": RULES})
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{page.url} is {wide} pixels too wide"

    return check


@pytest.fixture
def sign_in(live_server: Any) -> Callable[[Page, AbstractBaseUser], None]:
    """Signs the person in without the form, for journeys that begin after it."""

    def enter(page: Page, user: AbstractBaseUser) -> None:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        cookie = client.cookies["sessionid"]
        page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])

    return enter
