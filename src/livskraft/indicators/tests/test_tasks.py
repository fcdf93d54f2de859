"""Does the worker close what is to be closed, and is it asked each night?"""

import pytest
import time_machine

from livskraft.indicators.models import Closing
from livskraft.indicators.tasks import close_months
from livskraft.indicators.tests.factories import Told, made, only
from livskraft.kit.schedule import jobs, nightly

pytestmark = pytest.mark.django_db


def test_the_worker_is_asked_each_night() -> None:
    assert jobs["indicators.close_months"].slot is nightly
    assert jobs["indicators.close_months"].task is close_months


@time_machine.travel("2026-04-10 03:00:00+02:00")
def test_the_month_is_closed_on_the_tenth_and_only_once() -> None:
    with only(made(Told())):
        close_months.enqueue()
        close_months.enqueue()
    assert [(closing.term.code, closing.closed_by) for closing in Closing.objects.order_by("span")] == [
        ("2026-03", "system:indicators.close_months"),
        ("2026-kv1", "system:indicators.close_months"),
    ]
