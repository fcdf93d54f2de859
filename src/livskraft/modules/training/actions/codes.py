"""How does a list of codes come into Livskraft? Whole, or not at all."""

from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit.errors import Refused
from livskraft.kit.names import name_key
from livskraft.kit.words import line
from livskraft.modules.training.models import Code, CodeList
from livskraft.modules.training.permissions import Permission
from livskraft.modules.training.queries.codes import list_in_force
from livskraft.modules.training.rules.codes import Read

# The few that have been verified; the authority's own list takes their place.
SHIPPED = Path(__file__).resolve().parents[1] / "data" / "kva.csv"
SHIPPED_SINCE = date(2026, 1, 1)
BATCH = 1000


@transaction.atomic
def load_codes(
    *, read: Read, name: str, starts: date, source: str, leave_out_wrong: bool = False, by: Actor
) -> CodeList:
    """The list that is in force from `starts`; the same list once more is the one that is there.

    Raises Refused when a row is wrong, unless those are to be left out, and when there is no code at all.
    """
    by.must(Permission.ADMINISTER_JOURNAL)
    called = line(name, field="name", missing=_("Skriv vad listan heter."))[:80]
    from_where = line(source, field="source", missing=_("Skriv varifrån listan kommer."))[:300]
    if read.faults and not leave_out_wrong:
        raise Refused(
            _("Det är fel på %(number)d rader. Inget är inläst.") % {"number": len(read.faults)}, field="file"
        )
    if not read.codes:
        raise Refused(_("Det finns ingen kod att läsa in."), field="file")
    there = list_in_force(starts)
    if there is not None and there.starts == starts and dict(there.codes.values_list("code", "text")) == read.codes:
        return there
    made = CodeList.objects.create(name=called, starts=starts, source=from_where, loaded_at=by.at, loaded_by=by.user)
    Code.objects.bulk_create(
        [
            Code(list=made, code=code, text=text, search_key=name_key(f"{code} {text}"))
            for code, text in read.codes.items()
        ],
        batch_size=BATCH,
    )
    audit.wrote(by, "training.codes_loaded", [made])
    return made
