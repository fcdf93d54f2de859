"""Is one address braked, and neither its neighbours nor what else it does?"""

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from livskraft.access import throttle
from livskraft.access.throttle import too_many


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    cache.clear()
    now = [1000.0]
    monkeypatch.setattr(throttle.time, "time", lambda: now[0])
    yield now
    cache.clear()


def request(address="192.0.2.1"):
    return RequestFactory().post("/", REMOTE_ADDR=address)


def test_so_many_pass_and_no_more_until_the_time_is_over(clock):
    answers = [too_many(request(), "report", most=2, seconds=60) for _number in range(4)]
    assert answers == [False, False, True, True]
    clock[0] += 61
    assert not too_many(request(), "report", most=2, seconds=60)


def test_a_neighbour_and_another_thing_are_counted_apart():
    assert not too_many(request(), "report", most=1, seconds=60)
    assert not too_many(request("192.0.2.2"), "report", most=1, seconds=60)
    assert not too_many(request(), "question", most=1, seconds=60)
    assert too_many(request(), "report", most=1, seconds=60)


def test_what_the_client_claims_to_be_its_address_changes_nothing():
    assert not too_many(request(), "report", most=1, seconds=60)
    claimed = RequestFactory().post("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR="198.51.100.9")
    assert too_many(claimed, "report", most=1, seconds=60)


def test_the_address_itself_is_not_kept():
    too_many(request(), "report", most=1, seconds=60)
    assert "192.0.2.1" not in str(cache._cache)
