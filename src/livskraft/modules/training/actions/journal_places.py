"""How is it decided where a caregiver keeps its journal, and how is a wrong decision taken back?"""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from livskraft.access import audit
from livskraft.access.actor import Actor
from livskraft.kit.errors import Refused
from livskraft.kit.words import line
from livskraft.modules.training.models import JournalPlace
from livskraft.modules.training.permissions import Permission
from livskraft.modules.training.queries.journal_places import opened_by
from livskraft.modules.training.rules.vocabulary import Place
from livskraft.organisation.models import Unit

LONGEST_SYSTEM = 80
IN_USE = _lazy(
    "Rehabilitering har redan öppnats efter det beslutet, så det går inte att ta tillbaka. Fatta ett nytt beslut i "
    "stället. De perioder som pågår journalförs klart där de började."
)


@transaction.atomic
def decide_place(*, keeper: Unit, place: Place, starts: date, system: str = "", by: Actor) -> JournalPlace:
    """The caregiver keeps its journal there from `starts` on; periods that are open go on where they began.

    Raises Refused for a day that has been, for one that is decided already, and without the name of another system.
    """
    by.must(Permission.ADMINISTER_JOURNAL, at=keeper)
    if starts < by.today:
        raise Refused(_("Beslutet kan gälla tidigast från i dag."), field="starts")
    named = ""
    if place == Place.ELSEWHERE:
        named = line(system, field="system", missing=_("Skriv vilket journalsystem det är."))[:LONGEST_SYSTEM]
    made = JournalPlace(keeper=keeper, place=place, system=named, starts=starts, decided_by=by.user, decided_at=by.at)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Refused(_("Det finns redan ett beslut från den dagen. Välj en annan dag."), field="starts") from None
    audit.wrote(by, "training.journal_place_decided", [made, keeper], ["place", "system", "starts"])
    return made


@transaction.atomic
def withdraw_place(*, place: JournalPlace, by: Actor) -> Unit:
    """The decision was wrong: the one before it holds again, or none. Returns whose it was. Twice is as once.

    Raises Refused when a period of rehabilitation has been opened by it.
    """
    by.must(Permission.ADMINISTER_JOURNAL, at=place.keeper)
    held = JournalPlace.objects.select_for_update().filter(pk=place.pk).first()
    if held is None:
        return place.keeper
    if opened_by(held).exists():
        raise Refused(str(IN_USE))
    audit.wrote(by, "training.journal_place_withdrawn", [held, place.keeper])
    held.delete()
    return place.keeper
