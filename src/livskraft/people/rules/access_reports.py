"""What does a person get to know about who has read and written about them, and by which rule?"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Told:
    """A rule about what the report says, as it is printed, with where it comes from."""

    text: "str | Promise"
    source: "str | Promise"


WHO_HAS_READ = Told(
    _(
        "Du får veta vid vilken enhet och vid vilken tid någon har läst eller ändrat uppgifter om dig, och i vilken "
        "roll. Namn på personal lämnas inte ut."
    ),
    _("PDL (2008:355) 8:5. Att samma sak gäller för uppgifter enligt socialtjänstlagen är en lokal regel"),
)
WHAT_IS_LEFT_OUT = Told(
    _(
        "Namn på andra personer står inte här. Om något hålls hemligt för dig enligt lag får du ett skriftligt beslut "
        "om det, som du kan överklaga."
    ),
    _("DSL (2018:218) 5:1; OSL (2009:400) 25:1, 26:1"),
)
HEALTH = Told(
    _("Uppgifter enligt hälso- och sjukvårdslagen lämnas ut av den som arbetar där. Fråga fysioterapeuten."),
    _("OSL (2009:400) 8:2, 25:1; PDL (2008:355) 4:1"),
)
OTHER_UNITS = Told(
    _("Det finns uppgifter vid andra enheter hos samma utförare. Be om dem där."),
    _("SoLPuF (2001:637) 21 §"),
)
PROTECTED = Told(
    _(
        "Dina uppgifter är skyddade. Därför står varken adress, telefon, platser eller tider på papperet. Personalen "
        "visar dem för dig på skärmen."
    ),
    _("OSL (2009:400) 22:1; FOL (1991:481) 16 §. Att de inte skrivs ut är en lokal regel"),
)
# Older than this it was asked for so long ago that the person should be asked again. Local rule.
LATEST = timedelta(days=366)


def may_have_been_asked(on: date, today: date) -> bool:
    return today - LATEST <= on <= today
