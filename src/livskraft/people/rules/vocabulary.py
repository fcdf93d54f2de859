"""Which words describe a person's records: their legal regime, their protection, why somebody knows them?"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Regime(TextChoices):
    """Under which law a record is kept; records of different regimes stand in separate tables and are never joined."""

    SOCIAL = "social", _("Socialtjänstlagen")
    HEALTH = "health", _("Hälso- och sjukvårdslagen")
    NEITHER = "neither", _("Varken socialtjänst eller hälso- och sjukvård")


class Protection(TextChoices):
    """Somebody who lives under an assumed identity has none here: they are who they say they are.

    Source: OSL 22:1; FOL (1991:481) 16 §.
    """

    NONE = "none", _("Inget skydd")
    MARKED = "marked", _("Sekretessmarkering")
    REGISTERED_ELSEWHERE = "registered_elsewhere", _("Skyddad folkbokföring")


class Gender(TextChoices):
    WOMAN = "woman", _("Kvinna")
    MAN = "man", _("Man")
    UNKNOWN = "unknown", _("Okänt")


class Purpose(TextChoices):
    """Why a unit knows a person. Each module's facts have one."""

    MEETING_PLACE = "meeting_place", _("Träffpunkt")
    REGISTERED = "registered", _("Registrerad av personalen")
    HANDED_OVER = "handed_over", _("Lämnad över från annan utförare")
    TRAINING = "training", _("Träning")
    STATED = "stated", _("Personalen uppgav att enheten har med personen att göra")


class ConsentPurpose(TextChoices):
    """What a person can say yes to. The work itself rests on the law and is never asked for.

    Source: domain.md 1.7 (DSL 3:5).
    """

    ASSOCIATION = "association", _("Uppgifter till en förening")
    PHOTO = "photo", _("Bilder")
    RESEARCH = "research", _("Forskning")


class Mark(TextChoices):
    """What the manager found about a reading in the log."""

    EXPLAINED = "explained", _("Behövdes i arbetet")
    ASKED = "asked", _("Frågat den som läste")
    UNEXPLAINED = "unexplained", _("Kan inte förklaras")
