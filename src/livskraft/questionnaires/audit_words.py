"""What do the floor's codes in the audit mean?"""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "questionnaires.link_made": _("Bad en person svara genom en länk"),
    "questionnaires.links_revoked": _("Tog tillbaka länkar till frågor"),
    "questionnaires.link_answered": _("Svarade genom en länk"),
}
OBJECTS = {"questionnaires.answerlink": _("länk till frågor")}
