"""Does a script that somebody hid in a file ever run in a real browser?"""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.utils import timezone
from playwright.sync_api import Error, Page, Route

from livskraft.files import actions, content
from livskraft.files.responses import serve
from livskraft.kit.downloads import handed_out

HTML = b"<!doctype html><title>still</title><script>document.title = 'ran'</script>"
SCRIPT = b"document.title = 'ran'"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>document.documentElement.id = "ran"</script></svg>'
SITE = "https://livskraft.test"

Answers = Callable[..., None]


@pytest.fixture
def answers(page: Page) -> Answers:
    def answer(path: str, response: HttpResponse) -> None:
        def fulfil(route: Route) -> None:
            route.fulfill(status=200, headers=dict(response.items()), body=response.content)

        page.route(SITE + path, fulfil)

    return answer


def opened(page: Page, path: str) -> str:
    """What the browser calls the page; a download leaves it where it was."""
    try:
        page.goto(SITE + path)
    except Error as fault:
        if "Download is starting" not in str(fault) and "ERR_ABORTED" not in str(fault):
            raise
        return "downloaded"
    return page.title()


def test_the_trap_works_when_nothing_guards_it(page: Page, answers: Answers) -> None:
    answers("/html", HttpResponse(HTML, content_type="text/html"))
    answers("/script", HttpResponse(SCRIPT, content_type="text/javascript"))
    answers("/page", HttpResponse(b"<title>still</title><script src='/script'></script>", content_type="text/html"))
    answers("/svg", HttpResponse(SVG, content_type="image/svg+xml"))
    assert opened(page, "/html") == "ran"
    assert opened(page, "/page") == "ran"
    opened(page, "/svg")
    assert page.evaluate("document.documentElement.id") == "ran"


@pytest.mark.parametrize(("data", "content_type"), [(HTML, "text/html"), (SVG, "image/svg+xml")])
def test_even_active_content_shown_in_the_page_cannot_run(
    page: Page, answers: Answers, data: bytes, content_type: str
) -> None:
    answers("/fil", handed_out(data, content_type=content_type, name="fil", attachment=False))
    assert opened(page, "/fil") != "ran"
    assert page.evaluate("document.documentElement.id") != "ran"


@pytest.mark.django_db
def test_a_page_dressed_as_a_paper_is_downloaded_and_never_opened(page: Page, answers: Answers) -> None:
    stored = actions.store_generated(HTML, name="elak.html", content_type=content.PDF, at=timezone.now())
    answers("/fil", serve(stored, inline=True))
    assert opened(page, "/fil") == "downloaded"


@pytest.mark.django_db
def test_a_workbook_cannot_be_called_as_a_script(page: Page, answers: Answers) -> None:
    stored = actions.store_generated(SCRIPT, name="elak.js", content_type=content.XLSX, at=timezone.now())
    answers("/fil", serve(stored, inline=True))
    answers("/page", HttpResponse(b"<title>still</title><script src='/fil'></script>", content_type="text/html"))
    assert opened(page, "/page") == "still"
