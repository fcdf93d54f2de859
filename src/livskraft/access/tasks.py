"""What does the worker do for access? It seals the audit, each minute."""

from django.utils import timezone
from django_tasks import task

from livskraft.access import seal


@task()
def seal_audit() -> int:
    """Seals the rows that are a minute old; returns how many."""
    return seal.seal(timezone.now())
