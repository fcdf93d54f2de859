"""Whom does the demo municipality know? Invented persons with test numbers, through actions with their own dates."""

from datetime import date

from django.db import transaction

from livskraft.people.demo import persons, reviews, upkeep
from livskraft.people.models import Person


@transaction.atomic
def demo(today: date) -> None:
    """A few persons; nothing when there already are some."""
    if Person.objects.exists():
        return
    persons.demo(today)
    reviews.demo(today)
    upkeep.demo(today)
