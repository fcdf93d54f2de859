"""Does a success message reach the next page, with its undo button?"""

from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import RequestFactory

from livskraft.ui.messages import done, kind, undo_url


def kept(request):
    return list(request._messages)


def request_with_messages():
    request = RequestFactory().get("/")
    request._messages = CookieStorage(request)
    return request


def test_a_success_can_carry_an_undo_button():
    request = request_with_messages()
    done(request, "Sparat.", undo_url="/minigym/utrustning/3/angra/")
    [message] = kept(request)
    assert (str(message), kind(message), undo_url(message)) == ("Sparat.", "success", "/minigym/utrustning/3/angra/")


def test_without_an_address_there_is_nothing_to_undo():
    request = request_with_messages()
    done(request, "Sparat.")
    assert undo_url(kept(request)[0]) == ""


def test_every_level_has_its_alert():
    kinds = {level: kind(Message(level, "")) for level in (constants.INFO, constants.WARNING, constants.ERROR)}
    assert kinds == {constants.INFO: "info", constants.WARNING: "warning", constants.ERROR: "danger"}


def test_other_tags_are_no_address_to_undo_at():
    assert undo_url(Message(constants.SUCCESS, "Sparat.", extra_tags="safe")) == ""
