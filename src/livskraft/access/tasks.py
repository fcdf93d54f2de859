"""What does the worker do for access? It seals the audit each minute, and looks through the whole of it each night."""

import logging

from django.utils import timezone
from django_tasks import task

from livskraft.access import seal

logger = logging.getLogger(__name__)


@task()
def seal_audit() -> int:
    """Seals the rows that are a minute old; returns how many."""
    return seal.seal(timezone.now())


@task()
def verify_audit() -> bool:
    """Whether the sealed chain is whole; a broken one is told in the log, where operators have their alarms."""
    broken = seal.verify()
    if broken:
        logger.critical("The audit is broken at seal %s: %s", broken.seal, broken.why)
    return broken is None
