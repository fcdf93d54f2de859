"""Which kinds of duties do tests need, when they are not about any module?"""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db.models import BooleanField, F, Value

from livskraft.access.roles import Role
from livskraft.duties import catalogue
from livskraft.duties.catalogue import Duty, DutyKind, WaitingOn
from livskraft.kit.registry import Registry
from livskraft.organisation.models import Unit


def site_kind(
    key: str = "test.visit", role: Role = Role.UNIT_MANAGER, days: int = 0, waits: bool = False, url: str = "", **fields
) -> DutyKind:
    """A kind by which every site owes one thing, due in `days`."""

    def rows(units, today):
        late = Value(days < 0, output_field=BooleanField())
        return Unit.objects.sites().filter(pk__in=units).annotate(duty_unit=F("pk"), duty_late=late)

    def describe(rows, today):
        return [
            Duty(
                key=f"{key}:{unit.pk}",
                unit_id=unit.pk,
                unit_name=unit.name,
                what=f"Besök {unit.name}",
                url=url or f"/besok/{unit.pk}/",
                due=today + timedelta(days=days),
                waiting_on=WaitingOn("Fastighets AB Exempel", "Kim Kontakt", "013-12 34 56") if waits else None,
                **fields,
            )
            for unit in rows
        ]

    return DutyKind(key, role, "Besök", "000 Verksamhetschef: besöker", rows, describe, waits=waits)


def idle_kind() -> DutyKind:
    """A kind of which nothing is owed anywhere."""
    kind = site_kind("test.idle")
    return replace(kind, query=lambda units, today: kind.query([], today))


@pytest.fixture
def only_kinds(monkeypatch):
    """Puts the given kinds in place of the modules' own, for one test."""

    def use(*chosen: DutyKind) -> None:
        registry: Registry[DutyKind] = Registry("duty kind")
        for kind in chosen:
            registry.add(kind.key, kind)
        monkeypatch.setattr(catalogue.kinds, "_entries", registry._entries)

    return use


DAY = date(2026, 11, 23)
