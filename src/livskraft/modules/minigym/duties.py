"""What must somebody do about the minigyms?"""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from livskraft.access.roles import Role
from livskraft.duties.catalogue import Duty, duty
from livskraft.modules.minigym.models import Equipment
from livskraft.modules.minigym.queries import due
from livskraft.modules.minigym.rules import RegimeKey, next_due
from livskraft.organisation.models import UnitQuerySet


def _inspections(rows: Iterable[Equipment], today: date) -> list[Duty]:
    """One duty per gym: one visit sees to all its items; due when the first of them is."""
    found = []
    in_order = sorted(rows, key=lambda item: (item.gym_id, item.pk))
    for gym, items in groupby(in_order, key=lambda item: item.gym):
        listed = list(items)
        days = [next_due(months=item.duty_months, acquired=item.acquired, last=item.inspected) for item in listed]
        what = listed[0] if len(listed) == 1 else ngettext("%d maskin", "%d maskiner", len(listed)) % len(listed)
        found.append(
            Duty(
                key=f"minigym.inspect:{gym.pk}",
                unit_id=gym.site_id,
                unit_name=gym.site.name,
                what=_("Besikta %(what)s i %(gym)s") % {"what": what, "gym": gym},
                url=gym.get_absolute_url(),
                due=min((day for day in days if day), default=None),
                count=len(listed),
            )
        )
    return found


@duty(
    "minigym.inspect",
    role=Role.UNIT_MANAGER,
    label=lazy("Årlig besiktning"),
    source=lazy("000 Verksamhetschef: ansvarar för att utrustning från kommunen besiktigas årligen"),
    describe=_inspections,
)
def inspections_due(units: UnitQuerySet, today: date) -> "QuerySet[Equipment, Equipment]":
    return due(units, today, regime=RegimeKey.MUNICIPAL, task="inspection")
