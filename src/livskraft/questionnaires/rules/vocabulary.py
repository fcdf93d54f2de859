"""What words does the floor use? Codes in English, words in Swedish."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Answered(TextChoices):
    """How the answers came."""

    MEASURED = "measured", _("Mätt på plats")
    CONVERSATION = "conversation", _("I samtal")
    PAPER = "paper", _("På papper")
    LINK = "link", _("Av personen själv, genom en länk")


class Aid(TextChoices):
    """What the person walks with. A value with an aid is not compared with one without."""

    NONE = "none", _("Inget hjälpmedel")
    CANE = "cane", _("Käpp eller kryckkäpp")
    ROLLATOR = "rollator", _("Rollator")
    WALKING_FRAME = "walking_frame", _("Gåbord eller betastöd")
    OTHER = "other", _("Annat hjälpmedel")


class Help(TextChoices):
    """What help the person had while it was measured."""

    NONE = "none", _("Ingen hjälp")
    WORDS = "words", _("Tillsyn eller uppmaning")
    HANDS = "hands", _("Någon höll i eller stödde")
