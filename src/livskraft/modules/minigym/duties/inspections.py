"""Which inspections are owed, by the unit manager and by the owner of the house?"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from livskraft.access.roles import Role
from livskraft.duties.catalogue import Duty, duty
from livskraft.modules.minigym.duties.grouping import duty_of, owners_at, per_gym, waits_on_owner
from livskraft.modules.minigym.models import Equipment
from livskraft.modules.minigym.queries import due
from livskraft.modules.minigym.rules import RegimeKey
from livskraft.organisation.models import Units

Items = QuerySet[Equipment, Equipment]
MUNICIPAL, OWN, PROPERTY = "minigym.inspect", "minigym.inspect_own", "minigym.property_inspection"


def _municipal(rows: Iterable[Any], today: date) -> list[Duty]:
    return _owed(MUNICIPAL, _("Besikta %(what)s i %(gym)s"), rows)


def _own(rows: Iterable[Any], today: date) -> list[Duty]:
    return _owed(OWN, _("Besikta %(what)s som utföraren har köpt till %(gym)s"), rows)


def _property(rows: Iterable[Any], today: date) -> list[Duty]:
    groups = per_gym(rows)
    owners = owners_at({gym.site_id for gym, _items in groups})
    found = []
    for gym, items in groups:
        evidence = f"{reverse('record_protocol', args=[gym.pk])}?av=property"
        found.append(
            duty_of(
                (gym, items),
                key=f"{PROPERTY}:{gym.pk}",
                what=_("Fastighetsägaren ska besikta %(what)s i %(gym)s"),
                url=evidence,
                task="inspection",
                waiting_on=waits_on_owner(
                    owners.get(gym.site_id),
                    letter_url=reverse("property_letter", args=[gym.pk]),
                    evidence_url=evidence,
                    evidence_label=_("Lägg in fastighetsägarens protokoll"),
                ),
            )
        )
    return found


@duty(
    PROPERTY,
    role=Role.UNIT_MANAGER,
    label=lazy("Fastighetsägarens besiktning"),
    source=lazy("000 Service och underhåll: ribbstolar är fast utrustning, som fastighetsägaren besiktar"),
    describe=_property,
    waits=True,
)
@duty(
    OWN,
    role=Role.UNIT_MANAGER,
    label=lazy("Besiktning av egen utrustning"),
    action=lazy("Besikta"),
    source=lazy("000 Inledning: den som köper till utrustning ansvarar för den. Hur ofta är en lokal regel"),
    describe=_own,
    local_rule=True,
)
@duty(
    MUNICIPAL,
    role=Role.UNIT_MANAGER,
    label=lazy("Årlig besiktning"),
    action=lazy("Besikta"),
    source=lazy("000 Verksamhetschef: ansvarar för att utrustning från kommunen besiktigas årligen"),
    describe=_municipal,
)
def inspections_due(units: Units, today: date) -> Items:
    kinds = {RegimeKey.MUNICIPAL: MUNICIPAL, RegimeKey.PROVIDER: OWN, RegimeKey.PROPERTY: PROPERTY}
    return due(units, today, task="inspection", kinds=kinds)


def _owed(key: str, what: str, rows: Iterable[Any]) -> list[Duty]:
    return [
        duty_of(
            group,
            key=f"{key}:{group[0].pk}",
            what=what,
            url=reverse("start_round", args=[group[0].pk]),
            task="inspection",
        )
        for group in per_gym(rows)
    ]
