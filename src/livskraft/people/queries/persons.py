"""Whom does a number belong to, who is one and the same, and what may the viewer see of a person?"""

from collections.abc import Iterable

from django.db.models import Q

from livskraft.kit.crypto import blind_index
from livskraft.kit.identity import IdentityNumber
from livskraft.organisation.models import Unit
from livskraft.people.models import Person


def index_of(number: IdentityNumber) -> str:
    """What a number is found by without being stored."""
    return blind_index(number.digits, purpose="identity")


def with_number(number: IdentityNumber, keeper: Unit) -> Person | None:
    """The person with that number, now or before, among those whose records are `keeper`'s; one query.

    A person who was merged is told as the one they turned out to be.
    """
    found = (
        Person.objects.filter(identities__index=index_of(number), keeper=keeper)
        .select_related("merged_into")
        .order_by("merged_into", "pk")
        .first()
    )
    return (found.merged_into or found) if found else None


def all_ids(person: Person) -> list[int]:
    """The ids under which records of the person may stand: their own and those merged into them; one query."""
    return list(Person.objects.filter(Q(pk=person.pk) | Q(merged_into=person)).values_list("pk", flat=True))


def all_ids_of(persons: Iterable[int]) -> list[int]:
    """As `all_ids` for several at once; one query."""
    return list(
        Person.objects.filter(Q(pk__in=list(persons)) | Q(merged_into__in=list(persons))).values_list("pk", flat=True)
    )
