"""Which inspections are owed, by the unit manager and by the owner of the house?"""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from livskraft.access.roles import Role
from livskraft.duties.catalogue import Duty, duty
from livskraft.modules.minigym.duties.grouping import duty_of, per_gym, reach, waits_on
from livskraft.modules.minigym.models import Equipment
from livskraft.modules.minigym.queries import due
from livskraft.modules.minigym.rules import RegimeKey
from livskraft.organisation.models import UnitQuerySet

Items = QuerySet[Equipment, Equipment]


def _municipal(rows: Iterable[Equipment], today: date) -> list[Duty]:
    return _owed("minigym.inspect", _("Besikta %(what)s i %(gym)s"), rows)


@duty(
    "minigym.inspect",
    role=Role.UNIT_MANAGER,
    label=lazy("Årlig besiktning"),
    action=lazy("Besikta"),
    source=lazy("000 Verksamhetschef: ansvarar för att utrustning från kommunen besiktigas årligen"),
    describe=_municipal,
)
def inspections_due(units: UnitQuerySet, today: date) -> Items:
    return due(units, today, regime=RegimeKey.MUNICIPAL, task="inspection")


def _own(rows: Iterable[Equipment], today: date) -> list[Duty]:
    return _owed("minigym.inspect_own", _("Besikta %(what)s som utföraren har köpt till %(gym)s"), rows)


@duty(
    "minigym.inspect_own",
    role=Role.UNIT_MANAGER,
    label=lazy("Besiktning av egen utrustning"),
    action=lazy("Besikta"),
    source=lazy("000 Inledning: den som köper till utrustning ansvarar för den. Hur ofta är en lokal regel"),
    describe=_own,
    local_rule=True,
)
def own_inspections_due(units: UnitQuerySet, today: date) -> Items:
    return due(units, today, regime=RegimeKey.PROVIDER, task="inspection")


def _property(rows: Iterable[Equipment], today: date) -> list[Duty]:
    found = []
    for gym, items in per_gym(rows):
        owner = gym.site.premises.property_owner if hasattr(gym.site, "premises") else None
        evidence = f"{reverse('record_protocol', args=[gym.pk])}?av=property"
        found.append(
            duty_of(
                (gym, items),
                key=f"minigym.property_inspection:{gym.pk}",
                what=_("Fastighetsägaren ska besikta %(what)s i %(gym)s"),
                url=evidence,
                task="inspection",
                waiting_on=waits_on(
                    items[0],
                    owner.name if owner else _("Fastighetsägare saknas"),
                    letter_url=reverse("property_letter", args=[gym.pk]),
                    evidence_url=evidence,
                    evidence_label=_("Lägg in fastighetsägarens protokoll"),
                ),
            )
        )
    return found


@duty(
    "minigym.property_inspection",
    role=Role.UNIT_MANAGER,
    label=lazy("Fastighetsägarens besiktning"),
    source=lazy("000 Service och underhåll: ribbstolar är fast utrustning, som fastighetsägaren besiktar"),
    describe=_property,
    waits=True,
)
def property_inspections_due(units: UnitQuerySet, today: date) -> Items:
    items = due(units, today, regime=RegimeKey.PROPERTY, task="inspection")
    return items.select_related("gym__site__premises__property_owner", "kind").annotate(
        **reach("gym__site__premises__property_owner")
    )


def _owed(key: str, what: str, rows: Iterable[Equipment]) -> list[Duty]:
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
