"""What do the codes of this room in the audit mean, in words?"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: Mapping[str, Promise] = {
    "activities.activity_added": _("En aktivitet lades upp"),
}

OBJECTS: Mapping[str, Promise] = {
    "activities.activity": _("aktivitet"),
}

FIELDS: Mapping[str, Promise] = {}
