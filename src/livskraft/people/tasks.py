"""What does the worker do about persons' records? Looks for what is old enough, and throws away what is decided."""

import logging

from django.utils import timezone
from django_tasks import task

from livskraft.access.actor import Actor, system_actor
from livskraft.access.models import Assignment
from livskraft.kit.errors import Refused
from livskraft.people.actions import retention, uploads
from livskraft.people.models import PurgeOrder
from livskraft.people.rules.vocabulary import Regime

logger = logging.getLogger(__name__)


@task()
def make_order(regime: str, assignment: int) -> None:
    """Looks for what is old enough under one regime, as the person who asked for it."""
    held = Assignment.objects.select_related("user", "unit").get(pk=assignment)
    try:
        retention.make_order(regime=Regime(regime), by=Actor(at=timezone.now(), user=held.user, assignment=held))
    except Refused as refused:
        logger.info("No order was made: %s", refused.message)


@task()
def make_orders() -> None:
    """Looks for what is old enough under every regime, so that somebody is reminded to decide."""
    by = system_actor("people.make_orders")
    for regime in Regime:
        try:
            retention.make_order(regime=regime, by=by)
        except Refused:
            # Everything is kept, nothing is old enough, or an order waits already.
            continue


@task()
def execute_orders() -> int:
    """Carries out what was decided before today, so that a decision can be taken back the same day; says how many."""
    by = system_actor("people.execute_orders")
    waiting = PurgeOrder.objects.filter(decided_at__isnull=False, executed_at=None, withdrawn_at=None).order_by("pk")
    decided = [order for order in waiting if timezone.localdate(order.decided_at) < by.today]
    return sum(retention.execute(order=order, by=by) for order in decided)


@task()
def forget_uploads() -> int:
    """Throws away lists of persons that were uploaded a day ago; says how many."""
    return uploads.forget(by=system_actor("people.forget_uploads"))
