"""What does the worker do with the indicators by itself? Closes the month when its day has come."""

from django.utils import timezone
from django_tasks import task

from livskraft.access.actor import system_actor
from livskraft.indicators import actions


@task()
def close_months() -> int:
    """Each night, so that a month whose night was missed is closed on the next."""
    return actions.close_due(by=system_actor("indicators.close_months", timezone.now()))
