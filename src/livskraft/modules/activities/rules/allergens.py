"""Which allergens has somebody written after a dish?"""

import re

from django.utils.translation import gettext as _

from livskraft.kit.errors import Refused
from livskraft.modules.activities.rules.vocabulary import Allergen

NONE = ("inga", "ingen", "nej", "-", "–")


def read_allergens(text: str) -> list[Allergen] | None:
    """The allergens that are named; an empty list for "inga", and None when nothing is said: then nobody knows.

    Raises Refused with the words that are no allergen. Source: EU 1169/2011, annex II [K].
    """
    words = [word for word in re.split(r"\s*(?:,|;|\boch\b|\n)\s*", text.strip()) if word]
    if not words:
        return None
    if [word.casefold() for word in words] in [[none] for none in NONE]:
        return []
    by_label = {str(each.label).casefold(): each for each in Allergen}
    unknown = [word for word in words if word.casefold() not in by_label]
    if unknown:
        raise Refused(
            _("”%(words)s” är ingen av allergenerna. Skriv till exempel gluten, mjölk – eller inga.")
            % {"words": ", ".join(unknown)[:80]},
            field="allergens",
        )
    named = {by_label[word.casefold()] for word in words}
    return [each for each in Allergen if each in named]
