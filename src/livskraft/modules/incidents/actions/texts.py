"""How does a municipality say its own words about an insurance?"""

from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit.errors import Conflict
from livskraft.kit.words import plain
from livskraft.modules.incidents.models import InsuranceText
from livskraft.modules.incidents.permissions import Permission
from livskraft.modules.incidents.rules import Insurance


@transaction.atomic
def change_text(*, insurance: Insurance, text: str, source: str, by: Actor, version: int = 0) -> InsuranceText:
    """The text from now on. `version` 0 means that the text that comes along was read; raises Conflict."""
    by.must(Permission.CHANGE_TEXTS)
    kept, _new = InsuranceText.objects.select_for_update().get_or_create(insurance=insurance, defaults={"version": 0})
    if kept.version != version:
        raise Conflict(str(kept))
    kept.text = plain(text, field="text", missing=_("Skriv en text."), longest=2000)
    kept.source = plain(source, field="source", missing=_("Skriv var det står."), longest=300)
    kept.version += 1
    kept.save()
    audit.wrote(by, "incidents.text_changed", [kept], ["text", "source"])
    return kept
