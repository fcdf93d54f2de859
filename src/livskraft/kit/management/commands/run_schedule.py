"""Which work is due this minute? Asks once a minute until told to stop."""

import logging
import signal
from argparse import ArgumentParser
from datetime import UTC, datetime
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections, connections

from livskraft.kit.schedule import enqueue_due, jobs

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Hands scheduled work to the task worker, each minute. Stops at once on SIGTERM or Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="hand out what is due now, and end")

    def handle(self, **options: Any) -> None:
        stop = Event()
        if options["once"]:
            enqueue_due()
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        if options["verbosity"] > 1:
            self.stdout.write(f"Schedule: {', '.join(job.name for job in jobs)}")
            self.stdout.flush()
        run(stop)
        connections.close_all()


def run(stop: Event) -> None:
    """Hands out what is due at the beginning of each minute until `stop` is set; an absent database is waited for."""
    while not stop.is_set():
        close_old_connections()
        try:
            enqueue_due()
        except Error:
            logger.exception("The schedule could not be read; trying again in a minute")
        stop.wait(seconds_left_of_minute(datetime.now(UTC)))


def seconds_left_of_minute(now: datetime) -> float:
    return 60 - now.second - now.microsecond / 1_000_000
