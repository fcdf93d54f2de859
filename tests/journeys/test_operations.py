"""Does whoever runs Livskraft see in a browser that it lives?"""

from playwright.sync_api import Page


def test_the_health_page_answers_in_a_browser(desktop: Page):
    answer = desktop.goto("/halsa?lever")
    assert answer is not None
    assert answer.json() == {"status": "ok"}


def test_a_page_of_the_live_server_reads_the_tests_database(phone: Page):
    answer = phone.goto("/halsa")
    assert answer is not None
    assert answer.json()["databas"] == "ok"
    assert answer.json()["migreringar"] == "ok"
