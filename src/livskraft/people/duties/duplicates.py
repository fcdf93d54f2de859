"""Who must look at two persons with the same number?"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from livskraft.access.roles import Role
from livskraft.duties.catalogue import Duty, duty
from livskraft.kit.periods import holds_on
from livskraft.organisation.models import Units
from livskraft.people.models import CareRelation, Handover, IdentityRecord, ToldApart
from livskraft.people.rules.vocabulary import Protection


def _describe(rows: Iterable[Handover], today: date) -> list[Duty]:
    """One for each unit, however many they are, and with nobody's name."""
    names = {row.to_unit_id: row.to_unit.name for row in rows}
    return [
        Duty(
            key=f"people.duplicate:{unit}",
            unit_id=unit,
            unit_name=name,
            what=_("Se över personer som kan vara registrerade två gånger på %(unit)s") % {"unit": name},
            url=reverse("duplicates"),
            due=None,
        )
        for unit, name in names.items()
    ]


@duty(
    "people.duplicate",
    role=Role.UNIT_MANAGER,
    label=lazy("Personer som kan vara samma"),
    action=lazy("Se över"),
    source=lazy("Lokal regel: en person ska ha en akt hos varje utförare"),
    describe=_describe,
    local_rule=True,
    persons=True,
)
def same_number(units: Units, today: date) -> QuerySet[Handover, Handover]:
    """Handovers that brought somebody whose number the unit knew already: nothing else makes two of one number.

    Only where the unit has to do with both, since nobody else can merge them, and where neither is protected: that
    there is such a person is only for those who are named, who find them on the page of duplicates.
    """
    known = CareRelation.objects.filter(holds_on(today), unit=OuterRef(OuterRef("to_unit")))
    theirs = IdentityRecord.objects.filter(person=OuterRef(OuterRef("person")))
    apart = ToldApart.objects.filter(undone_at=None)
    mine = OuterRef(OuterRef("person"))
    others = IdentityRecord.objects.filter(
        ~Exists(apart.filter(one=mine, other=OuterRef("person"))),
        ~Exists(apart.filter(other=mine, one=OuterRef("person"))),
        index__in=theirs.values("index"),
        person__keeper=OuterRef("to_keeper"),
        person__merged_into=None,
        person__protection=Protection.NONE,
        person__in=known.values("person"),
    ).exclude(person=OuterRef("person"))
    here = CareRelation.objects.filter(holds_on(today), unit=OuterRef("to_unit"), person=OuterRef("person"))
    return (
        Handover.objects.filter(
            Exists(others),
            Exists(here),
            to_unit__in=units,
            person__merged_into=None,
            person__protection=Protection.NONE,
        )
        .annotate(duty_unit=F("to_unit"), duty_late=Value(False))
        .filter(person__keeper=F("to_keeper"))
        .select_related("to_unit")
    )
