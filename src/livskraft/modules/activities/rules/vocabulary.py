"""Which words describe what is on, who signs up and who came?"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """Source: the issue; the gym's friskvård is an activity like the others (MG-10)."""

    SOCIAL = "social", _("Social samvaro")
    CULTURAL = "cultural", _("Kultur")
    HEALTH = "health_promoting", _("Hälsofrämjande")
    TRAINING = "training", _("Träning")
    GYM = "gym", _("Friskvård i minigymmet")


class DocumentationMode(TextChoices):
    """Source: SoL (2025:400) 14:3 and 14:5."""

    INDIVIDUAL = "individual", _("Vem som kom skrivs upp")
    HEADCOUNT = "anonymous_headcount", _("Bara hur många som kom räknas")


class SignUpMode(TextChoices):
    NONE = "none", _("Ingen anmälan")
    STAFF = "staff", _("Anmälan till personalen")
    PUBLIC = "public", _("Anmälan också på webben")


class State(TextChoices):
    PLANNED = "planned", _("Planerad")
    CANCELLED = "cancelled", _("Inställd")


class Pattern(TextChoices):
    WEEKLY = "weekly", _("Varje vecka eller med några veckors mellanrum")
    MONTHLY = "monthly", _("En viss veckodag i månaden")


class SignUpState(TextChoices):
    SEAT = "seat", _("Har plats")
    WAITING = "waiting", _("Står i kö")
    OFFERED = "offered", _("Erbjuden plats")
    DECLINED = "declined", _("Tackade nej")
    LAPSED = "lapsed", _("Erbjudandet gick ut")
    CANCELLED = "cancelled", _("Avanmäld")


# Those who hold one of the seats: an offer does too, until its days are over.
HOLDS_A_SEAT = frozenset({SignUpState.SEAT, SignUpState.OFFERED})
STILL_SIGNED_UP = HOLDS_A_SEAT | {SignUpState.WAITING}


class Because(TextChoices):
    """Why somebody who has signed up is to be called."""

    OFFER = "offer", _("Erbjud plats")
    CANCELLED = "cancelled", _("Tala om att det är inställt")
    MOVED = "moved", _("Tala om att det är flyttat")
    RESTORED = "restored", _("Tala om att det blir av ändå")


class CallOutcome(TextChoices):
    REACHED = "reached", _("Nådd")
    LEFT_WORD = "left_word", _("Lämnade besked")
    NO_ANSWER = "no_answer", _("Inget svar")


class AgeGroup(TextChoices):
    """Source: Uppdragsbeskrivning Minigym: first of all 65+, and younger people in need of municipal support."""

    OLDER = "65plus", _("65 år eller äldre")
    SUPPORTED = "under65_support", _("Under 65 med behov av kommunens stöd")
    OTHER = "other", _("Andra")


class CountedGender(TextChoices):
    WOMEN = "women", _("Kvinnor")
    MEN = "men", _("Män")
    UNKNOWN = "unknown", _("Okänt")


class SupportKind(TextChoices):
    """What was given to visitors who train on their own responsibility: never a note about anybody's health."""

    SHOWED = "showed", _("Visade en maskin")
    BESIDE = "beside", _("Fanns med under träningen")
    TALKED = "talked", _("Samtalade och uppmuntrade")


class Allergen(TextChoices):
    """Source: EU 1169/2011, annex II [K]."""

    GLUTEN = "gluten", _("Gluten")
    CRUSTACEANS = "crustaceans", _("Kräftdjur")
    EGG = "egg", _("Ägg")
    FISH = "fish", _("Fisk")
    PEANUTS = "peanuts", _("Jordnötter")
    SOY = "soy", _("Soja")
    MILK = "milk", _("Mjölk")
    NUTS = "nuts", _("Nötter")
    CELERY = "celery", _("Selleri")
    MUSTARD = "mustard", _("Senap")
    SESAME = "sesame", _("Sesam")
    SULPHITE = "sulphite", _("Sulfit")
    LUPIN = "lupin", _("Lupin")
    MOLLUSCS = "molluscs", _("Blötdjur")
