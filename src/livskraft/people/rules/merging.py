"""What may be taken over when two persons turn out to be one, who of them is kept, and how long can it be undone?"""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# Lokal regel: no law says how long.
DAYS_TO_UNDO = 30


class Taken(TextChoices):
    """What can be copied from the one who goes to the one who is kept."""

    LANGUAGE = "language", _("Språk")
    ADAPTATIONS = "adaptations", _("Praktiska anpassningar")
    AREA = "area", _("Område")
    ADDRESS = "address", _("Adress")
    PHONE = "phone", _("Telefon")
    EMAIL = "email", _("E-post")


# The columns behind each choice: of the person, or of the contact details.
OF_PERSON: Mapping[Taken, tuple[str, ...]] = {
    Taken.LANGUAGE: ("language",),
    Taken.ADAPTATIONS: ("adaptations",),
    Taken.AREA: ("area_id",),
}
OF_CONTACT: Mapping[Taken, tuple[str, ...]] = {
    Taken.ADDRESS: ("street", "postcode", "city"),
    Taken.PHONE: ("phone",),
    Taken.EMAIL: ("email",),
}


def may_be_kept(*, kept_protected: bool, gone_protected: bool) -> bool:
    """Whether the one may stand for both: protection that one of them has must not be lost with the other's name."""
    return kept_protected or not gone_protected


def pointers(merges: Mapping[int, int], persons: set[int]) -> dict[int, int | None]:
    """Whom each of `persons` turned out to be, straight to the last in the chain; None for nobody else.

    `merges` says of each who has been merged away into whom. It has no rings: only who stands by themselves is merged.
    """
    found: dict[int, int | None] = {}
    for person in persons:
        last = person
        while last in merges:
            last = merges[last]
        found[person] = last if last != person else None
    return found
