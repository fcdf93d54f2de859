"""Is an event one line, and does it keep to itself what people have written?"""

import logging
import sys

from axes.helpers import get_client_str
from django.test import RequestFactory

from livskraft.config.logs import OneLine


def told(message: str, *arguments: object, fault: ValueError | None = None) -> str:
    try:
        if fault:
            raise fault
    except ValueError:
        info = sys.exc_info()
    else:
        info = None
    return OneLine().format(logging.LogRecord("en.logg", logging.ERROR, __file__, 1, message, arguments, info))


def test_an_event_says_its_level_its_place_and_what_happened():
    assert told("Fel på %s", "/sida/") == "ERROR en.logg: Fel på /sida/"


def test_a_message_of_several_lines_becomes_one():
    assert told("ett\n  två\r\ntre") == "ERROR en.logg: ett två tre"


def test_an_exception_is_its_kind_and_its_places_but_never_its_text():
    line = told("Fel", fault=ValueError("Key (email)=(anna@exempel.se) already exists."))
    assert line.startswith("ERROR en.logg: Fel | ValueError at config/tests/test_logs.py:")
    assert "anna" not in line
    assert "\n" not in line


def test_an_exception_without_a_trace_is_still_told():
    record = logging.LogRecord("en", logging.ERROR, __file__, 1, "Fel", (), (ValueError, ValueError("x"), None))
    assert OneLine().format(record) == "ERROR en: Fel | ValueError at no place"


def test_who_tries_to_sign_in_and_from_where_is_not_logged():
    line = get_client_str(
        "anna@exempel.se", "192.0.2.7", "webbläsare", "/logga-in/", RequestFactory().post("/logga-in/")
    )
    assert "anna" not in line
    assert "192.0.2.7" not in line
