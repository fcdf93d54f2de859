"""Which faults has nobody looked at yet?"""

from collections.abc import Iterable
from datetime import date

from django.db.models import BooleanField, Case, F, QuerySet, Value, When
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from livskraft.access.roles import Role
from livskraft.duties.catalogue import Duty, duty
from livskraft.modules.minigym.models import Fault
from livskraft.organisation.models import Units


def _reported(rows: Iterable[Fault], today: date) -> list[Duty]:
    return [
        Duty(
            key=f"minigym.fault:{fault.pk}",
            unit_id=fault.gym.site_id,
            unit_name=fault.gym.site.name,
            what=_("Se till felet på %(item)s i %(gym)s: %(what)s")
            % {"item": fault.item, "gym": fault.gym, "what": Truncator(fault.told).chars(80)}
            if fault.item
            else _("Se till felet i %(gym)s: %(what)s") % {"gym": fault.gym, "what": Truncator(fault.told).chars(80)},
            url=fault.get_absolute_url(),
            due=fault.due,
        )
        for fault in rows
    ]


@duty(
    "minigym.fault",
    role=Role.UNIT_MANAGER,
    label=lazy("Felanmälan att se till"),
    action=lazy("Se till"),
    source=lazy("000 Verksamhetschef: minigymmet ska vara säkert att använda. Inom hur många dagar är en lokal regel"),
    describe=_reported,
    local_rule=True,
)
def faults_to_look_at(units: Units, today: date) -> "QuerySet[Fault, Fault]":
    """What is followed up is owed as a follow-up, and what the owner of the house was asked about waits with a note."""
    return (
        Fault.objects.open()
        .leading()
        .filter(gym__site__in=units, follow_up__isnull=True)
        .annotate(
            duty_unit=F("gym__site"),
            duty_late=Case(When(due__lt=today, then=Value(True)), default=False, output_field=BooleanField()),
        )
        .select_related("gym__site", "item__kind")
        .only("symptom", "words", "due", "gym__name", "gym__site__name", "item__number", "item__kind__name")
    )
